"""E-mails as they are met: bytes of another charset, broken headers, odd parts. Nothing is lost."""

from __future__ import annotations

from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pypdf
import pytest

from kallelse.build import build
from kallelse.convert.mail import read
from tests.shell import Shell
from tests.writing import MEETING, write

SENT = b"From: Bo Ek <bo@prov.example>\nDate: Mon, 12 Feb 2024 14:03:00 +0100\nMIME-Version: 1.0\n"


@pytest.fixture
def shell(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(monkeypatch, capsys)


class Reader:
    """Reads letters; what is read can always be written down, as it is when a page is made."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "brev.eml"

    def __call__(self, data: bytes | EmailMessage) -> dict[str, Any]:
        self._path.write_bytes(data if isinstance(data, bytes) else bytes(data))
        found = read(self._path, "brev.eml")
        assert str(found).isprintable(), "no lone surrogates, nothing that is not seen"
        for text in _texts(found):
            text.encode()
        return found

    def lines(self, data: bytes | EmailMessage) -> list[str]:
        return [line for lines in self(data)["paragraphs"] for line in lines]

    def html(self, page: str) -> list[str]:
        head = b"Content-Type: text/html; charset=utf-8\n\n"
        return self.lines(SENT + head + page.encode())


def _texts(found: Any) -> Iterator[str]:
    if isinstance(found, str):
        yield found
    elif isinstance(found, dict | list):
        for one in found.values() if isinstance(found, dict) else found:
            yield from _texts(one)


@pytest.fixture
def reader(tmp_path: Path) -> Reader:
    return Reader(tmp_path)


# Headers


@pytest.mark.parametrize("charset", ["utf-8", "latin-1"])
def test_people_whose_names_are_raw_bytes(charset: str, reader: Reader) -> None:
    head = "From: Åsa Öberg <asa@e.example>\nTo: Örjan <o@e.example>, b@e.example\n"
    head += "Cc: Pär <par@e.example>\nSubject: Fråga om MALMÖ\n\nHej\n"
    found = reader(head.encode(charset))
    assert found["sender"] == "Åsa Öberg <asa@e.example>"
    assert found["to"] == ["Örjan <o@e.example>", "b@e.example"]
    assert found["cc"] == ["Pär <par@e.example>"]
    assert found["subject"] == "Fråga om MALMÖ"


def test_an_address_beyond_ascii(reader: Reader) -> None:
    assert reader("From: åsa@blåbär.example\n\nHej\n".encode())["sender"] == "åsa@blåbär.example"


def test_the_quotes_of_outlook_in_a_header(reader: Reader) -> None:
    for subject in (b"\x93Nej\x94 \x96 5 \x80", b"=?iso-8859-1?q?=93Nej=94_=96_5_=80?="):
        assert (
            reader(b"Subject: " + subject + b"\n" + SENT + b"\nHej\n")["subject"] == "“Nej” – 5 €"
        )


@pytest.mark.parametrize(
    "word", ["=?utf-8?q?f=F6r?=", "=?finns-inte?q?f=F6r?=", "=?utf-8?b?ZvZy?="]
)
def test_an_encoded_word_that_is_not_what_it_says(word: str, reader: Reader) -> None:
    found = reader(f"From: {word} <a@b.example>\nSubject: {word} å\n\nHej".encode())
    assert found["sender"] == "för <a@b.example>"
    assert found["subject"] == "för å"


def test_a_letter_cut_in_two_between_encoded_words(reader: Reader) -> None:
    subject = b"Subject: =?utf-8?q?Malm=C3?=\n =?utf-8?q?=B6_?= =?utf-8*sv?b?w6Vy?= =?utf-8?b?a?=\n"
    assert reader(subject + SENT + b"\nHej")["subject"].startswith("Malmö år")


@pytest.mark.parametrize("header", ["From", "To", "Cc"])
@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("=?utf-8?q?=0A=0D?= <a@b.example>", "<a@b.example>"),
        (
            "=?utf-8?q?Anna=0A=0DEk?= <a@b.example>, c@d.example",
            "Anna Ek <a@b.example>, c@d.example",
        ),
    ],
)
def test_a_broken_address_is_shown_as_it_stands(
    header: str, value: str, shown: str, reader: Reader
) -> None:
    data = f"Date: Mon, 12 Feb 2024 14:03:00 +0100\n{header}: {value}\n\nHej".encode()
    found = reader(data)
    assert found["paragraphs"] == [["Hej"]]
    assert found["sender"] == (shown if header == "From" else "–")
    assert found["to"] == ([shown] if header == "To" else [])
    assert found["cc"] == ([shown] if header == "Cc" else [])


def test_a_list_of_nobody_says_so(reader: Reader) -> None:
    assert reader(b"To: undisclosed-recipients:;\n" + SENT + b"\nHej")["to"] == [
        "undisclosed-recipients:;"
    ]


def test_a_name_beyond_ascii_through_a_whole_build(tmp_path: Path, shell: Shell) -> None:
    letter = "From: Åsa <asa@prov.example>\nTo: Pär <par@prov.example>\nSubject: Hej\n\nÖn.\n"
    items = "items:\n  - title: Ärende\n    memo: {proposal: Ja.}\n    attachments:\n"
    items += "      - {file: a.eml, title: Brev}\n      - {file: b.eml, title: Brev igen}\n"
    files: dict[str, str | bytes] = {"./a.eml": letter, "./b.eml": letter.encode("latin-1")}
    project = write(tmp_path, items, files)
    ended = shell("build", MEETING, here=project.root)
    assert ended.code == 0, ended.err
    (pdf,) = (project.root / "build" / "public" / MEETING).glob("*.pdf")
    pages = [page.extract_text() for page in pypdf.PdfReader(pdf).pages[-2:]]
    for text in pages:
        assert "Åsa <asa@prov.example>" in text
        assert "Pär <par@prov.example>" in text
        assert "Ön." in text


# Charsets


def test_a_text_without_a_charset(reader: Reader) -> None:
    for charset in ("utf-8", "cp1252"):
        body = "Räksmörgås på MALMÖ–LUND, “5 €”\n".encode(charset)
        for head in (b"\n", b"Content-Type: text/plain\n\n", b"Content-Type: text/html\n\n"):
            assert reader.lines(SENT + head + body) == ["Räksmörgås på MALMÖ–LUND, “5 €”"], head


@pytest.mark.parametrize(
    "declared", ["iso-8859-1", "latin1", "us-ascii", "utf-8", "windows-1252", "finns-inte", "rot13"]
)
def test_bytes_of_outlook_under_another_name(declared: str, reader: Reader) -> None:
    head = f"Content-Type: text/plain; charset={declared}\n\n".encode()
    assert reader.lines(SENT + head + "“Åre” – 5 €…\n".encode("cp1252")) == ["“Åre” – 5 €…"]


@pytest.mark.parametrize(
    "declared", ["us-ascii", "utf-8", "finns-inte", "iso-2022-jp", "undefined", ""]
)
def test_utf_8_under_another_name(declared: str, reader: Reader) -> None:
    head = f'Content-Type: text/plain; charset="{declared}"\n\n'.encode()
    assert reader.lines(SENT + head + "Smörgås åt Åre\n".encode()) == ["Smörgås åt Åre"]


def test_a_wound_in_utf_8_leaves_the_rest_alone(reader: Reader) -> None:
    head = b"Content-Type: text/plain; charset=utf-8\n\n"
    body = "Räksmörgås på ön\n".encode() + b"-- \nf\xf6reningen\n"
    assert reader.lines(SENT + head + body) == ["Räksmörgås på ön", "--", "föreningen"]


def test_what_is_whole_in_declared_utf_8_stays_whole(reader: Reader) -> None:
    head = b"Content-Type: text/plain; charset=utf-8\n\n"
    body = "Mötet är\n".encode() + b"\xf6ppet, \xe5t alla\n"
    assert reader.lines(SENT + head + body) == ["Mötet är", "öppet, åt alla"]


def test_what_cannot_be_read_is_seen(reader: Reader) -> None:
    head = b"Content-Type: text/plain; charset=gb2312\n\n"
    assert reader.lines(SENT + head + b"a \xff b\n") == ["a � b"]


def test_halves_of_characters_do_not_get_out(reader: Reader) -> None:
    head = b"Content-Type: text/plain; charset=utf-7\n\n"
    assert reader.lines(SENT + head + b"a +2AA- b\n") == ["a � b"]


# HTML


def test_cells_stand_apart_and_rows_on_lines(reader: Reader) -> None:
    page = "<table><tr><th>Post</th> <th>Belopp</th></tr>\n<tr><td>Kostnad</td><td>100 kr</td></tr>"
    page += "<tr>\n <td><p>Bidrag</p></td>\n <td>\n<p>50 kr</p></td>\n</tr></table>Slut"
    assert reader.html(page) == ["Post  Belopp", "Kostnad  100 kr", "Bidrag  50 kr", "Slut"]


def test_cells_that_nobody_ended(reader: Reader) -> None:
    assert reader.html("<table><tr><td>A<td>B<tr><td>C<td>D</table>") == ["A  B", "C  D"]


def test_tables_within_tables(reader: Reader) -> None:
    page = "<table><tr><td><table><tr><td>Ett</td></tr><tr><td>Två</td></tr></table></td></tr>"
    page += "<tr><td></td><td>Tre</td></tr></table>"
    assert reader.html(page) == ["Ett", "Två", "Tre"]


def test_an_empty_cell_keeps_its_place(reader: Reader) -> None:
    page = "<table><tr><th>Post<th>In<th>Ut</tr><tr><td>Avgift</td><td>50</td><td></td></tr>"
    page += "<tr><td>Hyra</td><td><p>&nbsp;</p></td><td>70</td></tr>"
    page += "<tr><td> </td><td>50</td><td>70</td></tr><tr><td><td><td></tr></table>Slut"
    told = "|".join(reader.html(page))
    assert told == "Post  In  Ut|Avgift  50|Hyra  –  70|–  50  70|Slut"


def test_an_empty_cell_that_nobody_ended_keeps_its_place(reader: Reader) -> None:
    page = "<table><tr><td>A<td><td>B<tr><td><td>C<td>D</table>"
    assert reader.html(page) == ["A  –  B", "–  C  D"]


def test_cells_that_only_make_room_leave_no_trace(reader: Reader) -> None:
    page = "<table><tr><td>&nbsp;</td><td><table><tr><td></td><td>Ett</td></tr>"
    page += "<tr><td>Två</td><td></td></tr></table></td><td></td></tr></table>"
    assert reader.html(page) == ["Ett", "Två"]


def test_points_with_numbers_keep_them(reader: Reader) -> None:
    page = "<ol><li>Ett<ul><li>Punkt</ul><li><p>Två</p></ol><ol start=7><li>Sju</li>\n<li>Åtta"
    page += "</ol><ol start=x><li>A</ol><ol start='\u0663'><li>B</ol><ul><li>C</ul><li>D"
    told = "|".join(reader.html(page))
    assert told == "1. Ett|– Punkt|2. Två|7. Sju|8. Åtta|1. A|1. B|– C|– D"


def test_a_list_that_counts_beyond_all_numbers(reader: Reader) -> None:
    assert reader.html(f"<ol start={'9' * 5000}><li>Ett</ol></ol></table></td>") == ["1. Ett"]


def test_blocks_end_their_lines(reader: Reader) -> None:
    page = "<h1>Rubrik</h1>Text<div>Rad</div>Rest<dl><dt>Ord</dt><dd>Sak</dd></dl>"
    page += "<ul><li><p>Punkt</p></li><li>En till</ul>Slut"
    told = "|".join(reader.html(page))
    assert told == "Rubrik|Text|Rad|Rest|Ord|Sak|– Punkt|– En till|Slut"


def test_lines_of_divs_are_one_paragraph(reader: Reader) -> None:
    head = b"Content-Type: text/html\n\n"
    found = reader(
        SENT + head + b"<div>Ett</div><div>Tv<b>aa</b></div><div><br></div><div>Tre</div>"
    )
    assert found["paragraphs"] == [["Ett", "Tvaa"], ["Tre"]]


@pytest.mark.parametrize(
    "head",
    [
        "<html><head><title>Nej</title><body>",
        "<html><head><style>p {}</style>",
        "<head><meta charset=utf-8><title>Nej<body>",
        "<head><head></head>",
        "<head>",
    ],
)
def test_a_head_that_nobody_ended(head: str, reader: Reader) -> None:
    assert reader.html(f"{head}<p>Hela brevet</p>") == ["Hela brevet"]


def test_a_text_set_by_hand_keeps_its_lines(reader: Reader) -> None:
    page = "<p>Hej\nalla</p><pre>Rad 1\r\nRad 2\n\nRad <b>3</b>\n</pre><p>Slut\nnu</p>"
    assert reader.html(page) == ["Hej alla", "Rad 1", "Rad 2", "Rad 3", "Slut nu"]


def test_marks_that_are_not_html(reader: Reader) -> None:
    page = "<![if !mso]>Ett<![endif]> <![rubbish[ x]>två<!--[if mso]>nej<![endif]--> tre"
    assert reader.html(page) == ["Ett två tre"]


# Parts


def letter(kind: str, *parts: str, boundary: str = '; boundary="x"') -> bytes:
    """Return a letter of several parts; each begins with its own headers."""
    head = f"Content-Type: multipart/{kind}{boundary}\n\n"
    return SENT + (head + "".join(f"--x\n{one}\n" for one in parts) + "--x--\n").encode()


def part(kind: str, text: str, more: str = "") -> str:
    return f"Content-Type: {kind}\n{more}\n{text}"


def names(found: dict[str, Any]) -> list[str]:
    return [one["name"] for one in found["enclosures"]]


def test_an_empty_text_gives_way_to_the_html(reader: Reader) -> None:
    found = reader(
        letter("alternative", part("text/plain", " \n\n"), part("text/html", "<p>Brevet</p>"))
    )
    assert found["paragraphs"] == [["Brevet"]]
    assert found["enclosures"] == []


@pytest.mark.parametrize("blank", ["\u00a0\u200b", "\ufeff\n\u00ad", "\u2003"])
def test_so_does_one_of_what_nobody_sees(blank: str, reader: Reader) -> None:
    plain = part("text/plain; charset=utf-8", blank)
    found = reader(letter("alternative", plain, part("text/html", "<p>Brevet</p>")))
    assert found["paragraphs"] == [["Brevet"]]


def test_of_two_forms_one_is_shown(reader: Reader) -> None:
    forms = part("text/plain", "Brevet"), part("text/html", "<p>Brevet</p>")
    for both in (forms, forms[::-1]):
        found = reader(letter("alternative", *both))
        assert (found["paragraphs"], found["enclosures"]) == ([["Brevet"]], [])


def test_another_form_that_is_no_letter_is_listed(reader: Reader) -> None:
    found = reader(
        letter("alternative", part("text/plain", "Kom!"), part("text/calendar", "BEGIN:VCALENDAR"))
    )
    assert (found["paragraphs"], names(found)) == ([["Kom!"]], ["text/calendar"])


def test_all_inline_texts_are_shown_and_the_picture_between_them_is_listed(reader: Reader) -> None:
    inline = "Content-Disposition: inline\n"
    found = reader(
        letter(
            "mixed",
            part("text/plain", "Hej", inline),
            part("image/png", "iVBORw0K", inline + "Content-Transfer-Encoding: base64\n"),
            part("text/html", "<p>Hälsningar</p>"),
            part("text/plain", "hemlig", 'Content-Disposition: inline; filename="a.txt"\n'),
            part("text/plain", "hemlig", "Content-Disposition: attachment\n"),
        )
    )
    assert found["paragraphs"] == [["Hej"], ["Hälsningar"]]
    assert names(found) == ["image/png", "a.txt", "text/plain"]
    assert found["enclosures"][0]["size"] == 6


def test_a_letter_with_a_name_is_a_letter(reader: Reader) -> None:
    found = reader(SENT + b"Content-Type: text/plain; name=brev.txt\n\nHej\n")
    assert (found["paragraphs"], names(found)) == ([["Hej"]], ["brev.txt"])


def test_a_forwarded_letter_is_listed_and_not_shown(reader: Reader) -> None:
    inner = "From: c@d.example\n\nhemligt\n"
    found = reader(letter("mixed", part("message/rfc822", inner)))
    assert (found["paragraphs"], names(found)) == ([], ["message/rfc822"])


@pytest.mark.parametrize("boundary", ["", '; boundary="y"'])
def test_parts_without_their_boundary_are_shown_as_they_stand(
    boundary: str, reader: Reader
) -> None:
    data = letter("mixed", part("text/plain", "Åhörarna"), boundary=boundary)
    assert "Åhörarna" in reader.lines(data)


def test_a_file_name_in_raw_bytes(reader: Reader) -> None:
    named = 'Content-Disposition: attachment; filename="Så här.pdf"\n'
    data = letter("mixed", part("text/plain", "Hej"), part("application/pdf", "x", named))
    for raw in (data, data.decode().encode("latin-1")):
        assert names(reader(raw)) == ["Så här.pdf"]


@pytest.mark.parametrize(
    "name", ["name*0=a; name*=utf-8''b", "name*=undefined''%ff", "name*=idna''%ff"]
)
def test_a_file_name_that_nobody_can_read(name: str, reader: Reader) -> None:
    data = letter("mixed", part("text/plain", "Hej"), part(f"image/png; {name}", "x"))
    found = reader(data)
    assert found["paragraphs"] == [["Hej"]]
    assert len(found["enclosures"]) == 1


@pytest.mark.parametrize(("size", "told"), [(1, "1 byte"), (3, "3 byte"), (2500, "2,5 kB")])
def test_sizes_are_told_in_swedish(size: int, told: str, tmp_path: Path) -> None:
    made = EmailMessage()
    made["From"] = "a@prov.example"
    made.set_content("Hej\n")
    made.add_attachment(b"x" * size, maintype="application", subtype="pdf", filename="Bytes.pdf")
    items = "items:\n  - title: Ärende\n    memo: {proposal: Ja.}\n    attachments:\n"
    items += "      - {file: a.eml, title: Brev}\n"
    project = write(tmp_path, items, {"./a.eml": bytes(made)})
    text = pypdf.PdfReader(build(project, MEETING).pdf).pages[-1].extract_text()
    assert f"Bytes.pdf ({told})" in text
