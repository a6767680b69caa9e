"""The Pack as data: plain JSON, nothing of where it came from."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from pathlib import Path

import pytest

from kallelse.fields import TimeSpan
from kallelse.model import Role
from kallelse.pack import Pack, paginate, to_json, to_plain
from tests import pdfs
from tests.writing import assembled, write

AGENDA = """\
items:
  - title: Räkor
    kind: decision
    duration: 20
    memo: {officer: eva-ek, date: 2024-02-01, proposal: [Ja., Nej.]}
    register: {incoming: [{date: 2024-02-02, from: Någon, subject: Brev}]}
    attachments: [{file: mapp/hemlig-fil.md, title: Text}, {file: hemlig-fil.pdf, title: Bok}]
  - title: Nästa
    next_meeting: {date: 2024-04-01, time: 9.00}
"""


@pytest.fixture
def pack(tmp_path: Path) -> Pack:
    files: dict[str, str | bytes] = {
        "./mapp/hemlig-fil.md": "Hej.\n",
        "./hemlig-fil.pdf": pdfs.text(2),
    }
    return assembled(write(tmp_path / "hemlig-mapp", AGENDA, files))


def test_json_is_the_pack_as_it_reads(pack: Pack) -> None:
    plain = json.loads(to_json(pack))
    assert plain["meeting"]["date"] == "2024-03-01"
    assert plain["meeting"]["time"] == {"start": "09:00", "end": "12:00"}
    first, following = plain["entries"]
    assert (first["kind"], first["duration"], first["level"]) == ("decision", 20, 0)
    assert first["memo"]["officer"]["name"] == "Eva Ek"
    assert first["memo"]["proposal"] == ["Ja.", "Nej."]
    assert first["register"]["incoming"] == [
        {"date": "2024-02-02", "from": "Någon", "subject": "Brev"}
    ]
    assert following["next_time"] == {"start": "09:00"}
    assert [one["id"] for one in plain["parts"]][-1] == "item-1-attachment-2"


def test_what_is_not_there_is_left_out(pack: Pack) -> None:
    plain = json.loads(to_json(pack))
    assert "note" not in plain["entries"][0]
    assert "null" not in to_json(pack)


def test_swedish_letters_are_themselves(pack: Pack) -> None:
    assert "Räkor" in to_json(pack)


def test_what_is_added_comes_last(pack: Pack) -> None:
    assert list(json.loads(to_json(pack, pdf={"file": "a.pdf"}, inputs="x")))[-3:] == [
        "pages",
        "pdf",
        "inputs",
    ]


def test_neither_a_path_nor_the_name_of_a_file_is_in_it(pack: Pack, tmp_path: Path) -> None:
    assert "hemlig" not in to_json(pack)
    assert "hemlig" not in repr(pack)
    assert str(tmp_path) not in repr(pack)


def test_plain_data_has_no_types_but_those_of_json() -> None:
    @dataclasses.dataclass
    class Record:
        from_: str
        when: dt.time
        role: Role
        span: TimeSpan
        missing: str | None
        table: dict[str, tuple[dt.date, ...]]

    record = Record(
        "a",
        dt.time(9, 5),
        Role.CHAIR,
        TimeSpan(dt.time(9)),
        None,
        {"b": (dt.date(2024, 3, 1),), "a": ()},
    )
    plain = to_plain(record)
    assert json.loads(json.dumps(plain)) == plain
    assert plain == {
        "from": "a",
        "when": "09:05",
        "role": "chair",
        "span": {"start": "09:00"},
        "table": {"a": [], "b": ["2024-03-01"]},
    }
    assert list(plain["table"]) == ["a", "b"], "sorted, so that the same is written the same"


def test_parts_follow_each_other_from_page_one(pack: Pack) -> None:
    counts = {part.id: number for number, part in enumerate(pack.parts, 1)}
    paged = paginate(pack, counts)
    assert [(one.first_page, one.last_page) for one in paged.parts] == [
        (1, 1),
        (2, 3),
        (4, 6),
        (7, 10),
        (11, 15),
        (16, 21),
    ]
    assert paged.pages == 21


def test_a_part_that_was_not_counted_is_our_mistake(pack: Pack) -> None:
    with pytest.raises(KeyError):
        paginate(pack, {"notice": 1})


def test_a_pack_cannot_be_changed(pack: Pack) -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        pack.audience = "members"  # type: ignore[misc]
