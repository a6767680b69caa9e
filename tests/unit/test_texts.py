"""Problems in a meeting's texts are told at the line where the editor finds them."""

from __future__ import annotations

from pathlib import Path

import pytest

from kallelse import texts
from tests.typesetting import png
from tests.writing import AGENDA, assembled, complaints, is_sound, loaded, places, write

IN_YAML = """\
practical: |
  Fika.

  > citat
items:
  - title: Ett
    memo:
      background: |
        Första raden.

        Tredje raden har `kod`.
        ![](karta.png)
      sections:
        - title: Mer
          text: |2
            #### Fyra
      proposal: Ja.
"""


def test_in_yaml_the_line_and_column_are_those_of_the_text(tmp_path: Path) -> None:
    project = write(tmp_path, IN_YAML, {"./karta.png": png(2, 2)})
    assert places(complaints(project)) == [
        f"{AGENDA}:8:3 markdown-quote",
        f"{AGENDA}:15:9 markdown-code",
        f"{AGENDA}:16:9 image-alt",
        f"{AGENDA}:20:13 markdown-heading",
    ]
    written = (tmp_path / AGENDA).read_text("utf-8").splitlines()
    assert written[7][2:] == "> citat"
    assert written[14].endswith("`kod`.")
    assert written[15][8:] == "![](karta.png)"
    assert written[19].strip() == "#### Fyra"


def test_a_text_within_its_line_is_told_where_it_begins(tmp_path: Path) -> None:
    agenda = "items:\n  - title: Ett\n    memo:\n      background: Text med `kod`.\n"
    assert places(complaints(write(tmp_path, agenda))) == [f"{AGENDA}:8:19 markdown-code"]


def test_in_a_file_the_line_is_that_of_the_file(tmp_path: Path) -> None:
    agenda = """\
        items:
          - title: Ett
            memo: {text: delar/memo.md, proposal: Ja.}
            attachments: [{file: svar.md, title: Svar}]
        """
    files: dict[str, str | bytes] = {
        "./delar/memo.md": "### Under\n\nett\n\n[a](#ingen)\n",
        "./svar.md": "\ufeffett\r\n\r\n### För långt ner\r\n",
    }
    folder = "agendas/2024-03-01"
    assert places(complaints(write(tmp_path, agenda, files))) == [
        f"{folder}/delar/memo.md:5:1 link-unknown",
        f"{folder}/svar.md:3:1 markdown-heading",
    ]


def test_a_link_to_an_item_of_the_agenda_is_sound_also_to_one_in_a_group(tmp_path: Path) -> None:
    agenda = """\
        items:
          - title: Ett
            memo: {background: "[a](#tva) [b](#tre)"}
          - heading: Grupp
            items:
              - {title: Två, id: tva, items: [{title: Tre, id: tre}]}
        """
    assert is_sound(write(tmp_path, agenda))


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("items:\n  - title: Färjan 漢字 går\n", "6:12"),
        ("place: Salen ☃\nitems: [{title: a}]\n", "5:8"),
        (
            "items:\n  - title: a\n    memo:\n      background: |\n        ett\n        två ☃\n",
            "10:9",
        ),
    ],
)
def test_a_letter_that_the_font_lacks_is_told_with_its_line(
    tmp_path: Path, written: str, told: str
) -> None:
    project = write(tmp_path, written)
    if "place" in written:
        agenda = tmp_path / AGENDA
        agenda.write_text(agenda.read_text("utf-8").replace("place: Salen\n", ""), "utf-8")
        told = "4:8"
    (one,) = complaints(project)
    assert places([one]) == [f"{AGENDA}:{told} character-missing"]
    missing = [char for char in written if ord(char) > 0x2600]
    assert all(f"{char} (U+{ord(char):04X})" in one.message for char in missing)


def test_letters_that_the_font_lacks_are_told_in_files_and_names_of_people(tmp_path: Path) -> None:
    agenda = "items: [{title: a, attachments: [{file: a.md, title: A}]}]\n"
    members = (
        "organisation: {name: Prov}\nbodies: {namnden: {name: Nämnden, members: [{name: Ett ☃}]}}\n"
    )
    files: dict[str, str | bytes] = {"./a.md": "ett\n\ntvå ☃\n", "members.yaml": members}
    assert places(complaints(write(tmp_path, agenda, files))) == [
        "agendas/2024-03-01/a.md:3:1 character-missing",
        "members.yaml:2:52 character-missing",
    ]


def test_the_name_of_a_file_is_not_printed_so_it_may_have_any_letters(tmp_path: Path) -> None:
    agenda = "items: [{title: a, attachments: [{file: 漢.md, title: A}]}]\n"
    assert is_sound(write(tmp_path, agenda, {"./漢.md": "Hej.\n"}))


def with_picture(name: str) -> str:
    background = f"ett\n\n        ![En karta]({name})\n"
    return f"items:\n  - title: a\n    memo:\n      background: |\n        {background}"


AT_PICTURE = f"{AGENDA}:11:9"


@pytest.mark.parametrize(
    ("name", "files"),
    [
        ("ingen.png", {}),
        ("a.svg", {"./a.svg": b"<svg/>"}),
        ("../../logo.png", {"logo.png": png(2, 2)}),
        ("/etc/hostname", {}),
        ("https://prov.example/a.png", {}),
        ("tom.png", {"./tom.png": b""}),
        ("mapp.png", {"./mapp.png/a.png": png(2, 2)}),
    ],
)
def test_a_picture_that_is_not_in_the_meetings_folder_is_told(
    tmp_path: Path, name: str, files: dict[str, str | bytes]
) -> None:
    found = complaints(write(tmp_path, with_picture(name), files))
    assert places(found) == [f"{AT_PICTURE} image-missing"]
    assert name in found[0].message


def test_a_picture_through_a_link_is_told(tmp_path: Path) -> None:
    project = write(tmp_path / "p", with_picture("a.png"), {"./b.md": ""})
    (tmp_path / "secret.png").write_bytes(png(2, 2))
    (tmp_path / "p" / "agendas" / "2024-03-01" / "a.png").symlink_to(tmp_path / "secret.png")
    assert places(complaints(project)) == [f"{AT_PICTURE} image-missing"]


@pytest.mark.parametrize("data", [b"GIF89a", b"hej", png(2, 2)[:40], png(2, 2)[:20]])
def test_a_picture_that_cannot_be_shown_is_told_where_it_is_named(
    tmp_path: Path, data: bytes
) -> None:
    found = complaints(write(tmp_path, with_picture("a.png"), {"./a.png": data}))
    assert places(found) == [f"{AT_PICTURE} image-unreadable"]


def test_a_huge_picture_is_told_and_not_read(tmp_path: Path) -> None:
    project = write(tmp_path, with_picture("a.png"), {"./a.png": png(2, 2)})
    with (tmp_path / "agendas" / "2024-03-01" / "a.png").open("r+b") as stream:
        stream.truncate(20_000_001)
    (one,) = complaints(project)
    assert places([one]) == [f"{AT_PICTURE} image-too-large"]
    assert one.message == "the picture is larger than 20 MB: a.png"


def test_a_picture_of_some_megabytes_is_read_whole(tmp_path: Path) -> None:
    large = png(2, 2) + b"\0" * 3_000_000
    project = write(tmp_path, with_picture("a.png"), {"./a.png": large})
    assert loaded(project).press.images == {"a.png": large}


def test_pictures_are_known_by_the_names_that_the_html_has(tmp_path: Path) -> None:
    project = write(tmp_path, with_picture("<två ord.png>"), {"./två ord.png": png(2, 3)})
    found = texts.images(loaded(project).context)
    assert found == {"tv%C3%A5%20ord.png": png(2, 3)}


def test_every_text_that_is_printed_is_looked_at(tmp_path: Path) -> None:
    agenda = """\
        practical: "`a`"
        items:
          - title: Ett
            memo:
              background: "`b`"
              sections: [{title: Mer, text: "`c`"}]
            attachments: [{file: d.md, title: D}]
          - heading: Grupp
            items:
              - title: Två
                memo: {text: e.md}
                items: [{title: Tre, memo: {background: "`f`"}}]
        """
    found = complaints(write(tmp_path, agenda, {"./d.md": "`d`", "./e.md": "`e`"}))
    assert {one.rule for one in found} == {"markdown-code"}
    assert len(found) == 6


def test_a_text_with_pictures_can_be_assembled(tmp_path: Path) -> None:
    project = write(tmp_path, with_picture("a.png"), {"./a.png": png(2, 2)})
    assert assembled(project).part("item-1-memo").title == "a"
