"""What an attachment offers to those who listen, read from the file and from nothing else."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from kallelse.build import build
from kallelse.checking import check
from kallelse.convert import Bench
from kallelse.convert.access import read
from kallelse.convert.bench import StoppedError
from kallelse.convert.facts import from_plain
from kallelse.model import Limits
from kallelse.rules.facts import Access
from tests import pdfs
from tests.writing import MEETING, write


def _access(tmp_path: Path, data: bytes) -> Access:
    path = tmp_path / "fil.pdf"
    path.write_bytes(data)
    request = {"source": str(path), "password": "", "max_stream": 50_000_000, "max_depth": 50}
    found = read(request)["access"]
    assert json.loads(json.dumps(found)) == found
    return from_plain(found)


def _changed(data: bytes, change: Callable[[pikepdf.Pdf], object]) -> bytes:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        change(pdf)
        return pdfs.data(pdf)


def _set(key: str, value: object) -> Callable[[pikepdf.Pdf], object]:
    return lambda pdf: pdf.Root.__setitem__(key, value)


def _without(key: str) -> Callable[[pikepdf.Pdf], object]:
    return lambda pdf: pdf.Root.__delitem__(key)


def test_a_plain_file_offers_text_and_little_else(tmp_path: Path) -> None:
    found = _access(tmp_path, pdfs.text(2))
    assert found == Access(
        tagged=False,
        language=None,
        titled=False,
        title_shown=False,
        textless=(),
        unembedded=("Helvetica",),
        unnamed_fields=0,
    )


def test_a_tagged_file_says_its_language(tmp_path: Path) -> None:
    found = _access(tmp_path, pdfs.tagged(lang="sv-SE"))
    assert found.tagged
    assert found.language == "sv-SE"


@pytest.mark.parametrize(
    "change",
    [
        _without("/StructTreeRoot"),
        _without("/MarkInfo"),
        _set("/MarkInfo", Dictionary(Marked=False)),
        _set("/MarkInfo", Array([])),
        _set("/StructTreeRoot", Dictionary(Type=Name.StructTreeRoot)),
        _set("/StructTreeRoot", Dictionary(K=Dictionary(S=Name.Document, K=Array([])))),
    ],
)
def test_tags_by_name_only_are_no_tags(
    tmp_path: Path, change: Callable[[pikepdf.Pdf], object]
) -> None:
    assert not _access(tmp_path, _changed(pdfs.tagged(), change)).tagged


def test_a_tree_that_runs_in_a_circle_ends(tmp_path: Path) -> None:
    def circle(pdf: pikepdf.Pdf) -> None:
        one = pdf.make_indirect(Dictionary(S=Name.Sect))
        one.K = Array([one, one])
        pdf.Root.StructTreeRoot = Dictionary(K=one)

    assert not _access(tmp_path, _changed(pdfs.tagged(), circle)).tagged


@pytest.mark.parametrize(
    ("written", "language"),
    [("sv", "sv"), ("en-GB", "en-GB"), (" sv-SE ", "sv-SE"), ("", None), ("svenska språket", None)],
)
def test_only_a_language_tag_is_a_language(
    tmp_path: Path, written: str, language: str | None
) -> None:
    found = _access(tmp_path, _changed(pdfs.text(), _set("/Lang", String(written))))
    assert found.language == language


def test_the_title_stands_in_the_info_or_in_the_xmp(tmp_path: Path) -> None:
    def in_info(pdf: pikepdf.Pdf) -> None:
        pdf.trailer.Info = pdf.make_indirect(Dictionary(Title=String("Årsbokslut")))

    def blank(pdf: pikepdf.Pdf) -> None:
        pdf.trailer.Info = pdf.make_indirect(Dictionary(Title=String("  ")))

    def in_xmp(pdf: pikepdf.Pdf) -> None:
        with pdf.open_metadata() as xmp:
            xmp["dc:title"] = "Årsbokslut"

    assert _access(tmp_path, _changed(pdfs.text(), in_info)).titled
    assert _access(tmp_path, _changed(pdfs.text(), in_xmp)).titled
    assert not _access(tmp_path, _changed(pdfs.text(), blank)).titled
    shown = _set("/ViewerPreferences", Dictionary(DisplayDocTitle=True))
    assert _access(tmp_path, _changed(pdfs.text(), shown)).title_shown


def test_a_page_that_is_a_picture_has_no_text(tmp_path: Path) -> None:
    assert _access(tmp_path, pdfs.scanned(3)).textless == (1, 2, 3)
    assert _access(tmp_path, pdfs.blank()).textless == (), "a blank page hides nothing"


@pytest.mark.parametrize(
    ("written", "silent"),
    [
        ({"Alt": "En karta"}, (2,)),
        ({"ActualText": "§ 1"}, (2,)),
        ({"Alt": " "}, (1, 2)),
        ({}, (1, 2)),
    ],
)
@pytest.mark.parametrize("referred", [False, True])
def test_a_picture_that_a_tag_describes_is_heard(
    tmp_path: Path, written: dict[str, str], silent: tuple[int, ...], referred: bool
) -> None:
    def tag(pdf: pikepdf.Pdf) -> None:
        pages = [page.obj for page in pdf.pages]
        root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        texts = {f"/{key}": String(text) for key, text in written.items()}
        kids = Array([Dictionary(Type=Name.MCR, Pg=pages[0], MCID=0)]) if referred else 0
        held = {} if referred else {"/Pg": pages[0]}
        figure = Dictionary({"/S": Name.Figure, "/K": kids, **held, **texts})
        other = Dictionary(S=Name.Figure, Pg=pages[1], K=Array([0]))
        root.K = Dictionary(S=Name.Document, K=Array([figure, other]))
        pdf.Root.StructTreeRoot, pdf.Root.MarkInfo = root, Dictionary(Marked=True)

    assert _access(tmp_path, _changed(pdfs.scanned(2), tag)).textless == silent


def test_text_in_a_form_is_text(tmp_path: Path) -> None:
    def into_form(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[0].obj
        form = pdf.make_stream(
            page.Contents.read_bytes(),
            Type=Name.XObject,
            Subtype=Name.Form,
            BBox=Array([0, 0, 595, 842]),
            Resources=page.Resources,
        )
        page.Contents = pdf.make_stream(b"q /Fm0 Do Q")
        page.Resources = Dictionary(XObject=Dictionary(Fm0=form))

    found = _access(tmp_path, _changed(pdfs.text(), into_form))
    assert found.textless == ()
    assert found.unembedded == ("Helvetica",)


def test_fields_without_a_description_are_counted(tmp_path: Path) -> None:
    def name_one(pdf: pikepdf.Pdf) -> None:
        pdf.Root.AcroForm.Fields[0].TU = String("För- och efternamn")

    assert _access(tmp_path, pdfs.form("Anna")).unnamed_fields == 2
    assert _access(tmp_path, _changed(pdfs.form("Anna"), name_one)).unnamed_fields == 1


# In a build


def _manifest(root: Path) -> dict[str, Any]:
    made = build(write_project(root), MEETING)
    found: dict[str, Any] = json.loads(made.manifest.read_bytes())
    return found["attachments"]  # type: ignore[no-any-return]


def write_project(root: Path) -> Any:
    agenda = """\
        items:
          - title: Ärende
            memo: {proposal: Ja.}
            attachments:
              - {file: a.pdf, title: Ett avtal}
              - {file: b.pdf, title: En inskanning}
        """
    return write(root, agenda, {"./a.pdf": pdfs.tagged(), "./b.pdf": pdfs.scanned(2)})


def test_pack_json_lists_what_each_attachment_offers_and_lacks(tmp_path: Path) -> None:
    one, two = _manifest(tmp_path).values()
    assert (one["tagged"], one["language"], one["claims"]) == (True, "sv-SE", ["PDF/UA-1"])
    assert one["lacks"] == ["title", "fonts"]
    assert (two["tagged"], two["language"], two["textless"]) == (False, None, [1, 2])
    assert two["lacks"] == ["text", "tags", "language", "title"]
    assert "sidorna 1–2" in two["ask"]
    assert "”En inskanning” (Bilaga 1.2)" in two["ask"]
    assert "sammanträdet med Nämnden den 1 mars 2024" in two["ask"]


def test_what_was_found_is_kept_and_a_broken_file_of_it_is_found_again(tmp_path: Path) -> None:
    first = _manifest(tmp_path)
    folder = tmp_path / "build" / ".cache" / "public" / "facts"
    kept = {path: path.read_text("utf-8") for path in folder.iterdir()}
    assert len(kept) == 2
    for path, broken in zip(kept, ('{"tagged": "ja"}', "\x00"), strict=True):
        path.write_text(broken, "utf-8")
    build(write_project(tmp_path), MEETING, force=True)
    again = json.loads((tmp_path / "build/public" / MEETING / "pack.json").read_bytes())
    assert again["attachments"] == first
    assert {path: path.read_text("utf-8") for path in folder.iterdir()} == kept


def test_a_build_does_not_ask_for_what_a_check_has_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    ask = Bench.ask

    def listen(bench: Bench, task: str, *arguments: Any, **more: Any) -> Any:
        asked.append(task)
        return ask(bench, task, *arguments, **more)

    monkeypatch.setattr(Bench, "ask", listen)
    project = write_project(tmp_path)
    assert list(check(project, [MEETING]))
    assert asked.count("pages") == 2
    build(project, MEETING)
    assert "access" not in asked


def _slow(monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
    """Make the worker need that long to find what a file offers."""
    ask = Bench.ask

    def wait(bench: Bench, task: str, most: float, **what: Any) -> Any:
        if task == "access" and most < seconds:
            raise StoppedError("time")
        return ask(bench, task, most, **what)

    monkeypatch.setattr(Bench, "ask", wait)


def test_a_busy_computer_tells_the_same_in_pack_json(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_leisure = _manifest(tmp_path / "one")
    limits = Limits()
    _slow(monkeypatch, (limits.seconds + limits.convert_seconds) / 2)
    assert _manifest(tmp_path / "other") == at_leisure
    assert len(at_leisure) == 2


def test_what_could_not_be_found_in_time_is_not_kept_and_found_by_the_next_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as busy:
        _slow(busy, Limits().convert_seconds + 1)
        without = _manifest(tmp_path)
    assert all("lacks" not in one for one in without.values())
    assert [*(tmp_path / "build/.cache/public").glob("facts/*")] == []
    again = json.loads(build(write_project(tmp_path), MEETING, force=True).manifest.read_bytes())
    assert all("lacks" in one for one in again["attachments"].values())


def test_the_title_inside_a_file_is_not_published(tmp_path: Path) -> None:
    def titled(pdf: pikepdf.Pdf) -> None:
        pdf.trailer.Info = pdf.make_indirect(Dictionary(Title=String("Anna Svensson 640823-3234")))

    agenda = "items: [{title: Ärende, attachments: [{file: a.pdf, title: Yttrande}]}]"
    project = write(tmp_path, agenda, {"./a.pdf": _changed(pdfs.text(), titled)})
    made = build(project, MEETING)
    assert json.loads(made.manifest.read_bytes())["attachments"]["item-1-attachment-1"]["titled"]
    assert b"Svensson" not in made.manifest.read_bytes()
