"""Every line that people have written for a meeting, with its place. It must not judge them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kallelse.diagnostics import Position
from kallelse.rules.context import Context
from kallelse.source import KeyPath, Source


@dataclass(frozen=True)
class Written:
    """A text: its lines, the path of the value that it stands in, and where a line's column is."""

    lines: tuple[str, ...]
    path: KeyPath
    at: Callable[[int, int], Position]
    in_members: bool = False

    @property
    def key(self) -> str:
        """Return the key that the text stands under; "" for a file of its own."""
        return next((one for one in reversed(self.path) if isinstance(one, str)), "")


def agenda(context: Context) -> Iterator[Written]:
    """Yield the texts of the meeting's file."""
    return _values(context.agenda, False)


def members(context: Context) -> Iterator[Written]:
    """Yield the texts of members.yaml."""
    return _values(context.people, True)


def texts(context: Context) -> Iterator[Written]:
    """Yield the meeting's Markdown files."""
    for name, text in context.texts.items():
        file = f"{context.folder.relative_to(context.root).as_posix()}/{name}"
        yield Written(tuple(text.splitlines()), (), _in_file(file))


def _in_file(file: str) -> Callable[[int, int], Position]:
    return lambda line, column: Position(file, line, column)


def _values(source: Source, in_members: bool) -> Iterator[Written]:
    for path, value in source.strings():
        lines = tuple(value.splitlines())
        yield Written(lines, path, _in_value(source, path), in_members)


def _in_value(source: Source, path: KeyPath) -> Callable[[int, int], Position]:
    return lambda line, column: source.inside(path, line, column)
