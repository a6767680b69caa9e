"""A word, a day or a picture in every field that can be confidential: who finds which of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from kallelse.convert import Bench
from kallelse.gathering import gather
from kallelse.pagination import settle
from kallelse.project import Project
from kallelse.render import render
from kallelse.render.templates import environment
from tests.leaks.canaries import (
    PREFIX,
    files_below,
    found_in,
    found_in_text,
    leaked,
    pictures_in,
    squash,
    views,
)
from tests.leaks.conftest import Packs
from tests.leaks.planted import DATES, MEETING, PICTURES, UNPRINTED
from tests.reading import Reading


def _found_below(folder: Path, words: Iterable[str]) -> set[str]:
    wanted = set(words)
    return {one for file in files_below(folder) for one in found_in(file.read_bytes(), wanted)}


def _html(packs: Packs) -> Iterator[str]:
    with Bench() as bench:
        gathered = gather(Project(packs.planted.root), MEETING, "public", bench)
    press, assembled = gathered.loaded.press, gathered.assembled
    pack = settle(assembled.pack, press, assembled.pages).pack
    templates = environment(press.folder)
    for part in pack.parts:
        if part.typeset:
            yield render(templates, pack, part, press.theme)


def _days(packs: Packs, audience: str) -> str:
    """Return all that a pack says, as it is written and without spaces."""
    folder = packs.planted.root / "build" / audience / MEETING
    told = (folder / "pack.json").read_text("utf-8")
    reading = Reading(next(folder.glob("kallelse-*.pdf")))
    read = "\n".join("\n".join(reading.lines(page)) for page in range(1, len(reading) + 1))
    reading.close()
    return told + read + re.sub(r"\s", "", read)


def test_the_members_pack_has_all_that_is_printed(packs: Packs) -> None:
    planted = packs.planted
    found = _found_below(planted.members_output, planted.words)
    assert planted.places_of(planted.words - found) == UNPRINTED
    pictured = {one for file in files_below(planted.members_output)
                for one in pictures_in(file.read_bytes())}  # fmt: skip
    assert pictured >= PICTURES


def test_what_nobody_prints_is_found_in_the_sources_by_the_same_search(packs: Packs) -> None:
    planted = packs.planted
    found = {one for data in planted.sources for one in found_in(data, planted.words)}
    locked = {"attachment_text"}  # nobody reads it without the password
    assert planted.places_of(planted.words - found) == locked
    assert not UNPRINTED & locked


def test_nothing_that_is_marked_is_below_the_public_output(packs: Packs) -> None:
    planted = packs.planted
    assert planted.pdf.exists()
    assert leaked(planted.output, planted.words, PICTURES) == set()


def test_no_piece_of_a_marked_word_is_in_the_public_files(packs: Packs) -> None:
    files = list(files_below(packs.planted.output))
    assert len(files) == 2
    for file in files:
        assert not any(PREFIX in view for view in views(file.read_bytes())), file


def test_nothing_that_is_marked_is_kept_for_the_next_public_build(packs: Packs) -> None:
    planted = packs.planted
    kept = planted.root / "build/.cache/public"
    assert len(list(files_below(kept))) >= 3
    assert leaked(kept, planted.words, PICTURES) == set()
    others = planted.root / "build/.cache"
    assert leaked(others / "members", planted.words)  # or the search would find nothing anywhere


def test_all_that_is_not_marked_is_in_both_packs(packs: Packs) -> None:
    planted = packs.planted
    words = {place: one for place, one in planted.public.items() if place != "public_link_title"}
    for folder in (planted.output, planted.members_output):
        found = _found_below(folder, words.values())
        missing = {place for place, one in words.items() if one not in found}
        stand_ins = {place for place in missing if re.search("title|masked_text", place)}
        assert missing == (stand_ins if folder == planted.members_output else set())


def test_no_day_of_what_is_marked_is_in_the_public_pack(packs: Packs) -> None:
    public, members = _days(packs, "public"), _days(packs, "members")
    for written, read in DATES.items():
        assert written in members or read in members, written
        assert written not in public
        assert not read or read not in public


def test_the_public_html_has_none_of_it(packs: Packs) -> None:
    planted = packs.planted
    html = squash("".join(_html(packs)))
    of_texts = {word for place, word in planted.public.items() if "masked" not in place}
    told = found_in_text(html, of_texts)
    assert len(told) > 30
    assert PREFIX not in html


def test_the_counting_of_pages_keeps_its_files_to_itself(packs: Packs) -> None:
    planted, run = packs.planted, packs.public
    in_the_room: set[str] = set()
    elsewhere: set[str] = set()
    for kept in run.thrown_away:
        found = found_in(kept.copy.read_bytes(), planted.words)
        private = kept.path.is_relative_to(run.temporary)
        (in_the_room if private else elsewhere).update(found)
        assert private or not pictures_in(kept.copy.read_bytes()) & PICTURES, kept.path
    assert in_the_room, "the hook does not see what is thrown away"
    assert elsewhere == set()
    assert run.left == []


def test_nothing_of_it_is_said_when_the_public_pack_is_built(packs: Packs) -> None:
    said = squash(packs.public.out + packs.public.err)
    assert squash("something is wrong where it is confidential") in said
    assert PREFIX not in said
    assert PREFIX in squash(packs.members.err)


def test_both_packs_have_the_same_numbers(packs: Packs) -> None:
    public, members = (
        Reading(next((folder / MEETING).glob("kallelse-*.pdf")))
        for folder in (packs.planted.output, packs.planted.members_output)
    )
    assert public.labels == members.labels
    assert len(public) > 20


def test_neither_build_opens_what_the_other_one_keeps(packs: Packs) -> None:
    kept = packs.planted.root / "build/.cache"
    for run, own, other in (
        (packs.public, kept / "public", kept / "members"),
        (packs.members, kept / "members", kept / "public"),
    ):
        assert any(Path(one).is_relative_to(own) for one in run.opened)
        assert not any(Path(one).is_relative_to(other) for one in run.opened)
    output = packs.planted.members_output
    assert not any(Path(one).is_relative_to(output) for one in packs.public.opened)
