"""What the program says, it says in Swedish too, and in the language of whoever runs it."""

from __future__ import annotations

import ast
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from kallelse import i18n
from tests import messages
from tests.messages import PLACEHOLDER, texts_of
from tests.shell import Shell

CATALOGUE = messages.read()


def test_the_catalogue_is_fresh() -> None:
    fresh = messages.refreshed()
    assert messages.PO.read_bytes() == messages.as_po(fresh), "stale: run `make messages`"
    assert messages.MO.read_bytes() == messages.as_mo(fresh), "stale: run `make messages`"


def test_every_sentence_is_said_in_swedish() -> None:
    assert len(CATALOGUE) > 500
    assert messages.untranslated(CATALOGUE) == []


def test_what_is_filled_in_is_filled_in_in_both() -> None:
    for one in CATALOGUE:
        english, swedish = texts_of(one.id), texts_of(one.string)
        assert _filled_in(english) == _filled_in(swedish), one.id
        assert {text.endswith(" ") for text in english} == {text.endswith(" ") for text in swedish}


def _filled_in(texts: tuple[str, ...]) -> set[str]:
    return {one for text in texts for one in PLACEHOLDER.findall(text)}


def test_no_sentence_is_put_together_before_it_is_translated() -> None:
    """Find `_(f"…")` and `_("…" + …)`, whose sentence is in no catalogue."""
    wrong, seen = [], 0
    for path in sorted(messages.SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("_", "N_"):
                seen += 1
                if isinstance(node.args[0], ast.JoinedStr | ast.BinOp):
                    wrong.append(f"{path.name}:{node.lineno}")
    assert seen > 300
    assert wrong == []


@pytest.mark.parametrize(
    ("settings", "spoken"),
    [
        ({"KALLELSE_LANG": "en", "LANG": "sv_SE.UTF-8"}, "en"),
        ({"KALLELSE_LANG": "sv", "LANG": "en_GB.UTF-8"}, "sv"),
        ({"KALLELSE_LANG": "SV_se"}, "sv"),
        ({"KALLELSE_LANG": "klingonska", "LANG": "en_GB.UTF-8"}, "en"),
        ({"LC_ALL": "en_GB.UTF-8", "LANG": "sv_SE.UTF-8"}, "en"),
        ({"LC_MESSAGES": "sv_SE", "LANG": "en_US"}, "sv"),
        ({"LANG": "en"}, "en"),
        ({"LANG": "C.UTF-8"}, "sv"),
        ({"LANG": "de_DE.UTF-8"}, "sv"),
        ({"LC_ALL": "", "LANG": ""}, "sv"),
        ({}, "sv"),
    ],
)
def test_the_language_is_asked_for_or_the_computers_or_swedish(
    monkeypatch: pytest.MonkeyPatch, settings: dict[str, str], spoken: str
) -> None:
    for name in ("KALLELSE_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    assert i18n.language() == spoken


def test_speaking_another_language_ends_with_its_block(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KALLELSE_LANG", "sv")
    with i18n.speaking("en"):
        assert i18n.language() == "en"
    assert i18n.language() == "sv"


@pytest.fixture
def svenska(kallelse: Shell, monkeypatch: pytest.MonkeyPatch) -> Shell:
    """Return the command line of someone who has not said which language it is to speak."""
    for name in ("KALLELSE_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    return kallelse


def test_a_mistake_is_told_in_swedish(svenska: Shell, small: Path) -> None:
    agenda = small / "agendas" / "2024-03-01.yaml"
    text = agenda.read_text("utf-8").rstrip("\n") + "\n  - {title: Ett till, kind: beslut}\n"
    agenda.write_text(text, "utf-8")
    ended = svenska("build", "2024-03-01", here=small)
    assert ended.code == 1
    line, column = text.count("\n"), text.splitlines()[-1].index("beslut") + 1
    told = ended.err.splitlines()
    at = f"agendas/2024-03-01.yaml:{line}:{column}: "
    assert f"{at}fel: okänt värde för kind: beslut [choice-unknown]" in told
    assert "    tips: Menade du decision?" in told
    assert told[-1] == "Rätta och kör kommandot igen."


def test_wrong_usage_is_told_in_swedish(svenska: Shell, small: Path) -> None:
    ended = svenska("bild", "2024-03-01", here=small)
    assert ended.code == 2
    assert ended.err.splitlines() == [
        "Användning: kallelse [OPTIONS] COMMAND [ARGS]...",
        "Skriv ”kallelse --help” så får du hjälp.",
        "",
        "Fel: Kommandot 'bild' finns inte. Menade du 'build'?",
    ]
    ended = svenska("list", "--format", "yaml", here=small)
    assert ended.err.endswith("Fel: Fel värde för '--format': 'yaml' är inget av 'text', 'json'.\n")
    ended = svenska("build", "2024-03-02", here=small)
    assert ended.err == (
        "kallelse: mötet finns inte: 2024-03-02\n"
        "Menade du 2024-03-01? `kallelse list` visar alla.\n"
    )


def test_the_help_is_swedish_and_whole(svenska: Shell) -> None:
    ended = svenska("--help")
    assert "\nKommandon:\n" in ended.out
    assert "Visa den här hjälpen och sluta." in ended.out
    assert "..." not in ended.out.split("Kommandon:")[1]
    assert "alla möten som finns" in svenska("build", "--help").out


def test_ids_and_json_are_the_same_in_both_languages(
    svenska: Shell, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (small / "agendas" / "2024-03-01.yaml").write_text("body: [\n", "utf-8")
    swedish = svenska("build", "2024-03-01", "--format", "json", here=small)
    monkeypatch.setenv("KALLELSE_LANG", "en")
    english = svenska("build", "2024-03-01", "--format", "json", here=small)
    assert swedish.code == english.code == 1
    assert json.loads(swedish.out)
    assert swedish.out == english.out


def test_what_is_kept_of_an_attachment_speaks_the_language_of_the_next(
    svenska: Shell, copy: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    project = copy("broken/attachment-repaired")
    swedish = svenska("build", "2024-03-01", here=project)
    assert "varning: bilagan var skadad och har lagats" in swedish.err
    monkeypatch.setenv("KALLELSE_LANG", "en")
    english = svenska("build", "--force", "2024-03-01", here=project)
    assert "warning: the attachment was damaged and has been repaired" in english.err


def test_a_pack_is_the_same_whoever_builds_it(
    svenska: Shell, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    swedish = [(small / path).read_bytes() for path in _built(svenska, small)]
    monkeypatch.setenv("KALLELSE_LANG", "en")
    assert [(small / path).read_bytes() for path in _built(svenska, small)] == swedish


def _built(kallelse: Shell, project: Path) -> list[str]:
    ended = kallelse("build", "--force", "2024-03-01", here=project)
    assert len(ended.lines) == 2
    return ended.lines
