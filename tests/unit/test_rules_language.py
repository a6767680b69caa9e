"""How texts are typed."""

from __future__ import annotations

import pytest

from tests.asking import asked, found, messages


def noted(rule: str, text: str) -> list[str]:
    return messages(rule, asked(f"- title: Upprop\n  note: '{text}'"))


@pytest.mark.parametrize("text", ["Avtal 20240125", "Brev 24 02 23.", "(20240125)"])
def test_dates_of_other_styles(text: str) -> None:
    assert len(noted("date-style", text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "2024-01-25",
        "1 mars 2024",
        "20249999",
        "12 569 tkr",
        "033-12 02 20",
        "1 12 02 20",
        "12 02 20 1",
        "VS20240125",
        "5050-20240125",
        "99 99 99",
    ],
)
def test_what_is_no_date_or_right(text: str) -> None:
    assert noted("date-style", text) == []


def test_names_of_files_may_be_as_they_are() -> None:
    item = '- {title: A, attachments: [{file: "avtal  20240125 - a.pdf", title: Avtal}]}'
    assert messages("date-style", asked(item)) == []
    assert messages("typography", asked(item)) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('Det "nya" huset', ["straight quotes (once more)"]),
        ("Två  hus", ["two spaces"]),
        ("Vägar - broar", ["a hyphen for a dash"]),
        ("Plan 2024-2027", ["a hyphen for a dash"]),
        ("Göteborg-Borås", []),
        ("Vägar – broar, 2024–2027, ”så”", []),
        ("Dnr 2024-123", []),
    ],
)
def test_slips(text: str, told: list[str]) -> None:
    assert noted("typography", text) == told


def test_tables_and_lists_of_markdown_are_as_they_must_be() -> None:
    text = "| A   |  B |\n|:----|---:|\n| x - y | 2 |\n\n- punkt\n  - under\n"
    assert messages("typography", asked(texts={"a.md": text})) == []


def test_a_slip_is_pointed_at() -> None:
    seen = asked(texts={"a.md": "Rätt.\n\nDet är - fel.\n"})
    assert [str(one.position) for one in found("typography", seen)] == [
        "agendas/2024-03-01/a.md:3:7"
    ]
