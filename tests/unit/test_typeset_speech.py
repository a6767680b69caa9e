"""What a voice says beside what is printed: headings in order, links that say where they lead."""

from __future__ import annotations

import pytest

from kallelse.typeset import TypesetError
from tests import typesetting
from tests.structure import Tagged

SKIPPED = [
    ("heading-skipped", 1, "<h2>Först</h2>"),
    ("heading-skipped", 2, "<h1>a</h1>\n<h3>b</h3>"),
    ("heading-skipped", 3, "<h1>a</h1><h2>b</h2>\n\n<section><h4>c</h4></section>"),
    ("heading-skipped", 2, "<h1>a</h1><h2>b</h2><h1>c</h1>\n<ul><li><h3>d</h3></li></ul>"),
    ("heading-empty", 2, "<h1>a</h1>\n<h2> <br></h2>"),
    ("heading-empty", 1, "<h1></h1>"),
]


@pytest.mark.parametrize(("rule", "line", "body"), SKIPPED)
def test_a_heading_that_would_mislead_is_refused_with_its_line(
    rule: str, line: int, body: str
) -> None:
    with pytest.raises(TypesetError) as caught:
        typesetting.make(typesetting.article(body))
    assert (caught.value.rule, caught.value.line) == (rule, line)
    assert caught.value.remedy


@pytest.mark.parametrize(
    "body",
    [
        "<p>inga rubriker</p>",
        "<h1>a</h1><h2>b</h2><h3>c</h3><h4>d</h4><h2>e</h2><h1>f</h1><h2>g</h2>",
        "<h1>a</h1><section><h2>b</h2></section><section><h2>c</h2></section>",
    ],
)
def test_headings_that_go_down_one_level_at_a_time_are_set(body: str) -> None:
    made = typesetting.make(typesetting.article(body))
    assert Tagged(typesetting.opened(made)).problems == []


def test_a_link_is_called_by_its_title_where_it_has_one() -> None:
    body = '<p><a href="#b" title="Sida 6: Tjänsteskrivelse">6</a> <a href="#c">Bilaga 6.1</a></p>'
    tagged = Tagged(typesetting.opened(typesetting.make(typesetting.article(body))))
    assert [str(one.Contents) for _, one in tagged.links] == [
        "Sida 6: Tjänsteskrivelse",
        "Bilaga 6.1",
    ]
    assert [one.alt for one in tagged.root.find("Link")] == ["Sida 6: Tjänsteskrivelse", None]
    assert [one.text for one in tagged.root.find("Link")] == ["6", "Bilaga 6.1"]
    assert tagged.problems == []
