"""members.yaml: the organisation, its bodies and its people. It must not read files."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field

from kallelse.choices import Kind, Level, Role
from kallelse.fields import (
    Bytes,
    Count,
    Date,
    Email,
    Slug,
    Text,
    Time,
    record,
)


@record
class Organisation:
    """Organisationen som kallar."""

    name: Text = Field(
        title="Namn",
        description="Organisationens fullständiga namn.",
        examples=["Boråsregionen Sjuhärads kommunalförbund"],
    )
    short_name: Text | None = Field(None, title="Kort namn", description="Visas i sidhuvuden.")
    website: Text | None = Field(
        None,
        title="Webbplats",
        description="Adressen till organisationens webbplats.",
        examples=["https://www.example.org"],
    )
    email: Email | None = Field(
        None,
        title="E-post",
        description="Organisationens officiella e-postadress.",
        examples=["kommunen@example.org"],
    )
    contact: Text | None = Field(
        None,
        title="Kontakt",
        description="Vart man vänder sig för att begära ut en handling som inte publiceras.",
        examples=["registrator@example.org, 033-000 00 00"],
    )


@record
class Person:
    """En förtroendevald eller adjungerad, med tid för uppdraget om den är känd."""

    name: Text = Field(
        title="Namn",
        description="Förnamn och efternamn, som de ska stå på kallelsen.",
        examples=["Ulf Olsson"],
    )
    party: Text | None = Field(
        None, title="Parti", description="Partiets förkortning, till exempel S."
    )
    municipality: Text | None = Field(
        None,
        title="Kommun",
        description="Den kommun som personen företräder.",
        examples=["Borås Stad"],
    )
    role: Role | None = Field(
        None, title="Uppdrag", description="Ordförande eller vice ordförande."
    )
    since: Date | None = Field(None, title="Från och med", description="Uppdragets första dag.")
    until: Date | None = Field(None, title="Till och med", description="Uppdragets sista dag.")


@record
class Signer:
    """Den som undertecknar kallelsen."""

    name: Text = Field(title="Namn", description="Förnamn och efternamn.", examples=["Ulf Olsson"])
    title: Text = Field(title="Titel", description="Titeln under namnet.", examples=["Ordförande"])


def _titled(value: object) -> object:
    return {"title": value} if isinstance(value, str) else value


@record
class StandingItem:
    """En punkt som alltid finns med; `kallelse new` skriver in den i det nya mötet."""

    title: Text = Field(
        title="Rubrik", description="Ärendets rubrik på dagordningen.", examples=["Upprop"]
    )
    kind: Kind = Field(
        Kind.NONE,
        title="Slag",
        description="Beslut, information eller dialog. Utelämnas för formella punkter.",
    )


def _levelled(value: object) -> object:
    return {"level": value} if isinstance(value, str) else value


@record
class RuleSetting:
    """Hur allvarligt organet ser på en regel och, för de regler som har ett, regelns tal."""

    level: Level | None = Field(
        None, title="Nivå", description="off stänger av regeln. info stoppar aldrig något."
    )
    days: Count | None = Field(None, title="Dagar", description="För notice-days.")
    size: Bytes | None = Field(None, title="Storlek", description="För attachment-large.")


@record
class Body:
    """En nämnd, styrelse eller direktion."""

    name: Text = Field(title="Namn", description="I bestämd form: Direktionen.")
    signers: tuple[Signer, ...] = Field(
        (), title="Undertecknare", description="De som står under kallelsen, i den ordningen."
    )
    members: tuple[Person, ...] = Field(title="Ledamöter", description="De beslutande.")
    substitutes: tuple[Person, ...] = Field(
        (), title="Ersättare", description="De som träder in när en ledamot är borta."
    )
    co_opted: tuple[Person, ...] = Field(
        (), title="Adjungerade", description="De som får vara med utan att besluta."
    )
    time: Time | None = Field(None, title="Vanlig tid", description="Används av kallelse new.")
    place: Text | None = Field(None, title="Vanlig plats", description="Används av kallelse new.")
    closing: Text | None = Field(None, title="Hälsning", description="Slutraden på kallelsen.")
    standing_items: tuple[Annotated[StandingItem, BeforeValidator(_titled)], ...] = Field(
        (),
        title="Stående punkter",
        description="Det som varje nytt möte börjar med. Används av kallelse new.",
    )
    rules: dict[Slug, Annotated[RuleSetting, BeforeValidator(_levelled)]] = Field(
        default_factory=dict,
        title="Regler",
        description="Hur allvarliga reglerna i kallelse check är för organet.",
    )


@record
class Officer:
    """En handläggare."""

    name: Text = Field(
        title="Namn", description="Förnamn och efternamn.", examples=["Linda Bergholtz"]
    )
    title: Text | None = Field(
        None,
        title="Titel",
        description="Titeln i tjänsteskrivelsen.",
        examples=["Administrativ chef"],
    )
    email: Email | None = Field(
        None,
        title="E-post",
        description="Adressen i tjänsteskrivelsen.",
        examples=["linda.bergholtz@example.org"],
    )
    phone: Text | None = Field(
        None, title="Telefon", description="Numret i tjänsteskrivelsen.", examples=["070-000 00 00"]
    )


@record
class Limits:
    """Hur mycket en bilaga får kräva innan den avvisas i stället för att läsas."""

    max_file: Bytes = Field(
        default=500_000_000, title="Största fil", description="Större filer avvisas."
    )
    max_pages: Count = Field(
        default=5000, title="Flest sidor i en bilaga", description="Filer med fler sidor avvisas."
    )
    seconds: Count = Field(
        default=15,
        title="Sekunder för att läsa en fil",
        description="Tar det längre tid avvisas filen.",
    )
    memory: Bytes = Field(
        default=2_000_000_000,
        title="Minne för att läsa en fil",
        description="Krävs mer avvisas filen.",
    )
    max_stream: Bytes = Field(
        default=40_000_000,
        title="Största uppackade del",
        description="Av det som måste packas upp för att läsas; bilder räknas inte.",
    )
    max_depth: Count = Field(
        default=100, title="Nivåer", description="Hur djupt sidor får vara ordnade."
    )
    convert_seconds: Count = Field(
        default=300,
        title="Sekunder för att göra om en fil",
        description="Office-filer och textigenkänning.",
    )


@record
class Members:
    """members.yaml: organisationen, dess organ, förtroendevalda och handläggare."""

    organisation: Organisation = Field(
        title="Organisation", description="Den som kallar: namn, webbplats, e-post."
    )
    bodies: dict[Slug, Body] = Field(
        title="Organ",
        min_length=1,
        description="Nämnder, styrelser och direktioner, var och en under sitt korta namn.",
    )
    officers: dict[Slug, Officer] = Field(
        default_factory=dict,
        title="Handläggare",
        description="De som skriver tjänsteskrivelser, var och en under sitt korta namn.",
    )
    limits: Limits = Field(
        default_factory=Limits,
        title="Gränser",
        description="För bilagor som är mycket stora eller trasiga.",
    )
