"""Whatever text a project holds, `new` writes it so that it is read back the same."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from kallelse.scaffold import scalar
from kallelse.source import read

TEXTS = (
    st.text(st.characters(exclude_categories=("Cc", "Cf", "Cs", "Cn", "Zl", "Zp")), min_size=1)
    .map(str.strip)
    .filter(bool)
)
LIKELY = st.text("aå B.:,#-–'\"[]{}&*!|>%@`?/\\0 ", min_size=1).map(str.strip).filter(bool)


@given(TEXTS | LIKELY)
@example("a: b")
@example("a #b")
@example("a:")
@example("null")
@example("- a")
@example("a\nb")
def test_a_text_is_read_back(text: str) -> None:
    source = read(f"a:\n  - title: {scalar(text)}\n", "a.yaml")
    assert source.diagnostics == ()
    assert source.data == {"a": [{"title": text}]}


@pytest.mark.parametrize(
    "text", ["Ja", "no", "On", "true", "null", "y", "12", "1e3", "2024-03-01", "~"]
)
def test_an_editor_reads_a_text_as_text(text: str) -> None:
    assert yaml.safe_load(f"a: {scalar(text)}") == {"a": text}
