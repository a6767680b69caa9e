from __future__ import annotations

import datetime as dt
import hashlib
import io
import os
import subprocess
import sys
from pathlib import Path

import pikepdf
import pypdf
import pytest
from pikepdf import Name

from kallelse.bind import bind
from tests import binding, pdfs


def outline(made: binding.Made) -> list[tuple[int, str, int | None]]:
    """Return the outline as depth, title and page."""
    found = []

    def walk(entry: pikepdf.Object | None, depth: int) -> None:
        while entry is not None:
            goal = entry.get("/Dest")
            found.append(
                (depth, str(entry.Title), None if goal is None else made.page_number(goal[0]))
            )
            walk(entry.get("/First"), depth + 1)
            entry = entry.get("/Next")

    walk(made.pdf.Root.Outlines.First, 0)
    return found


def test_the_outline_holds_the_pack_and_the_attachments_own_outlines() -> None:
    made = binding.bound(pdfs.outlined(), pdfs.text(2))
    assert outline(made) == [
        (0, "Kallelse", 1),
        (0, "Dagordning", 2),
        (0, "1 Upprop", 2),
        (0, "Ärenden för beslut", 3),
        (1, "2 Ärende 2", 3),
        (2, "Tjänsteskrivelse", 3),
        (2, "Bilaga 2.1 Underlag 2", 4),
        (3, "Kapitel å", 4),
        (4, "Kapitel 1.1", 5),
        (4, "Kapitel 1.2", 6),
        (1, "3 Ärende 3", 7),
        (2, "Tjänsteskrivelse", 7),
        (2, "Bilaga 3.1 Underlag 3", 8),
    ]


def test_the_outline_is_linked_and_counted() -> None:
    made = binding.bound(pdfs.outlined())
    root = made.pdf.Root.Outlines
    assert int(root.Count) == 7  # the attachment's own entries are closed
    attachment = root.Last.First.Last
    assert int(attachment.Count) == -1
    own = attachment.First
    assert int(own.Count) == -2
    assert int(own.F) == 2
    assert [float(one) for one in own.C] == [1, 0, 0]
    assert own.First.Next.objgen == own.Last.objgen
    assert own.Last.Prev.objgen == own.First.objgen
    assert own.Parent.objgen == attachment.objgen
    reader = pypdf.PdfReader(io.BytesIO(made.data))
    assert len(reader.outline) == 5


def test_an_item_without_documents_leads_to_its_row() -> None:
    made = binding.bound(pdfs.text())
    dest = made.pdf.Root.Outlines.First.Next.Next.Dest
    assert [int(one) for one in list(dest)[2:4]] == [60, 700]


def test_catalog_and_metadata() -> None:
    made = binding.bound(pdfs.outlined(), pdfs.text())
    root = made.pdf.Root
    assert root.PageMode == Name.UseOutlines
    assert root.ViewerPreferences.DisplayDocTitle
    assert str(root.Lang) == "sv-SE"
    assert root.PageLabels.Nums[1] == pikepdf.Dictionary(S=Name.D)
    info = made.pdf.docinfo
    assert str(info.Title) == "Kallelse till sammanträde & mer"
    assert str(info.Author) == "Boråsregionen"
    assert str(info.Subject) == "Direktionen 2024-03-01"
    assert str(info.Producer) == str(info.Creator) == "kallelse"
    assert str(info.CreationDate) == str(info.ModDate) == "D:20240301090000Z"
    reader = pypdf.PdfReader(io.BytesIO(made.data))
    assert reader.page_labels == [str(n) for n in range(1, made.bound.pages + 1)]
    with made.pdf.open_metadata() as xmp:
        assert xmp["dc:title"] == "Kallelse till sammanträde & mer"
        assert xmp["dc:creator"] == ["Boråsregionen"]
        assert xmp["dc:description"] == "Direktionen 2024-03-01"
        assert xmp["dc:language"] == {"sv-SE"}
        assert xmp["xmp:CreateDate"] == xmp["xmp:ModifyDate"] == "2024-03-01T09:00:00Z"
        assert xmp["pdf:Producer"] == xmp["xmp:CreatorTool"] == "kallelse"


def test_dates_bear_their_zone() -> None:
    pack = binding.make_pack([])
    out = io.BytesIO()
    summer = dt.datetime(2024, 6, 1, 9, 0, tzinfo=dt.timezone(dt.timedelta(hours=2)))
    bind(
        pack,
        binding.documents(pack, []),
        {},
        binding.sheet(()),
        language="sv-SE",
        created=summer,
        target=out,
    )
    with pikepdf.open(out) as pdf:
        assert str(pdf.docinfo.CreationDate) == "D:20240601090000+02'00'"
        assert b"2024-06-01T09:00:00+02:00" in pdf.Root.Metadata.read_bytes()


@pytest.mark.parametrize("linearize", [False, True])
def test_the_file_is_sound(linearize: bool) -> None:
    files = (
        pdfs.tagged(),
        pdfs.form("x"),
        pdfs.hidden_layer(),
        pdfs.outlined(),
        pdfs.scripts(),
        pdfs.embedded(),
        pdfs.signed(),
        pdfs.heavy("a"),
        pdfs.encrypted(),
        pdfs.dirty("stray Q"),
    )
    made = binding.bound(*files, linearize=linearize)
    assert made.pdf.check_pdf_syntax() == []
    assert made.pdf.is_linearized == linearize
    assert not made.pdf.is_encrypted
    assert made.pdf.pdf_version == "1.7"
    assert made.data.count(b" obj") < len(made.pdf.objects)  # most stand in object streams


def test_many_pages_hang_in_a_balanced_tree() -> None:
    made = binding.bound(pdfs.text(120), stamped=False)
    tree = made.pdf.Root.Pages
    assert int(tree.Count) == made.bound.pages == 123
    assert [int(node.Count) for node in tree.Kids] == [50, 50, 23]
    assert made.pdf.check_pdf_syntax() == []


def test_equal_fonts_and_images_are_stored_once() -> None:
    one = binding.bound(pdfs.heavy("a"))
    many = binding.bound(*(pdfs.heavy(label) for label in "abcdefgh"))
    images = [
        stream
        for stream in many.pdf.objects
        if isinstance(stream, pikepdf.Stream) and stream.get("/Subtype") == Name.Image
    ]
    assert len(images) == 3
    assert (
        len(
            [
                stream
                for stream in many.pdf.objects
                if isinstance(stream, pikepdf.Stream) and "/Length1" in stream
            ]
        )
        == 1
    )
    assert len(many.data) < 1.6 * len(one.data)
    pages = [many.pages(f"item-{n}-1")[0] for n in range(2, 10)]
    assert len({page.Resources.XObject.Im1.SMask.objgen for page in pages}) == 1
    assert len({page.Resources.XObject.Im0.objgen for page in pages}) == 1
    assert pages[0].Resources.XObject.Im0.objgen != pages[0].Resources.XObject.Im1.objgen


def test_images_that_only_look_alike_are_kept() -> None:
    pdf = pikepdf.open(io.BytesIO(pdfs.heavy("a")))
    other = pdf.pages[0].obj.Resources.XObject.Im0
    other.write(bytes(64 * 64))
    made = binding.bound(pdfs.heavy("a"), pdfs.data(pdf))
    first, second = (made.pages(f"item-{n}-1")[0].Resources.XObject.Im0 for n in (2, 3))
    assert first.read_bytes() != second.read_bytes()


def test_inherited_attributes_are_kept() -> None:
    _, page = binding.only(pdfs.turned(90, crop=True, unit=2, origin=(5, 6)))
    assert int(page.Rotate) == 90
    assert [int(one) for one in page.MediaBox] == [5, 6, 305, 426]
    assert [int(one) for one in page.CropBox] == [35, 56, 295, 406]
    assert int(page.UserUnit) == 2


def test_a_file_is_read_from_its_path(tmp_path: Path) -> None:
    path = tmp_path / "å b.pdf"
    path.write_bytes(pdfs.scanned(2))
    pack = binding.make_pack([pdfs.scanned(2)])
    documents = binding.documents(pack, [path])  # type: ignore[list-item]
    out = io.BytesIO()
    bind(
        pack,
        documents,
        {},
        binding.sheet(()),
        language="sv-SE",
        created=binding.CREATED,
        target=out,
    )
    path.unlink()
    with pikepdf.open(out) as pdf:
        assert len(pdf.pages[4].obj.Resources.XObject.Im0.read_bytes()) == 64 * 64


PROGRAM = """
import hashlib
from tests import binding, pdfs
made = binding.bound(
    pdfs.tagged(), pdfs.form("x"), pdfs.form("y"), pdfs.hidden_layer(), pdfs.outlined(),
    pdfs.scripts(), pdfs.embedded(), pdfs.signed(), pdfs.heavy("a"), pdfs.heavy("b"), pdfs.links(),
    pdfs.dirty("open BT"),
)
print(hashlib.sha256(made.data).hexdigest())
"""


def test_the_same_input_gives_the_same_bytes() -> None:
    root = Path(__file__).parents[2]
    found = {
        subprocess.run(
            [sys.executable, "-c", PROGRAM],
            check=True,
            capture_output=True,
            text=True,
            cwd=root,
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone},
        ).stdout
        for seed, zone in (("0", "UTC"), ("1", "Asia/Tokyo"), ("12345", "Europe/Stockholm"))
    }
    assert len(found) == 1
    assert len(found.pop().strip()) == hashlib.sha256().digest_size * 2
