"""`kallelse check`, `explain` and `status`: what they say, where, and with which exit code."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kallelse.rules.catalogue import RULE_IDS
from tests.shell import Shell

AGENDA = Path("agendas/2024-03-01.yaml")


def retitle(root: Path, title: str) -> None:
    file = root / AGENDA
    file.write_text(
        file.read_text("utf-8").replace("title: Upprop", f"title: {title}"), encoding="utf-8"
    )


def test_nothing_found(kallelse: Shell, small: Path) -> None:
    ended = kallelse("-C", small, "check")
    assert (ended.code, ended.out) == (0, "")
    assert ended.err == "kallelse: nothing found in 1 meeting\n"


@pytest.mark.parametrize("asked", [[], ["2024-03-01"], ["agendas/2024-03-01.yaml", "2024-03-01"]])
def test_a_problem_is_told_once(kallelse: Shell, small: Path, asked: list[str]) -> None:
    retitle(small, "Upprop 640823-3234")
    ended = kallelse("-C", small, "check", *asked)
    assert (ended.code, ended.out) == (1, "")
    first, hint, last = ended.err.splitlines()
    assert first == (
        "agendas/2024-03-01.yaml:6:12: error: a personal identity number [personal-number]"
    )
    assert hint.startswith("    hint: ")
    assert last == "kallelse: 1 error found in 1 meeting"


def test_an_info_is_shown_and_stops_nothing(kallelse: Shell, small: Path) -> None:
    retitle(small, '"Upprop  nu"')
    ended = kallelse("-C", small, "check", "--strict")
    assert ended.code == 0
    assert "info: two spaces [typography]" in ended.err
    assert ended.err.endswith("kallelse: 1 remark found in 1 meeting\n")
    built = kallelse("-C", small, "build", "2024-03-01", "--strict")
    assert (built.code, built.err) == (0, "")


@pytest.mark.parametrize(("options", "code"), [([], 0), (["--strict"], 1)])
def test_warnings_stop_where_that_is_asked_for(
    kallelse: Shell, small: Path, options: list[str], code: int
) -> None:
    file = small / AGENDA
    file.write_text(file.read_text("utf-8").replace("9.00-10.00", "9.00-9.30"), encoding="utf-8")
    text = file.read_text("utf-8").replace(
        "    title: Ny cykelväg", "    title: Ny\n    duration: 40"
    )
    file.write_text(text, encoding="utf-8")
    ended = kallelse("-C", small, "check", *options)
    assert ended.code == code
    assert "1 warning" in ended.err


def test_for_programs(kallelse: Shell, small: Path) -> None:
    retitle(small, "Upprop 640823-3234")
    ended = kallelse("-C", small, "check", "--format", "json")
    assert ended.code == 1
    (problem,) = json.loads(ended.out)
    assert (problem["rule"], problem["line"]) == ("personal-number", 6)


def test_no_such_meeting(kallelse: Shell, small: Path) -> None:
    ended = kallelse("-C", small, "check", "2024-03-10")
    assert (ended.code, ended.out) == (2, "")
    assert "Did you mean 2024-03-01?" in ended.err


def test_a_project_without_meetings(kallelse: Shell, small: Path) -> None:
    (small / AGENDA).unlink()
    ended = kallelse("-C", small, "check")
    assert (ended.code, ended.err) == (0, "kallelse: nothing found in 0 meetings\n")


def test_explain(kallelse: Shell) -> None:
    ended = kallelse("explain", "notice-days")
    assert ended.code == 0
    assert "5 kap. 15 §" in ended.out
    assert "rules: {notice-days: {days: 7}}" in ended.out


def test_explain_what_does_not_exist(kallelse: Shell) -> None:
    ended = kallelse("explain", "notise-day")
    assert (ended.code, ended.out) == (2, "")
    assert ended.err == "kallelse: no such rule: notise-day\nDid you mean notice-days?\n"
    assert "docs/rules.md" in kallelse("explain", "xyzzyx").err


def test_explain_knows_every_rule(kallelse: Shell) -> None:
    assert len(RULE_IDS) > 100
    for rule in sorted(RULE_IDS)[::10]:
        assert kallelse("explain", rule).out.startswith(f"{rule} (")


def test_status(kallelse: Shell, small: Path) -> None:
    ended = kallelse("-C", small, "status", "2024-03-01")
    assert ended.code == 1
    assert ended.lines[-2:] == [
        "✗ the pack is built from the files as they are",
        "    not built: `kallelse build 2024-03-01`",
    ]
    assert ended.err == "1 point is left\n"
    kallelse("-C", small, "build", "2024-03-01")
    ended = kallelse("-C", small, "status", "2024-03-01")
    assert (ended.code, ended.err) == (0, "")
    assert all(line.startswith("✓ ") for line in ended.lines)


def test_status_for_programs(kallelse: Shell, small: Path) -> None:
    ended = kallelse("-C", small, "status", "2024-03-01", "--format", "json")
    assert ended.code == 1
    points = json.loads(ended.out)
    assert [one["id"] for one in points if not one["done"]] == ["pack"]
