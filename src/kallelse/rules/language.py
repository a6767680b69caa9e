"""Rules for how texts are typed: dates, quotes, dashes, spaces. They must not judge the wording."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Iterator

from kallelse.i18n import N_, _, ngettext
from kallelse.rules import wording
from kallelse.rules.context import Context, Finding
from kallelse.rules.wording import Written

# Keys whose values are no prose.
_NAMES = frozenset(
    ("file", "password_file", "link", "template", "text", "id", "body", "officer", "case", "pages")
)
_COMPACT = re.compile(r"(?<![\d\w-])(20\d\d)(\d\d)(\d\d)(?![\d\w-])")
_SPACED = re.compile(r"(?<![\d\w,.-])(?<!\d )(\d\d) (\d\d) (\d\d)(?! ?\d|[\w,-])")
_TABLE = re.compile(r"\s*\|")

_QUOTE = re.compile(r'"')
_SPACES = re.compile(r"(?<=\S)  +(?=\S)")
_DASH = re.compile(r"(?<=[^\s|-]) - (?=[^\s|])|\b(?:1[89]|20)\d\d-(?:1[89]|20)\d\d\b")
_SLIPS: tuple[tuple[re.Pattern[str], str, str], ...] = (
    (_QUOTE, N_("straight quotes"), N_("Write ” before and after what is quoted.")),
    (_SPACES, N_("two spaces"), N_("Write one.")),
    (_DASH, N_("a hyphen for a dash"), N_("Write – between words with spaces and between years.")),
)


def date_style(context: Context) -> Iterator[Finding]:
    """Report a date that is written otherwise than the pack writes dates.

    `20240125` and `24 02 23` come from file names and registers; beside 2024-01-25 they look
    careless, and the second one can be read in three ways. Write year-month-day with hyphens.
    """
    for written in wording.agenda(context):
        if written.key in _NAMES:
            continue
        for number, line in enumerate(written.lines, 1):
            for found in itertools.chain(_COMPACT.finditer(line), _SPACED.finditer(line)):
                day = _day(found)
                if day is not None:
                    message = _("a date that is written in another way: {text}")
                    hint = _("Write {day}.").format(day=day.isoformat())
                    place = written.at(number, found.start() + 1)
                    yield Finding(written.path, message.format(text=found[0]), hint, position=place)


def _day(found: re.Match[str]) -> dt.date | None:
    year, month, day = map(int, found.groups())
    try:
        return dt.date(year if year > 99 else 2000 + year, month, day)
    except ValueError:
        return None


def typography(context: Context) -> Iterator[Finding]:
    """Report straight quotes, double spaces and hyphens that stand for dashes.

    In Swedish print it is ”så här”, 2024–2027 and a dash – like this – between words. One finding
    for each kind of slip in a text, at the first. The rule only informs.
    """
    for written in itertools.chain(wording.agenda(context), wording.texts(context)):
        if written.key in _NAMES:
            continue
        for pattern, message, hint in _SLIPS:
            yield from _slips(written, pattern, message, hint)


def _slips(
    written: Written, pattern: re.Pattern[str], message: str, hint: str
) -> Iterator[Finding]:
    found = [
        (number, one.start() + 1)
        for number, line in enumerate(written.lines, 1)
        if not _TABLE.match(line)
        for one in pattern.finditer(line)
    ]
    if found:
        more = len(found) - 1
        message = _(message)
        if more:
            times = ngettext("once more", "{more} times more", more).format(more=more)
            message = f"{message} ({times})"
        yield Finding(written.path, message, _(hint), position=written.at(*found[0]))
