"""Every text of a theme can be read on what it can come to stand on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kallelse.rules.contrast import contrast_low, ratio
from tests import typesetting


def _found(colours: dict[str, str], **styles: dict[str, Any]) -> list[tuple[str, str, str]]:
    """Return the colour that is pointed at, the message and the hint, for a change of the theme."""
    shipped = typesetting.written_theme()
    theme = typesetting.theme_with(
        colours={**shipped["colours"], **colours},
        styles={
            **shipped["styles"],
            **{key.replace("__", "."): one for key, one in styles.items()},
        },
    )
    return [
        (str(one.path[-1]), one.message, one.hint) for one in contrast_low(theme, Path("templates"))
    ]


@pytest.mark.parametrize(
    ("one", "other", "measured"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        ("#767676", "#ffffff", 4.54),
        ("#777777", "#ffffff", 4.48),
        ("#ff0000", "#ffffff", 4.0),
        ("#0000ff", "#ffffff", 8.59),
        ("#FFFF00", "#0000ff", 8.0),
    ],
)
def test_the_contrast_is_that_of_wcag(one: str, other: str, measured: float) -> None:
    assert ratio(one, other) == pytest.approx(measured, abs=0.005)
    assert ratio(one, other) == ratio(other, one)


def test_the_shipped_theme_can_be_read() -> None:
    assert _found({}) == []


def test_a_colour_that_is_too_light_for_the_page() -> None:
    ((name, message, hint),) = [one for one in _found({"muted": "#777777"}) if "page" in one[1]]
    assert name == "muted"
    assert "4.47:1" in message
    assert "h4, p.meta, p.note and" in message.replace("p.heading-row, ", "")
    assert hint.startswith("#767676")


def test_the_nearest_shade_passes() -> None:
    for colour in ("#ff8800", "#8a949c", "#ffffff", "#12ab34"):
        found = [one for one in _found({"accent": colour}) if "page" in one[1]]
        shade = found[0][2][:7]
        assert ratio(shade, "#ffffff") >= 4.5
        assert ratio(shade, "#ffffff") < 4.7


def test_large_text_and_links_have_no_other_measure() -> None:
    found = _found({"sol": "#e07b00"}, h1={"size": "40", "colour": "sol"})
    assert [name for name, _, _ in found if name == "sol"]
    assert _found({"sol": "#e07b00"}, a={"colour": "sol"})


def test_a_box_is_measured_with_what_may_stand_in_it() -> None:
    found = _found({"tint": "#9aa7ad"})
    assert {name for name, _, _ in found} == {"tint"}, "the texts are right on the page"
    assert any("accent" in message and "h2" in message for _, message, _ in found)
    assert any("muted" in message for _, message, _ in found)


def test_a_dark_box_needs_its_own_text_colour() -> None:
    dark = {"natt": "#102030", "snö": "#ffffff"}
    found = _found(dark, p__ruta={"background": "natt", "colour": "snö"})
    assert [message for _, message, _ in found if "snö" in message] == []
    found = _found(dark, p__ruta={"background": "natt"})
    assert any(name == "natt" and message.startswith("text ") for name, message, _ in found)


def test_a_class_for_a_dark_box_is_not_asked_to_be_read_on_the_page() -> None:
    dark = {"natt": "#102030", "snö": "#ffffff", "is": "#e8eef2"}
    box = {"background": "natt", "colour": "snö"}
    found = _found(dark, section__ruta=box, h2__ljus={"colour": "is"})
    assert [message for _, message, _ in found if message.startswith("is ")] == []
    assert any(
        message.startswith("is ") for _, message, _ in _found(dark, h2__ljus={"colour": "is"})
    )


def test_a_background_that_is_never_painted_does_not_help() -> None:
    found = _found({"snö": "#ffffff"}, th={"background": "accent", "colour": "snö"})
    assert any(message.startswith("snö ") and "1:1" in message for _, message, _ in found)


def test_stamps_and_the_running_head_stand_on_the_page() -> None:
    shipped = typesetting.written_theme()
    stamps = shipped["stamps"]
    theme = typesetting.theme_with(
        colours={**shipped["colours"], "grå": "#999999"},
        stamps={**stamps, "pack": {**stamps["pack"], "colour": "grå"}},
        styles={**shipped["styles"], ".running-head": {"size": "8", "colour": "grå"}},
    )
    (found,) = contrast_low(theme, Path("templates"))
    assert "2.84:1" in found.message
    assert ".running-head, stamps.pack" in found.message


def test_a_page_with_a_ground_of_its_own() -> None:
    styles = typesetting.written_theme()["styles"]
    article = {**styles["article"], "background": "tint"}
    assert _found({}, article=article) == []
    found = _found({"tint": "#223344"}, article=article)
    assert {name for name, _, _ in found} == {"tint"}


def test_a_colour_that_there_is_not_is_left_to_another_rule() -> None:
    assert _found({}, h1={"colour": "finns-inte"}) == []
    assert _found({}, section__box={"background": "finns-inte"}) == []
