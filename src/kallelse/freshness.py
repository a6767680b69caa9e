"""Whether a pack is the one its sources make, told by hashing. It must not parse what it hashes."""

from __future__ import annotations

import functools
import hashlib
import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

from kallelse.errors import KallelseError
from kallelse.files import sha256, write_text
from kallelse.keeping import used
from kallelse.project import (
    Project,
    agenda_file,
    attachments_folder,
    inputs_file,
    output_files,
)

# What the bytes of a pack can change with, beside our own code, which may change between versions.
_MAKERS = (
    "kallelse", "reportlab", "pikepdf", "pypdf", "jinja2", "markdown-it-py", "pyphen", "babel",
    "fontpkg-atkinson-hyperlegible", "fontpkg-inter", "pillow", "pypdfium2",
)  # fmt: skip
_CODE = Path(__file__).parent
_PDF = re.compile(r"[A-Za-z0-9-]+\.pdf")


def fingerprint(project: Project, meeting_id: str, audience: str) -> str:
    """Return a SHA-256 over all that a pack is made from: files, audience, date, the program.

    Raises:
        KallelseError: a file cannot be read.
    """
    words = (audience, os.environ.get("SOURCE_DATE_EPOCH", ""), *_made_with())
    return _sum(words, ((_CODE, _code()), (project.root, _sources(project, meeting_id))))


def common_sum(project: Project, *words: str) -> str:
    """Return a SHA-256 over what all meetings are made with: people, templates, program, words.

    Raises:
        KallelseError: a file cannot be read.
    """
    people_and_looks = (project.members_file, *_files(project.templates))
    return _sum([*words, _program_sum()], ((project.root, people_and_looks),))


@functools.cache
def _program_sum() -> str:
    return _sum(_made_with(), ((_CODE, _code()),))


def _made_with() -> Iterator[str]:
    return (f"{name} {version(name)}" for name in _MAKERS)


def meeting_sum(project: Project, meeting_id: str) -> str:
    """Return a SHA-256 over a meeting's own files.

    Raises:
        KallelseError: a file cannot be read.
    """
    own = (agenda_file(project, meeting_id), *_files(attachments_folder(project, meeting_id)))
    return _sum([meeting_id], ((project.root, own),))


def _sum(words: Iterable[str], paths: Iterable[tuple[Path, Iterable[Path]]]) -> str:
    digest = hashlib.sha256()
    for word in words:
        digest.update(f"{word}\n".encode())
    for root, some in paths:
        for path in some:
            digest.update(f"{path.relative_to(root).as_posix()} {sha256(path)}\n".encode())
    return digest.hexdigest()


def _files(folder: Path) -> Iterator[Path]:
    return iter(sorted(path for path in folder.rglob("*") if path.is_file()))


def _code() -> Iterator[Path]:
    for suffix in ("py", "html", "yaml"):
        yield from sorted(_CODE.rglob(f"*.{suffix}"))


def _sources(project: Project, meeting_id: str) -> Iterator[Path]:
    yield agenda_file(project, meeting_id)
    yield project.members_file
    for folder in (project.templates, attachments_folder(project, meeting_id)):
        yield from _files(folder)


def published(manifest: Path) -> tuple[Mapping[str, Any], ...]:
    """Return what pack.json says of the files beside it, the PDF first: each has a `file`.

    Nothing where it is not there or not one of ours.
    """
    try:
        told = json.loads(manifest.read_bytes())
        files = [told["pdf"], *told.get("originals", ())]
        return tuple(files) if all(isinstance(one["file"], str) for one in files) else ()
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return ()
    except RecursionError:  # a file of nothing but brackets
        return ()


def pdf_beside(manifest: Path) -> Path | None:
    """Return the PDF that pack.json names, which need not be there; None where it names none."""
    name = next((one["file"] for one in published(manifest)), "")
    return manifest.parent / name if _PDF.fullmatch(name) else None  # a path would lead elsewhere


def is_linearized(manifest: Path) -> bool:
    """Tell whether the pack on disk says that it is ordered for reading while it is loaded."""
    return any(one.get("linearized") is True for one in published(manifest)[:1])


def is_current(manifest: Path, inputs: str, inputs_file: Path) -> bool:
    """Tell whether the pack on disk was made from these inputs and has not been touched since."""
    used(inputs_file)
    try:
        known = json.loads(inputs_file.read_bytes())
        if known["inputs"] != inputs or known["manifest"] != sha256(manifest):
            return False
        made = published(manifest)
        return bool(made) and all(
            sha256(manifest.parent / one["file"]) == one["sha256"] for one in made
        )
    except (KallelseError, OSError, ValueError, LookupError, TypeError):
        return False
    except RecursionError:  # a file of nothing but brackets
        return False


def remember(manifest: Path, inputs: str, inputs_file: Path) -> None:
    """Keep what the pack on disk was made from, apart from it: a sum over what is secret, too.

    Raises:
        KallelseError: the file cannot be written.
    """
    write_text(inputs_file, json.dumps({"inputs": inputs, "manifest": sha256(manifest)}))


def state(project: Project, meeting: str, audience: str = "public") -> str:
    """Return `not built`, `built`, or `changed` where the files are not those of the pack."""
    _pdf, manifest = output_files(project, meeting, audience)
    pdf = pdf_beside(manifest)
    if pdf is None or not pdf.exists():
        return "not built"
    inputs = fingerprint(project, meeting, audience)
    current = is_current(manifest, inputs, inputs_file(project, meeting, audience))
    return "built" if current else "changed"
