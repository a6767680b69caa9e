"""YAML text → plain data, with the place of every key and value. It must not know any key."""

from __future__ import annotations

from pathlib import Path

from kallelse.source.overlay import overlay
from kallelse.source.reader import Data, KeyPath, Reader
from kallelse.source.record import Source
from kallelse.source.remarks import Remark, in_markdown, in_yaml
from kallelse.source.text import MAX_BYTES, MAX_PROBLEMS, decode, read_bytes

__all__ = [
    "MAX_BYTES",
    "MAX_PROBLEMS",
    "Data",
    "KeyPath",
    "Remark",
    "Source",
    "decode",
    "in_markdown",
    "overlay",
    "read",
    "read_bytes",
    "read_file",
]


def read_file(path: Path, file: str) -> Source:
    """Read a YAML file; `file` is the name that positions bear.

    Raises:
        KallelseError: the file cannot be opened.
    """
    return read(read_bytes(path), file)


def read(data: bytes | str, file: str) -> Source:
    """Read YAML text or bytes; `file` is the name that positions bear. Never raises."""
    text, problems = decode(data, file)
    if text is None:
        return Source(file, diagnostics=tuple(problems))
    reader = Reader(file, text, problems)
    reader.run()
    return Source(
        file=file,
        data=reader.root if isinstance(reader.root, dict) else None,
        diagnostics=tuple(problems),
        keys=reader.keys,
        values=reader.values,
        blocks=reader.blocks,
        unsure=frozenset(reader.unsure),
        remarks=in_yaml(text, file, reader.spans),
    )
