"""Ask how much ink stands where a stamp would. It must not draw pages in this process."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType

from kallelse.bind.geometry import Box

_PROGRAM = Path(__file__).with_name("inkreader.py")
# For the pages of one file, however many came before it: of the processor, and by the clock.
_SECONDS = 60
_LONGEST = 90.0
Shares = Mapping[int, Sequence[float]]


class Reader:
    """A process that looks at pages; one that a file ends is started anew for the next file."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None

    def __enter__(self) -> Reader:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._stop()

    def shares(self, source: Path | bytes, pages: Mapping[int, Sequence[Box]]) -> Shares:
        """Return the share of ink in each box, by page from 0; boxes are in shares of the page.

        A page that cannot be drawn, or not in the time its file may take, is not in the answer.
        """
        if isinstance(source, Path):
            return self._ask(source, pages)
        with tempfile.TemporaryDirectory(prefix="kallelse-") as folder:
            path = Path(folder) / "part.pdf"
            path.write_bytes(source)
            return self._ask(path, pages)

    def _ask(self, source: Path, pages: Mapping[int, Sequence[Box]]) -> Shares:
        process = self._started()
        request = {
            "file": str(source.resolve()),
            "pages": list(pages.items()),
            "seconds": _SECONDS,
        }
        found: dict[int, Sequence[float]] = {}
        if process.stdin is None or process.stdout is None:
            return found
        clock = threading.Timer(_LONGEST, process.kill)
        clock.start()
        try:
            process.stdin.write(json.dumps(request) + "\n")
            process.stdin.flush()
            for line in process.stdout:
                if (answer := json.loads(line)) is None:
                    return found
                found[int(answer[0])] = answer[1]
        except (OSError, ValueError):
            pass
        finally:
            clock.cancel()
        self._stop()  # it has ended, or it is out of step
        return found

    def _started(self) -> subprocess.Popen[str]:
        if self._process is None or self._process.poll() is not None:
            self._stop()
            self._process = subprocess.Popen(  # noqa: S603 - our own program
                [sys.executable, "-P", str(_PROGRAM)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
                encoding="utf-8",
            )
        return self._process

    def _stop(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except OSError:  # what was still to be written has no reader any more
                    continue
        process.wait()
