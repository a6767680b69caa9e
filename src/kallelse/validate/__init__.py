"""Plain data → a record, with a diagnostic for all that does not fit. It must not read files.

pydantic's errors are known by their `type`. After errors the data is mended (what is wrong is left
out, what is missing gets a stand-in), so that the rules find everything else in the same run.
"""

from __future__ import annotations

import copy
import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from kallelse.diagnostics import Diagnostic
from kallelse.source import MAX_PROBLEMS, Data, KeyPath, Source
from kallelse.validate.shape import locate
from kallelse.validate.words import describe, how, meant

__all__ = ["Validated", "validate"]

_T = TypeVar("_T")

# A wrong list entry is first replaced, then its missing keys are filled, then what those hold.
_ROUNDS = 6
_STAND_INS: dict[str, Data] = {
    "date": "2000-01-01",
    "time": "0.00",
    "items": [{"title": "x"}],
    "members": [],
    "bodies": {"x": {"name": "x", "members": []}},
    "organisation": {"name": "x"},
    "ground": "OSL",
}


@dataclass(frozen=True)
class Validated(Generic[_T]):
    """A record and what is wrong with its source.

    What the record holds at or below a path in `unsure` is not what the editor wrote; the record is
    None where nothing sensible could be made of it.
    """

    record: _T | None
    diagnostics: tuple[Diagnostic, ...]
    unsure: frozenset[KeyPath]

    def sure(self, path: KeyPath) -> bool:
        """Tell whether what stands at a path is what the editor wrote."""
        return not any(path[: len(one)] == one for one in self.unsure)


def validate(kind: type[_T], source: Source) -> Validated[_T]:
    """Make a record of a source, with all that is wrong in it. Never raises."""
    problems = [_with_keys(kind, one) for one in source.diagnostics]
    unsure = set(source.unsure)
    if source.data is None:
        return Validated(None, tuple(problems), frozenset(unsure))
    adapter, data = TypeAdapter(kind), source.data
    record = None
    for attempt in range(_ROUNDS):
        try:
            record = adapter.validate_python(data)
            break
        except ValidationError as error:
            errors = [one for one in error.errors(include_url=False) if not _echo(one)]
        if attempt == 0:
            problems += _diagnostics(kind, errors, source)
            data = copy.deepcopy(data)
            if len(errors) >= MAX_PROBLEMS:
                break
        for one in errors:
            path, _ = _place(kind, one, source)
            unsure.add(path)
            _mend(data, path, one["type"])
    return Validated(record, tuple(problems), frozenset(unsure))


def _with_keys(kind: Any, problem: Diagnostic) -> Diagnostic:
    """Say of an empty file which keys it is to have."""
    if problem.rule != "yaml-empty":
        return problem
    return dataclasses.replace(problem, hint=how(kind))


def _echo(error: ErrorDetails) -> bool:
    """Tell whether a list is too short only because entries that have errors were not counted."""
    if error["type"] != "too_short" or not isinstance(error["input"], list | tuple | dict):
        return False
    return len(error["input"]) >= int(error["ctx"]["min_length"])


def _place(kind: Any, error: ErrorDetails, source: Source) -> tuple[KeyPath, Any]:
    """Return the path of an error, as far as the file has it, and what is expected there."""
    loc = error["loc"]
    if error["type"] == "missing":
        return locate(kind, loc)
    if loc[-1:] == ("[key]",) and error["type"] != "unexpected_keyword_argument":
        loc = loc[:-1]
    path, annotation = locate(kind, loc)
    while path not in source.values:  # a text alone may stand for a list of one
        loc = loc[:-1]
        path, annotation = locate(kind, loc)
    return path, annotation


def _diagnostics(kind: Any, errors: list[ErrorDetails], source: Source) -> list[Diagnostic]:
    known: Validated[Any] = Validated(None, (), source.unsure)
    misspelt = set(_misspelt(kind, errors))
    found = []
    for error in errors[:MAX_PROBLEMS]:
        path, annotation = _place(kind, error, source)
        if not known.sure(path) or (error["type"] == "missing" and path in misspelt):
            continue
        words = describe(error, path, annotation, locate(kind, error["loc"][:-1])[1])
        place = source.key_position(path) if words.at_key else source.position(path)
        found.append(Diagnostic(place, words.rule, words.message, words.hint))
    return found


def _misspelt(kind: Any, errors: list[ErrorDetails]) -> Iterator[KeyPath]:
    """Yield the paths of the keys that unknown ones stand for: those are not missing besides."""
    for error in errors:
        if error["type"] == "unexpected_keyword_argument":
            path, around = locate(kind, error["loc"][:-1])
            near = meant(str(error["loc"][-1]), around)
            if near is not None:
                yield (*path, near)


def _mend(data: Data, path: KeyPath, kind: str) -> None:
    """Leave out what is wrong at a path, or put a stand-in where something must be."""
    try:
        holder: Any = data
        for step in path[:-1]:
            holder = holder[step]
        last = path[-1]
        if kind == "missing":
            holder[last] = copy.deepcopy(_STAND_INS.get(str(last), "x"))
        elif isinstance(holder, dict):
            del holder[last]
        else:
            holder[last] = "x" if holder[last] == {} else {}
    except (KeyError, IndexError, TypeError):
        return  # already gone with an earlier error
