"""What the commands say to the public of a meeting with secrets: none of them repeats one."""

from __future__ import annotations

import dataclasses
import itertools
import shutil
from pathlib import Path
from typing import Any

import pytest

from kallelse import watch
from tests.leaks.canaries import PREFIX, found_in_text, leaked, squash
from tests.leaks.conftest import Packs
from tests.leaks.planted import MEETING, PICTURES, Planted
from tests.shell import Shell

COMMANDS = (
    ("check", MEETING),
    ("check", MEETING, "--format", "sarif"),
    ("status", MEETING),
    ("list", "--format", "json"),
    ("show", MEETING),
    ("show", MEETING, "--format", "json"),
    ("a11y", MEETING),
    ("a11y", MEETING, "--format", "json"),
    ("verify", MEETING),
    ("watch", MEETING),
    ("build", "--all", "--verbose"),
)


@pytest.fixture
def planted(packs: Packs, tmp_path: Path) -> Planted:
    root = tmp_path / "projekt"
    shutil.copytree(packs.planted.root, root)
    return dataclasses.replace(packs.planted, root=root)


@pytest.fixture(autouse=True)
def _one_round(monkeypatch: pytest.MonkeyPatch) -> None:
    true = watch.rounds

    def rounds(*arguments: Any, **more: Any) -> Any:
        return itertools.islice(true(*arguments, **more), 1)

    monkeypatch.setattr(watch, "rounds", rounds)


def test_no_command_tells_the_public_a_secret(planted: Planted, kallelse: Shell) -> None:
    for command in COMMANDS:
        said = kallelse("-C", planted.root, *command)
        assert said.code in (0, 1), command
        assert said.out + said.err, command
        assert PREFIX not in squash(said.out + said.err), command
    assert leaked(planted.root / "build/.cache/public", planted.words, PICTURES) == set()


def test_members_are_shown_everything(planted: Planted, kallelse: Shell) -> None:
    for command in (("check", MEETING), ("show", MEETING)):
        said = kallelse("-C", planted.root, *command, "--audience", "members")
        assert found_in_text(said.out + said.err, planted.words), command
