"""One YAML file as data with places. It must not know how it is read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from kallelse.diagnostics import Diagnostic, Position
from kallelse.source.reader import Data, KeyPath
from kallelse.source.remarks import Remark

Places: TypeAlias = Mapping[KeyPath, Position]


@dataclass(frozen=True)
class Source:
    """One YAML file as data. `data` is None when the file cannot be read as keys and values.

    `keys` and `values` say where each key and value begins, `blocks` where the text of a `|`
    begins. What lies at or below a path in `unsure` has been complained about already.
    `remarks` are the comments that speak to us.
    """

    file: str
    data: dict[str, Data] | None = None
    diagnostics: tuple[Diagnostic, ...] = ()
    keys: Places = field(default_factory=dict)
    values: Places = field(default_factory=dict)
    blocks: Places = field(default_factory=dict)
    unsure: frozenset[KeyPath] = frozenset()
    remarks: tuple[Remark, ...] = ()

    def strings(self) -> Iterator[tuple[KeyPath, str]]:
        """Yield every text with its path, in the order written."""
        return _strings(self.data or {}, ())

    def position(self, path: KeyPath) -> Position:
        """Return where the value of `path` begins, or else the nearest value around it."""
        while path and path not in self.values:
            path = path[:-1]
        return self.values.get(path, Position(self.file))

    def holds_more(self, path: KeyPath) -> bool:
        """Tell whether a list or keys stand at `path`, and not a text."""
        found: Data = self.data or {}
        for step in path:
            # Two branches, since a type checker knows what each of them looks into.
            if isinstance(found, dict) and isinstance(step, str) and step in found:  # noqa: SIM114
                found = found[step]
            elif isinstance(found, list) and isinstance(step, int) and step < len(found):
                found = found[step]
            else:
                return False
        return not isinstance(found, str)

    def key_position(self, path: KeyPath) -> Position:
        """Return where the key of `path` begins, or else the nearest value around it."""
        return self.keys.get(path) or self.position(path)

    def inside(self, path: KeyPath, line: int, column: int = 1) -> Position:
        """Return the place of a line (from 1) of the text at `path`.

        Exact for `|`, whose lines are the file's; the beginning of the value for every other text.
        """
        begin = self.blocks.get(path)
        if begin is None:
            return self.position(path)
        return Position(self.file, begin.line + line - 1, begin.column + column - 1)


def _strings(data: Data, path: KeyPath) -> Iterator[tuple[KeyPath, str]]:
    if isinstance(data, str):
        yield path, data
        return
    for key, value in data.items() if isinstance(data, dict) else enumerate(data):
        yield from _strings(value, (*path, key))
