"""A character that the font lacks is set in another that has it: never an empty box."""

from __future__ import annotations

import dataclasses
import shutil
from pathlib import Path

import pydantic
import pytest

from kallelse.theme import Fonts
from kallelse.typeset import FontError, TypesetError, find_fonts, missing_glyphs, stamps, typeset
from kallelse.typeset.fonts import load_faces
from tests import typesetting
from tests.structure import Tagged

STANDINS = Path(__file__).parents[1] / "standins" / "fonts"


def _fonts(**keys: object) -> Fonts:
    return pydantic.TypeAdapter(Fonts).validate_python(keys)


def _used(body: str) -> set[str]:
    """Return the fonts of a document, all of them embedded."""
    found = set()
    made = typesetting.make(typesetting.article(body))
    for page in typesetting.opened(made).pages:
        for font in page.Resources.Font.values():
            assert "/FontFile2" in font.FontDescriptor
            found.add(str(font.BaseFont).partition("+")[2])
    return found


def test_what_the_main_font_has_is_set_in_it_alone() -> None:
    assert _used("<p>Koldioxid, 5 %</p>") == {"AtkinsonHyperlegible-Regular"}


def test_what_the_main_font_lacks_is_set_in_the_fallback() -> None:
    assert _used("<p>CO₂ → noll</p>") == {"AtkinsonHyperlegible-Regular", "Inter-Regular"}


def test_the_text_is_read_whole_and_in_one_element() -> None:
    body = '<h1>CO₂ → noll</h1><p>Utsläpp av CO₂, <a href="#x">se ✓ här</a></p>'
    tagged = Tagged(typesetting.opened(typesetting.make(typesetting.article(body))))
    assert tagged.problems == []
    assert tagged.root.find("H1")[0].text == "CO₂ → noll"
    assert tagged.root.find("P")[0].text == "Utsläpp av CO₂, se ✓ här"
    ((_, link),) = tagged.links
    assert str(link.Contents) == "se ✓ här"


def test_a_word_of_two_fonts_is_not_divided_where_they_meet() -> None:
    theme = typesetting.with_page(150, 400)
    body = "".join(f"<p>{'o' * filler} CO₂-utsläpp</p>" for filler in range(1, 30))
    made = typesetting.make(typesetting.article(body), on=theme)
    lines: dict[tuple[int, int], str] = {}
    for one in typesetting.chars(made, loose=True):
        key = one.page, round(one.bottom / 4)
        lines[key] = lines.get(key, "") + one.text
    assert not [line for line in lines.values() if line.endswith("CO") or line.startswith("₂")]


def test_a_fallback_does_not_move_the_line() -> None:
    def baselines(text: str) -> list[float]:
        made = typesetting.make(typesetting.article(f"<p>{text}</p>"))
        return [one.bottom for one in typesetting.chars(made) if one.text == "x"]

    assert baselines("→ x") == pytest.approx(baselines("o x"), abs=0.01)


def test_the_running_head_and_the_stamps_have_fallbacks_too() -> None:
    theme = typesetting.with_page(300, 200)
    body = "<h1>a</h1>" + "<p>rad</p>" * 30
    html = f'<article class="memo" title="CO₂ → noll">{body}</article>'
    made = typesetting.make(html, on=theme)
    head = "".join(one.text for one in typesetting.chars(made) if one.page == 2)
    assert head.startswith("CO₂→noll")
    pack = typesetting.shipped_theme().stamps.pack
    sheet = stamps(
        [("→ s. 5", pack), ("s. 5", pack)], theme, typesetting.fonts(), typesetting.CREATED
    )
    drawn = typesetting.drawn(sheet)
    assert "".join(one.text for one in typesetting.chars(drawn)) == "→s.5s.5"
    assert sheet.sizes[0][0] > sheet.sizes[1][0]


def test_a_font_of_the_project_is_a_fallback_for_all_styles(tmp_path: Path) -> None:
    shutil.copy(STANDINS / "FiraSans-Regular.ttf", tmp_path / "egen.ttf")
    written = _fonts(family="Atkinson Hyperlegible", fallback=("egen.ttf", "Inter"))
    files = find_fonts(written, tmp_path)
    assert files.fallback[0].bold.name == "egen.ttf"
    assert missing_glyphs("a→☐", files) == "☐"
    faces = load_faces(files)
    for face in (faces.regular, faces.bold_italic):
        assert "".join(part for _, part in face.split("x→x")) == "x→x"


def test_what_no_font_has_is_refused() -> None:
    with pytest.raises(TypesetError, match=r"no font has ☐ \(U\+2610\)") as caught:
        typesetting.make(typesetting.article("<p>Kryssa\n☐ → här</p>"))
    assert caught.value.rule == "missing-glyph"


def test_without_fallback_the_old_answer_stands() -> None:
    alone = dataclasses.replace(typesetting.fonts(), fallback=())
    with pytest.raises(TypesetError, match="→"):
        typeset(
            typesetting.article("<p>→</p>"),
            typesetting.shipped_theme(),
            alone,
            title="Prov",
            author="x",
            created=typesetting.CREATED,
            images={},
        )


@pytest.mark.parametrize("written", ["Comic Papyrus", "saknas.ttf", "OFL.ttf"])
def test_a_fallback_that_cannot_be_used_is_refused_with_its_key(
    written: str, tmp_path: Path
) -> None:
    (tmp_path / "OFL.ttf").write_text("no font", encoding="utf-8")
    with pytest.raises(FontError) as caught:
        find_fonts(_fonts(family="Atkinson Hyperlegible", fallback=(written,)), tmp_path)
    assert caught.value.key == "fallback"
