"""Lines and columns of any text in any width keep their promises."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kallelse.typeset.columns import share_out
from kallelse.typeset.fonts import load_faces
from kallelse.typeset.lines import break_lines, content_widths
from kallelse.typeset.structure import Elem
from kallelse.typeset.words import Run, collapse
from tests import typesetting

_FACES = load_faces(typesetting.fonts())
_TEXT = """a en § direktionen transportinfrastrukturplan Borås-Värnamo och/eller 9.00–12.00 (S)
https://www.example.se/a/b?c=d x.y@example.se kommunal\xadförbund”"""
_WORD = st.sampled_from([*_TEXT.split(), "\n", "mot\xa0slutet"]) | st.text(
    "abcdefåäö-/.", min_size=1, max_size=60
)
_RUNS = st.lists(
    st.tuples(
        st.lists(_WORD, max_size=12).map(" ".join), st.booleans(), st.sampled_from((8, 10.5))
    ),
    min_size=1,
    max_size=6,
)


def _runs(written: list[tuple[str, bool, float]], *, hyphenate: bool) -> list[Run]:
    elem = Elem("P")
    runs = []
    for text, bold, size in written:
        face = _FACES.pick(bold=bold, italic=False)
        for number, part in enumerate(text.split("\n")):
            texts = ([] if number == 0 else ["\n"]) + [part]
            runs += [Run(one, elem, face, size, "#000000", "sv-SE", hyphenate) for one in texts]
    return collapse(runs)


@settings(max_examples=150)
@given(_RUNS, st.floats(15, 480), st.booleans())
def test_no_line_is_wider_than_its_column_and_no_letter_is_lost(
    written: list[tuple[str, bool, float]], width: float, hyphenate: bool
) -> None:
    runs = _runs(written, hyphenate=hyphenate)
    lines = break_lines(runs, width)
    assert all(line.width <= width + 0.01 for line in lines)
    source = "".join(run.text for run in runs)
    got = "".join(part.text for line in lines for part in line.segments)
    assert _bare(got) == _bare(source)
    for line in lines[:-1]:
        assert line.segments, "an empty line"


def _bare(text: str) -> str:
    return "".join(text.replace("\xad", "").split())


@settings(max_examples=100)
@given(_RUNS)
def test_a_column_of_the_natural_width_needs_no_line_break(
    written: list[tuple[str, bool, float]],
) -> None:
    runs = _runs(written, hyphenate=True)
    least, natural = content_widths(runs)
    assert least <= natural + 0.01
    forced = sum(run.text == "\n" for run in runs)
    if runs and natural > 12:
        assert len(break_lines(runs, natural + 0.01)) == forced + 1


_NEEDS = st.lists(
    st.tuples(st.floats(12, 300), st.floats(0, 900)).map(lambda one: (one[0], one[0] + one[1])),
    min_size=1,
    max_size=8,
)


@settings(max_examples=200)
@given(_NEEDS, st.floats(200, 500))
def test_the_columns_of_a_table_fill_its_width(
    needs: list[tuple[float, float]], width: float
) -> None:
    least, natural = [one[0] for one in needs], [one[1] for one in needs]
    columns = share_out(least, natural, width)
    assert sum(columns) == pytest.approx(width)
    assert min(columns) >= min(12.0, width / len(columns)) - 0.01
    if sum(least) <= width:
        wrong = [n for n, given in enumerate(columns) if given < least[n] - 0.01]
        assert not wrong, "a word is divided although there is room for all"
