"""A secret attachment that cannot be bound: with --keep-going, neither pack has to wait for it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests import pdfs
from tests.leaks.canaries import PREFIX, canary, leaked, squash
from tests.leaks.planted import MEETING
from tests.leaks.small import HEAD, MEMBERS
from tests.shell import Ended, Shell

SECRET = canary("trasig").lower()
AGENDA = (
    HEAD
    + f"""\
  - title: Upprop
    attachments:
      - {{file: {SECRET}.pdf, title: Avtal, confidential: OSL 21 kap. 1 §}}
      - {{file: oppen.pdf, title: Annat}}
"""
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / f"agendas/{MEETING}"
    folder.mkdir(parents=True)
    (tmp_path / "members.yaml").write_text(MEMBERS, "utf-8")
    folder.with_suffix(".yaml").write_text(AGENDA, "utf-8")
    (folder / f"{SECRET}.pdf").write_bytes(b"%PDF-1.7 och inget mer")
    (folder / "oppen.pdf").write_bytes(pdfs.text(2, "Allas"))
    return tmp_path


def _build(kallelse: Shell, root: Path, *more: str) -> Ended:
    return kallelse("-C", root, "build", MEETING, *more)


def _pages(root: Path, audience: str) -> list[tuple[str, int]]:
    pack = json.loads((root / f"build/{audience}/{MEETING}/pack.json").read_bytes())
    return [(one["id"], one["first_page"]) for one in pack["parts"]]


def test_both_packs_are_made_with_the_same_numbers(root: Path, kallelse: Shell) -> None:
    public = _build(kallelse, root, "--keep-going")
    members = _build(kallelse, root, "--keep-going", "--audience", "members")
    for said in (public, members):
        assert (said.code, len(said.lines), said.err.count("[attachment-damaged]")) == (1, 2, 1)
    assert SECRET in members.err
    assert PREFIX not in squash(public.out + public.err)
    assert leaked(root / "build/public", {SECRET}) == set()
    assert leaked(root / "build/.cache/public", {SECRET}) == set()
    assert _pages(root, "public") == _pages(root, "members")


def test_it_is_told_again_until_it_is_mended(root: Path, kallelse: Shell) -> None:
    for _time in range(2):
        said = _build(kallelse, root, "--keep-going")
        assert (said.code, said.err.count("[attachment-damaged]")) == (1, 1)
    assert _build(kallelse, root).code == 1
    (root / f"agendas/{MEETING}/{SECRET}.pdf").write_bytes(pdfs.text(3, "Hel"))
    assert _build(kallelse, root).code == 0
    assert [first for _id, first in _pages(root, "public")] == [1, 2, 3, 6]


def test_what_everybody_may_know_of_is_told_once_and_in_words(root: Path, kallelse: Shell) -> None:
    (root / f"agendas/{MEETING}/oppen.pdf").write_bytes(b"%PDF-1.7 och inte mer")
    said = _build(kallelse, root, "--keep-going")
    assert said.err.count("[attachment-damaged]") == 2
    assert said.err.count("oppen.pdf") == 1
