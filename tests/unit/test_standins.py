"""Check that each committed stand-in has the oddity it stands for; must not rewrite one."""

import re
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pypdf
import pytest
from pikepdf import Name, NumberTree

from tests.standins.catalogue import STANDINS

FOLDER = Path(__file__).parents[2] / "agendas" / "2024-03-01"
PAGES = {
    "06-remissyttrande-vgr.pdf": 6,
    "06-priolista.pdf": 7,
    "09-ekonomiska-villkor.pdf": 1,
    "09-informationsbilder.pdf": 8,
    "10-samverkansavtal-naturbruk.pdf": 11,
    "10-protokoll-bhu.pdf": 2,
    "11-arsbokslut.pdf": 34,
    "11-bilagor-arsbokslut.pdf": 52,
    "11-navet-verksamhetsberattelse.pdf": 24,
}
SCAN = "10-protokoll-bhu.pdf"
QUICK = ("09-ekonomiska-villkor.pdf", "09-informationsbilder.pdf")


def read(name: str) -> pypdf.PdfReader:
    return pypdf.PdfReader(FOLDER / name)


def texts(path: Path) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(path).pages]


def depth(outline: list[object]) -> int:
    return 1 + max((depth(e) for e in outline if isinstance(e, list)), default=0)


def links(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    for page in pdf.pages:
        for annotation in page.obj.get(Name.Annots, []):
            if annotation.Subtype == Name.Link:
                yield annotation


def fonts(pdf: pikepdf.Pdf) -> dict[str, bool]:
    """Return every font by name, and whether it is embedded."""
    found = {}
    for entry in pdf.objects:
        if isinstance(entry, pikepdf.Dictionary) and entry.get(Name.Type) == Name.Font:
            descriptor = entry.get(Name.FontDescriptor, pikepdf.Dictionary())
            found[str(entry.BaseFont)] = Name.FontFile2 in descriptor
    return found


def test_the_catalogue_names_the_committed_files() -> None:
    assert set(STANDINS) == set(PAGES)
    assert all((FOLDER / name).is_file() for name in PAGES)


@pytest.mark.parametrize(("name", "count"), PAGES.items())
def test_page_count_and_soundness(name: str, count: int) -> None:
    with pikepdf.open(FOLDER / name) as pdf:
        assert len(pdf.pages) == count
        assert pdf.check_pdf_syntax() == []
        assert pdf.get_warnings() == []


def test_all_are_small() -> None:
    sizes = {name: (FOLDER / name).stat().st_size for name in PAGES}
    assert sum(sizes.values()) < 1_200_000
    assert sizes[SCAN] < 120_000


@pytest.mark.parametrize("name", PAGES)
def test_all_say_that_they_are_examples(name: str) -> None:
    reader = read(name)
    assert reader.metadata is not None
    assert "Exempelhandling" in str(reader.metadata.subject)
    assert reader.metadata.title
    if name != SCAN:
        assert "Exempelhandling" in reader.pages[0].extract_text()


def test_report_has_links_inside_by_name_and_outside() -> None:
    with pikepdf.open(FOLDER / "06-remissyttrande-vgr.pdf") as pdf:
        inside = [str(link.Dest) for link in links(pdf) if Name.Dest in link]
        outside = [str(link.A.URI) for link in links(pdf) if Name.A in link]
        named = set(pikepdf.NameTree(pdf.Root.Names.Dests))
    assert len(inside) >= 5
    assert set(inside) <= named
    assert outside
    assert all(uri.startswith("https://") for uri in outside)
    assert depth(list(read("06-remissyttrande-vgr.pdf").outline)) == 3


def test_priority_list_is_turned_by_rotate() -> None:
    pages = read("06-priolista.pdf").pages
    assert [page.rotation for page in pages] == [0, 90, 90, 90, 90, 90, 0]
    assert all(page.mediabox.height > page.mediabox.width for page in pages)


def test_form_has_filled_fields_with_appearances() -> None:
    with pikepdf.open(FOLDER / "09-ekonomiska-villkor.pdf") as pdf:
        fields = {str(field.T): field for field in pdf.Root.AcroForm.Fields}
        assert str(fields["kommun"].V) == "Marks kommun"
        assert str(fields["kontakt"].V) == "Rektor för vuxenutbildningen"
        assert [str(fields[name].AS) for name in ("godkand", "avvikelse")] == ["/Yes", "/Off"]
        assert all(Name.N in field.AP for field in fields.values())
        assert len(fields) == 8
        assert fonts(pdf)
        assert not any(fonts(pdf).values())  # unembedded Helvetica


def test_slides_are_wide() -> None:
    boxes = {(float(p.mediabox.width), float(p.mediabox.height)) for p in read(QUICK[1]).pages}
    assert boxes == {(960.0, 540.0)}


def test_agreement_is_tagged_and_its_parent_tree_agrees() -> None:
    with pikepdf.open(FOLDER / "10-samverkansavtal-naturbruk.pdf") as pdf:
        root = pdf.Root.StructTreeRoot
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "sv-SE"
        tags: set[str] = set()
        marks: dict[tuple[tuple[int, int], int], tuple[int, int]] = {}
        annotations: dict[tuple[int, int], tuple[int, int]] = {}
        waiting = [root.K]
        while waiting:
            element = waiting.pop()
            tags.add(str(element.S))
            for kid in element.K:
                if kid.get(Name.Type) == Name.MCR:
                    marks[kid.Pg.objgen, int(kid.MCID)] = element.objgen
                elif kid.get(Name.Type) == Name.OBJR:
                    annotations[kid.Obj.objgen] = element.objgen
                else:
                    assert kid.P.objgen == element.objgen
                    waiting.append(kid)
        parents = NumberTree(root.ParentTree)
        drawn = 0
        for page in pdf.pages:
            mcids = [int(m) for m in re.findall(rb"/MCID (\d+)", page.Contents.read_bytes())]
            owners = list(parents[int(page.obj.StructParents)])
            assert mcids == list(range(len(owners)))
            for mcid in mcids:
                assert owners[mcid].objgen == marks[page.obj.objgen, mcid]
            drawn += len(mcids)
        assert drawn == len(marks) > 300
        found = {a.objgen: parents[int(a.StructParent)].objgen for a in links(pdf)}
        assert found == annotations
        assert len(found) == 14
    assert {"/Document", "/H1", "/H2", "/L", "/LI", "/Table", "/TH", "/TOC", "/Link"} <= tags


def test_scan_is_pixels_only() -> None:
    assert texts(FOLDER / SCAN) == ["", ""]
    with pikepdf.open(FOLDER / SCAN) as pdf:
        assert fonts(pdf) == {}
        images = [page.Resources.XObject.Im0 for page in pdf.pages]
        assert [image.Filter for image in images] == [Name.CCITTFaxDecode] * 2
        scan = images[0]
        assert isinstance(scan, pikepdf.Stream)
        black = pikepdf.PdfImage(scan).as_pil_image().convert("L").histogram()[0]
        assert 20_000 < black < 200_000  # ink on white, not the reverse


def test_accounts_have_numbers_labels_and_outline_of_their_own() -> None:
    reader = read("11-arsbokslut.pdf")
    assert "Sida 13 (34)" in reader.pages[12].extract_text()
    assert reader.page_labels[:4] == ["i", "ii", "3", "4"]
    assert depth(list(reader.outline)) == 3
    with pikepdf.open(FOLDER / "11-arsbokslut.pdf") as pdf:
        assert sum(Name.Dest in link for link in links(pdf)) > 40


def test_annexes_are_partly_landscape_and_labelled_by_letter() -> None:
    reader = read("11-bilagor-arsbokslut.pdf")
    wide = [page for page in reader.pages if page.mediabox.width > page.mediabox.height]
    assert len(wide) == 25
    assert all(page.rotation == 0 for page in reader.pages)
    assert reader.page_labels[:3] == ["i", "A-1", "A-2"]
    assert reader.page_labels[-1] == "H-4"
    assert [str(entry.title)[:8] for entry in reader.outline if not isinstance(entry, list)] == [
        f"Bilaga {letter}" for letter in "ABCDEFGH"
    ]
    with pikepdf.open(FOLDER / "11-bilagor-arsbokslut.pdf") as pdf:
        assert not any(fonts(pdf).values())


def test_magazine_is_cropped_from_a_larger_sheet() -> None:
    reader = read("11-navet-verksamhetsberattelse.pdf")
    for page in reader.pages:
        assert page.cropbox.left == page.cropbox.bottom == 24
        assert page.mediabox.width - page.cropbox.width == pytest.approx(48, abs=0.01)
        assert page.cropbox.width == pytest.approx(595.28, abs=0.01)
        assert page.bleedbox.left < page.trimbox.left
    assert len(list(reader.pages[0].images)) == 1


def test_most_files_embed_all_their_fonts() -> None:
    whole = set()
    for name in PAGES:
        with pikepdf.open(FOLDER / name) as pdf:
            if (found := fonts(pdf)) and all(found.values()):
                whole.add(name)
    assert set(PAGES) - whole == {QUICK[0], "11-bilagor-arsbokslut.pdf", SCAN}


@pytest.mark.parametrize("name", QUICK)
def test_made_anew_says_the_same_and_twice_is_the_same_bytes(name: str, tmp_path: Path) -> None:
    first, second = tmp_path / "first.pdf", tmp_path / "second.pdf"
    STANDINS[name](first)
    STANDINS[name](second)
    assert texts(first) == texts(FOLDER / name)
    assert first.read_bytes() == second.read_bytes()
