"""Comments that speak to us, in YAML and in Markdown."""

from __future__ import annotations

import pytest

from kallelse.diagnostics import Position
from kallelse.source import Remark, in_markdown, read


def lines(text: str) -> list[tuple[str, int, int]]:
    return [(one.text, one.first, one.last) for one in read(text, "a.yaml").remarks]


def test_on_the_line_it_speaks_of() -> None:
    assert lines("a: b # kallelse: ignore[x] y\n") == [("ignore[x] y", 1, 1)]


@pytest.mark.parametrize("between", ["", "\n", "# another\n", "  # kallelse: ignore[z] w\n\n"])
def test_alone_it_speaks_of_the_next(between: str) -> None:
    text = f"# kallelse: ignore[x] y\n{between}a: b\n"
    line = text.count("\n")
    assert lines(text)[0] == ("ignore[x] y", line, line)


def test_of_a_whole_text_where_one_begins() -> None:
    text = "m:\n  a: | # kallelse: ignore[x] y\n    one\n\n    two\n  b: c\n"
    assert lines(text) == [("ignore[x] y", 2, 5)]


@pytest.mark.parametrize(
    "text",
    [
        'a: "b # kallelse: ignore[x] y"\n',
        "a: 'b # kallelse: ignore[x] y'\n",
        "a: |\n  # kallelse: ignore[x] y\n",
        "a: >-\n  one\n  two # kallelse: ignore[x] y\n",
        "a: 'one\n  # kallelse: ignore[x] y'\n",
        "a: b#kallelse: ignore[x] y\n",
    ],
)
def test_what_is_part_of_a_value_is_no_comment(text: str) -> None:
    assert lines(text) == []


def test_behind_a_text() -> None:
    text = "a: |\n  # kallelse: ignore[no] y\n# kallelse: ignore[x] y\n"
    text += "b: 'c' # kallelse: ignore[z] w\n"
    assert lines(text) == [("ignore[x] y", 4, 4), ("ignore[z] w", 4, 4)]


def test_at_the_end_of_a_file() -> None:
    assert lines("a: b\n# kallelse: ignore[x] y") == [("ignore[x] y", 2, 2)]


def test_in_markdown_it_leaves_no_trace() -> None:
    text = "Ett <!-- kallelse: ignore[x] y -->\n\n<!-- kallelse: ignore[z] w -->\n\nTvå\n"
    left, found = in_markdown(text, "a.md")
    assert left == "Ett\n\n\n\nTvå\n"
    assert found == (
        Remark(Position("a.md", 1, 5), "ignore[x] y", 1, 1),
        Remark(Position("a.md", 3, 1), "ignore[z] w", 5, 5),
    )


def test_other_comments_of_markdown_stay() -> None:
    assert in_markdown("<!-- kallelsen: nej -->\n", "a.md") == ("<!-- kallelsen: nej -->\n", ())
