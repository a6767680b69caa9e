"""What was found in a file that is marked later: nothing of it stays in the public cache."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from kallelse.build import build
from kallelse.checking import check
from kallelse.project import Project
from tests import pdfs
from tests.writing import MEETING, write

MARK = ", confidential: OSL 21 kap. 1 §"


def _project(root: Path, file: str, more: str) -> Project:
    """Write a meeting with a file, what is written of it, and another that stays for all."""
    data = _picture() if file.endswith(".png") else pdfs.text(1, "Anmälan")
    agenda = f"""\
        items:
          - title: Ärende
            attachments:
              - {{file: {file}, title: Yttrande{more}}}
              - {{file: oppen.pdf, title: Karta}}
        """
    return write(root, agenda, {f"./{file}": data, "./oppen.pdf": pdfs.text(2, "Karta")})


def _picture() -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (120, 80), "green").save(made, "PNG")
    return made.getvalue()


def _names(root: Path) -> set[Path]:
    folder = root / "build" / ".cache" / "public"
    return {path.relative_to(folder) for path in folder.rglob("*") if path.is_file()}


def _hashes(root: Path, file: str) -> Iterator[str]:
    """Yield the hash of a file, and those of all that was made of it for everyone."""
    source = hashlib.sha256((root / f"agendas/{MEETING}" / file).read_bytes()).hexdigest()
    yield source
    for path in (root / "build/.cache/public").glob(f"{source[:16]}-*.pdf"):
        yield hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize("first", ["build", "check"])
@pytest.mark.parametrize(
    ("file", "more"),
    [("a.pdf", ""), ("a.pdf", ", rotate: 90"), ("a.png", "")],
    ids=["as it is", "made anew", "a picture"],
)
def test_what_was_found_in_a_file_goes_when_it_is_marked(
    tmp_path: Path, file: str, more: str, first: str
) -> None:
    project = _project(tmp_path, file, more)
    if first == "check":
        assert list(check(project, [MEETING]))
    else:
        build(project, MEETING)
    before, secret = _names(tmp_path), [*_hashes(tmp_path, file)]
    facts = [one for one in before if one.parent.name == "facts"]
    assert any(it[:16] in one.name for one in facts for it in secret), "nothing is there to go"
    build(_project(tmp_path, file, more + MARK), MEETING)
    after = _names(tmp_path)
    assert [one for one in after if any(it[:16] in one.name for it in secret)] == []
    folder = tmp_path / "build/.cache/public"
    kept = b"".join((folder / one).read_bytes() for one in after)
    assert [one for one in secret if one[:16].encode() in kept] == []
    assert {one for one in facts if secret[0][:16] not in one.name} <= after, "others are kept"
