"""`kallelse list`: every meeting with date, body, items and state."""

from __future__ import annotations

import json
from pathlib import Path

from tests.shell import Shell


def _states(kallelse: Shell, folder: Path) -> dict[str, str]:
    listed = json.loads(kallelse("list", "--format", "json", here=folder).out)
    return {line["id"]: line["state"] for line in listed}


def test_states(kallelse: Shell, small: Path) -> None:
    agenda = small / "agendas" / "2024-03-01.yaml"
    assert _states(kallelse, small) == {"2024-03-01": "not built"}
    kallelse("build", "2024-03-01", here=small)
    assert _states(kallelse, small) == {"2024-03-01": "built"}
    agenda.write_text(agenda.read_text("utf-8") + "  - title: Ett ärende till\n", "utf-8")
    assert _states(kallelse, small) == {"2024-03-01": "changed"}
    agenda.write_text("body: [", "utf-8")
    assert _states(kallelse, small) == {"2024-03-01": "errors"}


def test_columns(kallelse: Shell, small: Path) -> None:
    (small / "agendas" / "2024-02-02.yaml").write_text("body: [", "utf-8")
    ended = kallelse("list", here=small)
    head, broken, sound = (line.split(maxsplit=4) for line in ended.lines)
    assert head == ["MEETING", "DATE", "BODY", "ITEMS", "STATE"]
    assert broken == ["2024-02-02", "2024-02-02", "-", "-", "errors"]
    assert sound[:2] == ["2024-03-01", "2024-03-01"]
    assert int(sound[3]) > 0
    assert sound[4] == "not built"
    assert ended.code == 0


def test_a_project_without_meetings(kallelse: Shell, small: Path) -> None:
    (small / "agendas" / "2024-03-01.yaml").unlink()
    assert json.loads(kallelse("list", "--format", "json", here=small).out) == []
    ended = kallelse("list", here=small)
    assert (ended.code, ended.out) == (0, "")
    assert "kallelse new DATE" in ended.err


def test_items_in_groups_count_and_sub_items_do_not(kallelse: Shell, small: Path) -> None:
    agenda = small / "agendas" / "2024-03-01.yaml"
    head = agenda.read_text("utf-8").split("items:\n")[0]
    items = (
        "items:\n  - title: Ett\n  - heading: Grupp\n    items:\n      - title: Två\n"
        "      - title: Tre\n        items:\n          - title: Underpunkt\n"
    )
    agenda.write_text(head + items, "utf-8")
    (line,) = json.loads(kallelse("list", "--format", "json", here=small).out)
    assert line["items"] == 3
