"""`kallelse check`: the example cold and when nothing has changed, and thousands of meetings.

Usage: python benchmarks/check.py [--runs N] [--meetings N]

It must not check in the repository: each run is on a copy in build/benchmarks/.
"""

from __future__ import annotations

import argparse
import datetime as dt
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from measure import Cost, machine, median, run

_ROOT = Path(__file__).parents[1]
_BUILD = _ROOT / "build" / "benchmarks"
_COMMAND = [sys.executable, "-m", "kallelse", "check"]
_MEETING = """\
body: direktionen
date: {day}
time: 9.00-12.00
place: Lilla Navet
items:
  - title: Upprop
{items}  - title: Anmälningsärenden
    register:
      incoming:
        - {{date: {day}, from: Storby, subject: Remiss {day}}}
"""
_ITEM = """\
  - kind: decision
    title: Ärende {number} om bron i Storby
    memo:
      officer: linda-bergholtz
      proposal: Direktionen beslutar att bygga bron.
      background: |
        Bron i Storby är gammal och behöver bytas ut.

        - Den är smal.
        - Den är **brant**.
"""


def main() -> None:
    """Measure the example with and without what is kept, and a number of generated meetings."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--meetings", type=int, default=2000)
    asked = parser.parse_args()
    sys.stdout.write(f"kallelse check, median of {asked.runs}; {machine()}\n")
    project = _copy("checked")
    shutil.copytree(_ROOT / "agendas", project / "agendas")
    cold, warm = [], []
    for _ in range(asked.runs):
        shutil.rmtree(project / "build", ignore_errors=True)
        cold.append(run(_COMMAND, project))
        warm.append(run(_COMMAND, project))
    _line("the example, cold (target 5 s)", cold)
    _line("the example, warm (target 0.6 s)", warm)
    for count in (asked.meetings // 4, asked.meetings):
        many = _many(count)
        _line(f"{count} meetings, cold" + " (target 30 s)" * (count == 2000), [run(_COMMAND, many)])
        _line(f"{count} meetings, warm", [run(_COMMAND, many)])


def _copy(name: str) -> Path:
    project = _BUILD / name
    shutil.rmtree(project, ignore_errors=True)
    project.mkdir(parents=True)
    shutil.copy(_ROOT / "members.yaml", project)
    return project


def _many(count: int) -> Path:
    """Write meetings without attachments, ten decisions in each, on as many days."""
    project = _copy("many")
    people = (project / "members.yaml").read_text(encoding="utf-8")
    before, _, after = people.partition("    standing_items:\n")
    people = before + "    standing_items: [Upprop]\n\n" + after[after.index("# Handläggare") :]
    (project / "members.yaml").write_text(people, encoding="utf-8")
    (project / "agendas").mkdir()
    items = "".join(_ITEM.format(number=number) for number in range(1, 11))
    for number in range(count):
        day = _day(number)
        text = _MEETING.format(day=day, items=items)
        (project / "agendas" / f"{day}.yaml").write_text(text, encoding="utf-8")
    return project


def _day(number: int) -> dt.date:
    """Return a Tuesday or a Wednesday, on none of which a public holiday often falls."""
    weeks, second = divmod(number, 2)
    return dt.date(2010, 1, 5) + dt.timedelta(days=7 * weeks + second)


def _line(label: str, costs: Sequence[Cost]) -> None:
    cost = median(costs)
    sys.stdout.write(
        f"  {label:<36}{cost.wall:7.3f} s wall {cost.cpu:7.3f} s cpu {cost.memory:6.0f} MB\n"
    )


if __name__ == "__main__":
    main()
