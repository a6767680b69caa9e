"""Redacted files read as the worker reads them. It must not judge what is found."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from kallelse.convert import redactions
from tests import redacted

_LIMITS = {"max_pages": 500, "max_stream": 50_000_000, "max_depth": 50, "memory": 1_000_000_000}

Read = Callable[..., Mapping[str, list[int]]]


def read(public: Path, original: Path | None) -> dict[str, Any]:
    """Return the worker's answer about a redacted file."""
    return redactions.read(
        {
            "source": str(public),
            "original": None if original is None else str(original),
            "password": "",
            "name": public.name,
            **_LIMITS,
        }
    )


def findings(
    folder: Path, public: bytes, original: bytes | None = redacted.original()
) -> Mapping[str, list[int]]:
    """Return kinds and pages of what is found in a redacted file, compared with its original."""
    (folder / "public.pdf").write_bytes(public)
    if original is not None:
        (folder / "original.pdf").write_bytes(original)
    answer = read(folder / "public.pdf", None if original is None else folder / "original.pdf")
    return {one["kind"]: one["pages"] for one in answer["findings"]}
