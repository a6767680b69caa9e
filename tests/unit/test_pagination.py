"""Page numbers settle, or it is told that they do not; what pages are stamped; the PDF's date."""

from __future__ import annotations

import dataclasses
import datetime as dt
from pathlib import Path

import pytest

from kallelse import pagination
from kallelse.errors import ExitCode
from kallelse.pack import Pack, Part, PartKind, paginate
from kallelse.pagination import UnsettledError, pdf_date, settle, stamp_texts
from kallelse.theme import Theme
from kallelse.typeset import Typeset, typeset
from tests.typesetting import shipped_theme, theme_with
from tests.writing import assembled, loaded, write

ITEMS = "items: [{title: Ett, memo: {proposal: Ja.}}, {title: Två, memo: {proposal: Ja.}}]\n"


SHORT = '<article class="notice" title="x"><h1>Välkomna</h1></article>'


@pytest.fixture(autouse=True)
def _nothing_set_before() -> None:
    """Let no test find what another has set."""
    pagination._set.cache_clear()


def settled(
    root: Path, templates: dict[str, str | bytes], items: str = ITEMS
) -> pagination.Settled:
    project = write(root, items, templates)
    return settle(assembled(project), loaded(project).press)


def pages_of(settled: pagination.Settled) -> dict[str, tuple[int, int]]:
    return {part.id: (part.first_page, part.pages) for part in settled.pack.parts}


def test_numbers_are_final_when_what_is_printed_is_what_was_counted(tmp_path: Path) -> None:
    made = settled(tmp_path, {})
    assert pages_of(made) == {
        "notice": (1, 1),
        "agenda": (2, 1),
        "item-1-memo": (3, 1),
        "item-2-memo": (4, 1),
    }
    assert {key: one.pages for key, one in made.own.items()} == dict.fromkeys(pages_of(made), 1)
    assert len({part.sha256 for part in made.pack.parts}) == 4


# An agenda that takes a page more once it knows that the first memo stands on page 3.
GROWS = """\
<article class="agenda" title="Dagordning">
<p>{{ pack.part("item-1-memo").first_page }}</p>
{% if pack.part("item-1-memo").first_page > 2 %}
{% for one in range(80) %}
<p>{{ one }}</p>
{% endfor %}
{% endif %}
</article>
"""


def test_parts_move_on_when_what_stands_before_them_grows(tmp_path: Path) -> None:
    made = settled(tmp_path, {"templates/agenda.html": GROWS})
    agenda = made.pack.part("agenda")
    assert agenda.pages > 1
    assert pages_of(made)["item-1-memo"] == (2 + agenda.pages, 1)
    assert pages_of(made)["item-2-memo"] == (3 + agenda.pages, 1)


# An agenda that takes two pages when the memo would stand on page 3, and one page when on page 4.
CHASES = """\
<article class="agenda" title="Dagordning">
{% for one in range(80 if pack.part("item-1-memo").first_page == 3 else 1) %}
<p>{{ one }}</p>
{% endfor %}
</article>
"""


def test_numbers_that_chase_each_other_are_given_up(tmp_path: Path) -> None:
    with pytest.raises(UnsettledError) as failed:
        settled(tmp_path, {"templates/agenda.html": CHASES})
    assert failed.value.exit_code is ExitCode.INPUT
    assert failed.value.message == "the page numbers have not settled after 5 rounds"
    assert failed.value.remedy


def test_a_part_whose_html_stays_is_not_set_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    titles: list[str] = []

    def counted(html: str, *rest: object, title: str, **more: object) -> object:
        titles.append(title)
        return typeset(html, *rest, title=title, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(pagination, "typeset", counted)
    settled(tmp_path, {"templates/agenda.html": GROWS})
    assert titles.count("Kallelse") == titles.count("Ett") == titles.count("Två") == 1
    assert titles.count("Dagordning") > 1


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    """Return a pack of 1 + 2 + 1 + 3 pages: notice, agenda, memo and an attachment."""
    agenda = """\
items:
  - title: Ett
    memo: {proposal: Ja.}
    attachments: [{file: a.md, title: A}]
"""
    made = assembled(write(tmp_path_factory.mktemp("pack"), agenda, {"./a.md": "Hej.\n"}))
    counts = {"notice": 1, "agenda": 2, "item-1-memo": 1, "item-1-attachment-1": 3}
    return paginate(made, counts)


def with_texts(pack_text: str, attachment_text: str) -> Theme:
    stamp = {"corner": "top-left", "size": "8", "colour": "text", "inset_x": "1", "inset_y": "1"}
    written = {"pack": pack_text, "attachment": attachment_text, "confidential": "{ground}"}
    return theme_with(stamps={name: {**stamp, "text": text} for name, text in written.items()})


def texts(pack: Pack, theme: Theme) -> dict[int, list[str]]:
    return {page: [text for text, _ in on] for page, on in stamp_texts(pack, theme).items()}


def test_every_page_bears_its_number_and_attachments_their_label(pack: Pack) -> None:
    label = "Ärende 1 · Bilaga 1.1"
    assert texts(pack, shipped_theme()) == {
        1: ["Handlingar s. 1 (7)"],
        2: ["Handlingar s. 2 (7)"],
        3: ["Handlingar s. 3 (7)"],
        4: ["Handlingar s. 4 (7)"],
        5: ["Handlingar s. 5 (7)", label],
        6: ["Handlingar s. 6 (7)", label],
        7: ["Handlingar s. 7 (7)", label],
    }


def test_a_page_without_an_item_is_not_said_to_belong_to_none(pack: Pack) -> None:
    stamped = texts(pack, with_texts("{item}{label}{{{page}}}", "{label}"))
    assert stamped[1] == ["{1}"]
    assert stamped[4] == ["1{4}"]
    assert stamped[5] == ["1Bilaga 1.1{5}", "Bilaga 1.1"]


def test_each_text_comes_with_its_own_stamp(pack: Pack) -> None:
    theme = shipped_theme()
    on_page = stamp_texts(pack, theme)[5]
    assert [stamp for _, stamp in on_page] == [theme.stamps.pack, theme.stamps.attachment]


def test_only_attachments_bear_a_label(pack: Pack) -> None:
    moved = dataclasses.replace(
        pack, parts=(Part("x", PartKind.MEMO, "X", item="1", pages=2, first_page=1),)
    )
    assert [len(on) for on in texts(moved, shipped_theme()).values()] == [1, 1]


MEETING = dt.date(2024, 3, 1)


@pytest.mark.parametrize(
    ("epoch", "date"),
    [
        (None, dt.datetime(2024, 3, 1, tzinfo=dt.UTC)),
        ("", dt.datetime(2024, 3, 1, tzinfo=dt.UTC)),
        ("0", dt.datetime(1970, 1, 1, tzinfo=dt.UTC)),
        ("1700000000", dt.datetime(2023, 11, 14, 22, 13, 20, tzinfo=dt.UTC)),
        ("i dag", dt.datetime(2024, 3, 1, tzinfo=dt.UTC)),
        ("-1", dt.datetime(2024, 3, 1, tzinfo=dt.UTC)),
        ("٣", dt.datetime(2024, 3, 1, tzinfo=dt.UTC)),
        ("9" * 30, dt.datetime(2024, 3, 1, tzinfo=dt.UTC)),
    ],
)
def test_the_pdf_is_dated_by_source_date_epoch_or_else_by_the_meeting(
    monkeypatch: pytest.MonkeyPatch, epoch: str | None, date: dt.datetime
) -> None:
    if epoch is not None:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    assert pdf_date(MEETING) == date


def test_what_has_not_changed_is_not_set_again_by_the_next_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = settled(tmp_path, {})
    titles: list[str] = []

    def counted(html: str, *args: object, title: str, **more: object) -> Typeset:
        titles.append(title)
        return typeset(html, *args, title=title, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(pagination, "typeset", counted)
    assert settled(tmp_path, {}) == first
    assert titles == []
    changed = settled(tmp_path, {"templates/notice.html": SHORT})
    assert titles == ["Kallelse"]
    assert changed.own["notice"] != first.own["notice"]
    assert changed.own["agenda"] == first.own["agenda"]


def test_new_looks_set_everything_again(tmp_path: Path) -> None:
    first = settled(tmp_path, {})
    changed = settled(tmp_path, {"templates/theme.yaml": 'colours: {accent: "#7a1f3d"}'})
    assert all(changed.own[part].pdf != first.own[part].pdf for part in first.own)
