"""The whole example, from text to one PDF: cold, and when nothing has changed.

Usage: python benchmarks/build.py [--runs N]

It must not build in the repository: each run is on a copy in build/benchmarks/.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from measure import Cost, machine, median, run

_ROOT = Path(__file__).parents[1]
_BUILD = _ROOT / "build" / "benchmarks"
_COMMAND = [sys.executable, "-m", "kallelse", "build", "2024-03-01"]


def main() -> None:
    """Measure a cold build, with no cache and no output, and one that finds itself up to date."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args().runs
    project = _BUILD / "example"
    shutil.rmtree(project, ignore_errors=True)
    project.mkdir(parents=True)
    for name in ("agendas", "templates"):
        if (_ROOT / name).is_dir():
            shutil.copytree(_ROOT / name, project / name)
    shutil.copy(_ROOT / "members.yaml", project)
    cold, again, bare = [], [], []
    for _ in range(runs):
        shutil.rmtree(project / "build", ignore_errors=True)
        cold.append(run(_COMMAND, project))
        again.append(run(_COMMAND, project))
        bare.append(run([sys.executable, "-c", "pass"], project))
    sys.stdout.write(f"kallelse build 2024-03-01, median of {runs}; {machine()}\n")
    _line("cold", cold)
    _line("up to date", again)
    _line("python -c pass", bare)


def _line(label: str, costs: Sequence[Cost]) -> None:
    cost = median(costs)
    sys.stdout.write(
        f"  {label:<15}{cost.wall:7.3f} s wall {cost.cpu:7.3f} s cpu {cost.memory:6.0f} MB\n"
    )


if __name__ == "__main__":
    main()
