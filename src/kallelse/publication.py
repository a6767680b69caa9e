"""Settled pages and attachments → the pack on disk and its pack.json. It must not number pages."""

from __future__ import annotations

import dataclasses
import hashlib
import os
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from kallelse.assemble import Assembled, Original
from kallelse.bind import Bound, Document, Hindrance, PageStamp, bind
from kallelse.convert import SUFFIXES
from kallelse.diagnostics import Diagnostic, InputError, brief
from kallelse.errors import KallelseError
from kallelse.files import Stream, atomic_write, clear_drafts, unreadable
from kallelse.freshness import published
from kallelse.i18n import _, date
from kallelse.pack import Pack, Part, to_json
from kallelse.pagination import Press, Settled, stamp_texts
from kallelse.rules.access import lacks, letter
from kallelse.rules.facts import Access
from kallelse.typeset import stamps

_PUBLISHED = re.compile(r"[A-Za-z0-9-]+\.[a-z]+")
# An original has the numbers of its item and of itself: `bilaga-1.pdf` is somebody else's.
_NUMBER = r"[1-9][0-9]*"
_ORIGINAL = re.compile(rf"bilaga(?:-{_NUMBER}){{2,}}(?:{'|'.join(map(re.escape, SUFFIXES))})")


@dataclass(frozen=True)
class Draft:
    """What is about to be published: the pack, its PDF and its pack.json, not in place yet.

    `originals` are the files that are to lie beside them.
    """

    pack: Pack
    pdf: Path
    manifest: Path
    originals: tuple[Path, ...] = ()


def publish(
    settled: Settled,
    assembled: Assembled,
    press: Press,
    pdf: Path,
    manifest: Path,
    *,
    archive: bool = False,
    linearize: bool = False,
    clear: Callable[[Draft], None] | None = None,
) -> Path:
    """Bind and write the pack and its pack.json, and return where the pack is.

    The name of one that holds secrets says so. Both are whole on the disk before either takes its
    place; before that, `clear` may look at them and raise what keeps them from it. Originals that
    are to be kept lie beside them, and what an earlier build left and this one does not is removed.

    Raises:
        InputError: with `archive`, attachments keep the pack from being PDF/A; nothing was written.
        BindError: a document cannot be bound; nothing was written.
        KallelseError: a file cannot be written; it is as it was before.
    """
    documents = assembled.documents
    before = published_before(manifest, pdf)
    if settled.pack.holds_secrets:
        pdf = _for_secrets(pdf)
    clear_drafts(manifest.parent)  # of a build that was killed: something may be marked since
    with ExitStack() as stack:
        record, stream = (stack.enter_context(atomic_write(one)) for one in (manifest, pdf))
        bound = _bind(settled, documents, press, stream, linearize=linearize)
        stream.check()
        if archive:
            _must_be_archival(bound, assembled)
        copies = {
            part_id: stack.enter_context(atomic_write(pdf.parent / one.file))
            for part_id, one in assembled.originals.items()
        }
        originals = [
            _keep(part_id, assembled.originals[part_id], copy) for part_id, copy in copies.items()
        ]
        stream.seek(0)
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
        ordered = {"linearized": True} if linearize else {}
        made = {"file": pdf.name, "sha256": digest, "claims": bound.claims, **ordered}
        attachments = {
            part_id: _told(settled.pack, bound, part_id, assembled.access.get(part_id))
            for part_id in documents
        }
        more = {"originals": originals} if originals else {}
        text = to_json(settled.pack, attachments=attachments, **more, pdf=made)
        record.write(f"{text}\n".encode())
        for one in (record, stream, *copies.values()):
            one.settle()  # all of them, before the first takes its place
        if clear is not None:
            kept_files = tuple(one.path for one in copies.values())
            clear(Draft(settled.pack, stream.path, record.path, kept_files))
    for name in before - {pdf.name, *(one["file"] for one in originals)}:
        (manifest.parent / name).unlink(missing_ok=True)
    return pdf


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
    has_secrets = any(one.secrecy for one in assembled.pack.parts)  # perhaps on the same line
    for part_id, hindrance in bound.hindrances.items():
        part = assembled.pack.part(part_id)
        claim = next((one for one in bound.part_claims[part_id] if one.startswith("PDF/A")), "")
        reason = reasons[hindrance].format(claim=claim)
        name = f"{part.label} {part.title}" if part.label else part.title
        text = message.format(name=brief(name), reason=reason)
        place = assembled.places[part_id]
        yield Diagnostic(place, "attachment-archive", text, hint, excerpt=not has_secrets)


def _keep(part_id: str, original: Original, copy: Stream) -> dict[str, str]:
    """Copy a file to where it waits to be published, and return what pack.json says of it."""
    with original.source.open("rb") as stream:
        shutil.copyfileobj(stream, copy)
    copy.seek(0)
    digest = hashlib.file_digest(copy, "sha256").hexdigest()
    return {"part": part_id, "file": original.file, "sha256": digest}


def withdraw(manifest: Path, pdf: Path) -> None:
    """Remove a pack, its pack.json and what lies beside it: it tells what it may not.

    `pdf` is as for `published_before`.
    """
    for name in published_before(manifest, pdf):
        (manifest.parent / name).unlink(missing_ok=True)
    manifest.unlink(missing_ok=True)


def published_before(manifest: Path, pdf: Path) -> set[str]:
    """Return the names of the files that builds have published beside pack.json.

    These are what pack.json tells of, and all files that have names of ours: pack.json may be lost,
    or the build before it was killed. `pdf` is where a pack without secrets is written to.

    Raises:
        KallelseError: the folder cannot be read.
    """
    names = {one["file"] for one in published(manifest)}
    told = {name for name in names if _PUBLISHED.fullmatch(name)}  # a path would lead elsewhere
    return told | _with_our_names(pdf)


def _with_our_names(pdf: Path) -> set[str]:
    """Return the files beside a pack with names that only we give, and the pack's own.

    A link counts as what it is, and not as what it leads to: only the link can be removed.
    """
    if pdf.parent.is_symlink():  # what lies there is not ours alone
        return set()
    packs = {pdf.name, _for_secrets(pdf).name}
    try:
        with os.scandir(pdf.parent) as entries:
            return {
                one.name
                for one in entries
                if (one.name in packs or _ORIGINAL.fullmatch(one.name))
                and (one.is_file(follow_symlinks=False) or one.is_symlink())
            }
    except (FileNotFoundError, NotADirectoryError):  # whoever writes there tells what is wrong
        return set()
    except OSError as error:  # who knows what lies there
        raise unreadable(pdf.parent, error) from error


def _for_secrets(pdf: Path) -> Path:
    """Return where a pack is written that holds secrets: its name says so."""
    return pdf.with_stem(f"{pdf.stem}-sekretess")


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


def _bind(
    settled: Settled,
    documents: Mapping[str, Path],
    press: Press,
    target: BinaryIO,
    *,
    linearize: bool,
) -> Bound:
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
        linearize=linearize,
        ink=press.theme.stamps.ink,
    )


def _document(part: Part, settled: Settled, documents: Mapping[str, Path]) -> Document:
    if part.id in documents:
        return Document(part, documents[part.id])
    own = settled.own[part.id]
    return Document(part, own.pdf, own.anchors, typeset=True)
