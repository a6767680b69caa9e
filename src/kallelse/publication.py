"""Settled pages and attachments → the pack on disk and its pack.json. It must not number pages."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

from kallelse.assemble import ORIGINAL, Assembled, Original
from kallelse.bind import Bound, Document, Hindrance, PageStamp, bind
from kallelse.diagnostics import Diagnostic, InputError, brief
from kallelse.errors import KallelseError
from kallelse.files import atomic_write
from kallelse.i18n import _, date
from kallelse.pack import Pack, Part, to_json
from kallelse.pagination import Press, Settled, stamp_texts
from kallelse.rules.access import lacks, letter
from kallelse.rules.facts import Access
from kallelse.typeset import stamps


def publish(
    settled: Settled,
    assembled: Assembled,
    press: Press,
    pdf: Path,
    manifest: Path,
    inputs: str,
    *,
    archive: bool = False,
) -> None:
    """Bind and write the pack, and its pack.json, which keeps `inputs`, the sources' fingerprint.

    Both are whole on the disk before either takes its place. Originals that are to be kept lie
    beside them, and those of an earlier build that are not are removed.

    Raises:
        InputError: with `archive`, attachments keep the pack from being PDF/A; nothing was written.
        BindError: a document cannot be bound; nothing was written.
        KallelseError: a file cannot be written; it is as it was before.
    """
    documents = assembled.documents
    before = _kept_before(manifest)
    with atomic_write(manifest) as record, atomic_write(pdf) as stream:
        bound = _bind(settled, documents, press, stream)
        if archive:
            _must_be_archival(bound, assembled)
        kept = assembled.originals.items()
        originals = [_keep(part_id, one, pdf.parent) for part_id, one in kept]
        stream.seek(0)
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
        made = {"file": pdf.name, "sha256": digest, "claims": bound.claims}
        attachments = {
            part_id: _told(settled.pack, bound, part_id, assembled.access.get(part_id))
            for part_id in documents
        }
        more = {"originals": originals} if originals else {}
        text = to_json(settled.pack, attachments=attachments, **more, pdf=made, inputs=inputs)
        record.write(f"{text}\n".encode())
        record.flush()
    for name in before - {one["file"] for one in originals}:
        (manifest.parent / name).unlink(missing_ok=True)


def _must_be_archival(bound: Bound, assembled: Assembled) -> None:
    """Raise InputError with all attachments that keep the pack from being PDF/A.

    Raises KallelseError where it is a page that cannot be read.
    """
    if found := list(_hindrances(bound, assembled)):
        raise InputError(found)
    if bound.unreadable:
        raise KallelseError(
            _("the pack cannot be PDF/A: page {page} of it cannot be read").format(
                page=bound.unreadable[0]
            ),
            _("Ask for a fresh copy of that attachment, or build without --archive."),
        )


def _hindrances(bound: Bound, assembled: Assembled) -> Iterator[Diagnostic]:
    reasons = {
        Hindrance.NO_CLAIM: _("it does not say that it is PDF/A"),
        Hindrance.OTHER_PART: _("it is {claim}, and a pack is PDF/A-2"),
        Hindrance.INKS: _("its colours are those of a printing press"),
    }
    message = _("the attachment keeps the pack from being PDF/A: {name} ({reason})")
    hint = _("Ask its author for PDF/A-2, best PDF/A-2a, or build without --archive.")
    for part_id, hindrance in bound.hindrances.items():
        part = assembled.pack.part(part_id)
        claim = next((one for one in bound.part_claims[part_id] if one.startswith("PDF/A")), "")
        reason = reasons[hindrance].format(claim=claim)
        name = f"{part.label} {part.title}" if part.label else part.title
        text = message.format(name=brief(name), reason=reason)
        yield Diagnostic(assembled.places[part_id], "attachment-archive", text, hint)


def _keep(part_id: str, original: Original, folder: Path) -> dict[str, str]:
    """Copy a file beside the pack and return what pack.json says of it."""
    with atomic_write(folder / original.file) as copy, original.source.open("rb") as stream:
        shutil.copyfileobj(stream, copy)
        copy.seek(0)
        digest = hashlib.file_digest(copy, "sha256").hexdigest()
    return {"part": part_id, "file": original.file, "sha256": digest}


def _kept_before(manifest: Path) -> set[str]:
    """Return the names of the originals that the last build published."""
    try:
        names = {str(one["file"]) for one in json.loads(manifest.read_bytes())["originals"]}
    except (OSError, ValueError, LookupError, TypeError):
        return set()
    return {name for name in names if ORIGINAL.fullmatch(name)}  # a path would lead elsewhere


def _told(pack: Pack, bound: Bound, part_id: str, access: Access | None) -> dict[str, object]:
    """Return what pack.json says of an attachment, besides what the Pack knows of it.

    Its own title is not told: it may name people whom the attachment itself does not.
    """
    removed = bound.removed[part_id]
    told: dict[str, object] = {
        "tagged": bound.tagged[part_id],
        "claims": bound.part_claims[part_id],
        **({"removed": removed} if removed else {}),
    }
    if access is None:
        return told
    part, meeting = pack.part(part_id), pack.meeting
    when = f"sammanträdet med {meeting.body} den {date(meeting.date, 'medium')}"
    ask = letter(access, part.title, part.label or "", when, bound.part_claims[part_id])
    heard = dataclasses.asdict(access) | told  # whether it is tagged, the binder knows best
    return {**heard, "lacks": lacks(access), **({"ask": ask} if ask else {})}


def _bind(settled: Settled, documents: Mapping[str, Path], press: Press, target: BinaryIO) -> Bound:
    wanted = stamp_texts(settled.pack, press.theme)
    distinct = tuple(dict.fromkeys(one for on_page in wanted.values() for one in on_page))
    index = {one: place for place, one in enumerate(distinct)}
    placed = {
        page: [
            PageStamp(
                index[text, stamp],
                stamp.corner,
                stamp.inset_x,
                stamp.inset_y,
                link="agenda" if stamp is press.theme.stamps.pack else None,
            )
            for text, stamp in on_page
        ]
        for page, on_page in wanted.items()
    }
    return bind(
        settled.pack,
        [_document(part, settled, documents) for part in settled.pack.parts],
        placed,
        stamps(distinct, press.theme, press.fonts, press.created),
        language=press.theme.language,
        created=press.created,
        target=target,
        ink=press.theme.stamps.ink,
    )


def _document(part: Part, settled: Settled, documents: Mapping[str, Path]) -> Document:
    if part.id in documents:
        return Document(part, documents[part.id])
    own = settled.own[part.id]
    return Document(part, own.pdf, own.anchors, typeset=True)
