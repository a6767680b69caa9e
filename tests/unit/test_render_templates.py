"""What is told of a project's templates before any of them is used."""

from __future__ import annotations

from pathlib import Path

import pytest

from kallelse.diagnostics import InputError
from kallelse.pagination import settle
from kallelse.render.templates import SHIPPED, check, names
from tests.writing import assembled, complaints, loaded, places, write

BARE = "items: [{title: Ett, memo: {proposal: Ja.}}]\n"


def test_the_shipped_templates_are_sound() -> None:
    assert list(check(SHIPPED)) == []


def test_templates_are_checked_when_a_meeting_is_loaded(tmp_path: Path) -> None:
    memo = "<article>\n  <p>Hej</p>\n  <blink>Hej</blink>\n</article>\n"
    found = complaints(write(tmp_path, BARE, {"templates/memo.html": memo}))
    assert places(found) == [
        "templates/memo.html:3:3 template-element",
        "templates/memo.html:3:13 template-element",
    ]
    assert found[0].message == "a pack has no element <blink>"
    assert found[0].hint.startswith("Use one of: article section ")


def test_every_broken_template_is_told_at_once_also_those_that_nothing_uses(
    tmp_path: Path,
) -> None:
    files: dict[str, str | bytes] = {
        "templates/a.html": "\n{% if %}",
        "templates/delar/b.html": "\n{{ 1 | nonsens }}",
        "templates/c.html": "<p>\nå".encode("latin-1"),
        "templates/d.html": "<p>\x07</p>",
    }
    assert places(complaints(write(tmp_path, BARE, files))) == [
        "templates/a.html:2:1 template",
        "templates/c.html:2:1 text-encoding",
        "templates/d.html:1:4 text-control-character",
        "templates/delar/b.html:2:1 template",
    ]


@pytest.mark.parametrize(
    "template",
    [
        "{# <blink> #}",
        "{{ '<blink>' }}",
        "{% set a = '<blink>' %}",
        "<!-- <blink> -->",
        "{#\n<blink>\n#}",
        "<p>1 < 2 <3</p>",
        '<P CLASS="lead">x</P>',
        "<h1>x</h1><br>",
    ],
)
def test_what_makes_no_element_is_not_told(tmp_path: Path, template: str) -> None:
    (tmp_path / "a.html").write_text(template, "utf-8")
    assert list(check(tmp_path)) == []


def test_lines_and_columns_are_right_behind_comments_of_many_lines(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(
        "{#\n\n#} <div>å</div>\n{% if 1\n %}<span>{% endif %}", "utf-8"
    )
    assert [(one.position.line, one.position.column) for one in check(tmp_path)] == [
        (3, 4),
        (3, 10),
        (5, 4),
    ]


def test_a_template_that_is_a_link_out_of_the_folder_is_told(tmp_path: Path) -> None:
    project = write(tmp_path / "p", BARE, {"templates/a.html": "x"})
    (tmp_path / "secret.html").write_text("<hemligt>", "utf-8")
    (project.templates / "memo.html").symlink_to(tmp_path / "secret.html")
    found = complaints(project)
    assert places(found) == ["templates/memo.html:1:1 template-link"]
    assert "hemligt" not in str(found)


def test_a_template_that_is_a_link_within_the_folder_is_used(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<p>x</p>", "utf-8")
    (tmp_path / "b.html").symlink_to("a.html")
    assert list(check(tmp_path)) == []


def test_a_folder_that_is_named_like_a_template_is_none(tmp_path: Path) -> None:
    (tmp_path / "memo.html").mkdir()
    assert list(check(tmp_path)) == []


def test_a_text_can_be_set_with_the_shipped_and_the_projects_own_templates(tmp_path: Path) -> None:
    (tmp_path / "skrivelse.html").write_text("x", "utf-8")
    assert names(tmp_path) == {"document", "statement", "skrivelse"}
    assert names(tmp_path / "nowhere") == names(None) == {"document", "statement"}


def test_a_text_is_set_with_the_template_that_it_names(tmp_path: Path) -> None:
    agenda = "items: [{title: Ett, attachments: [{file: a.md, title: A, template: egen}]}]\n"
    own = '<article class="document" title="A">{{ part.text | markdown }}</article>\n'
    project = write(tmp_path, agenda, {"./a.md": "Hej\n", "templates/egen.html": own})
    pack = settle(assembled(project), loaded(project).press).pack
    assert pack.part("item-1-attachment-1").template == "egen"
    assert pack.part("item-1-attachment-1").pages == 1


@pytest.mark.parametrize(
    ("template", "told"),
    [
        ("", "1:1 misplaced-element"),
        ("<p>Hej</p>", "1:1 misplaced-element"),
        (
            '\n<article class="memo" title="x">\n<p class="nonsens">y</p>\n</article>',
            "3:1 unknown-class",
        ),
        ('<article class="memo" title="x">\n\n<p>漢</p>\n</article>', "3:1 missing-glyph"),
        ('<article class="memo" title="x">\n<p>y\n</article>', "3:1 unclosed-element"),
        (
            '<article class="memo" title="x">\n<img src="x" alt="y">\n</article>',
            "2:1 unknown-image",
        ),
    ],
)
def test_html_that_cannot_become_pages_is_told_with_its_template(
    tmp_path: Path, template: str, told: str
) -> None:
    project = write(tmp_path, BARE, {"templates/memo.html": template})
    with pytest.raises(InputError) as stopped:
        settle(assembled(project), loaded(project).press)
    (one,) = stopped.value.diagnostics
    assert places([one]) == [f"templates/memo.html:{told}"]


def test_html_that_a_template_composes_is_shown_where_no_line_of_it_is_the_same(
    tmp_path: Path,
) -> None:
    memo = '<article class="memo" title="x">\n<p class="nonsens">{{ entry.title }}</p></article>'
    project = write(tmp_path, BARE, {"templates/memo.html": memo})
    with pytest.raises(InputError) as stopped:
        settle(assembled(project), loaded(project).press)
    (one,) = stopped.value.diagnostics
    assert one.position.line == 1
    assert one.message.endswith(', in: <p class="nonsens">Ett</p></article>')
