"""The shipped theme is complete, readable, and knows what the shipped templates use."""

from __future__ import annotations

import re

import pytest

from kallelse.theme import Align
from kallelse.typeset.html import VOCABULARY
from kallelse.typeset.styles import cascade, class_names
from tests import typesetting

THEME = typesetting.shipped_theme()


def _luminance(colour: str) -> float:
    """Return the relative luminance of WCAG 2.2."""
    parts = (int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5))
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("background", ["#ffffff", THEME.colours["tint"]])
@pytest.mark.parametrize(("name", "least"), [("text", 7.0), ("accent", 7.0), ("muted", 4.5)])
def test_text_can_be_read_on_every_background(name: str, least: float, background: str) -> None:
    assert _contrast(THEME.colours[name], background) >= least


def test_every_style_is_for_an_element_or_a_class() -> None:
    for selector in THEME.styles:
        tag, _, name = selector.partition(".")
        assert tag in VOCABULARY | {""}, selector
        assert tag or name


def test_the_shipped_templates_use_only_classes_that_have_looks() -> None:
    known, used = class_names(THEME), set()
    for template in typesetting.THEME_FILE.parent.glob("*.html"):
        # An expression in a class attribute gives what stands in quotes in it.
        text = re.sub(
            r"\{\{(.*?)\}\}",
            lambda found: " ".join(re.findall(r'"([^"]*)"', found[1])),
            template.read_text(encoding="utf-8"),
        )
        for value in re.findall(r'class="([^"]*)"', text):
            used |= set(value.split())
    assert used
    assert used <= known


def test_the_stamps_stand_below_the_text() -> None:
    for stamp in (THEME.stamps.pack, THEME.stamps.attachment):
        assert stamp.inset_y + 2 * stamp.size < THEME.page.margins.bottom


def test_a_style_is_laid_over_what_is_inherited_and_that_of_a_class_over_the_element() -> None:
    outer = cascade(THEME, "article", ("notice",))
    assert (outer.size, outer.leading, outer.hyphenate) == (10.5, 15.5, True)
    table = cascade(THEME, "table", ("agenda",), outer)
    cell = cascade(THEME, "td", ("number",), table)
    assert (cell.size, cell.leading, cell.align) == (10.5, 15.0, Align.RIGHT)
    assert (cell.padding, cell.rule) == (0.0, None), "the table's own looks are not handed down"


def test_where_only_the_size_changes_the_leading_follows() -> None:
    styles = {"article": {"size": "10", "leading": "15"}, "em": {"size": "20"}}
    theme = typesetting.theme_with(styles=styles)
    assert cascade(theme, "em", (), cascade(theme, "article", ())).leading == 30
