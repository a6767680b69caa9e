"""What cannot be read has a stand-in, and no rule judges anything by that."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kallelse.checking import check
from kallelse.project import Project
from tests.writing import AGENDA, MEETING, write

ITEMS = """
sent: 2024-02-20
items:
  - kind: decision
    title: Val
    added: 2024-02-19
    memo: {officer: eva-ek, proposal: Nämnden väljer Ett Prov.}
    next_meeting: {date: 2024-04-26}
    register: {incoming: [{date: 2023-11-30, from: Storby, subject: Remiss}]}
"""
PEOPLE = """\
organisation: {name: Provkommunen}
bodies:
  namnden:
    name: Nämnden
    members: [{name: Ett Prov, role: chair, since: 2023-01-01, municipality: A}]
    substitutes: [{name: Två Prov, since: 2023-01-01, municipality: A}]
    signers: [{name: Ett Prov, title: Ordförande}]
officers: {eva-ek: {name: Eva Ek, title: Jurist, email: eva.ek@prov.example, phone: 0300-123}}
"""


def found(root: Path) -> list[str]:
    return sorted(one.rule for batch in check(Project(root), [MEETING]) for one in batch)


@pytest.mark.parametrize(
    ("key", "rule"),
    [("date: 2024-03-01", "date-format"), ("sent: 2024-02-20", "date-format")],
)
def test_one_mistake_is_one_message(tmp_path: Path, key: str, rule: str) -> None:
    root = write(tmp_path, ITEMS, {"members.yaml": PEOPLE}).root
    sound = found(root)
    agenda = root / AGENDA
    text = agenda.read_text("utf-8")
    agenda.write_text(re.sub(f"^{key}$", f"{key[:4]}: 1 mars", text, flags=re.MULTILINE), "utf-8")
    assert found(root) == sorted([*sound, rule])
