"""From what editors wrote to the Pack: numbers, labels, times, people, documents, their order."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from kallelse.diagnostics import InputError
from kallelse.pack import Pack, PartKind
from tests import pdfs
from tests.writing import AGENDA, assembled, gathered, places, write

NESTED = """\
items:
  - title: Upprop
  - heading: Beslut
    items:
      - title: Vägen
        attachments: [{file: a.md, title: Karta}, {file: a.md, title: Kalkyl}]
        items:
          - title: Norra delen
            items:
              - title: Bron
                attachments: [{file: a.md, title: Ritning}]
          - title: Södra delen
            memo: {proposal: Ja.}
      - title: Skolan
  - heading: Information
    items:
      - title: Läget
        register: {delegated: [{date: 2024-02-01, decision: Köp, by: Chefen}]}
        memo: {proposal: Ja.}
        attachments: [{file: a.md, title: Bild}]
  - title: Avslutning
"""


@pytest.fixture
def nested(tmp_path: Path) -> Pack:
    return assembled(write(tmp_path, NESTED, {"./a.md": "Hej.\n"}))


def test_items_are_numbered_on_through_groups_and_sub_items_within_theirs(nested: Pack) -> None:
    assert [(one.number, one.title) for one in nested.entries] == [
        ("1", "Upprop"),
        (None, "Beslut"),
        ("2", "Vägen"),
        ("2.1", "Norra delen"),
        ("2.1.1", "Bron"),
        ("2.2", "Södra delen"),
        ("3", "Skolan"),
        (None, "Information"),
        ("4", "Läget"),
        ("5", "Avslutning"),
    ]


def test_attachments_are_numbered_within_their_item(nested: Pack) -> None:
    labels = {part.title: part.label for part in nested.parts if part.kind is PartKind.ATTACHMENT}
    assert labels == {
        "Karta": "Bilaga 2.1",
        "Kalkyl": "Bilaga 2.2",
        "Ritning": "Bilaga 2.1.1.1",
        "Bild": "Bilaga 4.1",
    }


def test_documents_stand_in_the_order_of_the_agenda_and_within_an_item_by_kind(
    nested: Pack,
) -> None:
    assert [part.id for part in nested.parts] == [
        "notice",
        "agenda",
        "item-2-attachment-1",
        "item-2-attachment-2",
        "item-2-1-1-attachment-1",
        "item-2-2-memo",
        "item-4-memo",
        "item-4-register",
        "item-4-attachment-1",
    ]
    assert [part_id for entry in nested.entries for part_id in entry.parts] == [
        part.id for part in nested.parts[2:]
    ]


def test_every_document_knows_its_item_and_finds_its_entry(nested: Pack) -> None:
    assert {part.id: part.item for part in nested.parts if part.kind is PartKind.MEMO} == {
        "item-2-2-memo": "2.2",
        "item-4-memo": "4",
    }
    entry = nested.entry_of(nested.part("item-2-2-memo"))
    assert entry is not None
    assert entry.title == "Södra delen"
    assert nested.entry_of(nested.part("notice")) is None
    with pytest.raises(KeyError):
        nested.part("item-9-memo")


def times(root: Path, items: str, *, show: str = "true") -> dict[str | None, str | None]:
    pack = assembled(write(root, f"show_times: {show}\n{items}"))
    return {
        one.number: one.start.isoformat("minutes") if one.start else None for one in pack.entries
    }


def test_items_begin_when_those_before_them_have_ended(tmp_path: Path) -> None:
    items = """\
items:
  - {title: a}
  - {title: b, duration: 20}
  - heading: Grupp
    items: [{title: c, duration: 45}, {title: d}]
  - {title: e, duration: 5}
"""
    assert times(tmp_path, items) == {
        "1": None,
        "2": "09:00",
        None: None,
        "3": "09:20",
        "4": None,
        "5": "10:05",
    }


def test_an_item_lasts_as_long_as_it_says_whatever_its_sub_items_say(tmp_path: Path) -> None:
    items = """\
items:
  - title: a
    duration: 60
    items: [{title: b, duration: 10}, {title: c, duration: 15}]
  - {title: d, duration: 5}
"""
    assert times(tmp_path, items) == {"1": "09:00", "1.1": "09:00", "1.2": "09:10", "2": "10:00"}


def test_an_item_that_does_not_say_lasts_as_long_as_its_sub_items(tmp_path: Path) -> None:
    items = """\
items:
  - title: a
    items: [{title: b, duration: 10}, {title: c, duration: 15}]
  - {title: d, duration: 5}
"""
    assert times(tmp_path, items) == {"1": None, "1.1": "09:00", "1.2": "09:10", "2": "09:25"}


def test_times_are_shown_only_where_the_editor_asks_for_them(tmp_path: Path) -> None:
    assert times(tmp_path, "items: [{title: a, duration: 5}]\n", show="false") == {"1": None}


PEOPLE = """\
organisation: {name: Prov}
bodies:
  namnden:
    name: Nämnden
    closing: Välkomna!
    signers: [{name: S, title: Ordförande}]
    members:
      - {name: Ordföranden, role: chair}
      - {name: Till i går, until: 2024-02-29}
      - {name: Till i dag, until: 2024-03-01}
      - {name: Från i dag, since: 2024-03-01}
      - {name: Från i morgon, since: 2024-03-02}
      - {name: Båda, since: 2024-01-01, until: 2024-12-31}
    substitutes: [{name: Borta, until: 2023-12-31}, {name: Kvar}]
    co_opted: [{name: Ny, since: 2024-03-01}, {name: Nyare, since: 2025-01-01}]
"""


def test_those_are_called_whose_mandate_covers_the_day(tmp_path: Path) -> None:
    pack = assembled(write(tmp_path, "items: [{title: a}]\n", {"members.yaml": PEOPLE}))
    called = pack.meeting.called
    assert [one.name for one in called.members] == [
        "Ordföranden",
        "Till i dag",
        "Från i dag",
        "Båda",
    ]
    assert [one.name for one in called.substitutes] == ["Kvar"]
    assert [one.name for one in called.co_opted] == ["Ny"]


def test_the_meeting_closes_with_its_own_words_or_with_those_of_the_body(tmp_path: Path) -> None:
    items, people = "items: [{title: a}]\n", {"members.yaml": PEOPLE}
    theirs = assembled(write(tmp_path / "a", items, dict(people)))
    own = assembled(write(tmp_path / "b", f"closing: Hej då!\n{items}", dict(people)))
    assert (theirs.meeting.closing, own.meeting.closing) == ("Välkomna!", "Hej då!")
    assert theirs.meeting.title == "Kallelse till sammanträde med Nämnden"


def test_a_memo_has_its_officer_looked_up_and_its_text_read(tmp_path: Path) -> None:
    agenda = """\
items:
  - id: vagen
    title: Vägen
    kind: decision
    memo:
      officer: eva-ek
      case: KS 2024/1
      date: 2024-02-01
      title: Vägen byggs
      proposal: [Ett., Två.]
      text: memo.md
      sections: [{title: Pengar, text: Inga.}]
      basis: Väglagen
      dispatch_to: [A, B]
"""
    pack = assembled(write(tmp_path, agenda, {"./memo.md": "Ur *filen*.\n"}))
    (entry,) = pack.entries
    memo = entry.memo
    assert memo is not None
    assert memo.officer is not None
    assert (memo.officer.name, memo.officer.phone) == ("Eva Ek", "0300-123")
    assert (memo.title, memo.case, memo.date) == ("Vägen byggs", "KS 2024/1", dt.date(2024, 2, 1))
    assert memo.background == "Ur *filen*.\n"
    assert [(one.title, one.text) for one in memo.sections] == [("Pengar", "Inga.")]
    assert (memo.proposal, memo.basis) == (("Ett.", "Två."), ("Väglagen",))
    assert memo.dispatch_to == ("A", "B")
    assert pack.part("item-1-memo").title == "Vägen byggs"
    assert pack.targets == {"vagen": "item-1-memo"}


def test_a_memo_without_a_title_bears_that_of_its_item(tmp_path: Path) -> None:
    (entry,) = assembled(write(tmp_path, "items: [{title: a, memo: {proposal: b}}]\n")).entries
    assert entry.memo is not None
    assert (entry.memo.title, entry.memo.officer, entry.memo.background) == ("a", None, None)


def test_a_link_to_an_item_without_documents_leads_to_its_row_of_the_agenda(
    tmp_path: Path,
) -> None:
    agenda = "items: [{title: a}, {title: b, id: bee, items: [{title: c, id: sea}]}]\n"
    assert assembled(write(tmp_path, agenda)).targets == {"bee": "item-2", "sea": "item-2-1"}


def test_the_next_meeting_is_a_part_of_its_entry(tmp_path: Path) -> None:
    agenda = "items: [{title: a, next_meeting: {date: 2024-04-01, time: 9.00, place: Mark}}]\n"
    (entry,) = assembled(write(tmp_path, agenda)).entries
    assert (entry.next_date, entry.next_place) == (dt.date(2024, 4, 1), "Mark")
    assert entry.next_time is not None
    assert entry.next_time.start == dt.time(9)


def test_a_text_is_a_part_that_we_make_and_a_pdf_one_that_is_bound(tmp_path: Path) -> None:
    agenda = """\
items:
  - title: a
    attachments:
      - {file: a.md, title: Text, date: 2024-02-01}
      - {file: b.md, title: Yttrande, template: statement}
      - {file: c.PDF, title: Bok}
"""
    files: dict[str, str | bytes] = {"./a.md": "A.\n", "./b.md": "B.\n", "./c.PDF": pdfs.text(3)}
    project = write(tmp_path, agenda, files)
    made = gathered(project).assembled
    text, statement, book = made.pack.parts[2:]
    assert (text.template, text.text, text.date) == ("document", "A.\n", dt.date(2024, 2, 1))
    assert (statement.template, statement.text) == ("statement", "B.\n")
    assert (book.template, book.text, book.pages, len(book.sha256)) == (None, None, 3, 64)
    assert [one.typeset for one in (text, statement, book)] == [True, True, False]
    assert set(made.documents) == {book.id}


def test_all_attachments_that_cannot_be_bound_are_told_at_once(tmp_path: Path) -> None:
    agenda = """\
items:
  - title: a
    attachments:
      - {file: a.pdf, title: A}
      - {file: b.pdf, title: B}
      - {file: c.pdf, title: C}
"""
    files: dict[str, str | bytes] = {
        "./a.pdf": b"hej",
        "./b.pdf": pdfs.text(1),
        "./c.pdf": b"%PDF-1.7",
    }
    project = write(tmp_path, agenda, files)
    with pytest.raises(InputError) as stopped:
        gathered(project)
    assert places(list(stopped.value.diagnostics)) == [
        f"{AGENDA}:8:16 attachment-damaged",
        f"{AGENDA}:10:16 attachment-damaged",
    ]
