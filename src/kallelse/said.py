"""What was warned of when a pack was made, to be said again while it is up to date.

It must not stand in the pack or beside it: it may tell more than the pack does.
"""

from __future__ import annotations

from dataclasses import dataclass

from kallelse.diagnostics import Diagnostic
from kallelse.i18n import LANGUAGES, language
from kallelse.project import Project, cache_folder
from kallelse.verdicts import Verdict, Verdicts


@dataclass(frozen=True)
class Said:
    """The warnings of one meeting's pack for one audience; `inputs` is its fingerprint."""

    project: Project
    meeting: str
    audience: str
    inputs: str

    def keep(self, warnings: tuple[Diagnostic, ...]) -> None:
        """Keep what is being said now, in the language that it is said in."""
        self._in(language()).keep(self.meeting, [self.inputs], Verdict(warnings))

    def again(self) -> tuple[Diagnostic, ...] | None:
        """Return what was said, none where that is lost; None if it was in another language."""
        now = language()
        for spoken in sorted(LANGUAGES, key=lambda one: one != now):
            known = self._in(spoken).read(self.meeting, [self.inputs])
            if known is not None:
                return known.problems if spoken == now or not known.problems else None
        return ()

    def _in(self, spoken: str) -> Verdicts:
        return Verdicts(cache_folder(self.project, self.audience) / "said", spoken)
