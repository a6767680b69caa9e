"""Every kind of odd or hostile PDF that we can make is used by a test of its outcome."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

from tests import broken_pdfs, pdfs

TESTS = Path(__file__).parents[1]
# What the others are made of.
BRICKS = {"write", "stream", "bodies", "packed", "with_object_streams", "content", "new", "data"}
BRICKS |= {"data_encrypted", "image", "annotation", "appearance"}


def test_there_are_many_and_none_is_forgotten() -> None:
    told = "".join(path.read_text("utf-8") for path in TESTS.rglob("test_*.py"))
    classes = {*broken_pdfs.DAMAGED, *broken_pdfs.BOMBS}  # test_convert_pdf goes through these
    for module in (pdfs, broken_pdfs):
        name = module.__name__.rpartition(".")[2]
        for function, made in inspect.getmembers(module, inspect.isfunction):
            is_its_own = made.__module__.startswith(module.__name__)
            if not is_its_own or function in BRICKS or function[0] == "_":
                continue
            if function not in classes:
                assert re.search(rf"\b{name}\.{function}\b", told), function
                classes.add(function)
    assert len(classes) + len(pdfs.DIRTY) >= 80
