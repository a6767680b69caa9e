"""Rules for what tells too much of people. Their messages must not repeat it."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Callable, Iterator

from kallelse.choices import Audience
from kallelse.diagnostics import Position, Severity, brief
from kallelse.i18n import N_, _
from kallelse.rules import wording
from kallelse.rules.context import Context, Finding
from kallelse.rules.documents import page_list
from kallelse.rules.facts import Facts
from kallelse.rules.marks import seen, visible_texts, withheld

# Ten digits without a hyphen are most often something else: they count only after such a word.
_NUMBER = re.compile(
    r"(?<!\d)(?<!\d-)(?:(?:19|20)?\d{6} ?[-+–] ?\d{4}|(?:19|20)\d{6} ?\d{4}"
    r"|(?<=nummer )\d{10}|(?<=nummer: )\d{10}|(?<=nr )\d{10}|(?<=pnr: )\d{10})(?!-?\d)",
)
_COORDINATION = 60
_PROVIDERS = (
    "gmail|googlemail|hotmail|outlook|live|msn|icloud|me|yahoo|protonmail|proton|telia|tele2|bredband"
    "|bredband2|comhem|spray|home|swipnet|bahnhof|passagen"
)
_MAIL = re.compile(rf"[\w.+-]+@(?:{_PROVIDERS})\.(?:com|se|net|me|nu)\b", re.IGNORECASE)
_MOBILE = re.compile(r"(?<![\d+-])(?:\+46 ?(?:\(0\))? ?|0)7[02369](?:[ -]?\d){7}(?![\d-])")
_HINT = N_("Take it out; where it has to be there, it does not belong in a public pack.")


def personal_number(context: Context) -> Iterator[Finding]:
    """Report a personal identity number (personnummer) or coordination number (samordningsnummer).

    A pack is published and stays on the web; a number of this kind does not belong there. It is
    looked for in the YAML files, the texts, the names of files, and in the text, bookmarks and
    properties of attachments, and known by its date and its check digit, so that `202021-2030` is
    no alarm. Take it out of the text; have an attachment masked by its author, in a way that takes
    the text away and does not only cover it. In a members' pack it is a warning.
    """
    severity = Severity.WARNING if context.audience == Audience.MEMBERS else None
    message = _("a personal identity number")
    for found, _line in _lines(context, has_number, with_members=True):
        yield Finding(found.path, message, _(_HINT), found.in_members, found.position, severity)
    for path, one in seen(context):
        for where in _in_facts(context.facts.get(path), has_number):
            text = _("a personal identity number {where}: {name}")
            told = text.format(where=where, name=brief(_masked(one.file or "")))
            yield Finding((*path, "file"), told, _(_HINT), severity=severity)


def private_contact(context: Context) -> Iterator[Finding]:
    """Report an e-mail address of a private provider, or a mobile phone number.

    People who wrote to the body, or whose document is attached, need not have them published. Take
    them out where they are not meant to be there. The officers' own in members.yaml are not asked
    about. The rule only informs.
    """
    hint = _("Take it out if it is a private person's.")
    for found, _line in _lines(context, _has_contact, with_members=False):
        message = _("a private e-mail address or phone number")
        yield Finding(found.path, message, hint, position=found.position)
    for path, one in seen(context):
        for where in _in_facts(context.facts.get(path), _has_contact):
            text = _("a private e-mail address or phone number {where}: {name}")
            told = text.format(where=where, name=brief(_masked(one.file or "")))
            yield Finding((*path, "file"), told, hint)


def _lines(
    context: Context, has: Callable[[str], bool], *, with_members: bool
) -> Iterator[tuple[Finding, str]]:
    """Yield every line that has it and that the audience sees, with a bare finding."""
    is_withheld = withheld(context)
    visible = dataclasses.replace(context, texts=visible_texts(context))
    sources = [wording.agenda(context), wording.texts(visible)]
    if with_members:
        sources.append(wording.members(context))
    for source in sources:
        for written in source:
            if written.path and not written.in_members and is_withheld(written.path):
                continue
            for number, line in enumerate(written.lines, 1):
                if has(line):
                    place = written.at(number, 1)
                    yield Finding(written.path, "", "", written.in_members, place), line


def _in_facts(facts: Facts | None, has: Callable[[str], bool]) -> Iterator[str]:
    """Yield in which parts of a document it is, in words."""
    if facts is None:
        return
    pages = [number for number, page in facts.pages if has(page.text)]
    if pages:
        yield _("on {pages}").format(pages=page_list(pages))
    if any(map(has, facts.outline)):
        yield _("in a bookmark")
    if any(has(value) for _name, value in facts.metadata):
        yield _("in the document's properties")


def has_number(text: str) -> bool:
    """Tell whether a personal identity number or a coordination number stands in a text."""
    return bool(numbers(text))


def numbers(text: str) -> frozenset[str]:
    """Return the numbers of either kind that stand in a text: their last ten digits."""
    found = (one[0] for one in _NUMBER.finditer(text))
    return frozenset(re.sub(r"\D", "", one)[-10:] for one in found if _is_number(one))


def numbers_in_texts(context: Context) -> Iterator[tuple[Position, frozenset[str]]]:
    """Yield the numbers in what editors write and the audience sees, with their lines."""
    for found, line in _lines(context, has_number, with_members=True):
        if found.position is not None:
            yield found.position, numbers(line)


def _has_contact(text: str) -> bool:
    return bool(_MAIL.search(text) or _MOBILE.search(text))


def _masked(name: str) -> str:
    """Return a file's name without the numbers that it gives away."""
    return _NUMBER.sub(lambda found: "…" if _is_number(found[0]) else found[0], name)


def _is_number(text: str) -> bool:
    """Tell whether digits are a number of either kind: its day exists, its check digit fits.

    A coordination number is written like a personal one, with 60 added to the day.
    """
    from stdnum.se import personnummer

    sign = "+" if "+" in text else "-"
    digits = re.sub(r"\D", "", text)
    date, rest = digits[:-4], digits[-4:]
    if personnummer.is_valid(f"{date}{sign}{rest}"):
        return True
    day = int(date[-2:]) - _COORDINATION
    return day > 0 and _is_day(f"{date[:-2]}{day:02}") and _fits(digits[-10:])


def _is_day(date: str) -> bool:
    year, month, day = int(date[:-4]), int(date[-4:-2]), int(date[-2:])
    years = (year,) if len(date) > len("240101") else (1900 + year, 2000 + year)
    for one in years:
        try:
            dt.date(one, month, day)
        except ValueError:
            continue
        return True
    return False


def _fits(digits: str) -> bool:
    from stdnum import luhn

    return bool(luhn.is_valid(digits))
