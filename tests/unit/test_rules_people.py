"""Who is called: exactly those whose mandate covers the day, in the order of members.yaml."""

from __future__ import annotations

import datetime as dt

from pydantic import TypeAdapter

from kallelse.model import Body
from kallelse.pack import called

BODY = TypeAdapter(Body).validate_python(
    {
        "name": "Direktionen",
        "members": [
            {"name": "Alltid"},
            {"name": "Till", "until": "2024-02-29"},
            {"name": "Från", "since": "2024-03-01"},
        ],
        "substitutes": [{"name": "En dag", "since": "2024-03-01", "until": "2024-03-01"}],
        "co_opted": [{"name": "Aldrig", "since": "2024-03-02", "until": "2024-03-01"}],
    }
)


def names(day: str) -> tuple[list[str], list[str], list[str]]:
    found = called(BODY, dt.date.fromisoformat(day))
    members, substitutes = [one.name for one in found.members], found.substitutes
    return members, [one.name for one in substitutes], [one.name for one in found.co_opted]


def test_the_last_day_before_and_the_first_day_after_a_change() -> None:
    assert names("2024-02-29") == (["Alltid", "Till"], [], [])
    assert names("2024-03-01") == (["Alltid", "Från"], ["En dag"], [])
    assert names("2024-03-02") == (["Alltid", "Från"], [], [])
