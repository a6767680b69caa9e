from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kallelse.bind import content
from tests import pdfs

OPEN = {
    "unclosed q": (b"Q",),
    "three unclosed q": (b"Q", b"Q", b"Q"),
    "open BT": (b"ET",),
    "open BDC": (b"EMC",),
}


@pytest.mark.parametrize("kind", pdfs.DIRTY)
def test_what_is_left_open_is_found(kind: str) -> None:
    found = content.read(pdfs.DIRTY[kind])
    assert found.closers == OPEN.get(kind, ())
    assert bool(found.stray) == kind.startswith("stray")
    assert found.shows_text


def test_stray_operators_are_found_in_their_places_and_blanked() -> None:
    raw = b"q Q Q (Q) Tj EMC\nq"
    found = content.read(raw)
    assert content.blanked(raw, found.stray) == b"q Q   (Q) Tj    \nq"
    assert found.closers == (b"Q",)


@pytest.mark.parametrize(
    ("raw", "closed"),
    [
        (b"q " * 300_000 + b"Q " * 300_000, 0),
        (b"/P BMC " * 100_000 + b"q " * 100_000 + b"EMC " * 100_000, 100_000),
        (b"/P << /MCID " + b"1" * 9_000 + b" >> BDC EMC", 0),
        (b"(" * 17_000_000, 0),
        (b"BT (Karta) Tj ET " + b"q " * 9_000_000, 0),
        (b"q (" + rb"\(" * 300_000, 2),
        (b"q " + b"[<" * 300_000 + b"12" * 300_000, 3),
        (b"q " + b"[<41>" * 300_000 + b"]" * 299_998, 3),
    ],
)
def test_content_that_is_made_to_take_long_takes_no_time(raw: bytes, closed: int) -> None:
    began = time.process_time()
    assert len(content.read(raw).closers) == closed
    assert time.process_time() - began < 5


def test_what_is_open_is_closed_from_the_inside() -> None:
    assert content.read(b"q /P <</MCID 0>> BDC BT").closers == (b"ET", b"EMC", b"Q")


def test_a_string_that_does_not_end_is_ended_first() -> None:
    raw = b"q BT /F1 12 Tf (Kv\xe4ll (sent) (x"
    assert content.read(raw).closers == (b"))", b"ET", b"Q")


@pytest.mark.parametrize(
    ("raw", "closers"),
    [
        (b"BT [(abc) 3 ", (b"]", b"ET")),
        (b"q BT [(abc) -2 <4142", (b">", b"]", b"ET", b"Q")),
        (b"[ [ [ ] (x", (b")", b"]", b"]")),
        (b"q /Span <</A (x)", (b">>", b"Q")),
        (b"/Span <</A [1 <</B /C>> 2", (b"]", b">>")),
        (b"] ] >> q [1] TJ", (b"Q",)),
    ],
)
def test_what_is_cut_within_an_array_or_a_dictionary_is_ended(
    raw: bytes, closers: tuple[bytes, ...]
) -> None:
    assert content.read(raw).closers == closers


@pytest.mark.parametrize(
    ("raw", "left"),
    [
        (b"q BI /W 4 /H 4", b"q "),
        (b"q BI /W 4 /H 4 /BPC 8 ID \x01\x02\xff", b"q "),
        (b"q BI /W 1 ID \x01 EI Q BI /W 9 [", b"q BI /W 1 ID \x01 EI Q "),
    ],
)
def test_a_picture_without_an_end_is_blanked(raw: bytes, left: bytes) -> None:
    found = content.read(raw)
    assert content.blanked(raw, found.stray) == left.ljust(len(raw))
    assert b"]" not in found.closers


@pytest.mark.parametrize("after", [b" Q", b" \x00Q \x00\n0 g", b"\nQ \xff EI \xfe Q q Q"])
def test_a_picture_with_an_end_is_left_as_it_is(after: bytes) -> None:
    found = content.read(b"q BI /W 1 ID \x01 EI" + after)
    assert found.stray == ()


@pytest.mark.parametrize(
    ("raw", "free"),
    [
        (b"q Q", 0),
        (b"/P <</MCID 0>> BDC EMC /P<</MCID\n2>>BDC EMC", 1),
        (b"/P <</MCID 7>> BDC EMC", 0),
    ],
)
def test_the_free_identifier_is_in_none_of_the_content(raw: bytes, free: int) -> None:
    assert content.read(raw).free_mcid == free


@pytest.mark.parametrize(
    "raw",
    [
        b"(never ends",
        b"BI /W 1 ID \x00\x01",
        b"<</A (x) >> BDC",
        b"(\\",
        b"% comment",
        b"[(a)-1(b)]TJ",
    ],
)
def test_broken_content_is_read_to_its_end(raw: bytes) -> None:
    content.read(raw)


@given(
    st.lists(
        st.sampled_from(
            [
                *content._SIGNS,
                b"(text)",
                b"(\\))",
                b"((q))",
                b"/Q",
                b"<41>",
                b"0.5",
                b"%Q\n",
                b"<</A/q>>",
                b"[<41>-3(b)]",
                b"[<41>",
                b"<</A",
                b"<42",
                b"]",
            ]
        ),
        max_size=30,
    ),
    st.sampled_from([b" ", b"\n", b"\r\n", b"\x00"]),
)
def test_the_quick_reader_agrees_with_the_exact_one(tokens: list[bytes], space: bytes) -> None:
    raw = space.join(tokens)
    exact = content._balance(content._tokens(raw), len(raw))
    found = content.read(raw)
    assert (found.closers, found.stray, found.shows_text) == (
        exact.closers,
        exact.stray,
        exact.shows_text,
    )


@given(st.binary(max_size=200))
def test_any_bytes_are_read(raw: bytes) -> None:
    found = content.read(raw)
    assert len(content.blanked(raw, found.stray)) == len(raw)
