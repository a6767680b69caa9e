"""What a pack offers to those who have it read aloud, from its pack.json: report and statement.

It must not open a document, and it does not judge: it says what stands in the way of what.

The statement is in Swedish, the language of the law that asks for it (2018:1937).
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kallelse.diagnostics import brief
from kallelse.errors import ExitCode, KallelseError
from kallelse.files import read
from kallelse.i18n import _, date
from kallelse.rules.access import UA, Lack, page_span

_ARCHIVE = ("PDF/A-2", "PDF/A-3")
_STANDARDS = (UA, "PDF/A-2")

# What remains a barrier in the pack, with the criteria of WCAG 2.1. Its title and its language are
# those of the pack, so what an attachment lacks of these stands in nobody's way there.
_BARRIERS: Mapping[Lack, str] = {
    Lack.TEXT: "{pages} är bilder av text, som inte kan läsas upp (WCAG 1.1.1 och 1.4.5)",
    Lack.TAGS: "taggar saknas, så att rubriker, listor och tabeller inte kan uppfattas med "
    "skärmläsare (WCAG 1.3.1 och 1.3.2)",
    Lack.FIELDS: "formulärfält saknar beskrivning (WCAG 3.3.2 och 4.1.2)",
}


@dataclass(frozen=True)
class Heard:
    """One attachment: where it is, what it offers, and the text to mail to its author.

    `told` is what pack.json says of it, by its keys; `lacks` is None where it could not be read.
    """

    id: str
    label: str
    title: str
    first_page: int
    pages: int
    told: Mapping[str, Any]
    lacks: tuple[Lack, ...] | None

    @property
    def claims(self) -> tuple[str, ...]:
        """Return the standards that it says it follows."""
        return tuple(self.told["claims"])

    @property
    def ask(self) -> str:
        """Return the text to mail; empty where there is nothing to ask for."""
        return str(self.told.get("ask", ""))

    @property
    def in_pack(self) -> str:
        """Return its pages in the pack."""
        last = self.first_page + self.pages - 1
        return str(last) if last == self.first_page else f"{self.first_page}–{last}"


@dataclass(frozen=True)
class Report:
    """A pack and its attachments, as pack.json has them."""

    title: str
    body: str
    date: dt.date
    organisation: str
    contact: str
    pages: int
    claims: tuple[str, ...]
    attachments: tuple[Heard, ...]

    def in_the_way(self, standard: str) -> tuple[Heard, ...]:
        """Return the attachments that keep the pack from a standard: `PDF/UA-1` or `PDF/A-2`."""
        if standard == UA:
            return tuple(
                one for one in self.attachments if not one.told["tagged"] or UA not in one.claims
            )
        return tuple(
            one
            for one in self.attachments
            if not any(claim.startswith(_ARCHIVE) for claim in one.claims)
        )


def of_manifest(manifest: Path) -> Report:
    """Return the report of a finished pack.

    Raises:
        KallelseError: its pack.json cannot be read.
    """
    try:
        return _report(json.loads(read(manifest)))
    except (ValueError, LookupError, TypeError) as error:
        raise _unreadable(manifest) from error


def _unreadable(manifest: Path) -> KallelseError:
    wrong = KallelseError(
        _("cannot read {path}").format(path=manifest),
        _("Build the pack again: kallelse build --force."),
    )
    wrong.exit_code = ExitCode.ENVIRONMENT
    return wrong


def _report(pack: Mapping[str, Any]) -> Report:
    organisation, meeting = pack["organisation"], pack["meeting"]
    parts = {one["id"]: one for one in pack["parts"]}
    return Report(
        title=meeting["title"],
        body=meeting["body"],
        date=dt.date.fromisoformat(meeting["date"]),
        organisation=organisation.get("short_name") or organisation["name"],
        contact=organisation.get("email") or organisation.get("website") or "",
        pages=pack["pages"],
        claims=tuple(pack["pdf"]["claims"]),
        attachments=tuple(
            _heard(parts[part_id], told) for part_id, told in pack["attachments"].items()
        ),
    )


def _heard(part: Mapping[str, Any], told: Mapping[str, Any]) -> Heard:
    lacks = tuple(map(Lack, told["lacks"])) if "lacks" in told else None
    label = part.get("label", "")
    return Heard(part["id"], label, part["title"], part["first_page"], part["pages"], told, lacks)


# For programs


def to_json(report: Report) -> str:
    """Return the report as JSON, with the statement."""
    made = {
        "meeting": {"title": report.title, "date": report.date.isoformat(), "pages": report.pages},
        "claims": report.claims,
        "in_the_way": {
            standard: [one.id for one in report.in_the_way(standard)] for standard in _STANDARDS
        },
        "attachments": [
            {
                "id": one.id,
                "label": one.label,
                "title": one.title,
                "first_page": one.first_page,
                "pages": one.pages,
                **one.told,
            }
            for one in report.attachments
        ],
        "statement": statement(report),
    }
    return json.dumps(made, ensure_ascii=False, indent=2)


# For people


def table(report: Report) -> list[list[str]]:
    """Return a row for each attachment, the headings first."""
    headings = [
        _("Attachment"),
        _("Pages"),
        _("Tags"),
        _("Language"),
        _("Title"),
        _("Text"),
        _("Fonts"),
        _("Fields"),
        _("Says it is"),
    ]
    return [headings, *(list(_cells(one)) for one in report.attachments)]


def _cells(one: Heard) -> Iterator[str]:
    yield f"{one.label} {brief(one.title, 36)}".strip()
    yield one.in_pack
    if one.lacks is None:
        yield from (_("not read"), *["–"] * 5)
    else:
        for lack in (Lack.TAGS, Lack.LANGUAGE, Lack.TITLE, Lack.TEXT, Lack.FONTS, Lack.FIELDS):
            yield _("missing") if lack in one.lacks else _("yes")
    yield ", ".join(one.claims) or "–"


def verdicts(report: Report) -> Iterator[str]:
    """Yield a sentence for each standard: what the pack may call itself, and what is in the way."""
    for standard, claimed in ((UA, UA in report.claims), ("PDF/A-2", _archived(report.claims))):
        if claimed:
            yield _("The pack is {standard}.").format(standard=standard)
            continue
        names = _names(report.in_the_way(standard))
        yield _("The pack cannot call itself {standard}. In the way: {names}.").format(
            standard=standard, names=names or _("what it says of itself")
        )


def _archived(claims: Sequence[str]) -> bool:
    return any(one.startswith(_ARCHIVE) for one in claims)


def _names(attachments: Sequence[Heard]) -> str:
    return ", ".join(one.label or one.title for one in attachments)


def letters(report: Report) -> Iterator[tuple[Heard, str]]:
    """Yield the attachments that there is something to ask for, each with the text to mail."""
    return ((one, one.ask) for one in report.attachments if one.ask)


def statement(report: Report) -> str:
    """Return the paragraph for the tillgänglighetsredogörelse (lag 2018:1937, 13 §)."""
    name = f"Handlingarna till sammanträdet med {report.body} den {date(report.date, 'medium')}"
    own = (
        f"Det som {report.organisation} själv har skrivit i dem är taggat enligt PDF/UA-1 "
        "(ISO 14289-1) och kan läsas med skärmläsare."
    )
    barred = [(one, reasons) for one in report.attachments if (reasons := list(_reasons(one)))]
    if not barred:
        return f"{name} har inga kända tillgänglighetsbrister. {own}"
    lines = [
        f"{name} är delvis förenliga med lagen om tillgänglighet till digital offentlig service.",
        own,
        "",
        "Följande bilagor är inte tillgängliga:",
        "",
        *(f"• {_named(one)}: {'; '.join(reasons)}." for one, reasons in barred),
    ]
    if report.contact:
        lines += ["", f"Du kan få innehållet i en annan form. Kontakta {report.contact}."]
    return "\n".join(lines)


def _named(one: Heard) -> str:
    where = "sidan" if one.pages == 1 else "sidorna"
    return f"{one.label} {one.title} ({where} {one.in_pack})".strip()


def _reasons(one: Heard) -> Iterator[str]:
    if one.lacks is None:
        yield "filen har inte kunnat granskas"
        return
    pages = [one.first_page + number - 1 for number in one.told["textless"]]
    for lack in one.lacks:
        if lack in _BARRIERS:
            yield _BARRIERS[lack].format(pages=page_span(pages))
