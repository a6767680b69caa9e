"""Turn the text inside a paragraph into runs. It must not know lines or pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kallelse.i18n import _
from kallelse.theme import Theme
from kallelse.typeset.fonts import Faces
from kallelse.typeset.html import Element
from kallelse.typeset.problems import TypesetError, check_glyphs
from kallelse.typeset.structure import Elem
from kallelse.typeset.styles import Look, cascade
from kallelse.typeset.words import Run, collapse


@dataclass(frozen=True)
class Voice:
    """How text is set, what it is content of, and the line of the HTML that this begins on."""

    look: Look
    elem: Elem
    language: str
    line: int
    href: str | None = None
    label: str = ""
    underline: str | None = None


class Setter:
    """Sets text in the theme's looks, with the fonts' characters checked."""

    def __init__(self, theme: Theme, faces: Faces) -> None:
        self._theme = theme
        self._faces = faces

    def runs(self, children: Sequence[Element | str], voice: Voice) -> list[Run]:
        """Return the runs of a paragraph. Raises TypesetError for what the font lacks."""
        return collapse(list(self._runs(children, voice)))

    def _set(self, text: str, voice: Voice, anchor: str | None = None) -> Iterator[Run]:
        """Yield a text as runs, one but where the font lacks a character that another has."""
        look = voice.look
        face = self._faces.pick(bold=look.bold, italic=look.italic)
        check_glyphs(text, face, voice.line)
        for drawn, part in face.split(text):
            yield Run(
                text=part,
                elem=voice.elem,
                face=drawn,
                size=look.size,
                colour=look.colour,
                language=voice.language,
                hyphenate=look.hyphenate,
                href=voice.href,
                label=voice.label,
                underline=voice.underline,
                anchor=anchor,
            )

    def _runs(self, children: Sequence[Element | str], voice: Voice) -> Iterator[Run]:
        for child in children:
            if isinstance(child, str):
                yield from self._set(child, voice)
            elif child.tag == "br":
                yield from self._set("\n", voice)
            else:
                inside = self._inside(child, voice)
                if anchor := child.get("id"):
                    yield from self._set("", inside, anchor)
                yield from self._runs(child.children, inside)

    def _inside(self, element: Element, voice: Voice) -> Voice:
        """Return the voice inside an inline element.

        Emphasis is a matter of looks and gives no structure element, unless it speaks another
        language (ISO 14289-1, 7.2: Span with Lang). A link is one always, and so is an abbreviation
        with what it stands for (ISO 32000-1, 14.9.5). The `title` of a link is what it is called by
        a voice that reads it without the text around it (WCAG 2.4.4, technique PDF13).
        """
        look = cascade(self._theme, element.tag, element.classes, voice.look)
        language = element.get("lang")
        voice = replace(voice, look=look, language=language or voice.language, line=element.line)
        if element.tag == "a":
            if voice.href is not None:
                raise TypesetError(
                    "misplaced-element",
                    _("<a> may not stand in <a>"),
                    _("Mend the template, or the text that it was given."),
                    element.line,
                )
            title = element.get("title")
            return replace(
                voice,
                elem=voice.elem.within("Link", lang=language, alt=title),
                href=element.get("href"),
                label=title or " ".join(element.text.split()),
                underline=look.rule,
            )
        expansion = element.get("title") if element.tag == "abbr" else None
        if language is not None or expansion is not None:
            span = voice.elem.within("Span", lang=language, expansion=expansion)
            return replace(voice, elem=span)
        return voice
