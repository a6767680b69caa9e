"""PDFs → one PDF, step by step: the place to start reading.

It must not typeset and it must not read text.
"""

from __future__ import annotations

import datetime as dt
import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import BinaryIO, Final

import pikepdf
from pikepdf import Dictionary, Pdf

from kallelse.bind import (
    archive,
    depth,
    duplicates,
    forms,
    graft,
    layers,
    links,
    listing,
    metadata,
    notes,
    outline,
    parts,
    sanitise,
    structure,
)
from kallelse.bind.actions import Actions
from kallelse.bind.documents import (
    BindError,
    Bound,
    Document,
    PageStamp,
    Words,
    heading,
)
from kallelse.bind.dressing import Dresser
from kallelse.bind.ink import Reader
from kallelse.bind.parts import Source
from kallelse.bind.stamps import Stamper
from kallelse.choices import Ink
from kallelse.i18n import _
from kallelse.pack import Pack, Part, PartKind, StampSheet

# How hard zlib tries: a hundredth smaller than usual, for no time that can be measured.
_TIGHTEST: Final = 9
_USUAL: Final = -1


def bind(
    pack: Pack,
    documents: Sequence[Document],
    stamps: Mapping[int, Sequence[PageStamp]],
    sheet: StampSheet,
    *,
    language: str,
    created: dt.datetime,
    target: BinaryIO,
    words: Words | None = None,
    linearize: bool = False,
    ink: Ink = Ink.OVER,
) -> Bound:
    """Bind the parts of a paginated pack to one PDF, and write it to `target`, which can seek.

    `documents` are the pack's parts, each once, in its order. `stamps` are by pack page, from 1.
    `language` is the pack's, such as sv-SE; `created` becomes the file's date. `linearize` orders
    the file for reading while it is loaded; `ink` says what becomes of a stamp where an attachment
    has something in its margin. The same input gives the same bytes. Raises BindError, naming the
    part, for a document that cannot be opened, has other pages than were counted, or holds a link
    of ours that leads nowhere.
    """
    _check(pack, documents)
    with _without_collector(), _reader(ink) as reader, pikepdf.new() as out:
        bundle = _Bundle(out, language)
        for document in documents:
            with parts.opened(document) as source:
                bundle.add(source)
        duplicates.store_once(out, bundle.copied)
        places = links.Places(documents, bundle.pages)
        dresser = Dresser(
            Stamper(out, sheet),
            bundle.structure,
            places,
            words or Words(),
            stamps,
            ink,
            reader,
            unreadable=[],
            moved={},
        )
        for document in documents:
            part, pages = document.part, bundle.pages_of(document.part)
            if document.typeset:
                links.resolve(part, pages, places)
            with parts.blamed(document):
                dresser.dress(
                    document, pages, bundle.elements[part.id], tagged=bundle.tagged[part.id]
                )
        outline.follow(bundle.outlines.values(), bundle.pages, dresser.moved)
        outline.write(out, listing.of_pack(pack, bundle.outlines, places), bundle.pages)
        bundle.write()
        claims = metadata.claims(
            [(bundle.tagged[id_], bundle.claims[id_]) for id_ in bundle.tagged]
        )
        claims += archive.claims(bundle.fitness.values())
        if dresser.unreadable:  # whatever such a page claims, nobody can check it
            claims = ()
        metadata.write(out, _metadata(pack, language, created, claims))
        _save(out, target, linearize=linearize)
    return Bound(
        pages=len(bundle.pages),
        removed={part_id: tuple(sorted(words)) for part_id, words in bundle.removed.items()},
        tagged=bundle.tagged,
        part_claims=bundle.claims,
        claims=claims,
        hindrances={
            part_id: why for part_id, one in bundle.fitness.items() if (why := one.hindrance)
        },
        unreadable=tuple(dresser.unreadable),
    )


@contextmanager
def _reader(ink: Ink) -> Iterator[Reader | None]:
    """Give what looks for ink, where it matters; None where stamps go over it anyway."""
    if ink is Ink.OVER:
        yield None
        return
    with Reader() as reader:
        yield reader


@contextmanager
def _without_collector() -> Iterator[None]:
    """Let Python not look for cycles: none are made here, and looking costs a tenth of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


class _Bundle:
    """The pack's PDF while parts are added to it; what is kept by part has the part's id as key."""

    def __init__(self, out: Pdf, language: str) -> None:
        self._out = out
        self._language = language
        self._form = forms.Form(out)
        self._layers = layers.Layers(out)
        self.structure = structure.Structure(out)
        self.pages: list[Dictionary] = []
        self.copied: list[int] = []  # numbers of all objects but structure elements
        self.elements: dict[str, Dictionary] = {}
        self.outlines: dict[str, list[outline.Node]] = {}
        self.removed: dict[str, set[str]] = {}
        self.tagged: dict[str, bool] = {}
        self.claims: dict[str, tuple[str, ...]] = {}
        self.fitness: dict[str, archive.Fitness] = {}

    def add(self, source: Source) -> None:
        """Add a part: everything is settled in its source, then copied."""
        part, typeset = source.document.part, source.document.typeset
        removed = self.removed[part.id] = set()
        actions = Actions(source.destinations, removed)
        notes.forget_structure(source)
        field = shown = None
        if not typeset:
            sanitise.name_catalog(source, actions, removed)
            field = forms.prepare(source, self._form.taken(), actions, removed)
            notes.make_harmless(source, actions, removed)
            shown = layers.prepare(source)
        if part.kind is PartKind.ATTACHMENT:
            self.outlines[part.id] = outline.read(source, actions)
        self.claims[part.id] = metadata.claims_of(source.pdf)
        tree = graft.prepare(source, self.structure.parents.next_key, self._language)

        if not typeset:
            depth.check(source)
        before = parts.next_number(self._out)
        self.pages += parts.copied(source, self._out)
        numbers = [*range(before, parts.next_number(self._out))]
        self.tagged[part.id] = tree is not None
        self.fitness[part.id] = archive.Fitness(
            self.claims[part.id], self.tagged[part.id], archive.has_inks(source.pdf)
        )
        if tree is None:
            spoken = graft.other_language(source, self._language)
            self.elements[part.id] = self.structure.new_part(heading(part), spoken)
        else:
            self.elements[part.id] = self.structure.add(tree)
        before = parts.next_number(self._out)
        if field is not None:
            self._form.add(field)
        if shown is not None:
            self._layers.add(shown)
        numbers += range(before, parts.next_number(self._out))
        self.copied += numbers
        if not typeset:
            sanitise.last_look(self._out, numbers, self.structure, removed)

    def pages_of(self, part: Part) -> list[Dictionary]:
        """Return a part's pages."""
        return self.pages[part.first_page - 1 : part.last_page]

    def write(self) -> None:
        """Write what the parts share."""
        self._form.write()
        self._layers.write()
        self.structure.write()
        parts.write_page_tree(self._out, self.pages)


def _check(pack: Pack, documents: Sequence[Document]) -> None:
    if [document.part for document in documents] != list(pack.parts):
        raise BindError(
            _("the documents are not the parts of the pack in their order"),
            _("This is a mistake in the program: please report it."),
        )


def _metadata(
    pack: Pack, language: str, created: dt.datetime, claims: tuple[str, ...]
) -> metadata.Metadata:
    secret = " – innehåller sekretess" if pack.holds_secrets else ""
    return metadata.Metadata(
        title=f"{pack.meeting.title}{secret}",
        author=pack.organisation.name,
        subject=f"{pack.meeting.body} {pack.meeting.date}",
        language=language,
        created=created,
        claims=claims,
    )


def _save(out: Pdf, target: BinaryIO, *, linearize: bool) -> None:
    pikepdf.settings.set_flate_compression_level(_TIGHTEST)
    try:
        out.save(
            target,
            linearize=linearize,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            min_version="1.7",
            fix_metadata_version=False,
        )
    finally:  # it holds for the whole process
        pikepdf.settings.set_flate_compression_level(_USUAL)
