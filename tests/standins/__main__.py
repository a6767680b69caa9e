"""Make all stand-ins, or those named (`python -m tests.standins`); must not make anything else."""

import argparse
from pathlib import Path

from .catalogue import STANDINS

HOME = Path(__file__).parents[2] / "agendas" / "2024-03-01"


def main() -> None:
    """Write each file into the example's folder, or into the folder named by --to."""
    parser = argparse.ArgumentParser(prog="python -m tests.standins", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help="file names; all if none")
    parser.add_argument("--to", type=Path, default=HOME, help="folder (default: the example's)")
    arguments = parser.parse_args()
    if unknown := set(arguments.names) - set(STANDINS):
        parser.error(f"no such stand-in: {', '.join(sorted(unknown))}")
    arguments.to.mkdir(parents=True, exist_ok=True)
    for name in arguments.names or STANDINS:
        STANDINS[name](arguments.to / name)


if __name__ == "__main__":
    main()
