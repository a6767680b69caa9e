"""What is secret and by which law. It must not decide what becomes of it."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field

from kallelse.fields import Date, Ground, Text, record


@record
class Confidential:
    """Sekretess: den lagliga grunden och, om man vill, vem som har prövat den och när."""

    ground: Ground = Field(title="Grund", description="Lagrummet.", examples=["OSL 39 kap. 1 §"])
    since: Date | None = Field(None, title="Sedan", description="Dagen då sekretessen prövades.")
    by: Text | None = Field(
        None,
        title="Prövad av",
        description="Den som har prövat sekretessen.",
        examples=["Förbundsdirektör"],
    )


def _grounded(value: object) -> object:
    return {"ground": value} if isinstance(value, str) else value


Mark = Annotated[Confidential, BeforeValidator(_grounded)]


def secret(what: str) -> Confidential | None:
    """Declare the key `confidential`, which keeps something from the public: `what`, in words."""
    declared: Confidential | None = Field(
        None,
        title="Sekretess",
        description=f"Den lagliga grunden. {what} tas inte med i de offentliga handlingarna.",
        examples=["OSL 39 kap. 1 §"],
    )
    return declared


def title_for_all() -> str | None:
    """Declare the key `public_title`, which stands in for a title that is secret itself."""
    declared: str | None = Field(
        None,
        title="Offentlig rubrik",
        description="Det som allmänheten läser när rubriken i sig är hemlig.",
        examples=["Ärende som rör en enskild"],
    )
    return declared
