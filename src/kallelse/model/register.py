"""What is reported to a meeting, row by row. It must not number the rows."""

from __future__ import annotations

from pydantic import Field

from kallelse.fields import Date, Text, Texts, record
from kallelse.model.confidential import Mark, secret


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
    confidential: Mark | None = secret("Raden")


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
    confidential: Mark | None = secret("Raden")


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
    confidential: Mark | None = secret("Raden")


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
