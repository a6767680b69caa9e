"""`--help` is quick because it imports little, and it says what there is."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tests.shell import Shell

HEAVY = {"pydantic", "reportlab", "pikepdf", "pypdf", "jinja2", "yaml", "rich", "babel"}
PROBE = """
import json, sys
try:
    from kallelse.__main__ import main
    main()
finally:
    print(json.dumps(sorted({name.split(".")[0] for name in sys.modules})), file=sys.stderr)
"""


@pytest.mark.parametrize("argument", ["--help", "--version"])
def test_it_imports_little(argument: str) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", PROBE, argument], capture_output=True, text=True, check=False
    )
    imported = set(json.loads(ended.stderr.splitlines()[-1]))
    assert ended.returncode == 0
    assert "typer" in imported
    assert not imported & HEAVY


def test_it_names_every_command(kallelse: Shell) -> None:
    ended = kallelse("--help")
    assert ended.code == 0
    for command in ("build", "check", "list", "show", "status", "explain", "new", "init"):
        assert f"\n  {command} " in ended.out
    assert "..." not in ended.out.split("Commands:")[1]  # no summary is cut off


def test_without_a_command_it_helps(kallelse: Shell) -> None:
    ended = kallelse()
    assert ended.code == 2
    assert "Usage: kallelse" in ended.out + ended.err
