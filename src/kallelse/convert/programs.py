"""Other programs that convert: how they end. It must not know what they do."""

from __future__ import annotations

import os
import signal
import subprocess


def end(process: subprocess.Popen[bytes]) -> None:
    """End a program that has a session of its own, with all that it has started."""
    if process.poll() is None:
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
        process.wait()
