"""An e-mail → its headers, its text, what came with it. It must not open what came with it.

It runs in the worker.
"""

from __future__ import annotations

import email.policy
import re
from collections.abc import Iterator
from email.headerregistry import Address
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parsedate_to_datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from kallelse.convert import problems
from kallelse.convert.problems import RefusedError
from kallelse.i18n import N_

_MOST_TEXT = 1_000_000
_MOST_PARTS = 1000
_MOST_NAMES = 200
_NOT_TEXT = frozenset(("script", "style", "head", "title"))
_BREAKS = frozenset(("br", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "ul", "ol"))
_PARAGRAPHS = frozenset(("p", "table", "blockquote", "pre"))
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\uffff]"
)


def read(source: Path, name: str) -> dict[str, Any]:
    """Return what an e-mail says, all of it text.

    Raises:
        RefusedError: it is no e-mail.
    """
    with source.open("rb") as stream:
        message = BytesParser(policy=email.policy.default).parse(stream)
    if not isinstance(message, EmailMessage) or not (message["From"] or message["Date"]):
        raise RefusedError(
            problems.wrong_kind(name, N_("no e-mail inside"), N_("Save it as .eml anew."))
        )
    body = _body(message)
    day = _date(message)
    return {
        "sender": ", ".join(_people(message, "From")) or "–",
        "to": _people(message, "To"),
        "cc": _people(message, "Cc"),
        "date": day and day[0],
        "time": day and day[1],
        "subject": _clean(str(message["Subject"] or "")).strip() or None,
        "paragraphs": _paragraphs(body),
        "enclosures": list(_enclosures(message)),
    }


def _people(message: EmailMessage, header: str) -> list[str]:
    try:
        addresses: tuple[Address, ...] = message[header].addresses if message[header] else ()
        return [_clean(_person(one)) for one in addresses[:_MOST_NAMES]]
    except Exception:  # noqa: BLE001 - whatever a broken header raises, its text is shown
        return [_clean(str(message.get(header, "")))[:500]]


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
    part = message.get_body(preferencelist=("plain", "html"))
    if part is None:
        return ""
    data = part.get_payload(decode=True)
    charset = part.get_content_charset() or "utf-8"
    raw = data if isinstance(data, bytes) else b""
    try:
        text = raw[: 4 * _MOST_TEXT].decode(charset, "replace")
    except LookupError:  # a charset that nobody knows
        text = raw[: 4 * _MOST_TEXT].decode("latin-1")
    if part.get_content_type() == "text/html":
        reader = _HtmlText()
        reader.feed(text)
        reader.close()
        text = "".join(reader.found)
    return text[:_MOST_TEXT]


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
    return _INVISIBLE.sub("", text.replace("\t", " ").replace("\xa0", " "))


def _enclosures(message: EmailMessage) -> Iterator[dict[str, Any]]:
    for count, part in enumerate(message.walk()):
        if count > _MOST_PARTS:
            return
        named = part.get_filename()
        inside = part.get_content_type() == "message/rfc822"
        if not (named or inside or part.get_content_disposition() == "attachment"):
            continue
        data = part.get_payload(decode=True)
        size = len(data) if isinstance(data, bytes) else 0
        yield {"name": _clean(named or part.get_content_type())[:200], "size": size}


class _HtmlText(HTMLParser):
    """Reads the text of a web page; what only looks good is left out."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        if tag in _NOT_TEXT:
            self._hidden += 1
        elif tag in _PARAGRAPHS:
            self.found.append("\n\n")
        elif tag in _BREAKS:
            self.found.append("\n")
            if tag == "li":
                self.found.append("– ")

    def handle_endtag(self, tag: str) -> None:
        if tag in _NOT_TEXT:
            self._hidden = max(0, self._hidden - 1)
        elif tag in _PARAGRAPHS:
            self.found.append("\n\n")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.found.append(re.sub(r"\s+", " ", data))
