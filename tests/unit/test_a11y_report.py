"""The report on a pack: what it may claim, what is in the way, and what to write to whom."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from kallelse.errors import KallelseError
from kallelse.outputs import a11y
from kallelse.rules.access import Lack, lacks, letter, page_span
from kallelse.rules.facts import Access

WHOLE = Access(
    tagged=True,
    language="sv-SE",
    titled=True,
    title_shown=True,
    textless=(),
    unembedded=(),
    unnamed_fields=0,
)


def _with(**changes: Any) -> Access:
    return dataclasses.replace(WHOLE, **changes)


LACKING: Mapping[Lack, tuple[Access, str, str]] = {
    Lack.TEXT: (_with(textless=(1, 2, 4)), "sidorna 1–2 och 4", "OCR"),
    Lack.TAGS: (_with(tagged=False), "saknar taggar", "Dokumentstrukturtaggar för hjälpmedel"),
    Lack.FIELDS: (_with(unnamed_fields=1), "Ett fält i formuläret", "Verktygstips"),
    Lack.LANGUAGE: (_with(language=None), "vilket språk", "korrekturspråk"),
    Lack.TITLE: (_with(titled=False), "saknar titel", "Arkiv > Info > Titel"),
    Lack.FONTS: (_with(unembedded=("Arial", "Calibri")), "Arial, Calibri", "PDF/A-kompatibel"),
}


@pytest.mark.parametrize("lack", Lack)
def test_each_lack_is_told_with_a_way_to_mend_it(lack: Lack) -> None:
    access, told, how = LACKING[lack]
    assert lacks(access) == (lack,)
    text = letter(access, "Årsbokslut", "Bilaga 11.1", "mötet", ("PDF/UA-1",))
    assert text.startswith("Ämne: En fil som alla kan läsa: Årsbokslut\n")
    assert "”Årsbokslut” (Bilaga 11.1)" in text
    assert told in text
    assert how in text
    assert "\n2. " not in text, "one lack, one point"
    assert "{" not in text


def test_nothing_is_asked_for_where_nothing_is_lacking() -> None:
    assert letter(WHOLE, "x", "y", "z", ("PDF/UA-1",)) == ""


def test_a_tagged_file_is_asked_to_say_that_it_is_accessible() -> None:
    assert "PDF/UA" in letter(WHOLE, "x", "y", "z", ("PDF/A-2A",))
    assert "PDF/UA" not in letter(_with(tagged=False), "x", "y", "z")


def test_a_letter_blames_nobody() -> None:
    everything = Access(False, None, False, False, (1,), ("Arial",), 2)
    text = letter(everything, "x", "y", "z").lower()
    assert len(lacks(everything)) == len(Lack)
    assert "\n6. " in text
    for word in ("måste", "fel av dig", "du har inte", "tyvärr", "!!", "snarast"):
        assert word not in text


@pytest.mark.parametrize(
    ("pages", "written"),
    [
        ((3,), "sidan 3"),
        ((1, 2, 3), "sidorna 1–3"),
        ((1, 3), "sidorna 1 och 3"),
        ((1, 2, 5, 7, 8), "sidorna 1–2, 5 och 7–8"),
    ],
)
def test_pages_are_written_as_people_do(pages: tuple[int, ...], written: str) -> None:
    assert page_span(pages) == written


def _manifest(tmp_path: Path, *attachments: Access | None, claims: tuple[str, ...] = ()) -> Path:
    parts: list[dict[str, object]] = [{"id": "notice", "title": "Kallelse"}]
    told: dict[str, dict[str, object]] = {}
    first = 4
    for number, one in enumerate(attachments, start=1):
        part_id = f"item-2-attachment-{number}"
        label, title = f"Bilaga 2.{number}", f"Handling {number}"
        part = {"id": part_id, "label": label, "title": title}
        parts.append({**part, "first_page": first, "pages": 2})
        told[part_id] = {"tagged": False, "claims": claims}
        if one is not None:
            ask = letter(one, title, label, "mötet", claims)
            more = {"lacks": lacks(one), **({"ask": ask} if ask else {})}
            told[part_id] = {**dataclasses.asdict(one), "claims": claims, **more}
        first += 2
    pack = {
        "meeting": {"title": "Kallelse", "body": "Nämnden", "date": "2024-03-01"},
        "organisation": {"name": "Provkommunen", "email": "info@prov.example"},
        "parts": parts,
        "pages": first - 1,
        "attachments": told,
        "pdf": {"file": "x.pdf", "sha256": "", "claims": claims},
    }
    path = tmp_path / "pack.json"
    path.write_text(json.dumps(pack), encoding="utf-8")
    return path


def test_the_report_names_what_stands_in_the_way(tmp_path: Path) -> None:
    report = a11y.of_manifest(_manifest(tmp_path, WHOLE, _with(tagged=False)))
    assert [one.label for one in report.in_the_way("PDF/UA-1")] == ["Bilaga 2.1", "Bilaga 2.2"]
    assert list(a11y.verdicts(report)) == [
        "The pack cannot call itself PDF/UA-1. In the way: Bilaga 2.1, Bilaga 2.2.",
        "The pack cannot call itself PDF/A-2. In the way: Bilaga 2.1, Bilaga 2.2.",
    ]
    rows = a11y.table(report)
    assert len({len(row) for row in rows}) == 1
    assert rows[1] == ["Bilaga 2.1 Handling 1", "4–5", *["yes"] * 6, "–"]
    assert rows[2][2] == "missing"
    assert [one.label for one, _ in a11y.letters(report)] == ["Bilaga 2.1", "Bilaga 2.2"]


def test_a_pack_may_claim_what_all_its_parts_do(tmp_path: Path) -> None:
    claims = ("PDF/UA-1", "PDF/A-2A")
    report = a11y.of_manifest(_manifest(tmp_path, WHOLE, claims=claims))
    assert list(a11y.verdicts(report)) == ["The pack is PDF/UA-1.", "The pack is PDF/A-2."]
    assert list(a11y.letters(report)) == []
    assert "inga kända tillgänglighetsbrister" in a11y.statement(report)


def test_the_statement_names_what_is_not_accessible_and_why(tmp_path: Path) -> None:
    path = _manifest(
        tmp_path, WHOLE, _with(textless=(2,), tagged=False), _with(unnamed_fields=3), None
    )
    told = a11y.statement(a11y.of_manifest(path))
    assert "sammanträdet med Nämnden den 1 mars 2024" in told
    assert "Bilaga 2.1" not in told
    assert "• Bilaga 2.2 Handling 2 (sidorna 6–7): sidan 7 är" in told
    assert "WCAG 1.3.1" in told
    assert "• Bilaga 2.3 Handling 3 (sidorna 8–9): formulärfält saknar beskrivning" in told
    assert "• Bilaga 2.4 Handling 4 (sidorna 10–11): filen har inte kunnat granskas." in told
    assert told.endswith("Kontakta info@prov.example.")


def test_what_the_pack_makes_up_for_is_not_in_the_statement(tmp_path: Path) -> None:
    report = a11y.of_manifest(_manifest(tmp_path, _with(language=None, titled=False)))
    assert "inga kända tillgänglighetsbrister" in a11y.statement(report)
    assert len(list(a11y.letters(report))) == 1


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"meeting": 1}'])
def test_a_manifest_that_is_not_whole_is_said_to_be_so(tmp_path: Path, text: str) -> None:
    path = tmp_path / "pack.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(KallelseError, match=r"pack\.json"):
        a11y.of_manifest(path)
