"""What tells too much of people. All numbers are the authorities' own examples or made up."""

from __future__ import annotations

import pytest

from kallelse.diagnostics import Severity
from kallelse.rules.facts import Facts, PageFacts
from kallelse.source import KeyPath
from tests.asking import asked, found, messages, severities

PERSONAL = "640823-3234"
COORDINATION = "640883-3231"
AT: KeyPath = ("items", 0, "attachments", 0)
ITEM = """- {title: Ny väg, attachments: [{file: karta.pdf, title: Karta}]}"""


def has_number(text: str) -> bool:
    seen = asked(f"- title: Upprop\n  note: '{text}'")
    return bool(messages("personal-number", seen))


@pytest.mark.parametrize(
    "text",
    [
        PERSONAL,
        "19640823-3234",
        "196408233234",
        "640823+3234",
        "640823 - 3234",
        "640823–3234",
        "personnummer 6408233234",
        f"(pnr {PERSONAL}).",
        COORDINATION,
        "19640883-3231",
        f"intyg-{PERSONAL}.pdf",
        f"Anna_{PERSONAL}",
    ],
)
def test_numbers(text: str) -> None:
    assert has_number(text)


@pytest.mark.parametrize(
    "text",
    [
        "202021-2030",  # a company's
        "640823-3235",  # the check digit does not fit
        "641323-3234",  # no such month
        "640832-3231",  # no such day
        "640893-3230",  # no such day, coordination
        "6408233234",  # ten digits alone: mostly something else
        "0729-649697",
        "1640823-32341",
        "2024-02-01",
        "12345-640823-3234",
        "640823-3234-1",
        "5050-1055",
    ],
)
def test_what_is_none(text: str) -> None:
    assert not has_number(text)


def test_the_message_does_not_repeat_it() -> None:
    item = ITEM.replace("karta.pdf", f"{PERSONAL}.pdf")
    facts = {AT: Facts("0" * 64, ((1, PageFacts(PERSONAL, 595, 842)),))}
    problems = found("personal-number", asked(item, facts=facts))
    assert len(problems) == 2
    assert all(PERSONAL not in one.message + one.hint for one in problems)


def test_a_members_pack_is_warned_of() -> None:
    item = f"- title: Ansökan {PERSONAL}"
    assert severities("personal-number", asked(item)) == [Severity.ERROR]
    assert severities("personal-number", asked(item, audience="members")) == [Severity.WARNING]


def test_how_serious_it_is_cannot_be_set() -> None:
    item = f"- title: Ansökan {PERSONAL}"
    set_by_hand = asked(item, body="rules: {personal-number: warning}")
    assert severities("personal-number", set_by_hand) == [Severity.ERROR]
    assert messages("rule-setting", set_by_hand) == ["this rule cannot be set: personal-number"]


def test_everywhere_in_an_attachment() -> None:
    facts = Facts(
        "0" * 64,
        pages=((3, PageFacts("x", 595, 842)), (7, PageFacts(f"Född {PERSONAL}", 595, 842))),
        outline=(f"Beslut {COORDINATION}",),
        metadata=(("Title", PERSONAL),),
    )
    assert messages("personal-number", asked(ITEM, facts={AT: facts})) == [
        "a personal identity number on page 7: karta.pdf",
        "a personal identity number in a bookmark: karta.pdf",
        "a personal identity number in the document's properties: karta.pdf",
    ]


def test_on_its_line_of_a_text_and_in_members_yaml() -> None:
    seen = asked(texts={"a.md": f"Ett\n\nTvå {PERSONAL}\n"}, body=f"place: Rum {PERSONAL}")
    places = [str(one.position) for one in found("personal-number", seen)]
    assert places == ["agendas/2024-03-01/a.md:3:1", "members.yaml:6:12"]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Svara anna.ek@gmail.com", 1),
        ("Svara anna.ek@hotmail.se", 1),
        ("Svara anna.ek@smabygden.se", 0),
        ("Ring 070-174 06 05", 1),
        ("Ring +46 70 174 06 05", 1),
        ("Ring 033-12 34 56", 0),
        ("Konto 0701740605-3", 0),
    ],
)
def test_private_contacts(text: str, count: int) -> None:
    seen = asked(f"- title: Upprop\n  note: {text}")
    assert len(messages("private-contact", seen)) == count


def test_officers_may_be_reached() -> None:
    seen = asked(body="place: Ring 070-174 06 05")
    assert messages("private-contact", seen) == []
