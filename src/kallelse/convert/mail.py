"""An e-mail → its headers, its text, what came with it. It must not open what came with it.

It runs in the worker.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from email.headerregistry import Address, HeaderRegistry
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import EmailPolicy
from email.utils import parsedate_to_datetime
from itertools import islice
from pathlib import Path
from typing import Any, cast

from kallelse.convert import problems
from kallelse.convert.mailtext import decoded, mended, of_html, reworded
from kallelse.convert.problems import RefusedError
from kallelse.i18n import N_

_MOST_TEXT = 1_000_000
_MOST_PARTS = 1000
_MOST_NAMES = 2000
_MOST_SHOWN = 5000  # characters of a header that nobody can take apart
# With their paragraphs. No letter that people wrote has as many, and a template may go round
# several times for each before `render` stops it and blames the template.
_MOST_LINES = 50_000
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffc\ufffe\uffff]"
)
_TEXTS = frozenset(("text/plain", "text/html"))
_SMIME = frozenset(("application/pkcs7-mime", "application/x-pkcs7-mime"))
_UNSTRUCTURED = HeaderRegistry(use_default_map=False)


class _Part(EmailMessage):
    """A part of an e-mail; a parameter of it that cannot be read is as one that is not there."""

    def get_param(self, param: str, failobj: Any = None, *how: Any, **more: Any) -> Any:
        try:
            return super().get_param(param, failobj, *how, **more)
        except (TypeError, LookupError, ValueError):  # its pieces contradict each other
            return failobj


class _Forgiving(EmailPolicy):
    """Reads headers that hold raw bytes, and shows those that are broken as they stand."""

    message_factory = _Part

    def header_fetch_parse(self, name: str, value: str) -> Any:
        value = reworded(re.sub(r"[\r\n]+", "", value))
        for parse in (super().header_fetch_parse, _UNSTRUCTURED):
            with suppress(Exception):  # whatever a broken header raises, its text is shown
                return parse(name, value)
        return value


def parsed(data: bytes) -> EmailMessage:
    """Return an e-mail of which everything can be asked, whatever is broken in it."""
    return cast("EmailMessage", BytesParser(policy=_Forgiving()).parsebytes(data))


def read(source: Path, name: str) -> dict[str, Any]:
    """Return what an e-mail says, all of it text, and whether some of it is behind a lock.

    Raises:
        RefusedError: it is no e-mail, or longer than one may be.
    """
    message = parsed(source.read_bytes())
    if not (message["From"] or message["Date"]):
        raise RefusedError(
            problems.wrong_kind(name, N_("no e-mail inside"), N_("Save it as .eml anew."))
        )
    body = _body(message)
    paragraphs = _paragraphs(body)
    people = {header: _people(message, header) for header in ("From", "To", "Cc")}
    enclosures = list(islice(_enclosures(message), _MOST_PARTS + 1))
    if (
        len(body) > _MOST_TEXT
        or sum(1 + len(lines) for lines in paragraphs) > _MOST_LINES
        or any(len(named) > _MOST_NAMES for named in people.values())
        or len(enclosures) > _MOST_PARTS
    ):
        raise RefusedError(problems.letter_too_long(name))
    day = _date(message)
    return {
        "sender": ", ".join(people["From"]) or "–",
        "to": people["To"],
        "cc": people["Cc"],
        "date": day and day[0],
        "time": day and day[1],
        "subject": _line(str(message["Subject"] or "")) or None,
        "paragraphs": paragraphs,
        "enclosures": enclosures,
        "encrypted": any(map(_is_encrypted, _own(message))),
        "wrapped": any(map(_is_wrapped, _own(message))),
    }


def _people(message: EmailMessage, header: str) -> list[str]:
    found = message[header]
    if not found:
        return []
    try:
        addresses: tuple[Address, ...] = found.addresses
        people = [_line(_person(one)) for one in addresses]
    except Exception:  # noqa: BLE001 - whatever a broken header raises, its text is shown
        people = []
    return [one for one in people if one] or [_line(str(found))[:_MOST_SHOWN]]


def _person(one: Address) -> str:
    return f"{one.display_name} <{one.addr_spec}>" if one.display_name else one.addr_spec


def _date(message: EmailMessage) -> tuple[str, str] | None:
    """Return the day and the time that the sender's clock showed."""
    try:
        sent = parsedate_to_datetime(str(message["Date"]))
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
    return sent.date().isoformat(), sent.time().isoformat("minutes")


def _body(message: EmailMessage) -> str:
    # The letter itself may have a name, as a file has.
    parts = list(_shown(message)) or list(_shown(message, named=True))[:1]
    return "\n\n".join(_text(part) for part in parts)


def _shown(part: EmailMessage, *, named: bool = False) -> Iterator[EmailMessage]:
    """Yield the parts that are read as the letter, of several forms of it one."""
    if part.get_content_disposition() == "attachment" or part.get_content_maintype() == "message":
        return
    if not part.is_multipart():
        # A multipart without its boundary is a text, which somebody can still read.
        if part.get_content_maintype() == "multipart" or (
            part.get_content_type() in _TEXTS and (named or not _name(part))
        ):
            yield part
        return
    inside = (one for one in part.iter_parts() if isinstance(one, EmailMessage))
    forms = [list(_shown(one, named=named)) for one in inside]
    if part.get_content_subtype() == "alternative":
        told = [form for form in forms if any(_paragraphs(_text(one)) for one in form)]
        plain = [form for form in told if all(one.get_content_subtype() != "html" for one in form)]
        forms = (plain or told)[:1]
    for form in forms:
        yield from form


def _text(part: EmailMessage) -> str:
    data = part.get_payload(decode=True)
    text = decoded(data if isinstance(data, bytes) else b"", part.get_content_charset())
    return of_html(text) if part.get_content_type() == "text/html" else text


def _paragraphs(text: str) -> list[list[str]]:
    lines = [
        _clean(line).rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    ]
    found: list[list[str]] = [[]]
    for line in lines:
        if line.strip():
            found[-1].append(line)
        elif found[-1]:
            found.append([])
    return [one for one in found if one]


def _clean(text: str) -> str:
    """Return a text without what is not seen, or turns what is seen around."""
    return _INVISIBLE.sub("", mended(text).replace("\t", " ").replace("\xa0", " "))


def _line(text: str) -> str:
    """Return what a header says, in one line."""
    return " ".join(_clean(text).split())


def _own(part: EmailMessage) -> Iterator[EmailMessage]:
    """Yield a letter and its parts, without those of the letters that it brings."""
    yield part
    if part.is_multipart() and part.get_content_maintype() != "message":
        for one in part.iter_parts():
            if isinstance(one, EmailMessage):
                yield from _own(one)


def _is_encrypted(part: EmailMessage) -> bool:
    kind = part.get_content_type()
    return kind == "multipart/encrypted" or (kind in _SMIME and not _is_wrapped(part))


def _is_wrapped(part: EmailMessage) -> bool:
    """Tell whether a part's text lies within its signature; most often it lies beside it."""
    told = str(part.get_param("smime-type")).lower()
    return part.get_content_type() in _SMIME and told == "signed-data"


def _enclosures(message: EmailMessage) -> Iterator[dict[str, Any]]:
    for part in message.walk():
        named = _name(part)
        # A text without a name is the letter, or another form of it.
        letter = part.get_content_type() in _TEXTS or part.get_content_maintype() == "multipart"
        if letter and not named and part.get_content_disposition() != "attachment":
            continue
        data = part.get_payload(decode=True)
        size = len(data) if isinstance(data, bytes) else 0
        yield {"name": _line(named or part.get_content_type())[:200], "size": size}


def _name(part: EmailMessage) -> str | None:
    try:
        return part.get_filename()
    except (LookupError, ValueError):  # it claims to be in a charset that cannot be
        return None
