"""Compare what is made now with what was looked at and committed.

It must not write a golden file unless it is asked to, by KALLELSE_GOLDEN=1, which is `make golden`.
"""

from __future__ import annotations

import difflib
import json
import os
from pathlib import Path

GOLDEN = Path(__file__).parent
WRITING = bool(os.environ.get("KALLELSE_GOLDEN"))
REMEDY = "If the change is meant: `make golden`, look at the difference, and commit it."


def agrees(name: str, made: str) -> None:
    """Assert that a text is the one in the golden file of that name."""
    golden = GOLDEN / name
    if WRITING:
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_text(made, encoding="utf-8")
    assert golden.is_file(), f"there is no tests/golden/{name}. {REMEDY}"
    wanted = golden.read_text(encoding="utf-8")
    if made != wanted:
        lines = wanted.splitlines(), made.splitlines()
        shown = difflib.unified_diff(*lines, "committed", "made now", lineterm="", n=2)
        raise AssertionError("\n".join([f"tests/golden/{name} is stale. {REMEDY}", *shown]))


def as_json(facts: object) -> str:
    return json.dumps(facts, ensure_ascii=False, indent=1) + "\n"
