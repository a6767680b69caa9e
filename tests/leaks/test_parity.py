"""Whatever is marked, both packs have the same numbers, and the public one has only the rest."""

from __future__ import annotations

import dataclasses
import itertools
import json
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kallelse.assemble import Assembled, assemble
from kallelse.load import Loaded, load
from kallelse.pack import Pack, PartKind
from kallelse.pagination import Settled, settle, shared_pages
from kallelse.project import Project
from kallelse.render import render
from kallelse.render.templates import environment
from tests.leaks.canaries import canary, squash
from tests.leaks.conftest import Packs
from tests.leaks.planted import MEETING
from tests.leaks.small import MEMBERS
from tests.workbench import workshop

_LONG = 40  # lines of a text that does not fit a page


@dataclass
class Written:
    """A random meeting, as data, and which of its words everybody may read."""

    data: dict[str, Any] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    public: set[str] = field(default_factory=set)
    secret: set[str] = field(default_factory=set)
    counter: Iterator[int] = field(default_factory=itertools.count)

    def word(self, *, hidden: bool) -> str:
        word = canary(f"slump {next(self.counter)}")
        (self.secret if hidden else self.public).add(word)
        return word

    def text(self, draw: st.DrawFn, *, hidden: bool) -> str:
        word = self.word(hidden=hidden)
        lines = [f"{word} text."] * (_LONG if draw(st.integers(0, 3)) == 3 else 1)
        return "\n\n".join(lines)


def _mark(draw: st.DrawFn, record: dict[str, Any]) -> bool:
    """Mark a record, or not, and say whether."""
    ground = draw(st.sampled_from([None, None, "OSL 21 kap. 1 §", {"ground": "OSL 39 kap. 2 §"}]))
    if ground is not None:
        record["confidential"] = ground
    return ground is not None


def _titled(draw: st.DrawFn, written: Written, record: dict[str, Any], inside: bool) -> bool:
    """Give a record a mark, a title and perhaps one for the public; say whether it is hidden."""
    own = _mark(draw, record)
    hidden = inside or own
    other = hidden and draw(st.booleans())
    record["title"] = written.word(hidden=inside or other)
    if other:
        record["public_title"] = written.word(hidden=inside) if not inside else "Annat"
    return hidden


def _memo(draw: st.DrawFn, written: Written, inside: bool) -> dict[str, Any]:
    memo: dict[str, Any] = {}
    hidden = _mark(draw, memo) or inside
    memo["proposal"] = f"Nämnden beslutar {written.word(hidden=hidden)}."
    memo["background"] = written.text(draw, hidden=hidden)
    memo["sections"] = []
    for _count in range(draw(st.integers(0, 2))):
        section: dict[str, Any] = {}
        secret = _titled(draw, written, section, hidden)
        section["text"] = written.text(draw, hidden=secret)
        memo["sections"].append(section)
    return memo


def _register(draw: st.DrawFn, written: Written, inside: bool) -> dict[str, Any]:
    rows = []
    for _count in range(draw(st.integers(1, 3))):
        row: dict[str, Any] = {"date": "2024-01-02"}
        hidden = _mark(draw, row) or inside
        row["from"], row["subject"] = written.word(hidden=hidden), written.word(hidden=hidden)
        rows.append(row)
    return {"incoming": rows}


def _attachment(draw: st.DrawFn, written: Written, inside: bool) -> dict[str, Any]:
    one: dict[str, Any] = {"file": f"b{next(written.counter)}.md"}
    hidden = _titled(draw, written, one, inside)
    written.files[one["file"]] = written.text(draw, hidden=hidden)
    if "confidential" in one and draw(st.booleans()):
        one["public_file"] = f"b{next(written.counter)}.md"
        written.files[one["public_file"]] = written.word(hidden=False) + ".\n"
    return one


def _item(draw: st.DrawFn, written: Written, inside: bool, depth: int) -> dict[str, Any]:
    item: dict[str, Any] = {}
    hidden = _titled(draw, written, item, inside)
    if draw(st.booleans()):
        item["note"] = written.word(hidden=hidden)
    if draw(st.booleans()):
        item["memo"] = _memo(draw, written, hidden)
    if draw(st.integers(0, 3)) == 0:
        item["register"] = _register(draw, written, hidden)
    item["attachments"] = [
        _attachment(draw, written, hidden) for _count in range(draw(st.integers(0, 2)))
    ]
    item["items"] = [
        _item(draw, written, hidden, depth - 1) for _count in range(draw(st.integers(0, depth)))
    ]
    return item


@st.composite
def meetings(draw: st.DrawFn) -> Written:
    written = Written()
    items: list[dict[str, Any]] = [
        _item(draw, written, inside=False, depth=1) for _count in range(draw(st.integers(1, 3)))
    ]
    if draw(st.booleans()):
        heading = written.word(hidden=False)
        items.append({"heading": heading, "items": [_item(draw, written, False, 0)]})
    written.data = {"body": "namnden", "date": MEETING, "time": "9.00", "place": "Salen"}
    written.data["items"] = items
    return written


def _write(root: Path, written: Written) -> Project:
    folder = root / f"agendas/{MEETING}"
    folder.mkdir(parents=True)
    (root / "members.yaml").write_text(MEMBERS, "utf-8")
    folder.with_suffix(".yaml").write_text(json.dumps(written.data), "utf-8")  # which is YAML too
    for name, text in written.files.items():
        (folder / name).write_text(text, "utf-8")
    return Project(root)


def _packs(project: Project) -> Mapping[str, tuple[Loaded, Settled]]:
    loaded: dict[str, Loaded] = {}
    made: dict[str, Assembled] = {}
    with workshop(project.root) as shop:  # whose worker is never started: all are texts
        for audience in ("public", "members"):
            one = loaded[audience] = load(project, MEETING, audience=audience)
            made[audience] = assemble(one.context, audience, shop, one.press.theme)
    pages = shared_pages([(made[one].pack, loaded[one].press) for one in made])
    return {one: (loaded[one], settle(made[one].pack, loaded[one].press, pages)) for one in made}


def _said(loaded: Loaded, pack: Pack) -> str:
    templates = environment(loaded.press.folder)
    parts = (render(templates, pack, part, loaded.press.theme) for part in pack.parts)
    return squash("".join(parts) + json.dumps(dataclasses.asdict(pack), default=str))


def _numbers(pack: Pack) -> list[tuple[object, ...]]:
    parts = [one for one in pack.parts if one.kind is not PartKind.FILLER]
    return [
        *((one.number, one.level, one.anchor) for one in pack.entries),
        *((one.id, one.kind, one.item, one.label, one.first_page) for one in parts),
        (pack.pages,),
    ]


@settings(max_examples=8, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(written=meetings())
def test_for_any_marks_the_numbers_are_the_same_and_the_public_reads_only_the_rest(
    written: Written,
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        packs = _packs(_write(Path(folder), written))
    (of_public, public), (of_members, members) = packs["public"], packs["members"]
    assert _numbers(public.pack) == _numbers(members.pack)
    for part in public.pack.parts:
        if part.withheld and part.kind is not PartKind.FILLER:
            assert part.pages == members.pack.part(part.id).pages
    said, all_said = _said(of_public, public.pack), _said(of_members, members.pack)
    assert {one for one in written.secret if one.lower() in said} == set()
    assert {one for one in written.public if one.lower() not in said} == set()
    # What stands in for a title or a file is for the public alone.
    stand_ins = set(_stand_ins(written.data)) | set(_words_of_public_files(written))
    everything = written.secret | written.public - stand_ins
    assert {one for one in everything if one.lower() not in all_said} == set()


def _stand_ins(data: object) -> Iterator[str]:
    if isinstance(data, dict):
        yield from (data["public_title"],) if "public_title" in data else ()
        for value in data.values():
            yield from _stand_ins(value)
    elif isinstance(data, list):
        for value in data:
            yield from _stand_ins(value)


def _words_of_public_files(written: Written) -> Iterator[str]:
    text = json.dumps(written.data)
    for name, told in written.files.items():
        if f'"public_file": "{name}"' in text:
            yield told.rstrip(".\n")


def test_in_finished_packs_every_part_begins_on_the_same_page(packs: Packs) -> None:
    def parts(folder: Path) -> list[tuple[str, int]]:
        told = json.loads((folder / MEETING / "pack.json").read_text("utf-8"))
        kept = [one for one in told["parts"] if one["kind"] != "filler"]
        return [*((one["id"], one["first_page"]) for one in kept), ("", told["pages"])]

    public = parts(packs.planted.output)
    assert public == parts(packs.planted.members_output)
    assert len(public) > 15
