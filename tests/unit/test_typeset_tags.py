"""Each element of the vocabulary becomes the structure element that a screen reader knows."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from itertools import pairwise

import pytest

from kallelse.typeset import TypesetError
from kallelse.typeset.canvas import Chunk, TaggedCanvas
from kallelse.typeset.fonts import load_faces
from kallelse.typeset.xmp import Metadata
from tests import typesetting
from tests.structure import Node, Tagged


def _read(body: str, **images: bytes) -> Node:
    made = typesetting.make(typesetting.article(body), images=images)
    tagged = Tagged(typesetting.opened(made))
    assert tagged.problems == []
    return tagged.root.children[0]  # type: ignore[return-value]


def test_a_document_is_one_sect_with_its_title_under_document() -> None:
    root = _read("<p>x</p>")
    assert (root.tag, root.lang) == ("Document", "sv-SE")
    (sect,) = root.children
    assert isinstance(sect, Node)
    assert (sect.tag, sect.title) == ("Sect", "Prov")


def test_nested_lists_have_labels_and_bodies() -> None:
    root = _read('<ol start="7"><li>a<ul><li>b</li></ul></li><li><p>c</p><p>d</p></li></ol>')
    outer, inner = root.find("L")
    assert outer.attributes["List"]["ListNumbering"] == "Decimal"
    assert inner.attributes["List"]["ListNumbering"] == "Disc"
    assert [one.text for one in root.find("Lbl")] == ["7.", "•", "8."]
    assert [one.tag for one in root.find("LBody")[0].children] == ["P", "L"]  # type: ignore[union-attr]
    assert [one.text for one in root.find("LBody")[2].find("P")] == ["c", "d"]


def test_a_plain_list_has_no_labels() -> None:
    root = _read('<ul class="plain"><li>a</li></ul>')
    assert root.find("Lbl") == []
    assert root.find("L")[0].attributes["List"]["ListNumbering"] == "None"


def test_terms_are_labels_of_what_they_stand_for() -> None:
    root = _read("<dl><dt>Datum</dt><dd>fredag</dd><dd>lördag</dd><dt>Tid</dt></dl>")
    assert [one.text for one in root.find("Lbl")] == ["Datum", "Tid"]
    assert [one.text for one in root.find("LBody")[0].find("P")] == ["fredag", "lördag"]


def test_a_table_has_header_cells_with_scope_and_cells_with_spans() -> None:
    root = _read(
        "<table><caption>Tal</caption><thead><tr><th>Kommun</th><th colspan='2'>Poäng</th></tr>"
        "</thead><tbody><tr><th rowspan='2'>Mark</th><td>1</td><td>2</td></tr><tr><td>3</td></tr>"
        "</tbody></table>".replace("'", '"')
    )
    (table,) = root.find("Table")
    assert [one.tag for one in table.children] == ["Caption", "THead", "TBody"]  # type: ignore[union-attr]
    cells = [one.attributes["Table"] for one in table.find("TH")]
    assert cells == [
        {"Scope": "Column"},
        {"Scope": "Column", "ColSpan": 2},
        {"Scope": "Row", "RowSpan": 2},
    ]
    # The last row lacks a cell: it gets an empty one, so that the table is regular.
    assert [len(row.children) for row in table.find("TR")] == [2, 3, 2]


def test_an_image_is_a_figure_with_its_alternative_and_its_box() -> None:
    html = '<figure><img src="a" alt="Karta"><p>Bild 1</p></figure>'
    root = _read(html, a=typesetting.png(300, 150))
    (figure,) = root.find("Figure")
    assert figure.alt == "Karta"
    box = figure.attributes["Layout"]["BBox"]
    assert isinstance(box, list)
    assert (box[2] - box[0], box[3] - box[1]) == pytest.approx((144, 72))


def test_emphasis_is_no_element_unless_it_speaks_another_language() -> None:
    root = _read('<p>a <strong>b</strong> <em lang="en">c</em></p><p lang="de">d</p>')
    (span,) = root.find("Span")
    assert (span.lang, span.text) == ("en", "c")
    assert [one.lang for one in root.find("P")] == [None, "de"]


def test_a_link_is_an_element_in_its_place_with_its_annotation() -> None:
    html = '<p>Se <a href="#item-6">ärende 6</a> och <a href="https://a.se/?b=1">a</a>.</p>'
    made = typesetting.make(typesetting.article(html))
    tagged = Tagged(typesetting.opened(made))
    assert tagged.problems == []
    (paragraph,) = tagged.root.find("P")
    kinds = [one if isinstance(one, str) else one.tag for one in paragraph.children]
    assert kinds == ["Se ", "Link", " och ", "Link", "."]
    (_, inner), (_, outer) = tagged.links
    assert (str(inner.A.S), bytes(inner.A.D)) == ("/GoTo", b"item-6")
    assert str(inner.Contents) == "ärende 6"
    assert (str(outer.A.S), str(outer.A.URI)) == ("/URI", "https://a.se/?b=1")
    assert int(inner.F) == 4


def test_a_link_over_lines_and_pages_is_one_element_with_an_annotation_a_line() -> None:
    long = "Samverkansavtal om naturbruksutbildning " * 20
    html = typesetting.article(f'<p>a <a href="#x">{long}</a> b</p>')
    made = typesetting.make(html, on=typesetting.with_page(260, 140))
    tagged = Tagged(typesetting.opened(made))
    assert tagged.problems == []
    assert made.pages > 1
    (link,) = tagged.root.find("Link")
    assert " ".join(link.text.split()) == long.strip()
    assert len({page for page, _ in tagged.links}) == made.pages
    chars = list(typesetting.chars(made))
    for page, annotation in tagged.links:
        left, bottom, right, top = (float(one) for one in annotation.Rect)
        inside = [
            one
            for one in chars
            if one.page == page + 1
            and left - 1 <= one.left
            and one.right <= right + 1
            and bottom <= one.bottom + 3
            and one.top <= top + 1
        ]
        assert inside, "a link with no text under it"


def test_a_repeated_header_is_in_the_structure_once() -> None:
    rows = "".join(f"<tr><td>{n}</td><td>text</td></tr>" for n in range(60))
    head = '<thead><tr><th>Nr</th><th><a href="#x">Rubrik</a></th></tr></thead>'
    made = typesetting.make(typesetting.article(f"<table>{head}{rows}</table>"))
    tagged = Tagged(typesetting.opened(made))
    assert made.pages > 1
    assert tagged.problems == []
    assert tagged.root.text.count("Rubrik") == 1
    printed = "".join(one.text for one in typesetting.chars(made))
    assert printed.count("Rubrik") == made.pages


def test_a_hyphen_at_a_line_end_is_soft_and_a_written_one_stays() -> None:
    text = "Borås-Värnamo transportinfrastrukturplaneringsunderlag " * 6
    html = typesetting.article(f"<p>{text}</p>")
    made = typesetting.make(html, on=typesetting.with_page(140, 400))
    got = Tagged(typesetting.opened(made)).root.text
    assert "\xad" in got
    assert " ".join(got.replace("\xad", "").split()) == " ".join(text.split())


def test_text_outside_of_an_element_is_refused() -> None:
    face = load_faces(typesetting.fonts()).regular
    canvas = TaggedCanvas((200, 200), Metadata("a", "b", "sv-SE", typesetting.CREATED), face)
    chunk = Chunk(10, 10, "lös text", face, 10, "#000000")
    with pytest.raises(TypesetError, match="lös text") as caught:
        canvas.text(None, [chunk])
    assert caught.value.rule == "untagged-content"
    with canvas.artifact("Pagination"):
        canvas.text(None, [chunk])


def test_the_catalog_and_the_metadata_say_what_pdf_ua_asks_for() -> None:
    made = typesetting.make(typesetting.article("<p>x</p>"))
    pdf = typesetting.opened(made)
    assert str(pdf.Root.Lang) == "sv-SE"
    assert pdf.Root.ViewerPreferences.DisplayDocTitle
    assert pdf.pages[0].Tabs == "/S"
    assert str(pdf.docinfo["/CreationDate"]) == "D:20240301090000+00'00'"
    assert set(pdf.docinfo.keys()) == {
        "/Title", "/Author", "/Creator", "/Producer", "/CreationDate", "/ModDate",
    }  # fmt: skip
    with pdf.open_metadata() as xmp:
        assert xmp["pdfuaid:part"] == "1"
        assert xmp["dc:title"] == "Prov"
        assert xmp["dc:creator"] == ["Boråsregionen"]
        assert xmp["xmp:CreateDate"] == "2024-03-01T09:00:00+00:00"


def test_every_font_is_embedded_under_a_tag_of_its_own_with_a_map_to_text() -> None:
    names: list[str] = []
    for text in ("abc", "åäö", "abc"):
        pdf = typesetting.opened(typesetting.make(typesetting.article(f"<p>{text}</p>")))
        (font,) = pdf.pages[0].Resources.Font.values()
        assert "/ToUnicode" in font
        assert "/FontFile2" in font.FontDescriptor
        assert font.FontDescriptor.FontName == font.BaseFont
        names.append(str(font.BaseFont))
    assert names[0] == names[2] != names[1]
    assert all(name.endswith("+AtkinsonHyperlegible-Regular") for name in names)


_SCRIPT = """
import hashlib
from tests import random_documents, typesetting
made = [typesetting.make(random_documents.document(seed).html) for seed in range(4)]
print(hashlib.sha256(b"".join(one.pdf for one in made)).hexdigest())
"""


def test_the_same_html_gives_the_same_bytes_on_another_day_and_machine() -> None:
    surroundings = (
        {"PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo"},
        {"PYTHONHASHSEED": "77", "TZ": "UTC", "SOURCE_DATE_EPOCH": "86400"},
    )
    made = [
        subprocess.run(
            [sys.executable, "-c", _SCRIPT],
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), **extra},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for extra in surroundings
    ]
    assert made[0] == made[1]
    assert len(made[0].strip()) == 64


def test_a_date_without_a_zone_is_utc() -> None:
    naive = Metadata("a", "b", "sv-SE", dt.datetime(2024, 3, 1))  # noqa: DTZ001
    assert naive.pdf_date() == "D:20240301000000+00'00'"


def test_importing_the_package_does_not_load_the_drawing_library() -> None:
    code = "import sys, kallelse.typeset; print(*({'reportlab', 'pyphen'} & sys.modules.keys()))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


def test_reading_order_goes_down_one_column_before_the_next() -> None:
    root = _read(
        '<section class="columns"><section><h1>Beslutande</h1><p>Ulf</p></section>'
        "<section><h2>Ersättare</h2><p>Klas</p></section></section>"
    )
    order = ["Beslutande", "Ulf", "Ersättare", "Klas"]
    places = [root.text.index(one) for one in order]
    assert all(before < after for before, after in pairwise(places))
