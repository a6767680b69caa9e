"""What editors are told of marks: which titles are published, and no name of a secret file."""

from __future__ import annotations

from pathlib import Path

import pytest

from kallelse.checking import check
from kallelse.diagnostics import Diagnostic
from kallelse.project import Project
from tests import pdfs
from tests.leaks.canaries import PREFIX, canary, squash
from tests.leaks.planted import MEETING
from tests.leaks.small import HEAD, MEMBERS

SECRET = canary("fil").lower()
LONG = f"{SECRET}-{'och-sa-vidare-' * 5}2024"


def _found(
    root: Path, items: str, *files: str, audience: str = "public"
) -> dict[str, list[Diagnostic]]:
    folder = root / f"agendas/{MEETING}"
    folder.mkdir(parents=True, exist_ok=True)
    (root / "members.yaml").write_text(MEMBERS, "utf-8")
    folder.with_suffix(".yaml").write_text(HEAD + items, "utf-8")
    for name in files:
        (folder / name).write_bytes(pdfs.text(1))
    found: dict[str, list[Diagnostic]] = {}
    for batch in check(Project(root), [MEETING], audience=audience):
        for one in batch:
            found.setdefault(one.rule, []).append(one)
    return found


def _said(found: dict[str, list[Diagnostic]]) -> str:
    return "\n".join(f"{one} {one.hint}" for problems in found.values() for one in problems)


def _published(found: dict[str, list[Diagnostic]]) -> list[str]:
    return [one.message.rpartition(": ")[2] for one in found.get("confidential-title", [])]


MARK = "confidential: OSL 21 kap. 1 §"
MEMO = f"memo: {{{{title: Om Bo, {{more}}{MARK}, proposal: Nämnden avslår den.}}}}"


@pytest.mark.parametrize(
    ("marked", "published"),
    [
        (f"  - title: Ett\n    {MEMO.format(more='')}\n", ["Om Bo"]),
        (f"  - title: Ett\n    {MEMO.format(more='public_title: Om en, ')}\n", []),
        ("  - title: Ett\n    memo: {confidential: OSL 21 kap. 1 §, proposal: Nej.}\n", []),
        (
            f"  - title: Ett\n    confidential: OSL 21 kap. 1 §\n    {MEMO.format(more='')}\n",
            ["Ett"],
        ),
        (f"  - title: Ett\n    attachments: [{{link: 'https://a.se/', title: B, {MARK}}}]\n", []),
    ],
    ids=["memo", "with another title", "without a title", "in a marked item", "link"],
)
def test_every_title_that_is_published_is_told_and_no_other(
    tmp_path: Path, marked: str, published: list[str]
) -> None:
    assert _published(_found(tmp_path, marked)) == published


def test_a_file_that_nothing_names_is_not_named_where_something_is_secret(tmp_path: Path) -> None:
    marked = "  - {title: Ett, confidential: OSL 21 kap. 1 §}\n"
    found = _found(tmp_path, marked, f"{SECRET}.pdf", f"{SECRET}-2.pdf")
    assert len(found["file-unused"]) == 1
    assert PREFIX not in squash(_said(found))
    assert SECRET in _said(_found(tmp_path, marked, audience="members"))
    assert SECRET in _said(_found(tmp_path, "  - title: Ett\n"))


def test_the_beginning_of_a_long_name_is_not_told_either(tmp_path: Path) -> None:
    items = f"""\
  - title: Ett
    attachments:
      - {{file: {LONG}.pdf, title: Hemlig, confidential: OSL 21 kap. 1 §}}
      - {{file: {LONG.replace(SECRET, "a")}.pdf, title: Annan}}
"""
    found = _found(tmp_path, items, f"{LONG}.pdf")
    assert "attachment-missing" in found
    assert PREFIX not in squash(_said(found))
    assert SECRET in _said(_found(tmp_path, items, audience="members"))


@pytest.mark.parametrize("key", ["sekretess", "confidental", "Confidential"])
def test_a_mark_that_is_misspelt_is_called_so_and_hides_the_rest(tmp_path: Path, key: str) -> None:
    items = f"  - title: Ett\n    {key}: OSL 21 kap. 1 §\n    kind: {SECRET}\n"
    found = _found(tmp_path, items)
    assert key in found["key-unknown"][0].message
    assert "confidential" in found["key-unknown"][0].hint
    assert not found["key-unknown"][0].excerpt
    assert PREFIX not in squash(_said(found))


@pytest.mark.parametrize(
    "items",
    [
        "  - {heading: Dolt, confidential: OSL 21 kap. 1 §, items: [{title: Ett}]}\n",
        "  - {title: Ett}\nconfidential: OSL 21 kap. 1 §\n",
        "  - {title: Ett, register: {confidential: OSL 21 kap. 1 §, incoming: []}}\n",
    ],
    ids=["group", "meeting", "register"],
)
def test_what_cannot_be_marked_as_a_whole_is_told_what_can(tmp_path: Path, items: str) -> None:
    (unknown,) = _found(tmp_path, items)["key-unknown"]
    assert "Mark items" in unknown.hint


def test_a_public_file_without_a_file_is_not_called_a_link(tmp_path: Path) -> None:
    items = """\
  - title: Ett
    attachments: [{public_file: a.pdf, title: Hemlig, confidential: OSL 21 kap. 1 §}]
"""
    found = _found(tmp_path, items, "a.pdf")
    assert "attachment-source" in found
    assert "public-file-alone" not in found


@pytest.mark.parametrize(
    ("on_item", "on_memo", "on_attachment", "expected"),
    [
        ("", MARK, "", ["Bilaga"]),
        ("", MARK, f", {MARK}", []),
        (MARK, "", "", []),
        (MARK, MARK, "", []),
        ("", "", "", []),
    ],
)
def test_an_open_attachment_beside_a_secret_memo_is_told(
    tmp_path: Path, on_item: str, on_memo: str, on_attachment: str, expected: list[str]
) -> None:
    items = f"""\
  - title: Ett
    kind: information
    {on_item}
    memo:
      proposal: Nämnden avslår ansökan.
      {on_memo}
    attachments: [{{file: a.pdf, title: Bilaga{on_attachment}}}]
"""
    found = _found(tmp_path, items, "a.pdf").get("open-attachment", [])
    assert [one.message.rpartition(": ")[2] for one in found] == expected
