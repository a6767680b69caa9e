"""What is kept from build to build: what is used stays, the rest goes, whoever else is at work."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from kallelse import keeping
from kallelse.build import build
from kallelse.convert import Cache
from kallelse.convert.cache import Kept
from kallelse.convert.problems import Problem
from kallelse.project import Project

LONG_AGO = time.time() - 91 * 86_400


def old(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"x")
    os.utime(path, (LONG_AGO, LONG_AGO))
    return path


def test_what_nobody_has_used_for_long_goes(tmp_path: Path) -> None:
    gone = [old(tmp_path / "a.pdf"), old(tmp_path / "facts" / "b.json"), old(tmp_path / "c.4711")]
    kept = old(tmp_path / "d.pdf")
    keeping.used(kept)
    keeping.prune(tmp_path)
    assert not any(path.exists() for path in gone)
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["d.pdf"]


def test_what_is_used_meanwhile_is_put_back(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = old(tmp_path / "a.pdf")
    replace = Path.replace

    def taken(self: Path, target: Path) -> Path:
        if self == path:  # another build notes that it uses it, just before it is put aside
            keeping.used(path)
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", taken)
    keeping.prune(tmp_path)
    assert [one.name for one in tmp_path.iterdir()] == ["a.pdf"]


def test_a_folder_that_is_not_there_is_no_matter(tmp_path: Path) -> None:
    keeping.prune(tmp_path / "nowhere")
    keeping.used(tmp_path / "nowhere" / "a")


def test_a_conversion_that_is_found_again_counts_as_used(tmp_path: Path) -> None:
    cache = Cache(tmp_path)

    def write(place: Path) -> tuple[Problem, ...]:
        place.write_bytes(b"x")
        return ()

    def made() -> Kept:
        return cache.made(write, "test")

    kept = made()
    for path in (kept.pdf, kept.pdf.with_suffix(".json")):
        os.utime(path, (LONG_AGO, LONG_AGO))
    assert made().pdf == kept.pdf
    keeping.prune(tmp_path)
    assert len(list(tmp_path.iterdir())) == 2


def test_a_build_clears_its_own_audience_alone(small: Path) -> None:
    cache = small / "build" / ".cache"
    mine, other = old(cache / "public" / "a.pdf"), old(cache / "closed" / "a.pdf")
    build(Project(small), "2024-03-01")
    assert (mine.exists(), other.exists()) == (False, True)
