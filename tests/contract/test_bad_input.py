"""Bad templates and themes, and a disk that refuses: a code, a remedy, nothing half-done."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.shell import Ended, Shell

MEETING = "2024-03-01"
PDF = Path("build") / "public" / MEETING / f"kallelse-{MEETING}.pdf"


def on_disk(folder: Path) -> dict[str, bytes]:
    """Return every file, also hidden ones, with what it holds."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not path.is_symlink()
    }


@pytest.fixture
def built(kallelse: Shell, small: Path) -> Path:
    """Return a project whose pack has been built, and that has changed since."""
    assert kallelse("build", MEETING, here=small).code == 0
    agenda = small / "agendas" / f"{MEETING}.yaml"
    agenda.write_text(agenda.read_text("utf-8") + "  - title: Ett ärende till\n", "utf-8")
    return small


def stopped(kallelse: Shell, project: Path) -> Ended:
    """Build what cannot be built, and assert that nothing but words came of it."""
    before = on_disk(project)
    ended = kallelse("build", MEETING, here=project)
    assert on_disk(project) == before
    assert ended.out == ""
    assert "Traceback" not in ended.err
    return ended


def told_at(ended: Ended, place: str) -> tuple[str, str]:
    """Return the one line that is told of a place, and the hint below it."""
    lines = ended.err.splitlines()
    (number,) = (number for number, line in enumerate(lines) if line.startswith(place))
    assert lines[number + 1].startswith("    hint: ")
    return lines[number], lines[number + 1]


TEMPLATES = {
    "unknown element": ("<article>\n <blink>x</blink></article>", "2:2", "<blink>", "Use one of"),
    "undefined name": (
        "<article>\n\n{{ plats }}</article>",
        "3:1",
        "nothing is called plats",
        "Mend",
    ),
    "undefined key": ("{{ meeting.plats }}", "1:1", "MeetingView has no plats", "Mend"),
    "broken": ("<article>\n{% if %}\n</article>", "2:1", "something is missing before", "Mend"),
    "not closed": ('<article class="memo" title="x">\n<p>x\n</article>', "3:1", "</p>", "Mend"),
    "not one article": ("<p>x</p>", "1:1", "<article>", "Mend"),
    "unknown class": ('<article class="hej" title="x"><p>x</p></article>', "1:1", "hej", "theme"),
    "unsafe": ("<article>\n{{ ''.__class__ }}</article>", "2:1", "may not reach __class__", "Mend"),
    "another that is missing": ("{% extends 'default/mem.html' %}", "1:1", "mem.html", "Mend"),
}


@pytest.mark.parametrize("kind", TEMPLATES)
def test_a_template_that_is_wrong(kallelse: Shell, built: Path, kind: str) -> None:
    template, place, told, hint = TEMPLATES[kind]
    (built / "templates").mkdir()
    (built / "templates" / "memo.html").write_text(template, "utf-8")
    ended = stopped(kallelse, built)
    assert ended.code == 1
    first, second = told_at(ended, f"templates/memo.html:{place}: error: ")
    assert told in first
    assert hint in second


def test_a_template_through_a_link(kallelse: Shell, built: Path, tmp_path: Path) -> None:
    (tmp_path / "hemligt.html").write_text("<hemligt>", "utf-8")
    (built / "templates").mkdir()
    (built / "templates" / "memo.html").symlink_to(tmp_path / "hemligt.html")
    ended = stopped(kallelse, built)
    assert ended.code == 1
    told_at(ended, "templates/memo.html:1:1: error: ")
    assert "<hemligt>" not in ended.err


THEMES = {
    "broken": ("styles: {h1: [\n", "2:1", "yaml-syntax"),
    "a key that is not known": ("style: {}\n", "1:1", "key-unknown"),
    "a colour that is not known": ("styles: {h1: {colour: rosa}}\n", "1:23", "colour-unknown"),
    "a font that is not installed": ("fonts: {family: Garamond}\n", "1:17", "font-missing"),
    "a font file that is not there": ("fonts: {bold: a.ttf}\n", "1:15", "theme-file-missing"),
    "a logo that is not there": ("logo: a.png\n", "1:7", "theme-file-missing"),
    "a stamp that cannot be filled in": (
        "stamps: {pack: {text: '{sida}'}}\n",
        "1:23",
        "stamp-text",
    ),
}


@pytest.mark.parametrize("kind", THEMES)
def test_a_theme_that_is_wrong(kallelse: Shell, built: Path, kind: str) -> None:
    theme, place, rule = THEMES[kind]
    (built / "templates").mkdir()
    (built / "templates" / "theme.yaml").write_text(theme, "utf-8")
    ended = stopped(kallelse, built)
    assert ended.code == 1
    first, _ = told_at(ended, f"templates/theme.yaml:{place}: error: ")
    assert first.endswith(f"[{rule}]")


@pytest.mark.parametrize("name", ["logo.png", "regular.ttf"])
def test_a_file_of_the_theme_that_is_not_what_it_should_be(
    kallelse: Shell, built: Path, name: str
) -> None:
    (built / "templates").mkdir()
    (built / "templates" / name).write_text("hej", "utf-8")
    faces = ("regular", "bold", "italic", "bold_italic")
    fonts = ", ".join(f"{face}: {name}" for face in faces)
    theme = f"logo: {name}\n" if name == "logo.png" else f"fonts: {{{fonts}}}\n"
    (built / "templates" / "theme.yaml").write_text(theme, "utf-8")
    ended = stopped(kallelse, built)
    assert ended.code == 1
    told_at(ended, "templates/theme.yaml:1:")


def refuse(number: int) -> Callable[..., None]:
    def refused(*arguments: object, **named: object) -> None:
        raise OSError(number, os.strerror(number))

    return refused


@pytest.mark.parametrize(
    ("what", "number", "remedy"),
    [
        ("os.fsync", errno.ENOSPC, "free some space"),
        ("os.fsync", errno.EDQUOT, "free some space"),
        ("pathlib.Path.replace", errno.EACCES, "Close the file in other programs"),
        ("tempfile.mkstemp", errno.EROFS, "read-only"),
        ("tempfile.mkstemp", errno.EACCES, "Close the file in other programs"),
    ],
)
def test_a_disk_that_refuses_or_a_file_that_is_locked(
    kallelse: Shell,
    built: Path,
    monkeypatch: pytest.MonkeyPatch,
    what: str,
    number: int,
    remedy: str,
) -> None:
    monkeypatch.setattr(what, refuse(number))
    ended = stopped(kallelse, built)
    assert ended.code == 3
    first, second = ended.err.splitlines()
    assert first.startswith("kallelse: cannot write ")
    assert os.strerror(number) in first
    assert remedy in second


_WITH_LITTLE_ROOM = """
import resource
from kallelse.__main__ import main
resource.setrlimit(resource.RLIMIT_FSIZE, (8192, 8192))
main()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="the limit is one of Unix")
def test_a_disk_that_fills_up_while_the_pdf_is_written(built: Path) -> None:
    before = on_disk(built)
    ended = subprocess.run(  # in a process of its own, for it is QPDF that would end the process
        [sys.executable, "-c", _WITH_LITTLE_ROOM, "build", MEETING],
        cwd=built,
        env={**os.environ, "KALLELSE_LANG": "en"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 3
    assert ended.stderr.startswith("kallelse: cannot write ")
    assert "File too large" in ended.stderr
    assert ended.stdout == ""
    assert on_disk(built) == before


def test_a_pdf_that_is_open_elsewhere_keeps_its_manifest(
    kallelse: Shell, built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace = Path.replace

    def locked(path: Path, target: Path) -> Path:
        if target.suffix == ".pdf":
            refuse(errno.EACCES)()
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", locked)
    assert stopped(kallelse, built).code == 3


@pytest.mark.parametrize("name", ["pack.json", PDF.name])
def test_a_folder_that_stands_in_the_way(kallelse: Shell, built: Path, name: str) -> None:
    way = built / PDF.parent / name
    way.unlink()
    way.mkdir()
    ended = stopped(kallelse, built)
    assert ended.code == 3
    first, second = ended.err.splitlines()
    assert first.startswith("kallelse: cannot write ")
    assert name in first
    assert second == "A folder stands where the file is to be written: move it away."


def test_a_pack_whose_pdf_was_deleted_is_built_again(kallelse: Shell, small: Path) -> None:
    kallelse("build", MEETING, here=small)
    (small / PDF).unlink()
    ended = kallelse("build", MEETING, here=small)
    assert ended.code == 0
    assert (small / PDF).is_file()


def test_after_the_mistake_is_mended_the_pack_is_built(kallelse: Shell, built: Path) -> None:
    template = built / "templates" / "memo.html"
    template.parent.mkdir()
    template.write_text("{{ plats }}", "utf-8")
    old = (built / PDF).read_bytes()
    assert stopped(kallelse, built).code == 1
    template.unlink()
    assert kallelse("build", MEETING, here=built).code == 0
    assert (built / PDF).read_bytes() != old


def test_a_name_that_only_looks_like_the_files(kallelse: Shell, small: Path) -> None:
    agenda = small / "agendas" / f"{MEETING}.yaml"
    added = "  - title: Karta\n    attachments: [{file: 'å.pdf', title: Karta}]\n"
    agenda.write_text(agenda.read_text("utf-8") + added, "utf-8")
    folder = agenda.with_suffix("")
    folder.mkdir()
    (folder / "a\u030a.pdf").write_bytes(b"%PDF")
    _, hint = told_at(stopped(kallelse, small), "agendas/2024-03-01.yaml:19:26")
    assert "rename the file" in hint
    assert "Did you mean" not in hint
