"""One meeting's file: its items, memos, registers and attachments. It must not read files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import Discriminator, Field, Tag

from kallelse.choices import Kind
from kallelse.fields import (
    Date,
    Flag,
    Markdown,
    Minutes,
    PageRanges,
    QuarterTurns,
    RelPath,
    Slug,
    Text,
    Texts,
    Time,
    WebLink,
    record,
)


@record
class Section:
    """Ett avsnitt i en tjänsteskrivelse."""

    title: Text = Field(
        title="Rubrik", description="Avsnittets rubrik.", examples=["Ekonomiska konsekvenser"]
    )
    text: Markdown = Field(title="Text", description="Markdown.")


@record
class Memo:
    """En tjänsteskrivelse."""

    officer: Slug | None = Field(None, title="Handläggare", description="Nyckel i members.yaml.")
    case: Text | None = Field(
        None,
        title="Diarienummer",
        description="Ärendets nummer i diariet.",
        examples=["DIR 2024/12"],
    )
    date: Date | None = Field(None, title="Datum", description="Skrivelsens datum.")
    title: Text | None = Field(
        None, title="Rubrik", description="Om den skiljer sig från ärendets."
    )
    proposal: Texts = Field(
        (),
        title="Förslag till beslut",
        description="En text, eller en lista med numrerade punkter.",
    )
    background: Markdown | None = Field(None, title="Ärendebeskrivning", description="Markdown.")
    text: RelPath | None = Field(
        None,
        title="Textfil",
        description="En .md-fil med ärendebeskrivningen, i stället för background.",
    )
    sections: tuple[Section, ...] = Field(
        (),
        title="Fler avsnitt",
        description="Egna avsnitt efter ärendebeskrivningen, vart och ett med title och text.",
    )
    basis: Texts = Field(
        (),
        title="Övriga beslutsunderlag",
        description="Ärendets bilagor listas utan att skrivas här.",
    )
    dispatch_to: Texts = Field(
        (),
        title="Expedieras till",
        description="De som ska få beslutet.",
        examples=["Medlemskommunerna"],
    )


@record
class Attachment:
    """En bilaga: en fil i mötets mapp, eller en länk till en handling på webben."""

    file: RelPath | None = Field(None, title="Fil", description="I mötets mapp.")
    link: WebLink | None = Field(
        None,
        title="Länk",
        description="En handling på webben, i stället för en fil. Listas men följer inte med.",
    )
    title: Text = Field(
        title="Rubrik",
        description="Det som deltagarna läser. Inget filnamn.",
        examples=["Årsbokslut 2023"],
    )
    date: Date | None = Field(
        None, title="Handlingens datum", description="Dagen som handlingen är daterad."
    )
    template: Slug | None = Field(
        None, title="Mall", description="För .md-filer: statement, document eller en egen mall."
    )
    pages: PageRanges | None = Field(
        None, title="Sidor", description="Bara dessa sidor av filen, till exempel 1-4,7."
    )
    rotate: QuarterTurns | None = Field(
        None, title="Vrid", description="Vrid sidorna medurs: 90, 180 eller 270 grader."
    )
    password_file: RelPath | None = Field(
        None,
        title="Lösenordsfil",
        description="En textfil i mötets mapp. Den första raden är filens lösenord.",
    )
    keep_original: Flag = Field(
        False,
        title="Spara originalet",
        description="Lägg filen som den är bredvid handlingarna. För digitalt signerade filer.",
    )
    ocr: Flag = Field(
        False,
        title="Textigenkänning",
        description="Gör texten i en inskannad fil sökbar och uppläsbar.",
    )


@record
class Incoming:
    """En inkommen handling."""

    date: Date = Field(title="Datum", description="Dagen då handlingen kom in.")
    from_: Text = Field(
        alias="from",
        title="Avsändare",
        description="Den som har skickat handlingen.",
        examples=["Rydals museum"],
    )
    subject: Text = Field(title="Ärende", description="Vad handlingen gäller.")


@record
class Outgoing:
    """En expedierad handling."""

    date: Date = Field(title="Datum", description="Dagen då handlingen skickades.")
    to: Texts = Field(
        title="Mottagare",
        min_length=1,
        description="En mottagare, eller en lista med flera.",
        examples=["Medlemskommunerna"],
    )
    subject: Text = Field(title="Ärende", description="Vad handlingen gäller.")


@record
class Delegated:
    """Ett beslut fattat på delegation."""

    date: Date = Field(title="Datum", description="Dagen då beslutet fattades.")
    decision: Text = Field(
        title="Beslut", description="Vad som beslutades.", examples=["Anställning av projektledare"]
    )
    by: Text = Field(
        title="Delegat",
        description="Den som fattade beslutet, med namn eller befattning.",
        examples=["Administrativ chef"],
    )


@record
class Register:
    """Anmälningsärenden."""

    incoming: tuple[Incoming, ...] = Field(
        (), title="Inkomna handlingar", description="Det som har kommit in sedan förra mötet."
    )
    outgoing: tuple[Outgoing, ...] = Field(
        (), title="Expedierade handlingar", description="Det som har skickats sedan förra mötet."
    )
    delegated: tuple[Delegated, ...] = Field(
        (),
        title="Delegationsbeslut",
        description="Det som har beslutats på delegation sedan förra mötet.",
    )


@record
class NextMeeting:
    """Nästa sammanträde."""

    date: Date = Field(title="Datum", description="Dagen för nästa sammanträde.")
    time: Time | None = Field(None, title="Tid", description="Från och till, eller bara från.")
    place: Text | None = Field(
        None, title="Plats", description="Om den är en annan än den vanliga."
    )


@record
class Item:
    """Ett ärende på dagordningen."""

    id: Slug | None = Field(None, title="Id", description="Kort, fast namn som länkar kan peka på.")
    kind: Kind = Field(
        Kind.NONE,
        title="Slag",
        description="Beslut, information eller dialog. Utelämnas för formella punkter.",
    )
    title: Text = Field(
        title="Rubrik", description="Ärendets rubrik på dagordningen.", examples=["Årsbokslut 2023"]
    )
    duration: Minutes | None = Field(None, title="Minuter", description="Beräknad tid i minuter.")
    note: Text | None = Field(None, title="Anmärkning", description="Till exempel: VGR deltar.")
    memo: Memo | None = Field(
        None,
        title="Tjänsteskrivelse",
        description="Handläggare, förslag till beslut och ärendebeskrivning.",
    )
    register: Register | None = Field(
        None,
        title="Anmälningsärenden",
        description="Tabeller över inkommet, expedierat och delegationsbeslut.",
    )
    attachments: tuple[Attachment, ...] = Field(
        (),
        title="Bilagor",
        description="Handlingar som hör till ärendet. De numreras i den ordning de står.",
    )
    added: Date | None = Field(
        None, title="Tillagt", description="Dagen då ärendet lades till efter kallelsen."
    )
    urgency: Text | None = Field(
        None, title="Skäl till brådskan", description="Varför ett tillagt ärende inte kan vänta."
    )
    next_meeting: NextMeeting | None = Field(
        None, title="Nästa sammanträde", description="Datum och tid, som skrivs ut efter rubriken."
    )
    items: tuple[Item, ...] = Field((), title="Delpunkter", description="Numreras 6.1, 6.2 …")


@record
class Group:
    """En rubrik på dagordningen med sina ärenden; numreringen löper vidare."""

    heading: Text = Field(
        title="Rubrik", description="Mellanrubriken på dagordningen.", examples=["Beslutsärenden"]
    )
    items: tuple[Item, ...] = Field(title="Ärenden", min_length=1, description="Gruppens ärenden.")


def _item_or_group(value: object) -> str:
    return "group" if isinstance(value, Mapping) and "heading" in value else "item"


ItemOrGroup = Annotated[
    Annotated[Item, Tag("item")] | Annotated[Group, Tag("group")], Discriminator(_item_or_group)
]


@record
class Meeting:
    """Ett möte: agendas/<datum>.yaml."""

    body: Slug = Field(title="Organ", description="Nyckel i members.yaml.")
    date: Date = Field(title="Datum", description="Samma som filens namn.")
    time: Time = Field(title="Tid", description="Från och till, eller bara från.")
    place: Text = Field(
        title="Plats", description="Lokal och adress.", examples=["Lilla Navet, Skaraborgsvägen 1B"]
    )
    sent: Date | None = Field(
        None, title="Skickas", description="Dagen då kallelsen skickas. Jämförs med notice-days."
    )
    practical: Markdown | None = Field(
        None, title="Praktiskt", description="Markdown, på kallelsen."
    )
    closing: Text | None = Field(None, title="Hälsning", description="I stället för organets.")
    show_times: Flag = Field(
        False, title="Visa klockslag", description="Skriv ut när varje ärende beräknas börja."
    )
    items: tuple[ItemOrGroup, ...] = Field(
        title="Ärenden",
        min_length=1,
        description="Dagordningen. Ärendena numreras i den ordning de står.",
    )
