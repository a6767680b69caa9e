"""All meetings in one run: in order, each problem once, and nothing opened twice."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from kallelse import checking
from kallelse.checking import check
from kallelse.convert import Bench
from kallelse.diagnostics import Diagnostic, Severity
from kallelse.i18n import speaking
from kallelse.load import Examined
from kallelse.project import Project, meetings
from tests import pdfs

AGENDA = Path("agendas/2024-03-01.yaml")


def found(root: Path, *asked: str, today: dt.date | None = None) -> list[Diagnostic]:
    project = Project(root)
    batches = check(project, asked or meetings(project), today=today)
    return [one for batch in batches for one in batch]


def rules(root: Path, *asked: str) -> list[str]:
    return [one.rule for one in found(root, *asked)]


def edit(root: Path, old: str, new: str, name: str | Path = AGENDA) -> None:
    text = (root / name).read_text("utf-8")
    assert old in text
    (root / name).write_text(text.replace(old, new), encoding="utf-8")


def add_meeting(root: Path, day: str) -> None:
    text = (root / AGENDA).read_text("utf-8").replace("2024-03-01", day)
    (root / "agendas" / f"{day}.yaml").write_text(text, encoding="utf-8")


def attach(root: Path, name: str = "karta.pdf", title: str = "Upprop") -> Path:
    folder = root / "agendas" / "2024-03-01"
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(pdfs.data(pdfs.new(pdfs.content("Pnr 640823-3234"))))
    more = f"{title}\n    attachments: [{{file: {name}, title: Karta}}]\n"
    edit(root, f"title: {title}\n", f"title: {more}")
    return folder / name


def test_by_file_and_line_with_what_is_shared_at_the_end(small: Path) -> None:
    edit(small, "title: Upprop", 'title: "Upprop  nu"')
    add_meeting(small, "2024-04-05")
    add_meeting(small, "2024-02-02")
    edit(small, "role: chair", "role: first_vice_chair", "members.yaml")
    problems = found(small)
    assert problems == sorted(problems)
    assert [one.position.file for one in problems if one.rule == "chair-missing"] == [
        "members.yaml"
    ]
    assert [one.rule for one in problems].count("typography") == 3


def test_one_meeting_is_asked_for(small: Path) -> None:
    edit(small, "title: Upprop", 'title: "Upprop  nu"')
    add_meeting(small, "2024-04-05")
    assert [one.position.file for one in found(small, "2024-04-05")] == ["agendas/2024-04-05.yaml"]


def test_a_meeting_that_cannot_be_read_hides_no_other(small: Path) -> None:
    add_meeting(small, "2024-04-05")
    edit(small, "items:", "items: [")
    edit(small, "title: Upprop", "titel: Upprop", "agendas/2024-04-05.yaml")
    assert rules(small) == ["yaml-syntax", "key-unknown"]


def test_what_is_inside_attachments_is_found(small: Path) -> None:
    attach(small)
    assert {"personal-number", "fonts-not-embedded"} <= set(rules(small))


def test_a_check_of_what_has_not_changed_examines_nothing(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    attach(small)
    before = found(small)

    def examined(*_all: object, **_named: object) -> None:
        raise AssertionError

    monkeypatch.setattr("kallelse.load.examine", examined)
    assert found(small) == before
    assert [one.severity for one in found(small)] == [one.severity for one in before]


def test_an_edited_meeting_does_not_open_its_attachments_again(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    attach(small)
    before = set(found(small))

    def started(_bench: Bench) -> None:
        raise AssertionError

    monkeypatch.setattr(Bench, "start", started)
    edit(small, "Ny cykelväg", "Ny  cykelväg")
    assert set(found(small)) > before - {one for one in before if one.rule == "file-unused"}


@pytest.mark.parametrize("name", ["members.yaml", "agendas/2024-03-01.yaml"])
def test_every_change_is_seen(small: Path, name: str) -> None:
    assert found(small) == []
    with (small / name).open("a", encoding="utf-8") as stream:
        stream.write("okänd: nyckel\n")
    assert rules(small) == ["key-unknown"]


def test_a_changed_attachment_is_seen(small: Path) -> None:
    path = attach(small)
    assert "personal-number" in rules(small)
    path.write_bytes(pdfs.data(pdfs.new(pdfs.content("Karta"))))
    assert "personal-number" not in rules(small)


def test_the_day_and_the_language_are_not_mixed_up(small: Path) -> None:
    edit(small, "    rules: {", "    rules: {notice-days: {days: 7}, ", "members.yaml")
    assert found(small, today=dt.date(2024, 2, 1)) == []
    (late,) = found(small, today=dt.date(2024, 2, 28))
    assert late.rule == "notice-days"
    with speaking("sv"):
        (told,) = found(small, today=dt.date(2024, 2, 28))
    assert (told.rule, told.position) == (late.rule, late.position)


def test_a_broken_cache_is_no_trouble(small: Path) -> None:
    attach(small)
    before = found(small)
    kept = [*(small / "build").rglob("*.json")]
    assert kept
    for one in kept:
        one.write_text('{"of": 1')
    assert found(small) == before


def test_a_cache_that_cannot_be_written_is_no_trouble(small: Path) -> None:
    edit(small, "title: Upprop", 'title: "Upprop  nu"')
    (small / "build").write_text("in the way")
    assert rules(small) == ["typography"]


def test_the_register_before_is_that_of_the_same_body(small: Path) -> None:
    register = "title: Upprop\n    register: {{incoming: [{{date: {}, from: A, subject: B}}]}}\n"
    edit(small, "title: Upprop\n", register.format("2024-02-01"))
    add_meeting(small, "2024-02-09")
    edit(small, "date: 2024-02-01", "date: 2024-02-02", "agendas/2024-02-09.yaml")
    add_meeting(small, "2024-02-16")
    edit(small, "body: direktionen", "body: annan", "agendas/2024-02-16.yaml")
    assert rules(small, "2024-03-01") == ["register-date-before"]
    edit(small, "date: 2024-02-02", "date: 2024-01-31", "agendas/2024-02-09.yaml")
    assert rules(small, "2024-03-01") == []


def test_meetings_are_let_go_one_after_the_other(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for month in range(4, 10):
        add_meeting(small, f"2024-0{month}-05")
    judged: list[object] = []
    judge = checking._judge

    def counted(one: Examined) -> object:
        judged.append(one)
        return judge(one)

    monkeypatch.setattr(checking, "_judge", counted)
    batches = check(Project(small), meetings(Project(small)))
    for number in range(1, 8):
        next(batches)
        assert len(judged) == number


def test_an_info_never_reaches_a_build(small: Path) -> None:
    from kallelse.load import load

    edit(small, "title: Upprop", 'title: "Upprop  nu"')
    assert [one.severity for one in found(small)] == [Severity.INFO]
    assert load(Project(small), "2024-03-01").warnings == ()
