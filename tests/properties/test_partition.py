"""Whatever the parts and their lengths, their pages are 1 … N, each in one part and in order."""

from __future__ import annotations

import dataclasses
import functools
import re
import tempfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from kallelse.pack import Pack, Part, PartKind, paginate
from kallelse.pagination import stamp_texts
from tests.typesetting import shipped_theme
from tests.writing import assembled, write

COUNTS = st.lists(st.tuples(st.integers(1, 60), st.sampled_from(PartKind)), min_size=1, max_size=40)


@functools.cache
def empty() -> Pack:
    with tempfile.TemporaryDirectory() as folder:
        return assembled(write(Path(folder), "items: [{title: Ett}]\n"))


def packed(counts: list[tuple[int, PartKind]]) -> Pack:
    parts = [
        Part(f"part-{number}", kind, "x", item="1", label="Bilaga 1.1")
        for number, (_, kind) in enumerate(counts)
    ]
    pack = dataclasses.replace(empty(), parts=tuple(parts))
    return paginate(pack, {f"part-{number}": pages for number, (pages, _) in enumerate(counts)})


@given(COUNTS)
def test_the_pages_of_the_parts_partition_the_pack(counts: list[tuple[int, PartKind]]) -> None:
    pack = packed(counts)
    pages = [page for one in pack.parts for page in range(one.first_page, one.last_page + 1)]
    assert pages == list(range(1, sum(count for count, _ in counts) + 1))
    assert pack.pages == len(pages)
    assert [one.id for one in pack.parts] == [f"part-{number}" for number in range(len(counts))]


@given(COUNTS)
def test_every_page_is_stamped_with_its_number_once(counts: list[tuple[int, PartKind]]) -> None:
    pack = packed(counts)
    stamped = stamp_texts(pack, shipped_theme())
    assert list(stamped) == list(range(1, pack.pages + 1))
    for page, texts in stamped.items():
        numbers = [re.search(r"s\. (\d+) \((\d+)\)", text) for text, _ in texts]
        found = [(int(one[1]), int(one[2])) for one in numbers if one]
        assert found == [(page, pack.pages)]


@given(COUNTS)
def test_counting_again_changes_nothing(counts: list[tuple[int, PartKind]]) -> None:
    pack = packed(counts)
    assert paginate(pack, {one.id: one.pages for one in pack.parts}) == pack
