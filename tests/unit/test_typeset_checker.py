"""The checker of tags finds what is planted: a check that cannot fail proves nothing."""

from __future__ import annotations

from collections.abc import Callable

import pikepdf
import pytest

from tests import typesetting
from tests.structure import problems

_HTML = '<h1>A</h1><p>b <a href="#x">c</a></p><table><tr><td>d</td></tr></table>'


def _content(pdf: pikepdf.Pdf, old: bytes, new: bytes) -> None:
    data = pdf.pages[0].Contents.read_bytes()
    assert old in data
    pdf.pages[0].Contents = pdf.make_stream(data.replace(old, new, 1))


def _sect(pdf: pikepdf.Pdf) -> pikepdf.Object:
    return pdf.Root.StructTreeRoot.K.K


def _swap_parents(pdf: pikepdf.Pdf) -> None:
    listed = pdf.Root.StructTreeRoot.ParentTree.Nums[1]
    listed[0], listed[1] = listed[1], listed[0]


def _drop_annotation_key(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[0].Annots[0].StructParent


def _claim_twice(pdf: pikepdf.Pdf) -> None:
    _sect(pdf).K[1].K[0] = 0


def _wrong_parent(pdf: pikepdf.Pdf) -> None:
    _sect(pdf).K[0].P = pdf.Root.StructTreeRoot


def _same_ids(pdf: pikepdf.Pdf) -> None:
    for number in (0, 1):
        _sect(pdf).K[number].ID = pikepdf.String("a")


FAULTS: dict[str, Callable[[pikepdf.Pdf], None]] = {
    "belongs to two elements": _claim_twice,
    "the parent tree is wrong about MCID": _swap_parents,
    "an annotation outside of the structure": _drop_annotation_key,
    "does not point back": _wrong_parent,
    "two elements have the ID": _same_ids,
    "outside of elements and artifacts": lambda pdf: _content(
        pdf, b"\n/H1", b"\n0 0 9 9 re f\n/H1"
    ),
    "does not close what was opened last": lambda pdf: _content(pdf, b"EMC", b"EMC Q"),
    "is never closed": lambda pdf: _content(pdf, b"EMC", b"EMC q"),
    "belong to no element": lambda pdf: _content(pdf, b"EMC", b"EMC /P <</MCID 99>> BDC EMC"),
    "not on page 1": lambda pdf: _content(pdf, b"/MCID 0", b"/MCID 98"),
    "inside other marked content": lambda pdf: _content(pdf, b"BDC", b"BDC /Artifact BMC EMC"),
    "the order of tabs": lambda pdf: pdf.pages[0].__delitem__("/Tabs"),
    "a link without Contents": lambda pdf: pdf.pages[0].Annots[0].__delitem__("/Contents"),
    "has no Lang": lambda pdf: pdf.Root.__delitem__("/Lang"),
    "ParentTreeNextKey is taken": lambda pdf: pdf.Root.StructTreeRoot.__setitem__(
        "/ParentTreeNextKey", 1
    ),
    "there is no structure tree": lambda pdf: pdf.Root.__delitem__("/StructTreeRoot"),
}


@pytest.mark.parametrize("expected", FAULTS)
def test_a_planted_fault_is_found(expected: str) -> None:
    pdf = typesetting.opened(typesetting.make(typesetting.article(_HTML)))
    assert problems(pdf) == []
    FAULTS[expected](pdf)
    found = problems(pdf)
    assert any(expected in one for one in found), found
