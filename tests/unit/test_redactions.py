"""Text and pictures that a redacted file only covers are found; what is in order is let pass."""

from __future__ import annotations

import functools
import io
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, String

from tests import pdfs, redacted
from tests.conftest import ROOT
from tests.redacted import SECRET, box, line
from tests.redacting import Read, findings


@pytest.fixture
def found(tmp_path: Path) -> Read:
    """Return a function that tells kinds and pages of what is found in a redacted file."""
    return functools.partial(findings, tmp_path)


FINE: Mapping[str, Callable[[], bytes]] = {
    "applied": redacted.applied,
    "dark header": redacted.dark_header,
    "table and thin punctuation": redacted.table,
    "gradient": redacted.gradient,
    "small text": redacted.small_text,
    "upright": lambda: redacted.turned(0),
    "turned right": lambda: redacted.turned(90),
    "turned over": lambda: redacted.turned(180),
    "turned left": lambda: redacted.turned(270),
    "drawn twice": redacted.twice,
    "below the sign of a note": lambda: redacted.below_remark("Text"),
    "recognised": redacted.recognised,
    "blacked out, then recognised": redacted.recognised_after,
    "empty": pdfs.blank,
    "layer that is on": lambda: redacted.hidden_layer("ON"),
    "saved for the web": lambda: pdfs.data(redacted.new(), linearize=True),
    "a stray glyph": lambda: redacted.made(line("12"), box()),
    "a link with a description": lambda: redacted.annotated(
        "Link", Contents=String("Till avtalet")
    ),
}


HIDDEN: Mapping[str, Callable[[], bytes]] = {
    "below a black box": lambda: redacted.made(line(SECRET), box()),
    "below a white box": lambda: redacted.made(line(SECRET), box("1 g")),
    "below a box with its ascenders out": lambda: redacted.made(
        line(SECRET), box(place=(58, 616, 262, 9.5))
    ),
    "below a picture": redacted.under_picture,
    "white on white": lambda: redacted.made(line(SECRET, how="1 g")),
    "almost white on white": lambda: redacted.made(line(SECRET, how="0.98 g")),
    "below a box that is a little too low": lambda: redacted.made(
        line("SVENSSON 640823"), box(place=(58, 616, 262, 10.3))
    ),
    "recognised, then blacked out narrowly": redacted.recognised_before_narrow,
    "invisible": lambda: redacted.made(line(SECRET, how="3 Tr")),
    "clipped": lambda: redacted.made(line(SECRET, how="0 0 9 9 re W n")),
    "too small": lambda: redacted.made(line(SECRET, size=0.4)),
    "in a form": redacted.in_form,
    "below a labelled box": redacted.labelled,
    "below a remark": lambda: redacted.below_remark("Highlight"),
    "below a remark without a picture of its own": redacted.covered_by_square,
    "on a gradient": lambda: redacted.made(
        box("0.2 0.3 0.9 rg"), line(SECRET, how="0.2 0.3 0.9 rg")
    ),
    "recognised, then blacked out": redacted.recognised_before,
    "turned": lambda: redacted.turned(90, line(SECRET), box()),
    "a part of a line": lambda: redacted.made(line(SECRET), box(place=(100, 616, 60, 18))),
    "small": lambda: redacted.made(line(SECRET, size=3), box(place=(58, 617, 100, 6))),
}


@pytest.mark.parametrize("how", FINE)
def test_what_is_in_order_is_let_pass(how: str, found: Read) -> None:
    assert found(FINE[how]()) == {}


@pytest.mark.parametrize("how", HIDDEN)
def test_text_that_nobody_sees_is_found(how: str, found: Read) -> None:
    assert found(HIDDEN[how]()).get("hidden") == [1]


def test_pages_are_named(found: Read) -> None:
    pdf = pdfs.new(*(line(f"Sida {n}") for n in range(4)))
    for n in (1, 3):
        pdf.pages[n].obj.Contents = pdf.make_stream(line(SECRET) + box())

    assert found(pdfs.data(pdf))["hidden"] == [2, 4]


def test_recognised_text_without_ink_is_warned_of(found: Read) -> None:
    assert found(redacted.recognised_before_white()) == {"astray": [1]}


def test_a_scan_below_a_box_is_found(found: Read) -> None:
    assert "picture" in found(redacted.boxed_scan())


def test_text_beyond_the_edge_is_found(found: Read) -> None:
    pdf = redacted.new(line(SECRET, 100), line("Avtalet.indd 3", 20))
    pdf.pages[0].obj.CropBox = Array([0, 60, 595, 842])
    printers_mark = pdfs.data(pdf)
    pdf.pages[0].obj.CropBox = Array([0, 120, 595, 842])

    assert found(pdfs.data(pdf)) == {"beyond": [1]}
    assert found(pdfs.data(pdf), None) == {"beyond-perhaps": [1]}
    assert found(printers_mark) == {}


def test_a_picture_beyond_the_edge_is_found(found: Read) -> None:
    with pikepdf.open(io.BytesIO(pdfs.scanned())) as pdf:
        pdf.pages[0].obj.CropBox = Array([0, 300, 595, 842])
        public = pdfs.data(pdf)

    assert found(public, pdfs.scanned()) == {"cropped": [1]}
    assert found(public, None) == {"cropped-perhaps": [1]}
    assert found(pdfs.scanned(), None) == {}


_SAMPLES: Mapping[str, Callable[[], bytes]] = {
    "text": lambda: pdfs.text(3),
    "scanned": pdfs.scanned,
    "slide": pdfs.slide,
    "inked": lambda: pdfs.inked_everywhere(90, crop=True),
    "links": pdfs.links,
    "outlined": pdfs.outlined,
    "tagged": pdfs.tagged,
    "turned": lambda: pdfs.turned(270, crop=True, unit=2, origin=(-40, 25)),
    "heavy": lambda: pdfs.heavy("Tung"),
    **{kind: lambda kind=kind: pdfs.dirty(kind) for kind in pdfs.DIRTY},  # type: ignore[misc]
}


@pytest.mark.parametrize("sample", _SAMPLES)
def test_ordinary_files_hide_no_text(sample: str, found: Read) -> None:
    data = _SAMPLES[sample]()

    assert found(data, data) == {}


@pytest.mark.parametrize(
    "file", sorted((ROOT / "agendas" / "2024-03-01").glob("*.pdf")), ids=lambda file: file.stem
)
def test_the_attachments_of_the_example_hide_no_text(file: Path, found: Read) -> None:
    told = found(file.read_bytes(), file.read_bytes())

    assert set(told) <= {"metadata-perhaps"}  # of one that is a picture


def test_twenty_full_pages_are_read_in_seconds(found: Read) -> None:
    full = b"".join(line(" ".join(redacted.OPEN[:2])[:75], 800 - 15 * n) for n in range(50))
    public = pdfs.data(pdfs.new(*[full] * 20))
    start = time.process_time()

    assert found(public, public) == {}
    assert time.process_time() - start < 10  # a fifth of it where nothing else runs
