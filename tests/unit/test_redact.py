"""What each audience sees of a marked meeting, and that both count the same pages."""

from __future__ import annotations

import json
import re
import textwrap
from pathlib import Path

import pytest

from kallelse import parity
from kallelse.checking import check
from kallelse.choices import Audience
from kallelse.convert import Bench
from kallelse.gathering import Gathered, gather
from kallelse.pack import Pack, Part, PartKind, Secrecy
from kallelse.pagination import settle
from kallelse.project import Project, cache_folder
from tests import pdfs
from tests.writing import MEETING, gathered, write

OSL39, OSL19 = Secrecy("OSL 39 kap. 1 §"), Secrecy("OSL 19 kap. 3 §")
LONG = "\n\n".join(f"Stycke {number} om hyran, som är lång att läsa." for number in range(120))


@pytest.fixture(autouse=True)
def _counted_here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Count the pages in the test's own process: to start another takes as long as all the rest."""

    def counted(
        project: Project, meeting: str, audience: str, *, keep_going: bool
    ) -> parity.Counted:
        room = tmp_path / "room"
        return parity._count(project, meeting, audience, room, keep_going=keep_going)

    monkeypatch.setattr(parity, "_counted", counted)


def seen(root: Path, agenda: str, **files: str) -> tuple[Pack, Pack]:
    """Return the packs of both audiences, laid out."""
    project = write(root, agenda, {f"./{name}.md": text for name, text in files.items()})
    public, members = (
        laid_out(gathered(project, audience=one)) for one in (Audience.PUBLIC, Audience.MEMBERS)
    )
    return public, members


def laid_out(found: Gathered) -> Pack:
    return settle(found.assembled.pack, found.loaded.press, found.assembled.pages).pack


def titles(pack: Pack) -> list[str]:
    return [part.title for part in pack.parts if part.item]


def places(pack: Pack) -> list[tuple[str, int]]:
    return [(one.id, one.first_page) for one in pack.parts if one.kind is not PartKind.FILLER]


ITEM = """\
items:
  - id: dal
    title: Uppsägning av Cecilia Dal
    public_title: Personalärende
    confidential: OSL 39 kap. 1 §
    note: Dal kommer
    next_meeting: {date: 2024-04-01, place: Dals hem}
    memo: {title: Om Dal, case: D 1, proposal: Dal slutar., background: Dal tog pengar.}
    register: {incoming: [{date: 2024-02-01, from: Dal, subject: Brev}]}
    attachments:
      - {file: utredning.md, title: Utredning om Dal}
      - {link: "https://dal.example/cv", title: Dals meriter}
    items:
      - {title: Vederlag till Dal}
  - title: Annat
    memo: {proposal: Ja., background: "Se [personalärendet](#dal)."}
"""


def test_of_a_marked_item_only_its_public_title_is_left(tmp_path: Path) -> None:
    public, _members = seen(tmp_path, ITEM, utredning="Dal tog pengar.")
    entry, below, other = public.entries
    assert (entry.title, entry.note, entry.id) == ("Personalärende", None, None)
    assert (entry.memo, entry.register, entry.links, entry.next_date) == (None, None, (), None)
    assert (below.number, below.title) == ("1.1", "Ärende som inte publiceras")
    assert titles(public) == [
        "Personalärende",
        "Personalärende",
        "Handling som inte publiceras",
        "Annat",
    ]
    assert "Dal" not in repr(public.entries[:2]) + repr(public.parts)
    assert other.memo is not None
    assert other.secrecy is None


@pytest.mark.parametrize("link", ["(#dal)", "(<#dal>)", '(#dal "Dit")', "[1]\n\n[1]: #dal"])
def test_a_link_to_a_marked_item_does_not_tell_its_id(tmp_path: Path, link: str) -> None:
    told = f"Se [det](#dalen) och [personalärendet]{link}".replace("\n", "\\n").replace('"', "'")
    written = ITEM.replace("Se [personalärendet](#dal).", told)
    packs = seen(tmp_path, written + "  - {id: dalen, title: Dalen}\n", utredning="Dal tog.")
    memos = [pack.entries[2].memo for pack in packs]
    texts = [memo.background or "" for memo in memos if memo is not None]
    assert [re.findall("#[a-z]*", one) for one in texts] == [["#dalen", "#"], ["#dalen", "#dal"]]


def test_members_see_all_of_it_with_its_ground(tmp_path: Path) -> None:
    _public, members = seen(tmp_path, ITEM, utredning="Dal tog pengar.")
    entry, below, _other = members.entries
    assert (entry.title, entry.note, entry.id) == ("Uppsägning av Cecilia Dal", "Dal kommer", "dal")
    assert entry.memo is not None
    assert entry.register is not None
    assert [one.url for one in entry.links] == ["https://dal.example/cv"]
    assert below.title == "Vederlag till Dal"
    secret = {part.id for part in members.parts if part.secrecy == (OSL39,)}
    assert secret == {"agenda", "item-1-memo", "item-1-register", "item-1-attachment-1"}
    assert members.grounds_of(entry) == ("OSL 39 kap. 1 §",)


def test_a_title_is_published_unless_there_is_another(tmp_path: Path) -> None:
    agenda = """\
    items:
      - title: Ny lokal
        confidential: OSL 19 kap. 3 §
      - title: Anbud
        attachments:
          - {file: a.md, title: Anbud från Granen, confidential: OSL 19 kap. 3 §}
          - file: a.md
            title: Anbud från Eken
            public_title: Anbud 2
            confidential: OSL 19 kap. 3 §
    """
    public, members = seen(tmp_path, agenda, a="x")
    assert [one.title for one in public.entries] == ["Ny lokal", "Anbud"]
    assert titles(public) == ["Anbud från Granen", "Anbud 2"]
    assert titles(members) == ["Anbud från Granen", "Anbud från Eken"]


def test_a_secret_title_makes_every_page_secret_that_shows_it(tmp_path: Path) -> None:
    agenda = """\
    items:
      - title: Anbud
        memo: {proposal: Ja.}
        attachments:
          - {file: a.md, title: Om Eken, public_title: Anbud 2, confidential: OSL 19 kap. 3 §}
      - title: Annat
        memo: {proposal: Ja.}
    """
    _public, members = seen(tmp_path, agenda, a="x")
    assert [part.id for part in members.parts if part.secrecy] == [
        "agenda",
        "item-1-memo",
        "item-1-attachment-1",
    ]


def test_of_a_marked_section_its_title_is_left_and_of_a_marked_row_its_number(
    tmp_path: Path,
) -> None:
    agenda = """\
    items:
      - title: Hyra
        memo:
          proposal: Ja.
          sections:
            - {title: Villkor, text: Hyran är 171., confidential: OSL 19 kap. 3 §}
            - {title: Eken, public_title: Motpart, text: Eken., confidential: OSL 19 kap. 3 §}
            - {title: Tid, text: I maj.}
        register:
          outgoing:
            - {date: 2024-02-01, to: Eken, subject: Bud, confidential: OSL 19 kap. 3 §}
            - {date: 2024-02-02, to: Länet, subject: Svar}
          delegated:
            - {date: 2024-02-01, decision: Bud, by: Chefen, confidential: OSL 19 kap. 3 §}
    """
    public, members = seen(tmp_path, agenda)
    memo, register = public.entries[0].memo, public.entries[0].register
    assert memo is not None
    assert register is not None
    assert [(one.title, one.text, one.secrecy) for one in memo.sections] == [
        ("Villkor", None, OSL19),
        ("Motpart", None, OSL19),
        ("Tid", "I maj.", None),
    ]
    hidden, shown = register.outgoing
    assert (hidden.date, hidden.to, hidden.subject, hidden.secrecy) == (None, (), None, OSL19)
    assert (shown.to, shown.subject, shown.secrecy) == (("Länet",), "Svar", None)
    assert (register.delegated[0].decision, register.delegated[0].by) == (None, None)
    theirs = members.entries[0].memo
    assert theirs is not None
    assert [one.title for one in theirs.sections] == ["Villkor", "Eken", "Tid"]


def test_what_is_withheld_keeps_its_pages(tmp_path: Path) -> None:
    agenda = """\
    items:
      - title: Hyra
        attachments: [{file: a.md, title: A, confidential: OSL 19 kap. 3 §}]
      - title: Annat
        memo: {proposal: Ja.}
    """
    public, members = seen(tmp_path, agenda, a=LONG)
    hidden, theirs = (pack.part("item-1-attachment-1") for pack in (public, members))
    assert hidden.withheld
    assert hidden.pages == theirs.pages > 3
    assert places(public) == places(members)


def test_pages_that_are_left_over_are_filled(tmp_path: Path) -> None:
    agenda = f"""\
items:
  - title: Hyra
    memo:
      proposal: Ja.
      sections:
        - title: Villkor
          confidential: OSL 19 kap. 3 §
          text: |
{textwrap.indent(LONG, " " * 12)}
  - title: Annat
    memo: {{proposal: Ja.}}
"""
    public, members = seen(tmp_path, agenda)
    memo, filler = (public.part(one) for one in ("item-1-memo", "item-1-memo-filler"))
    assert (memo.pages + filler.pages, filler.template) == (members.part(memo.id).pages, "withheld")
    assert filler.kind is PartKind.FILLER
    assert places(public) == places(members)


def test_members_get_empty_pages_where_only_the_public_needs_more(tmp_path: Path) -> None:
    agenda = """\
    items:
      - title: Hyra
        attachments:
          - {file: a.md, title: A, public_file: b.md, confidential: OSL 19 kap. 3 §}
      - title: Annat
        memo: {proposal: Ja.}
    """
    public, members = seen(tmp_path, agenda, a="kort", b=LONG)
    filler = members.part("item-1-attachment-1-filler")
    assert filler.template == "filler"
    assert filler.secrecy == ()
    assert places(public) == places(members)


def test_without_parity_one_page_stands_for_all(tmp_path: Path) -> None:
    agenda = """\
    parity: off
    items:
      - title: Hyra
        attachments: [{file: a.md, title: A, confidential: OSL 19 kap. 3 §}]
      - title: Annat
        memo: {proposal: Ja.}
    """
    public, members = seen(tmp_path, agenda, a=LONG)
    assert public.part("item-1-attachment-1").pages == 1
    assert public.pages < members.pages
    assert [one.label for one in public.parts] == [one.label for one in members.parts]


def test_without_marks_both_packs_are_the_same_but_for_their_audience(tmp_path: Path) -> None:
    public, members = seen(tmp_path, "items: [{title: Hyra, memo: {proposal: Ja.}}]\n")
    assert not members.holds_secrets
    assert public.entries == members.entries
    assert public.parts == members.parts


@pytest.mark.parametrize("audience", ["public", "", "MEMBERS", "everyone"])
def test_only_members_see_what_is_secret(tmp_path: Path, audience: str) -> None:
    project = write(tmp_path, ITEM, {"./utredning.md": "x"})
    parts = gathered(project, audience=audience).assembled.pack.parts
    assert _by_id(parts)["item-1-memo"].withheld


def _by_id(parts: tuple[Part, ...]) -> dict[str, Part]:
    return {part.id: part for part in parts}


def test_what_was_said_before_a_mark_is_forgotten(tmp_path: Path) -> None:
    agenda = "items: [{title: Uppsägning av Dal, memo: {officer: nobody}}]\n"
    project = write(tmp_path, agenda)
    kept = cache_folder(project, "public") / "checks" / f"{MEETING}.json"
    found = [one.message for batch in check(project, [MEETING]) for one in batch]
    assert "unknown officer: nobody" in found
    assert "nobody" in kept.read_text("utf-8")
    write(tmp_path, "items: [{title: Annat, confidential: OSL 39 kap. 1 §}]\n")
    gathered(project)
    assert not kept.exists()


BROKEN = """\
items:
  - title: Ett ärende
    attachments:
      - {file: trasig.pdf, title: Trasig}
  - title: Ett annat
    confidential: OSL 39 kap. 1 §
    attachments:
      - {file: hel.pdf, title: Hel}
"""


def test_pages_that_only_stand_in_for_others_are_not_kept(tmp_path: Path) -> None:
    project = write(tmp_path, BROKEN, {"./trasig.pdf": b"%PDF-1.7 ", "./hel.pdf": pdfs.text(2)})
    kept = cache_folder(project, "public") / f"pages/{MEETING}.json"
    with Bench() as bench:
        found = gather(project, MEETING, "public", bench, keep_going=True)
    pages = found.assembled.pages or {}
    assert (pages["item-1-attachment-1"], pages["item-2-attachment-1"]) == (1, 2)
    assert not kept.exists(), "somebody may be able to bind it next time"


def test_pages_are_counted_anew_where_an_attachment_has_more_of_them(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"./trasig.pdf": pdfs.text(3), "./hel.pdf": pdfs.text(2)}
    project = write(tmp_path, BROKEN, files)
    true = gathered(project).assembled.pages
    kept = cache_folder(project, "public") / f"pages/{MEETING}.json"
    written = json.loads(kept.read_bytes())
    for part, count, force in (("item-1-attachment-1", 1, False), ("item-2-attachment-1", 9, True)):
        wrong = {**written, "pages": {**written["pages"], part: count}}
        kept.write_text(json.dumps(wrong), "utf-8")
        with Bench() as bench:
            found = gather(project, MEETING, "public", bench, force=force)
        assert found.assembled.pages == true
