"""A page's number can be searched for and read aloud, whatever page it stands on."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pypdf
import pypdfium2  # type: ignore[import-untyped]

from tests import pdfs
from tests.shell import Shell
from tests.writing import MEETING, write

# Width and height in points, and how far the page is turned.
ODD = [
    (1683.78, 2383.94, 270),
    (1190.55, 1683.78, 270),
    (1188, 840, 90),
    (1654, 2339, 270),
    (1700, 2200, 270),
    (2479, 3508, 270),
    (4961, 7016, 0),
    (595.28, 841.89, 0),
]


def _odd_pages() -> bytes:
    made = io.BytesIO()
    with pikepdf.new() as pdf:
        for width, height, turn in ODD:
            page = pdf.add_blank_page(page_size=(width, height))
            page.obj.Rotate = turn
        cropped = pdf.add_blank_page(page_size=(900, 1200))
        cropped.obj.CropBox = pikepdf.Array([33.3, 44.4, 700.7, 1100.1])
        cropped.obj.UserUnit = 1.5
        pdf.save(made)
    return made.getvalue()


def test_the_number_is_one_piece_of_text_for_every_reader(tmp_path: Path, kallelse: Shell) -> None:
    agenda = (
        "items: [{title: Kartor, attachments: [{file: a.pdf, title: A}, {file: b.pdf, title: B}]}]"
    )
    write(tmp_path, agenda, {"./a.pdf": _odd_pages(), "./b.pdf": pdfs.text(120)})
    assert kallelse("-C", tmp_path, "build", MEETING).code == 0
    data = (tmp_path / f"build/public/{MEETING}/kallelse-{MEETING}.pdf").read_bytes()
    shown = [one.get_textpage().get_text_range() for one in pypdfium2.PdfDocument(data)]
    read = [one.extract_text() for one in pypdf.PdfReader(io.BytesIO(data)).pages]
    for texts in (shown, read):
        missing = [n for n, text in enumerate(texts, 1) if f"s. {n} ({len(texts)})" not in text]
        assert missing == []
