"""PDFs as they arrive: sound, damaged, closed, signed; each class is made in `broken_pdfs`."""

from __future__ import annotations

import hashlib
import io
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pikepdf
import pypdf
import pytest

from kallelse.convert import Workshop, access, pages
from tests import broken_pdfs, pdfs
from tests.workbench import bound, hand_in, refused, rules, workshop

SOUND = {"hybrid": 2, "count_too_low": 2, "password": 2, "outline_loop": 2}
REPAIRED = {
    "offsets_wrong": 2,
    "xref_lost": 2,
    "startxref_lost": 2,
    "startxref_beyond": 2,
    "startxref_unreadable": 2,
    "truncated_tail": 9,
    "change_cut": 2,
    "half_cut": 5,
    "no_header": 2,
    "mail_header_in_front": 2,
    "html_appended": 2,
    "zeros_in_the_middle": 8,
    "line_ends_changed": 3,
    "length_too_small": 2,
    "length_too_large": 2,
    "length_beyond_file": 2,
    "length_is_itself": 2,
    "endobj_missing": 2,
    "endstream_missing": 2,
    "prev_loop": 2,
    "root_lost": 2,
    "count_too_high": 2,
    "kid_missing": 2,
    "mediabox_missing": 2,
    "huge_page_count": 2,
    "page_tree_loop": 2,
    "page_tree_no_array": 2,
    "page_tree_lost": 2,
    "catalog_lost": 2,
    "one_line": 2,
    "numbers_too_high": 2,
    "lock_lost": 2,
    "reference_to_itself": 2,
    "number_without_end": 2,
    "keys_repeated": 2,
    "metadata_undecodable": 2,
    "stream_without_end": 2,
}
LOST = {"half_cut": 9, "zeros_in_the_middle": 9, "kid_missing": 3, "count_too_high": 12}
BLANK = ("resources_missing", "content_undecodable", "content_filter_unknown")
REFUSED = ("header_only", "zero_pages", "no_page_tree")


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workshop]:
    with workshop(tmp_path_factory.mktemp("shop")) as opened:
        yield opened


def texts(pdf: Path) -> list[str]:
    return [page.extract_text().strip() for page in pypdf.PdfReader(pdf).pages]


def test_every_class_of_damage_has_its_verdict() -> None:
    others = {"signed", "asks_for_password", "files_locked", "for_certificate"}
    assert set(broken_pdfs.DAMAGED) == {*SOUND, *REPAIRED, *BLANK, *REFUSED, *others}


@pytest.mark.parametrize("name", ["sound", "with_object_streams", *SOUND])
def test_a_sound_file_is_bound_as_it_is(name: str, shop: Workshop, tmp_path: Path) -> None:
    data = getattr(broken_pdfs, name)()
    found = bound(hand_in(shop, tmp_path, data))
    assert (found.pages, rules(found)) == (2, [])
    assert found.pdf == tmp_path / "bilaga.pdf"
    assert found.sha256 == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize("name", REPAIRED)
def test_a_damaged_file_is_repaired_and_told_of(name: str, shop: Workshop, tmp_path: Path) -> None:
    data = broken_pdfs.DAMAGED[name]()
    found = bound(hand_in(shop, tmp_path, data))
    assert (found.pages, rules(found)) == (REPAIRED[name], ["attachment-repaired"])
    assert found.sha256 == hashlib.sha256(data).hexdigest(), "of the file that was handed in"
    (warning,) = found.warnings
    assert "bilaga.pdf" in warning.message
    if name in LOST:
        assert f"{LOST[name]} " in warning.message, "how many pages there should be"
    with pikepdf.open(found.pdf) as pdf:
        assert pdf.get_warnings() == []
    assert texts(found.pdf)[0] == "Sida 1"


def test_the_same_damage_is_repaired_to_the_same_bytes(shop: Workshop, tmp_path: Path) -> None:
    data = broken_pdfs.xref_lost()
    first = bound(hand_in(shop, tmp_path, data)).pdf.read_bytes()
    assert bound(hand_in(shop, tmp_path, data)).pdf.read_bytes() == first


def test_a_page_that_was_taken_out_does_not_come_back(shop: Workshop, tmp_path: Path) -> None:
    made = broken_pdfs.bodies(3)
    made[1] = b"<< /Type /Pages /Count 2 /Kids [4 0 R 2 0 R 8 0 R] >>"
    found = bound(hand_in(shop, tmp_path, broken_pdfs.write(made)))
    assert rules(found) == ["attachment-repaired"]
    assert texts(found.pdf) == ["Sida 1", "Sida 3"]


def test_what_hangs_on_a_salvaged_document_comes_along(shop: Workshop, tmp_path: Path) -> None:
    """Pages inherit what they inherited, and bookmarks still lead to them."""
    made = broken_pdfs.bodies()
    made[0] = b"<< /Type /Catalog /Pages 2 0 R /Outlines 8 0 R >>"
    made[1] = b"<< /Type /Pages /Count 2 /Kids [4 0 R 2 0 R 6 0 R] /Rotate 90 >>"
    made.append(b"<< /First 9 0 R /Last 9 0 R /Count 1 >>")
    made.append(b"<< /Title (Tv\345) /Parent 8 0 R /Dest [6 0 R /Fit] >>")
    found = bound(hand_in(shop, tmp_path, broken_pdfs.write(made)))
    with pikepdf.open(found.pdf) as pdf, pdf.open_outline() as outline:
        assert [int(page.obj["/Rotate"]) for page in pdf.pages] == [90, 90]
        (item,) = outline.root
        assert isinstance(item.destination, pikepdf.Array)
        assert item.destination[0].objgen == pdf.pages[1].obj.objgen


@pytest.mark.parametrize("name", BLANK)
def test_a_page_that_cannot_be_read_is_named(name: str, shop: Workshop, tmp_path: Path) -> None:
    found = bound(hand_in(shop, tmp_path, broken_pdfs.DAMAGED[name]()))
    assert rules(found) == ["attachment-blank"]
    assert "2" in found.warnings[0].message


@pytest.mark.parametrize("name", REFUSED)
def test_what_nobody_can_read_is_refused(name: str, shop: Workshop, tmp_path: Path) -> None:
    found = refused(hand_in(shop, tmp_path, broken_pdfs.DAMAGED[name]()))
    assert found.rule == "attachment-damaged"
    assert "bilaga.pdf" in found.message
    assert str(tmp_path) not in found.message


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (b"<!DOCTYPE html><html><body>Logga in</body></html>", "attachment-kind"),
        (b"PK\x03\x04" + bytes(300), "attachment-kind"),
        (b"hej", "attachment-damaged"),
        (bytes(range(256)) * 40, "attachment-damaged"),
    ],
)
def test_what_is_no_pdf_is_refused_by_what_it_is(
    data: bytes, rule: str, shop: Workshop, tmp_path: Path
) -> None:
    assert refused(hand_in(shop, tmp_path, data)).rule == rule


def test_a_cut_anywhere_is_an_answer(shop: Workshop, tmp_path: Path) -> None:
    data = broken_pdfs.with_object_streams(pages=5)
    for size in range(1, len(data), 97):
        found = hand_in(shop, tmp_path, data[:size])
        if not hasattr(found, "pdf"):
            assert refused(found).rule in ("attachment-damaged", "attachment-kind")
        else:
            assert "attachment-repaired" in rules(bound(found))


def test_a_signature_asks_for_the_original(shop: Workshop, tmp_path: Path) -> None:
    data = broken_pdfs.signed()
    assert rules(bound(hand_in(shop, tmp_path, data))) == ["attachment-signed"]
    assert rules(bound(hand_in(shop, tmp_path, data, keep_original="true"))) == []


@pytest.mark.parametrize("task", [access.read, pages.read])
def test_forms_that_share_their_resources_are_read_once(
    task: Callable[[Mapping[str, Any]], Mapping[str, Any]], tmp_path: Path
) -> None:
    path = tmp_path / "bilaga.pdf"
    path.write_bytes(broken_pdfs.forms_shared())
    request = {"source": path, "password": "", "max_stream": 10**7, "max_depth": 50}
    began = time.process_time()
    assert task(request)
    assert time.process_time() - began < 5


# Passwords.


def test_a_file_that_asks_for_a_password_is_refused(shop: Workshop, tmp_path: Path) -> None:
    found = refused(hand_in(shop, tmp_path, broken_pdfs.asks_for_password()))
    assert (found.rule, found.position.column) == ("attachment-encrypted", 1)
    assert "password_file" in found.hint


def test_what_only_a_certificate_opens_asks_for_no_password(shop: Workshop, tmp_path: Path) -> None:
    found = refused(hand_in(shop, tmp_path, broken_pdfs.for_certificate()))
    assert found.rule == "attachment-encrypted"
    assert "password" not in found.message + found.hint


def test_a_lock_on_files_that_stay_behind_is_no_lock(shop: Workshop, tmp_path: Path) -> None:
    found = bound(hand_in(shop, tmp_path, broken_pdfs.files_locked()))
    assert (found.pages, rules(found)) == (2, [])
    assert texts(found.pdf) == ["Sida 1", "Sida 2"]


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-128", "AES-256"])
@pytest.mark.parametrize("line", ["räksmörgås\n", "räksmörgås", "\ufeffräksmörgås\r\nandra\n"])
def test_the_password_is_the_first_line_of_its_file(
    algorithm: str, line: str, shop: Workshop, tmp_path: Path
) -> None:
    (tmp_path / "ord.txt").write_bytes(line.encode())
    data = broken_pdfs.password("räksmörgås", algorithm=algorithm)
    if algorithm != "AES-256":  # older files know Latin-1 alone, and pypdf asks as it is written
        (tmp_path / "ord.txt").write_bytes(line.encode().replace("räksmörgås".encode(), b"hemlig"))
        data = broken_pdfs.password("hemlig", algorithm=algorithm)
    found = bound(hand_in(shop, tmp_path, data, password_file="ord.txt"))
    assert (found.pages, rules(found)) == (2, [])
    assert texts(found.pdf) == ["Sida 1", "Sida 2"]


def test_a_wrong_password_is_told_of_and_not_shown(shop: Workshop, tmp_path: Path) -> None:
    (tmp_path / "ord.txt").write_text("fel-lösenord")
    data = broken_pdfs.asks_for_password()
    found = refused(hand_in(shop, tmp_path, data, password_file="ord.txt"))
    assert found.rule == "attachment-encrypted"
    assert "fel-lösenord" not in str(found) + found.hint


# Pages and turns.


def test_pages_are_taken_in_the_order_that_is_written(shop: Workshop, tmp_path: Path) -> None:
    data = broken_pdfs.sound(7)
    found = bound(hand_in(shop, tmp_path, data, pages="6-7,1-2,4"))
    assert texts(found.pdf) == [f"Sida {page}" for page in (6, 7, 1, 2, 4)]
    assert found.pages == 5


def test_a_page_beyond_the_last_is_told_of_where_it_is_written(
    shop: Workshop, tmp_path: Path
) -> None:
    found = refused(hand_in(shop, tmp_path, broken_pdfs.sound(3), pages="2-5"))
    assert (found.rule, found.position.column) == ("attachment-pages", 2)
    assert "5" in found.message


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_pages_are_turned_beyond_how_they_stood(turn: int, shop: Workshop, tmp_path: Path) -> None:
    data = broken_pdfs.write(broken_pdfs.bodies(page=b"/Rotate 270"))
    found = bound(hand_in(shop, tmp_path, data, rotate=str(turn)))
    with pikepdf.open(found.pdf) as pdf:
        assert [int(page.obj["/Rotate"]) for page in pdf.pages] == [(270 + turn) % 360] * 2


def test_bookmarks_of_other_pages_are_left_out(shop: Workshop, tmp_path: Path) -> None:
    writer = pypdf.PdfWriter(io.BytesIO(broken_pdfs.sound(4)))
    chapter = writer.add_outline_item(title="Kapitel 1", page_number=0)
    writer.add_outline_item(title="Avsnitt 1.1", page_number=2, parent=chapter)
    writer.add_outline_item(title="Kapitel 2", page_number=3)
    made = io.BytesIO()
    writer.write(made)
    found = bound(hand_in(shop, tmp_path, made.getvalue(), pages="2-3"))
    with pikepdf.open(found.pdf) as pdf, pdf.open_outline() as outline:
        assert [one.title for one in outline.root] == ["Kapitel 1"]
        assert [one.title for one in outline.root[0].children] == ["Avsnitt 1.1"]


def test_pages_of_a_damaged_file_are_those_of_the_repaired(shop: Workshop, tmp_path: Path) -> None:
    found = bound(hand_in(shop, tmp_path, broken_pdfs.xref_lost(), pages="2"))
    assert texts(found.pdf) == ["Sida 2"]
    assert rules(found) == ["attachment-repaired"]


# Limits.


def test_a_large_file_is_not_opened(tmp_path: Path) -> None:
    with workshop(tmp_path, max_file="1 kB") as shop:
        found = refused(hand_in(shop, tmp_path, broken_pdfs.sound(20)))
    assert found.rule == "attachment-limit"
    assert "limits" in found.hint


def test_a_document_of_too_many_pages_is_refused(tmp_path: Path) -> None:
    with workshop(tmp_path, max_pages="5") as shop:
        assert bound(hand_in(shop, tmp_path, broken_pdfs.sound(5))).pages == 5
        found = refused(hand_in(shop, tmp_path, broken_pdfs.sound(6)))
    assert found.rule == "attachment-limit"
    assert "6" in found.message


@pytest.mark.parametrize("name", broken_pdfs.BOMBS)
def test_a_bomb_is_one_diagnostic_and_the_next_file_is_read(
    name: str, shop: Workshop, tmp_path: Path
) -> None:
    data = broken_pdfs.BOMBS[name]()
    assert len(data) < 1_000_000
    found = refused(hand_in(shop, tmp_path, data))
    assert found.rule in ("attachment-limit", "attachment-damaged")
    assert bound(hand_in(shop, tmp_path, broken_pdfs.sound())).pages == 2


@pytest.mark.parametrize("packed", [False, True])
def test_content_in_run_lengths_is_read(shop: Workshop, tmp_path: Path, *, packed: bool) -> None:
    found = bound(hand_in(shop, tmp_path, pdfs.run_lengths(packed=packed)))
    assert (found.pages, rules(found)) == (2, [])
