"""Comments that speak to us: `# kallelse: …` in YAML, `<!-- kallelse: … -->` in Markdown.

It must not know what they can say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kallelse.diagnostics import Position

MARK = "kallelse:"
_IN_YAML = re.compile(r"(?:^|(?<=\s))#[ \t]*kallelse:[ \t]*(.*)$")
_IN_MARKDOWN = re.compile(r"[ \t]*<!--[ \t]*kallelse:[ \t]*(.*?)[ \t]*-->")
_OPENS_BLOCK = re.compile(r"(?:^|\s)[|>][-+0-9]*\s*$")

# A text that holds the mark: the lines and columns, from 0, between which no comment can stand.
Span = tuple[tuple[int, int], tuple[int, int]]


@dataclass(frozen=True, order=True)
class Remark:
    """What a comment says after `kallelse:`, where it stands, and the lines it speaks of."""

    position: Position
    text: str
    first: int
    last: int

    def covers(self, position: Position) -> bool:
        """Tell whether a place is one it speaks of."""
        return position.file == self.position.file and self.first <= position.line <= self.last


def in_yaml(text: str, file: str, spans: Sequence[Span] = ()) -> tuple[Remark, ...]:
    """Return the remarks of a YAML text; `spans` are the values that look as if they held one.

    A remark speaks of its own line or, alone on a line, of the next one that is no comment; and of
    the whole text where a text begins on that line with | or >.
    """
    return tuple(_yaml(text, file, spans)) if MARK in text else ()


def _yaml(text: str, file: str, spans: Sequence[Span]) -> Iterator[Remark]:
    lines = text.split("\n")
    for number, line in enumerate(lines):
        found = _IN_YAML.search(line)
        if found is None or any(begin <= (number, found.start()) < end for begin, end in spans):
            continue
        about = number
        if not line[: found.start()].strip():
            about = _next(lines, number, "#")
        place = Position(file, number + 1, found.start() + 1)
        yield Remark(place, found[1].strip(), about + 1, _end_of_block(lines, about) + 1)


def _next(lines: Sequence[str], number: int, comment: str) -> int:
    """Return the next line that is neither empty nor a comment, the last one where none is left."""
    for after in range(number + 1, len(lines)):
        if lines[after].strip() and not lines[after].lstrip().startswith(comment):
            return after
    return len(lines) - 1


def _end_of_block(lines: Sequence[str], number: int) -> int:
    """Return the last line of the text that begins on a line with | or >, else the line itself."""
    line = lines[number]
    code = line.split(" #", 1)[0]
    if not _OPENS_BLOCK.search(code):
        return number
    indent = len(line) - len(line.lstrip(" "))
    last = number
    for after in range(number + 1, len(lines)):
        if lines[after].strip():
            if len(lines[after]) - len(lines[after].lstrip(" ")) <= indent:
                break
            last = after
    return last


def in_markdown(text: str, file: str) -> tuple[str, tuple[Remark, ...]]:
    """Return a Markdown text without the remarks in it, and these; no line changes its number.

    A remark speaks of its own line or, alone on a line, of the next one that is not empty.
    """
    if MARK not in text:
        return text, ()
    lines = text.split("\n")
    kept = [_IN_MARKDOWN.sub("", line) for line in lines]
    remarks = []
    for number, line in enumerate(lines):
        for found in _IN_MARKDOWN.finditer(line):
            about = number if kept[number].strip() else _next(kept, number, "\0")
            column = len(line) - len(line[found.start() :].lstrip()) + 1
            place = Position(file, number + 1, column)
            remarks.append(Remark(place, found[1], about + 1, about + 1))
    return "\n".join(kept), tuple(remarks)
