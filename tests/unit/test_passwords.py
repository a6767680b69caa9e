"""Whatever reads a locked PDF opens it with the same spellings of its password."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Literal

import pikepdf
import pytest

from kallelse.bind.passwords import spellings
from kallelse.convert.redactions import original
from kallelse.convert.traces.pages import texts
from tests import pdfs

LOCK = "€–šž"


def _locked(revision: Literal[2, 3, 4, 6]) -> bytes:
    made = io.BytesIO()
    newer = revision >= 4
    lock = pikepdf.Encryption(owner="ägare", user=LOCK, R=revision, aes=newer, metadata=newer)
    with pikepdf.open(io.BytesIO(pdfs.text(1, "Avtalet"))) as pdf:
        pdf.save(made, encryption=lock)
    return made.getvalue()


def test_a_password_is_spelled_as_new_and_as_old_files_have_it() -> None:
    assert spellings("€–š") == ("€–š".encode(), b"\xa0\x85\x9d", b"")
    assert spellings("lösen")[1] == "lösen".encode("latin-1")
    assert spellings("") == (b"",)
    assert len(spellings("å" * 80)[0]) == 127


@pytest.mark.parametrize("revision", [2, 3, 4, 6])
@pytest.mark.parametrize("careful", [False, True])
def test_a_locked_page_is_searched(revision: Literal[2, 3, 4, 6], *, careful: bool) -> None:
    (page,) = texts(_locked(revision), LOCK, careful=careful)
    assert "Avtalet" in page


@pytest.mark.parametrize("revision", [2, 3, 4, 6])
def test_a_locked_original_is_read(revision: Literal[2, 3, 4, 6], tmp_path: Path) -> None:
    path = tmp_path / "avtal.pdf"
    path.write_bytes(_locked(revision))
    most = {"max_stream": 1_000_000, "max_depth": 50}
    assert "Avtalet" in original.read(path, {"password": LOCK, **most}).text
