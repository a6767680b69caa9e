"""What a Pack can hold at all, by its type: nothing that leads back to what editors wrote."""

from __future__ import annotations

import dataclasses
import enum
import typing
from collections.abc import Iterator
from pathlib import Path
from types import UnionType
from typing import Any

import kallelse.fields
import kallelse.model
import kallelse.pack.record
import kallelse.pack.views
from kallelse import model
from kallelse.pack import Pack

_NAMES = {**vars(kallelse.fields), **vars(kallelse.model)}  # imported for type checkers alone
WRITTEN = {
    model.Meeting, model.Item, model.Group, model.Memo, model.Section, model.Attachment,
    model.Register, model.Confidential, model.Incoming, model.Outgoing, model.Delegated,
    model.NextMeeting,
}  # fmt: skip


def reachable(start: type) -> set[type]:
    """Return every class that a value of this type can hold, at any depth."""
    seen: set[type] = set()
    waiting: list[Any] = [start]
    while waiting:
        one = waiting.pop()
        if not isinstance(one, type) or typing.get_origin(one) is not None:
            assert one is not Any, "what can be anything can be a secret"
            waiting += typing.get_args(one)
            origin = typing.get_origin(one)
            if isinstance(origin, type) and not issubclass(origin, UnionType):
                seen.add(origin)
            continue
        if one in seen:
            continue
        seen.add(one)
        waiting += _held(one)
    return seen


def _held(one: type) -> Iterator[Any]:
    if dataclasses.is_dataclass(one) or hasattr(one, "_fields"):
        yield from typing.get_type_hints(one, localns=_NAMES).values()


def test_a_pack_cannot_hold_what_was_written() -> None:
    found = reachable(Pack)
    assert not found & WRITTEN
    assert {one.__name__ for one in found} >= {"Part", "Entry", "MemoView", "Secrecy", "Officer"}


def test_a_pack_cannot_hold_a_path_or_anything_open() -> None:
    plain = {str, int, bool, type(None), tuple, float}
    for one in reachable(Pack):
        named = dataclasses.is_dataclass(one) or hasattr(one, "_fields")
        known = one in plain or issubclass(one, enum.Enum) or one.__module__ in (
            "datetime", "collections.abc", "types",
        )  # fmt: skip
        assert named or known, f"{one} is new in a Pack: can it hold a secret?"
        assert not issubclass(one, Path)


def test_the_walk_finds_what_lies_deep() -> None:
    found = reachable(model.Meeting)
    assert found >= WRITTEN - {model.Meeting}
