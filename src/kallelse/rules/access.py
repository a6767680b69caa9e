"""What an attachment lacks for those who have it read aloud, and how to ask its author for it.

It must not open a file. The letters are in Swedish, whoever runs the program: authors get them.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator, Mapping, Sequence

from kallelse.diagnostics import brief
from kallelse.i18n import _
from kallelse.rules.context import Context, Finding
from kallelse.rules.facts import Access
from kallelse.rules.marks import seen

_MOST = 6


class Lack(enum.StrEnum):
    """What is missing, the worst first."""

    TEXT = "text"
    TAGS = "tags"
    FIELDS = "fields"
    LANGUAGE = "language"
    TITLE = "title"
    FONTS = "fonts"


# What is missing, as its author is told it; and how to mend it, program by program.
_TOLD: Mapping[Lack, str] = {
    Lack.TEXT: "På {pages} finns bara en bild av texten, troligen en inskanning. Den kan varken "
    "läsas upp, sökas i eller förstoras utan att bli suddig.",
    Lack.TAGS: "Filen saknar taggar, alltså uppgift om vad som är rubrik, lista och tabell. Den "
    "som lyssnar får allt som en enda lång text.",
    Lack.FIELDS: "{fields} i formuläret saknar beskrivning. Den som lyssnar hör inte vad som ska "
    "fyllas i.",
    Lack.LANGUAGE: "Filen anger inte vilket språk den är skriven på, så att den kan läsas upp med "
    "fel uttal.",
    Lack.TITLE: "Filen saknar titel, så att den presenteras med sitt filnamn.",
    Lack.FONTS: "Typsnitten {fonts} följer inte med i filen. På andra datorer kan texten se fel ut "
    "eller falla bort.",
}
_HOW: Mapping[Lack, Sequence[str]] = {
    Lack.TEXT: (
        (
            "Bäst: skicka originalet (till exempel Word-filen) sparat som PDF, i stället för en "
            "inskanning."
        ),
        "Finns det bara på papper: välj ”sökbar PDF” eller ”OCR” i skannern.",
        "I Acrobat: Skanna och OCR > Känn igen text.",
    ),
    Lack.TAGS: (
        (
            "I Word: använd mallens rubriker och listor. Välj Arkiv > Spara som > PDF, klicka på "
            "Alternativ och kryssa i ”Dokumentstrukturtaggar för hjälpmedel”. Använd inte "
            "”Skriv ut till PDF”: då försvinner taggarna."
        ),
        (
            "I Acrobat: Förbered för hjälpmedel > Tagga dokument automatiskt, och gå sedan igenom "
            "resultatet."
        ),
    ),
    Lack.FIELDS: (
        (
            "I Acrobat: Förbered formulär, dubbelklicka på fältet och skriv vad som ska fyllas i "
            "under Allmänt > Verktygstips."
        ),
    ),
    Lack.LANGUAGE: (
        "I Word: Granska > Språk > Ange korrekturspråk, och spara som PDF igen.",
        "I Acrobat: Arkiv > Egenskaper > Avancerat > Språk.",
    ),
    Lack.TITLE: (
        "I Word: Arkiv > Info > Titel, och spara som PDF igen.",
        "I Acrobat: Arkiv > Egenskaper > Beskrivning > Titel.",
    ),
    Lack.FONTS: (
        "I Word: Arkiv > Spara som > PDF, klicka på Alternativ och kryssa i ”PDF/A-kompatibel”.",
        "I Acrobat: Utskriftsproduktion > Preflight > Bädda in teckensnitt.",
    ),
}
UA = "PDF/UA-1"
_NO_CLAIM = (
    "Filen är taggad men säger inte själv att den följer PDF/UA, standarden för tillgänglig PDF."
)
_HOW_TO_CLAIM = (
    "I LibreOffice: Arkiv > Exportera som > PDF, kryssa i ”Universell tillgänglighet (PDF/UA)”.",
    (
        "I Acrobat: Förbered för hjälpmedel > Tillgänglighetskontroll, rätta det som hittas och "
        "ange sedan PDF/UA i Preflight."
    ),
)
_LETTER = """Ämne: En fil som alla kan läsa: {title}

Hej!

Ditt dokument ”{title}” ({label}) går ut med handlingarna till {meeting}. \
De ska kunna läsas av alla, också av den som lyssnar med skärmläsare. \
Det här skulle göra dokumentet läsbart för fler:

{points}

Kan du skicka en ny fil till mig? Hör av dig om något krånglar, så hjälps vi åt.

Vänliga hälsningar"""


def lacks(access: Access) -> tuple[Lack, ...]:
    """Return what a document lacks, the worst first."""
    missing = {
        Lack.TEXT: bool(access.textless),
        Lack.TAGS: not access.tagged,
        Lack.FIELDS: bool(access.unnamed_fields),
        Lack.LANGUAGE: access.language is None,
        Lack.TITLE: not access.titled,
        Lack.FONTS: bool(access.unembedded),
    }
    return tuple(one for one in Lack if missing[one])


def letter(access: Access, title: str, label: str, meeting: str, claims: Sequence[str] = ()) -> str:
    """Return a text that the clerk can mail to a document's author; empty where it lacks nothing.

    `label` is its number in the pack, `meeting` names the body and the day, `claims` are the
    standards that the document says it follows.
    """
    wanted = [(_told(lack, access), _HOW[lack]) for lack in lacks(access)]
    if access.tagged and UA not in claims:
        wanted.append((_NO_CLAIM, _HOW_TO_CLAIM))
    points = "\n\n".join(
        "\n".join((f"{number}. {told}", *(f"   • {how}" for how in ways)))
        for number, (told, ways) in enumerate(wanted, start=1)
    )
    return (
        _LETTER.format(title=title, label=label, meeting=meeting, points=points) if points else ""
    )


def _told(lack: Lack, access: Access) -> str:
    fields = access.unnamed_fields
    fonts = ", ".join(brief(name, 40) for name in access.unembedded[:_MOST])
    values = {
        "pages": page_span(access.textless),
        "fields": "Ett fält" if fields == 1 else f"{fields} fält",
        "fonts": fonts + (" med flera" if len(access.unembedded) > _MOST else ""),
    }
    return _TOLD[lack].format(**values)


def page_span(pages: Sequence[int]) -> str:
    """Write pages in Swedish: `sidan 3`, `sidorna 1–4 och 7`."""
    spans: list[list[int]] = []
    for page in pages:
        if spans and spans[-1][-1] == page - 1:
            spans[-1] = [spans[-1][0], page]
        else:
            spans.append([page])
    written = ["–".join(map(str, one)) for one in spans]
    if len(written) > 1:
        written = [*written[:-2], f"{written[-2]} och {written[-1]}"]
    return f"{'sidan' if len(pages) == 1 else 'sidorna'} {', '.join(written)}"


def attachment_inaccessible(context: Context) -> Iterator[Finding]:
    """Report a document that cannot be read by ear as it should.

    What a public body publishes is to be accessible (lag 2018:1937). The pack is bound all the
    same, and says so; `kallelse a11y` writes a text to mail to the document's author.
    """
    told = {
        Lack.TEXT: _("pages without text"),
        Lack.TAGS: _("no tags"),
        Lack.FIELDS: _("form fields without names"),
        Lack.LANGUAGE: _("no language"),
        Lack.TITLE: _("no title"),
        Lack.FONTS: _("fonts not embedded"),
    }
    for path, one in seen(context):
        facts = context.facts.get(path)
        if facts is None or facts.access is None:
            continue
        if missing := lacks(facts.access):
            message = _(
                "those who listen cannot read this as they should ({lacks}): {name}"
            ).format(lacks=", ".join(told[lack] for lack in missing), name=brief(one.file or ""))
            hint = _("`kallelse a11y {meeting}` has a text to mail to its author.")
            yield Finding((*path, "file"), message, hint.format(meeting=context.meeting_id))
