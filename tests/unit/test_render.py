"""A Pack becomes HTML: what templates see, and how what is wrong in them is told."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from kallelse.pack import Pack
from kallelse.render import TemplateError, render
from kallelse.render.templates import environment
from tests.typesetting import shipped_theme
from tests.writing import assembled, write


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    agenda = """\
        items:
          - title: Räkor & <b>bröd</b>
            memo: {proposal: "Köp {{ 7 * 7 }} <script>"}
        """
    return assembled(write(tmp_path_factory.mktemp("pack"), agenda))


def html(pack: Pack, folder: Path | None, part: str = "item-1-memo") -> str:
    return render(environment(folder), pack, pack.part(part), shipped_theme())


def with_memo(folder: Path, template: str) -> Path:
    (folder / "memo.html").write_text(template, encoding="utf-8")
    return folder


def complaint(pack: Pack, folder: Path, template: str) -> str:
    """Return what is told of a memo's template, with its place."""
    with pytest.raises(TemplateError) as stopped:
        html(pack, with_memo(folder, template))
    (one,) = stopped.value.diagnostics
    assert one.rule == "template"
    assert str(folder) not in str(one), "no path of the computer is told"
    return f"{one.position}: {one.message}"


def test_the_shipped_templates_serve_a_project_that_has_none(pack: Pack, tmp_path: Path) -> None:
    made = html(pack, tmp_path / "templates")
    assert made == html(pack, None)
    assert made.startswith('<article class="memo"')


def test_a_projects_own_template_comes_before_the_shipped(pack: Pack, tmp_path: Path) -> None:
    assert html(pack, with_memo(tmp_path, "<article>Min</article>")) == "<article>Min</article>"


def test_a_block_is_overridden_and_the_rest_stays(pack: Pack, tmp_path: Path) -> None:
    own = """\
{% extends "default/memo.html" %}
{% block title %}
<h1>{{ entry.number }}. {{ memo.title }}</h1>
{% endblock %}
"""
    shipped = html(pack, None).splitlines()
    mine = html(pack, with_memo(tmp_path, own.replace("memo.title", "entry.title"))).splitlines()
    changed = [(a, b) for a, b in zip(shipped, mine, strict=True) if a != b]
    title = "Räkor &amp; &lt;b&gt;bröd&lt;/b&gt;"
    assert changed == [(f"<h1>{title}</h1>", f"<h1>1. {title}</h1>")]


def test_a_template_may_use_others_of_its_folder(pack: Pack, tmp_path: Path) -> None:
    (tmp_path / "delar").mkdir()
    (tmp_path / "delar" / "hej.html").write_text("Hej, {{ meeting.body }}", "utf-8")
    assert html(pack, with_memo(tmp_path, '{% include "delar/hej.html" %}')) == "Hej, Nämnden"


def test_a_template_that_a_windows_editor_saved_is_read(pack: Pack, tmp_path: Path) -> None:
    own = "\ufeff<article>\r\nÅ\r\n</article>\r\n"
    assert html(pack, with_memo(tmp_path, own)).split() == ["<article>", "Å", "</article>"]


def test_what_editors_write_is_text_and_neither_html_nor_template(
    pack: Pack, tmp_path: Path
) -> None:
    made = html(pack, None)
    assert "<p>Köp {{ 7 * 7 }} &lt;script&gt;</p>" in made
    assert "<b>" not in made


def test_templates_see_the_pack_and_its_words(pack: Pack, tmp_path: Path) -> None:
    own = (
        "{{ pack.audience }}|{{ meeting.date | date('iso') }}|{{ meeting.time | clock }}|"
        "{{ organisation.name }}|{{ theme.language }}|{{ _('memo') }}|{{ part.id }}|"
        "{{ ['a', 'b'] | join_and }}|{{ '*x*' | markdown }}"
    )
    assert html(pack, with_memo(tmp_path, own)).strip() == (
        "public|2024-03-01|9.00–12.00|Provkommunen|sv-SE|Tjänsteskrivelse|item-1-memo|a och b|"
        "<p><em>x</em></p>"
    )


@pytest.mark.parametrize(
    ("template", "told"),
    [
        ("\n\n{{ nonsens }}", "3:1: nothing is called nonsens"),
        ("\n{{ meeting.plats }}", "2:1: MeetingView has no plats"),
        ("\n{% if nonsens %}{% endif %}", "2:1: nothing is called nonsens"),
        ("\n{% if %}", "2:1: something is missing before end of statement block"),
        ("\n\n{% block a %}", "3:1: block is never closed"),
        ("\n{{ 1 | nonsens }}", "2:1: there is no filter nonsens"),
        ("\n{% include 'nonsens.html' %}", "2:1: there is no template nonsens.html"),
        ("\n{% extends 'default/nonsens.html' %}", "2:1: there is no template default/nonsens"),
        ("\n{% include '../memo.html' %}", "2:1: there is no template ../memo.html"),
        ("\n{{ meeting.date | date('x') }}", "2:1: this cannot be worked out (KeyError: 'x')"),
        ("\n{{ 1 / 0 }}", "2:1: this cannot be worked out (ZeroDivisionError: division by zero)"),
        ("\n{% include 'memo.html' %}", "2:1: the template goes round too many times"),
    ],
)
def test_what_is_wrong_is_told_with_template_and_line(
    pack: Pack, tmp_path: Path, template: str, told: str
) -> None:
    assert complaint(pack, tmp_path, template).startswith(f"templates/memo.html:{told}")


def test_a_mistake_in_an_included_template_is_told_there(pack: Pack, tmp_path: Path) -> None:
    (tmp_path / "delar").mkdir()
    (tmp_path / "delar" / "hej.html").write_text("\n\n\n{{ nonsens }}", "utf-8")
    told = complaint(pack, tmp_path, '{% include "delar/hej.html" %}')
    assert told == "templates/delar/hej.html:4:1: nothing is called nonsens"


def test_a_mistake_in_an_overridden_block_is_told_there(pack: Pack, tmp_path: Path) -> None:
    own = '{% extends "default/memo.html" %}\n{% block title %}\n{{ nonsens }}\n{% endblock %}'
    assert complaint(pack, tmp_path, own) == "templates/memo.html:3:1: nothing is called nonsens"


def test_what_a_shipped_template_lacks_is_told_as_shipped(pack: Pack) -> None:
    bare = dataclasses.replace(pack, entries=())
    with pytest.raises(TemplateError) as stopped:
        html(bare, None)
    (one,) = stopped.value.diagnostics
    assert one.position.file == "kallelse/templates/memo.html"
    assert one.position.line > 1


@pytest.mark.parametrize(
    "template",
    [
        "{{ meeting.__class__.__mro__ }}",
        "{{ ''.__class__ }}",
        "{{ 'x' * 10**9 }}",
        "{{ 9 ** 9 ** 9 }}",
        "{{ [1] * 1000000000 }}",
        "{{ render.__globals__ }}",
        "{{ self.__init__.__globals__ }}",
        "{{ _.__globals__ }}",
        "{{ meeting.title.format.__self__.__class__ }}",
        "{{ '{0.__class__.__mro__}'.format(meeting) }}",
        "{{ pack.images.update({'a': 'b'}) }}",
        "{% set x = [] %}{{ x.append(1) }}",
        "{{ range(10000000) | list }}",
        "{% set meeting.title = 'x' %}",
        "{% import 'os' as os %}",
    ],
)
def test_a_template_can_neither_leave_its_sandbox_nor_change_a_thing(
    pack: Pack, tmp_path: Path, template: str
) -> None:
    complaint(pack, tmp_path, template)


def test_no_path_of_the_computer_reaches_a_template(pack: Pack, tmp_path: Path) -> None:
    own = "{{ pack }}|{{ meeting }}|{{ organisation }}|{{ theme }}|{{ part }}|{{ entry }}"
    made = html(pack, with_memo(tmp_path, own))
    assert "Räkor" in made
    assert "/" not in made.replace("/b&gt;", "")


@pytest.mark.parametrize("how", ["file", "folder"])
def test_a_link_out_of_the_folder_is_not_followed(pack: Pack, tmp_path: Path, how: str) -> None:
    secret, folder = tmp_path / "secret", tmp_path / "templates"
    secret.mkdir()
    folder.mkdir()
    (secret / "hej.html").write_text("hemligt", "utf-8")
    if how == "file":
        (folder / "hej.html").symlink_to(secret / "hej.html")
    else:
        (folder / "delar").symlink_to(secret)
    name = "hej.html" if how == "file" else "delar/hej.html"
    told = complaint(pack, folder, f"{{% include '{name}' %}}")
    assert told == f"templates/memo.html:1:1: there is no template {name}"
