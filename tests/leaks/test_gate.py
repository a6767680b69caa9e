"""What the tool does when it leaks: mistakes are put into it, and it must not publish."""

from __future__ import annotations

import dataclasses
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kallelse.assemble import assembly
from kallelse.assemble.redact import SeenAttachment, SeenItem, Sight
from kallelse.model import Item, Memo
from kallelse.pack import MeetingView, SectionView
from kallelse.rules import Context
from tests import pdfs
from tests.leaks.canaries import PREFIX, leaked, picture, squash
from tests.leaks.conftest import Packs
from tests.leaks.planted import MEETING, UNPRINTED, Planted
from tests.leaks.small import MEMBERS
from tests.shell import Shell

Patch = pytest.MonkeyPatch
AGENDA = """\
body: namnden
date: 2024-03-01
time: 9.00-12.00
place: Salen
parity: off
items:
  - id: item_id_low
    title: item_title
    public_title: Ett ärende
    confidential: OSL 21 kap. 1 §
    note: item_note item_more
    memo: {proposal: item_proposal}
  - title: Annat
    memo:
      proposal: Nämnden beslutar att bifalla förslaget.
      sections: [{title: Mer, text: section_text, confidential: OSL 21 kap. 2 §}]
    register:
      incoming:
        - {date: 1933-01-02, from: row_from, subject: Brev, confidential: OSL 21 kap. 3 §}
    attachments:
      - {file: text.pdf, title: Avtal, keep_original: true, confidential: OSL 21 kap. 4 §}
      - {file: scan.png, title: Bild, confidential: OSL 21 kap. 4 §}
      - {file: brev.md, title: Brev, confidential: OSL 21 kap. 4 §}
      - {link: "https://link_low.example/link_path", title: Sida, confidential: OSL 21 kap. 4 §}
"""


@pytest.fixture
def planted(tmp_path: Path) -> Planted:
    planted = Planted(tmp_path / "projekt")
    folder = planted.root / f"agendas/{MEETING}"
    folder.mkdir(parents=True)
    (planted.root / "members.yaml").write_text(MEMBERS, "utf-8")
    folder.with_suffix(".yaml").write_text(planted.fill(AGENDA), "utf-8")
    (folder / "text.pdf").write_bytes(pdfs.text(1, planted.fill("attachment_text")))
    picture("gate").save(folder / "scan.png")
    (folder / "brev.md").write_text(planted.fill("attachment_md_text") + ".\n", "utf-8")
    return planted


def _line_of(planted: Planted, text: str) -> int:
    written = (planted.root / f"agendas/{MEETING}.yaml").read_text("utf-8").splitlines()
    return next(number for number, line in enumerate(written, 1) if text in line)


def _title(patch: Patch) -> None:
    patch.setattr(Sight, "_title", lambda _self, _path, title, *_more: title)


def _section(patch: Patch) -> None:
    def sections(_self: Sight, _path: object, memo: Memo) -> Iterator[SectionView]:
        return (SectionView(one.title, one.text) for one in memo.sections)

    patch.setattr(Sight, "_sections", sections)


def _row(patch: Patch) -> None:
    patch.setattr(Sight, "_rows", lambda _self, _path, rows: ((one, None) for one in rows))


def _seen(patch: Patch, key: str, of: Callable[[Item], Any]) -> None:
    true = Sight.item

    def item(self: Sight, path: Any, written: Item) -> SeenItem:
        return dataclasses.replace(true(self, path, written), **{key: of(written)})

    patch.setattr(Sight, "item", item)


def _note(patch: Patch) -> None:
    _seen(patch, "note", lambda written: written.note)


def _id(patch: Patch) -> None:
    _seen(patch, "id", lambda written: written.id)


def _memo(patch: Patch) -> None:
    patch.setattr(Sight, "_sees", lambda _self, secrecy: not secrecy or "1 §" in secrecy.ground)


def _attachment(patch: Patch, number: int) -> None:
    true = Sight._attachments

    def attachments(self: Sight, path: Any, item: Item) -> Iterator[SeenAttachment]:
        for index, one in enumerate(true(self, path, item)):
            if index == number:
                yield dataclasses.replace(one, written=item.attachments[index], withheld=False)
            else:
                yield one

    patch.setattr(Sight, "_attachments", attachments)


def _pdf(patch: Patch) -> None:
    _attachment(patch, 0)


def _picture(patch: Patch) -> None:
    _attachment(patch, 1)


def _text(patch: Patch) -> None:
    _attachment(patch, 2)


def _link(patch: Patch) -> None:
    true = Sight._links

    def links(self: Sight, path: Any, item: Item) -> Iterator[Any]:
        with pytest.MonkeyPatch.context() as inner:
            inner.setattr(self, "_sees_all", True)
            yield from true(self, path, item)

    patch.setattr(Sight, "_links", links)


def _properties(patch: Patch) -> None:
    true = assembly._view

    def view(context: Context) -> MeetingView:
        first = context.meeting.items[0]
        assert isinstance(first, Item)
        return dataclasses.replace(true(context), title=first.note or "")

    patch.setattr(assembly, "_view", view)


LEAKS: dict[str, tuple[Callable[[Patch], None], str]] = {
    "the title of an item": (_title, "title: Kanarie"),
    "the text of a section": (_section, "sections:"),
    "a row of a register": (_row, "from: Kanarie"),
    "a note": (_note, "note: Kanarie"),
    "an id": (_id, "id: kanarie"),
    "a memo": (_memo, "proposal: Kanarie"),
    "an attachment and its original": (_pdf, "text.pdf"),
    "a picture": (_picture, "scan.png"),
    "a Markdown text": (_text, "brev.md"),
    "a link": (_link, "link:"),
    "the properties of the file": (_properties, "note: Kanarie"),
}


def test_a_tool_without_mistakes_publishes(planted: Planted, kallelse: Shell) -> None:
    assert kallelse("-C", planted.root, "build", MEETING).code == 0
    assert planted.pdf.exists()


@pytest.mark.parametrize("leak", LEAKS)
def test_a_leak_stops_the_pack_and_is_told_where_it_comes_from(
    planted: Planted, kallelse: Shell, monkeypatch: Patch, leak: str
) -> None:
    put_in, place = LEAKS[leak]
    put_in(monkeypatch)
    said = kallelse("-C", planted.root, "build", MEETING)
    assert said.code == 1, said.err
    line = _line_of(planted, place)
    told = [one for one in said.err.splitlines() if "[leak]" in one]
    assert any(one.startswith(f"agendas/{MEETING}.yaml:{line}:") for one in told), said.err
    assert PREFIX not in squash(said.out + said.err)
    assert [one for one in planted.output.rglob("*") if one.is_file()] == []


def test_all_leaks_at_once_are_all_told_and_an_older_pack_is_removed(
    packs: Packs, kallelse: Shell, monkeypatch: Patch, tmp_path: Path
) -> None:
    root = tmp_path / "projekt"
    shutil.copytree(packs.planted.root, root)
    planted = dataclasses.replace(packs.planted, root=root)
    assert planted.pdf.exists()
    true = Sight.__init__

    def sees_all(self: Sight, context: Context, _audience: str) -> None:
        true(self, context, "members")

    monkeypatch.setattr(Sight, "__init__", sees_all)
    monkeypatch.setattr("kallelse.load.texts.images", _all_images)
    monkeypatch.setattr("kallelse.parity.pages_for_all", lambda *_a, **_more: None)
    said = kallelse("-C", root, "build", MEETING, "--force")
    assert said.code == 1, said.err
    assert [one for one in planted.output.rglob("*") if one.is_file()] == []
    assert leaked(root / "build/public", planted.words) == set()
    assert PREFIX not in squash(said.out + said.err)
    told = {int(one.split(":")[1]) for one in said.err.splitlines() if one.endswith("[leak]")}
    written = (root / f"agendas/{MEETING}.yaml").read_text("utf-8").splitlines()
    printed = {one.lower() for place, one in planted.secret.items() if place not in UNPRINTED}
    begins, expected = 0, set()
    for number, line in enumerate(written, 1):
        begins = number if ":" in line else begins  # of a text over several lines, the first
        if any(one in line.lower() for one in printed):
            expected.add(begins)
    assert len(expected) > 30
    assert expected - told == set()


def _all_images(context: Context) -> dict[str, bytes]:
    return {one.name: one.read_bytes() for one in context.folder.glob("*.png")}
