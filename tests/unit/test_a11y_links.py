"""Who goes from link to link, without the text between them, hears where each of them leads."""

from __future__ import annotations

import itertools
from collections import defaultdict

import pytest

from tests.example import Made, build_example
from tests.structure import Tagged


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return build_example(tmp_path_factory)


def _own(made: Made) -> list[dict[str, object]]:
    return [one for one in made.pack["parts"] if one["id"] not in made.pack["attachments"]]


def test_links_of_a_document_with_one_name_lead_to_one_place(example: Made) -> None:
    seen = 0
    for part in _own(example):
        first, pages = int(str(part["first_page"])), int(str(part["pages"]))
        targets: dict[str, set[object]] = defaultdict(set)
        for page in range(first, first + pages):
            for link in example.reading.links_on(page):
                targets[link.text].add(link.target or link.uri)
                assert any(char.isalpha() for char in link.text), f"page {page}: {link}"
                seen += 1
        assert {name: found for name, found in targets.items() if len(found) > 1} == {}
    assert seen > 60


def test_the_agenda_says_what_is_on_the_page(example: Made) -> None:
    names = [link.text for link in example.reading.links_on(2)]
    assert any(
        one.startswith("Sidan 6, Tjänsteskrivelse: Inriktningsplanering av nationell")
        for one in names
    )
    assert any(one.startswith("Bilaga 6.2, sidan 13: Förslag remissyttrande") for one in names)
    links = [link.text for link in example.reading.links_on(3)]
    assert "Sidan 166, Anmälningsärenden" in links


def test_a_voice_says_the_names_of_the_parties(example: Made) -> None:
    root = Tagged(example.reading.pdf).root
    found = {one.expansion for one in root.find("Span")}
    assert "Socialdemokraterna" in found
    assert "Vänsterpartiet" in found
    assert {"klockan", "sidan", "nummer"} <= found
    assert "Socialdemokraterna" not in "".join(example.reading.lines(1)), "said, not printed"


def test_the_headings_of_our_documents_begin_at_one_and_skip_none(example: Made) -> None:
    root = Tagged(example.reading.pdf).root.find("Document")[0]
    ours = {part["id"] for part in _own(example)}
    checked = 0
    for node, part in zip(root.children, example.pack["parts"], strict=True):
        if part["id"] not in ours:
            continue
        levels = [level for level in _levels(node) if level]
        assert levels[0] == 1
        assert all(below <= above + 1 for above, below in itertools.pairwise(levels))
        checked += 1
    assert checked > 8


def _levels(node: object) -> list[int]:
    tag = getattr(node, "tag", "")
    found = [int(tag[1])] if tag in {"H1", "H2", "H3", "H4"} else []
    for child in getattr(node, "children", ()):
        found += _levels(child)
    return found
