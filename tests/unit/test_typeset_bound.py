"""What belongs together stays on one line, and the file keeps the ordinary space between it."""

from __future__ import annotations

import pytest

from kallelse.typeset.fonts import load_faces
from kallelse.typeset.lines import break_lines, content_widths
from kallelse.typeset.structure import Elem
from kallelse.typeset.words import Run, collapse
from tests import typesetting
from tests.structure import Tagged

_FACES = load_faces(typesetting.fonts())

TOGETHER = [
    "12 569",
    "1 014 400",
    "12 569 kr",
    "5 %",
    "§ 4",
    "§§ 4–7",
    "kl. 9.00",
    "kl 9.00",
    "klockan 9.00",
    "s. 5",
    "sidan 57",
    "dnr RS 2023-01234",
    "Dnr: 2024/19",
    "nr 5",
    "Bilaga 6.1",
]


def _runs(*texts: str) -> list[Run]:
    elem = Elem("P")
    faces = (_FACES.regular, _FACES.bold)
    return collapse(
        [
            Run(text, elem, faces[number % 2], 10.5, "#000000", "sv-SE", hyphenate=False)
            for number, text in enumerate(texts)
        ]
    )


def _lines(runs: list[Run], width: float) -> list[str]:
    return ["".join(part.text for part in line.segments) for line in break_lines(runs, width)]


@pytest.mark.parametrize("text", TOGETHER)
def test_what_belongs_together_is_not_broken_over_lines(text: str) -> None:
    runs = _runs(f"Det var {text} då")
    whole = sum(run.face.width(text, run.size) for run in runs)
    for extra in range(0, 120, 3):
        lines = _lines(runs, whole + extra)
        assert any(text in line for line in lines), lines
        assert "".join(lines) == f"Det var {text} då"


@pytest.mark.parametrize("text", TOGETHER)
def test_a_column_of_a_table_is_as_wide_as_what_belongs_together(text: str) -> None:
    (run,) = _runs(text)
    least, natural = content_widths([run])
    assert least == pytest.approx(natural) == pytest.approx(run.face.width(text, run.size))


@pytest.mark.parametrize(
    "text",
    ["år 2023 2024", "9 000 000 s", "punkt 4 och", "Mark s 5", "den 3 mars", "nr och", "12 34"],
)
def test_other_words_may_be_parted(text: str) -> None:
    (run,) = _runs(text)
    least, natural = content_widths([run])
    assert least < natural - 1


def test_the_looks_may_change_within() -> None:
    for runs in (_runs("kl.", " 9.00"), _runs("kl. ", "9.00"), _runs("1", " 014 ", "400")):
        least, natural = content_widths(runs)
        assert least == pytest.approx(natural)


def test_what_is_wider_than_its_column_is_broken_after_all() -> None:
    runs = _runs("1 014 400 000 000")
    width = runs[0].face.width("400 000", 10.5)
    lines = _lines(runs, width)
    assert "".join(lines) == "1 014 400 000 000"
    assert lines[0].endswith(" ")
    assert all(not one[:1].isspace() for one in lines)


def test_the_file_has_the_ordinary_space() -> None:
    made = typesetting.make(typesetting.article("<h1>x</h1><p>Det kostar 12 569 kr, § 4.</p>"))
    tagged = Tagged(typesetting.opened(made))
    assert tagged.root.find("P")[0].text == "Det kostar 12 569 kr, § 4."
