"""Whatever is wrong inside a file: it is bound with all its pages, or refused by name."""

from __future__ import annotations

import io
import re

import pikepdf
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from kallelse.bind import BindError, bind
from tests import binding, pdfs

FILES = [
    pdfs.tagged(headers=True), pdfs.form("x"), pdfs.hidden_layer(), pdfs.outlined(), pdfs.scripts(),
    pdfs.embedded(), pdfs.signed(), pdfs.heavy("H"), pdfs.links(), pdfs.named_destinations("N"),
]  # fmt: skip
TOKEN = re.compile(rb"\d+ 0 R|/[A-Za-z]\w*|\[|\]|<<|>>|\b\d+\b")
Damage = list[tuple[int, int, str]]


def plain(data: bytes) -> bytes:
    """Return a file with nothing compressed, so that damage hits what is meant by it."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        how = pikepdf.ObjectStreamMode.disable
        pdf.save(out, qdf=True, static_id=True, fix_metadata_version=False, object_stream_mode=how)
    return out.getvalue()


PLAIN = [plain(data) for data in FILES]


def damaged(data: bytes, damage: Damage) -> bytes:
    """Return the file with some tokens replaced by others of it, by null, or with a byte wrong."""
    for first, second, kind in damage:
        tokens = list(TOKEN.finditer(data))
        start, end = tokens[first % len(tokens)].span()
        new = {
            "other": tokens[second % len(tokens)][0],
            "null": b"null",
            "byte": data[start : end - 1] + bytes([second % 256]),
        }[kind]
        data = data[:start] + new + data[end:]
    return data


@settings(max_examples=150)
@given(
    st.sampled_from(range(len(PLAIN))),
    st.lists(
        st.tuples(
            st.integers(0, 5000), st.integers(0, 5000), st.sampled_from(["other", "null", "byte"])
        ),
        min_size=1,
        max_size=12,
    ),
)
@example(0, [(0, 0, "null")])
@example(9, [(65, 0, "other"), (158, 0, "other")])
def test_damage_ends_in_a_sound_file_or_a_refusal(number: int, damage: Damage) -> None:
    data = damaged(PLAIN[number], damage)
    try:
        with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as pdf:
            pages = len(pdf.pages)
    except pikepdf.PdfError:
        pages = 0
    except RuntimeError:  # a page tree that nobody can mend: to be refused
        pages = 1
    assume(pages > 0)
    pack = binding.make_pack([data], {"item-2-1": pages})
    placed, texts = binding.stamps(pack)
    out = io.BytesIO()
    try:
        bind(pack, binding.documents(pack, [data]), placed, texts, language="sv-SE",
             created=binding.CREATED, target=out)  # fmt: skip
    except BindError as refusal:
        assert "item-2-1" in refusal.message
        return
    with pikepdf.open(out) as bound:
        assert len(bound.pages) == pages + 3
        assert all("/Contents" in page.obj for page in bound.pages)
