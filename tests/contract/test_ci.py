"""What `init --ci` and the hooks give those who use kallelse is sound and does what it says."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from kallelse import __version__
from kallelse.cli import COMMANDS
from tests.conftest import ROOT
from tests.shell import Shell


def _read(path: Path) -> Any:
    return yaml.safe_load(path.read_text("utf-8"))


@pytest.fixture
def github(kallelse: Shell, tmp_path: Path) -> Path:
    assert kallelse("init", "x", "--ci", "github", here=tmp_path).code == 0
    return tmp_path / "x" / ".github" / "workflows" / "kallelse.yaml"


@pytest.fixture
def gitlab(kallelse: Shell, tmp_path: Path) -> Path:
    assert kallelse("init", "y", "--ci", "gitlab", here=tmp_path).code == 0
    return tmp_path / "y" / ".gitlab-ci.yml"


@pytest.mark.skipif(shutil.which("actionlint") is None, reason="actionlint is not installed")
def test_actionlint_passes(github: Path) -> None:
    ended = subprocess.run(
        ["actionlint", "-no-color", github], capture_output=True, text=True, check=False
    )
    assert (ended.returncode, ended.stdout) == (0, "")


def test_github_checks_builds_and_publishes(github: Path) -> None:
    workflow = _read(github)
    jobs = workflow["jobs"]
    assert set(workflow[True]) >= {"pull_request", "push"}  # YAML 1.1 reads `on` as true
    assert workflow["permissions"] == {"contents": "read"}
    assert workflow["env"]["KALLELSE"] == f"kallelse=={__version__}"
    assert all("timeout-minutes" in job for job in jobs.values())
    assert _runs(jobs["check"])[-1] == "kallelse check"
    assert _runs(jobs["build"])[-1] == "kallelse build --all"
    (kept,) = [step for step in jobs["build"]["steps"] if "upload-artifact" in str(step)]
    assert kept["with"]["path"] == "build/public"
    assert "refs/heads/main" in jobs["publish"]["if"]
    assert jobs["publish"]["needs"] == ["check", "build"]
    assert "${{ github.event" not in github.read_text("utf-8")  # what others wrote runs nowhere


def _runs(job: dict[str, Any]) -> list[str]:
    return [step["run"] for step in job["steps"] if "run" in step]


def test_gitlab_checks_builds_and_publishes(gitlab: Path) -> None:
    jobs = _read(gitlab)
    assert jobs["stages"] == ["check", "build", "publish"]
    assert jobs["variables"]["KALLELSE"] == f"kallelse=={__version__}"
    assert jobs["check"]["script"][-1] == "kallelse check"
    assert jobs["build"]["script"][-1] == "kallelse build --all"
    # In `default` GitLab takes no notice of it.
    assert all("timeout" in jobs[name] for name in ("check", "build", "pages"))
    assert jobs["build"]["artifacts"]["paths"] == ["build/public/"]
    assert jobs["pages"]["artifacts"]["paths"] == ["public"]
    assert "$CI_DEFAULT_BRANCH" in jobs["pages"]["rules"][0]["if"]


@pytest.mark.parametrize("host", ["github", "gitlab"])
def test_the_published_page_links_to_every_pack(
    kallelse: Shell, tmp_path: Path, github: Path, gitlab: Path, host: str
) -> None:
    if host == "github":
        (script,) = [run for run in _runs(_read(github)["jobs"]["publish"]) if "find" in run]
        packs = here = tmp_path / "handlingar"
    else:
        script = next(run for run in _read(gitlab)["pages"]["script"] if "find" in run)
        here, packs = tmp_path / "site", tmp_path / "site" / "public"
    for meeting in ("2024-05-15", "2024-06-12", "namnden/2024-06-13"):
        (packs / meeting).mkdir(parents=True)
        (packs / meeting / f"kallelse-{meeting.replace('/', '-')}.pdf").touch()
    subprocess.run(["bash", "-euc", script], cwd=here, check=True)
    page = (packs / "index.html").read_text("utf-8")
    assert page.count("<li>") == 3
    assert '<a href="2024-06-12/kallelse-2024-06-12.pdf">kallelse-2024-06-12.pdf</a>' in page
    assert 'href="namnden/2024-06-13/kallelse-namnden-2024-06-13.pdf"' in page


def test_without_ci_there_is_none(kallelse: Shell, tmp_path: Path) -> None:
    kallelse("init", "z", here=tmp_path)
    assert not (tmp_path / "z" / ".github").exists()
    assert not (tmp_path / "z" / ".gitlab-ci.yml").exists()


def test_the_hooks_run_commands_that_there_are() -> None:
    hooks = _read(ROOT / ".pre-commit-hooks.yaml")
    assert [one["id"] for one in hooks] == ["kallelse-check", "kallelse-build"]
    for one in hooks:
        program, command, *_options = one["entry"].split()
        assert program == "kallelse"
        assert command in COMMANDS
        assert one["language"] == "python"
        assert one["pass_filenames"] is False


def test_build_all_builds_every_meeting(kallelse: Shell, tmp_path: Path) -> None:
    kallelse("init", "x", here=tmp_path)
    kallelse("new", "2024-06-12", here=tmp_path / "x")
    ended = kallelse("build", "--all", here=tmp_path / "x")
    assert ended.code == 0
    assert [Path(line).parent.name for line in ended.lines[::2]] == ["2024-05-15", "2024-06-12"]
