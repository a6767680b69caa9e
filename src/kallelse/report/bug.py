"""The report of a mistake of ours. It must not hold what the files say: that is personal data."""

from __future__ import annotations

import os
import platform
import tempfile
from collections.abc import Iterable, Iterator

from kallelse import __version__
from kallelse.i18n import _
from kallelse.report.terminal import say


def bug(error: BaseException, command: str) -> None:
    """Save a report of a mistake of ours and say where it is."""
    tell_bug(type(error).__name__, bug_lines(error, command))


def tell_bug(kind: str, lines: Iterable[str]) -> None:
    """Save the lines of a report and say where it is; `kind` names what happened in a word."""
    lines = list(lines)
    sentence = _("kallelse: this is a bug in kallelse, not a mistake in your files ({kind})")
    say(sentence.format(kind=kind))
    try:
        descriptor, name = tempfile.mkstemp(prefix="kallelse-bug-", suffix=".txt")
        with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
            stream.writelines(f"{line}\n" for line in lines)
    except OSError:
        say(_("The report could not be saved. Please send these lines to the makers of kallelse:"))
        say(*lines)
    else:
        say(
            _("Please send the report {name} to the makers of kallelse.").format(name=name),
            _("It says where the program stopped, and nothing of what your files say."),
        )


def bug_lines(error: BaseException | None, command: str) -> Iterator[str]:
    """Yield where the program stopped, and no message, path or value: they hold personal data."""
    yield f"kallelse {__version__}, Python {platform.python_version()}, {platform.system()}"
    yield f"command: {command}"
    while error is not None:
        yield f"{type(error).__module__}.{type(error).__qualname__}"
        step = error.__traceback__
        while step is not None:
            module = step.tb_frame.f_globals.get("__name__", "?")
            yield f"    {module}, line {step.tb_lineno}, in {step.tb_frame.f_code.co_name}"
            step = step.tb_next
        error = error.__cause__ or error.__context__
