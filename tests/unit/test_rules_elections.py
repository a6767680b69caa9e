"""Elections on the agenda of one who is called already; the example holds the real case."""

from __future__ import annotations

import pytest

from tests.asking import asked, messages

BODY = "substitutes: [{name: Bo Alm}, {name: Cilla Lind}]"
ITEM = """
- kind: decision
  title: {title}
  memo:
    proposal: {proposal}
"""


def elected(
    title: str = "Fyllnadsval av ersättare",
    proposal: str = "Direktionen utser Bo Alm till ny ersättare efter Cilla Lind.",
    body: str = BODY,
) -> list[str]:
    seen = asked(ITEM.format(title=title, proposal=proposal), body=body)
    return messages("elected-already-sitting", seen)


def test_the_one_who_comes_and_not_the_one_who_leaves() -> None:
    said = "Bo Alm is to be elected here and is already called as a substitute"
    assert elected() == [said]


@pytest.mark.parametrize(
    "title",
    [
        "Val av justerare",
        "Val av ledamot i stiftelsen Broarna",
        "Val av ersättare i beredningen Vägar",
        "Valfrihet i omsorgen",
    ],
)
def test_other_elections_are_no_concern(title: str) -> None:
    assert elected(title=title) == []


def test_since_the_day_of_the_meeting_is_meant() -> None:
    assert elected(body=BODY.replace("Bo Alm", "Bo Alm, since: 2024-03-01")) == []


def test_who_comes_later_is_not_called() -> None:
    assert elected(body=BODY.replace("Bo Alm", "Bo Alm, since: 2024-03-02")) == []


def test_who_is_only_named_is_not_elected() -> None:
    assert elected(proposal="Direktionen tackar Bo Alm för hans tid.") == []
