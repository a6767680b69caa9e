"""What a decision needs, how it is worded, and which items always stand on the agenda."""

from __future__ import annotations

import pytest

from tests.asking import asked, messages

ITEM = """
- kind: decision
  title: {title}
  memo:
    {key}: {value}
    proposal: Direktionen beslutar att bygga.
  attachments: [{{file: a.pdf, title: Karta över vägen}}]
"""


def test_a_group_of_decisions_needs_no_document_of_its_own() -> None:
    item = "- {kind: decision, title: Broar, items: [{title: Norra}, {title: Södra}]}"
    assert messages("decision-without-document", asked(item)) == []
    assert messages("decision-without-proposal", asked(item)) == []


def test_one_thing_missing_is_told_once() -> None:
    seen = asked("- {kind: decision, title: Broar}")
    assert len(messages("decision-without-document", seen)) == 1
    assert messages("decision-without-proposal", seen) == []


@pytest.mark.parametrize(
    ("item", "memo", "count"),
    [
        ("Årsbokslut 2023", "Årsbokslut 2023 Småbygdens kommunalförbund", 0),
        ("Årsbokslut 2023 för Småbygden", "Årsbokslut 2023", 0),
        ("Årsbokslut 2023", "ÅRSBOKSLUT 2023", 0),
        ("Bilaga Samverkansavtal BRVux", "Ekonomibilaga samverkansavtal inom BRvux", 1),
    ],
)
def test_a_memo_may_say_more_or_less_but_nothing_else(item: str, memo: str, count: int) -> None:
    seen = asked(ITEM.format(title=item, key="title", value=memo))
    assert len(messages("memo-title-differs", seen)) == count


@pytest.mark.parametrize(
    ("text", "repeats", "unmatched"),
    [
        ("Karta över vägen", 1, 0),
        ("Bilaga 1 Karta över vägen.", 1, 0),
        ("Bilaga 2, Riskbedömning", 0, 1),
        ("Bilaga 1 Kartan över vägen", 0, 0),
        ("Bilagorna till budgeten 2019", 0, 0),
        ("Beslut 2023-09-29 om vägen", 0, 0),
    ],
)
def test_basis(text: str, repeats: int, unmatched: int) -> None:
    seen = asked(ITEM.format(title="Ny väg", key="basis", value=f'["{text}"]'))
    assert len(messages("basis-repeats", seen)) == repeats
    assert len(messages("basis-unmatched", seen)) == unmatched


PROPOSAL = """
- kind: decision
  title: Ny väg
  memo:
    proposal:
      - "{text}"
"""


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("Direktionen beslutar att bygga.", set()),
        ("**Direktionen** beslutar att bygga.", set()),
        ("Direktionens ordförande får i uppdrag att bygga.", {"proposal-subject"}),
        ("att bygga vägen", {"proposal-subject"}),
        ("Direktionen bygger väl?", {"proposal-question"}),
        ("Direktionen beslutar att bygga samt att sälja.", {"proposal-several"}),
        ("Direktionen bygger. Direktionen säljer.", {"proposal-several"}),
        ("Direktionen antar avtalet, med en utredning av vägar och broar.", set()),
    ],
)
def test_proposals(text: str, rules: set[str]) -> None:
    seen = asked(PROPOSAL.format(text=text))
    about = ("proposal-subject", "proposal-question", "proposal-several")
    assert {rule for rule in about if messages(rule, seen)} == rules


STANDING = "standing_items: [Upprop, Val av justerare, Övriga frågor]"


@pytest.mark.parametrize(
    ("titles", "told"),
    [
        (["Upprop", "Ny väg", "Val av justerare", "Övriga frågor"], []),
        (["UPPROP kl. 9", "Val av justerare", "Övriga frågor"], []),
        (["Upprop", "Övriga frågor"], ["a standing item is missing: Val av justerare"]),
        (
            ["Val av justerare", "Upprop", "Övriga frågor"],
            ["Val av justerare usually comes after Upprop"],
        ),
    ],
)
def test_standing_items(titles: list[str], told: list[str]) -> None:
    items = "\n".join(f"- title: {title}" for title in titles)
    assert messages("standing-items", asked(items, body=STANDING)) == told


def test_standing_items_in_a_group() -> None:
    items = """
      - heading: Formalia
        items: [{title: Upprop}, {title: Val av justerare}]
      - title: Övriga frågor
    """
    assert messages("standing-items", asked(items, body=STANDING)) == []
