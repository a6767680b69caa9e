"""Files that are made to hurt, or no files of their kind at all, are read as far as they can be."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kallelse.convert.traces import read
from kallelse.leaks.words import words
from tests.leaks.corners import PDFS

_MANY = 40_000
_SECONDS = 5  # what grows with the square of the size takes minutes
_STARTS = (
    b"%PDF-1.7\n",
    b"PK\3\4",
    b"\x89PNG\r\n\x1a\n",
    b"\xff\xd8\xff",
    b"{\\rtf",
    b"From: ",
    b"",
)
_REPEATED = (
    b"(", b"(x)", b"(a", b"<", b"<< ", b"1", b"1 0 obj ", b"stream\n", b"[", b"[(a)", b"<a ",
    b"a.a-", b"\\u1", b"a-", b"\0a", b"{",
)  # fmt: skip


def _traced(path: Path, data: bytes) -> dict[str, object]:
    path.write_bytes(data)
    return read({"source": str(path), "password": "", "max_stream": 1_000_000})


@pytest.mark.parametrize("repeated", _REPEATED)
def test_time_grows_no_faster_than_the_file(repeated: bytes, tmp_path: Path) -> None:
    began = time.process_time()
    for start in (b"%PDF-1.7\n", b""):
        assert not _traced(tmp_path / "a", start + b"(" + repeated * _MANY)["cut"]
    assert time.process_time() - began < _SECONDS


@pytest.mark.parametrize("repeated", ["a", "a-", "A'", "A ", "1", "1 ", "+46", "](", "%41", "ö-\n"])
def test_words_are_found_as_fast_in_any_text(repeated: str) -> None:
    began = time.process_time()
    words(repeated * _MANY)
    assert time.process_time() - began < _SECONDS


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(start=st.sampled_from(_STARTS), data=st.binary(max_size=400))
def test_it_never_raises(start: bytes, data: bytes, tmp_path: Path) -> None:
    assert _traced(tmp_path / "a", start + data)["sums"] is not None


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.sampled_from(sorted(PDFS)), cut=st.floats(0, 1), swap=st.binary(max_size=8))
def test_a_damaged_pdf_is_read_as_far_as_it_can_be(
    name: str, cut: float, swap: bytes, tmp_path: Path
) -> None:
    data = PDFS[name]("kanariefagelfro")
    place = int(cut * len(data))
    assert _traced(tmp_path / "a", data[:place] + swap)["sums"] is not None
    assert _traced(tmp_path / "a", data[:place] + swap + data[place + 8 :])["sums"] is not None
