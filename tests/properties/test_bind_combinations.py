"""Whatever is bound, in whatever order, twice or once: pages, links, labels and tags are right."""

from __future__ import annotations

import io
import re

import pikepdf
import pypdfium2  # type: ignore[import-untyped]
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import Name

from tests import binding, pdfs
from tests.structure import problems

FILES = {
    "text": pdfs.text(2),
    "tagged": pdfs.tagged(),
    "named": pdfs.named_destinations("N", 3),
    "old names": pdfs.named_destinations("G", 2, old=True),
    "form": pdfs.form("v"),
    "layer": pdfs.hidden_layer(),
    "outlined": pdfs.outlined(),
    "scripts": pdfs.scripts(),
    "embedded": pdfs.embedded(),
    "signed": pdfs.signed(),
    "scanned": pdfs.scanned(2),
    "heavy": pdfs.heavy("H"),
    "turned": pdfs.turned(90, crop=True, unit=2),
    "encrypted": pdfs.encrypted(),
    "blank": pdfs.blank(),
    **{kind: pdfs.dirty(kind) for kind in ("unclosed q", "stray Q", "open BT", "inline image")},
}
NEXT = {"named": 3, "old names": 2}  # each page links to the next, the last to the first


@settings(max_examples=40)
@given(st.lists(st.sampled_from(sorted(FILES)), max_size=6))
def test_any_files_in_any_order(kinds: list[str]) -> None:
    made = binding.bound(*(FILES[kind] for kind in kinds))
    pack = made.pack
    covered = [n for part in pack.parts for n in range(part.first_page, part.last_page + 1)]
    assert covered == list(range(1, made.bound.pages + 1))
    assert len(made.pdf.pages) == made.bound.pages
    assert made.pdf.check_pdf_syntax() == []

    document = pypdfium2.PdfDocument(made.data)
    for number in covered:
        assert document.get_page_label(number - 1) == str(number)
        text = document[number - 1].get_textpage().get_text_range()
        assert re.findall(r"s\. (\d+) \((\d+)\)", text)[-1] == (str(number), str(made.bound.pages))
        goals = [goal for link, goal in made.links(number)]
        assert goals[-1] == 2, "the stamp's link"

    for number, kind in enumerate(kinds, 2):
        part = pack.part(f"item-{number}-1")
        for offset in range(NEXT.get(kind, 0)):
            (_, goal), _ = made.links(part.first_page + offset)
            assert goal == part.first_page + (offset + 1) % NEXT[kind]
        assert made.bound.tagged[part.id] == (kind == "tagged")

    layers = made.pdf.Root.get("/OCProperties")
    assert (len(layers.D.OFF) if layers else 0) == kinds.count("layer")
    form = made.pdf.Root.get("/AcroForm")
    assert (len(form.Fields) if form else 0) == sum(
        kinds.count(kind) for kind in ("form", "scripts", "signed")
    )
    allowed = "a link without Contents"
    assert [
        one for one in problems(pikepdf.open(io.BytesIO(made.data))) if allowed not in one
    ] == []
    assert made.pdf.Root.Type == Name.Catalog
