"""A project with a mistake of every kind in what is confidential. It must not check anything.

The names of places stand for canaries, as in `planted`; each stands in what a message would repeat.
"""

from __future__ import annotations

from pathlib import Path

from tests import broken_pdfs, pdfs
from tests.leaks.planted import MEETING, Planted
from tests.leaks.small import HEAD, MEMBERS

AGENDA = (
    HEAD
    + """\
  - title: Upprop
  - title: Hemligt
    confidential: OSL 21 kap. 1 §
    duration: item_duration
    kind: item_kind
    item_key: x
    id: item_slug Ö
    note: item_note - nej...
    next_meeting: {date: item_next_date, time: item_next_time}
    memo:
      officer: item_officer_low
      case: [item_case]
      date: 19311224 item_memo_date
      proposal: item_proposal?
      background: |
        <b>item_html</b>

        ![item_alt](item_missing_picture_low.png) och ![](item_broken_picture_low.png)

        [item_link_text](#item_link_low) [item_scheme](ftp://item_scheme_host.example/)

        > item_quote

        # item_heading

            item_code

        item_glyph \U00012000

        item_number 19121212-1212
      sections:
        - {title: item_section_title, txt: item_section_text}
      basis: [item_basis.pdf]
    register:
      incoming:
        - {date: item_row_date, from: item_row_from, subject: item_row_subject}
        - {date: 2031-01-01, from: Museet, subject: item_later_subject}
        - {date: 2024-01-01, from: item_same_from, subject: item_same_subject}
        - {date: 2024-01-01, from: item_same_from, subject: item_same_subject}
        - item_no_row
    attachments:
      - {file: item_missing_low.pdf, title: item_missing_title}
      - {file: ../item_outside_low.pdf, title: item_outside_title}
      - {file: item_damaged_low.pdf, title: item_damaged_title}
      - {file: item_locked_low.pdf, title: item_locked_title}
      - {file: item_kind_low.exe, title: item_kind_title}
      - {file: item_empty_low.pdf, title: item_empty_title}
      - {file: item_text_low.md, title: item_text_title}
      - {file: item_latin_low.md, title: item_latin_title}
      - {file: item_pages_low.pdf, pages: item_pages, title: item_pages_title}
      - {link: "http://item_web_low.example/", title: item_web_title}
      - {file: item_template_low.md, template: item_template_name_low, title: item_template_title}
  - title: Utan grund
    confidential: true
    note: item_unsure - nej...
    memo: {officer: item_unsure_officer_low, proposal: item_unsure_proposal?}
  - title: Felstavat
    confidental: OSL 21 kap. 1 §
    note: item_misspelt - nej...
    memo: {officer: item_misspelt_officer_low, proposal: item_misspelt_proposal?}
  - title: Skrivelsen
    memo: {confidential: OSL 21 kap. 1 §, officer: memo_officer_low, proposal: memo_proposal?}
  - title: Avsnittet
    memo:
      proposal: Nämnden beslutar att bifalla förslaget.
      sections:
        - title: Avsnittet
          confidential: OSL 21 kap. 1 §
          text: |
            <i>section_html</i>
  - title: Raden
    register:
      delegated:
        - {date: row_date, decision: row_decision, by: row_by, confidential: OSL 21 kap. 1 §}
  - title: Bilagan
    memo: {proposal: Nämnden beslutar att bifalla förslaget.}
    attachments:
      - {file: attachment_low.pdf, title: Den, confidential: OSL 21 kap. 1 §, datum: attachment_key}
      - file: attachment_named_low.pdf # kallelse: ignore[attachment-scanned] attachment_reason
        title: Bilagan
        confidential: OSL 21 kap. 1 §
      - file: oppen.pdf
        # kallelse: ignora[attachment-scanned] attachment_remark
        title: attachment_own_title -
        public_title: Avtal
        confidential: {ground: OSL 21 kap. 1 §, by: Chefen, ruta: ja}
  - title: item_own_title - nej...
    public_title: Ett ärende
    confidential: OSL 21 kap. 1 §
"""
)


def make(root: Path, agenda: str = AGENDA) -> Planted:
    """Write the project, with all the files that its own agenda names."""
    planted = Planted(root)
    fill = planted.fill
    folder = root / f"agendas/{MEETING}"
    folder.mkdir(parents=True)
    (root / "members.yaml").write_text(MEMBERS, "utf-8")
    folder.with_suffix(".yaml").write_text(fill(agenda), "utf-8")
    if agenda != AGENDA:
        return planted
    files: dict[str, bytes] = {
        "item_broken_picture_low.png": b"\x89PNG\r\n\x1a\n...",
        "item_damaged_low.pdf": pdfs.damaged(),
        "item_locked_low.pdf": broken_pdfs.asks_for_password(),
        "item_kind_low.exe": b"MZ...",
        "item_empty_low.pdf": b"",
        "item_text_low.md": fill("<b>item_text_html</b>\n\nitem_text_glyph \U00012000\n").encode(),
        "item_latin_low.md": fill("item_latin_text för\n").encode("latin-1"),
        "item_pages_low.pdf": pdfs.text(1),
        "item_template_low.md": b"Hej.\n",
        "oppen.pdf": pdfs.text(1),
        "attachment_named_low.pdf": pdfs.text(1),
    }
    for name, data in files.items():
        (folder / fill(name)).write_bytes(data)
    return planted
