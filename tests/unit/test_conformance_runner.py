"""`make conformance` says when it could not check, and misses nothing that the validator found."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conformance import __main__ as runner
from tests.conformance import verapdf
from tests.conformance.files import Checked

RULE = {"clause": "7.18.5", "testNumber": 1, "description": "Links shall be tagged"}
PLACES = ("root/document[0]/pages[2](x)/annots[0]", "root/document[0]/pages[2](x)", "root")


@pytest.mark.parametrize(("arguments", "code"), [([], 0), (["--must"], 3)])
def test_without_java_it_says_so(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    code: int,
) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    assert runner.main(arguments) == code
    assert "skipped: there is no Java" in capsys.readouterr().out


def test_without_maven_it_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: "java" if name == "java" else None)
    with pytest.raises(verapdf.AbsentError, match="no Maven"):
        verapdf.fetch(tmp_path)


def test_another_program_is_not_run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: name)
    jar = tmp_path / f"greenfield-apps-{verapdf.VERSION}.jar"
    jar.write_bytes(b"another")
    with pytest.raises(RuntimeError, match="not the program"):
        verapdf.fetch(tmp_path)
    assert not jar.exists()


def answer(monkeypatch: pytest.MonkeyPatch, **result: object) -> None:
    """Let the validator answer about a.pdf."""
    job = {"itemDetails": {"name": str(Path("a.pdf").resolve())}, "validationResult": [result]}
    text = json.dumps({"report": {"jobs": [job]}})
    monkeypatch.setattr(
        subprocess, "run", lambda *_, **__: subprocess.CompletedProcess([], 0, text, "")
    )


def test_failures_are_counted_by_page(monkeypatch: pytest.MonkeyPatch) -> None:
    summary = {**RULE, "checks": [{"context": place} for place in PLACES]}
    details = {"passedRules": 105, "passedChecks": 9, "ruleSummaries": [summary]}
    answer(monkeypatch, details=details, jobEndStatus="normal")
    file = Path("a.pdf")
    verdict = verapdf.validate(Path("x.jar"), "ua1", [file])[file]
    (failure,) = verdict.failures
    assert (verdict.passed, failure.rule, failure.count) == (105, "7.18.5-1", 3)
    assert failure.pages == {3: 2, 0: 1}
    ours = Checked("a", file, ("ua1",), pages=frozenset({1}))
    assert [one.count for one in runner.that_count(ours, verdict)] == [1]
    waived = Checked("a", file, ("ua1",), waived=frozenset({"7.18.5-1"}))
    assert list(runner.that_count(waived, verdict)) == []


@pytest.mark.parametrize(
    ("passed", "status"), [(0, "normal"), (9, "cancelled")], ids=["nothing", "broken off"]
)
def test_a_check_that_checked_nothing_is_none(
    monkeypatch: pytest.MonkeyPatch, passed: int, status: str
) -> None:
    details = {"passedRules": 105, "passedChecks": passed, "ruleSummaries": []}
    answer(monkeypatch, details=details, jobEndStatus=status)
    with pytest.raises(RuntimeError, match="did not get to the end"):
        verapdf.validate(Path("x.jar"), "ua1", [Path("a.pdf")])


def test_a_file_without_a_verdict_is_no_success(monkeypatch: pytest.MonkeyPatch) -> None:
    answer(monkeypatch)
    with pytest.raises(RuntimeError, match="no verdict"):
        verapdf.validate(Path("x.jar"), "ua1", [Path("b.pdf")])
