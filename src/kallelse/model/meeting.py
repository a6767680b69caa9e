"""One meeting's file: the meeting and its items. It must not read files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import Discriminator, Field, Tag

from kallelse.choices import Kind, Parity
from kallelse.fields import Date, Flag, Markdown, Minutes, Slug, Text, Time, record
from kallelse.model.confidential import Mark, secret, title_for_all
from kallelse.model.documents import Attachment, Memo
from kallelse.model.register import Register


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
    confidential: Mark | None = secret("Allt i ärendet")
    public_title: Text | None = title_for_all()
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
    parity: Parity = Field(
        Parity.ON,
        title="Samma sidnummer",
        description="on: det som är hemligt lämnar lika många sidor efter sig, så att alla har "
        "samma sidnummer. off: en enda sida.",
    )
    items: tuple[ItemOrGroup, ...] = Field(
        title="Ärenden",
        min_length=1,
        description="Dagordningen. Ärendena numreras i den ordning de står.",
    )
