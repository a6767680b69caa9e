"""The example's finished pack, for all tests of what is promised of it."""

from __future__ import annotations

import pytest

from tests.example import Made, Part, build_example
from tests.reading import Reading


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return build_example(tmp_path_factory)


@pytest.fixture
def pack(example: Made) -> Reading:
    return example.reading


@pytest.fixture
def parts(example: Made) -> list[Part]:
    return list(example.pack["parts"])
