"""How things look, as frozen records: theme.yaml. It must not know any drawing library."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from kallelse.choices import Align as Align
from kallelse.choices import Corner as Corner
from kallelse.choices import Ink as Ink
from kallelse.fields import Flag, RelPath, Text, matching, record
from kallelse.i18n import N_, _

_UNITS = {"pt": 1.0, "": 1.0, "mm": 72 / 25.4, "cm": 720 / 25.4}
_NUMBER = r"[0-9]{1,5}(?:\.[0-9]{1,5})?"
_LENGTH = re.compile(rf"({_NUMBER})\s*(pt|mm|cm|)")
_COLOUR = r"^#[0-9a-fA-F]{6}$"
_LANGUAGE = r"^[a-z]{2}-[A-Z]{2}$"


def _length(value: object) -> object:
    found = _LENGTH.fullmatch(value.strip()) if isinstance(value, str) else None
    if found is None:
        raise PydanticCustomError(
            "length-format", _("not a length: {value}"), {"value": str(value)}
        )
    return float(found[1]) * _UNITS[found[2]]


def _size(value: object) -> object:
    if not (size := _length(value)):
        raise PydanticCustomError(
            "length-format", _("not a length: {value}"), {"value": str(value)}
        )
    return size


def _share(value: object) -> object:
    if not isinstance(value, str) or not re.fullmatch(_NUMBER, value.strip()):
        raise PydanticCustomError(
            "number-format", _("not a number: {value}"), {"value": str(value)}
        )
    return float(value)


Length = Annotated[
    float,
    BeforeValidator(_length),
    WithJsonSchema({"type": ["string", "number"], "examples": ["24mm", "10.5"]}),
]
Size = Annotated[
    float,
    BeforeValidator(_size),
    WithJsonSchema({"type": ["string", "number"], "examples": ["24mm", "10.5"]}),
]
Share = Annotated[
    float,
    BeforeValidator(_share),
    WithJsonSchema({"type": "number", "minimum": 0, "examples": [1.5]}),
]
Colour = Annotated[
    str,
    AfterValidator(matching(_COLOUR, "colour-format", N_("not a colour: {value}"))),
    WithJsonSchema({"type": "string", "pattern": _COLOUR, "examples": ["#1A5276"]}),
]
Language = Annotated[
    str,
    AfterValidator(matching(_LANGUAGE, "language-format", N_("not a language: {value}"))),
    WithJsonSchema({"type": "string", "pattern": _LANGUAGE, "examples": ["sv-SE"]}),
]


@record
class Margins:
    """Sidans marginaler."""

    top: Length = Field(title="Överkant", description="Avstånd från papprets kant.")
    right: Length = Field(title="Högerkant", description="Avstånd från papprets kant.")
    bottom: Length = Field(title="Nederkant", description="Avstånd från papprets kant.")
    left: Length = Field(title="Vänsterkant", description="Avstånd från papprets kant.")


@record
class Page:
    """Sidans storlek och marginaler."""

    width: Size = Field(title="Bredd", description="Sidans bredd, för A4 210mm.")
    height: Size = Field(title="Höjd", description="Sidans höjd, för A4 297mm.")
    margins: Margins = Field(
        title="Marginaler", description="Avståndet från papprets kant till texten."
    )


@record
class Fonts:
    """Typsnittet: en familj, eller fyra TrueType-filer i templates/."""

    family: Text | None = Field(
        None,
        title="Familj",
        description="Namnet på ett installerat typsnitt med öppen licens.",
        examples=["Atkinson Hyperlegible"],
    )
    regular: RelPath | None = Field(
        None,
        title="Rak",
        description="TrueType-fil i templates/, för vanlig text.",
        examples=["Regular.ttf"],
    )
    bold: RelPath | None = Field(
        None, title="Fet", description="TrueType-fil i templates/, för fet text."
    )
    italic: RelPath | None = Field(
        None, title="Kursiv", description="TrueType-fil i templates/, för kursiv text."
    )
    bold_italic: RelPath | None = Field(
        None, title="Fet kursiv", description="TrueType-fil i templates/, för fet kursiv text."
    )
    fallback: tuple[Text, ...] = Field(
        (),
        title="Reserver",
        description="Familjer eller .ttf-filer i tur och ordning, för tecken som saknas.",
    )


@record
class Style:
    """Utseendet på ett slags element. Det som utelämnas tas från de mer allmänna."""

    size: Size | None = Field(None, title="Grad", description="Bokstävernas storlek.")
    leading: Size | None = Field(None, title="Radavstånd", description="Från en rad till nästa.")
    colour: Text | None = Field(
        None, title="Färg", description="Textens färg: ett namn under colours.", examples=["accent"]
    )
    bold: Flag | None = Field(None, title="Fet", description="true för fet text.")
    italic: Flag | None = Field(None, title="Kursiv", description="true för kursiv text.")
    align: Align | None = Field(
        None, title="Justering", description="Vänster, höger eller centrerat."
    )
    space_before: Length | None = Field(
        None, title="Luft före", description="Avstånd till det som står ovanför."
    )
    space_after: Length | None = Field(
        None, title="Luft efter", description="Avstånd till det som står under."
    )
    indent: Length | None = Field(None, title="Indrag", description="Avstånd från vänster.")
    hyphenate: Flag | None = Field(None, title="Avstava", description="true för avstavning.")
    keep_with_next: Flag | None = Field(
        None,
        title="Håll ihop",
        description="true: står aldrig sist på en sida, skild från det som följer.",
    )
    background: Text | None = Field(None, title="Bakgrund", description="Ett namn under colours.")
    border: Text | None = Field(None, title="Ram", description="Ett namn under colours.")
    rule: Text | None = Field(
        None,
        title="Linjer",
        description="Färgen på linjerna mellan raderna: ett namn under colours.",
    )
    padding: Length | None = Field(None, title="Luft inuti", description="Mellan ramen och texten.")
    columns: tuple[Share, ...] | None = Field(
        None, title="Spalter", description="Spalternas bredd som andelar av det hela."
    )
    side_by_side: Flag | None = Field(
        None, title="Bredvid varandra", description="true: delarna står bredvid varandra."
    )
    at_foot: Flag | None = Field(None, title="Vid foten", description="true: längst ner på sidan.")
    new_page: Flag | None = Field(None, title="Ny sida", description="true: börjar en ny sida.")
    page_numbers: Flag | None = Field(
        None, title="Egna sidnummer", description="true: handlingen skriver ut sitt eget ”1 (2)”."
    )


@record
class Stamp:
    """En text på varje sida, till exempel sidnumret."""

    text: Text = Field(
        title="Text",
        description="Får innehålla {page}, {pages}, {item}, {label} och {ground}.",
        examples=["Handlingar s. {page} ({pages})"],
    )
    corner: Corner = Field(title="Plats", description="Var på sidan, så som läsaren ser den.")
    size: Size = Field(title="Grad", description="Bokstävernas storlek.")
    colour: Text = Field(title="Färg", description="Ett namn under colours.", examples=["muted"])
    background: Text | None = Field(
        None, title="Bakgrund", description="Ett namn under colours; utan det vitt."
    )
    inset_x: Length = Field(
        title="Från sidan", description="Avstånd från papprets vänster- eller högerkant."
    )
    inset_y: Length = Field(
        title="Från kanten", description="Avstånd från papprets över- eller nederkant."
    )


@record
class Stamps:
    """Det som stämplas på sidorna."""

    ink: Ink = Field(
        Ink.OVER,
        title="Där det redan står något",
        description="over: stämpla ändå. corner: i det hörn där minst står. shrink: förminska "
        "bilagans sida så att det blir plats.",
    )
    pack: Stamp = Field(
        title="Handlingarnas sidnummer",
        description="På alla sidor. {page} är sidans nummer och {pages} hur många de är.",
    )
    attachment: Stamp = Field(
        title="På bilagor",
        description="Bara på bilagornas sidor. {item} är ärendet och {label} bilagans nummer.",
    )
    confidential: Stamp = Field(
        title="På hemliga sidor",
        description="Bara i ledamöternas handlingar. {ground} är den lagliga grunden.",
    )


@record
class Theme:
    """theme.yaml: det som ska skilja sig från utseendet som följer med."""

    language: Language = Field(
        title="Språk", description="Språk och land, för avstavning och uppläsning."
    )
    page: Page = Field(title="Sidan", description="Papprets storlek och marginaler.")
    fonts: Fonts = Field(title="Typsnitt", description="En familj, eller fyra filer i templates/.")
    logo: RelPath | None = Field(
        None,
        title="Logotyp",
        description="Bildfil i templates/. Utan den sätts organisationens namn.",
        examples=["logo.png"],
    )
    logo_alt: Text | None = Field(
        None,
        title="Logotypens text",
        description="Det som läses upp i stället för bilden.",
        examples=["Exempels kommun"],
    )
    logo_height: Size = Field(title="Logotypens höjd", description="Bredden följer med.")
    colours: dict[str, Colour] = Field(
        title="Färger", description="Namn och färg. De andra raderna använder namnen."
    )
    styles: dict[str, Style] = Field(
        title="Stilar", description="Efter element (h1), klass (.box) eller båda (p.label)."
    )
    stamps: Stamps = Field(title="Stämplar", description="Sidnummer och bilagenummer i kanten.")
