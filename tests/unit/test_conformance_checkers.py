"""What two checkers without Java find in our PDFs: nothing but what is known to be false.

Neither is to be trusted alone (docs/conformance.md): they run with every test, veraPDF with
`make conformance`.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from pathlib import Path

import pdfua
import pytest

from kallelse.outputs.schema import texts
from kallelse.scaffold import SAMPLE_MEETING, new_project
from tests.conformance.files import FIXTURES, bound, pack_of
from tests.conformance.samples import samples

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)  # of a C library that it loads
    import outloud  # type: ignore[import-untyped]  # it has no types

# Findings of `outloud` that are false, and why.
FALSE = {
    "ORD-001": "it reads a paragraph's own content before that of a link in the middle of it",
    "PAG-001": "the samples say one sentence again and again, at the same height of several pages",
    "TBL-010": "a short table with headers for columns and rows has more of them than other cells",
    "LST-002": "an item of a list that says nothing has its label alone (ISO 32000-1, 14.8.4.3.3)",
}
# `pdfua` 0.1.3 fails by itself on headings that hold more than one thing, and says that it does.
SKIPPED = {"UA-14-001"}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ...]:
    """Return the samples, the scaffold's pack, and packs with attachments that are tagged."""
    folder = tmp_path_factory.mktemp("conformance")
    made = []
    for name, sample in samples().items():
        made.append(folder / f"{name}.pdf")
        made[-1].write_bytes(sample.pdf)
    new_project(folder / "project", texts())
    attachments = [FIXTURES / "typst.pdf", FIXTURES / "libreoffice.pdf"]
    packs = [
        pack_of(folder / "project", SAMPLE_MEETING),
        bound(folder / "project", "2024-06-12", attachments),
        bound(folder / "project", "2024-06-13", made),
    ]
    return (*made, *packs)


def findings(file: Path) -> Iterator[str]:
    """Yield what `outloud` finds in a file, false or not."""
    result = outloud.check(str(file))
    assert result.error is None
    assert result.stats["tagged"]
    assert [run.rule for run in result.runs if run.status == "crashed"] == []
    for one in result.findings:
        yield f"{one.rule} {file.name} page {one.page}: {one.message}"


def test_outloud_finds_nothing_but_what_is_known_as_false(files: tuple[Path, ...]) -> None:
    found = [one for file in files for one in findings(file)]
    assert [one for one in found if one[:7] not in FALSE] == []
    assert {one[:7] for one in found} == set(FALSE), "take away what is no longer found"


def test_pdfua_finds_nothing(files: tuple[Path, ...]) -> None:
    checked = 0
    for file in files:
        report = pdfua.validate(str(file))
        assert [f"{one.rule_id} {one.message}" for one in report.findings] == [], file.name
        skipped = {one.rule_id for one in report.outcomes if one.skipped_reason}
        assert skipped <= SKIPPED, file.name
        checked += len(report.outcomes) - len(skipped)
    assert checked > 10 * len(files)
