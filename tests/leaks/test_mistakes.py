"""What is said of mistakes in what is confidential: where and which, but to the public not what."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.leaks import mistakes
from tests.leaks.canaries import PREFIX, found_in_text, squash
from tests.leaks.planted import MEETING, Planted
from tests.shell import Ended, Shell

_VEILED = "something is wrong where it is confidential, so it is not told here"
# These stand beside a mistake, on lines that are too long to be shown whole, or in other lines.
_NEVER_REPEATED = {
    "attachment_own_title", "attachment_reason", "item_basis", "item_pages_title",
    "item_row_subject",
    "item_template_title", "item_text_title", "item_web_title", "row_by",
}  # fmt: skip

Said = Callable[..., Ended]


@pytest.fixture
def planted(tmp_path: Path) -> Planted:
    return mistakes.make(tmp_path / "projekt")


@pytest.fixture
def on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kallelse.report.text.is_watched", lambda: True)
    monkeypatch.setenv("COLUMNS", "200")


def _everything(ended: Ended) -> str:
    return ended.out + ended.err


def _places(found: str) -> list[tuple[str, int, str]]:
    """Return file, line and rule of all problems, those in texts at the file alone."""
    agenda = f"agendas/{MEETING}.yaml"
    return sorted(
        (agenda, one["line"], one["rule"]) for one in json.loads(found) if one["file"] == agenda
    )


def test_members_are_told_what_is_wrong(
    planted: Planted, kallelse: Shell, on_a_terminal: None
) -> None:
    said = _everything(kallelse("-C", planted.root, "check", MEETING, "--audience", "members"))
    missing = planted.words - found_in_text(said, planted.words)
    assert planted.places_of(missing) <= _NEVER_REPEATED


def test_the_public_terminal_shows_no_line_of_it(
    planted: Planted, kallelse: Shell, on_a_terminal: None
) -> None:
    said = kallelse("-C", planted.root, "check", MEETING)
    assert said.code == 1
    assert said.err.count(_VEILED) > 40
    assert PREFIX not in squash(_everything(said))


@pytest.mark.parametrize("form", ["text", "json", "github", "sarif"])
def test_no_format_repeats_it(planted: Planted, kallelse: Shell, form: str) -> None:
    said = _everything(kallelse("-C", planted.root, "check", MEETING, "--format", form))
    assert said.count(_VEILED) > 40
    assert PREFIX not in squash(said)


def test_every_mistake_is_reported_at_its_line_all_the_same(
    planted: Planted, kallelse: Shell
) -> None:
    def found(*more: str) -> list[tuple[str, int, str]]:
        return _places(kallelse("-C", planted.root, "check", "--format", "json", *more).out)

    public, members = found(), found("--audience", "members")
    of_files = {
        "attachment-damaged", "attachment-encrypted", "attachment-inaccessible",
        "attachment-kind", "attachment-repeated", "fonts-not-embedded",
    }  # fmt: skip  # a check opens only the files that its audience sees
    not_withheld = {"confidential-title", "personal-number"}
    expected = [one for one in members if one[2] not in of_files | not_withheld]
    in_texts = [one for one in public if one not in members]
    assert len(expected) > 50
    assert [one for one in expected if one not in public] == []
    assert {rule for _file, _line, rule in in_texts} == {
        "markdown-html",
        "character-missing",
        "text-encoding",
    }, "what is wrong in a secret text is told where the text is named"


@pytest.mark.parametrize("command", ["build", "status", "list", "show", "a11y", "verify"])
def test_no_command_repeats_it(planted: Planted, kallelse: Shell, command: str) -> None:
    meeting = () if command == "list" else (MEETING,)
    said = kallelse("-C", planted.root, command, *meeting)
    assert said.code in (0, 1, 2)
    assert PREFIX not in squash(_everything(said))


def test_nothing_of_a_check_is_kept_but_what_may_be_told(planted: Planted, kallelse: Shell) -> None:
    kallelse("-C", planted.root, "check", MEETING)
    kept = [one for one in (planted.root / "build").rglob("*") if one.is_file()]
    assert kept
    assert not any(PREFIX in squash(one.read_text("latin-1")) for one in kept)


_SYNTAX = {
    "brackets that are never closed": "  - {title: item_title, note: [item_note\n",
    "a tab": "  - title: Hemligt\n    confidential: OSL 21 kap. 1 §\n\tnote: item_note\n",
    "a key twice": "  - title: Hemligt\n    confidential: OSL 21 kap. 1 §\n"
    "    note: item_note\n    note: item_second_note\n",
    "an anchor": "  - {title: Ett, confidential: OSL 21 kap. 1 §, note: &item_anchor item_note}\n",
    "a tag": "  - {title: Hemligt, confidential: OSL 21 kap. 1 §, note: !item_tag item_note}\n",
    "a key of nothing": "  - title: Hemligt\n    confidential: OSL 21 kap. 1 §\n    item_note\n",
    "text for keys": "  - title: Hemligt\n    confidential: OSL 21 kap. 1 §\n    memo: item_memo\n",
    "a mark misspelt in front of a mistake": "  - title: Hemligt\n    Confidental: OSL 21 kap.\n"
    "    note: item_note: item_more\n",
}  # fmt: skip
_MARKED = "  - {title: Upprop}\n  - {title: Annat, memo: {confidential: OSL 21 kap. 2 §}}\n"


@pytest.mark.parametrize("mistake", _SYNTAX)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_file_that_cannot_be_read_is_not_shown(
    tmp_path: Path, kallelse: Shell, on_a_terminal: None, mistake: str, encoding: str
) -> None:
    head = mistakes.AGENDA.partition("items:\n")[0]
    marked = "" if "misspelt" in mistake else _MARKED
    planted = mistakes.make(tmp_path / "projekt", f"{head}items:\n{marked}{_SYNTAX[mistake]}")
    file = planted.root / f"agendas/{MEETING}.yaml"
    file.write_text(file.read_text("utf-8"), encoding)
    said = kallelse("-C", planted.root, "check", MEETING)
    assert said.code == 1
    assert _VEILED in said.err
    assert PREFIX not in squash(said.err.replace("\\x00", ""))
    told = kallelse("-C", planted.root, "check", MEETING, "--audience", "members")
    assert PREFIX in squash(told.err.replace("\\x00", "")) or encoding == "utf-16"
