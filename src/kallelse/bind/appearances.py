"""What text fields and choices look like where the form leaves that to its reader.

It must not change a value.

A reader redraws the fields of a form that asks for it (ISO 32000-1, 12.7.2, NeedAppearances) by
the rules for variable text (12.7.3.3). Here the letters are those of WinAnsiEncoding (annex D).
What has others stays as it was drawn, for a wrong letter is worse than an old look.
"""

from __future__ import annotations

import re
import unicodedata
import warnings
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from kallelse.bind import setting
from kallelse.bind.setting import Frame, Setting, Text
from kallelse.bind.typefaces import Face, Faces
from kallelse.bind.values import BROKEN, Value, dictionary, entries, integer, items

_DEEPEST = 50
_LONGEST = 20_000  # letters of a value
_LONGEST_DRAWN = 100_000  # bytes of an appearance: what is longer does not only say a value
_LONGEST_LOOK = 1000
_MOST_WORK = 4_000_000  # bytes read and letters set for one form: some seconds
_MOST_CELLS = 500
_LARGEST = 1000.0
_LIST_SIZE = 12.0  # points, where a list leaves its size to the reader

# Field flags (ISO 32000-1, 12.7.4.3 and 12.7.4.4).
_MULTILINE, _PASSWORD, _COMBO, _FILE, _COMB = 1 << 12, 1 << 13, 1 << 17, 1 << 20, 1 << 24
_NO_COMB = _MULTILINE | _PASSWORD | _FILE

_FONT = re.compile(rb"/([^\s/\[\]()<>{}%]++)\s++-?+(\d{0,6}+\.?+\d{0,6}+)\s++Tf(?!\S)")
_PART = rb"(?=\.?\d)\d{0,6}+\.?+\d{0,6}+\s++"
_COLOUR = re.compile(rb"(?<!\S)(?:(?:%b){4}k|(?:%b){3}rg|%bg)(?!\S)" % ((_PART,) * 3))
_BLACK = b"0 g"

_SHOWING = frozenset(("Tj", "TJ", "'", '"'))
_READ_AS = ("cp1252", "pdfdoc_pikepdf", "mac_roman")

# Letters that look like one of WinAnsi's, and the ways to end a line.
_ALIKE = str.maketrans("\r\u2028\u2029\t\u2010\u2011\u2212", "\n\n\n --–")
_UNSEEN = frozenset(("Cc", "Cf"))


@dataclass(frozen=True)
class _Look:
    """What a default appearance string asks for; `size` is 0 where the reader is to choose."""

    font: str
    size: float
    colour: bytes


@dataclass(frozen=True)
class _Said:
    """The codes of the letters that an appearance shows, without spaces, and in how many pieces."""

    letters: bytes
    rows: int


def inherited(field: Dictionary, key: str) -> Value:
    """Return what a field has under a key, or one above it; None when none has it."""
    above: Dictionary | None = field
    for _ in range(_DEEPEST):
        if above is None or key in above:
            break
        above = dictionary(above, "/Parent")
    return None if above is None else above.get(key)


class Painter:
    """Draws the widgets of one form."""

    def __init__(self, pdf: Pdf, form: Dictionary) -> None:
        self._pdf = pdf
        self._form = form
        self._faces = Faces(pdf)
        self._room = _MOST_WORK

    def draw(self, widget: Dictionary) -> None:
        """Let the widget of a text field or choice say its value; keep one that does already.

        A password is drawn as asterisks. Raises one of `BROKEN` for what cannot be drawn; the
        widget is as it was then.
        """
        kind = inherited(widget, "/FT")
        flags = integer(inherited(widget, "/Ff")) or 0
        if kind == Name.Tx:
            self._draw_text(widget, self._value(widget), flags)
        elif kind == Name.Ch and flags & _COMBO:
            value = self._value(widget)
            self._draw_text(widget, dict(self._options(widget)).get(value, value), 0)
        elif kind == Name.Ch:
            self._draw_list(widget)

    def _draw_text(self, widget: Dictionary, text: str, flags: int) -> None:
        secret = bool(flags & _PASSWORD)
        if secret:
            text = "*" * len(text)
        said = self._said(widget)
        rows = said.rows if said is not None and _is(said.letters, text) else None
        if rows is not None and not flags & _MULTILINE:
            return
        formatted = "/F" in entries(inherited(widget, "/AA"))
        if formatted and not secret and said is not None and said.letters:
            return  # a script makes what is shown of the value, and none is run here
        if not flags & _MULTILINE:
            text = text.replace("\n", " ")
        frame, look = setting.frame(widget), self._look(widget)
        made = self._text(widget, text, look)
        cells = integer(inherited(widget, "/MaxLen")) or 0
        if flags & _MULTILINE:
            found = setting.many_lines(frame, made)
            if rows is not None and rows >= sum(bool(line.strip()) for *_, line in found.lines):
                return  # what says the value in fewer rows is cut off where a line is full
        elif flags & _COMB and not flags & _NO_COMB and len(text) <= cells <= _MOST_CELLS:
            found = setting.comb(frame, made, max(1, cells))
        else:
            found = setting.one_line(frame, made)
        self._write(widget, frame, look, made.face, found)

    def _draw_list(self, widget: Dictionary) -> None:
        """Draw a list with the chosen in it marked; only a mark tells, so no old look is kept."""
        chosen = {self._read(one) for one in items(inherited(widget, "/V"))}
        options = self._options(widget) or [(one, one) for one in sorted(chosen)]
        frame, look = setting.frame(widget), self._look(widget)
        size = look.size or _LIST_SIZE
        rows = max(1, int((frame.height - 2 * frame.edge) / (size * setting.LEADING)))
        marked = [n for n, (value, _) in enumerate(options) if value in chosen]
        first = max(0, integer(inherited(widget, "/TI")) or 0)
        if marked and not first <= marked[0] < first + rows:
            first = marked[0]  # paper does not scroll
        shown = options[first : first + rows + 1]
        text = "\n".join(name.replace("\n", " ") for _, name in shown)
        made = self._text(widget, text, _Look(look.font, size, look.colour))
        bars = [n - first for n in marked if first <= n < first + len(shown)]
        self._write(widget, frame, look, made.face, setting.listed(frame, made, bars))

    def _spend(self, work: int) -> None:
        self._room -= work
        if self._room < 0:
            raise ValueError("a form that takes too long to draw")

    def _value(self, widget: Dictionary) -> str:
        """Return a field's value as text, of several values the first."""
        values = items(inherited(widget, "/V"))
        return self._read(values[0]) if values else ""

    def _read(self, value: Value) -> str:
        """Return a value's text as it is set: one letter ends a line, and none is unseen."""
        if not isinstance(value, String):
            raise ValueError("not a text string")  # noqa: TRY004 - the file is wrong, not the code
        held = bytes(value)[: 4 * _LONGEST]
        self._spend(len(held))
        text = unicodedata.normalize("NFC", str(String(held)).replace("\r\n", "\n"))
        kept = [
            " " if unicodedata.category(letter) == "Zs" else letter
            for letter in text.translate(_ALIKE)
            if letter == "\n" or unicodedata.category(letter) not in _UNSEEN
        ]
        return "".join(kept[:_LONGEST])

    def _options(self, widget: Dictionary) -> list[tuple[str, str]]:
        """Return the values that can be chosen, each with what is shown for it."""
        options = [items(option) for option in items(inherited(widget, "/Opt"))]
        self._spend(len(options))
        return [
            (self._read(names[0]), self._read(names[-1]))
            for names in options
            if names and isinstance(names[0], String) and isinstance(names[-1], String)
        ]

    def _said(self, widget: Dictionary) -> _Said | None:
        """Return what a widget shows; None when that is not clear."""
        drawn = entries(widget.get("/AP")).get("/N")
        if not isinstance(drawn, Stream):
            return None
        try:
            data = drawn.read_bytes()
            self._spend(len(data))
            said = None if len(data) > _LONGEST_DRAWN else _said(drawn)
        except BROKEN:
            return None
        fonts = entries(entries(drawn.get("/Resources")).get("/Font")).values()
        if said is None or said.letters.isascii():
            return said
        # Readers need not agree on what other letters are in a font that does not tell.
        return said if all("/Encoding" in entries(font) for font in fonts) else None

    def _look(self, widget: Dictionary) -> _Look:
        found = inherited(widget, "/DA")
        value = self._form.get("/DA") if found is None else found
        asked = bytes(value)[:_LONGEST_LOOK] if isinstance(value, String) else b""
        name, size = (_FONT.findall(asked) or [(b"", b"")])[-1]
        colour = (_COLOUR.findall(asked) or [_BLACK])[-1]
        points = float(size) if size.strip(b".") else 0.0
        return _Look(f"/{name.decode('latin-1')}", min(points, _LARGEST), colour)

    def _text(self, widget: Dictionary, text: str, look: _Look) -> Text:
        letters = text.encode("cp1252")
        self._spend(len(letters))
        own = _font(inherited(widget, "/DR"), look.font)
        face = self._faces.fitting(own or _font(self._form.get("/DR"), look.font), letters)
        found = inherited(widget, "/Q")
        alignment = integer(self._form.get("/Q") if found is None else found) or 0
        return Text(letters, face, look.size, alignment)

    def _write(
        self, widget: Dictionary, frame: Frame, look: _Look, face: Face, made: Setting
    ) -> None:
        edge = frame.edge
        inner = (edge, edge, frame.width - 2 * edge, frame.height - 2 * edge)
        steps = [frame.drawn, b"/Tx BMC\nq", setting.operation(*inner, "re W n"), made.behind]
        steps += [b"BT", look.colour, setting.operation("/F", made.size, "Tf")]
        for x, y, line in made.lines:
            steps += [setting.operation(1, 0, 0, 1, x, y, "Tm"), setting.shown(line)]
        steps += [b"ET\nQ\nEMC"]
        drawn = self._pdf.make_stream(
            b"\n".join(filter(None, steps)),
            Type=Name.XObject,
            Subtype=Name.Form,
            BBox=Array([0, 0, round(frame.width, 3), round(frame.height, 3)]),
            Matrix=Array([round(one, 3) for one in frame.matrix]),
            Resources=Dictionary(Font=Dictionary(F=face.font)),
        )
        widget["/AP"] = Dictionary(N=drawn)


def _said(drawn: Stream) -> _Said:
    """Read what content shows; raises one of `BROKEN`."""
    with warnings.catch_warnings(action="ignore"):
        steps = pikepdf.parse_content_stream(drawn)
    rows = [
        b"".join(bytes(one) for one in items(step.operands[-1]) if isinstance(one, String))
        for step in steps
        if str(step.operator) in _SHOWING and step.operands
    ]
    return _Said(b"".join(b"".join(rows).split()), sum(bool(row.strip()) for row in rows))


def _is(said: bytes, text: str) -> bool:
    """Tell whether codes, read in one of the usual ways, are a text's letters but its spaces."""
    bare = "".join(text.split())
    for way in _READ_AS:
        try:
            if bare.encode(way) == said:
                return True
        except ValueError:
            continue
    return False


def _font(resources: Value, name: str) -> Dictionary | None:
    fonts = dictionary(resources, "/Font") if isinstance(resources, Dictionary) else None
    return dictionary(fonts, name) if fonts is not None and name[1:].isascii() else None
