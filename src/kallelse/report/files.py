"""The files that problems name: where they lie and what their lines say. It must not print."""

from __future__ import annotations

import os
from pathlib import Path

_MOST = 2_000_000  # bytes of a file that is looked into for its lines
_folder: Path | None = None


def files_lie_in(folder: Path) -> None:
    """Remember the project's folder, which problems name their files from."""
    global _folder
    _folder = folder


def lines(file: str) -> list[str]:
    """Return the lines of a file as places count them; none where it cannot be read."""
    if _folder is None:
        return []
    try:
        with (_folder / file).open("rb") as stream:
            text = stream.read(_MOST).decode(errors="replace")
    except (OSError, ValueError):
        return []
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")


def discreet(text: str) -> str:
    """Return a text without names of files that lie with a meeting that has secrets.

    What stops us may be any of its files, and the name of one that is confidential tells something.
    """
    if _folder is None:
        return text
    from kallelse.rules.veil import is_marked

    for agenda in sorted((_folder / "agendas").rglob("*.yaml")):
        names = {path.name for path in agenda.with_suffix("").rglob("*") if path.name in text}
        try:
            secret = bool(names) and is_marked(agenda.read_bytes())
        except OSError:
            secret = True
        for name in sorted(names if secret else (), key=len, reverse=True):
            text = text.replace(name, "…")
    return text


def in_repository(file: str) -> str:
    """Name a file from the folder of the checkout that a CI works in, or else the current one."""
    if _folder is None:
        return file
    path = _folder / file
    for base in (os.environ.get("GITHUB_WORKSPACE"), Path.cwd()):
        if base and path.is_relative_to(base):
            return path.relative_to(base).as_posix()
    return file
