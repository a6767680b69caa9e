"""Fonts are found by family or file, and what cannot be embedded is refused with its key."""

from __future__ import annotations

import dataclasses
import os
from pathlib import Path

import pydantic
import pytest

from kallelse.errors import ExitCode
from kallelse.theme import Fonts
from kallelse.typeset import (
    FontError,
    FontFiles,
    StampSheet,
    TypesetError,
    find_fonts,
    missing_glyphs,
    stamps,
)
from kallelse.typeset.fonts import load_faces
from tests import typesetting

STANDINS = Path(__file__).parents[1] / "standins" / "fonts"


def _fonts(**keys: str) -> Fonts:
    return pydantic.TypeAdapter(Fonts).validate_python(keys)


def test_a_family_has_four_files() -> None:
    found = dataclasses.asdict(find_fonts(_fonts(family="Atkinson Hyperlegible"), None))
    assert found.pop("fallback") == ()
    assert list(found) == ["regular", "bold", "italic", "bold_italic"]
    assert len(set(found.values())) == 4
    assert all(path.suffix == ".ttf" for path in found.values())


def test_a_file_of_the_project_wins_over_the_family() -> None:
    written = _fonts(family="Atkinson Hyperlegible", bold="Spectral-Bold.ttf")
    found = find_fonts(written, STANDINS)
    assert found.bold == STANDINS / "Spectral-Bold.ttf"
    assert found.regular.name == "AtkinsonHyperlegible-Regular.ttf"


@pytest.mark.parametrize(
    ("key", "written"),
    [
        ("family", {"family": "Comic Papyrus"}),
        ("regular", {"bold": "Spectral-Bold.ttf"}),
        ("bold", {"family": "Atkinson Hyperlegible", "bold": "missing.ttf"}),
        ("italic", {"family": "Atkinson Hyperlegible", "italic": "OFL.txt"}),
        ("bold_italic", {"family": "Atkinson Hyperlegible", "bold_italic": "."}),
    ],
)
def test_a_font_that_cannot_be_used_is_refused_with_its_key(
    key: str, written: dict[str, str]
) -> None:
    with pytest.raises(FontError) as caught:
        find_fonts(_fonts(**written), STANDINS)
    assert caught.value.key == key
    assert caught.value.exit_code is ExitCode.INPUT


def test_a_damaged_font_is_refused(tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.ttf"
    damaged.write_bytes((STANDINS / "Spectral-Bold.ttf").read_bytes()[:300])
    files = dataclasses.replace(typesetting.fonts(), bold=damaged)
    with pytest.raises(FontError, match=r"damaged\.ttf") as caught:
        load_faces(files)
    assert caught.value.key == "bold"


def _stamps(*texts: str, files: FontFiles | None = None) -> StampSheet:
    theme = typesetting.shipped_theme()
    written = [(text, theme.stamps.pack) for text in texts]
    return stamps(written, theme, files or typesetting.fonts(), typesetting.CREATED)


def test_a_font_that_was_changed_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "font.ttf"
    files = dataclasses.replace(typesetting.fonts(), regular=path)
    sizes = []
    for moment, name in enumerate(("Spectral-Regular.ttf", "FiraSans-Regular.ttf")):
        path.write_bytes((STANDINS / name).read_bytes())
        os.utime(path, (moment, moment))
        sizes.append(_stamps("abc", files=files).sizes)
    assert sizes[0] != sizes[1]


def test_missing_glyphs_are_named_once_in_their_order() -> None:
    alone = dataclasses.replace(typesetting.fonts(), fallback=())
    assert missing_glyphs("Åäö – ”x”\n\t\xa0 ☐a✓☐", alone) == "☐✓"
    assert missing_glyphs("Åäö – ”x”\n\t\xa0 ☐a✓☐", typesetting.fonts()) == "☐"


def test_stamps_have_sizes_of_their_own_and_one_font() -> None:
    texts = ["Handlingar s. 1 (152)", "Handlingar s. 152 (152)", "Ärende 6 · Bilaga 6.2"]
    sheet = _stamps(*texts)
    assert sheet == _stamps(*texts)
    assert len(sheet.contents) == len(sheet.sizes) == len(texts)
    pdf = typesetting.opened(sheet)
    assert [len(page.Resources.Font) for page in pdf.pages] == [1]
    drawn = typesetting.drawn(sheet)
    for one in typesetting.chars(drawn):
        width, height = sheet.sizes[one.page - 1]
        assert 0 <= one.left <= one.right <= width
        assert 0 <= one.bottom <= one.top <= height
    pieces = [piece for content in sheet.contents for piece in content]
    assert all(b"BDC" not in piece and b"(" not in piece for piece in pieces)
    printed = "".join(one.text for one in typesetting.chars(drawn))
    assert printed == "".join(texts).replace(" ", "")


def test_a_thousand_stamps_are_made_of_a_few_pieces() -> None:
    sheet = _stamps(*(f"Sida {page} (1000)" for page in range(1, 1001)))
    pieces = {piece for content in sheet.contents for piece in content}
    beginning, digits, end, the_last_page = 1, 10, 1, 1
    assert len(pieces) == beginning + digits + end + the_last_page
    assert all(width == round(width) for width, _ in sheet.sizes), "few widths, and few places"


def test_a_stamp_with_a_missing_glyph_is_refused() -> None:
    with pytest.raises(TypesetError) as caught:
        _stamps("☐")
    assert caught.value.rule == "missing-glyph"
