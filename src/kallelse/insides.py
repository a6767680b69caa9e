"""Looks inside the attachments of meetings, several at a time. It must not judge what it sees."""

from __future__ import annotations

import functools
import os
import queue
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

from kallelse.convert import Bench, Cache, Workshop
from kallelse.convert.cache import forget_withheld
from kallelse.convert.inspection import Found, Shelf, compare, inspect
from kallelse.diagnostics import Position
from kallelse.files import sha256
from kallelse.model import Attachment, Limits
from kallelse.rules import Context
from kallelse.rules.context import attachments
from kallelse.rules.facts import Inside
from kallelse.rules.marks import naming, seen, withheld
from kallelse.source import KeyPath
from kallelse.typeset import FontFiles

Look = Callable[[Attachment, Mapping[str, Path], Workshop], Found | None]

_MOST = 4  # workers: each takes memory, and more do not read faster from one disk


class Insides:
    """Called with a Context, it tells what is inside its attachments; workers start when needed.

    `unsettled` are the meetings, by id, where an attachment could not be looked into, or where what
    was found need not be found next time: nothing that is told of them is to be kept.
    """

    def __init__(self, folder: Path, limits: Limits, fonts: FontFiles, language: str) -> None:
        self.unsettled: set[str] = set()
        self._shelf = Shelf(folder / "facts", fonts.paths)
        self._cache, self._limits = Cache(folder), limits
        self._fonts, self._language = fonts, language
        self._stack = ExitStack()
        self._shops: queue.SimpleQueue[Workshop] = queue.SimpleQueue()
        self._pool: ThreadPoolExecutor | None = None

    def __enter__(self) -> Insides:
        return self

    def __exit__(self, *_error: object) -> None:
        self._stack.close()

    def __call__(self, context: Context) -> Inside:
        """Return facts and problems of a meeting's attachments, from before where they are known.

        Raises:
            KallelseError: an attachment cannot be read, or no worker can be started.
        """
        forget_withheld(context, self._cache)
        wanted = {
            path: one
            for path, one in seen(context)
            if one.file is not None
            and one.file in context.files
            and one.file not in context.texts
            and Path(one.file).suffix.lower() in context.suffixes
        }
        is_withheld = withheld(context)
        redacted = {
            path: one
            for path, one in attachments(context)
            if one.public_file in context.files
            and one.public_file not in context.texts
            and one.file in context.files
            and is_withheld(path)
        }
        named = naming(context)
        told = self._told(inspect, wanted, context)
        compared = self._told(compare, redacted, context)
        facts = {path: one.facts for path, one in told.items() if one.facts}
        problems = [
            problem
            for path, one in (*told.items(), *compared.items())
            for problem in one.at(functools.partial(_place, context, named, path))
        ]
        return Inside(facts, tuple(problems))

    def _told(
        self, look: Look, wanted: Mapping[KeyPath, Attachment], context: Context
    ) -> Mapping[KeyPath, Found]:
        """Return what is found in attachments, from before where it is known."""
        places = {
            path: self._shelf.place(look.__name__, one, context.files, self._limits)
            for path, one in wanted.items()
        }
        found = {path: self._shelf.read(place) for path, place in places.items()}
        unknown = {places[path]: wanted[path] for path, one in found.items() if one is None}
        fresh = self._look(look, unknown, context.files)
        told = {path: found[path] or fresh[places[path]] for path in wanted}
        if any(one is None or not one.lasts for one in told.values()):
            self.unsettled.add(context.meeting_id)
        return {path: one for path, one in told.items() if one is not None}

    def _look(
        self, look: Look, unknown: Mapping[Path, Attachment], files: Mapping[str, Path]
    ) -> Mapping[Path, Found | None]:
        if not unknown:
            return {}
        self._start(len(unknown))
        if self._pool is None:
            raise RuntimeError("no workers")
        # What has the same bytes, under whatever names, is never opened by two workers at once:
        # both would convert it, to the same place.
        groups: dict[str, list[tuple[Path, Attachment]]] = {}
        sizes: dict[str, int] = {}
        for place, one in unknown.items():
            path = files[one.file or ""]
            content = sha256(path)
            groups.setdefault(content, []).append((place, one))
            sizes[content] = path.stat().st_size
        largest_first = sorted(groups, key=sizes.__getitem__, reverse=True)
        done: dict[Path, Found | None] = {}
        for some in self._pool.map(
            lambda content: self._look_at_all(look, groups[content], files), largest_first
        ):
            done.update(some)
        return done

    def _look_at_all(
        self, look: Look, some: Sequence[tuple[Path, Attachment]], files: Mapping[str, Path]
    ) -> dict[Path, Found | None]:
        shop = self._shops.get()
        try:
            done = {place: look(one, files, shop) for place, one in some}
        finally:
            self._shops.put(shop)
        for place, found in done.items():
            if found is not None:
                self._shelf.keep(place, found)
        return done

    def _start(self, files: int) -> None:
        """Start as many workers as there are processors for, the first time there is work."""
        if self._pool is not None:
            return
        count = min(os.cpu_count() or 1, _MOST, max(files, 1))
        for _number in range(count):
            bench = self._stack.enter_context(Bench())
            bench.start()
            shop = Workshop(bench, self._limits, self._cache, self._fonts, self._language)
            self._shops.put(shop)
        self._pool = self._stack.enter_context(ThreadPoolExecutor(count))


def _place(
    context: Context, named: Callable[[KeyPath], KeyPath], attachment: KeyPath, key: str
) -> Position:
    return context.at(named((*attachment, key)))
