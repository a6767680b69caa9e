"""What is found inside attachments and in the folder they lie in."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from kallelse.rules.facts import Access, Facts, PageFacts
from kallelse.rules.places import State
from kallelse.source import KeyPath
from tests.asking import asked, messages

AT: KeyPath = ("items", 0, "attachments", 0)
ITEM = """- {title: Ny väg, attachments: [{file: karta.pdf, title: Karta}]}"""


def facts(*pages: PageFacts, **more: object) -> dict[tuple[str | int, ...], Facts]:
    numbered = tuple(enumerate(pages or (PageFacts("x", 595, 842),), 1))
    return {AT: Facts("0" * 64, numbered, **more)}  # type: ignore[arg-type]


def test_a_blank_page_is_no_scan() -> None:
    seen = asked(
        ITEM, facts=facts(PageFacts("", 595, 842), PageFacts(" ", 595, 842, pictures=True))
    )
    assert messages("attachment-scanned", seen) == ["no text can be read on page 2: karta.pdf"]


def test_a_scan_that_is_read_is_right() -> None:
    item = ITEM.replace("title: Karta", "title: Karta, ocr: true")
    seen = asked(item, facts=facts(PageFacts("", 595, 842, pictures=True)))
    assert messages("attachment-scanned", seen) == []


@pytest.mark.parametrize(
    ("width", "height", "count"),
    [(595, 842, 0), (842, 595, 0), (1191, 842, 0), (612, 792, 1), (960, 540, 1), (0, 0, 1)],
)
def test_the_shape_of_a_page(width: float, height: float, count: int) -> None:
    seen = asked(ITEM, facts=facts(PageFacts("x", width, height)))
    assert len(messages("page-format", seen)) == count


def test_many_pages_are_not_all_named() -> None:
    seen = asked(ITEM, facts=facts(*[PageFacts("x", 960, 540)] * 9))
    (message,) = messages("page-format", seen)
    assert message.endswith("on pages 1, 2, 3, 4, 5, 6 …: karta.pdf")


def test_fonts() -> None:
    access = Access(
        tagged=True,
        language="sv",
        titled=True,
        title_shown=True,
        textless=(),
        unembedded=("Arial", "Times"),
        unnamed_fields=0,
    )
    seen = asked(ITEM, facts=facts(access=access))
    assert messages("fonts-not-embedded", seen) == [
        "fonts are not embedded (Arial, Times): karta.pdf"
    ]


TWICE = """
- title: A
  attachments: [{file: a.pdf, title: A}]
- title: B
  attachments: [{file: b.pdf, title: B}]
"""


def test_one_content_under_two_names() -> None:
    other: KeyPath = ("items", 1, "attachments", 0)
    same = {AT: Facts("1" * 64, ()), other: Facts("1" * 64, ())}
    assert len(messages("attachment-repeated", asked(TWICE, facts=same))) == 1
    unlike = {**same, other: Facts("2" * 64, ())}
    assert messages("attachment-repeated", asked(TWICE, facts=unlike)) == []


def test_parts_of_one_file_are_two_attachments() -> None:
    item = """
      - title: A
        attachments:
          - {file: a.pdf, title: Första, pages: 1-2}
          - {file: a.pdf, title: Andra, pages: 3-4}
    """
    assert messages("attachment-repeated", asked(item)) == []


def unused(folder: Path, item: str = ITEM, **states: State) -> list[str]:
    seen = dataclasses.replace(asked(item), root=folder, folder=folder)
    named = {name.replace("_", "."): state for name, state in states.items()}
    return messages("file-unused", dataclasses.replace(seen, states=named))


def test_a_file_that_nothing_names(tmp_path: Path) -> None:
    for name in ("karta.pdf", "glömd.pdf", ".DS_Store", "~$karta.docx"):
        (tmp_path / name).write_text("x")
    assert unused(tmp_path) == ["nothing names this file in the meeting's folder: glömd.pdf"]


def test_a_picture_of_a_text_is_used(tmp_path: Path) -> None:
    (tmp_path / "min bro.png").write_text("x")
    item = "- {title: A, memo: {background: '![Bro](min%20bro.png)'}}"
    assert unused(tmp_path, item) == []


def test_what_a_misspelt_name_means_is_told_once(tmp_path: Path) -> None:
    (tmp_path / "karta_norr.pdf").write_text("x")
    item = ITEM.replace("karta.pdf", "karta-norr.pdf")
    seen = dataclasses.replace(asked(item), root=tmp_path, folder=tmp_path)
    missing = dataclasses.replace(seen, states={"karta-norr.pdf": State.MISSING})
    assert messages("file-unused", missing) == []


def test_a_limit_of_the_body(tmp_path: Path) -> None:
    (tmp_path / "karta.pdf").write_bytes(bytes(1_500_001))
    seen = asked(ITEM, body="rules: {attachment-large: {size: 1 MB}}")
    seen = dataclasses.replace(seen, files={"karta.pdf": tmp_path / "karta.pdf"})
    assert messages("attachment-large", seen) == [
        "the file has 1.5 MB, and 1 MB are enough: karta.pdf"
    ]
