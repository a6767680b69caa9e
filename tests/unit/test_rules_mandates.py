"""Who holds a seat on the day of the meeting; tests/projects/broken has a story for each rule."""

from __future__ import annotations

import pytest

from tests.asking import asked, found, messages

BOARD = """
substitutes:
  - {name: Cilla Lind, municipality: Storby}
  - {name: Disa Berg, municipality: Lillby}
"""
MEMBERS = (
    """[{name: Anna Ek, municipality: Storby, role: chair}, {name: Bo Alm, municipality: Lillby}]"""
)


def test_a_chair_whose_mandate_is_over_is_none() -> None:
    seen = asked(members="[{name: Anna Ek, role: chair, until: 2024-02-29}, {name: Bo Alm}]")
    assert messages("chair-missing", seen) == ["Direktionen has no chair on 2024-03-01"]


def test_a_chair_may_change() -> None:
    members = """[{name: Anna Ek, role: chair, until: 2024-02-29},
      {name: Bo Alm, role: chair, since: 2024-03-01}]"""
    assert messages("chair-missing", asked(members=members)) == []


def test_a_mandate_may_follow_another() -> None:
    members = """[{name: Anna Ek, role: chair}, {name: Bo Alm, until: 2024-01-31},
      {name: Bo Alm, since: 2024-02-01}]"""
    assert messages("mandate-overlap", asked(members=members)) == []
    touching = members.replace("since: 2024-02-01", "since: 2024-01-31")
    assert len(messages("mandate-overlap", asked(members=touching))) == 1


def test_two_of_one_name_are_two_people() -> None:
    members = "[{name: Anna Ek, role: chair, party: C}, {name: Anna Ek, party: S}]"
    assert messages("mandate-overlap", asked(members=members)) == []


def test_a_board_with_both_for_everyone_is_right() -> None:
    seen = asked(members=MEMBERS, body=BOARD)
    assert messages("substitutes-number", seen) == []
    assert messages("municipality-incomplete", seen) == []


@pytest.mark.parametrize("name", ["Barnnämnden", "Kommunfullmäktige"])
def test_other_bodies_have_other_rules(name: str) -> None:
    seen = asked(members=MEMBERS, body=BOARD.replace("Lillby", "Storby"), name=name)
    assert messages("substitutes-number", seen) == []
    assert messages("municipality-incomplete", seen) == []


def test_who_has_left_does_not_count() -> None:
    body = BOARD.replace("Disa Berg,", "Disa Berg, until: 2024-02-01,")
    seen = asked(members=MEMBERS, body=body)
    assert messages("substitutes-number", seen) == []  # the other rule says which one
    (one,) = found("municipality-incomplete", seen)
    assert one.message == "Lillby has no substitute in Direktionen"
    assert one.position.file == "members.yaml"


def test_an_officer_may_sign() -> None:
    body = "signers: [{name: Dan Bok, title: Förbundsdirektör}, {name: Anna Ek, title: Ordförande}]"
    assert messages("signer-not-in-body", asked(body=body)) == []


def test_a_former_member_may_not() -> None:
    members = "[{name: Anna Ek, role: chair}, {name: Bo Alm, until: 2024-01-31}]"
    seen = asked(members=members, body="signers: [{name: Bo Alm, title: Justerare}]")
    assert len(messages("signer-not-in-body", seen)) == 1


def test_numbers_that_differ() -> None:
    more = "  - {name: Egil Dal, municipality: Lillby}\n"
    assert messages("substitutes-number", asked(members=MEMBERS, body=BOARD + more)) == [
        "Direktionen has other numbers of members (2) and substitutes (3)"
    ]
