"""Languages: what the readers of a pack see, and what the one who runs the program is told.

It must not hold sentences of ours: they stand where they are said, in English, as `_("…")`, and in
locale/ in Swedish.
"""

from __future__ import annotations

import datetime as dt
import functools
import gettext
import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

LOCALE = "sv_SE"
LANGUAGES = ("sv", "en")
LOCALES = Path(__file__).with_name("locale")
_DEFAULT = "sv"
_OURS = re.compile(r"(sv|en)(?![a-z])", re.IGNORECASE)


def language() -> str:
    """Return the language of our messages, `sv` or `en`: as asked for, as the computer's, or sv."""
    if asked := _OURS.match(os.environ.get("KALLELSE_LANG", "")):
        return asked[1].lower()
    settings = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    found = _OURS.match(next(filter(None, settings), ""))
    return found[1].lower() if found else _DEFAULT


@contextmanager
def speaking(asked: str) -> Iterator[None]:
    """Say everything in this language for a while, also in the processes that are started then."""
    before = os.environ.get("KALLELSE_LANG")
    os.environ["KALLELSE_LANG"] = asked
    try:
        yield
    finally:
        if before is None:
            del os.environ["KALLELSE_LANG"]
        else:
            os.environ["KALLELSE_LANG"] = before


def _(message: str) -> str:
    """Return a sentence in the language of the one who runs the program.

    Write `_("no such file: {name}").format(name=name)`: what is filled in comes after.
    """
    return _catalogue(language()).gettext(message) if message else ""


def ngettext(one: str, many: str, count: int) -> str:
    """Return the sentence that fits the count, as `_` does."""
    return _catalogue(language()).ngettext(one, many, count)


def N_(message: str) -> str:  # noqa: N802 - the name that everyone knows it by
    """Mark a sentence that is said later, by `_` where it is used, and return it as it is."""
    return message


@functools.cache
def _catalogue(spoken: str) -> gettext.NullTranslations:
    if spoken == "en":
        return gettext.NullTranslations()
    return gettext.translation("kallelse", LOCALES, [spoken], fallback=True)


WORDS = {
    "decision": "Beslut",
    "information": "Information",
    "dialogue": "Dialog",
    "none": "",
    "chair": "Ordförande",
    "first_vice_chair": "1:e vice ordförande",
    "second_vice_chair": "2:e vice ordförande",
    "notice": "Kallelse",
    "agenda": "Dagordning",
    "memo": "Tjänsteskrivelse",
    "register": "Anmälningsärenden",
    "attachment": "Bilaga",
    "statement": "Yttrande",
    "document": "Bilaga",
    "email": "E-post",
    "incoming": "Inkomna handlingar",
    "outgoing": "Expedierade handlingar",
    "delegated": "Delegationsbeslut",
    "filler": "Tom sida",
    "secret-item": "Ärende som inte publiceras",
    "secret-document": "Handling som inte publiceras",
}


# The parties of the Riksdag. Said where their letters are printed, and never printed themselves.
PARTIES = {
    "C": "Centerpartiet",
    "KD": "Kristdemokraterna",
    "L": "Liberalerna",
    "M": "Moderaterna",
    "MP": "Miljöpartiet",
    "S": "Socialdemokraterna",
    "SD": "Sverigedemokraterna",
    "V": "Vänsterpartiet",
}


def party(letters: str | None) -> str:
    """Return the name of a party by its letters; empty for one that we do not know, or none."""
    return PARTIES.get(letters or "", "")


def word(identifier: str) -> str:
    """Return the Swedish word for one of our identifiers.

    The identifier itself where there is none.
    """
    return WORDS.get(identifier, identifier)


def date(day: dt.date, form: str = "long") -> str:
    """Write a day: `long` fredag 1 mars 2024, `medium` 1 mars 2024, `iso` 2024-03-01."""
    if form == "iso":
        return day.isoformat()
    from babel.dates import format_date

    return format_date(day, {"long": "EEEE d MMMM y", "medium": "d MMMM y"}[form], locale=LOCALE)


def clock(time: dt.time | Sequence[dt.time | None]) -> str:
    """Write a time of day as 9.00, and a span of two as 9.00–12.00."""
    if isinstance(time, dt.time):
        return f"{time.hour}.{time.minute:02}"
    return "–".join(clock(one) for one in time if one is not None)


def join_and(words: Sequence[str]) -> str:
    """Join words with commas and, before the last, an `och`."""
    if len(words) < 2:  # as nearly always, and loading babel takes a while
        return "".join(words)
    from babel.lists import format_list

    return format_list(list(words), locale=LOCALE)
