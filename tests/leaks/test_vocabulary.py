"""What the program writes itself is gathered from the code that is there."""

from __future__ import annotations

import pytest

from kallelse.leaks.vocabulary import WRITERS, code_of


@pytest.mark.parametrize("name", WRITERS)
def test_each_writer_that_is_listed_is_there(name: str) -> None:
    assert code_of(name)
