"""Dates, times and words, as Swedish readers write them."""

from __future__ import annotations

import datetime as dt

import pytest

from kallelse import i18n
from kallelse.fields import TimeSpan
from kallelse.model import Kind, Role
from kallelse.pack import PartKind

DAY = dt.date(2024, 3, 1)


def test_a_day_is_written_with_its_weekday() -> None:
    assert i18n.date(DAY) == "fredag 1 mars 2024"


def test_a_day_can_be_written_shorter() -> None:
    assert i18n.date(DAY, "medium") == "1 mars 2024"
    assert i18n.date(DAY, "iso") == "2024-03-01"


@pytest.mark.parametrize(
    ("time", "written"),
    [
        (dt.time(9), "9.00"),
        (dt.time(0, 5), "0.05"),
        (dt.time(16, 30), "16.30"),
        (TimeSpan(dt.time(9), dt.time(12)), "9.00–12.00"),
        (TimeSpan(dt.time(18, 30)), "18.30"),
    ],
)
def test_times_have_a_full_stop_and_spans_a_dash(time: dt.time | TimeSpan, written: str) -> None:
    assert i18n.clock(time) == written


@pytest.mark.parametrize(
    ("words", "joined"),
    [
        (["Borås"], "Borås"),
        (["Borås", "Mark"], "Borås och Mark"),
        (["Borås", "Mark", "Tranemo"], "Borås, Mark och Tranemo"),
    ],
)
def test_words_are_joined_with_och(words: list[str], joined: str) -> None:
    assert i18n.join_and(words) == joined


def test_every_identifier_that_readers_meet_has_a_word() -> None:
    shown = [*Kind, *Role, *PartKind, "statement", "document", "incoming", "outgoing", "delegated"]
    assert [one for one in shown if one not in i18n.WORDS] == []


def test_a_formal_point_has_no_word() -> None:
    assert i18n.word("none") == ""


def test_a_word_that_is_not_known_is_itself() -> None:
    assert i18n.word("protokollsutdrag") == "protokollsutdrag"
