"""What the finished PDF says of itself: facts/<pack>.json, and example.json for the example."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.example import Made
from tests.golden.agree import agrees, as_json
from tests.golden.conftest import PACKS
from tests.reading import facts, outline_lines, tags
from tests.structure import Tagged


@pytest.mark.parametrize("name", PACKS)
def test_the_facts_of_a_small_pack_are_those_that_were_looked_at(
    made: Callable[[str], Made], name: str
) -> None:
    reading = made(name).reading
    told = facts(reading) | {"tags": tags(Tagged(reading.pdf).root)}
    assert len(told["pages"]) == len(reading) > 0
    agrees(f"facts/{name}.json", as_json(told))


def test_the_example_is_the_one_that_was_looked_at(example: Made) -> None:
    reading = example.reading
    told = {
        "pages": len(reading),
        "labels": f"{reading.labels[0]}–{reading.labels[-1]}",
        "parts": [
            f"{one['first_page']}: {one.get('label', one['kind'])} {one['title']}"
            for one in example.pack["parts"]
        ],
        "outline": outline_lines(reading),
        "links": {
            "within the pack": sum(one.target is not None for one in reading.links),
            "out of it": sum(one.uri is not None for one in reading.links),
        },
    }
    agrees("example.json", as_json(told))
