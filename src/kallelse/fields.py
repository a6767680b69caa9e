"""What records are made of: the scalar types that editors write.

It must not read a file or know a field's name.
"""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Callable
from typing import Annotated, NamedTuple, TypeVar, cast, dataclass_transform

from pydantic import (
    AfterValidator,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    WithJsonSchema,
)
from pydantic.dataclasses import dataclass
from pydantic_core import PydanticCustomError

from kallelse.addresses import is_mail, is_web
from kallelse.i18n import N_, _

_T = TypeVar("_T")


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(Field,))
def record(cls: type[_T]) -> type[_T]:
    """Make a frozen record in which a key that we do not know is a mistake.

    A pydantic dataclass and not a BaseModel, whose attributes would shadow our word `register`.
    """
    made = dataclass(cls, frozen=True, kw_only=True, config=ConfigDict(extra="forbid"))
    return cast("type[_T]", made)


class TimeSpan(NamedTuple):
    """From when to when on the meeting's day; `end` is None where only the start is known."""

    start: dt.time
    end: dt.time | None = None

    @property
    def minutes(self) -> int | None:
        """Return the length in minutes, or None without an end."""
        if self.end is None:
            return None
        return (self.end.hour - self.start.hour) * 60 + self.end.minute - self.start.minute


class PageRange(NamedTuple):
    """Pages of a document, from 1, the last one included."""

    first: int
    last: int


_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_CLOCK = r"([01]?[0-9]|2[0-3])[.:]([0-5][0-9])"
_SPAN = re.compile(rf"{_CLOCK}(?:\s*[-‐‑–—−]\s*{_CLOCK})?")
_WHOLE = re.compile(r"[0-9]{1,4}")
_COUNT = r"^[1-9][0-9]{0,6}$"
_SIZE = r"^[1-9][0-9]{0,5} ?(kB|MB|GB)$"
_BYTES = {"kB": 1_000, "MB": 1_000_000, "GB": 1_000_000_000}
_RANGE = r"[1-9][0-9]{0,5}(?:[-–][1-9][0-9]{0,5})?"
_PAGES = rf"^{_RANGE}(?: ?, ?{_RANGE})*$"
_TURNS = ("90", "180", "270")
NO_LAW = N_("not a legal ground: {value}")
# What is written by those who want to tick a box: it names no law.
NO_GROUND = frozenset({"true", "false", "yes", "no", "on", "off", "ja", "nej", "x", "1", "0"})


def _date(value: object) -> object:
    if not isinstance(value, str) or not _DATE.fullmatch(value.strip()):
        raise PydanticCustomError("date-format", _("not a date: {value}"), {"value": str(value)})
    try:
        return dt.date.fromisoformat(value.strip())
    except ValueError:
        raise PydanticCustomError(
            "date-format", _("no such day in the calendar: {value}"), {"value": value}
        ) from None


def _span(value: object) -> object:
    found = _SPAN.fullmatch(value.strip()) if isinstance(value, str) else None
    if found is None:
        raise PydanticCustomError("time-format", _("not a time: {value}"), {"value": str(value)})
    hour, minute, end_hour, end_minute = found.groups()
    start = dt.time(int(hour), int(minute))
    if end_hour is None:
        return TimeSpan(start)
    end = dt.time(int(end_hour), int(end_minute))
    if end <= start:
        raise PydanticCustomError(
            "time-order", _("the meeting ends before it begins: {value}"), {"value": value}
        )
    return TimeSpan(start, end)


def _minutes(value: object) -> object:
    if not isinstance(value, str) or not _WHOLE.fullmatch(value.strip()) or not int(value):
        raise PydanticCustomError(
            "duration-format", _("not a number of minutes: {value}"), {"value": str(value)}
        )
    return int(value)


def _yes_no(value: object) -> object:
    answers = {"true": True, "false": False}
    if not isinstance(value, str) or value.strip().lower() not in answers:
        raise PydanticCustomError(
            "flag-format", _("not true or false: {value}"), {"value": str(value)}
        )
    return answers[value.strip().lower()]


def _count(value: object) -> object:
    if not isinstance(value, str) or not re.fullmatch(_COUNT, value.strip()):
        raise PydanticCustomError("count-format", _("not a number: {value}"), {"value": str(value)})
    return int(value)


def _size(value: object) -> object:
    found = re.fullmatch(_SIZE, value.strip()) if isinstance(value, str) else None
    if found is None:
        raise PydanticCustomError("size-format", _("not a size: {value}"), {"value": str(value)})
    return int(found[0][:-2]) * _BYTES[found[1]]


def _page_numbers(value: object) -> object:
    if not isinstance(value, str) or not re.fullmatch(_PAGES, value.strip()):
        raise PydanticCustomError("pages-format", _("not pages: {value}"), {"value": str(value)})
    ranges = []
    for one in value.replace("–", "-").split(","):
        first, _dash, last = one.strip().partition("-")
        ranges.append(PageRange(int(first), int(last or first)))
    if any(one.last < one.first for one in ranges):
        raise PydanticCustomError(
            "pages-format", _("the pages go backwards: {value}"), {"value": value}
        )
    inside = sorted(ranges)
    if any(later.first <= one.last for one, later in itertools.pairwise(inside)):
        raise PydanticCustomError(
            "pages-format", _("a page stands twice: {value}"), {"value": value}
        )
    return tuple(ranges)


def _turn(value: object) -> object:
    if not isinstance(value, str) or value.strip() not in _TURNS:
        raise PydanticCustomError(
            "rotate-format", _("not a quarter turn: {value}"), {"value": str(value)}
        )
    return int(value)


def _ground(value: str) -> str:
    if value.lower() in NO_GROUND or not any(one.isalpha() for one in value):
        raise PydanticCustomError("ground-format", _(NO_LAW), {"value": value})
    return value


def _link(value: str) -> str:
    if not is_web(value):
        raise PydanticCustomError("link-format", _("not a web address: {value}"), {"value": value})
    return value


def _email(value: str) -> str:
    if not is_mail(value):
        message = _("not an e-mail address: {value}")
        raise PydanticCustomError("email-format", message, {"value": value})
    return value


def _path(value: str) -> str:
    parts = value.replace("\\", "/").split("/")
    if value.startswith(("/", "~")) or "\\" in value or ".." in parts or ":" in value:
        raise PydanticCustomError(
            "path-outside", _("the path leaves the folder: {value}"), {"value": value}
        )
    return value


def matching(pattern: str, rule: str, message: str) -> Callable[[str], str]:
    """Return a validator that wants a text to match, and otherwise names the rule.

    `message` is translated when it is said, and `{value}` in it is the text.
    """
    known = re.compile(pattern)

    def check(value: str) -> str:
        if not known.fullmatch(value):
            raise PydanticCustomError(rule, _(message), {"value": value})
        return value

    return check


def _one_or_more(value: object) -> object:
    return (value,) if isinstance(value, str) else value


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Markdown = Annotated[
    str,
    StringConstraints(strip_whitespace=False, min_length=1),
    WithJsonSchema({"type": "string", "minLength": 1, "format": "markdown"}),
]
SLUG = r"^[a-z0-9]+(?:-[a-z0-9]+)*$"
Slug = Annotated[
    str,
    AfterValidator(matching(SLUG, "slug-format", N_("not a short name: {value}"))),
    WithJsonSchema({"type": "string", "pattern": SLUG}),
]
# A Slug that is declared elsewhere: whoever looks it up there knows better what was meant.
Reference = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1),
    WithJsonSchema({"type": "string", "pattern": SLUG}),
]
Date = Annotated[
    dt.date,
    BeforeValidator(_date),
    WithJsonSchema({"type": "string", "format": "date", "examples": ["2024-03-01"]}),
]
Time = Annotated[
    TimeSpan,
    BeforeValidator(_span),
    WithJsonSchema({"type": "string", "examples": ["9.00-12.00", "9.00"]}),
]
Minutes = Annotated[
    int,
    BeforeValidator(_minutes),
    WithJsonSchema({"type": "integer", "minimum": 1, "examples": [30]}),
]
Count = Annotated[
    int,
    BeforeValidator(_count),
    WithJsonSchema({"type": "integer", "minimum": 1, "examples": [20]}),
]
Bytes = Annotated[
    int,
    BeforeValidator(_size),
    WithJsonSchema({"type": "string", "pattern": _SIZE, "examples": ["500 MB", "2 GB"]}),
]
PageRanges = Annotated[
    tuple[PageRange, ...],
    BeforeValidator(_page_numbers),
    WithJsonSchema(
        {
            "anyOf": [{"type": "integer", "minimum": 1}, {"type": "string", "pattern": _PAGES}],
            "examples": ["1-4,7"],
        }
    ),
]
QuarterTurns = Annotated[
    int,
    BeforeValidator(_turn),
    WithJsonSchema({"type": "integer", "enum": [int(one) for one in _TURNS]}),
]
WebLink = Annotated[
    str,
    StringConstraints(strip_whitespace=True, max_length=2000),
    AfterValidator(_link),
    WithJsonSchema({"type": "string", "format": "iri", "pattern": "^https://"}),
]
Email = Annotated[
    str,
    StringConstraints(strip_whitespace=True, max_length=254),
    AfterValidator(_email),
    WithJsonSchema({"type": "string", "format": "idn-email"}),
]
Flag = Annotated[bool, BeforeValidator(_yes_no), WithJsonSchema({"type": "boolean"})]
RelPath = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1),
    AfterValidator(_path),
    WithJsonSchema({"type": "string", "minLength": 1, "examples": ["06-yttrande.md"]}),
]
Texts = Annotated[tuple[Text, ...], BeforeValidator(_one_or_more)]
Ground = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=200),
    AfterValidator(_ground),
    WithJsonSchema({"type": "string", "minLength": 1, "examples": ["OSL 39 kap. 1 §"]}),
]
