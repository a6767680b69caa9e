"""Pages with ink in their margins, where stamps want to stand."""

from __future__ import annotations

from pikepdf import Array, Dictionary, Name, String

from tests.pdfs.pages import annotation, appearance, content, data, new


def inked(*places: tuple[float, float]) -> bytes:
    """Return a page with a black word at each of those places, and text in its middle."""
    words = [f"BT /F1 9 Tf {x} {y} Td (Sida{n} av 9) Tj ET" for n, (x, y) in enumerate(places)]
    return data(new(content("Mitt") + "\n".join(words).encode()))


def inked_everywhere(rotate: int, *, crop: bool) -> bytes:
    """Return a turned page with a numbered word in all of its margin."""
    spots = [(x, y) for x in range(46, 540, 40) for y in range(66, 800, 34)]
    words = [f"BT /F1 9 Tf {x} {y} Td (Ord{n:03}) Tj ET" for n, (x, y) in enumerate(spots)]
    pdf = new("\n".join(words).encode())
    page = pdf.pages[0].obj
    page.Rotate = rotate
    page.MediaBox = Array([0, 0, 595, 842] if crop else [30, 50, 560, 805])
    if crop:
        page.CropBox = Array([30, 50, 560, 805])
    return data(pdf)


def inked_links() -> bytes:
    """Return two pages full of ink: a link and a marked word on one, where both lead on the other.

    The outline leads to the same place as the link.
    """
    foot = b"BT /F1 9 Tf 20 18 Td (" + b"sidfot " * 26 + b") Tj ET\n"
    pdf = new(
        foot + b"BT /F1 12 Tf 100 600 Td (Klicka) Tj ET",
        foot + b"BT /F1 20 Tf 80 500 Td (Rubrik) Tj ET",
    )
    goal = Array([pdf.pages[1].obj, Name.XYZ, 80, 520, None])
    link = annotation(pdf, 0, "Link", Dest=goal)
    link.Rect = Array([98, 596, 145, 611])
    marked = annotation(pdf, 0, "Highlight", AP=Dictionary(N=appearance(pdf, "1 1 0 rg")))
    marked.QuadPoints = Array([98, 611, 145, 611, 98, 596, 145, 596])
    marked.Rect = Array([98, 596, 145, 611])
    root = pdf.make_indirect(Dictionary(Type=Name.Outlines))
    root.First = root.Last = pdf.make_indirect(
        Dictionary(Title=String("Rubrik"), Parent=root, Dest=goal)
    )
    pdf.Root.Outlines = root
    return data(pdf)


def slide() -> bytes:
    """Return a slide on a coloured ground with a footer: a name to the left, a number right."""
    foot = b"1 g BT /F1 10 Tf 24 16 Td (Kommunledningskontoret) Tj 646 0 Td (12) Tj ET "
    return data(
        new(b"0.1 0.2 0.4 rg 0 0 720 405 re f " + foot + content("Bild", y=300), size=(720, 405))
    )
