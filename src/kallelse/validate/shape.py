"""What our records expect where: pydantic's `loc` → the path in the file. It must not judge."""

from __future__ import annotations

import dataclasses
import enum
import functools
import types
import typing
from typing import Any, NamedTuple

from pydantic import Tag

from kallelse.fields import Texts
from kallelse.i18n import N_
from kallelse.source import KeyPath

MAPPING = N_("keys with values")
LIST = N_("a list")
TEXT = N_("a text")


class Key(NamedTuple):
    """A key that a record knows: what stands there, whether it must, and its Swedish title."""

    annotation: Any
    required: bool
    title: str


def keys(annotation: Any) -> dict[str, Key]:
    """Return the keys of a record as they are written; none for what is no record."""
    record = bare(annotation)
    return _keys(record) if is_record(record) else {}


@functools.cache
def _keys(record: type) -> dict[str, Key]:
    hints = typing.get_type_hints(record, include_extras=True)
    fields = record.__pydantic_fields__  # type: ignore[attr-defined]  # every record of ours has them
    return {
        field.alias or name: Key(hints[name], field.is_required(), field.title or name)
        for name, field in fields.items()
    }


def is_record(annotation: Any) -> bool:
    """Tell whether an annotation is one of our records."""
    return isinstance(annotation, type) and dataclasses.is_dataclass(annotation)


def bare(annotation: Any) -> Any:
    """Return an annotation without `| None` and without what pydantic reads beside it."""
    while True:
        origin = typing.get_origin(annotation)
        if origin is typing.Annotated:
            annotation = typing.get_args(annotation)[0]
            continue
        if origin in (typing.Union, types.UnionType):
            some = [one for one in typing.get_args(annotation) if one is not type(None)]
            if len(some) == 1:
                annotation = some[0]
                continue
        return annotation


def locate(record: Any, loc: tuple[str | int, ...]) -> tuple[KeyPath, Any]:
    """Return the longest known prefix of `loc` as a path in the file, and the annotation there.

    A `loc` also holds what is not in the file: which record of a union was tried.
    """
    path: KeyPath = ()
    here = record
    for step in loc:
        inner = bare(here)
        args = typing.get_args(inner)
        if typing.get_origin(inner) in (typing.Union, types.UnionType):
            tried = [one for one in args if Tag(str(step)) in getattr(one, "__metadata__", ())]
            if not tried:
                break
            here = tried[0]
            continue
        if is_record(inner):
            known = keys(inner).get(str(step))
            here = known.annotation if known else str
        elif typing.get_origin(inner) is tuple:
            here = args[0]
        elif typing.get_origin(inner) is dict:
            here = args[1]
        else:
            break
        path = (*path, step)
    return path, here


def expected(annotation: Any) -> str:
    """Say in plain words, to be translated, what is written where an annotation stands."""
    if annotation == Texts or _without_none(annotation) == Texts:
        return N_("a text or a list of texts")
    inner = bare(annotation)
    if typing.get_origin(inner) is tuple:
        return LIST
    if typing.get_origin(inner) in (dict, typing.Union) or is_record(inner):
        return MAPPING
    return TEXT


def _without_none(annotation: Any) -> Any:
    some = [one for one in typing.get_args(annotation) if one is not type(None)]
    return some[0] if len(some) == 1 else None


def choices(annotation: Any) -> list[str]:
    """Return the words that may stand there; none where any text may."""
    inner = bare(annotation)
    if isinstance(inner, type) and issubclass(inner, enum.Enum):
        return [str(one.value) for one in inner]
    return []
