"""Binding beside other tools: merge, stamp every page, outline, write.

Usage: python benchmarks/bind.py [--runs N] [--only SET,SET] [--tools TOOL,TOOL]

It must not tune anybody. Whole processes, cold, one after the other (A B C A B C), so that a busy
machine is busy for all of them; what is not installed is skipped with a line.
"""

from __future__ import annotations

import argparse
import importlib.util
import shlex
import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import inputs
from measure import Cost, FailedError, machine, median, run

_HERE = Path(__file__).parent
_BUILD = _HERE.parent / "build" / "benchmarks"
_OURS = "kallelse"
_SLOW = 20.0  # seconds: what takes longer is run once

_Command = Callable[[Path, Sequence[Path]], "list[str | Path]"]


@dataclass(frozen=True)
class Tool:
    """A tool: what it needs to be there, how it is called, and what of the job it leaves out."""

    needs: str
    command: _Command
    leaves_out: str = ""


def _python(job: str) -> _Command:
    return lambda target, files: [sys.executable, _HERE / "jobs.py", job, target, *files]


def _shell(template: str) -> _Command:
    """Return a command of several: {sheet} writes the stamps to {stamps}."""

    def command(target: Path, files: Sequence[Path]) -> list[str | Path]:
        listed = shlex.join(map(str, files))
        stamps = target.with_suffix(".stamps")
        parts = [sys.executable, str(_HERE / "jobs.py"), "sheet", str(stamps)]
        filled = template.format(
            files=listed,
            target=target,
            work=target.with_suffix(".work"),
            marks=target.with_suffix(".marks"),
            stamps=stamps,
            sheet=f"{shlex.join(parts)} {listed}",
        )
        return ["sh", "-ec", filled]

    return command


def _latex(target: Path, files: Sequence[Path]) -> list[str | Path]:
    """Write the document that pdflatex makes of the files."""
    included = "\n".join(
        rf"\includepdf[pages=-,pagecommand={{\thispagestyle{{fancy}}}},"
        rf"addtotoc={{1,section,1,{path.stem},b{path.stem}}}]{{{path}}}"
        for path in files
    )
    source = target.with_suffix(".tex")
    source.write_text(
        r"\documentclass[a4paper]{article}\usepackage{pdfpages,fancyhdr,hyperref}"
        r"\fancyhf{}\fancyfoot[R]{Sida \thepage}\begin{document}"
        f"\n{included}\n\\end{{document}}\n",
        "utf-8",
    )
    return ["pdflatex", "-interaction=batchmode", f"-output-directory={target.parent}", source]


TOOLS: Mapping[str, Tool] = {
    _OURS: Tool("kallelse", _python("kallelse")),
    "pikepdf": Tool("pikepdf", _python("pikepdf_overlay"), "tags"),
    "pypdf": Tool("pypdf", _python("pypdf_merge"), "tags"),
    "PyMuPDF": Tool("pymupdf", _python("pymupdf"), "tags"),
    "qpdf": Tool(
        "$qpdf",
        _shell(
            "{sheet}; qpdf --warning-exit-0 --empty --pages {files} -- --overlay {stamps} --"
            " {target}"
        ),
        "outline, tags",
    ),
    "pdftk": Tool(
        "$pdftk",
        _shell(
            "{sheet}; pdftk {files} cat output {work}; "
            "printf 'BookmarkBegin\\nBookmarkTitle: A\\nBookmarkLevel: 1\\n"
            "BookmarkPageNumber: 1\\n' > {marks}; "
            "pdftk {work} multistamp {stamps} output {work}2; "
            "pdftk {work}2 update_info {marks} output {target}"
        ),
        "tags",
    ),
    "cpdf": Tool(
        "$cpdf",
        _shell(
            "cpdf -merge -merge-add-bookmarks {files}"
            " AND -add-text 'Sida %Page (%EndPage)' -bottomright 14 -o {target}"
        ),
    ),
    "pdfpages": Tool("$pdflatex", _latex, "links, tags"),
    "qpdf-merge": Tool(
        "$qpdf",
        _shell("qpdf --warning-exit-0 --empty --pages {files} -- {target}"),
        "stamps, outline, tags",
    ),
    "mutool-merge": Tool(
        "$mutool", _shell("mutool merge -o {target} {files}"), "stamps, outline, tags"
    ),
    "cat": Tool("$cat", _shell("cat {files} > {target}"), "everything"),
}


def _is_there(tool: Tool) -> bool:
    if tool.needs.startswith("$"):
        return shutil.which(tool.needs[1:]) is not None
    return importlib.util.find_spec(tool.needs) is not None


def _can_be_made(name: str) -> bool:
    """Tell whether a set's files are there or can be made here."""
    needed = inputs.NEEDS.get(name)
    made = len(list((_BUILD / name).glob("*.pdf"))) == inputs.FILES
    return made or needed is None or importlib.util.find_spec(needed) is not None


def measured(name: str, tools: Mapping[str, Tool], runs: int) -> dict[str, tuple[list[Cost], int]]:
    """Return what each tool cost in each run over one set, and the size of what it made."""
    folder = _BUILD / name
    run([sys.executable, _HERE / "inputs.py", name, folder], _HERE, limit=1800)
    files = sorted(folder.glob("*.pdf"))
    work = _BUILD / "work"
    found: dict[str, tuple[list[Cost], int]] = {}
    failed: set[str] = set()
    for _ in range(runs):
        for label, tool in tools.items():
            costs, _size = found.get(label, ([], 0))
            if label in failed or (costs and costs[0].wall > _SLOW):
                continue
            shutil.rmtree(work, ignore_errors=True)
            work.mkdir(parents=True)
            target = work / "out.pdf"
            try:
                cost = run(tool.command(target, files), work)
            except FailedError as error:
                sys.stdout.write(f"  {label} failed: {error}\n")
                failed.add(label)
                continue
            found[label] = ([*costs, cost], target.stat().st_size)
    shutil.rmtree(work, ignore_errors=True)
    return found


def report(name: str, found: Mapping[str, tuple[list[Cost], int]]) -> None:
    """Print a table: medians, and how many times our time and processor time each took."""
    size = sum(one.stat().st_size for one in (_BUILD / name).glob("*.pdf"))
    sys.stdout.write(f"\n{name}: {size / 1e6:.1f} MB in {inputs.FILES} files; {machine()}\n")
    heading = ("tool", "n", "wall s", "x ours", "cpu s", "x ours", "MB", "out MB", "leaves out")
    line = "{:<20}{:>3}{:>9}{:>8}{:>9}{:>8}{:>8}{:>9}  {}\n"
    sys.stdout.write(line.format(*heading))
    ours = median(found[_OURS][0]) if _OURS in found else None
    for label, (costs, made) in found.items():
        middle = median(costs)
        wall, cpu = (
            (f"{middle.wall / ours.wall:.2f}", f"{middle.cpu / ours.cpu:.2f}") if ours else ("", "")
        )
        sys.stdout.write(
            line.format(
                label,
                len(costs),
                f"{middle.wall:.3f}",
                wall,
                f"{middle.cpu:.3f}",
                cpu,
                f"{middle.memory:.0f}",
                f"{made / 1e6:.2f}",
                TOOLS[label].leaves_out,
            )
        )
    sys.stdout.flush()


def main() -> None:
    """Measure all tools over all sets."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--only", default=",".join(inputs.SETS), help="sets, with commas between")
    parser.add_argument("--tools", default=None, help="tools, with commas between")
    chosen = parser.parse_args()
    wanted = chosen.tools.split(",") if chosen.tools else list(TOOLS)
    tools = {}
    for label in wanted:
        if _is_there(TOOLS[label]):
            tools[label] = TOOLS[label]
        else:
            sys.stdout.write(f"skipped, not installed: {label}\n")
    for name in chosen.only.split(","):
        if not _can_be_made(name):
            sys.stdout.write(f"skipped, {inputs.NEEDS[name]} is not installed: {name}\n")
            continue
        report(name, measured(name, tools, chosen.runs))


if __name__ == "__main__":
    main()
