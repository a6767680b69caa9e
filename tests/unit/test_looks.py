"""theme.yaml: the project's lies over the shipped one, and what is wrong in it is told there."""

from __future__ import annotations

from pathlib import Path

import pytest

from kallelse.errors import KallelseError
from kallelse.looks import Looks, look_up
from kallelse.project import Project
from tests.typesetting import fonts, png, shipped_theme
from tests.writing import places, write

THEME = "templates/theme.yaml"
ITEMS = "items: [{title: Ett}]\n"


def looks(root: Path, theme: str | None, files: dict[str, str | bytes] | None = None) -> Looks:
    own: dict[str, str | bytes] = {} if theme is None else {THEME: theme}
    return look_up(write(root, ITEMS, {**own, **(files or {})}))


def told(found: Looks) -> list[str]:
    assert found.theme is None or found.fonts is None, "looks with problems cannot be used"
    assert all(one.hint for one in found.problems)
    return places(list(found.problems))


def test_without_a_theme_of_its_own_a_project_has_the_shipped_one(tmp_path: Path) -> None:
    found = looks(tmp_path, None)
    assert (found.theme, found.fonts) == (shipped_theme(), fonts())
    assert found.problems == ()
    assert found.images == {}


def test_what_a_project_leaves_out_is_as_shipped(tmp_path: Path) -> None:
    found = looks(
        tmp_path,
        "colours: {accent: '#7a1f1f', mine: '#000000'}\n"
        "styles: {h1: {size: 30}, .own: {colour: mine}}\n",
    )
    shipped, own = shipped_theme(), found.theme
    assert own is not None
    assert own.colours == {**shipped.colours, "accent": "#7a1f1f", "mine": "#000000"}
    assert own.styles["h1"].size == 30
    assert own.styles["h1"].leading == shipped.styles["h1"].leading
    assert own.styles[".own"].colour == "mine"
    assert own.styles["h2"] == shipped.styles["h2"]
    assert own.stamps == shipped.stamps


@pytest.mark.parametrize(
    ("theme", "place"),
    [
        ("colours: [\n", "2:1 yaml-syntax"),
        ("- a\n", "1:1 yaml-not-keys"),
        ("colour: red\n", "1:1 key-unknown"),
        ("stamps:\n  ink: under\n", "2:8 choice-unknown"),
        ("styles:\n  h1: {colur: accent}\n", "2:8 key-unknown"),
        ("styles:\n  h1: {colour: axent}\n", "2:16 colour-unknown"),
        ("stamps:\n  pack: {colour: axent}\n", "2:18 colour-unknown"),
        ("colours:\n  accent: red\n", "2:11 colour-format"),
        ("page: {width: bred}\n", "1:15 length-format"),
        ("fonts: {family: Comic Sans}\n", "1:17 font-missing"),
        ("fonts: {regular: a.ttf}\n", "1:18 theme-file-missing"),
        ("logo: ../members.yaml\n", "1:7 path-outside"),
        ("logo: a.png\n", "1:7 theme-file-missing"),
        ("stamps:\n  pack: {text: 'Sida {sida}'}\n", "2:16 stamp-text"),
        ("stamps:\n  pack: {text: 'Sida {'}\n", "2:16 stamp-text"),
        ("stamps:\n  pack: {text: '{label.__class__}'}\n", "2:16 stamp-text"),
        ("stamps:\n  pack: {text: '{page[0]}'}\n", "2:16 stamp-text"),
        ("stamps:\n  pack: {text: '{page:9999999}'}\n", "2:16 stamp-text"),
        ("stamps:\n  pack: {text: '{page!r}'}\n", "2:16 stamp-text"),
        ("stamps:\n  pack: {text: '{}'}\n", "2:16 stamp-text"),
        ("stamps:\n  attachment: {text: '{Label}'}\n", "2:22 stamp-text"),
        ("stamps:\n  attachment: {text: '☃ {label}'}\n", "2:22 character-missing"),
    ],
)
def test_what_is_wrong_is_told_at_its_place(tmp_path: Path, theme: str, place: str) -> None:
    assert told(looks(tmp_path, theme)) == [f"{THEME}:{place}"]


def test_a_stamp_may_hold_braces_that_are_doubled(tmp_path: Path) -> None:
    found = looks(tmp_path, "stamps: {pack: {text: '{{{page}}} av {pages} {item}{label}'}}\n")
    assert found.problems == ()


def test_every_problem_of_a_theme_is_told_at_once(tmp_path: Path) -> None:
    theme = "logo: a.png\nstyles: {h1: {colour: axent}}\nstamps: {pack: {text: '{x}'}}\n"
    assert sorted(told(looks(tmp_path, theme))) == [
        f"{THEME}:1:7 theme-file-missing",
        f"{THEME}:2:23 colour-unknown",
        f"{THEME}:3:23 stamp-text",
    ]


def test_a_logo_is_read_whole(tmp_path: Path) -> None:
    logo = png(40, 20) + b"\0" * 2_500_000
    found = looks(tmp_path, "logo: a.png\nlogo_alt: Vi\n", {"templates/a.png": logo})
    assert found.problems == ()
    assert found.images == {"logo": logo}


@pytest.mark.parametrize("data", [b"<svg/>", png(40, 20)[:40]])
def test_a_logo_that_cannot_be_shown_is_told_where_it_is_named(tmp_path: Path, data: bytes) -> None:
    found = looks(tmp_path, "logo: a.png\n", {"templates/a.png": data})
    assert told(found) == [f"{THEME}:1:7 image-unreadable"]


def test_fonts_of_a_projects_own_are_taken_from_its_templates(tmp_path: Path) -> None:
    faces = ("regular", "bold", "italic", "bold_italic")
    shipped = fonts()
    files: dict[str, str | bytes] = {
        f"templates/{face}.ttf": getattr(shipped, face).read_bytes() for face in faces
    }
    theme = "fonts: {" + ", ".join(f"{face}: {face}.ttf" for face in faces) + "}\n"
    found = looks(tmp_path, theme, files)
    assert found.problems == ()
    assert found.fonts is not None
    for face in faces:
        assert getattr(found.fonts, face) == tmp_path / f"templates/{face}.ttf"


def test_a_font_that_is_no_font_is_told_where_it_is_named(tmp_path: Path) -> None:
    theme = "fonts: {regular: a.ttf, bold: a.ttf, italic: a.ttf, bold_italic: a.ttf}\n"
    found = looks(tmp_path, theme, {"templates/a.ttf": b"hej"})
    assert told(found) == [f"{THEME}:1:18 font-missing"]


def test_a_theme_that_is_a_link_out_of_the_project_is_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.yaml"
    secret.write_text("hemligt: ja\n", "utf-8")
    project = write(tmp_path / "p", ITEMS, {"templates/a.html": "x"})
    project.theme_file.symlink_to(secret)
    found = look_up(project)
    assert told(found) == [f"{THEME}:1:1 yaml-link"]
    assert "hemligt" not in str(found.problems)


def test_a_theme_that_is_a_broken_link_or_a_folder_is_not_taken_for_none(tmp_path: Path) -> None:
    project = write(tmp_path, ITEMS, {"templates/a.html": "x"})
    project.theme_file.symlink_to("nowhere.yaml")
    with pytest.raises(KallelseError, match="cannot read"):
        look_up(project)
    project.theme_file.unlink()
    project.theme_file.mkdir()
    with pytest.raises(KallelseError, match="cannot read"):
        look_up(project)


@pytest.mark.parametrize("written", ["", "\n", '# colours: {accent: "#7a1f3d"}\n', "---\n# -\n"])
def test_a_theme_in_which_nothing_is_written_changes_nothing(small: Path, written: str) -> None:
    (small / "templates").mkdir()
    (small / "templates" / "theme.yaml").write_text(written)
    found = look_up(Project(small))
    assert found.problems == ()
    assert found.theme == look_up(Project(small.parent / "nowhere")).theme


@pytest.mark.parametrize(
    ("selector", "told"),
    [
        ("p.led", "Did you mean p.lead?"),
        ("h7", "Name an element, as in h1, a class, as in .box, or both, as in p.lead."),
        ("h2.lead", ""),
        (".mine", ""),
        (".kind-decision", ""),
        ("span.mine", "Name an element, as in h1, a class, as in .box, or both, as in p.lead."),
    ],
)
def test_a_style_that_nothing_has_is_warned_of(tmp_path: Path, selector: str, told: str) -> None:
    memo = '<article><p class="mine">x</p><p class="kind-{{ entry.kind }}">y</p></article>'
    files: dict[str, str | bytes] = {
        "templates/memo.html": memo,
        "templates/theme.yaml": f"styles: {{{selector}: {{size: 9}}}}\n",
    }
    found = look_up(write(tmp_path, "items: [{title: Ett}]\n", files))
    assert found.theme is not None
    assert found.fonts is not None
    assert [(one.rule, str(one.position), one.hint) for one in found.problems] == (
        [("style-unused", "templates/theme.yaml:1:10", told)] if told else []
    )
