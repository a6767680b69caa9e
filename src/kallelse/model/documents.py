"""The documents of an item: its memo and its attachments. It must not read files."""

from __future__ import annotations

from pydantic import Field

from kallelse.fields import (
    Date,
    Flag,
    Markdown,
    PageRanges,
    QuarterTurns,
    Reference,
    RelPath,
    Slug,
    Text,
    Texts,
    WebLink,
    record,
)
from kallelse.model.confidential import Mark, secret, title_for_all


@record
class Section:
    """Ett avsnitt i en tjänsteskrivelse."""

    title: Text = Field(
        title="Rubrik", description="Avsnittets rubrik.", examples=["Ekonomiska konsekvenser"]
    )
    text: Markdown = Field(title="Text", description="Markdown.")
    confidential: Mark | None = secret("Avsnittet")
    public_title: Text | None = title_for_all()


@record
class Memo:
    """En tjänsteskrivelse."""

    officer: Reference | None = Field(
        None, title="Handläggare", description="Nyckel i members.yaml."
    )
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
    confidential: Mark | None = secret("Tjänsteskrivelsen")
    public_title: Text | None = title_for_all()


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
    alt: Texts = Field(
        (),
        title="Bildbeskrivning",
        description="För bilder: det som läses upp för den som inte ser bilden. En text, eller en "
        "lista med en text för varje sida som tas med.",
        examples=["Karta över centrum. Den nya cykelvägen går längs Storgatan till torget."],
    )
    confidential: Mark | None = secret("Bilagan")
    public_title: Text | None = title_for_all()
    public_file: RelPath | None = Field(
        None,
        title="Offentlig fil",
        description="Den maskade versionen, som tas med i de offentliga handlingarna i stället.",
        examples=["07-avtal-maskat.pdf"],
    )
