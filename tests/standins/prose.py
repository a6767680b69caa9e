"""Read the texts of the stand-ins: a small Markdown; must not know how anything looks."""

import re
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

TEXT_DIR = Path(__file__).parent / "texts"


@dataclass(frozen=True)
class Block:
    """One block of text: its kind, its text, and the rows of a table or the points of a list."""

    kind: str  # h1 h2 h3 p quote small bullets numbers table draw break
    text: str = ""
    key: str = ""
    rows: tuple[tuple[str, ...], ...] = field(default=())


_HEADING = re.compile(r"^(#{1,3}) (.+?)(?: \{#([\w-]+)\})?$")
_LINK = re.compile(r"\[([^\]]+)\]\(([^)]+)\)")
_BOLD = re.compile(r"\*\*(.+?)\*\*")
_ITALIC = re.compile(r"\*(.+?)\*")


def read_text(name: str) -> tuple[Block, ...]:
    """Parse texts/<name>.md into blocks, in order."""
    source = (TEXT_DIR / f"{name}.md").read_text(encoding="utf-8")
    return tuple(_block(chunk) for chunk in re.split(r"\n\s*\n", source.strip()))


def markup(text: str, link_colour: str = "#1a4f8a") -> str:
    """Turn the inline marks of a text into reportlab's paragraph markup."""
    text = escape(text, quote=False)
    text = _LINK.sub(rf'<a href="\2" color="{link_colour}">\1</a>', text)
    return _ITALIC.sub(r"<i>\1</i>", _BOLD.sub(r"<b>\1</b>", text))


def plain(text: str) -> str:
    """Strip the inline marks of a text."""
    return _ITALIC.sub(r"\1", _BOLD.sub(r"\1", _LINK.sub(r"\1", text)))


def _block(chunk: str) -> Block:
    """Tell what kind of block a chunk between blank lines is."""
    lines = chunk.splitlines()
    first = lines[0]
    if heading := _HEADING.match(first):
        return Block(f"h{len(heading[1])}", heading[2], heading[3] or "")
    if first == "---":
        return Block("break")
    if first.startswith("{"):
        return Block("draw", first.strip("{}"))
    if first.startswith("|"):
        return Block("table", rows=tuple(_cells(line) for line in lines))
    if first.startswith("- "):
        return Block("bullets", rows=_points(lines, r"- "))
    if re.match(r"\d+\. ", first):
        return Block("numbers", rows=_points(lines, r"\d+\. "))
    if first.startswith("> "):
        return Block("quote", " ".join(line.removeprefix("> ") for line in lines))
    if first.startswith("~ "):
        return Block("small", " ".join(line.removeprefix("~ ") for line in lines))
    return Block("p", " ".join(lines))


def _cells(line: str) -> tuple[str, ...]:
    """Split a table line at its bars."""
    return tuple(cell.strip() for cell in line.strip().strip("|").split("|"))


def _points(lines: list[str], mark: str) -> tuple[tuple[str, ...], ...]:
    """Join the lines of a list into its points."""
    points: list[str] = []
    for line in lines:
        if re.match(mark, line):
            points.append(re.sub(f"^{mark}", "", line))
        else:
            points[-1] += " " + line.strip()
    return tuple((point,) for point in points)
