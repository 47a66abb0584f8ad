"""Typing at ``kam`` on a terminal: answers go in one by one, each when it waits for one."""

from __future__ import annotations

import os
import pty
import select
import signal
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.kam import SECONDS, Result, plain

# How long nothing more must come before what ends in a blank counts as a question.
QUIET_SECONDS = 0.25
INTERRUPT = "\x03"


def hear_interrupts() -> None:
    """Let Ctrl-C reach this process, whatever the one that started it ignores or blocks."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})


def until_it_waits(pid: int) -> None:
    """Return when a process sleeps in a read of its stdin, or after five seconds.

    Ctrl-C that comes just before the read is only heard after it, by any program.
    """
    end = time.monotonic() + 5
    while time.monotonic() < end:
        try:
            called = Path(f"/proc/{pid}/wchan").read_text()
            stack = Path(f"/proc/{pid}/syscall").read_text().split()
        except OSError:
            time.sleep(2)
            return
        if "pipe" in called or stack[:2] == ["0", "0x0"]:
            return
        time.sleep(0.02)


def typed(args: Sequence[str], answers: Sequence[str], *, cwd: Path, env: Mapping[str, str] | None = None) -> Result:
    """Run ``kam`` with a terminal for all its streams; *answers* are typed, each with Enter, INTERRUPT without.

    Whatever it wrote is in ``out``. Raises TimeoutError when it waits for more answers than there are.
    """
    process, terminal = pty.fork()
    if process == 0:
        hear_interrupts()
        os.chdir(cwd)
        os.execve(sys.executable, [sys.executable, "-m", "kamtool", *args], plain({"TERM": "xterm", **(env or {})}))
    out, left, end = b"", list(answers), time.monotonic() + SECONDS
    while time.monotonic() < end:
        ready = select.select([terminal], [], [], QUIET_SECONDS)[0]
        if ready:
            try:
                chunk = os.read(terminal, 65536)
            except OSError:  # the other side is gone
                chunk = b""
            if not chunk:
                break
            out += chunk
        elif left and out.endswith(b" "):
            answer = left.pop(0)
            os.write(terminal, answer.encode() + (b"" if answer == INTERRUPT else b"\n"))
        elif out.endswith(b" "):
            os.kill(process, 9)
            os.waitpid(process, 0)
            raise TimeoutError(out.decode("utf-8", "replace"))
    _, status = os.waitpid(process, 0)
    os.close(terminal)
    return Result(os.waitstatus_to_exitcode(status), out.decode("utf-8").replace("\r\n", "\n"), "")
