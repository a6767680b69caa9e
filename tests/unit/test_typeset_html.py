"""What is not in the vocabulary is refused, with its rule and its line."""

from __future__ import annotations

import pytest

from kallelse.errors import ExitCode
from kallelse.typeset import TypesetError
from kallelse.typeset.html import VOCABULARY, parse
from tests import typesetting

CLASSES = frozenset({"box", "notice"})

BROKEN = [
    ("unknown-element", 2, "<article>\n<div>x</div></article>"),
    ("unknown-element", 1, "<!DOCTYPE html><article></article>"),
    ("unknown-element", 2, "<article>\n<?php x ?></article>"),
    ("unknown-class", 3, '<article>\n\n<p class="box red">x</p></article>'),
    ("unknown-attribute", 2, '<article>\n<p style="color: red">x</p></article>'),
    ("unknown-attribute", 1, '<article><p href="#x">x</p></article>'),
    ("attribute-value", 1, '<article><p><a href="javascript:alert(1)">x</a></p></article>'),
    ("attribute-value", 1, '<article><p><a href="java&#115;cript:x">x</a></p></article>'),
    ("attribute-value", 1, '<article><p><a href="file:///etc/passwd">x</a></p></article>'),
    ("attribute-value", 1, "<article><p><a>x</a></p></article>"),
    ("attribute-value", 1, '<article><table><tr><td colspan="0">x</td></tr></table></article>'),
    ("attribute-value", 1, '<article><p lang="svenska språket">x</p></article>'),
    ("attribute-value", 1, '<article><p id="a" id="b">x</p></article>'),
    ("duplicate-anchor", 2, '<article id="a">\n<p id="a">x</p></article>'),
    ("misplaced-element", 1, "<p>x</p>"),
    ("misplaced-element", 1, "<article></article><article></article>"),
    ("misplaced-element", 1, ""),
    ("misplaced-element", 2, "<article>\n<p><ul></ul></p></article>"),
    ("misplaced-element", 1, "<article><li>x</li></article>"),
    ("misplaced-element", 1, "<article><table><td>x</td></table></article>"),
    ("misplaced-element", 1, "<article><strong>x</strong></article>"),
    ("stray-text", 3, "<article>\n\n text </article>"),
    ("stray-text", 1, "<article><ul>text</ul></article>"),
    ("stray-text", 1, "<article><table><tr>text</tr></table></article>"),
    ("stray-text", 2, "<article></article>\ntext"),
    ("unclosed-element", 2, "<article>\n<p>x</article>"),
    ("unclosed-element", 2, "<article>\n<section><p>x</p>\n\n"),
    ("unclosed-element", 1, "<article></article></p>"),
    ("image-without-alt", 2, '<article>\n<img src="a"></article>'),
    ("image-without-alt", 1, '<article><img src="a" alt=" "></article>'),
]


@pytest.mark.parametrize(("rule", "line", "html"), BROKEN)
def test_what_is_wrong_is_refused_with_its_line(rule: str, line: int, html: str) -> None:
    with pytest.raises(TypesetError) as caught:
        parse(html, CLASSES)
    assert (caught.value.rule, caught.value.line) == (rule, line)
    assert caught.value.exit_code is ExitCode.INPUT
    assert caught.value.message
    assert caught.value.remedy


def test_the_vocabulary_is_that_of_the_template_contract() -> None:
    contract = """article section header footer h1 h2 h3 h4 p ul ol li dl dt dd table caption thead
    tbody tr th td figure img a strong em abbr br hr"""
    assert frozenset(contract.split()) == VOCABULARY


def test_character_references_comments_and_void_elements_are_read() -> None:
    found = parse("<article><!-- x --><p>a &amp; b &#229;<br/>c<br>d</p><hr/></article>", CLASSES)
    assert found.text == "a & b åcd"
    assert [child.tag for child in found.elements()] == ["p", "hr"]


@pytest.mark.parametrize(
    ("rule", "body"),
    [
        ("unknown-image", '<p>x</p>\n<img src="b" alt="x">'),
        ("image-unreadable", '<p>x</p>\n<img src="text" alt="x">'),
        ("image-unreadable", '<p>x</p>\n<img src="cut" alt="x">'),
        ("missing-glyph", "<p>x</p>\n<p>Kryssa ☐ här</p>"),
        ("missing-glyph", "<p>x</p>\n<p>a <strong>\U0001f600</strong></p>"),
        ("missing-glyph", "<p>x</p>\n<ul><li>☐</li></ul>"),
        ("missing-glyph", "<p>x</p>\n<table><tr><td>☐</td></tr></table>"),
        ("missing-glyph", "<p>x</p>\n<dl><dt>☐</dt></dl>"),
        ("misplaced-element", '<p>x</p>\n<p><a href="#a"><em><a href="#b">x</a></em></a></p>'),
        ("no-room", "<p>x</p>\n<table><tr>" + "<td>x</td>" * 60 + "</tr></table>"),
    ],
)
def test_what_cannot_be_typeset_is_refused_with_its_line(rule: str, body: str) -> None:
    images = {"text": b"not an image", "cut": typesetting.png(90, 90)[:70]}
    with pytest.raises(TypesetError) as caught:
        typesetting.make(typesetting.article(body), images=images)
    assert (caught.value.rule, caught.value.line) == (rule, 2)


def test_a_missing_glyph_is_named_with_the_text_around_it() -> None:
    with pytest.raises(TypesetError, match=r"☐ \(U\+2610\).*Kryssa ☐ här"):
        typesetting.make(typesetting.article("<p>Kryssa ☐ här</p>"))
