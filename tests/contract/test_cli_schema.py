"""`kallelse schema`, and what `init` writes so that an editor finds the schemas by itself."""

from __future__ import annotations

import fnmatch
import json
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.shell import Shell


@pytest.mark.parametrize("kind", ["agenda", "members", "theme"])
def test_it_prints_the_committed_schema(kallelse: Shell, tmp_path: Path, kind: str) -> None:
    ended = kallelse("schema", kind, here=tmp_path)
    assert (ended.code, ended.err) == (0, "")
    assert ended.out == (ROOT / "schemas" / f"{kind}.json").read_text("utf-8")


def test_another_kind_is_wrong_usage(kallelse: Shell) -> None:
    ended = kallelse("schema", "pack")
    assert (ended.code, ended.out) == (2, "")
    assert "'agenda', 'members', 'theme'" in ended.err


def test_an_editor_finds_the_schema_of_every_file(kallelse: Shell, tmp_path: Path) -> None:
    kallelse("init", "x", here=tmp_path)
    project = tmp_path / "x"
    settings = json.loads((project / ".vscode" / "settings.json").read_text("utf-8"))
    schemas = settings["yaml.schemas"]
    for path in project.rglob("*.yaml"):
        name = path.relative_to(project).as_posix()
        fitting = [
            schema
            for schema, patterns in schemas.items()
            if any(fnmatch.fnmatch(name, one) for one in _listed(patterns))
        ]
        assert len(fitting) == 1, name
        assert (project / fitting[0]).is_file()
    wanted = json.loads((project / ".vscode" / "extensions.json").read_text("utf-8"))
    assert wanted == {"recommendations": ["redhat.vscode-yaml"]}


def _listed(patterns: str | list[str]) -> list[str]:
    return [patterns] if isinstance(patterns, str) else patterns
