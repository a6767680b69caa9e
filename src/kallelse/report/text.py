"""Problems for eyes: one a line in a pipe, with the line of the file on a terminal.

It must not choose the exit code.
"""

from __future__ import annotations

import itertools
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from kallelse.diagnostics import Diagnostic, Position, Severity
from kallelse.i18n import N_, _, ngettext
from kallelse.report.files import lines
from kallelse.report.terminal import is_watched, say, visible

LEVELS = {
    Severity.ERROR: N_("error"),
    Severity.WARNING: N_("warning"),
    Severity.INFO: N_("info"),
}
_COLOURS = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.INFO: "bold blue"}


def diagnostics(found: Iterable[Diagnostic]) -> None:
    """Show problems in the order of their places, each with its hint below."""
    if not is_watched():
        for one in sorted(found):
            say(_line(one), *([_hint(one)] if one.hint else []))
        return
    for file, problems in itertools.groupby(sorted(found), lambda one: one.position.file):
        text = lines(file)
        for one in problems:
            _in_colour(one, text)


def _line(one: Diagnostic) -> str:
    return f"{one.position}: {_(LEVELS[one.severity])}: {one.message} [{one.rule}]"


def _hint(one: Diagnostic) -> str:
    return _("    hint: {hint}").format(hint=one.hint)


def _in_colour(one: Diagnostic, text: list[str]) -> None:
    from rich.console import Console
    from rich.text import Text

    console = Console(stderr=True, soft_wrap=True, highlight=False)
    colour = _COLOURS[one.severity]
    parts = (
        (f"{visible(str(one.position))}: ", "bold"),
        (f"{_(LEVELS[one.severity])}: ", colour),
        f"{visible(one.message)} ",
        (f"[{one.rule}]", "dim"),
    )
    console.print(Text.assemble(*parts))
    if one.excerpt and 0 < one.position.line <= len(text):
        number = str(one.position.line)
        excerpt = _excerpt(text[one.position.line - 1], one.position, len(number))
        console.print(Text.assemble((f"  {number} | ", "dim"), excerpt.line))
        gutter = f"  {' ' * len(number)} | "
        console.print(Text.assemble((gutter, "dim"), " " * excerpt.before, (excerpt.mark, colour)))
    if one.hint:
        console.print(Text(visible(_hint(one))))


class _Excerpt(NamedTuple):
    """A line as it fits the terminal; the mark stands `before` columns in."""

    line: str
    before: int
    mark: str


def _excerpt(line: str, place: Position, gutter: int) -> _Excerpt:
    from rich.cells import cell_len

    start = min(place.column - 1, len(line))
    end = min(start + max(place.length, 1), max(len(line), start + 1))
    pieces = (line[:start], line[start:end], line[end:])
    before, meant, after = (visible(piece.replace("\t", "    ")) for piece in pieces)
    width = max(shutil.get_terminal_size().columns - gutter - 6, 20)
    while before and cell_len(before) > width // 2 and cell_len(before + meant + after) > width:
        before = f"…{before[2:]}" if len(before) > 1 else ""
    whole = before + meant + after
    while cell_len(whole) > width:
        whole = whole[:-1]
    mark = "^" + "~" * (min(cell_len(meant), width - cell_len(before)) - 1)
    return _Excerpt(whole, cell_len(before), mark)


def summary(found: Iterable[Diagnostic]) -> None:
    """Say how many problems there are and that they stopped the pack."""
    count = Counter(one.severity for one in found)
    told = " ".join(_counted(count))
    if count[Severity.ERROR]:
        say(
            _("kallelse: {problems} in the files").format(problems=told),
            _("Mend them and run the command again."),
        )
    else:
        say(
            _("kallelse: {problems}, and --strict stops at warnings").format(problems=told),
            _("Mend the files, or run the command without --strict."),
        )


def checked(count: Counter[Severity], meetings: int) -> None:
    """Say how much a check has found in how many meetings."""
    infos = count[Severity.INFO]
    told = [" ".join(_counted(count))] if count[Severity.ERROR] or count[Severity.WARNING] else []
    if infos:
        told.append(ngettext("{count} remark", "{count} remarks", infos).format(count=infos))
    places = ngettext("{count} meeting", "{count} meetings", meetings).format(count=meetings)
    found = ", ".join(told) or _("nothing")
    say(_("kallelse: {found} found in {meetings}").format(found=found, meetings=places))


def _counted(count: Counter[Severity]) -> Iterator[str]:
    errors, warnings = count[Severity.ERROR], count[Severity.WARNING]
    if errors:
        yield ngettext("{count} error", "{count} errors", errors).format(count=errors)
    if errors and warnings:
        yield _("and")
    if warnings:
        yield ngettext("{count} warning", "{count} warnings", warnings).format(count=warnings)
