"""The wheel works by itself: installed into an empty environment, outside of the repository."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from tests.conftest import ROOT


def _run(*command: str | Path, here: Path) -> str:
    ended = subprocess.run(
        [str(one) for one in command], cwd=here, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return ended.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    _run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, here=ROOT)
    (made,) = folder.glob("*.whl")
    return made


def test_it_carries_all_that_it_needs(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    source = ROOT / "src" / "kallelse"
    wanted = {
        f"kallelse/{path.relative_to(source).as_posix()}"
        for path in source.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    } | {f"kallelse/schemas/{name}.json" for name in ("agenda", "members", "theme")}
    packed = {name for name in names if name.startswith("kallelse/")}
    assert "kallelse/templates/theme.yaml" in wanted
    assert packed == wanted
    assert any(name.endswith("/licenses/LICENSE") for name in names)


def test_it_builds_a_pack(wheel: Path, tmp_path: Path) -> None:
    home = tmp_path / "venv"
    venv.create(home, with_pip=False, symlinks=True)
    python = home / "bin" / "python"
    (place,) = home.glob("lib/python*/site-packages")
    install = ("install", "--no-deps", "--no-index", "--quiet", wheel)
    _run(sys.executable, "-m", "pip", "--python", python, *install, here=tmp_path)
    # The dependencies are those of the environment that runs this test. A .pth file in a folder
    # that a .pth file names is not followed, so the editable install of the repository stays out.
    (place / "dependencies.pth").write_text(sysconfig.get_path("purelib"), "utf-8")

    kallelse = home / "bin" / "kallelse"
    where = _run(python, "-c", "import kallelse; print(kallelse.__file__)", here=tmp_path)
    assert Path(where.strip()).is_relative_to(home)
    assert _run(kallelse, "init", "x", here=tmp_path) == "x\n"
    made = _run(kallelse, "-C", "x", "build", "2024-05-15", here=tmp_path).splitlines()
    assert made == [
        "x/build/public/2024-05-15/kallelse-2024-05-15.pdf",
        "x/build/public/2024-05-15/pack.json",
    ]
    assert (tmp_path / made[0]).read_bytes().startswith(b"%PDF-")
