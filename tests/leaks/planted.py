"""A project with a canary in every field that can be confidential, and none in `public_…`."""

from __future__ import annotations

import email.message
import io
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pikepdf
from PIL import PngImagePlugin

from tests import pdfs
from tests.leaks import corners, pictured
from tests.leaks.canaries import PREFIX, canary, picture, pixels

MEETING = "2024-03-01"
GROUND = "OSL 39 kap. 1 §"

MEMBERS = """\
organisation: {name: Provkommunen, email: registrator@prov.example}
bodies: {namnden: {name: Nämnden, members: [{name: Ett Prov, role: chair}]}}
officers:
  eva-ek: {name: Eva Ek, title: Jurist, email: eva.ek@prov.example}
  dold: {name: OFFICER, title: OFFICER_TITLE, email: OFFICER_MAIL@prov.example}
"""

AGENDA = """\
body: namnden
date: 2024-03-01
time: 9.00-12.00
place: Salen
items:
  - title: public_before
    note: public_note
    memo:
      officer: eva-ek
      proposal: public_proposal
      background: |
        public_background har en bild.

        ![Karta](oppen.png)
  # item_comment
  - id: item_id_low
    title: item_title
    public_title: public_item_title
    kind: decision
    note: item_note
    confidential: {ground: OSL 21 kap. 1 §, since: 2024-01-09, by: public_examiner}
    next_meeting: {date: 2031-05-20, time: 9.00, place: item_next_place}
    added: 1931-06-18
    urgency: item_urgency
    memo:
      officer: dold
      case: item_case
      date: 1931-07-19
      title: item_memo_title
      proposal: [item_proposal, item_second_proposal]
      text: item_text_file_low.md
      sections:
        - {title: item_section_title, text: item_section_text} # item_line_comment
      basis: [item_basis]
      dispatch_to: [item_dispatch]
    register:
      incoming: [{date: 1931-08-20, from: item_incoming_from, subject: item_incoming_subject}]
      outgoing: [{date: 1931-08-21, to: [item_outgoing_to], subject: item_outgoing_subject}]
      delegated: [{date: 1931-08-22, decision: item_decision, by: item_decided_by}]
    attachments:
      - {file: item_pdf_low.pdf, title: item_pdf_title, date: 1931-09-23}
      - file: item_md_low.md
        title: item_md_title
        confidential: {ground: OSL 39 kap. 77 §, since: 1931-04-25, by: item_inner_examiner}
      - {file: item_mail_low.eml, title: item_mail_title}
      - {file: item_photo_low.jpg, title: item_photo_title}
      - {file: item_original_low.pdf, title: item_original_title, keep_original: true}
      - {link: "https://item_link_low.example/item_link_path", title: item_link_title}
    items:
      - title: item_sub_title
        memo: {proposal: item_sub_proposal}
  - title: public_of_memo
    memo:
      officer: eva-ek
      case: memo_case
      date: 1932-01-11
      title: memo_title
      public_title: public_memo_title
      confidential: OSL 21 kap. 2 §
      proposal: memo_proposal
      background: |
        memo_background har en bild.

        ![memo_alt](memo_picture_low.png)
      sections: [{title: memo_section_title, text: memo_section_text}]
      basis: memo_basis
      dispatch_to: memo_dispatch
    attachments: [{file: oppen.pdf, title: public_beside_memo}]
  - title: public_of_section
    memo:
      officer: eva-ek
      proposal: public_section_proposal
      background: public_section_background
      sections:
        - {title: public_first_section, text: public_first_text}
        - title: section_title
          public_title: public_section_title
          confidential: OSL 21 kap. 3 §
          text: |
            section_text

            ![section_alt](section_picture_low.png)
        - {title: public_last_section, text: public_last_text}
  - title: public_of_rows
    register:
      incoming:
        - {date: 2024-01-02, from: public_from, subject: public_subject}
        - {date: 1933-01-02, from: row_from, subject: row_subject, confidential: OSL 21 kap. 4 §}
      outgoing:
        - {date: 1933-01-03, to: row_to, subject: row_sent, confidential: OSL 21 kap. 4 §}
        - {date: 2024-01-03, to: public_to, subject: public_sent}
      delegated:
        - {date: 1933-01-04, decision: row_decision, by: row_by, confidential: OSL 21 kap. 4 §}
        - {date: 2024-01-04, decision: public_decision, by: public_by}
  - title: public_of_attachments
    memo: {proposal: public_attachments_proposal}
    attachments:
      - file: oppen.md
        title: public_md_title
      - file: attachment_low.pdf
        title: attachment_title
        public_title: public_attachment_title
        date: 1934-02-14
        password_file: attachment_password_low.txt
        confidential: OSL 21 kap. 5 §
      - file: attachment_masked_low.pdf
        public_file: maskad.pdf
        title: public_masked_title
        date: 1934-03-15
        confidential: OSL 21 kap. 5 §
      - {file: attachment_md_low.md, title: public_md_secret, confidential: OSL 21 kap. 5 §}
      - {file: attachment_mail_low.eml, title: public_mail, confidential: OSL 21 kap. 5 §}
      - {file: attachment_scan_low.png, title: public_scan, confidential: OSL 21 kap. 5 §}
      - link: "https://link_low.example/link_path"
        title: link_title
        public_title: public_link_title
        confidential: OSL 21 kap. 5 §
      - {file: oppen.pdf, title: public_last_attachment, pages: 1}
  # last_comment
  - title: public_after
"""
# What nobody prints: the members' pack does not have it either, so it is looked for in the sources.
UNPRINTED = frozenset((
    "attachment_low", "attachment_mail_low", "attachment_mail_unseen",
    "attachment_mail_unseen_enclosed", "attachment_masked_low", "attachment_md_low",
    "attachment_password", "attachment_password_low", "attachment_png_text", "attachment_scan_low",
    "item_comment", "item_line_comment", "item_mail_low", "item_mail_unseen",
    "item_mail_unseen_enclosed", "item_md_low", "item_original_low", "item_pdf_info",
    "item_pdf_low", "item_photo_exif", "item_photo_low", "item_text_file_low", "item_urgency",
    "last_comment", "memo_png_text", "section_png_text",
))  # fmt: skip
# Days that stand nowhere else, as they are written and as people read them.
DATES = {
    "2031-05-20": "20maj2031", "1931-07-19": "19juli1931", "1931-08-20": "", "1931-08-21": "",
    "1931-08-22": "", "1931-09-23": "", "1932-01-11": "11januari1932", "1933-01-02": "",
    "1933-01-03": "", "1933-01-04": "", "1934-02-14": "", "1934-03-15": "", "1931-04-25": "",
}  # fmt: skip
_KINDS = "item|memo|section|row|attachment|link|last|public"
_PLACE = re.compile(rf"\b(?:(?:{_KINDS})(?:_[a-z]+)+|OFFICER[A-Z_]*)\b")
_KEYS = ("public_title", "public_file")


@dataclass(frozen=True)
class Planted:
    """A project, and which words are where in it."""

    root: Path
    secret: dict[str, str] = field(default_factory=dict)
    public: dict[str, str] = field(default_factory=dict)

    @property
    def words(self) -> set[str]:
        return set(self.secret.values())

    @property
    def sources(self) -> list[bytes]:
        """Return the files that all of it is written in."""
        folder = self.root / f"agendas/{MEETING}"
        names = "\n".join(path.name for path in folder.iterdir()).encode()
        return [names, *(one.read_bytes() for one in self.root.rglob("*.yaml")),
                *(one.read_bytes() for one in folder.iterdir())]  # fmt: skip

    @property
    def output(self) -> Path:
        return self.root / "build/public"

    @property
    def pdf(self) -> Path:
        return self.output / MEETING / f"kallelse-{MEETING}.pdf"

    @property
    def members_output(self) -> Path:
        return self.root / "build/members"

    def places_of(self, words: Iterable[str]) -> set[str]:
        of = {word: place for place, word in self.secret.items()}
        return {of[one] for one in words}

    def fill(self, text: str) -> str:
        """Put words in the place of the names of places."""
        return _PLACE.sub(self._word, text)

    def _word(self, found: re.Match[str]) -> str:
        place = found[0]
        if place in _KEYS:
            return place
        if place.startswith("public_"):
            word = self.public[place] = "Svala" + canary(place)[len(PREFIX) :]
            return word
        word = self.secret[place] = canary(place)
        return word.lower() if place.endswith("_low") else word


PICTURES = frozenset(pixels(picture(one)) for one in ("memo", "section", "scan", "pdf"))


def plant(root: Path, agenda: str = AGENDA, members: str = MEMBERS) -> Planted:
    """Write the project with all its files."""
    planted = Planted(root)
    fill = planted.fill
    _write(root / "members.yaml", fill(members).encode())
    _write(root / f"agendas/{MEETING}.yaml", fill(agenda).encode())
    for name, data in _files(fill):
        _write(root / f"agendas/{MEETING}/{name}", data)
    return planted


Fill = Callable[[str], str]


def _files(fill: Fill) -> Iterator[tuple[str, bytes]]:
    """Yield what lies in the meeting's folder."""

    def text(places: str) -> bytes:
        return f"{fill(places)}.\n".encode()

    password = fill("attachment_password")
    yield "oppen.pdf", pdfs.text(2, fill("public_pdf_text"))
    yield "oppen.md", text("public_md_text")
    yield "oppen.png", _png("oppen", "")
    yield "maskad.pdf", pdfs.text(1, fill("public_masked_text"))
    yield fill("item_text_file_low.md"), text("item_text_file_text")
    yield fill("item_pdf_low.pdf"), corners.page_with(picture("pdf"), fill("item_pdf_info"))
    yield fill("item_md_low.md"), b"## " + text("item_md_heading")
    yield fill("item_mail_low.eml"), _mail("item", fill)
    yield fill("item_photo_low.jpg"), pictured.jpeg_exif(fill("item_photo_exif"))
    yield fill("item_original_low.pdf"), pdfs.text(1, fill("item_original_text"))
    yield fill("memo_picture_low.png"), _png("memo", fill("memo_png_text"))
    yield fill("section_picture_low.png"), _png("section", fill("section_png_text"))
    yield fill("attachment_low.pdf"), _locked(pdfs.text(3, fill("attachment_text")), password)
    yield fill("attachment_password_low.txt"), password.encode()
    yield fill("attachment_masked_low.pdf"), pdfs.text(2, fill("attachment_masked_text"))
    yield fill("attachment_md_low.md"), text("attachment_md_text")
    yield fill("attachment_mail_low.eml"), _mail("attachment", fill)
    yield fill("attachment_scan_low.png"), _png("scan", fill("attachment_png_text"))


def _png(name: str, told: str) -> bytes:
    info = PngImagePlugin.PngInfo()
    info.add_itxt("XML:com.adobe.xmp", f"<x:xmpmeta>{told}</x:xmpmeta>")
    made = io.BytesIO()
    picture(name).save(made, "PNG", pnginfo=info)
    return made.getvalue()


def _locked(data: bytes, password: str) -> bytes:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return pdfs.data_encrypted(pdf, password)


def _mail(place: str, fill: Fill) -> bytes:
    made = email.message.EmailMessage()
    made["From"] = fill(f"{place}_mail_from <{place}_mail_address@prov.example>")
    made["To"] = fill(f"{place}_mail_to@prov.example")
    made["Cc"] = fill(f"{place}_mail_copy@prov.example")
    made["Subject"] = fill(f"{place}_mail_subject")
    made["X-Spool"] = fill(f"{place}_mail_unseen")
    made["MIME-Version"] = "1.0"
    made.set_content(f"Hej!\n\n{fill(f'{place}_mail_body')}\n", cte="base64")
    enclosed = pdfs.text(1, fill(f"{place}_mail_unseen_enclosed"))
    made.add_attachment(
        enclosed, "application", "pdf", filename=fill(f"{place}_mail_enclosure") + ".pdf"
    )
    return bytes(made)


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
