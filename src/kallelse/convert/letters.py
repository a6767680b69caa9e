"""What the worker read of an e-mail → a record that can be typeset. It must not read the e-mail."""

from __future__ import annotations

import dataclasses
import datetime as dt
import unicodedata
from collections.abc import Mapping
from typing import Any

from kallelse.convert import problems
from kallelse.convert.problems import Problem, RefusedError
from kallelse.pack import Enclosure, Letter
from kallelse.typeset import FontFiles, missing_glyphs


def letter(
    answer: Mapping[str, Any], name: str, fonts: FontFiles
) -> tuple[Letter, tuple[Problem, ...]]:
    """Return the e-mail, and what to warn of.

    A character that the font lacks, most often an emoji, gives way to its name within brackets.

    Raises:
        RefusedError: all of its text is behind a lock.
    """
    date, time = answer["date"], answer["time"]
    made = Letter(
        sender=answer["sender"],
        to=tuple(answer["to"]),
        cc=tuple(answer["cc"]),
        date=dt.date.fromisoformat(date) if date else None,
        time=dt.time.fromisoformat(time) if time else None,
        subject=answer["subject"],
        paragraphs=tuple(tuple(lines) for lines in answer["paragraphs"]),
        enclosures=tuple(Enclosure(one["name"], one["size"]) for one in answer["enclosures"]),
    )
    told = () if made.paragraphs else (_without_text(answer, name),)
    missing = missing_glyphs("".join(_texts(made)), fonts)
    if not missing:
        return made, told
    table = {ord(one): f"[{unicodedata.name(one, f'U+{ord(one):04X}').lower()}]" for one in missing}
    shown = " ".join(missing[:10])
    return _translated(made, table), (*told, problems.characters_replaced(name, shown))


def _without_text(answer: Mapping[str, Any], name: str) -> Problem:
    if answer["encrypted"]:
        raise RefusedError(problems.letter_encrypted(name))
    if answer["wrapped"]:
        raise RefusedError(problems.letter_wrapped(name))
    return problems.letter_without_text(name, [one["name"] for one in answer["enclosures"]])


def _texts(made: Letter) -> list[str]:
    names = [one.name for one in made.enclosures]
    lines = [line for lines in made.paragraphs for line in lines]
    return [made.sender, *made.to, *made.cc, made.subject or "", *names, *lines]


def _translated(made: Letter, table: Mapping[int, str]) -> Letter:
    return dataclasses.replace(
        made,
        sender=made.sender.translate(table),
        to=tuple(one.translate(table) for one in made.to),
        cc=tuple(one.translate(table) for one in made.cc),
        subject=made.subject.translate(table) if made.subject else None,
        paragraphs=tuple(tuple(one.translate(table) for one in lines) for lines in made.paragraphs),
        enclosures=tuple(
            dataclasses.replace(one, name=one.name.translate(table)) for one in made.enclosures
        ),
    )
