"""Positions point at the text they name, and no input makes the reader raise or hang."""

from __future__ import annotations

from typing import Any

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from kallelse import model
from kallelse.diagnostics import Diagnostic, Position
from kallelse.model import Meeting, Members
from kallelse.source import Data, KeyPath, Source, read
from kallelse.theme import Theme
from kallelse.validate import shape, validate

WORDS = st.text(st.sampled_from("aåö😀 0:-#'\"[{&*!|>%@,?\\\n\t~"), max_size=12)
KEYS = st.text(st.sampled_from("abåö😀 :-'\"0"), min_size=1, max_size=6).filter(str.strip)
TREES = st.recursive(
    WORDS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=20,
)
DOCUMENTS = st.dictionaries(KEYS, TREES, min_size=1, max_size=4)
STYLES = st.fixed_dictionaries(
    {
        "default_flow_style": st.sampled_from([True, False, None]),
        "default_style": st.sampled_from(["'", '"', "|", ">"]),
        "indent": st.integers(2, 6),
        "width": st.sampled_from([20, 200]),
        "allow_unicode": st.booleans(),
    }
)
SNIPPETS = st.lists(
    st.sampled_from([*"abå:-?|>'\"[]{},&*!%@`#~\t\n\r\0\u2028\ud800\ufeff", "---", "...", "<<"])
    | st.sampled_from([" ", "  ", "\n", "body: ", "items:\n", "- title: ", "time: 9.00\n"]),
    max_size=40,
).map("".join)


def walk(data: Data, path: KeyPath = ()) -> list[tuple[KeyPath, Data]]:
    found: list[tuple[KeyPath, Data]] = [(path, data)]
    for step, inner in data.items() if isinstance(data, dict) else enumerate(data):
        if not isinstance(data, str):
            found += walk(inner, (*path, step))
    return found


def rest_from(lines: list[str], place: Position) -> str:
    """Return the file from a place on."""
    return "\n".join([lines[place.line - 1][place.column - 1 :], *lines[place.line :]])


def scalar_at(rest: str) -> str | None:
    """Return the scalar that a text begins with, as PyYAML's own scanner sees it."""
    tokens = yaml.scan(rest, Loader=yaml.SafeLoader)
    return next(str(one.value) for one in tokens if isinstance(one, yaml.ScalarToken))


@settings(max_examples=150)
@given(document=DOCUMENTS, style=STYLES)
def test_positions_point_at_the_text_they_name(document: Any, style: dict[str, Any]) -> None:
    text = yaml.dump(document, Dumper=yaml.SafeDumper, sort_keys=False, **style)
    source = read(text, "f.yaml")
    assert source.diagnostics == ()
    # Not the document itself: PyYAML's writer has a bug where it folds a text with escapes.
    document = yaml.load(text, Loader=yaml.BaseLoader)
    assert source.data == document
    lines = text.split("\n")
    for path, data in walk(document):
        rest = rest_from(lines, source.values[path])
        if isinstance(data, str):
            if rest[0] == "|":
                block_matches(source, lines, path, data)
            elif rest[0] == ">":
                assert source.inside(path, 2) == source.values[path]
            else:
                assert scalar_at(rest) == data
        elif not data or style["default_flow_style"]:
            assert rest[0] == ("{" if isinstance(data, dict) else "[")
        elif isinstance(data, list) and style["default_flow_style"] is False:
            assert rest[0] == "-"
        if path and isinstance(path[-1], str):
            named = rest_from(lines, source.keys[path])
            assert named[0] in "|>" or scalar_at(named) == path[-1]


def block_matches(source: Source, lines: list[str], path: KeyPath, data: str) -> None:
    """Every line of a literal block is the file's line from the reported place on."""
    for number, line in enumerate(data.split("\n"), 1):
        if line.strip() and line.isprintable():
            place = source.inside(path, number)
            assert lines[place.line - 1][place.column - 1 :] == line


def all_diagnostics(data: str | bytes) -> list[Diagnostic]:
    source = read(data, "f.yaml")
    found = list(source.diagnostics)
    for record in (Meeting, Members, Theme):
        valid: Any = validate(record, source)
        assert valid.record is not None or valid.diagnostics
        found += valid.diagnostics
    return found


def check_all(data: str | bytes) -> None:
    for one in all_diagnostics(data):
        assert one.position.line >= 1
        assert one.position.column >= 1
        assert one.hint
        assert str(one).isprintable()


@settings(max_examples=200)
@given(st.binary(max_size=200))
def test_no_bytes_raise(data: bytes) -> None:
    check_all(data)


@settings(max_examples=200)
@given(st.text(max_size=200) | SNIPPETS)
def test_no_text_raises(data: str) -> None:
    check_all(data)


KINDS = ("Meeting", "Item", "Memo", "Register", "Incoming", "Members", "Body", "Person", "Group")
FIELDS = st.sampled_from(
    sorted({key for kind in KINDS for key in shape.keys(getattr(model, kind))} | {"styles", "page"})
)
SHAPES = st.recursive(
    WORDS | st.sampled_from(["2024-03-01", "9.00", "decision", "x"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(FIELDS | KEYS, inner, max_size=5),
    max_leaves=25,
)


@settings(max_examples=150)
@given(st.dictionaries(FIELDS, SHAPES, min_size=1, max_size=6))
def test_no_shape_of_data_raises(document: Any) -> None:
    check_all(yaml.dump(document, Dumper=yaml.SafeDumper, allow_unicode=True))
