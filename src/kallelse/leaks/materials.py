"""One source of a pack, as the comparison takes it. Nothing more."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Material:
    """One source: what was written, a file, or both. What it holds never shows in its repr.

    `name` is how people call it. `texts` are what was written, each by itself: a title, a row, a
    Markdown text. `file` is a file, opened with `password` where it needs one. `names` are names of
    files and addresses of links. `written_by_us` is true of what stands around everybody's texts.
    """

    name: str
    texts: tuple[str, ...] = field(default=(), repr=False)
    file: Path | None = field(default=None, repr=False)
    names: tuple[str, ...] = field(default=(), repr=False)
    password: str = field(default="", repr=False)
    written_by_us: bool = False
