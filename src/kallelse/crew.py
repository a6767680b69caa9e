"""A few processes that do one task after the other. It must not know what the tasks are.

A process that dies costs the task that it was doing. Those who stop asking end all of them.
"""

from __future__ import annotations

import multiprocessing
import queue
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from types import TracebackType
from typing import Any, Generic, Self, TypeVar

from kallelse.endings import end_in_order

_T = TypeVar("_T")
_GRACE = 20  # seconds to clear away in: a large pack that is being written cannot stop at once


@dataclass(frozen=True)
class _Worker:
    """A process, and the pipe that it is asked through."""

    process: BaseProcess
    link: Connection


class Crew(Generic[_T]):
    """So many processes, each started when there is work for it, and anew after one has died.

    `work` and its results go through pickle. `lost` tells what came of a task whose process ended
    with an exit code (minus the signal that ended it), or could not be started (None).
    """

    def __init__(
        self, work: Callable[[str], _T], lost: Callable[[str, int | None], _T], jobs: int
    ) -> None:
        self._work, self._lost = work, lost
        self._processes = multiprocessing.get_context("spawn")  # a fork would copy our threads
        self._pool = ThreadPoolExecutor(jobs)
        self._idle: queue.SimpleQueue[_Worker | None] = queue.SimpleQueue()
        self._all: list[_Worker] = []
        self._lock = threading.Lock()
        self._stopping = False
        for _number in range(jobs):
            self._idle.put(None)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with self._lock:
            self._stopping = True
        for worker in self._all:
            if kind is None:
                worker.link.close()  # it waits for work, and ends when there is none to come
            else:
                worker.process.terminate()
        self._pool.shutdown(cancel_futures=True)
        for worker in self._all:
            worker.process.join(_GRACE)
            worker.process.kill()

    def done(self, tasks: Sequence[str]) -> Iterator[_T]:
        """Yield what came of each task, in their order."""
        futures = [self._pool.submit(self._done, task) for task in tasks]
        for future in futures:
            yield future.result()

    def _done(self, task: str) -> _T:
        worker = self._idle.get()
        try:
            worker = worker or self._start()
            worker.link.send(task)
            answer: _T = worker.link.recv()
        except (EOFError, OSError):
            answer, worker = self._lost(task, _exit_code(worker)), None
        finally:
            self._idle.put(worker)
        return answer

    def _start(self) -> _Worker:
        """Start a process. Ctrl-C on a terminal reaches it too, but to end it is for us."""
        if hasattr(signal, "pthread_sigmask"):  # of this thread, and inherited
            signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        ours, theirs = self._processes.Pipe()
        process = self._processes.Process(target=_serve, args=(theirs, self._work), daemon=True)
        with self._lock:
            if self._stopping:
                raise EOFError
            process.start()
            worker = _Worker(process, ours)
            self._all.append(worker)
        theirs.close()  # or we would not notice that the process has gone
        return worker


def _exit_code(worker: _Worker | None) -> int | None:
    if worker is None:
        return None
    worker.process.join(_GRACE)
    return worker.process.exitcode


def _serve(link: Connection, work: Callable[[str], Any]) -> None:
    """Do the tasks that come through the pipe, until it is closed."""
    end_in_order()
    try:
        while True:
            link.send(work(link.recv()))
    except (EOFError, BrokenPipeError, KeyboardInterrupt):
        return
