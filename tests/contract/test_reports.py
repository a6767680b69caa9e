"""Problems as people and programs read them: text, JSON, GitHub's commands, SARIF."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from jsonschema import Draft4Validator

from kallelse import report
from kallelse.diagnostics import Diagnostic, Position, Severity
from tests.conftest import ROOT
from tests.shell import Shell

OFFICIAL = json.loads((ROOT / "tests" / "schemas" / "sarif-2.1.0.json").read_text("utf-8"))
NASTY = Diagnostic(
    Position("agendas/å,b:c.yaml", 3, 5, 4),
    "some-rule",
    "100 % [här](https://example.org)\x1b[31m\r\n::error::x",
    "do [b]it[/b]",
    Severity.WARNING,
)
INFO = Diagnostic(Position("a.yaml"), "other-rule", "just so", severity=Severity.INFO)
COLOUR = re.compile(r"\x1b\[[0-9;]*m")


@pytest.fixture
def broken(small: Path) -> Path:
    """Return a project whose attachment is not there."""
    agenda = small / "agendas" / "2024-03-01.yaml"
    text = agenda.read_text("utf-8").rstrip("\n")
    added = "\n  - title: Budget\n    attachments:\n      - {file: budget.pdf, title: Budget}\n"
    agenda.write_text(text + added, "utf-8")
    return small


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[None]:
    """Make stderr a terminal of 60 columns."""
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "60")
    monkeypatch.setattr(type(sys.stderr), "isatty", lambda stream: True)
    yield
    report.files_lie_in(ROOT)


def _shown(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return COLOUR.sub("", capsys.readouterr().err).splitlines()


@pytest.mark.usefixtures("terminal")
def test_a_terminal_sees_the_line_with_a_caret_under_the_value(
    kallelse: Shell, broken: Path
) -> None:
    ended = kallelse("build", "2024-03-01", here=broken)
    told = COLOUR.sub("", ended.err).splitlines()
    line = (broken / "agendas" / "2024-03-01.yaml").read_text("utf-8").count("\n")
    at = told.index(
        f"agendas/2024-03-01.yaml:{line}:16: error: attachment not found: budget.pdf "
        "[attachment-missing]"
    )
    assert told[at + 1 : at + 3] == [
        f"  {line} |       - {{file: budget.pdf, title: Budget}}",
        f"  {' ' * len(str(line))} |                ^~~~~~~~~~",
    ]


@pytest.mark.usefixtures("terminal")
@pytest.mark.parametrize(
    ("line", "place", "shown", "mark"),
    [
        ("titel: x", Position("a.yaml", 1, 1, 5), "titel: x", "^~~~~"),
        ("titel: x", Position("a.yaml", 1, 8), "titel: x", "       ^"),
        ("a: b", Position("a.yaml", 1, 99, 3), "a: b", "    ^"),
        ("a:\tb", Position("a.yaml", 1, 4, 1), "a:    b", "      ^"),
        ("a: \x1b[31mb", Position("a.yaml", 1, 9, 1), r"a: \x1b[31mb", "           ^"),
        ("a: [b]x[/b] c", Position("a.yaml", 1, 13, 1), "a: [b]x[/b] c", "            ^"),
        ("日本: c", Position("a.yaml", 1, 5, 1), "日本: c", "      ^"),
        ("", Position("a.yaml", 1, 1, 1), "", "^"),
    ],
)
def test_the_caret_stands_under_what_is_seen(
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    line: str,
    place: Position,
    shown: str,
    mark: str,
) -> None:
    (tmp_path / "a.yaml").write_text(line + "\n", "utf-8")
    report.files_lie_in(tmp_path)
    report.diagnostics([Diagnostic(place, "rule", "wrong")])
    assert _shown(capsys)[1:] == [f"  1 | {shown}", f"    | {mark}"]


@pytest.mark.usefixtures("terminal")
@pytest.mark.parametrize("column", [1, 40, 90, 300])
def test_a_long_line_is_cut_around_the_value(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, column: int
) -> None:
    line = "".join(f"{number:<5}" for number in range(70))
    (tmp_path / "a.yaml").write_text(line, "utf-8")
    report.files_lie_in(tmp_path)
    report.diagnostics([Diagnostic(Position("a.yaml", 1, column, 2), "rule", "wrong")])
    _, shown, mark = _shown(capsys)
    assert len(shown) <= 60
    assert shown[mark.index("^") :].startswith(line[column - 1 : column + 1].rstrip())


@pytest.mark.usefixtures("terminal")
def test_a_line_that_is_not_there_is_left_out(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    report.files_lie_in(tmp_path)
    report.diagnostics([Diagnostic(Position("gone.yaml", 7), "rule", "wrong", "Look.")])
    assert _shown(capsys) == ["gone.yaml:7:1: error: wrong [rule]", "    hint: Look."]


def test_json_is_a_list_of_objects_and_nothing_else_is_printed(
    kallelse: Shell, broken: Path
) -> None:
    ended = kallelse("build", "2024-03-01", "--format", "json", here=broken)
    found = {one["rule"]: one for one in json.loads(ended.out)}
    assert (ended.code, ended.err) == (1, "")
    assert found["attachment-missing"] == {
        "file": "agendas/2024-03-01.yaml",
        "line": (broken / "agendas" / "2024-03-01.yaml").read_text("utf-8").count("\n"),
        "column": 16,
        "length": 10,
        "severity": "error",
        "rule": "attachment-missing",
        "message": "attachment not found: budget.pdf",
        "hint": found["attachment-missing"]["hint"],
    }


def test_paths_make_room_for_what_a_program_reads(kallelse: Shell, small: Path) -> None:
    ended = kallelse("build", "2024-03-01", "--format", "json", here=small)
    assert ended.code == 0
    assert isinstance(json.loads(ended.out), list)
    assert [Path(line).name for line in ended.err.splitlines()] == [
        "kallelse-2024-03-01.pdf",
        "pack.json",
    ]


@pytest.mark.parametrize(("form", "written"), [("json", "[]\n"), ("github", ""), ("text", "")])
def test_nothing_wrong_is_told_in_every_format(
    capsys: pytest.CaptureFixture[str], form: str, written: str
) -> None:
    report.problems([], report.Format(form))
    assert capsys.readouterr() == (written, "")


def test_github_marks_the_line_of_the_pull_request(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path))
    report.files_lie_in(tmp_path / "handlingar")
    report.problems([NASTY, INFO], report.Format.GITHUB)
    where = "agendas/å%2Cb%3Ac.yaml,line=3,col=5,endColumn=9,title=some-rule"
    told = r"100 %25 [här](https://example.org)\x1b[31m\r\n::error::x%0Ado [b]it[/b]"
    assert capsys.readouterr().out.splitlines() == [
        "::notice file=handlingar/a.yaml,line=1,col=1,title=other-rule::just so",
        f"::warning file=handlingar/{where}::{told}",
    ]


def test_github_is_chosen_by_itself_where_it_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    assert report.chosen(None) is report.Format.TEXT
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    assert report.chosen(None) is report.Format.GITHUB
    assert report.chosen(report.Format.TEXT) is report.Format.TEXT


def test_sarif_is_what_its_standard_says(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path))
    report.files_lie_in(tmp_path / "handlingar")
    known = Diagnostic(Position("a.yaml", 2), "attachment-missing", "not there", "Put it there.")
    report.problems([NASTY, INFO, known], report.Format.SARIF)
    log = json.loads(capsys.readouterr().out)
    assert [error.message for error in Draft4Validator(OFFICIAL).iter_errors(log)] == []
    (run,) = log["runs"]
    assert run["language"] == "en-GB"
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert rules == ["attachment-missing", "other-rule", "some-rule"]
    results = run["results"]
    assert [rules[one["ruleIndex"]] for one in results] == [one["ruleId"] for one in results]
    assert [one["level"] for one in results] == ["note", "error", "warning"]
    place = results[2]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "handlingar/agendas/%C3%A5%2Cb%3Ac.yaml"
    assert place["region"] == {"startLine": 3, "startColumn": 5, "endColumn": 9}
    assert "](" not in results[2]["message"]["text"]  # no link from the text of a file


def test_an_empty_sarif_is_sarif_too(capsys: pytest.CaptureFixture[str]) -> None:
    report.problems([], report.Format.SARIF)
    log = json.loads(capsys.readouterr().out)
    assert [error.message for error in Draft4Validator(OFFICIAL).iter_errors(log)] == []
