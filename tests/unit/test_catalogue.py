"""The page of every rule, and the manual made of them."""

from __future__ import annotations

import pytest

from kallelse.rules import RULES, catalogue
from kallelse.rules.catalogue import RULE_IDS, page
from kallelse.rules.ignores import IDS
from tests.conftest import ROOT

LAW = {"notice-days", "budget-notice", "late-item", "substitutes-number", "municipality-incomplete"}


def test_the_manual_is_fresh() -> None:
    written = (ROOT / "docs" / "rules.md").read_text("utf-8")
    assert written == catalogue.manual(), "stale: run `make rules`"


@pytest.mark.parametrize("rule", sorted(RULE_IDS))
def test_a_page_says_how_to_switch_it_off_or_that_it_is_not(rule: str) -> None:
    free = any(one.id == rule and not one.needed for one in RULES)
    said = page(rule)
    assert said.startswith(f"{rule} (")
    adjustable = any(one.id == rule and one.adjustable for one in RULES)
    assert (f"rules: {{{rule}: off}}" in said) is adjustable
    assert (f"# kallelse: ignore[{rule}] reason" in said) is free
    assert ("It cannot be switched off." in said) is not free


@pytest.mark.parametrize("rule", sorted(LAW))
def test_what_the_law_says_is_a_support(rule: str) -> None:
    assert "2017:725" in RULE_IDS[rule]
    assert "stöd, inte juridisk rådgivning" in RULE_IDS[rule]


def test_no_other_rule_speaks_of_that_law() -> None:
    assert {rule for rule, said in RULE_IDS.items() if "2017:725" in said} == LAW


def test_comments_have_their_pages() -> None:
    assert set(IDS) <= set(RULE_IDS)
