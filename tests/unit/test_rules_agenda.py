"""Rules for the agenda, on records made here; tests/projects/broken has a story for each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from kallelse.model import Meeting, Members
from kallelse.rules import Context, Finding, agenda, check, people
from kallelse.source import read

BODY = {"name": "Direktionen", "members": [{"name": "Anna Ek", "role": "chair"}]}


def context(
    *items: dict[str, Any],
    meeting_id: str = "2024-03-01",
    body: dict[str, Any] | None = None,
    **meeting: Any,
) -> Context:
    written = {
        "body": "direktionen",
        "date": "2024-03-01",
        "time": "9.00-10.00",
        "place": "Salen",
        "items": [*items] or [{"title": "Upprop"}],
        **meeting,
    }
    people = {
        "organisation": {"name": "Småbygden"},
        "bodies": {"direktionen": body or BODY},
        "officers": {"dan-bok": {"name": "Dan Bok"}},
    }
    return Context(
        meeting_id=meeting_id,
        meeting=TypeAdapter(Meeting).validate_python(written),
        members=TypeAdapter(Members).validate_python(people),
        root=Path("/nowhere"),
        folder=Path("/nowhere/agendas/2024-03-01"),
        suffixes=frozenset({".md", ".pdf"}),
        templates=frozenset({"statement", "document"}),
    )


def paths(rule: Callable[[Context], Iterator[Finding]], seen: Context) -> list[tuple[Any, ...]]:
    return [found.path for found in rule(seen)]


def test_rules_look_into_groups_and_sub_items() -> None:
    unknown = {"title": "A", "memo": {"officer": "eva"}}
    seen = context(
        {"heading": "G", "items": [{"title": "B", "items": [unknown]}]},
        unknown,
        {"title": "C", "memo": {"officer": "dan-bok"}},
    )
    assert paths(agenda.officer_unknown, seen) == [
        ("items", 0, "items", 0, "items", 0, "memo", "officer"),
        ("items", 1, "memo", "officer"),
    ]


def test_durations() -> None:
    def found(*durations: dict[str, Any], **meeting: Any) -> int:
        return len(paths(agenda.durations_exceed, context(*durations, **meeting)))

    half, whole = {"title": "A", "duration": "30"}, {"title": "B", "duration": "60"}
    assert found(half, half) == 0
    assert found(half, half, half) == 1
    assert found(whole, half, time="9.00") == 0
    assert found({"title": "C", "items": [half, half, half]}) == 1
    assert found({**whole, "items": [half, half, half]}) == 0, "the item's own duration counts"
    assert found({"heading": "G", "items": [half, whole]}) == 1


def test_the_date_is_that_of_the_file_also_in_a_body_s_folder() -> None:
    assert not paths(agenda.date_not_file_name, context(meeting_id="direktionen/2024-03-01"))
    assert not paths(agenda.body_not_folder, context(meeting_id="direktionen/2024-03-01"))
    assert paths(agenda.date_not_file_name, context(date="2024-03-02")) == [("date",)]
    assert paths(agenda.body_not_folder, context(meeting_id="namnden/2024-03-01")) == [("body",)]


def test_a_text_file_is_markdown_whatever_the_case_of_its_suffix() -> None:
    assert not paths(agenda.text_without_md, context({"title": "A", "memo": {"text": "A.MD"}}))
    seen = context({"title": "A", "attachments": [{"file": "A.MD", "title": "A", "template": "x"}]})
    assert not paths(agenda.template_without_text, seen)


def test_an_id_may_stand_in_an_item_and_be_absent_in_all_others() -> None:
    seen = context({"id": "a", "title": "A"}, {"title": "B"}, {"id": "b", "title": "C"})
    assert not paths(agenda.item_id_duplicate, seen)


def mandate(**dates: str) -> dict[str, Any]:
    return {**BODY, "members": [{"name": "Anna Ek", **dates}]}


def test_the_first_and_the_last_day_of_a_mandate_count() -> None:
    def nobody(**dates: str) -> bool:
        return bool(paths(people.nobody_called, context(body=mandate(**dates))))

    assert not nobody(since="2024-03-01", until="2024-03-01")
    assert nobody(since="2024-03-02")
    assert nobody(until="2024-02-29")


def test_a_mandate_may_last_one_day() -> None:
    day = mandate(since="2024-03-01", until="2024-03-01")
    assert not paths(people.since_after_until, context(body=day))
    turned = mandate(since="2024-03-02", until="2024-03-01")
    assert paths(people.since_after_until, context(body=turned)) == [
        ("bodies", "direktionen", "members", 0, "until")
    ]


def test_what_is_unsure_is_not_complained_about_again() -> None:
    seen = context({"title": "A", "memo": {"officer": "eva"}}, date="2024-03-02")
    assert {one.rule for one in check(seen)} == {"date-not-file-name", "officer-unknown"}
    assert {one.rule for one in check(seen, [("date",)])} == {"officer-unknown"}
    assert {one.rule for one in check(seen, [("items", 0)])} == {"date-not-file-name"}
    assert {one.rule for one in check(seen, (), [("officers",)])} == {"date-not-file-name"}


def test_a_finding_is_placed_in_the_file_it_is_about() -> None:
    source = read("date: 2024-03-02\n", "agendas/2024-03-01.yaml")
    seen = context(date="2024-03-02")
    placed = Context(**{**vars(seen), "agenda": source})
    assert [str(one.position) for one in check(placed)] == ["agendas/2024-03-01.yaml:1:7"]
