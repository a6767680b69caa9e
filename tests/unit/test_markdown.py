"""Markdown: what a text may hold, what is told of the rest, and the HTML that it becomes."""

from __future__ import annotations

import textwrap

import pytest

from kallelse.render.markdown import images, problems, to_html


def found(text: str, level: int = 2) -> list[tuple[int, str]]:
    """Return the line and the rule of every problem."""
    told = list(problems(textwrap.dedent(text), {"farjan"}, level))
    assert all(one.message and one.hint.endswith(".") for one in told)
    return [(one.line, one.rule) for one in told]


def html(text: str) -> str:
    return to_html(textwrap.dedent(text), {"farjan": "item-6-memo"})


SOUND = """\
En **fet** och *kursiv* rad \\*utan\\* under & < >.

## Rubrik

- ett
  1. två

     mer om två
- [ut](https://prov.example), [post](mailto:a@prov.example), [ring](tel:+4630012345)

### Under

| A | B |
|---|---|
| 1 | [in](#farjan) |

![En karta](karta.png)

---

<https://prov.example>
"""


def test_a_text_of_all_that_is_allowed_has_no_problems() -> None:
    assert found(SOUND) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ett\n\n    indraget\n", [(3, "markdown-code")]),
        ("ett\n\n```\nkod\n```\n", [(3, "markdown-code")]),
        ("ett\ntvå `kod`\n", [(2, "markdown-code")]),
        ("ett\n\n> citat\n> mer\n", [(3, "markdown-quote")]),
        ("ett\n\n<div>\nx\n</div>\n", [(3, "markdown-html")]),
        ("ett\ntvå <br> tre\n", [(2, "markdown-html")]),
        ("ett\n\n<!-- anteckning -->\n", [(3, "markdown-html")]),
        ("ett\n\n![](karta.png)\n", [(3, "image-alt")]),
        ("ett\n\n![ ](karta.png)\n", [(3, "image-alt")]),
        ("ett\ntvå\n[a](#ingen)\n", [(3, "link-unknown")]),
        ("ett\n[a](fil.pdf)\n", [(2, "link-kind")]),
        ("ett\n[a](ftp://prov.example)\n", [(2, "link-kind")]),
        ("ett\n[a]()\n", [(2, "link-kind")]),
        ("se [a][b]\n\n[b]: fil.pdf\n", [(1, "link-kind")]),
        ("ett\n![En karta](stor karta.png)\n", [(2, "link-broken")]),
        ("ett\n[a](två ord)\n", [(2, "link-broken")]),
    ],
)
def test_what_a_pack_has_no_place_for_is_told_with_its_line(
    text: str, expected: list[tuple[int, str]]
) -> None:
    assert found(text) == expected


def test_nothing_is_lost_of_lists_that_lie_deep_in_each_other() -> None:
    text = "".join(f"{'  ' * level}- nivå {level}\n" for level in range(60))
    assert to_html(text).count("<li>") == 60


@pytest.mark.parametrize(
    ("text", "level", "lines"),
    [
        ("## a\n### b\n#### c\n## d\n### e\n", 2, []),
        ("### a\n", 2, []),
        ("## a\n", 1, []),
        ("# a\n", 2, [1]),
        ("a\n===\n", 2, [1]),
        ("b\n\n##### a\n", 2, [3]),
        ("##### a\n", 4, [1]),
        ("#### a\n", 2, [1]),
        ("### a\n", 1, [1]),
        ("## a\n\n#### b\n##### c\n", 2, [3, 4]),
    ],
)
def test_headings_begin_at_two_and_skip_no_level(text: str, level: int, lines: list[int]) -> None:
    assert found(text, level) == [(line, "markdown-heading") for line in lines]


@pytest.mark.parametrize(
    "before",
    [
        "mjuk\n",
        "hård  \n",
        "hård\\\n",
        "en bild vars ![beskrivning är\nlång](karta.png) och\n",
        "en länk vars [text är\nlång](https://prov.example) och\n",
    ],
)
def test_lines_are_counted_within_a_paragraph(before: str) -> None:
    assert found(f"{before}[a](fil.pdf)") == [(before.count("\n") + 1, "link-kind")]


def test_lines_are_counted_within_html_that_runs_over_lines() -> None:
    assert found("ett <b\nclass='x'> två\n[a](fil.pdf)") == [(1, "markdown-html"), (3, "link-kind")]


def test_lines_are_counted_in_lists_and_tables() -> None:
    text = """\
        - ett
        - två
          [a](fil.pdf)

        | A | B |
        |---|---|
        | 1 | 2 |
        | 3 | [b](fil.pdf) |
        """
    assert found(text) == [(3, "link-kind"), (8, "link-kind")]


def test_pictures_are_found_with_their_lines_and_names() -> None:
    text = "ett\n![a](a.png) och\n![b](<två ord.png>)\n\n| A |\n|---|\n| ![c](å.jpg) |\n"
    assert list(images(text)) == [(2, "a.png"), (3, "tv%C3%A5%20ord.png"), (7, "%C3%A5.jpg")]


def test_html_in_a_text_is_shown_and_not_followed() -> None:
    assert html("<script>alert(1)</script>") == "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"
    assert html("a <b>x</b>") == "<p>a &lt;b&gt;x&lt;/b&gt;</p>\n"


def test_a_link_that_runs_a_program_is_no_link() -> None:
    assert "<a" not in html("[a](javascript:alert(1))")


def test_cells_are_aligned_by_class_and_never_by_style() -> None:
    made = html("| A | B | C | D |\n|:--|:-:|--:|---|\n| 1 | 2 | 3 | 4 |\n")
    assert "style" not in made
    assert [line for line in made.splitlines() if line.endswith(("</th>", "</td>"))] == [
        "<th>A</th>",
        '<th class="center">B</th>',
        '<th class="number">C</th>',
        "<th>D</th>",
        "<td>1</td>",
        '<td class="center">2</td>',
        '<td class="number">3</td>',
        "<td>4</td>",
    ]


def test_a_link_to_an_item_leads_to_its_anchor_in_the_pack() -> None:
    assert html("[färjan](#farjan)") == '<p><a href="#item-6-memo">färjan</a></p>\n'


def test_other_links_stay_as_they_are() -> None:
    assert html("[a](https://prov.example/#farjan)") == (
        '<p><a href="https://prov.example/#farjan">a</a></p>\n'
    )
