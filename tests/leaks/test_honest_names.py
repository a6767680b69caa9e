"""What a secret file shares with what stands around every text is no leak: a name, the logo."""

from __future__ import annotations

from pathlib import Path

import pytest

from kallelse.convert.traces.found import Spot
from kallelse.leaks.spots import WORDS
from tests.leaks import corners
from tests.leaks.canaries import canary, leaked, picture, pixels
from tests.leaks.planted import MEETING
from tests.leaks.small import HEAD, MEMBERS
from tests.shell import Shell

AGENDA = (
    HEAD
    + """\
  - title: Upprop
    attachments:
      - {file: oppen.png, title: Annat, alt: En ruta, keep_original: true}
  - title: Val
    attachments:
      - {file: NAME, title: Avtal, alt: En annan ruta, confidential: OSL 21 kap. 1 §}
"""
)


@pytest.mark.parametrize("name", ["bilaga-1-1.png", "Bilaga 1.1.png", f"kallelse-{MEETING}.png"])
def test_a_secret_file_may_be_called_as_an_original_is(
    tmp_path: Path, kallelse: Shell, name: str
) -> None:
    folder = tmp_path / f"agendas/{MEETING}"
    folder.mkdir(parents=True)
    (tmp_path / "members.yaml").write_text(MEMBERS, "utf-8")
    folder.with_suffix(".yaml").write_text(AGENDA.replace("NAME", name), "utf-8")
    picture("oppen").save(folder / "oppen.png")
    picture("hemlig").save(folder / name)
    said = kallelse("-C", tmp_path, "build", MEETING)
    assert said.code == 0, said.err
    assert (tmp_path / f"build/public/{MEETING}/bilaga-1-1.png").exists()
    assert leaked(tmp_path / "build", (), {pixels(picture("hemlig"))}) == set()


def test_a_secret_letter_may_have_the_logo_of_the_theme(tmp_path: Path, kallelse: Shell) -> None:
    folder = tmp_path / f"agendas/{MEETING}"
    folder.mkdir(parents=True)
    (tmp_path / "templates").mkdir()
    (tmp_path / "members.yaml").write_text(MEMBERS, "utf-8")
    (tmp_path / "templates/theme.yaml").write_text("logo: vapen.png\n", "utf-8")
    picture("vapen").save(tmp_path / "templates/vapen.png")
    folder.with_suffix(".yaml").write_text(AGENDA.replace("NAME", "brev.pdf"), "utf-8")
    picture("oppen").save(folder / "oppen.png")
    (folder / "brev.pdf").write_bytes(corners.page_with(picture("vapen"), canary("hemlig")))
    agenda = folder.with_suffix(".yaml").read_text("utf-8")
    folder.with_suffix(".yaml").write_text(agenda.replace("alt: En annan ruta, ", ""), "utf-8")
    said = kallelse("-C", tmp_path, "build", MEETING)
    assert said.code == 0, said.err
    shown = tmp_path / f"build/public/{MEETING}/kallelse-{MEETING}.pdf"
    assert leaked(shown.parent, (), {pixels(picture("vapen"))}), "the logo is on the pages"
    assert leaked(shown.parent, {canary("hemlig")}) == set()


def test_every_kind_of_place_has_words_of_its_own() -> None:
    assert set(WORDS) == set(Spot)
    assert len(set(WORDS.values())) == len(WORDS)
