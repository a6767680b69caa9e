"""Pages hold what they should: nothing outside the frame or on top of anything, no orphans."""

from __future__ import annotations

from collections import defaultdict

import pytest

from kallelse.theme import Theme
from kallelse.typeset import Typeset
from tests import random_documents, typesetting

_LONG = "Flaggstångsknoppsförgyllarmästareföreningsordförandevalsprotokollsjusterare"
_ADDRESS = "https://www.trafikverket.se/resa-och-trafik/planer/nationell-planering/2026-2037/?a=b"
_TEXT = "Direktionen ställer sig bakom förslaget till remissyttrande över inriktningsunderlaget. "

AWKWARD = {
    "long words in a narrow table": "<table><tr>"
    + f"<td>{_LONG}</td><td>{_ADDRESS}</td>" * 4
    + "</tr></table>",
    "a heading that is one long word": f"<h1>{_LONG}{_LONG}</h1><p>{_TEXT}</p>",
    "a row that is higher than a page": "<table><thead><tr><th>Nr</th><th>Ärende</th></tr></thead>"
    f"<tr><td>1</td><td>{_TEXT * 90}</td></tr><tr><td>2</td><td>x</td></tr></table>",
    "a cell over rows that is higher than a page": '<table><tr><td rowspan="3">'
    f"{_TEXT * 60}</td><td>a</td></tr><tr><td>b</td></tr><tr><td>c</td></tr></table>",
    "a header that is higher than a page": f"<table><thead><tr><th>{_TEXT * 60}</th><th>b</th></tr>"
    "</thead><tr><td>1</td><td>2</td></tr></table>",
    "a box over three pages": '<section class="box"><h1>Förslag</h1>'
    f"{f'<p>{_TEXT * 8}</p>' * 9}</section>",
    "lists in lists": "<ul><li>a" * 8 + f"<p>{_TEXT * 9}</p>" + "</li></ul>" * 8,
    "a number with many digits": f'<ol start="99998"><li>{_TEXT}</li><li>b</li><li>c</li></ol>',
    "two columns over pages": '<section class="columns">'
    f"<section>{f'<p>{_TEXT}</p>' * 30}</section>"
    f"<section>{f'<p>{_TEXT * 3}</p>' * 30}</section></section>",
    "images that are too large": '<p>x</p><img src="wide" alt="a"><img src="high" alt="b">'
    '<table><tr><td><img src="wide" alt="c"></td><td><p>x<img src="high" alt="d">y</p></td></tr>'
    "</table>",
    "signers under a full page": f'{f"<p>{_TEXT * 3}</p>" * 14}<section class="signers"><p>a</p>'
    "<p>b</p></section>",
    "nothing at all": "<p></p><ul></ul><table></table><section></section><dl></dl><hr>",
    "empty things": '<ul><li></li></ul><table><tr></tr><tr><td></td></tr></table><p id="a"></p>'
    '<section id="b"></section><dl><dd>x</dd><dt>y</dt></dl><section class="columns"></section>',
    "mixed sizes on a line": '<h1>A <em class="small">b</em> c<br><strong>d</strong></h1>',
}


@pytest.fixture(scope="module")
def images() -> dict[str, bytes]:
    return {"wide": typesetting.png(3000, 200), "high": typesetting.png(100, 4000)}


@pytest.mark.parametrize("name", AWKWARD)
def test_nothing_stands_outside_the_frame_or_on_top_of_other_text(
    name: str, images: dict[str, bytes]
) -> None:
    made = typesetting.make(typesetting.article(AWKWARD[name]), images=images)
    _check_frame(made, typesetting.shipped_theme())
    _check_overlap(made)


@pytest.mark.parametrize("seed", range(0, 40, 4))
def test_random_documents_stay_inside_the_frame(seed: int) -> None:
    theme = typesetting.with_page(450, 300)
    html = random_documents.document(seed).html.replace('class="memo"', 'class="notice"')
    made = typesetting.make(html, on=theme)
    _check_frame(made, theme)
    _check_overlap(made)


def _check_frame(made: Typeset, theme: Theme) -> None:
    page, margins = theme.page, theme.page.margins
    for one in typesetting.chars(made):
        assert one.left >= margins.left - 1, one
        assert one.right <= page.width - margins.right + 1, one
        assert one.bottom >= margins.bottom - 2, one
        assert one.top <= page.height - margins.top + 2, one


def _check_overlap(made: Typeset) -> None:
    near: dict[tuple[int, int, int], list[typesetting.Char]] = defaultdict(list)
    for one in typesetting.chars(made):
        middle = ((one.left + one.right) / 2, (one.bottom + one.top) / 2)
        cell = (one.page, int(middle[0] // 8), int(middle[1] // 8))
        for x in (-1, 0, 1):
            for y in (-1, 0, 1):
                for other in near[one.page, cell[1] + x, cell[2] + y]:
                    wide = min(one.right, other.right) - max(one.left, other.left)
                    high = min(one.top, other.top) - max(one.bottom, other.bottom)
                    least = min(one.right - one.left, other.right - other.left)
                    assert wide < 0.6 * least or high < 1, (one, other)
        near[cell].append(one)


def _lines(made: Typeset) -> dict[int, list[str]]:
    """Return the lines of each page from top to bottom."""
    found: dict[tuple[int, int], list[typesetting.Char]] = defaultdict(list)
    for one in typesetting.chars(made, loose=True):
        found[one.page, -round(one.bottom / 3)].append(one)
    lines: dict[int, list[str]] = defaultdict(list)
    for (page, _), chars in sorted(found.items()):
        lines[page].append("".join(one.text for one in sorted(chars, key=lambda one: one.left)))
    return lines


@pytest.mark.parametrize("filler", range(30, 46))
def test_a_heading_is_never_last_on_a_page(filler: int) -> None:
    body = "<h1>Prov</h1>" + "<p>rad</p>" * filler
    body += f"<h2>Rubrik</h2><h3>Underrubrik</h3><p>{_TEXT * 12}</p>"
    pages = _lines(typesetting.make(typesetting.article(body)))
    for lines in pages.values():
        assert lines[-1] not in {"Rubrik", "Underrubrik"}
        if "Underrubrik" in lines:
            assert len(lines) - lines.index("Underrubrik") > 2, "one line alone under a heading"


@pytest.mark.parametrize("filler", range(24, 32))
def test_a_heading_is_kept_with_the_first_row_of_a_table_and_no_more(filler: int) -> None:
    rows = "".join(f"<tr><td>{n}</td></tr>" for n in range(20))
    table = f"<table><thead><tr><th>Nummer</th></tr></thead>{rows}</table>"
    body = "<h1>Prov</h1>" + "<p>x</p>" * filler + f"<h2>Rubrik</h2>{table}"
    html = typesetting.article(body)
    pages = _lines(typesetting.make(html))
    (page,) = [number for number, lines in pages.items() if "Rubrik" in lines]
    assert pages[page][pages[page].index("Rubrik") + 1 :][:2] == ["Nummer", "0"]
    if page == 1:
        assert pages[2][0] == "Nummer"
        assert pages[2][-1] == "19"


@pytest.mark.parametrize("words", range(140, 220, 7))
def test_no_line_of_a_paragraph_is_left_alone(words: int) -> None:
    theme = typesetting.with_page(260, 180)
    made = typesetting.make(typesetting.article(f"<p>{'ord ' * words}</p>"), on=theme)
    assert made.pages > 1
    assert all(len(lines) >= 2 for lines in _lines(made).values())


def test_a_row_goes_whole_to_the_next_page() -> None:
    row = f"<tr><td>{_TEXT * 6}</td><td>slut</td></tr>"
    made = typesetting.make(typesetting.article(f"<table>{row * 20}</table>"))
    text = "".join(_TEXT * 6).replace(" ", "")
    for lines in _lines(made).values():
        assert "".join(lines).replace("slut", "").count(text[:40]) >= 1
        assert lines[0].startswith("Direktionenställer")


def test_a_document_prints_its_own_number_and_from_page_two_its_title() -> None:
    made = typesetting.make(typesetting.article(f"<p>{_TEXT}</p>" * 60, kind="memo"))
    pages = _lines(made)
    assert made.pages > 2
    assert [lines[0] for lines in pages.values()] == [
        f"1({made.pages})",
        *(f"Prov{number}({made.pages})" for number in range(2, made.pages + 1)),
    ]


def test_a_notice_prints_no_number() -> None:
    assert _lines(typesetting.make(typesetting.article("<p>x</p>")))[1] == ["x"]


def test_a_title_that_is_too_long_for_the_running_head_is_cut() -> None:
    html = f'<article class="memo" title="{_TEXT * 3}">' + f"<p>{_TEXT}</p>" * 60 + "</article>"
    made = typesetting.make(html)
    assert "…2(" in _lines(made)[2][0]
    page = typesetting.shipped_theme().page
    assert all(one.right <= page.width - page.margins.right + 1 for one in typesetting.chars(made))


def test_what_stands_at_the_foot_is_pushed_down_with_what_follows() -> None:
    body = '<p>x</p><section class="signers"><p>Ulf</p><p>Magnus</p></section><p>slut</p>'
    theme = typesetting.shipped_theme()
    last = list(typesetting.chars(typesetting.make(typesetting.article(body))))[-1]
    assert last.bottom - theme.page.margins.bottom < theme.styles["article"].leading  # type: ignore[operator]


def test_an_image_is_as_large_as_it_prints_well_and_never_larger_than_the_text() -> None:
    html = typesetting.article('<img src="a" alt="a" id="a"><p id="b">x</p>')
    small = typesetting.make(html, images={"a": typesetting.png(150, 300)}).anchors
    assert small["a"].top - small["b"].top == pytest.approx(144, abs=15)
    wide = typesetting.make(html, images={"a": typesetting.png(9060, 906)}).anchors
    assert wide["a"].top - wide["b"].top == pytest.approx(45.35, abs=15)


def test_the_logo_has_the_height_that_the_theme_gives_it() -> None:
    html = typesetting.article('<p><img src="logo" alt="a"></p><p id="b">x</p>')
    made = typesetting.make(html, images={"logo": typesetting.png(2000, 1000)})
    theme = typesetting.shipped_theme()
    top = theme.page.height - theme.page.margins.top
    assert top - made.anchors["b"].top == pytest.approx(theme.logo_height, abs=10)


def test_every_element_with_an_id_tells_where_it_stands() -> None:
    body = (
        '<h1 id="h">Rubrik</h1><section id="s"><p>a</p></section><ul id="u"><li id="l">b</li></ul>'
        '<p>c <strong id="i">d</strong> <a id="k" href="#h">e</a></p><section id="empty"></section>'
        '<table id="t"><tr id="r"><td id="d">f</td></tr></table><dl><dt id="dt">g</dt>'
        '<dd id="dd">h</dd></dl>'
        + "<p>x</p>" * 50
        + '<section class="box" id="box"><p>y</p></section>'
    )
    html = f'<article class="notice" id="top">{body}</article>'
    made = typesetting.make(html)
    names = set("top h s u l i k empty t r d dt dd box".split())  # noqa: SIM905
    assert made.anchors.keys() == names
    assert {made.anchors[name].page for name in names - {"box"}} == {1}
    assert made.anchors["box"].page == made.pages > 1
    page = typesetting.shipped_theme().page
    assert made.anchors["top"].top == made.anchors["h"].top
    assert made.anchors["h"].top == pytest.approx(page.height - page.margins.top, abs=0.01)
    order = [made.anchors[name].top for name in ("h", "s", "u", "i", "t", "dt")]
    assert order == sorted(order, reverse=True)
    assert made.anchors["k"].x > made.anchors["i"].x > page.margins.left
    assert made.anchors["r"] == made.anchors["d"]


def test_forty_pages_take_less_than_a_second() -> None:
    import time

    typesetting.make(typesetting.article(f"<p>{_TEXT}</p>"))
    began = time.process_time()
    made = typesetting.make(typesetting.article(f"<h1>A</h1><p>{_TEXT * 6}</p>" * 210, "memo"))
    assert made.pages >= 40
    assert time.process_time() - began < 2.5, "far more than the second it should take"
