"""The worker process: opens files that others sent us, under limits. It must not print.

It reads one request a line and answers each with one line, both JSON; it ends with its input.
"""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from kallelse.convert.problems import RefusedError, too_costly
from kallelse.i18n import _

Request = Mapping[str, Any]


def _pdf(request: Request) -> dict[str, Any]:
    from kallelse.convert.repair import read

    return read(request)


def _image(request: Request) -> dict[str, Any]:
    from kallelse.convert.images import to_pdf

    return to_pdf(request)


def _mail(request: Request) -> dict[str, Any]:
    from kallelse.convert.mail import read

    return read(Path(request["source"]), request["name"])


def _pages(request: Request) -> dict[str, Any]:
    from kallelse.convert.pages import read

    return read(request)


def _access(request: Request) -> dict[str, Any]:
    from kallelse.convert.access import read

    return read(request)


def _traces(request: Request) -> dict[str, Any]:
    from kallelse.convert.traces import read

    return read(request)


def _printed(request: Request) -> dict[str, Any]:
    from kallelse.convert.printed import read

    return read(request)


def _redactions(request: Request) -> dict[str, Any]:
    from kallelse.convert.redactions import read

    return read(request)


TASKS: Mapping[str, Callable[[Request], dict[str, Any]]] = {
    "pdf": _pdf,
    "image": _image,
    "mail": _mail,
    "pages": _pages,
    "access": _access,
    "printed": _printed,
    "redactions": _redactions,
    "traces": _traces,
}


def answer(request: Request) -> dict[str, Any]:
    """Do one task; what is wrong with the file is the answer too."""
    name = str(request["name"])
    try:
        return TASKS[request["task"]](request)
    except RefusedError as error:
        return {"refused": error.problem.plain()}
    except (MemoryError, RecursionError):
        return {"refused": too_costly(name).plain()}
    except OSError as error:
        return {"trouble": error.strerror or _("the system refuses")}
    except Exception as error:  # noqa: BLE001 - a damaged file can make it raise anything
        return {"unexpected": f"{type(error).__name__}: {error}"[:500]}


def _limit(request: Request) -> None:
    """Hold this process to the request's limits, also when the one who asked is gone."""
    try:
        import resource
    except ImportError:  # not on Windows: there the clock of the parent is the only limit
        return
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    wanted = int(request["memory"])
    wanted = wanted if most == resource.RLIM_INFINITY else min(wanted, most)
    resource.setrlimit(resource.RLIMIT_AS, (wanted, most))
    used = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    wanted = int(used + float(request["seconds"])) + 2
    wanted = wanted if most == resource.RLIM_INFINITY else min(wanted, most)
    resource.setrlimit(resource.RLIMIT_CPU, (wanted, most))


def main() -> None:
    """Serve until the input ends."""
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what a library prints is no answer
    sys.stdout = io.StringIO()
    import kallelse.convert.repair  # noqa: F401 - loaded while the parent reads its own files

    replies.write(b"{}\n")
    replies.flush()
    for line in sys.stdin.buffer:
        request = json.loads(line)
        _limit(request)
        replies.write(json.dumps(answer(request)).encode() + b"\n")
        replies.flush()


if __name__ == "__main__":
    main()
