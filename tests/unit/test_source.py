"""YAML as data with places: what is read, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from kallelse.diagnostics import Position
from kallelse.errors import KallelseError
from kallelse.source import MAX_BYTES, MAX_PROBLEMS, overlay, read, read_bytes, reader


@pytest.fixture(params=["C", "Python"], autouse=True)
def _both_loaders(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run every test with PyYAML's C reader and with the one that is used where it is missing."""
    assert reader.Loader is yaml.CBaseLoader, "this computer's PyYAML lacks its C part"
    if request.param == "Python":
        monkeypatch.setattr(reader, "Loader", yaml.BaseLoader)


def rules(text: str | bytes) -> list[tuple[str, int, int]]:
    found = read(text, "f.yaml").diagnostics
    return [(one.rule, one.position.line, one.position.column) for one in found]


def test_every_scalar_stays_the_text_that_was_written() -> None:
    source = read("a: 18:30\nb: 010\nc: no\nd: 2024-03-01\ne: ~\nf:\n", "f.yaml")
    assert source.data == {
        "a": "18:30",
        "b": "010",
        "c": "no",
        "d": "2024-03-01",
        "e": "~",
        "f": "",
    }
    assert source.diagnostics == ()


def test_keys_and_values_have_their_places() -> None:
    source = read("å: {ö😀: [x, 'y']}\nlist:\n  - a\n  - b: c\n", "f.yaml")
    assert source.key_position(("å", "ö😀")) == Position("f.yaml", 1, 5)
    assert source.position(("å", "ö😀")) == Position("f.yaml", 1, 9)
    assert source.position(("å", "ö😀", 1)) == Position("f.yaml", 1, 13)
    assert source.position(("list",)) == Position("f.yaml", 3, 3)
    assert source.position(("list", 1)) == Position("f.yaml", 4, 5)
    assert source.position(("list", 1, "b")) == Position("f.yaml", 4, 8)


def test_what_is_not_there_is_placed_at_what_is_around_it() -> None:
    source = read("a:\n  b: c\n", "f.yaml")
    assert source.position(("a", "x", 3)) == source.position(("a",)) == Position("f.yaml", 2, 3)
    assert source.key_position(("a", "x")) == Position("f.yaml", 2, 3)
    assert source.position(("x",)) == Position("f.yaml", 1, 1)


def test_lines_of_a_block_are_lines_of_the_file() -> None:
    text = "a:\n  b: |\n\n    ett\n\n      två\n  c: text\n  d: |2\n      tre\n"
    source = read(text, "f.yaml")
    assert source.data == {"a": {"b": "\nett\n\n  två\n", "c": "text", "d": "  tre\n"}}
    assert source.inside(("a", "b"), 2) == Position("f.yaml", 4, 5)
    assert source.inside(("a", "b"), 4, 3) == Position("f.yaml", 6, 7)
    assert source.inside(("a", "c"), 1) == source.position(("a", "c"))
    assert source.inside(("a", "d"), 1, 3) == Position("f.yaml", 9, 7)


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_line_ends_and_the_mark_of_utf_8_do_not_count(end: str) -> None:
    source = read(f"\ufeffa: |{end}  x{end}b: å{end}".encode(), "f.yaml")
    assert source.data == {"a": "x\n", "b": "å"}
    assert source.position(("b",)) == Position("f.yaml", 3, 4)
    assert source.diagnostics == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: b: c\n", ("yaml-syntax", 1, 5)),
        ("a: x\n  b: y\n", ("yaml-syntax", 2, 4)),
        ("a: x\n\tb: y\n", ("yaml-syntax", 2, 1)),
        ("a: x\nutan kolon\nb: y\n", ("yaml-syntax", 2, 1)),
        ("a: 'x\nb: y\n", ("yaml-syntax", 1, 4)),
        ("a: [x, y\nb: z\n", ("yaml-syntax", 1, 4)),
        ("a: {x: y\nb: z\n", ("yaml-syntax", 1, 4)),
        ("a: {x: #7a1f3d}\n\n", ("yaml-syntax", 1, 8)),
        ("a: {x: #7a1f3d}\nb: z\n", ("yaml-syntax", 1, 8)),
        ("a: [x, y #1]\nb: z\n", ("yaml-syntax", 1, 10)),
        ("a: @x\n", ("yaml-syntax", 1, 4)),
        ("a: * x\n", ("yaml-syntax", 1, 4)),
        ("a: - x\n", ("yaml-syntax", 1, 4)),
        ("a: 'x' y\n", ("yaml-syntax", 1, 8)),
        ("%YAML 3.0\n---\na: b\n", ("yaml-syntax", 1, 1)),
        ("", ("yaml-empty", 1, 1)),
        ("---\n...\n", ("yaml-empty", 2, 1)),
        ("bara text\n", ("yaml-not-keys", 1, 1)),
        ("[]\n", ("yaml-not-keys", 1, 1)),
        ("? [a, b]\n: c\n", ("yaml-key", 1, 3)),
        ("?\n: c\n", ("yaml-key", 1, 2)),
        ("a: b\n---\nc: d\n", ("yaml-documents", 2, 1)),
        ("a: !!python/object:os.system x\n", ("yaml-tag", 1, 4)),
        ("a: !x\n", ("yaml-tag", 1, 4)),
        ("&a a: b\n", ("yaml-anchor", 1, 1)),
        ("a: b\nc: 1\na: d\n", ("yaml-duplicate-key", 3, 1)),
        ("a: b\n<<: {c: d}\n", ("yaml-merge-key", 2, 1)),
        ("a: b\x00c\n", ("yaml-control-character", 1, 5)),
        ("a: b\u2028c\n", ("yaml-control-character", 1, 5)),
        ('a: "b\\x07"\n', ("yaml-control-character", 1, 4)),
        ("a: \ud800\n", ("yaml-control-character", 1, 4)),
        (b"a: b\n\xc3\xa5: \xe5\n", ("yaml-encoding", 2, 4)),
        ("a: b\n".encode("utf-16"), ("yaml-encoding", 1, 1)),
        ("a: b\n".encode("utf-16-be"), ("yaml-encoding", 1, 1)),
        ("a: " + "[" * 60, ("yaml-too-deep", 1, 53)),
        ("#" * (MAX_BYTES + 1), ("yaml-too-large", 1, 1)),
    ],
)
def test_what_is_refused_and_where(text: str | bytes, expected: tuple[str, int, int]) -> None:
    assert rules(text) == [expected]


def test_a_key_in_quotes_is_a_key_and_no_merge() -> None:
    assert read("'<<': a\n", "f.yaml").data == {"<<": "a"}


def test_all_problems_are_found_in_one_run() -> None:
    found = rules("a: &x 1\nb: *x\na: {c: !t v, c: 2}\n? [k]\n: *x\n")
    assert [rule for rule, _, _ in found] == [
        "yaml-anchor",
        "yaml-anchor",
        "yaml-duplicate-key",
        "yaml-tag",
        "yaml-duplicate-key",
        "yaml-key",
        "yaml-anchor",
    ]


def test_what_was_refused_is_unsure() -> None:
    assert read("a: *x\nb: {c: &y d}\ne: f\n", "f.yaml").unsure == {("a",), ("b", "c")}


def test_a_duplicate_key_keeps_the_first_value_and_its_place() -> None:
    source = read("a: {b: 1}\na: {b: 2, c: 3}\n", "f.yaml")
    assert source.data == {"a": {"b": "1"}}
    assert source.position(("a", "b")) == Position("f.yaml", 1, 8)
    assert ("a", "c") not in source.values


def test_too_many_values_end_the_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "MAX_VALUES", 10)
    assert rules("- x\n" * 21) == [("yaml-too-large", 20, 3)]
    assert rules("a:\n" + "- x\n" * 17) == []


def test_too_many_problems_end_the_reading() -> None:
    assert len(read("a: b\n" * 500, "f.yaml").diagnostics) == MAX_PROBLEMS


def test_a_bomb_of_references_is_not_followed() -> None:
    text = "a: &a [x, x]\n" + "".join(f"{n}: &{n} [*a, *a, *a]\n" for n in "bcdefghij")
    assert {rule for rule, _, _ in rules(text)} == {"yaml-anchor"}


def test_a_huge_file_is_not_read_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "huge.yaml"
    path.write_bytes(b"#" * (MAX_BYTES + 5000))
    assert len(read_bytes(path)) == MAX_BYTES + 1


def test_a_file_that_cannot_be_opened_stops_the_command(tmp_path: Path) -> None:
    with pytest.raises(KallelseError, match=r"cannot read .*nowhere"):
        read_bytes(tmp_path / "nowhere.yaml")


def test_a_file_over_another_keeps_the_places_of_both() -> None:
    under = read("a: {b: 1, c: 2}\nd: [1, 2, 3]\n", "under.yaml")
    over = read("a: {c: 3}\nd: [4]\n", "over.yaml")
    both = overlay(under, over)
    assert both.data == {"a": {"b": "1", "c": "3"}, "d": ["4"]}
    assert both.position(("a", "b")).file == "under.yaml"
    assert both.position(("a", "c")) == Position("over.yaml", 1, 8)
    assert both.position(("a",)).file == "over.yaml"
    assert both.position(("d", 2)) == Position("over.yaml", 2, 4)
    assert under.data == {"a": {"b": "1", "c": "2"}, "d": ["1", "2", "3"]}
