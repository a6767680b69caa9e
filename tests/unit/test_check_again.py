"""What a check keeps of attachments: facts, and no accidents; and never what was made otherwise."""

from __future__ import annotations

import contextlib
import functools
import importlib.metadata
import io
import shutil
import threading
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from kallelse.checking import check
from kallelse.convert import Bench, Cache, inspection, office
from kallelse.convert.bench import StoppedError
from kallelse.convert.inspection import Shelf
from kallelse.model import Attachment, Limits
from kallelse.project import Project, meetings
from tests import pdfs, redacted

AGENDA = Path("agendas/2024-03-01.yaml")
SECRET = pdfs.data(pdfs.new(pdfs.content("Pnr 640823-3234")))
DOCX = b"PK\x03\x04" + bytes(26) + b"[Content_Types].xml word/document.xml"
LETTER = "From: A <a@b.example>\nContent-Type: text/plain; charset=utf-8\n\nЖ\n".encode()
Ask = Callable[..., Mapping[str, Any]]


def rules(root: Path) -> list[str]:
    project = Project(root)
    return [one.rule for batch in check(project, meetings(project)) for one in batch]


def edit(root: Path, old: str, new: str) -> None:
    text = (root / AGENDA).read_text("utf-8")
    assert old in text
    (root / AGENDA).write_text(text.replace(old, new), encoding="utf-8")


def attach(root: Path, **files: bytes) -> None:
    """Attach files to the first item; the last underscore in a name stands for its dot."""
    names = {".".join(name.rsplit("_", 1)): data for name, data in files.items()}
    folder = root / AGENDA.with_suffix("")
    folder.mkdir(exist_ok=True)
    for name, data in names.items():
        (folder / name).write_bytes(data)
    listed = ", ".join(f"{{file: {name}, title: Bilaga {name[0]}}}" for name in names)
    edit(root, "title: Upprop\n", f"title: Upprop\n    attachments: [{listed}]\n")


@pytest.fixture
def soffice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return where LibreOffice would be; once it is there, it makes SECRET of everything."""

    def run(command: list[str], _room: Path, _seconds: int) -> bool:
        made = Path(command[command.index("--outdir") + 1])
        made.mkdir()
        (made / "document.pdf").write_bytes(SECRET)
        return True

    folder = tmp_path / "programs"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setattr(office, "_PLACES", ())
    monkeypatch.setattr(office, "_run", run)
    return folder / "soffice"


def install(program: Path) -> None:
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)


def test_what_no_program_could_look_into_is_looked_into_when_there_is_one(
    small: Path, soffice: Path
) -> None:
    attach(small, brev_docx=DOCX)
    assert "personal-number" not in rules(small)
    install(soffice)
    assert "personal-number" in rules(small)


@pytest.mark.parametrize(("ends", "rule"), [(False, "limit"), (True, "damaged")])
def test_a_program_that_gave_up_is_asked_again(
    small: Path, soffice: Path, monkeypatch: pytest.MonkeyPatch, ends: bool, rule: str
) -> None:
    attach(small, brev_docx=DOCX)
    install(soffice)
    with monkeypatch.context() as busy:
        busy.setattr(office, "_run", lambda *_all: ends)
        assert f"attachment-{rule}" in rules(small)
    found = rules(small)
    assert "personal-number" in found
    assert f"attachment-{rule}" not in found


def stopping(task: str, ask: Ask = Bench.ask) -> Ask:
    """Return how a worker answers that is stopped at a task."""

    def stopped(self: Bench, asked: str, seconds: float, **what: object) -> Mapping[str, Any]:
        if asked == task:
            raise StoppedError("time")
        return ask(self, asked, seconds, **what)

    return stopped


@pytest.mark.parametrize(("task", "rule"), [("pdf", "limit"), ("pages", "unread")])
def test_a_worker_that_was_stopped_is_asked_again(
    small: Path, monkeypatch: pytest.MonkeyPatch, task: str, rule: str
) -> None:
    attach(small, karta_pdf=SECRET)
    with monkeypatch.context() as busy:
        busy.setattr(Bench, "ask", stopping(task))
        assert f"attachment-{rule}" in rules(small)
    found = rules(small)
    assert "personal-number" in found
    assert f"attachment-{rule}" not in found


def test_a_comparison_that_was_stopped_is_made_again(
    copy: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = copy("broken/redaction-text")
    folder = root / AGENDA.with_suffix("")
    folder.mkdir(exist_ok=True)
    (folder / "karta.pdf").write_bytes(redacted.original())
    boxed = redacted.made(redacted.line(redacted.SECRET), redacted.box())
    (folder / "karta-maskad.pdf").write_bytes(boxed)
    with monkeypatch.context() as busy:
        busy.setattr(Bench, "ask", stopping("redactions"))
        assert "attachment-limit" in rules(root)
    found = rules(root)
    assert "redaction-text" in found
    assert "attachment-limit" not in found


def test_what_is_too_large_stays_so(
    copy: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = copy("broken/attachment-limit")
    assert "attachment-limit" in rules(root)

    def started(_bench: Bench) -> None:
        raise AssertionError

    monkeypatch.setattr(Bench, "start", started)
    edit(root, "time: 9.00-10.00", "time: 9.00-11.00")
    assert "attachment-limit" in rules(root)


def test_the_same_picture_under_many_names_is_converted_once(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = io.BytesIO()
    Image.new("L", (40, 40), 200).save(made, "PNG")
    attach(small, **{f"{name}_png": made.getvalue() for name in "abcd"})
    asked: list[str] = []
    together, ask = threading.Barrier(2), Bench.ask

    def met(self: Bench, task: str, seconds: float, **what: object) -> Mapping[str, Any]:
        if task == "image":
            asked.append(str(what["target"]))
            with contextlib.suppress(threading.BrokenBarrierError):  # nobody else is at it
                together.wait(1)
        return ask(self, task, seconds, **what)

    monkeypatch.setattr(Bench, "ask", met)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    rules(small)
    assert len(asked) == 1


def test_two_that_make_the_same_place_are_not_in_each_others_way(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    place = cache.place("same")
    with cache.room(place) as one, cache.room(place) as other:
        one.write_bytes(b"1")
        other.write_bytes(b"2")
        one.replace(place)
        other.replace(place)
    assert [path.name for path in tmp_path.iterdir()] == [place.name]


def test_another_font_may_have_what_the_first_one_lacked(small: Path) -> None:
    theme = small / "templates" / "theme.yaml"
    theme.parent.mkdir()
    theme.write_text("fonts: {fallback: []}\n")
    attach(small, brev_eml=LETTER)
    assert "attachment-characters" in rules(small)
    theme.write_text("fonts: {fallback: [Inter]}\n")
    assert "attachment-characters" not in rules(small)


def place(root: Path, name: str, fonts: Collection[Path] = ()) -> Path:
    """Return where findings of a file lie, of one that says it is what its suffix tells."""
    shelf = Shelf(root / "facts", tuple(fonts))
    written: dict[str, Any] = {"file": name, "title": "A"}
    (root / name).write_bytes({".docx": DOCX, ".eml": LETTER}.get(Path(name).suffix, SECRET))
    return shelf.place("inspect", Attachment(**written), {name: root / name}, Limits())


@pytest.fixture
def readers(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Have what reads attachments looked up anew, each time and afterwards."""
    monkeypatch.setattr(inspection, "_readers", inspection._readers.__wrapped__)
    return monkeypatch


@pytest.mark.parametrize("library", ["kallelse", "pikepdf", "pillow", "pypdf", "pypdfium2"])
def test_another_version_of_a_library_looks_again(
    tmp_path: Path, readers: pytest.MonkeyPatch, library: str
) -> None:
    before, version = place(tmp_path, "a.pdf"), importlib.metadata.version
    readers.setattr(inspection, "version", lambda name: "0.0" if name == library else version(name))
    assert place(tmp_path, "a.pdf") != before


@pytest.mark.parametrize("name", ["bind/rescue.py", "bind/content.py", "convert/pages.py"])
def test_other_code_of_ours_looks_again(
    tmp_path: Path, readers: pytest.MonkeyPatch, name: str
) -> None:
    ours = tmp_path / "kallelse"
    for part in ("bind", "convert"):
        source = Path(inspection.__file__).parents[1] / part
        shutil.copytree(source, ours / part, ignore=shutil.ignore_patterns("__pycache__"))
    readers.setattr(inspection, "__file__", str(ours / "convert" / "inspection.py"))
    look = functools.partial(place, tmp_path, "a.pdf")
    before = look()
    assert look() == before
    with (ours / name).open("a", encoding="utf-8") as stream:
        stream.write("# another\n")
    assert look() != before


def test_a_program_counts_for_what_it_makes_pages_of_and_for_nothing_else(
    tmp_path: Path, soffice: Path
) -> None:
    names = ("a.docx", "a.eml", "a.pdf")
    before = [place(tmp_path, name) for name in names]
    install(soffice)
    after = [place(tmp_path, name) for name in names]
    assert [one == other for one, other in zip(before, after, strict=True)] == [False, True, True]
    soffice.write_text("#!/bin/sh\n# newer\n")
    assert place(tmp_path, "a.docx") != after[0]


def test_fonts_count_for_letters_and_for_nothing_else(tmp_path: Path) -> None:
    font = tmp_path / "a.ttf"
    font.write_bytes(b"1")
    names = ("a.eml", "a.pdf")
    before = [place(tmp_path, name, [font]) for name in names]
    font.write_bytes(b"2")
    after = [place(tmp_path, name, [font]) for name in names]
    assert [one == other for one, other in zip(before, after, strict=True)] == [False, True]
