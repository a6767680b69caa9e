"""PyYAML's events → dicts, lists and texts. It must not act on a tag, an alias or a merge key.

Only here and in `syntax` is PyYAML used, and of it only the events: what a document could make the
library do beyond reading text is never reached.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import yaml

from kallelse.diagnostics import Diagnostic, Position, brief
from kallelse.i18n import N_, _
from kallelse.lookalikes import bare
from kallelse.source.remarks import MARK, Span
from kallelse.source.syntax import explain
from kallelse.source.text import CONTROL, MAX_PROBLEMS

MAX_DEPTH = 50
MAX_VALUES = 50_000

KeyPath: TypeAlias = tuple[str | int, ...]
Data: TypeAlias = "str | list[Data] | dict[str, Data]"

# The C reader where PyYAML was built with it, else the same in Python, only slower.
Loader: type[yaml.CBaseLoader] | type[yaml.BaseLoader] = getattr(
    yaml, "CBaseLoader", yaml.BaseLoader
)


_BEGIN = N_("Begin at the left margin with a line like `key: value`.")


class _StopError(Exception):
    """Nothing sensible can be read from here on."""


@dataclass
class _Frame:
    """A list or mapping being filled. Without a `path` it is read for its problems only."""

    container: list[Data] | dict[str, Data]
    path: KeyPath | None
    key: str | None = None
    drop: bool = False

    @property
    def wants_key(self) -> bool:
        return isinstance(self.container, dict) and self.key is None and not self.drop


class Reader:
    """Reads one text; afterwards `root` is its data, and None after a problem that ends reading."""

    def __init__(self, file: str, text: str, problems: list[Diagnostic]) -> None:
        self.root: Data | None = None
        self.keys: dict[KeyPath, Position] = {}
        self.values: dict[KeyPath, Position] = {}
        self.blocks: dict[KeyPath, Position] = {}
        self.unsure: set[KeyPath] = set()
        self.spans: list[Span] = []
        self._file, self._text, self._problems = file, text, problems
        self._lines: list[str] = []
        self._stack: list[_Frame] = []
        self._documents = 0
        self._count = 0

    def run(self) -> None:
        """Read to the end, or to the first thing that makes the rest unreadable."""
        loader = Loader(self._text)
        try:
            while (event := loader.get_event()) is not None:
                self._event(event)
        except _StopError:
            self.root = None
        except yaml.YAMLError as error:
            self._problems.append(explain(error, self._file, self._text))
            self.root = None
        else:
            self._check_root()
        finally:
            loader.dispose()

    def _check_root(self) -> None:
        place = self.values.get((), Position(self._file))
        if isinstance(self.root, dict) or () in self.unsure:
            return
        if not self.root and not isinstance(self.root, list):
            self._problems.append(
                Diagnostic(place, "yaml-empty", _("the file is empty"), _(_BEGIN))
            )
            return
        found = _("a list") if isinstance(self.root, list) else _("a text")
        message = _("the file is {found}, not keys with values").format(found=found)
        self._problems.append(Diagnostic(place, "yaml-not-keys", message, _(_BEGIN)))

    def _event(self, event: yaml.Event) -> None:
        match event:
            case yaml.DocumentStartEvent():
                self._documents += 1
                if self._documents > 1:
                    message = _("a second document begins in the file")
                    self._problem(event, "yaml-documents", message, _("Remove the line with ---."))
                    raise _StopError
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                self._stack.pop()
            case yaml.NodeEvent():
                self._count += 1
                if self._count > 2 * MAX_VALUES:  # keys count too
                    message = _("the file holds more than {most} values").format(most=MAX_VALUES)
                    self._problem(event, "yaml-too-large", message, _("Split it."))
                    raise _StopError
                if self._stack and self._stack[-1].wants_key:
                    self._key(event, self._stack[-1])
                else:
                    self._value(event)
            case _:
                pass

    def _key(self, event: yaml.NodeEvent, frame: _Frame) -> None:
        frame.drop = True
        if not isinstance(event, yaml.ScalarEvent) or not event.value.strip():
            message = _("a key must be a word")
            hint = _('Put quotes around a text that begins with [ or {: "…".')
            if frame.path is not None:  # in braces as a key, {{…}}, the inner ones add nothing
                self._problem(event, "yaml-key", message, hint)
            if isinstance(event, yaml.CollectionStartEvent):
                self._open(event, None)
            return
        self._extras(event, None)
        container, key = frame.container, self._plain(event)
        if key == "<<" and event.implicit[0]:
            hint = _("Write the keys out where they belong.")
            self._problem(event, "yaml-merge-key", _("keys cannot be merged with <<"), hint)
        elif isinstance(container, dict) and key in container:
            first = self.keys.get((frame.path or ()) + (key,))
            hint = (
                _("The first is on line {line}; keep one of them.").format(line=first.line)
                if first
                else _("Keep one of them.")
            )
            self._problem(
                event,
                "yaml-duplicate-key",
                _("the key stands twice: {key}").format(key=brief(key)),
                hint,
            )
        else:
            frame.drop, frame.key = False, key
            if frame.path is not None:
                self.keys[*frame.path, key] = self._position(event)

    def _value(self, event: yaml.NodeEvent) -> None:
        if isinstance(event, yaml.CollectionStartEvent):
            self._open(event, self._stack[-1] if self._stack else None)
            return
        text = self._plain(event) if isinstance(event, yaml.ScalarEvent) else ""
        if not getattr(event, "style", None):
            text = bare(text)  # as YAML strips ordinary spaces from what bears no quotes
        path = self._attach(text, event)
        self._extras(event, path)
        if path is not None and isinstance(event, yaml.ScalarEvent) and event.style == "|":
            self.blocks[path] = self._block(event, text)

    def _open(self, event: yaml.CollectionStartEvent, frame: _Frame | None) -> None:
        if len(self._stack) >= MAX_DEPTH:
            hint = _("Check the indentation and the brackets.")
            message = _("lists and keys lie more than {most} deep in each other").format(
                most=MAX_DEPTH
            )
            self._problem(event, "yaml-too-deep", message, hint)
            raise _StopError
        container: list[Data] | dict[str, Data]
        container = {} if isinstance(event, yaml.MappingStartEvent) else []
        path = None if frame is None and self._stack else self._attach(container, event)
        self._extras(event, path)
        self._stack.append(_Frame(container, path))

    def _attach(self, value: Data, event: yaml.NodeEvent) -> KeyPath | None:
        """Put a value where it belongs and return its path, None for what is only read through."""
        if not self._stack:
            self.root, path = value, ()
            self.values[path] = self._position(event)
            return path
        frame = self._stack[-1]
        container, step = frame.container, frame.key
        dropped, frame.drop, frame.key = frame.drop, False, None
        if dropped:
            return None
        place: str | int
        if isinstance(container, list):
            place = len(container)
            container.append(value)
        else:
            place = step or ""
            container[place] = value
        if frame.path is None:
            return None
        whole = (*frame.path, place)
        self.values[whole] = self._position(event)
        return whole

    def _extras(self, event: yaml.NodeEvent, path: KeyPath | None) -> None:
        """Refuse anchors, aliases and tags, which mostly are texts that lack their quotes."""
        tag = getattr(event, "tag", None)
        if event.anchor is None and tag is None:  # as nearly always; an alias has an anchor too
            return
        hint = _('Put quotes around the text, or write out what is meant: "…".')
        before = len(self._problems)
        if isinstance(event, yaml.AliasEvent):
            message = _("what begins with * is a reference in YAML: *{anchor}").format(
                anchor=brief(event.anchor or "")
            )
            self._problem(event, "yaml-anchor", message, hint)
        elif event.anchor is not None:
            message = _("what begins with & is a name in YAML: &{anchor}").format(
                anchor=brief(event.anchor)
            )
            self._problem(event, "yaml-anchor", message, hint)
        if tag is not None:
            tag = tag.replace("tag:yaml.org,2002:", "!!")
            message = _("what begins with ! is a type in YAML: {tag}").format(tag=brief(tag))
            self._problem(event, "yaml-tag", message, hint)
        if path is not None and len(self._problems) > before:
            self.unsure.add(path)

    def _plain(self, event: yaml.ScalarEvent) -> str:
        """Return the text of a scalar without the control characters that an escape can write."""
        text: str = event.value
        if MARK in text:
            self._span(event)
        if event.style == '"' and (found := CONTROL.search(text)):
            message = _("an invisible control character: U+{code}").format(
                code=f"{ord(found[0]):04X}"
            )
            self._problem(event, "yaml-control-character", message, _("Remove it from the text."))
            return CONTROL.sub(" ", text)
        return text

    def _span(self, event: yaml.ScalarEvent) -> None:
        """Note where a text holds what would be a comment outside of it."""
        begin, end = event.start_mark, event.end_mark
        if begin is None or end is None or event.style is None:
            return
        block = event.style in ("|", ">")  # a comment may stand behind these two
        first = (begin.line + 1, 0) if block else (begin.line, begin.column)
        self.spans.append((first, (end.line, end.column)))

    def _block(self, event: yaml.ScalarEvent, text: str) -> Position:
        """Return where the text below a `|` begins: the next line, at its indentation."""
        self._lines = self._lines or self._text.split("\n")
        begin = self._position(event).line
        for number, line in enumerate(text.split("\n"), begin):
            if line.strip() and number < len(self._lines):
                indent = _indent(self._lines[number]) - _indent(line)
                return Position(self._file, begin + 1, indent + 1)
        return Position(self._file, begin + 1)

    def _position(self, event: yaml.Event) -> Position:
        mark, end = event.start_mark, event.end_mark
        if mark is None:
            return Position(self._file)
        length = 0
        if isinstance(event, yaml.ScalarEvent) and end is not None and end.line == mark.line:
            length = end.column - mark.column
        return Position(self._file, mark.line + 1, mark.column + 1, length)

    def _problem(self, event: yaml.Event, rule: str, message: str, hint: str) -> None:
        self._problems.append(Diagnostic(self._position(event), rule, message, hint))
        if len(self._problems) >= MAX_PROBLEMS:
            raise _StopError


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
