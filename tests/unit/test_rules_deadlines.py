"""When a notice is sent, and which day a meeting is on."""

from __future__ import annotations

import datetime as dt

import pytest

from kallelse.diagnostics import Severity
from tests.asking import asked, messages, severities

TEN = "rules: {notice-days: {days: 10}}"
BUDGET = "- {kind: decision, title: Budget 2025}"


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize(("sent", "count"), [("2024-02-20", 0), ("2024-02-21", 1)])
def test_the_day_of_sending_counts(sent: str, count: int) -> None:
    assert len(messages("notice-days", asked(body=TEN, more=f"sent: {sent}"))) == count


@pytest.mark.parametrize(
    ("today", "count"),
    [("2024-02-20", 0), ("2024-02-21", 1), ("2024-03-01", 1), ("2024-03-02", 0)],
)
def test_until_it_is_sent_the_day_of_the_check_counts(today: str, count: int) -> None:
    assert len(messages("notice-days", asked(body=TEN, today=day(today)))) == count


def test_without_a_day_the_clock_says_nothing() -> None:
    assert messages("notice-days", asked(body=TEN)) == []


def test_without_a_number_only_a_fullmaktige_has_one() -> None:
    late = "sent: 2024-02-28"
    assert messages("notice-days", asked(more=late)) == []
    assert len(messages("notice-days", asked(more=late, name="Kommunfullmäktige"))) == 1


def test_a_budget_wants_a_week() -> None:
    late = "sent: 2024-02-28"
    assert len(messages("budget-notice", asked(BUDGET, more=late))) == 1
    assert messages("budget-notice", asked(BUDGET, more="sent: 2024-02-23")) == []
    assert messages("budget-notice", asked(BUDGET, more=late, name="Barnnämnden")) == []
    assert messages("budget-notice", asked("- title: Budget", more=late)) == []


def test_two_rules_do_not_say_the_same() -> None:
    seen = asked(BUDGET, more="sent: 2024-02-28", body=TEN)
    assert len(messages("notice-days", seen)) == 1
    assert messages("budget-notice", seen) == []


def test_a_late_item_is_a_warning_where_the_law_asks_for_a_reason() -> None:
    item = "- {title: Bron, added: 2024-02-28}"
    assert severities("late-item", asked(item)) == [Severity.INFO]
    assert severities("late-item", asked(item, name="Kommunfullmäktige")) == [Severity.WARNING]
    assert messages("late-item", asked(item, more="sent: 2024-02-28")) == []
    assert messages("late-item", asked("- {title: Bron, added: 2024-02-28, urgency: Ras}")) == []


@pytest.mark.parametrize(
    ("following", "told"),
    [
        ("2024-12-26", "2024-12-26 is "),
        ("2025-04-18", "2025-04-18 is "),
        ("2024-03-03", "2024-03-03 is a Sunday"),
    ],
)
def test_red_days(following: str, told: str) -> None:
    seen = asked(f"- {{title: Nästa, next_meeting: {{date: {following}}}}}")
    (message,) = messages("meeting-day", seen)
    assert message.startswith(told)


@pytest.mark.parametrize("following", ["2024-12-27", "2024-03-02", "2024-06-21"])
def test_other_days(following: str) -> None:
    seen = asked(f"- {{title: Nästa, next_meeting: {{date: {following}}}}}")
    assert messages("meeting-day", seen) == []


@pytest.mark.parametrize(("following", "count"), [("2024-03-01", 1), ("2024-03-02", 0)])
def test_the_next_meeting_is_after_this_one(following: str, count: int) -> None:
    seen = asked(f"- {{title: Nästa, next_meeting: {{date: {following}}}}}")
    assert len(messages("next-meeting-not-after", seen)) == count
