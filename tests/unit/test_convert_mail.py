"""E-mails: what their reader saw is typeset, and what came with them is named."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest

from kallelse.build import build
from kallelse.convert import Converted, Mail, Workshop
from kallelse.convert.mail import _MOST_LINES
from kallelse.diagnostics import Diagnostic, InputError
from kallelse.pack import Enclosure
from kallelse.render import render
from kallelse.render.templates import environment
from tests.typesetting import shipped_theme
from tests.workbench import hand_in, refused, rules, workshop
from tests.writing import AGENDA, MEETING, assembled, write


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workshop]:
    with workshop(tmp_path_factory.mktemp("shop")) as opened:
        yield opened


def message(text: str = "Hej!\n\nTvå rader\nhär.\n") -> EmailMessage:
    made = EmailMessage()
    made["From"] = "Åsa Öberg <asa@prov.example>"
    made["To"] = "namnd@prov.example, Bo Ek <bo@prov.example>"
    made["Date"] = "Mon, 12 Feb 2024 14:03:00 +0100"
    made["Subject"] = "Fråga om cykelvägen"
    made.set_content(text)
    return made


def mail(found: Converted | Mail | Diagnostic) -> Mail:
    assert isinstance(found, Mail), found
    return found


def test_an_email_is_read(shop: Workshop, tmp_path: Path) -> None:
    made = message()
    made["Cc"] = "registrator@prov.example"
    found = mail(hand_in(shop, tmp_path, bytes(made), "brev.eml"))
    letter = found.letter
    assert letter.sender == "Åsa Öberg <asa@prov.example>"
    assert letter.to == ("namnd@prov.example", "Bo Ek <bo@prov.example>")
    assert letter.cc == ("registrator@prov.example",)
    assert (letter.date, letter.time) == (dt.date(2024, 2, 12), dt.time(14, 3))
    assert letter.subject == "Fråga om cykelvägen"
    assert letter.paragraphs == (("Hej!",), ("Två rader", "här."))
    assert rules(found) == []


def test_what_came_with_it_is_named_and_not_shown(shop: Workshop, tmp_path: Path) -> None:
    made = message()
    made.add_attachment(b"x" * 2000, maintype="application", subtype="pdf", filename="Så här.pdf")
    made.add_attachment("hemlig bilaga", filename="text.txt")
    letter = mail(hand_in(shop, tmp_path, bytes(made), "brev.eml")).letter
    assert letter.enclosures[0] == Enclosure("Så här.pdf", 2000)
    assert [one.name for one in letter.enclosures] == ["Så här.pdf", "text.txt"]
    assert "hemlig" not in str(letter.paragraphs)


def test_a_letter_of_html_alone_is_its_text(shop: Workshop, tmp_path: Path) -> None:
    made = message()
    made.set_content(
        "<html><head><title>Nej</title><style>p {}</style></head><body><p>Hej &aring;</p>"
        "<script>nej()</script><div>Rad ett<br>rad två</div><ul><li>punkt</li></ul></body></html>",
        subtype="html",
    )
    letter = mail(hand_in(shop, tmp_path, bytes(made), "brev.eml")).letter
    lines = [line.strip() for lines in letter.paragraphs for line in lines]
    assert lines == ["Hej å", "Rad ett", "rad två", "– punkt"]


def test_plain_text_is_preferred(shop: Workshop, tmp_path: Path) -> None:
    made = message("Text.\n")
    made.add_alternative("<p>HTML</p>", subtype="html")
    letter = mail(hand_in(shop, tmp_path, bytes(made), "brev.eml")).letter
    assert letter.paragraphs == (("Text.",),)


@pytest.mark.parametrize("charset", ["latin-1", "utf-8", "utf-16"])
def test_old_letters_are_read(charset: str, shop: Workshop, tmp_path: Path) -> None:
    made = EmailMessage()
    made["From"] = "a@b.example"
    made.set_content("Räksmörgås\n", charset=charset, cte="base64")
    letter = mail(hand_in(shop, tmp_path, bytes(made), "brev.eml")).letter
    assert letter.paragraphs == (("Räksmörgås",),)


def test_what_the_font_lacks_is_named_instead(shop: Workshop, tmp_path: Path) -> None:
    found = mail(hand_in(shop, tmp_path, bytes(message("Tack 🚲\ufe0f!\n")), "brev.eml"))
    assert found.letter.paragraphs == (("Tack [bicycle]!",),)
    assert rules(found) == ["attachment-characters"]


def test_what_turns_text_around_is_taken_out(shop: Workshop, tmp_path: Path) -> None:
    made = message("a\u202eb\u200bc\x07d\n")
    found = mail(hand_in(shop, tmp_path, bytes(made), "brev.eml"))
    assert found.letter.paragraphs == (("abcd",),)


@pytest.mark.parametrize(
    "data",
    [
        b"From: \xff\xfe <trasig\nDate: ingen\nSubject: =?utf-8?q?=ff?=\n\nHej",
        b"From: a@b.example\nContent-Type: text/plain; charset=finns-inte\n\nHej",
        b"From: a@b.example\nContent-Type: multipart/mixed; boundary=x\n\n--x\n",
        b"From: " + b"a@b.example, " * 500 + b"\n\nHej",
        b"From: a@b.example\n" + b"Content-Type: multipart/mixed; boundary=x\n\n--x\n" * 300,
    ],
)
def test_broken_letters_are_shown_as_far_as_they_go(
    data: bytes, shop: Workshop, tmp_path: Path
) -> None:
    assert mail(hand_in(shop, tmp_path, data, "brev.eml")).letter.sender


def test_a_text_that_is_no_letter_is_refused(shop: Workshop, tmp_path: Path) -> None:
    found = refused(hand_in(shop, tmp_path, b"Bara text.\n", "brev.eml"))
    assert found.rule == "attachment-kind"


@pytest.mark.parametrize(
    "text",
    ["a\n" * 330_000, "a\n\n" * 330_000, "a\n" * (_MOST_LINES + 1)],
    ids=["lines", "paragraphs", "one line too many"],
)
def test_a_letter_of_more_lines_than_people_write_is_refused(
    text: str, shop: Workshop, tmp_path: Path
) -> None:
    found = refused(hand_in(shop, tmp_path, bytes(message(text)), "brev.eml"))
    assert found.rule == "attachment-limit"
    assert found.position.column == 1, "it is told where the file is named"
    assert "brev.eml" in found.message


def _with(header: str, value: str) -> bytes:
    made = message()
    del made[header]
    made[header] = value
    return bytes(made)


def _with_enclosures(count: int) -> bytes:
    parts = "".join(f"--x\nContent-Type: image/png; name={n}.png\n\nA\n" for n in range(count))
    head = "From: a@b.example\nContent-Type: multipart/mixed; boundary=x\n\n"
    return f"{head}{parts}--x--\n".encode()


@pytest.mark.parametrize(
    "data",
    [
        bytes(message("ord " * 250_001)),
        _with("To", ", ".join(f"a{n}@b.example" for n in range(2001))),
        _with_enclosures(1001),
    ],
    ids=["text", "names", "enclosures"],
)
def test_nothing_of_a_long_letter_is_left_out_in_silence(
    data: bytes, shop: Workshop, tmp_path: Path
) -> None:
    found = refused(hand_in(shop, tmp_path, data, "brev.eml"))
    assert found.rule == "attachment-limit"
    assert "Print it to a PDF" in found.hint


def test_all_who_got_a_letter_are_named(shop: Workshop, tmp_path: Path) -> None:
    data = _with("To", ", ".join(f"a{n}@b.example" for n in range(400)))
    assert len(mail(hand_in(shop, tmp_path, data, "brev.eml")).letter.to) == 400


def test_so_is_one_whose_lines_are_made_by_html(shop: Workshop, tmp_path: Path) -> None:
    made = message()
    made.set_content("<p>" + "a<br>" * 190_000, subtype="html")
    found = refused(hand_in(shop, tmp_path, bytes(made), "brev.eml"))
    assert (found.rule, "brev.eml" in found.message) == ("attachment-limit", True)


@pytest.mark.parametrize("line", ["a\n", "a\n\n"], ids=["lines", "paragraphs"])
def test_the_longest_letter_that_is_not_refused_can_be_set(line: str, tmp_path: Path) -> None:
    count = _MOST_LINES // 2 if line.endswith("\n\n") else _MOST_LINES - 1
    agenda = "items: [{title: Ärende, attachments: [{file: brev.eml, title: Brev}]}]"
    pack = assembled(write(tmp_path, agenda, {"./brev.eml": bytes(message(line * count))}))
    part = pack.part("item-1-attachment-1")
    assert part.letter is not None
    assert sum(len(lines) for lines in part.letter.paragraphs) == count
    made = render(environment(None), pack, part, shipped_theme())
    assert made.count("a<br>") + made.count("a</p>") == count


def test_a_build_names_the_letter_and_not_our_template(tmp_path: Path) -> None:
    agenda = "items: [{title: Ärende, attachments: [{file: brev.eml, title: Brev}]}]"
    project = write(tmp_path, agenda, {"./brev.eml": bytes(message("rad\n" * 330_000))})
    with pytest.raises(InputError) as stopped:
        build(project, MEETING)
    (found,) = stopped.value.diagnostics
    assert (found.position.file, found.rule) == (AGENDA, "attachment-limit")
    assert "brev.eml" in found.message


# Letters whose text cannot be shown

HEAD = b"From: a@b.example\nMIME-Version: 1.0\n"


@pytest.mark.parametrize(
    ("kind", "word"),
    [
        ("application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m", "encrypted"),
        ("application/x-pkcs7-mime; smime-type=authEnveloped-data", "encrypted"),
        ("application/x-pkcs7-mime; name=smime.p7m", "encrypted"),
        ("application/pkcs7-mime; smime-type=Signed-Data; name=smime.p7m", "signed wrapping"),
    ],
)
@pytest.mark.parametrize("footed", [False, True], ids=["alone", "within a list's wrapping"])
def test_a_letter_in_a_wrapping_that_cannot_be_opened_is_refused(
    kind: str, word: str, footed: bool, shop: Workshop, tmp_path: Path
) -> None:
    data = f"Content-Type: {kind}\nContent-Disposition: attachment\n\nMII\n".encode()
    if footed:
        data = b"Content-Type: multipart/mixed; boundary=x\n\n--x\n" + data + b"--x--\n"
    found = refused(hand_in(shop, tmp_path, HEAD + data, "brev.eml"))
    assert (found.rule, found.position.column) == ("attachment-encrypted", 1)
    assert word in found.message
    assert "brev.eml" in found.message
    assert "Print it to a PDF in the e-mail program" in found.hint


def test_a_letter_that_pgp_encrypted_is_refused(shop: Workshop, tmp_path: Path) -> None:
    data = (
        b"Content-Type: multipart/encrypted; boundary=x\n\n--x\n"
        b"Content-Type: application/pgp-encrypted\n\nVersion: 1\n--x\n"
        b"Content-Type: application/octet-stream; name=encrypted.asc\n\n-----BEGIN\n--x--\n"
    )
    found = refused(hand_in(shop, tmp_path, HEAD + data, "brev.eml"))
    assert (found.rule, "encrypted" in found.message) == ("attachment-encrypted", True)


def test_a_letter_that_only_brings_an_encrypted_one_is_shown(
    shop: Workshop, tmp_path: Path
) -> None:
    brought = (
        b"--x\nContent-Type: message/rfc822\n\nFrom: c@d.example\n"
        b"Content-Type: application/pkcs7-mime; name=smime.p7m\n\nMII\n--x--\n"
    )
    head = HEAD + b"Content-Type: multipart/mixed; boundary=x\n\n"
    own = b"--x\nContent-Type: text/plain\n\nSe detta.\n"
    assert rules(mail(hand_in(shop, tmp_path, head + own + brought, "brev.eml"))) == []
    assert rules(mail(hand_in(shop, tmp_path, head + brought, "brev.eml"))) == ["attachment-blank"]


def test_a_signature_beside_the_text_is_no_wrapping(shop: Workshop, tmp_path: Path) -> None:
    data = (
        b"Content-Type: multipart/signed; boundary=x\n\n--x\nContent-Type: text/plain\n\nHej\n"
        b"--x\nContent-Type: application/pkcs7-signature; name=smime.p7s\n\nMII\n--x--\n"
    )
    found = mail(hand_in(shop, tmp_path, HEAD + data, "brev.eml"))
    assert (found.letter.paragraphs, rules(found)) == ((("Hej",),), [])


def _mixed(*parts: str) -> bytes:
    head = HEAD + b"Content-Type: multipart/mixed; boundary=x\n\n"
    return head + "".join(f"--x\n{one}\n" for one in parts).encode() + b"--x--\n"


@pytest.mark.parametrize(
    ("data", "held"),
    [
        (
            _mixed(
                "Content-Type: text/plain; charset=utf-8\n\n\u00a0\u200b",
                "Content-Type: application/ms-tnef; name=winmail.dat\n\nx",
            ),
            "(it holds winmail.dat)",
        ),
        (HEAD + b"Content-Type: text/rtf\n\n{\\rtf1 Hej}\n", "(it holds text/rtf)"),
        (HEAD + b"Content-Type: text/calendar\n\nBEGIN:VCALENDAR\n", "(it holds text/calendar)"),
        (
            _mixed(
                "Content-Type: text/html\n\n<p><img src=cid:x></p>",
                "Content-Type: image/png; name=brev.png\n\nx",
            ),
            "(it holds brev.png)",
        ),
        (
            HEAD + b"Content-Type: message/rfc822\n\nFrom: c@d.example\n\nHej\n",
            "(it holds message/rfc822)",
        ),
        (
            _mixed(
                "Content-Disposition: attachment; filename=a.txt\n\nHej",
                "Content-Disposition: attachment; filename=b.txt\n\nHej",
            ),
            "(it holds a.txt, b.txt)",
        ),
        (HEAD + b"\n\n", "brev.eml"),
    ],
    ids=["tnef", "rtf", "calendar", "picture", "forwarded", "files", "nothing"],
)
def test_a_letter_without_a_text_is_bound_and_one_is_told(
    data: bytes, held: str, shop: Workshop, tmp_path: Path
) -> None:
    found = mail(hand_in(shop, tmp_path, data, "brev.eml"))
    assert rules(found) == ["attachment-blank"]
    assert found.letter.paragraphs == ()
    (told,) = found.warnings
    assert told.message.startswith("the letter has no text that can be shown: brev.eml")
    assert told.message.endswith(held)


def test_not_all_is_told_of_what_such_a_letter_holds(shop: Workshop, tmp_path: Path) -> None:
    found = mail(hand_in(shop, tmp_path, _with_enclosures(900), "brev.eml"))
    assert rules(found) == ["attachment-blank"]
    assert "0.png, 1.png" in found.warnings[0].message
    assert len(found.warnings[0].message) < 250


def test_an_email_that_is_called_a_pdf(shop: Workshop, tmp_path: Path) -> None:
    found = mail(hand_in(shop, tmp_path, bytes(message()), "brev.pdf"))
    assert rules(found) == ["attachment-suffix"]
    assert found.suffix == ".eml"
