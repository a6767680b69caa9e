"""What an editor shows to someone who writes a meeting: suggestions, explanations, squiggles."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kallelse.outputs.schema import texts
from kallelse.scaffold import new_project
from tests.editor.language_server import Editor, missing

pytestmark = pytest.mark.skipif(missing() is not None, reason=missing() or "")

HEAD = "body: exempelnamnden\ndate: 2024-06-12\ntime: 9.00-12.00\nplace: Provrummet\n"
MODELINE = "# yaml-language-server: $schema=../schemas/agenda.json\n"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("project")
    new_project(folder, texts())
    return folder


@pytest.fixture(scope="module")
def editor(project: Path) -> Iterator[Editor]:
    opened = Editor(project)
    yield opened
    opened.close()


def test_an_empty_item_is_offered_its_keys(editor: Editor, project: Path) -> None:
    path = project / "agendas" / "2024-06-01.yaml"
    text = f"{MODELINE}{HEAD}items:\n  - |"
    editor.open(path, text.replace("|", ""))
    offered = editor.ask("textDocument/completion", editor.at(path, text, "|"))["items"]
    labels = {one["label"] for one in offered}
    assert {"title", "kind", "memo", "attachments", "duration"} <= labels
    (title,) = (one for one in offered if one["label"] == "title")
    assert "Ärendets rubrik på dagordningen" in _text(title["documentation"])


def test_a_kind_is_offered_its_words(editor: Editor, project: Path) -> None:
    path = project / "agendas" / "2024-06-02.yaml"
    text = f"{MODELINE}{HEAD}items:\n  - title: Budget\n    kind: |"
    editor.open(path, text.replace("|", ""))
    offered = editor.ask("textDocument/completion", editor.at(path, text, "|"))["items"]
    assert {one["label"] for one in offered} >= {"decision", "information", "dialogue"}


def test_a_key_is_explained_in_swedish(editor: Editor, project: Path) -> None:
    path = project / "agendas" / "2024-06-03.yaml"
    text = f"{MODELINE}{HEAD}items:\n  - title: Budget\n    duration: 30\n"
    editor.open(path, text)
    told = editor.ask("textDocument/hover", editor.at(path, text, "duration"))
    assert "Beräknad tid i minuter" in _text(told["contents"])


@pytest.mark.parametrize(
    ("day", "wrong", "marked"),
    [
        ("04", "kind: beslut", "beslut"),
        ("05", "titel: Budget", "titel"),
        ("06", "memo: skriv", "skriv"),
    ],
)
def test_a_mistake_is_marked_where_it_stands(
    editor: Editor, project: Path, day: str, wrong: str, marked: str
) -> None:
    path = project / "agendas" / f"2024-06-{day}.yaml"
    text = f"{MODELINE}{HEAD}items:\n  - title: Budget\n    {wrong}\n"
    found = editor.open(path, text)
    where = editor.at(path, text, marked)["position"]
    assert where in [one["range"]["start"] for one in found]


def test_a_sound_meeting_is_not_marked(editor: Editor, project: Path) -> None:
    path = project / "agendas" / "2024-05-15.yaml"
    assert editor.open(path, path.read_text("utf-8")) == []


def test_members_are_known_by_their_file_even_without_the_first_line(
    editor: Editor, project: Path
) -> None:
    path = project / "members.yaml"
    text = "organisation: {namn: Exempels kommun}\n"
    assert [one for one in editor.open(path, text) if "namn" in one["message"]]


def _text(shown: Any) -> str:
    return shown if isinstance(shown, str) else str(shown["value"])
