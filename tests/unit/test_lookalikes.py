"""What comes along when text is pasted: it is stripped where harmless, else named by its name."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from kallelse.lookalikes import lookalike
from kallelse.source import read
from tests.writing import AGENDA, complaints, is_sound, loaded, write


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("2024\u201103-01", "There is a no-break hyphen (U+2011) in it: type the hyphen anew."),
        ("2024–03–01", "There is an en dash (U+2013) in it: type the hyphen anew."),
        ("a\u00a0b", "There is a no-break space (U+00A0) in it: type the space anew."),
        ("a\u2007b", "There is a space of another kind (U+2007) in it: type the space anew."),
        ("dec\u00adision", "There is a soft hyphen (U+00AD) in it, which cannot be seen: type"),
        ("a\u200bb", "There is a zero-width space (U+200B) in it, which cannot be seen: type"),
        ("a\u2060b", "There is an invisible character (U+2060) in it, which cannot be seen: type"),
        ("a\u2012b", "There is a dash (U+2012) in it: type the hyphen anew."),
        ("åäö-é 'x", ""),
    ],
)
def test_a_lookalike_is_named_with_what_to_type(text: str, told: str) -> None:
    assert lookalike(text).startswith(told)
    assert bool(lookalike(text)) == bool(told)


@pytest.mark.parametrize(
    ("written", "char"),
    [
        ("next_meeting: {date: 2024\u201105-01}", "U+2011"),
        ("next_meeting: {date: 2024-05-01, time: 9.\u200b00}", "U+200B"),
        ("kind: dec\u00adision", "U+00AD"),
        ("kind: deci\u200bsion", "U+200B"),
        ("id: ett\u2011tu", "U+2011"),
        ("memo: {officer: eva\u2011ek}", "U+2011"),
        ("duration: 3\u200b0", "U+200B"),
        ("ki\u00adnd: decision", "U+00AD"),
        ("attachments: [{file: a\u2011b.md, title: A}]", "U+2011"),
        ("attachments: [{file: c-d.md, title: A}]", "Rename the file, typing its name anew."),
    ],
)
def test_the_hint_names_the_character(tmp_path: Path, written: str, char: str) -> None:
    files: dict[str, str | bytes] = {"./a-b.md": "A.\n", "./c\u2011d.md": "C.\n"}
    project = write(tmp_path, f"items:\n  - title: Ett\n    {written}\n", files)
    (found,) = complaints(project)
    assert char in found.hint


def test_around_a_value_it_does_no_harm(tmp_path: Path) -> None:
    project = write(tmp_path, "items:\n  - title: \u00a0Ett\u200b\n    kind: decision\u00a0\n")
    agenda = tmp_path / AGENDA
    text = agenda.read_text("utf-8")
    agenda.write_text(text.replace("2024-03-01", "\u00a02024-03-01\u202f").replace("-", "-"))
    meeting = loaded(project).meeting
    assert meeting.date == dt.date(2024, 3, 1)
    assert meeting.items[0].title == "Ett"  # type: ignore[union-attr]
    assert meeting.items[0].kind == "decision"  # type: ignore[union-attr]


def test_quotes_keep_what_is_in_them() -> None:
    assert read('a: "\u00a0b"\n', "f").data == {"a": "\u00a0b"}


@pytest.mark.parametrize("dash", "-‐‑–—−")
def test_a_span_of_time_may_have_any_dash(tmp_path: Path, dash: str) -> None:
    following = f"{{date: 2024-05-01, time: 9.00{dash}12.00}}"
    assert is_sound(write(tmp_path, f"items: [{{title: Ett, next_meeting: {following}}}]\n"))


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("a: b\ndate:\u00a02024-03-01\n", 2, 6),
        ("date:\u00a02024-03-01\nb: c\n", 1, 6),
        ("a:\n  b: c\n \u00a0d: e\n", 3, 2),
    ],
)
def test_a_space_that_yaml_needs_is_pointed_at(text: str, line: int, column: int) -> None:
    (found,) = read(text, "f").diagnostics
    assert (found.position.line, found.position.column) == (line, column)
    assert "U+00A0" in found.hint
    assert found.rule == "yaml-syntax"


def test_an_officer_by_the_full_name(tmp_path: Path) -> None:
    project = write(tmp_path, "items: [{title: Ett, memo: {officer: Eva Ek}}]\n")
    (found,) = complaints(project)
    assert found.rule == "officer-unknown"
    assert found.hint == "Write eva-ek, which is the short name under `officers` in members.yaml."
