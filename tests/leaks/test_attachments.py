"""A word in every corner of an attachment that is withheld: nothing of the file is published."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from kallelse.build import build
from kallelse.project import Project
from tests.leaks import corners, other_corners
from tests.leaks.canaries import PREFIX, canary, files_below, found_in, leaked, views
from tests.leaks.planted import MEETING
from tests.leaks.shared import shared
from tests.leaks.small import HEAD, MEMBERS

_BOUND = (".pdf", ".jpg", ".png", ".eml", ".md")  # the others need a program
CORNERS: Mapping[str, tuple[str, corners.Plant]] = {
    **{name: (".pdf", one) for name, one in corners.PDFS.items() if name != "damaged"},
    **{name: one for name, one in other_corners.OTHERS.items() if one[0] in _BOUND},
}
# What a pack shows of an attachment; the rest is left out for all, and found in the file itself.
CARRIED = {
    "actual_text_in_content", "annotation", "annotation_appearance", "annotation_author",
    "content_comment", "form_name", "form_tooltip", "form_value", "hidden_layer_text",
    "hyphenated_text", "image_comment", "image_exif", "invisible_text", "kerned_appearance",
    "layer_name", "letter_enclosure_name", "letter_subject", "letter_text", "link",
    "markdown", "outline", "page_text", "text_in_a_form", "text_outside_the_page",
}  # fmt: skip


def _agenda() -> str:
    """Return an agenda with all of them, half of them in an item that is marked as a whole."""
    lines = [HEAD]
    for half, mark in enumerate(("", "    confidential: OSL 21 kap. 1 §\n")):
        lines.append(f"  - title: Ärende {half}\n{mark}    attachments:\n")
        own = "" if mark else ", confidential: OSL 21 kap. 2 §"
        names = sorted(CORNERS)[half::2]
        lines += [
            f"      - {{file: {one}{CORNERS[one][0]}, title: Bilaga{own}}}\n" for one in names
        ]
    return "".join(lines)


@pytest.fixture(scope="session")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    def make(folder: Path) -> None:
        (folder / f"agendas/{MEETING}").mkdir(parents=True)
        (folder / "members.yaml").write_text(MEMBERS, "utf-8")
        (folder / f"agendas/{MEETING}.yaml").write_text(_agenda(), "utf-8")
        for name, (suffix, plant) in CORNERS.items():
            (folder / f"agendas/{MEETING}/{name}{suffix}").write_bytes(plant(canary(name)))
        build(Project(folder), MEETING)
        build(Project(folder), MEETING, audience="members")

    return shared(tmp_path_factory, "corners", make)


WORDS = {canary(name): name for name in CORNERS}


def test_the_search_finds_each_of_them_in_its_own_file(root: Path) -> None:
    for word, name in WORDS.items():
        data = (root / f"agendas/{MEETING}/{name}{CORNERS[name][0]}").read_bytes()
        assert found_in(data, WORDS) == {word}, name


def test_the_members_pack_has_what_a_pack_shows(root: Path) -> None:
    found = {
        WORDS[word]
        for file in files_below(root / "build/members")
        for word in found_in(file.read_bytes(), WORDS)
    }
    assert found == CARRIED


def test_the_public_pack_has_none_of_them(root: Path) -> None:
    files = [*files_below(root / "build/public"), *files_below(root / "build/.cache/public")]
    assert len(files) >= 4
    for file in files:
        assert not any(PREFIX in view for view in views(file.read_bytes())), file
    assert leaked(root / "build/public", WORDS) == set()
