"""Stamps on pages with ink in the margin: over it, in a free corner, or beside a smaller page."""

from __future__ import annotations

import io
import sys
import time

import pikepdf
import pypdfium2  # type: ignore[import-untyped]
import pytest
from pikepdf import Array, Dictionary, Name, Object

from kallelse.bind import ink as looking
from kallelse.bind.geometry import Box
from kallelse.bind.ink import Reader
from kallelse.theme import Corner, Ink
from tests import binding, pdfs
from tests.unit.test_bind_stamps import picture, stamp_box, without

ASKED = Ink.CORNER, Ink.SHRINK
FOOT = {
    Corner.BOTTOM_LEFT: (25, 20),
    Corner.BOTTOM_CENTER: (260, 20),
    Corner.BOTTOM_RIGHT: (500, 20),
    Corner.TOP_LEFT: (25, 818),
    Corner.TOP_CENTER: (260, 818),
    Corner.TOP_RIGHT: (500, 818),
}


def where(made: binding.Made, page: Object) -> Corner:
    """Return the corner in which the stamp of an upright page stands."""
    left, low, right, _ = (float(one) for one in stamp_link(page).Rect)
    width, height = (float(one) for one in list(page.MediaBox)[2:])
    middle = (left + right) / 2 / width
    side = "left" if middle < 0.4 else "right" if middle > 0.6 else "center"
    return Corner(f"{'bottom' if low < height / 2 else 'top'}-{side}")


def stamp_link(page: Object) -> Object:
    (found,) = [one for one in page.Annots if str(one.get("/Contents", "")) == "Till dagordningen"]
    return found


def words(data: bytes, page: int) -> dict[str, Box]:
    """Return where each word of a page stands, in the page's own coordinates."""
    document = pypdfium2.PdfDocument(data)
    shown = document[page - 1].get_textpage()
    text = shown.get_text_range()
    found = {}
    for word in set(text.split()):
        boxes = [shown.get_charbox(text.index(word) + at) for at in range(len(word))]
        lefts, lows, rights, highs = zip(*boxes, strict=True)
        found[word] = Box(min(lefts), min(lows), max(rights), max(highs))
    return found


def test_over_is_where_stamps_always_stood() -> None:
    made, page = binding.only(pdfs.inked(*FOOT.values()))
    assert where(made, page) is Corner.BOTTOM_RIGHT


@pytest.mark.parametrize("ink", ASKED)
def test_where_nothing_stands_nothing_moves(ink: Ink) -> None:
    plain, page = binding.only(pdfs.inked(FOOT[Corner.TOP_LEFT]))
    made, same = binding.only(pdfs.inked(FOOT[Corner.TOP_LEFT]), ink=ink)
    assert where(made, same) is where(plain, page) is Corner.BOTTOM_RIGHT
    assert made.data == plain.data


@pytest.mark.parametrize(
    ("inked", "free"),
    [
        ((Corner.BOTTOM_RIGHT,), Corner.BOTTOM_LEFT),
        ((Corner.BOTTOM_RIGHT, Corner.BOTTOM_LEFT), Corner.BOTTOM_CENTER),
        ((Corner.BOTTOM_RIGHT, Corner.BOTTOM_LEFT, Corner.BOTTOM_CENTER), Corner.TOP_RIGHT),
        (tuple(one for one in Corner if one is not Corner.TOP_CENTER), Corner.TOP_CENTER),
    ],
)
def test_in_the_corner_a_stamp_covers_nothing(inked: tuple[Corner, ...], free: Corner) -> None:
    raw = pdfs.inked(*(FOOT[one] for one in inked))
    made, page = binding.only(raw, ink=Ink.CORNER)
    assert where(made, page) is free
    number = made.page_number(page)
    area = stamp_box(made, number)
    before = picture(raw, 1)
    assert before.crop(area).getextrema() == ((255, 255),) * 3, "something stood there"
    assert without(before, area).tobytes() == without(picture(made.data, number), area).tobytes()


def test_a_slide_keeps_its_own_footer() -> None:
    raw = pdfs.slide()
    made, page = binding.only(raw, ink=Ink.CORNER)
    assert where(made, page) is Corner.BOTTOM_CENTER
    area = stamp_box(made, made.page_number(page))
    assert len(picture(raw, 1).crop(area).getcolors() or []) == 1
    _, over = binding.only(raw)
    assert where(made, over) is Corner.BOTTOM_RIGHT


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
@pytest.mark.parametrize("crop", [False, True])
def test_a_smaller_page_is_whole_and_leaves_the_stamp_its_room(rotate: int, crop: bool) -> None:
    raw = pdfs.inked_everywhere(rotate, crop=crop)
    made, page = binding.only(raw, ink=Ink.SHRINK)
    number = made.page_number(page)
    before, after = words(raw, 1), words(made.data, number)
    seen = before.keys() & after.keys()
    assert len(seen) > 200
    ratios = {round((after[w].x1 - after[w].x0) / (before[w].x1 - before[w].x0), 2) for w in seen}
    assert len(ratios) == 1
    assert 0.85 <= ratios.pop() < 1
    left, low, right, high = (float(one) for one in stamp_link(page).Rect)
    for word in seen:
        box = after[word]
        apart = box.x1 < left or box.x0 > right or box.y1 < low or box.y0 > high
        assert apart, f"the stamp stands on {word}"
    stamp_box(made, number)


def test_links_and_what_they_lead_to_follow_a_smaller_page() -> None:
    raw = pdfs.inked_links()
    made, page = binding.only(raw, ink=Ink.SHRINK)
    number = made.page_number(page)
    first, second = (words(made.data, number + n) for n in (0, 1))
    link, goal = next(iter(made.links(number)))
    assert goal == number + 1
    area = Box(*(float(one) for one in link.Rect))
    shown = first["Klicka"]
    assert area.x0 <= shown.x0 < shown.x1 <= area.x1
    assert area.y0 <= shown.y0 < shown.y1 <= area.y1
    assert area.y1 - area.y0 < 2 * (shown.y1 - shown.y0)
    top = float((link.Dest if "/Dest" in link else link.A.D)[3])
    assert second["Rubrik"].y1 <= top <= second["Rubrik"].y1 + 12
    marked = [float(one) for one in page.Annots[1].QuadPoints]
    assert min(marked[1::2]) == pytest.approx(area.y0, abs=0.1)
    entry = made.pdf.Root.Outlines.Last.First.Last.First
    assert float(entry.Dest[3]) == pytest.approx(top, abs=0.1)
    assert float(entry.Dest[2]) == pytest.approx(float((link.get("/Dest") or link.A.D)[2]), abs=0.1)


@pytest.mark.parametrize("kind", ["form", "pattern"])
def test_what_cannot_follow_stays_and_the_stamp_moves(kind: str) -> None:
    with pikepdf.open(io.BytesIO(pdfs.inked(FOOT[Corner.BOTTOM_RIGHT]))) as pdf:
        page = pdf.pages[0].obj
        if kind == "form":
            with pikepdf.open(io.BytesIO(pdfs.form("Svar"))) as other:
                page.Annots = pdf.copy_foreign(pdf_array(other))
        else:
            page.Resources.Pattern = Dictionary(P0=pdf.make_stream(b"", PatternType=1))
        made, bound = binding.only(pdfs.data(pdf), ink=Ink.SHRINK)
    assert where(made, bound) is Corner.BOTTOM_LEFT
    assert bound.Contents[0].read_bytes().startswith(b"q\n/P ")


def pdf_array(pdf: pikepdf.Pdf) -> Object:
    return pdf.make_indirect(Array(list(pdf.pages[0].obj.Annots)))


def test_one_colour_all_over_is_no_ink() -> None:
    raw = pdfs.with_content(b"0.2 0.3 0.6 rg 0 0 595 842 re f")
    made, page = binding.only(raw, ink=Ink.CORNER)
    assert where(made, page) is Corner.BOTTOM_RIGHT


def test_a_file_that_cannot_be_drawn_is_bound_as_ever() -> None:
    whole = {0: [Box(0, 0, 1, 1)]}
    with Reader() as reader:
        assert reader.shares(b"%PDF-1.7\nnothing", whole) == {}
        assert reader.shares(pdfs.text(), whole)[0][0] > 0
        assert reader.shares(pdfs.text(), {5: whole[0]}) == {}


def test_a_file_that_ends_the_reader_does_not_end_the_next() -> None:
    with Reader() as reader:
        assert reader._process is None
        reader.shares(pdfs.text(), {0: [Box(0, 0, 1, 1)]})
        assert reader._process is not None
        reader._process.kill()
        reader._process.wait()
        assert reader.shares(pdfs.text(), {0: [Box(0, 0, 1, 1)]})[0]


def dashes(lines: int) -> bytes:
    """Return a page that takes a processor some two milliseconds for each line on it."""
    return pdfs.with_content(b"[0.1 0.1] 0 d 0.1 w " + b"0 0 m 595 842 l S " * lines)


@pytest.mark.skipif(sys.platform == "win32", reason="nothing limits the processor's time there")
def test_every_file_of_a_pack_has_its_own_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looking, "_SECONDS", 1)
    whole = {0: [Box(0, 0, 1, 1)]}
    end = time.monotonic() + 3  # together they take longer than one of them may
    with Reader() as reader:
        first = reader.shares(dashes(60), whole)
        assert first[0][0] > 0
        process = reader._process
        while time.monotonic() < end:
            assert reader.shares(dashes(60), whole) == first
        assert reader._process is process, "it was not ended"


@pytest.mark.skipif(sys.platform == "win32", reason="nothing limits the processor's time there")
def test_after_a_file_that_is_too_slow_the_next_is_looked_at(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(looking, "_SECONDS", 1)
    whole = {0: [Box(0, 0, 1, 1)]}
    began = time.monotonic()
    with Reader() as reader:
        for _twice in range(2):
            assert reader.shares(dashes(100_000), whole) == {}
            assert reader.shares(pdfs.text(), whole)[0][0] > 0
    assert time.monotonic() - began < looking._LONGEST, "the processor's time has ended it"


def drawn(*attributes: Dictionary) -> bytes:
    """Return a page full of ink to its edge, with a drawing in a figure of those attributes."""
    foot = b"/P <</MCID 0>> BDC BT /F1 9 Tf 20 18 Td (" + b"sidfot " * 26 + b") Tj ET EMC\n"
    pdf = pdfs.new(foot + b"/Figure <</MCID 1>> BDC 100 200 300 150 re f EMC")
    page = pdf.pages[0].obj
    page.StructParents = 0
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    document = pdf.make_indirect(Dictionary(S=Name.Document, P=root))
    text = pdf.make_indirect(Dictionary(S=Name.P, P=document, Pg=page, K=0))
    held = Dictionary(S=Name.Figure, P=document, K=Array([]), Alt=pikepdf.String("En ruta"))
    figure = pdf.make_indirect(held)
    figure.K = pdf.make_indirect(Dictionary(S=Name.Span, P=figure, Pg=page, K=1))
    figure.A = Array(list(attributes))
    document.K, root.K = Array([text, figure]), document
    pdf.Root.StructTreeRoot, pdf.Root.MarkInfo = root, Dictionary(Marked=True)
    return pdfs.data(pdf)


def test_what_tags_say_in_coordinates_follows_a_smaller_page() -> None:
    from tests.structure import Tagged

    layout = Dictionary(
        O=Name.Layout,
        BBox=Array([100, 200, 400, 350]),
        Height=150,
        Width=Name.Auto,
        Padding=Array([10, 20, 10, 20]),
        Color=Array([1, 0, 0]),
        WritingMode=Name.LrTb,
    )
    raw = drawn(layout, Dictionary(O=Name.Table, BBox=Array([1, 2, 3, 4])))
    made, page = binding.only(raw, ink=Ink.SHRINK)
    matrix, _found, _rest = page.Contents[0].read_bytes().partition(b" cm")
    f, _, _, _, x, y = (float(one) for one in matrix.split()[-6:])
    assert 0.85 <= f < 1
    (figure,) = Tagged(made.pdf).root.find("Figure")
    told = figure.attributes["Layout"]
    wanted = [100 * f + x, 200 * f + y, 400 * f + x, 350 * f + y]
    assert told["BBox"] == pytest.approx(wanted, abs=0.01)
    assert told["Height"] == pytest.approx(150 * f, abs=0.01)
    assert told["Padding"] == pytest.approx([10 * f, 20 * f, 10 * f, 20 * f], abs=0.01)
    assert (told["Width"], told["Color"], told["WritingMode"]) == ("Auto", [1, 0, 0], "LrTb")
    assert figure.attributes["Table"]["BBox"] == [1, 2, 3, 4]


def test_what_tags_say_in_coordinates_stays_where_the_page_does() -> None:
    from tests.structure import Tagged

    layout = Dictionary(O=Name.Layout, BBox=Array([100, 200, 400, 350]))
    made, _page = binding.only(drawn(layout), ink=Ink.CORNER)
    (figure,) = Tagged(made.pdf).root.find("Figure")
    assert figure.attributes["Layout"]["BBox"] == [100, 200, 400, 350]


def test_the_structure_stays_sound() -> None:
    from tests.structure import problems

    made = binding.bound(pdfs.inked_links(), pdfs.inked_everywhere(90, crop=True), ink=Ink.SHRINK)
    assert problems(made.pdf) == []
    assert made.pdf.check_pdf_syntax() == []
    assert made.pages("item-2-1")[0].Type == Name.Page
