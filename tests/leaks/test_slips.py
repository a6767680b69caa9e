"""What a slip of the pen lets the public log tell: a mark that is misspelt, a name that is near."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kallelse.project import Project
from tests import pdfs
from tests.leaks.canaries import PREFIX, canary, squash
from tests.shell import Ended, Shell
from tests.writing import MEETING, write

TITLE = f"Uppsägning av {canary('titel')}"
GROUND = "confidential: OSL 39 kap. 1 §"
_WRONG_KEYS = (
    "public_titel: Personalärende", "publictitle: Personalärende", "Public-Title: Personalärende",
    "publik_titel: Personalärende", "offentlig_rubrik: Personalärende",
)  # fmt: skip
_WRONG_VALUES = (
    "public_title: ''", "public_title:", "public_title: [Personal]", "public_title: {a: b}",
    "public_title: !text Personalärende", "public_title: &a Personalärende",
)  # fmt: skip
_WRONG = (*_WRONG_KEYS, *_WRONG_VALUES)
_HOLDERS = {
    "item": "- title: TITLE\n  WRONG\n  GROUND\n",
    "memo": "- title: Stolar\n  memo:\n    title: TITLE\n    WRONG\n    GROUND\n"
    "    proposal: Nämnden beslutar att bifalla.\n",
    "section": "- title: Stolar\n  memo:\n    proposal: Nämnden beslutar att bifalla.\n"
    "    sections:\n      - title: TITLE\n        WRONG\n        GROUND\n        text: Ja.\n",
    "attachment": "- title: Stolar\n  attachments:\n    - file: a.pdf\n      title: TITLE\n"
    "      WRONG\n      GROUND\n",
}  # fmt: skip


def _said(ended: Ended) -> str:
    return ended.out + ended.err


def _check(kallelse: Shell, project: Project, *more: str) -> Ended:
    return kallelse("-C", project.root, "check", MEETING, *more)


def _with_title(root: Path, holder: str, wrong: str) -> Project:
    item = holder.replace("TITLE", TITLE).replace("GROUND", GROUND).replace("WRONG", wrong)
    return write(root, f"items:\n{item}", {"./a.pdf": pdfs.text(1)})


@pytest.mark.parametrize("holder", _HOLDERS)
@pytest.mark.parametrize("wrong", _WRONG)
def test_a_title_is_secret_though_the_one_for_the_public_is_wrong(
    tmp_path: Path, kallelse: Shell, wrong: str, holder: str
) -> None:
    project = _with_title(tmp_path, _HOLDERS[holder], wrong)
    said = _check(kallelse, project, "--format", "json")
    assert said.code == 1
    assert PREFIX not in squash(_said(said))
    line = next(
        number
        for number, one in enumerate(
            (tmp_path / f"agendas/{MEETING}.yaml").read_text("utf-8").splitlines(), 1
        )
        if wrong in one
    )
    there = [one for one in json.loads(said.out) if one["line"] == line]
    assert [one["severity"] for one in there] == ["error"]
    told = there[0]["message"] + there[0]["rule"]
    assert "not told here" not in told, "what is wrong with the key or its value may be known"


@pytest.mark.parametrize("key", ["public_title", "public_titel"])
def test_nor_when_it_is_written_in_the_mark(tmp_path: Path, kallelse: Shell, key: str) -> None:
    mark = f"confidential: {{ground: OSL 39 kap. 1 §, {key}: Personal}}"
    project = _with_title(tmp_path, "- title: TITLE\n  WRONG\n", mark)
    said = _check(kallelse, project)
    assert f"unknown key: {key}" in said.out + said.err
    assert PREFIX not in squash(_said(said))


@pytest.mark.parametrize("command", ["build", "status", "list", "show", "a11y", "verify"])
@pytest.mark.parametrize("wrong", [_WRONG_KEYS[0], _WRONG_VALUES[0]])
def test_no_command_tells_it(tmp_path: Path, kallelse: Shell, wrong: str, command: str) -> None:
    project = _with_title(tmp_path, _HOLDERS["item"], wrong)
    meeting = () if command == "list" else (MEETING,)
    assert PREFIX not in squash(_said(kallelse("-C", project.root, command, *meeting)))


@pytest.mark.parametrize("key", ["publictitle", "publik titel", "public_ttile", "offentlig_rubrik"])
def test_a_file_that_cannot_be_read_and_has_only_such_a_key(
    tmp_path: Path, kallelse: Shell, key: str
) -> None:
    project = _with_title(tmp_path, "- title: TITLE: mer\n  WRONG\n", f"{key}: Personal")
    said = _check(kallelse, project)
    assert said.code == 1
    assert PREFIX not in squash(_said(said))


@pytest.mark.parametrize("form", ["text", "json", "github", "sarif"])
@pytest.mark.parametrize("wrong", [_WRONG_KEYS[0], _WRONG_VALUES[0]])
def test_no_format_shows_it(
    tmp_path: Path, kallelse: Shell, monkeypatch: pytest.MonkeyPatch, wrong: str, form: str
) -> None:
    monkeypatch.setattr("kallelse.report.text.is_watched", lambda: True)
    project = _with_title(tmp_path, _HOLDERS["item"], wrong)
    assert PREFIX not in squash(_said(_check(kallelse, project, "--format", form)))
    members = _check(kallelse, project, "--format", form, "--audience", "members")
    assert form == "github" or PREFIX in squash(_said(members))


def test_a_title_alone_is_shown_as_before(tmp_path: Path, kallelse: Shell) -> None:
    project = _with_title(tmp_path, "- title: TITLE\n  GROUND\n", "")
    assert PREFIX in squash(_said(_check(kallelse, project)))


@pytest.mark.parametrize("key", ["public_file", "public_fil"])
def test_a_file_for_the_public_makes_no_title_secret(
    tmp_path: Path, kallelse: Shell, key: str
) -> None:
    project = _with_title(tmp_path, _HOLDERS["attachment"], f"{key}: a.pdf")
    assert "this title is published" in _said(_check(kallelse, project))


_SECRET = "- {title: Personal, confidential: OSL 39 kap. 1 §, note: Hemligt}\n"
_OPEN = "- {title: Yttranden, attachments: [{file: yttrande-anonymt-original.pdf, title: Ett}]}\n"
_MISSING = "attachment not found: yttrande-anonymt-original.pdf"
_LYING = f"yttrande-{canary('namn').lower()}-original.pdf"


def _with_file(root: Path, agenda: str, lying: str = _LYING) -> Project:
    return write(root, f"items:\n{agenda}", {f"./{lying}": pdfs.text(1)})


@pytest.fixture
def near(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every file of the folder be near, whatever letters a canary has."""
    monkeypatch.setattr("kallelse.rules.files.nearest", lambda _name, there, **_more: there[0])


@pytest.mark.usefixtures("near")
@pytest.mark.parametrize("command", ["check", "build"])
def test_a_file_that_nothing_names_is_in_no_hint(
    tmp_path: Path, kallelse: Shell, command: str
) -> None:
    project = _with_file(tmp_path, _OPEN + _SECRET)
    said = _said(kallelse("-C", project.root, command, MEETING))
    assert _MISSING in said
    assert f"Put the file into agendas/{MEETING}." in said
    assert PREFIX not in squash(said)


@pytest.mark.usefixtures("near")
@pytest.mark.parametrize(
    "lying", [f"{canary('lång').lower()}-{'mycket-' * 12}.pdf", f"mapp/{_LYING}"]
)
def test_nor_if_its_name_is_long_or_it_lies_deep(
    tmp_path: Path, kallelse: Shell, lying: str
) -> None:
    said = _said(_check(kallelse, _with_file(tmp_path, _OPEN + _SECRET, lying)))
    assert _MISSING in said
    assert PREFIX not in squash(said)


@pytest.mark.usefixtures("near")
def test_nor_one_that_is_named_where_it_is_secret(tmp_path: Path, kallelse: Shell) -> None:
    secret = f"- {{title: Hot, {GROUND}, attachments: [{{file: {_LYING}, title: Ett}}]}}\n"
    said = _said(_check(kallelse, _with_file(tmp_path, _OPEN + secret)))
    assert _MISSING in said, "that her own file is missing is told"
    assert PREFIX not in squash(said)


@pytest.mark.usefixtures("near")
@pytest.mark.parametrize(
    "agenda",
    [_OPEN, _OPEN + _SECRET + f"- {{title: Mer, attachments: [{{file: {_LYING}, title: Mer}}]}}\n"],
    ids=["nothing is secret", "it is named in the open"],
)
def test_the_hint_stays(tmp_path: Path, kallelse: Shell, agenda: str) -> None:
    said = _said(_check(kallelse, _with_file(tmp_path, agenda)))
    assert f"Did you mean {_LYING}?" in said


@pytest.mark.usefixtures("near")
def test_members_keep_the_hint(tmp_path: Path, kallelse: Shell) -> None:
    project = _with_file(tmp_path, _OPEN + _SECRET)
    said = _said(_check(kallelse, project, "--audience", "members"))
    assert f"Did you mean {_LYING}?" in said


_REMARKS = {
    "misspelt": f"ignroe {canary('tal')}",
    "of a rule that there is not": f"ignore[{canary('tal')}] Därför.",
    "without a reason": f"ignore[typography, {canary('tal')}]",
}
_ABOVE = "- title: Upprop\n# kallelse: REMARK\n"


@pytest.mark.parametrize("form", ["text", "json", "github", "sarif"])
@pytest.mark.parametrize("remark", _REMARKS)
def test_the_text_of_a_remark_is_not_repeated(
    tmp_path: Path, kallelse: Shell, remark: str, form: str
) -> None:
    agenda = _ABOVE.replace("REMARK", _REMARKS[remark]) + _SECRET
    said = _said(_check(kallelse, write(tmp_path, f"items:\n{agenda}"), "--format", form))
    assert "ignore-" in said
    assert PREFIX not in squash(said)


@pytest.mark.parametrize("remark", _REMARKS)
def test_nor_that_of_one_in_a_text(
    tmp_path: Path, kallelse: Shell, monkeypatch: pytest.MonkeyPatch, remark: str
) -> None:
    monkeypatch.setattr("kallelse.report.text.is_watched", lambda: True)
    text = f"Det är så.\n\n<!-- kallelse: {_REMARKS[remark]} -->\n"
    agenda = f"items:\n- {{title: Svar, attachments: [{{file: a.md, title: Ett}}]}}\n{_SECRET}"
    said = _said(_check(kallelse, write(tmp_path, agenda, {"./a.md": text})))
    assert f"agendas/{MEETING}/a.md:3:1" in said
    assert "ignore-" in said
    assert PREFIX not in squash(said)


def test_what_is_wrong_with_a_remark_is_told_all_the_same(tmp_path: Path, kallelse: Shell) -> None:
    lines = "".join(f"# kallelse: {one}\n" for one in (*_REMARKS.values(), "ignore[key-unknown] x"))
    project = write(tmp_path, f"items:\n- title: Upprop\n{lines}{_SECRET}")
    said = _said(_check(kallelse, project))
    assert "a remark that is not understood" in said
    assert "Write `kallelse: ignore[rule] reason`." in said
    assert "Write the id that stands in brackets after the message." in said
    assert "no reason is given for what is ignored here" in said
    assert "this cannot be ignored: key-unknown" in said, "the id of a rule is no text of theirs"


@pytest.mark.parametrize("remark", _REMARKS)
def test_where_nothing_is_secret_it_is_repeated(
    tmp_path: Path, kallelse: Shell, remark: str
) -> None:
    agenda = _ABOVE.replace("REMARK", _REMARKS[remark])
    said = _said(_check(kallelse, write(tmp_path, f"items:\n{agenda}- title: Val\n")))
    assert PREFIX in squash(said)


@pytest.mark.parametrize("remark", _REMARKS)
def test_members_are_told_it(tmp_path: Path, kallelse: Shell, remark: str) -> None:
    project = write(tmp_path, "items:\n" + _ABOVE.replace("REMARK", _REMARKS[remark]) + _SECRET)
    assert PREFIX in squash(_said(_check(kallelse, project, "--audience", "members")))


def test_what_the_meetings_share_is_repeated_once(tmp_path: Path, kallelse: Shell) -> None:
    project = write(tmp_path, f"items:\n{_SECRET}")
    other = (tmp_path / f"agendas/{MEETING}.yaml").read_text("utf-8").partition("items:")[0]
    other = other.replace(MEETING, "2024-04-01") + "items: [{title: Val}]\n"
    (tmp_path / "agendas/2024-04-01.yaml").write_text(other, "utf-8")
    people = tmp_path / "members.yaml"
    people.write_text(f"# kallelse: ignroe\n{people.read_text('utf-8')}", "utf-8")
    said = _said(kallelse("-C", project.root, "check"))
    assert said.count("a remark that is not understood: ignroe") == 1
    assert said.count("members.yaml:1:1") == 1
