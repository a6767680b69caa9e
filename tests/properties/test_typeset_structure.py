"""What is read through the tags is what was written, on random documents."""

from __future__ import annotations

import pytest

from tests import random_documents, typesetting
from tests.structure import Tagged

# Small pages: paragraphs, lists, cells and rows go over from one to the next all the time.
_PAGES = ((480.0, 300.0), (520.0, 200.0), (450.0, 420.0))


@pytest.mark.parametrize("batch", range(5))
def test_the_text_through_the_tags_is_the_source_text_in_order(batch: int) -> None:
    pages = 0
    for seed in range(batch * 32, batch * 32 + 32):
        written = random_documents.document(seed)
        made = typesetting.make(written.html, on=typesetting.with_page(*_PAGES[seed % 3]))
        tagged = Tagged(typesetting.opened(made))
        pages += made.pages
        assert tagged.problems == [], f"seed {seed}"
        got = tuple(random_documents.read(one) for one in tagged.root.children)
        assert random_documents.normal(got) == random_documents.normal(written.tree), f"seed {seed}"
    assert pages > 60, "the documents are too short to be divided"


def test_400_documents_with_hyphens_are_laid_out_and_hide_none_in_their_words() -> None:
    hyphens = 0
    for seed in range(400):
        html = random_documents.hyphenated(seed)
        made = typesetting.make(html, on=typesetting.with_page(140.0 + seed % 7 * 40, 250.0))
        if seed % 20 == 0:
            text = Tagged(typesetting.opened(made)).root.text
            hyphens += text.count("\xad")
            assert "- " not in text.replace(" - ", " ")
    assert hyphens > 50, "hardly a word was broken"
