"""veraPDF, the reference validator of PDF/A and PDF/UA: fetched, run and understood.

It must not decide which rules matter.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

VERSION = "1.28.2"
_SHA256 = "687d4d8bcfec48c9f7e931cf78ed061f1eeccfba55d4cdc000ba9b4d8aa46ce6"
_JAR = f"greenfield-apps-{VERSION}.jar"
_ARTIFACT = f"org.verapdf.apps:greenfield-apps:{VERSION}"
_COPY = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy"
_MAIN = "org.verapdf.apps.GreenfieldCliWrapper"
_PAGE = re.compile(r"/pages\[(\d+)\]")
_MINUTES = 5


class AbsentError(Exception):
    """The validator cannot be had on this computer; the message says why."""


@dataclass(frozen=True)
class Failure:
    """A rule that a file breaks: its clause and test, what it says, and by page how often.

    Pages count from 1; those of checks that no page is to blame for are 0.
    """

    clause: str
    test: int
    description: str
    pages: Mapping[int, int]

    @property
    def rule(self) -> str:
        """Return the rule as the validator's own documentation names it."""
        return f"{self.clause}-{self.test}"

    @property
    def count(self) -> int:
        """Return how often it is broken."""
        return sum(self.pages.values())


@dataclass(frozen=True)
class Verdict:
    """What the validator says of one file: how many rules it obeys, and which it breaks."""

    passed: int
    failures: tuple[Failure, ...]


def fetch(folder: Path) -> Path:
    """Return the validator's program, which is fetched to a folder unless it lies there.

    Raises AbsentError when Java or Maven is missing, and when Maven cannot fetch it.
    """
    if shutil.which("java") is None:
        raise AbsentError("there is no Java on this computer")
    jar = folder / _JAR
    if not jar.is_file():
        if shutil.which("mvn") is None:
            raise AbsentError("there is no Maven on this computer to fetch veraPDF with")
        folder.mkdir(parents=True, exist_ok=True)
        command = ["mvn", "-q", "-B", _COPY, f"-Dartifact={_ARTIFACT}"]
        done = _run([*command, f"-DoutputDirectory={folder.resolve()}"], folder)
        if done.returncode or not jar.is_file():
            raise AbsentError(f"Maven could not fetch veraPDF:\n{done.stdout.strip()[-600:]}")
    if hashlib.sha256(jar.read_bytes()).hexdigest() != _SHA256:
        jar.unlink()
        raise RuntimeError(f"{jar} was not the program that this was written for: try again")
    return jar


def validate(jar: Path, profile: str, files: Sequence[Path]) -> dict[Path, Verdict]:
    """Check files against a profile (ua1, 2a, 2b …).

    Raises RuntimeError when the validator did not come to a verdict about each of them.
    """
    command = ["java", "-Xmx1g", "-cp", str(jar), _MAIN, "--flavour", profile, "--format", "json"]
    every = ["--maxfailuresdisplayed", "-1", "--disableerrormessages"]
    done = _run([*command, *every, *(str(file.resolve()) for file in files)], jar.parent)
    try:
        jobs = json.loads(done.stdout)["report"]["jobs"]
    except (ValueError, KeyError) as error:
        raise RuntimeError(f"veraPDF failed: {(done.stderr or done.stdout)[-600:]}") from error
    found = {Path(job["itemDetails"]["name"]): job for job in jobs}
    return {file: _verdict(found.get(file.resolve()), file) for file in files}


def _run(command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, cwd=folder, capture_output=True, encoding="utf-8", timeout=_MINUTES * 60
    )


def _verdict(job: Mapping[str, object] | None, file: Path) -> Verdict:
    results = job.get("validationResult") if job else None
    if not isinstance(results, list) or len(results) != 1:
        raise RuntimeError(f"veraPDF has no verdict about {file}: {job}")
    details = results[0]["details"]
    if results[0]["jobEndStatus"] != "normal" or not details["passedChecks"]:
        raise RuntimeError(f"veraPDF did not get to the end of {file}: {results[0]}")
    failures = tuple(_failure(rule) for rule in details["ruleSummaries"])
    return Verdict(details["passedRules"], failures)


def _failure(rule: Mapping[str, object]) -> Failure:
    pages: dict[int, int] = {}
    checks = rule["checks"]
    assert isinstance(checks, list)
    for check in checks:
        found = _PAGE.search(check["context"])
        page = int(found[1]) + 1 if found else 0
        pages[page] = pages.get(page, 0) + 1
    return Failure(
        str(rule["clause"]), int(str(rule["testNumber"])), str(rule["description"]), pages
    )
