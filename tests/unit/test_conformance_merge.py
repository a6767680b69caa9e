"""Tags of real files survive the merge: all elements, all content, all objects, no new fault."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Object

from tests import binding
from tests.conformance.files import FIXTURES, ROOT
from tests.conformance.samples import samples
from tests.structure import Tagged

FILES: Mapping[str, Path] = {
    **{file.stem: file for file in FIXTURES.glob("*.pdf")},
    "agreement": ROOT / "agendas" / "2024-03-01" / "10-samverkansavtal-naturbruk.pdf",
}


def counts(top: Object) -> Counter[str]:
    """Count what stands below an element: elements by type, marked content, objects."""
    found: Counter[str] = Counter()
    waiting = [top]
    while waiting:
        kids = waiting.pop().get("/K", Array())
        for kid in kids if isinstance(kids, Array) else [kids]:
            if not isinstance(kid, Dictionary) or "/MCID" in kid:
                found["content"] += 1
            elif "/Obj" in kid:
                found["objects"] += 1
            else:
                found[f"element {kid.S}"] += 1
                waiting.append(kid)
    return found


def kinds(pdf: pikepdf.Pdf) -> set[str]:
    """Return what is wrong with a file's tags, without the numbers of pages and pieces."""
    return {re.sub(r"\d+|\[.*\]", "#", one) for one in Tagged(pdf).problems}


def source_counts(pdf: pikepdf.Pdf) -> Counter[str]:
    """Count in a file what its part of the pack must have, in the standard's own types."""
    roles = {key: str(value) for key, value in pdf.Root.StructTreeRoot.get("/RoleMap", {}).items()}
    found: Counter[str] = Counter()
    for key, count in counts(pdf.Root.StructTreeRoot).items():
        kind = key.removeprefix("element ")
        found[f"element {roles[kind]}" if kind in roles else key] += count
    assert found["element /Document"] <= 1
    del found["element /Document"]  # it is dissolved in the part
    return found


def check(data: bytes) -> None:
    """Bind a file twice, and compare both parts with it."""
    with pikepdf.open(io.BytesIO(data)) as source:
        wanted, known = source_counts(source), kinds(source)
    assert wanted["content"] > 5
    made = binding.bound(data, data, stamped=False)
    parts = made.pdf.Root.StructTreeRoot.K[0].K
    ids = [one.id for one in made.pack.parts]
    for part_id in ("item-2-1", "item-3-1"):
        assert counts(parts[ids.index(part_id)]) == wanted
    assert kinds(made.pdf) <= known


@pytest.mark.parametrize("name", FILES)
def test_a_foreign_file_keeps_all_of_its_tree(name: str) -> None:
    check(FILES[name].read_bytes())


@pytest.mark.parametrize("name", ["text", "lists", "tables", "links", "parts", "images"])
def test_a_document_of_ours_keeps_all_of_its_tree_as_an_attachment(name: str) -> None:
    check(samples()[f"{name}-memo"].pdf)


def test_the_text_through_the_tags_is_that_of_the_file() -> None:
    for file in FILES.values():
        data = file.read_bytes()
        with pikepdf.open(io.BytesIO(data)) as source:
            text = Tagged(source).root.text
        assert len(text) > 100
        made = binding.bound(data, stamped=False)
        ids = [one.id for one in made.pack.parts]
        parts = Tagged(made.pdf).root.find("Part")
        assert parts[ids.index("item-2-1")].text == text
