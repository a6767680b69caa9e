"""The committed schemas are those of the models, and an editor that uses them agrees with us."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator, FormatChecker

from kallelse.outputs.schema import main, schemas, texts
from kallelse.scaffold import SAMPLE
from tests.conftest import ROOT

SHIPPED = ROOT / "src" / "kallelse" / "templates" / "theme.yaml"
SAMPLES = [
    SHIPPED,
    SAMPLE / "templates" / "theme.yaml",
    *(folder / "members.yaml" for folder in (ROOT, SAMPLE)),
    *(path for folder in (ROOT, SAMPLE) for path in sorted(folder.glob("agendas/*.yaml"))),
]


class _Editor(yaml.SafeLoader):
    """Reads YAML 1.2 as the language server of an editor does: a date is text, 30 is a number."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012


for _tag, _pattern in {
    "null": r"~|null|Null|NULL|",
    "bool": r"true|True|TRUE|false|False|FALSE",
    "int": r"[-+]?[0-9]+",
    "float": r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?",
}.items():
    _Editor.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(f"(?:{_pattern})$"), None)


def _complaints(name: str, text: str) -> list[str]:
    validator = Draft7Validator(schemas()[name], format_checker=FormatChecker())
    read: Any = yaml.load(text, _Editor)
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(read)]


def _kind(path: Path) -> str:
    return path.stem if path.stem in schemas() else "agenda"


@pytest.mark.parametrize("name", sorted(texts()))
def test_the_committed_schema_is_fresh(name: str) -> None:
    committed = (ROOT / "schemas" / name).read_text("utf-8")
    assert committed == texts()[name], "stale: run `make schemas`"


def test_nothing_else_is_committed(tmp_path: Path) -> None:
    main(tmp_path)
    names = {path.name for path in tmp_path.iterdir()}
    assert names == {path.name for path in (ROOT / "schemas").iterdir()} == set(texts())


@pytest.mark.parametrize("name", sorted(schemas()))
def test_it_is_draft_7_through_and_through(name: str) -> None:
    schema = schemas()[name]
    Draft7Validator.check_schema(schema)
    text = json.dumps(schema)
    assert "$defs" not in text
    assert '"null"' not in text
    for definition in re.findall(r'"#/definitions/(\w+)"', text):
        assert definition in schema["definitions"]


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_our_own_files_fit(path: Path) -> None:
    assert _complaints(_kind(path), path.read_text("utf-8")) == []


HEAD = "body: a\ndate: 2024-03-01\ntime: 9.00\nplace: 112\n"


@pytest.mark.parametrize(
    "items",
    [
        "[{title: 12, duration: 30, kind: decision}]",
        "[{heading: H, items: [{title: A}]}]",
        "[{title: A, items: [{title: B}]}]",
        "[{title: A, memo: {proposal: en text, dispatch_to: [B, 3]}}]",
        "[{title: A, memo: {proposal: [en, två], basis: en}}]",
        "[{title: A, register: {outgoing: [{date: 2024-01-01, to: B, subject: C}]}}]",
    ],
)
def test_what_we_take_the_editor_takes(items: str) -> None:
    assert _complaints("agenda", f"{HEAD}show_times: true\nitems: {items}\n") == []


@pytest.mark.parametrize(
    "items",
    [
        "[]",
        "[{}]",
        "[{titel: A}]",
        "[{title: }]",
        "[{title: A, duration: lång}]",
        "[{title: A, kind: beslut}]",
        "[{title: A, id: Å Ä Ö}]",
        "[{heading: H}]",
        "[{heading: H, title: A, items: [{title: A}]}]",
        "[{title: A, next_meeting: {date: imorgon}}]",
        "[{title: A, memo: }]",
    ],
)
def test_what_we_refuse_the_editor_marks(items: str) -> None:
    assert _complaints("agenda", f"{HEAD}items: {items}\n")


def test_a_standing_item_may_be_a_title_alone() -> None:
    body = "{name: A, members: [], standing_items: [Upprop, {title: B, kind: decision}]}"
    text = f"organisation: {{name: X}}\nbodies: {{a: {body}}}\n"
    assert _complaints("members", text) == []
    assert _complaints("members", text.replace("{a:", "{Å:"))


def test_a_theme_holds_only_what_it_changes() -> None:
    assert _complaints("theme", "page: {margins: {left: 28mm, right: 20}}\n") == []
    assert _complaints("theme", "page: {margin: 28mm}\n")


@pytest.mark.parametrize("name", sorted(schemas()))
def test_every_key_is_explained_in_swedish(name: str) -> None:
    schema = schemas()[name]
    records = [schema, *schema["definitions"].values()]
    keys = [pair for record in records for pair in record.get("properties", {}).items()]
    assert len(keys) > 10
    assert [key for key, one in keys if not one.get("title")] == []
    assert [key for key, one in keys if not one.get("description")] == []
    english = re.compile(r"\b(the|of|and|by|with|its|a|is)\b", re.IGNORECASE)
    told = [one.get("description", "") for one in (*records, *(one for _, one in keys))]
    assert [text for text in told if english.search(text)] == []


def test_words_are_explained_too() -> None:
    kinds = schemas()["agenda"]["definitions"]["Kind"]
    assert dict(zip(kinds["enum"], kinds["enumDescriptions"], strict=True)) == {
        "decision": "Beslut",
        "information": "Information",
        "dialogue": "Dialog",
        "none": "Formell punkt",
    }
