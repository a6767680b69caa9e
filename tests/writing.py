"""Small projects, written as text in a test and loaded. It must not hide what was written."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from kallelse.convert import Bench
from kallelse.diagnostics import Diagnostic, InputError, Severity
from kallelse.gathering import Gathered, gather
from kallelse.load import Loaded, load
from kallelse.pack import Pack
from kallelse.project import Project

MEETING = "2024-03-01"
AGENDA = f"agendas/{MEETING}.yaml"

_HEAD = f"body: namnden\ndate: {MEETING}\ntime: 9.00-12.00\nplace: Salen\n"
_MEMBERS = """\
organisation: {name: Provkommunen}
bodies: {namnden: {name: Nämnden, members: [{name: Ett Prov}]}}
officers: {eva-ek: {name: Eva Ek, title: Jurist, email: eva.ek@prov.example, phone: 0300-123}}
"""


def write(root: Path, agenda: str, files: dict[str, str | bytes] | None = None) -> Project:
    """Write a project: `agenda` follows the keys that all meetings need, `files` are by their path.

    A path that begins with ./ lies in the meeting's folder.
    """
    whole: dict[str, str | bytes] = {
        "members.yaml": _MEMBERS,
        AGENDA: _HEAD + textwrap.dedent(agenda),
        **(files or {}),
    }
    for name, content in whole.items():
        path = root / name.replace("./", f"agendas/{MEETING}/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return Project(root)


def loaded(project: Project) -> Loaded:
    return load(project, MEETING)


def gathered(project: Project, meeting: str = MEETING, audience: str = "public") -> Gathered:
    with Bench() as bench:
        return gather(project, meeting, audience, bench)


def assembled(project: Project) -> Pack:
    return gathered(project).assembled.pack


def complaints(project: Project) -> list[Diagnostic]:
    """Return the errors of a project that cannot be loaded; warnings are of no matter here."""
    with pytest.raises(InputError) as stopped:
        loaded(project)
    return [one for one in stopped.value.diagnostics if one.severity is Severity.ERROR]


def is_sound(project: Project) -> bool:
    """Tell whether a project can be loaded."""
    try:
        return bool(loaded(project))
    except InputError:
        return False


def places(found: list[Diagnostic]) -> list[str]:
    """Return where the problems are and of what kind, as `file:line:column rule`."""
    return [f"{one.position} {one.rule}" for one in found]
