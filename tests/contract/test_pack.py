"""What the example's finished pack promises its readers, read back from the file itself."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

import pikepdf

from tests.conftest import ROOT
from tests.example import BACK, Made, Part, bound, is_ours, pages_of
from tests.reading import Bookmark, Link, Reading
from tests.structure import Tagged


def parts_from(parts: list[Part], page: int | None) -> list[Part]:
    """Return the part that begins on a page."""
    return [part for part in parts if part["first_page"] == page]


# Page numbers


def test_the_parts_partition_the_pages(pack: Reading, parts: list[Part], example: Made) -> None:
    assert [page for part in parts for page in pages_of(part)] == list(range(1, len(pack) + 1))
    assert example.pack["pages"] == len(pack) > 100


def test_the_number_on_every_page_is_its_label_and_its_place(pack: Reading) -> None:
    labels = pack.labels
    for page in range(1, len(pack) + 1):
        stamped = re.findall(r"Handlingar s\. (\d+) \((\d+)\)", " ".join(pack.lines(page)))
        assert stamped == [(str(page), str(len(pack)))]
        assert labels[page - 1] == str(page)


def test_every_stamp_leads_back_to_the_agenda(pack: Reading, parts: list[Part]) -> None:
    (agenda,) = (part for part in parts if part["kind"] == "agenda")
    for page in range(1, len(pack) + 1):
        (back,) = (link for link in pack.links_on(page) if link.text == BACK)
        assert back.target == agenda["first_page"]
        covered = pack.text_in(page, back.area)
        # What an attachment has in its corner, such as a number of its own, is below the stamp.
        assert covered.endswith(f"Handlingars.{page}({len(pack)})")


def test_every_page_of_an_attachment_and_no_other_bears_its_label(
    pack: Reading, parts: list[Part]
) -> None:
    for part in parts:
        for page in pages_of(part):
            stamped = re.findall(r"Ärende (\S+) · (Bilaga [\d.]+)", " ".join(pack.lines(page)))
            attached = part["kind"] == "attachment"
            assert stamped == ([(part["item"], part["label"])] if attached else [])


def agenda_links(pack: Reading, parts: list[Part]) -> Iterator[Link]:
    (agenda,) = (part for part in parts if part["kind"] == "agenda")
    for page in pages_of(agenda):
        yield from (link for link in pack.links_on(page) if link.text != BACK)


def test_a_number_in_the_agenda_is_the_page_that_it_leads_to_where_that_document_begins(
    pack: Reading, parts: list[Part]
) -> None:
    links = list(agenda_links(pack, parts))
    assert len(links) > len(parts)
    for link in links:
        printed = pack.text_in(link.page, link.area)
        found = re.search(r"(?:^|,s\.)(\d+)$", printed)
        assert found, printed
        assert int(found[1]) == link.target
        (part,) = parts_from(parts, link.target)
        if part.get("label") and "s." in printed:
            assert printed.startswith(part["label"].replace(" ", ""))
    led_to = {link.target for link in links}
    assert led_to == {part["first_page"] for part in parts if "item" in part}


def test_a_number_in_a_list_of_sources_is_the_page_that_its_link_leads_to(
    pack: Reading, parts: list[Part]
) -> None:
    checked = 0
    for memo in (part for part in parts if part["kind"] == "memo"):
        links = [link for page in pages_of(memo) for link in pack.links_on(page)]
        text = " ".join(line for page in pages_of(memo) for line in pack.lines(page))
        for attachment in parts:
            if attachment["kind"] != "attachment" or attachment["item"] != memo["item"]:
                continue
            named = f"{attachment['label']} {attachment['title']}"
            (leads,) = {link.target for link in links if link.text == named}
            assert parts_from(parts, leads) == [attachment]
            flat = re.sub(r"-? ", "", text)
            found = re.search(re.escape(re.sub(r"-? ", "", named)) + r"(,[\d-]+)?,sidan(\d+)", flat)
            assert found, named
            assert int(found[2]) == leads
            checked += 1
    assert checked == sum(part["kind"] == "attachment" for part in parts)


def test_each_document_begins_where_the_pack_says(pack: Reading, parts: list[Part]) -> None:
    for part in (one for one in parts if is_ours(one)):
        text = re.sub(r"-? ", "", " ".join(pack.lines(part["first_page"])))
        title = "Kallelsetill" if part["kind"] == "notice" else part["title"]
        assert re.sub(r"-? ", "", title) in text
        own = [" ".join(pack.lines(page)) for page in pages_of(part)]
        if part["kind"] != "notice":
            for number, page in enumerate(own, 1):
                assert f"{number} ({part['pages']})" in page, "its own page number"


# The outline and what the file says of itself


def test_it_opens_with_its_outline_showing(pack: Reading) -> None:
    assert pack.pdf.Root.PageMode == "/UseOutlines"
    assert pack.pdf.Root.ViewerPreferences.DisplayDocTitle


def test_the_outline_leads_to_every_document(pack: Reading, parts: list[Part]) -> None:
    leads = {(one.title, one.page) for one in pack.outline}
    for part in parts:
        label = f"{part['label']} " if "label" in part else ""
        assert (f"{label}{part['title']}", part["first_page"]) in leads
    assert all(one.page is not None for one in pack.outline)


def test_the_outline_of_an_attachment_is_kept_below_it_and_leads_to_the_same_pages(
    pack: Reading, parts: list[Part]
) -> None:
    outline, kept = pack.outline, 0
    for part, file in bound(parts):
        original = Reading(file)
        if "/Outlines" in original.pdf.Root:
            wanted = [(one.title, one.page) for one in resolved(original)]
            begin = outline.index(
                Bookmark(1, f"{part['label']} {part['title']}", part["first_page"])
            )
            below = outline[begin + 1 : begin + 1 + len(wanted)]
            moved = part["first_page"] - 1
            assert [(one.title, (one.page or 0) - moved) for one in below] == wanted
            kept += len(wanted)
        original.close()
    assert kept > 20


def resolved(original: Reading) -> list[Bookmark]:
    """Return an attachment's outline, by a reader that follows named destinations."""
    import pypdfium2  # type: ignore[import-untyped]

    with pypdfium2.PdfDocument(original.pdf.filename) as document:
        found = []
        for one in document.get_toc():
            place = one.get_dest()
            page = place.get_index() + 1 if place else None
            found.append(Bookmark(one.level, one.get_title(), page))
        return found


def test_it_says_what_it_is_in_which_language_and_from_when(pack: Reading) -> None:
    told = {key: str(value) for key, value in pack.pdf.docinfo.items()}
    assert told["/Title"] == "Kallelse till sammanträde med Direktionen"
    assert told["/Author"] == "Boråsregionen Sjuhärads kommunalförbund"
    assert told["/CreationDate"] == told["/ModDate"] == "D:20240301000000Z"
    assert pack.pdf.Root.Lang == "sv-SE"
    with pack.pdf.open_metadata() as xmp:
        assert xmp["dc:title"] == told["/Title"]
        assert xmp["xmp:CreateDate"] == "2024-03-01T00:00:00Z"


def test_the_manifest_names_the_file_by_its_sum(example: Made) -> None:
    digest = hashlib.sha256(example.file.read_bytes()).hexdigest()
    assert example.pack["pdf"]["sha256"] == digest
    assert example.pack["pdf"]["file"] == example.file.name
    assert str(ROOT) not in example.manifest.read_text("utf-8")


def test_qpdf_finds_nothing_wrong(example: Made) -> None:
    with pikepdf.open(example.file) as pdf:
        assert pdf.check_pdf_syntax() == []


def test_its_tags_are_sound(pack: Reading) -> None:
    checked = Tagged(pack.pdf)
    assert checked.elements > 1000
    assert checked.problems == []


# The people and the register


def test_those_are_called_who_have_a_mandate_on_the_day(pack: Reading) -> None:
    notice = " ".join(pack.lines(1))
    assert "Arthur Thiry (V)" in notice
    assert "Stefan Lindborg" not in notice
    assert "Ulf Olsson (S) Borås Stad, Ordförande" in notice


def test_the_register_is_numbered_in_one_run(pack: Reading, parts: list[Part]) -> None:
    (register,) = (part for part in parts if part["kind"] == "register")
    lines = [line for page in pages_of(register) for line in pack.lines(page)]
    rows = [re.match(r"(\d+) (\d{4}-\d\d-\d\d)", line) for line in lines]
    assert [int(row[1]) for row in rows if row] == list(range(1, 53))
    for heading in ("Inkomna handlingar", "Expedierade handlingar", "Delegationsbeslut"):
        assert heading in lines
