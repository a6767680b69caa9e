"""Remarks are found or not, but never change what a file says, and never stop the reading."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kallelse.rules import ignores
from kallelse.source import in_markdown, read

PIECES = st.sampled_from(
    [
        "a:", "- ", "b", "|", ">-", '"', "'", "\n", "\n  ", "\n    ", " ", "{", "}", "[", "]", ",",
        "# kallelse: ignore[typography] y", " # kallelse: ignore[x", "kallelse:", "#", "<!--",
        "<!-- kallelse: ignore[typography] y -->", "-->", "ignore[]", "ö",
    ]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=30).map("".join)


@given(TEXTS)
def test_yaml_holds_the_same_without_its_comments(text: str) -> None:
    source = read(text, "a.yaml")
    lines = text.split("\n")
    for one in source.remarks:
        line, column = one.position.line - 1, one.position.column - 1
        assert lines[line][column] == "#"
        assert 1 <= one.first <= one.last <= len(lines)
        lines[line] = lines[line][:column].rstrip(" ") if column else ""
    if not source.diagnostics:
        assert read("\n".join(lines), "a.yaml").data == source.data


@given(TEXTS)
def test_markdown_keeps_its_lines(text: str) -> None:
    left, found = in_markdown(text, "a.md")
    assert left.count("\n") == text.count("\n")
    assert in_markdown(left, "a.md")[0].count("<!-- kallelse:") <= text.count("<!-- kallelse:")
    assert all(1 <= one.first <= one.last <= text.count("\n") + 1 for one in found)


@given(TEXTS)
def test_every_remark_is_let_pass_or_complained_about(text: str) -> None:
    remarks = read(text, "a.yaml").remarks
    passing, problems = ignores.read(remarks)
    told = {one.remark.position for one in passing} | {one.position for one in problems}
    assert told == {one.position for one in remarks}
