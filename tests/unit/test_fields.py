"""The scalar types: what editors write, and what is refused with the id of a rule."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from kallelse.fields import Date, Flag, Minutes, RelPath, Slug, Texts, Time, TimeSpan
from kallelse.theme import Colour, Language, Length, Share


def read(kind: Any, written: object) -> Any:
    return TypeAdapter(kind).validate_python(written)


def refused(kind: Any, written: object) -> str:
    with pytest.raises(ValidationError) as caught:
        read(kind, written)
    return caught.value.errors()[0]["type"]


@pytest.mark.parametrize("written", ["9.00-12.30", "09:00-12:30", "9.00–12.30", " 9.00 - 12.30 "])
def test_a_time_has_one_meaning_however_it_is_written(written: str) -> None:
    assert read(Time, written) == TimeSpan(dt.time(9), dt.time(12, 30))


def test_a_time_knows_its_length() -> None:
    assert read(Time, "9.15-12.00").minutes == 165
    assert read(Time, "18:30").minutes is None


@pytest.mark.parametrize("written", ["24.00", "9", "9.60", "1110", "9.00-", "٩.00", "", ["9.00"]])
def test_what_is_no_time(written: object) -> None:
    assert refused(Time, written) == "time-format"


@pytest.mark.parametrize("written", ["12.00-9.00", "9.00-9.00"])
def test_a_time_that_ends_before_it_begins(written: str) -> None:
    assert refused(Time, written) == "time-order"


def test_a_date() -> None:
    assert read(Date, " 2024-02-29 ") == dt.date(2024, 2, 29)


@pytest.mark.parametrize(
    "written", ["2023-02-29", "2024-3-1", "20240301", "2024-03-01T09:00", "٢٠٢٤-03-01", "", {}]
)
def test_what_is_no_date(written: object) -> None:
    assert refused(Date, written) == "date-format"


def test_minutes() -> None:
    assert read(Minutes, "010") == 10


@pytest.mark.parametrize("written", ["0", "-5", "30 min", "1e3", "٣٠", "99999"])
def test_what_is_no_number_of_minutes(written: str) -> None:
    assert refused(Minutes, written) == "duration-format"


@pytest.mark.parametrize(("written", "meant"), [("true", True), ("False", False)])
def test_a_flag(written: str, meant: bool) -> None:
    assert read(Flag, written) is meant


@pytest.mark.parametrize("written", ["yes", "no", "1", "ja"])
def test_what_is_no_flag(written: str) -> None:
    assert refused(Flag, written) == "flag-format"


@pytest.mark.parametrize("written", ["06-yttrande.md", "kartor/norr.pdf", "Bilaga 1 å.pdf"])
def test_a_path_within_the_folder(written: str) -> None:
    assert read(RelPath, written) == written


@pytest.mark.parametrize(
    "written", ["/etc/passwd", "../x.pdf", "a/../../x", "a\\b.pdf", "C:/x.pdf", "~/x", "file:x"]
)
def test_a_path_that_leaves_the_folder(written: str) -> None:
    assert refused(RelPath, written) == "path-outside"


@pytest.mark.parametrize("written", ["Linda", "å", "a--b", "-a", "a-", "a b", "a\n"])
def test_what_is_no_short_name(written: str) -> None:
    assert refused(Slug, written) == "slug-format"


def test_a_text_alone_is_a_list_of_one() -> None:
    assert read(Texts, "en") == ("en",)
    assert read(Texts, ["en", " två "]) == ("en", "två")


@pytest.mark.parametrize(("written", "points"), [("10.5", 10.5), ("25.4 mm", 72.0), ("2.54cm", 72)])
def test_a_length_is_in_points(written: str, points: float) -> None:
    assert read(Length, written) == pytest.approx(points)


def test_what_the_theme_refuses() -> None:
    assert refused(Length, "9" * 400) == "length-format"
    assert refused(Share, "nan") == "number-format"
    assert refused(Colour, "red") == "colour-format"
    assert refused(Language, "sv_SE") == "language-format"
