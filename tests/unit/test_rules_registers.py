"""The register of what came in, went out and was decided."""

from __future__ import annotations

import datetime as dt

from kallelse.rules.registers import last_day, last_day_written
from kallelse.source import Data
from tests.asking import asked, found, messages

ITEM = """
- title: Anmälningsärenden
  register:
    incoming: [{{date: {day}, from: Storby, subject: Remiss}}]
    outgoing: [{{date: {day}, to: Storby, subject: Remiss}}]
    delegated: [{{date: {day}, decision: Remiss, by: Chefen}}]
"""


def test_days_after_the_pack() -> None:
    assert messages("register-date-after", asked(ITEM.format(day="2024-03-01"))) == []
    assert len(messages("register-date-after", asked(ITEM.format(day="2024-03-02")))) == 3
    sent = asked(ITEM.format(day="2024-02-24"), more="sent: 2024-02-23")
    assert len(messages("register-date-after", sent)) == 3


def test_days_that_the_register_before_reached() -> None:
    last = dt.date(2024, 2, 1)
    early = asked(ITEM.format(day="2024-02-01"), reported=last)
    assert len(messages("register-date-before", early)) == 3
    assert (
        messages("register-date-before", asked(ITEM.format(day="2024-02-02"), reported=last)) == []
    )
    assert messages("register-date-before", asked(ITEM.format(day="2024-01-02"))) == []


def test_one_letter_in_and_out_is_no_repetition() -> None:
    assert messages("register-duplicate", asked(ITEM.format(day="2024-02-01"))) == []


def test_a_repetition_names_the_first() -> None:
    item = """
      - title: Anmälningsärenden
        register:
          delegated:
            - {date: 2024-02-01, decision: Anställning, by: Chefen}
            - {date: 2024-02-01, decision: Anställning, by: Rektorn}
            - {date: 2024-02-01, decision: Anställning, by: Chefen}
    """
    (one,) = found("register-duplicate", asked(item))
    assert (one.position.line, one.message) == (11, "the same entry is on line 9: Anställning")


def test_the_last_day_of_a_meeting_is_not_that_of_something_secret() -> None:
    open_to_all: Data = {"date": "2024-02-02", "from": "Länet", "subject": "Svar"}
    secret: Data = {"date": "2024-02-09", "from": "Eken", "subject": "Bud", "confidential": "OSL"}
    whole: Data = {"title": "Bud", "confidential": "OSL", "register": {"incoming": [open_to_all]}}
    rows: Data = {"items": [{"title": "A", "register": {"incoming": [open_to_all, secret]}}]}
    assert last_day_written(rows) == dt.date(2024, 2, 2)
    assert last_day_written({"items": [whole]}) is None
    marked = asked("""
        - title: A
          register:
            incoming:
              - {date: 2024-02-02, from: Länet, subject: Svar}
              - {date: 2024-02-09, from: Eken, subject: Bud, confidential: OSL 19 kap. 3 §}
    """)
    assert last_day(marked) == dt.date(2024, 2, 2)
