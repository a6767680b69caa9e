"""The worker as its parent sees it: a process that opens what others sent us. It must not parse.

A file that is made to exhaust time or memory then costs that process and one diagnostic. One worker
serves a whole build, so that loading its libraries is paid for once, and it loads while we read our
own files.
"""

from __future__ import annotations

import json
import queue
import subprocess
import sys
import threading
from collections.abc import Mapping
from contextlib import suppress
from types import TracebackType
from typing import Any, Self

from kallelse.errors import KallelseError
from kallelse.i18n import _

_GRACE = 30  # seconds to start in: a busy computer takes long to load libraries
_LONGEST_REPLY = 50_000_000


class StoppedError(Exception):
    """The worker gave no answer; `why` is `time` or `memory`."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class Bench:
    """A worker process: started by the first question, and again whenever it had to be stopped."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._replies: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        self._ready = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def start(self) -> None:
        """Start the worker, if it does not run; its libraries load while we do other things.

        Raises:
            KallelseError: the system lets us start no process.
        """
        if self._process is not None:
            return
        # -P: the folder of a project may hold files that are named like libraries.
        command = [sys.executable, "-P", "-m", "kallelse.convert.worker"]
        try:
            process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        except OSError as error:
            raise KallelseError(
                _("cannot start a process to read the attachments: {reason}").format(
                    reason=error.strerror
                ),
                _("Close other programs and run the command again."),
            ) from error
        self._process, self._ready, self._replies = process, False, queue.SimpleQueue()
        threading.Thread(target=_listen, args=(process, self._replies), daemon=True).start()

    def stop(self) -> None:
        """End the worker, whatever it is doing."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                with suppress(OSError):  # what was still to be written has no reader any more
                    stream.close()

    def ask(self, task: str, seconds: float, **what: object) -> Mapping[str, Any]:
        """Have the worker do a task and return its answer.

        Raises:
            StoppedError: it took longer than `seconds`, or more memory than it may.
            KallelseError: it cannot be started.
        """
        self.start()
        if not self._ready:
            self._wait_until_ready()
        try:
            self._send({"task": task, "seconds": seconds, **what})
        except OSError:
            self.stop()
            raise StoppedError("memory") from None
        try:
            answer = self._reply(seconds)
        except StoppedError:
            self.stop()
            raise
        if answer is None:  # the system ended it, which it does when memory runs out
            self.stop()
            raise StoppedError("memory")
        return answer

    def _wait_until_ready(self) -> None:
        try:
            self._ready = self._reply(_GRACE) is not None
        except StoppedError:
            self._ready = False
        if not self._ready:
            self.stop()
            raise KallelseError(
                _("the process that reads the attachments does not start"),
                _("Run the command again; if it happens again, install kallelse anew."),
            )

    def _send(self, request: Mapping[str, object]) -> None:
        if self._process is not None and self._process.stdin is not None:
            self._process.stdin.write(json.dumps(request).encode() + b"\n")
            self._process.stdin.flush()

    def _reply(self, seconds: float) -> Mapping[str, Any] | None:
        try:
            line = self._replies.get(timeout=seconds)
        except queue.Empty:
            raise StoppedError("time") from None
        if not line:
            return None
        try:
            answer = json.loads(line)
        except ValueError:
            return None
        return answer if isinstance(answer, dict) else None


def _listen(process: subprocess.Popen[bytes], replies: queue.SimpleQueue[bytes]) -> None:
    """Hand on every line the worker writes, and at its end an empty one."""
    stream = process.stdout
    try:
        while stream is not None and (line := stream.readline(_LONGEST_REPLY)):
            replies.put(line)
    except (OSError, ValueError):  # closed under our hands: the worker was stopped
        pass
    replies.put(b"")
