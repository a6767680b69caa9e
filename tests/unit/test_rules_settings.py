"""What a body sets about rules."""

from __future__ import annotations

import pytest

from kallelse.diagnostics import Severity
from kallelse.rules import RULES
from kallelse.rules.settings import NUMBERS
from tests.asking import asked, found, messages, severities

ITEM = '- title: Det "nya" huset'


@pytest.mark.parametrize("level", list(Severity))
def test_a_level(level: Severity) -> None:
    assert severities("typography", asked(ITEM, body=f"rules: {{typography: {level}}}")) == [level]
    written = f"rules: {{typography: {{level: {level}}}}}"
    assert severities("typography", asked(ITEM, body=written)) == [level]


def test_off() -> None:
    assert found("typography", asked(ITEM, body="rules: {typography: off}")) == []


def test_what_a_pack_needs_cannot_be_switched_off() -> None:
    item = "- {title: A, memo: {officer: eva}}"
    seen = asked(item, body="rules: {officer-unknown: off}")
    assert severities("officer-unknown", seen) == [Severity.ERROR]
    assert messages("rule-setting", seen) == ["this rule cannot be set: officer-unknown"]


def test_numbers_belong_to_rules() -> None:
    assert set(NUMBERS) <= {one.id for one in RULES}
    seen = asked(body="rules: {notice-days: {days: 7}, attachment-large: {size: 2 MB}}")
    assert messages("rule-setting", seen) == []


def test_ids_are_unique() -> None:
    ids = [one.id for one in RULES]
    assert len(ids) == len(set(ids)) > 40
