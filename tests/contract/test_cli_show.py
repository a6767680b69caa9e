"""`kallelse show`: what a pack holds and on which pages, without a trace on the disk."""

from __future__ import annotations

import json
from pathlib import Path

from tests.shell import Shell


def test_json_is_the_pack_with_every_page_counted(kallelse: Shell, small: Path) -> None:
    pack = json.loads(kallelse("show", "2024-03-01", "--format", "json", here=small).out)
    assert pack["meeting"]["id"] == "2024-03-01"
    assert pack["audience"] == "public"
    page = 1
    for part in pack["parts"]:
        assert part["first_page"] == page
        page += part["pages"]
    assert page > 2
    assert not (small / "build").exists()


def test_json_is_what_build_writes(kallelse: Shell, small: Path) -> None:
    shown = json.loads(kallelse("show", "2024-03-01", "--format", "json", here=small).out)
    _, manifest = kallelse("build", "2024-03-01", here=small).lines
    written = json.loads((small / manifest).read_text("utf-8"))
    assert shown.items() <= written.items() or shown == written["pack"]


def test_text_lists_pages_numbers_and_titles(kallelse: Shell, small: Path) -> None:
    ended = kallelse("show", "2024-03-01", here=small)
    assert ended.code == 0
    assert ended.lines[0].split() == ["PAGES", "NR", "TITLE"]
    assert ended.lines[1].startswith("1 ")
    assert "Dagordning" in ended.lines[2]
    assert str(small) not in ended.out


def test_errors_are_shown_as_build_shows_them(kallelse: Shell, small: Path) -> None:
    (small / "agendas" / "2024-03-01.yaml").write_text("body: [", "utf-8")
    shown, built = (kallelse(command, "2024-03-01", here=small) for command in ("show", "build"))
    assert (shown.code, shown.out, shown.err) == (1, "", built.err)
