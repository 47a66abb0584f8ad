"""Running ``kam`` in tests: in this process, as a process of its own, and on a terminal."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Mapping
from contextlib import chdir
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

ROOT = Path(__file__).resolve().parents[1]
AS_OF = ("--as-of", "2026-11-23")
# What changes kam's answers, and must come from a test alone.
SPEAKING = (
    "CI", "CI_PROJECT_DIR", "CLICOLOR", "COLUMNS", "FORCE_COLOR", "GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY",
    "GITHUB_WORKSPACE", "KAM_CACHE", "KAM_CACHE_DIR", "KAM_LANG", "LANG", "LANGUAGE", "LC_ALL", "LC_CTYPE",
    "LC_MESSAGES", "LINES", "NO_COLOR", "PYTHONIOENCODING", "PYTHONUTF8", "TERM", "TZ", "_KAM_COMPLETE",
)  # fmt: skip
SECONDS = 120
MINIMAL = "kam: 1\naccount:\n  name: 红旗机械厂\n"


@dataclass(frozen=True)
class Result:
    """What a call gave: the exit code and both streams."""

    code: int
    out: str
    err: str


class FakeTerminal(io.TextIOWrapper):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def kam(
    *args: str,
    cwd: Path = ROOT,
    stdin: bytes = b"",
    env: Mapping[str, str] | None = None,
    tty: bool = False,
    encoding: str = "utf-8",
) -> Result:
    """Run ``kam`` in this process, in *cwd*, with *env* on top of a plain environment."""
    from kamtool.cli.start import start

    kind = FakeTerminal if tty else io.TextIOWrapper
    out, err = kind(io.BytesIO(), encoding=encoding), io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    given = io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8")
    with (
        mock.patch.dict(os.environ, plain(env), clear=True),
        mock.patch.multiple(sys, stdin=given, stdout=out, stderr=err),
        chdir(cwd),
    ):
        code = start(list(args))
        out.flush()
        err.flush()
    return Result(int(code), read(out, encoding), read(err, encoding))


def read(stream: io.TextIOWrapper, encoding: str) -> str:
    """What was written to a stream of this kind."""
    raw = stream.buffer
    assert isinstance(raw, io.BytesIO)
    return raw.getvalue().decode(encoding)


def plain(env: Mapping[str, str] | None) -> dict[str, str]:
    """The environment without what changes kam's answers, then *env*."""
    base = {name: value for name, value in os.environ.items() if name not in SPEAKING}
    return {**base, "LC_ALL": "C.UTF-8", "KAM_CACHE": "off", **(env or {})}


def process(*args: str | bytes, cwd: Path = ROOT, stdin: bytes = b"", env: Mapping[str, str] | None = None) -> Result:
    """Run ``kam`` as a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "kamtool", *args],
        cwd=cwd,
        input=stdin,
        capture_output=True,
        env=plain(env),
        timeout=SECONDS,
        check=False,
    )
    return Result(done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace"))


def shell(script: str, *, cwd: Path = ROOT, env: Mapping[str, str] | None = None) -> Result:
    """Run a line of bash in which ``$KAM`` is ``kam``: for pipes and closed streams."""
    done = subprocess.run(
        ["bash", "-c", script],
        cwd=cwd,
        capture_output=True,
        env={**plain(env), "KAM": f"{sys.executable} -m kamtool"},
        timeout=SECONDS,
        check=False,
    )
    return Result(done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace"))


def terminal(*args: str, columns: int = 80, cwd: Path = ROOT, env: Mapping[str, str] | None = None) -> Result:
    """Run ``kam`` with its stdout on a terminal of so many columns; stderr stays apart."""
    import fcntl
    import pty
    import struct
    import termios

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    running = subprocess.Popen(
        [sys.executable, "-m", "kamtool", *args],
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        stdout=theirs,
        stderr=subprocess.PIPE,
        env=plain({"TERM": "xterm-256color", **(env or {})}),
    )
    os.close(theirs)
    out = b""
    while chunk := read_terminal(ours):
        out += chunk
    _, err = running.communicate(timeout=SECONDS)
    os.close(ours)
    return Result(running.returncode, out.decode("utf-8").replace("\r\n", "\n"), err.decode("utf-8"))


def read_terminal(descriptor: int) -> bytes:
    """The next bytes of a terminal; none when the other side is gone, which Linux reports as an error."""
    try:
        return os.read(descriptor, 65536)
    except OSError:
        return b""


def put(folder: Path, name: str, content: str | bytes) -> Path:
    """Write a plan as ``accounts/<name>`` below *folder*."""
    file = folder / "accounts" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return file
