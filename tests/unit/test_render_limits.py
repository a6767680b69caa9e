"""Templates that would never end or fill what does not exist, and how Jinja's words are put."""

from __future__ import annotations

from pathlib import Path

import jinja2
import pytest

from kallelse.diagnostics import Diagnostic, InputError
from kallelse.pagination import settle
from kallelse.render.limits import MOST, limited
from kallelse.render.sentences import sentence
from kallelse.render.templates import check, environment
from tests.writing import assembled, loaded, write

BARE = "items: [{title: Ett, memo: {proposal: Ja.}}]\n"
ENDLESS = {
    "loops in loops": "{% for a in range(99999) %}\n{% for b in range(99999) %}{% endfor %}"
    "{% endfor %}",
    "loops over a list": "{% set x = [1] | batch(999, 1) | first %}\n"
    "{% for a in x %}{% for b in x %}{% for c in x %}{% endfor %}{% endfor %}{% endfor %}",
    "a macro that calls itself twice": "{% macro m(n) %}\n"
    "{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(60) }}",
    "numbers without a loop": "\n{% for a in range(9999) %}{{ range(99999) | sum }}{% endfor %}",
    "a block that calls itself": "\n{% block b %}{% for a in [1, 2] %}{{ self.b() }}{% endfor %}"
    "{% endblock %}",
}


def stopped(root: Path, memo: str) -> Diagnostic:
    project = write(root, BARE, {"templates/memo.html": memo})
    with pytest.raises(InputError) as ended:
        settle(assembled(project), loaded(project).press)
    (found,) = ended.value.diagnostics
    return found


@pytest.mark.parametrize("template", ENDLESS.values(), ids=ENDLESS)
def test_what_would_never_end_is_stopped_where_it_goes_round(tmp_path: Path, template: str) -> None:
    found = stopped(tmp_path, template)
    assert found.position.file == "templates/memo.html"
    assert found.position.line in (1, 2)
    assert found.rule == "template"
    assert "goes round" in found.message


def test_a_template_that_includes_itself_twice_is_stopped(tmp_path: Path) -> None:
    twice = "{% if n | default(40) %}{% with n = n | default(40) - 1 %}{% include 'memo.html' %}"
    found = stopped(tmp_path, f"{twice}{{% include 'memo.html' %}}{{% endwith %}}{{% endif %}}")
    assert "goes round" in found.message


def test_every_document_has_its_own_turns() -> None:
    made = environment(None).from_string("{% for a in range(n) %}{{ loop.last }}{% endfor %}")
    for _document in range(3):
        with limited():
            assert made.render(n=MOST // 2 - 9).count("True") == 1


def test_counting_changes_nothing_that_is_seen() -> None:
    text = (
        "{% macro m(a) %}<{{ a }}{{ caller() }}>{% endmacro %}\n"
        "{% for a in [1, 2] recursive %}\n"
        "{{ loop.index }}/{{ loop.length }}{% call m(a) %}x{% endcall %}\n"
        "{% else %}nothing{% endfor %}\n"
        "{% block b scoped %}{% set c = namespace(d=1) %}{{ c.d }}{% endblock %}"
    )
    plain = jinja2.Environment(trim_blocks=True, lstrip_blocks=True).from_string(text)
    assert environment(None).from_string(text).render() == plain.render()


@pytest.mark.parametrize(
    ("template", "told"),
    [
        ("{{ meting.date }}", "nothing is called meting"),
        ("{{ meeting.dat }}", "MeetingView has no dat"),
        ("{{ {}.a.b }}", "dict has no a"),
        ("{{ none.a }}", "what has no value has no a either"),
        ("{{ ''.__class__.x }}", "a template may not reach __class__"),
        ("{% from 'masthead.html' import mast %}{{ mast() }}", "masthead.html has no macro mast"),
        ("{% include 'x.html' %}", "there is no template x.html"),
        ("{{ 1 / 0 }}", "this cannot be worked out (ZeroDivisionError: division by zero)"),
    ],
)
def test_what_goes_wrong_is_told_in_our_words(tmp_path: Path, template: str, told: str) -> None:
    found = stopped(tmp_path, f"<article>\n{template}</article>")
    assert (found.position.line, found.message) == (2, told)


@pytest.mark.parametrize(
    ("template", "told"),
    [
        ("{{ 1 | dat }}", "there is no filter dat"),
        ("{{ 1 is odder }}", "there is no test odder"),
        ("{% fro a in b %}", "there is no tag fro"),
        ("{% if a %}", "if is never closed"),
        ("{{ a b }}", "b stands where end of print statement is expected"),
        ("{{ a ? }}", "? cannot stand here"),
        ("{{ a ) }}", ") cannot stand here"),
        ("{# a", "comment is never closed"),
        ("{% block a %}{% endblock %}{% block a %}{% endblock %}", "the block stands twice: a"),
    ],
)
def test_what_is_written_wrong_is_told_in_our_words(template: str, told: str) -> None:
    with pytest.raises(jinja2.TemplateSyntaxError) as broken:
        environment(None).compile(template, "a", "a")
    assert sentence(broken.value) == told


def idle(folder: Path, text: str) -> list[str]:
    (folder / "notice.html").write_text(text, "utf-8")
    return [f"{one.position.line} {one.hint}" for one in check(folder)]


def test_a_block_that_the_extended_template_lacks_is_told(tmp_path: Path) -> None:
    begin = '{% extends "default/notice.html" %}\n'
    assert idle(tmp_path, f"{begin}{{% block closng %}}{{% endblock %}}") == [
        "2 Did you mean closing?"
    ]
    assert idle(tmp_path, f"{begin}{{% block closing %}}{{% endblock %}}") == []
    inner = "{% block closing %}{% block mine %}{% endblock %}{% endblock %}"
    assert idle(tmp_path, f"{begin}{inner}") == []
    assert idle(tmp_path, "{% block mine %}{% endblock %}") == []
    assert idle(tmp_path, "{% extends 'nowhere.html' %}{% block mine %}{% endblock %}") == []
    assert idle(tmp_path, "{% extends theme.x %}{% block mine %}{% endblock %}") == []
    (tmp_path / "base.html").write_text(f"{begin}{{% block closing %}}{{% block a %}}"
                                        "{% endblock %}{% endblock %}")  # fmt: skip
    below = "{% extends 'base.html' %}{% block a %}{% endblock %}{% block title %}{% endblock %}"
    assert idle(tmp_path, below) == []
