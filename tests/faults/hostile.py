"""What every hostile input must meet: an answer in time, in little memory, on few lines, with no traceback."""

from __future__ import annotations

import hashlib
import re
import resource
import subprocess
import sys
from pathlib import Path

from tests.kam import AS_OF, Result, kam, plain, put

MEGABYTES = 400  # of address space; the interpreter with its libraries takes most of it
SECONDS = 20  # far beyond what any input may take; a hang is what it tells from slowness
CONTROL = re.compile(
    r"\r(?!\n)|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\u200b\ufeff]"
)
COMMAND = re.compile(r"^\s*::|##(vso)?\[", re.MULTILINE)


def bounded(*args: str | bytes, cwd: Path, env: dict[str, str] | None = None, stdin: bytes = b"") -> Result:
    """Run ``kam`` as a process with little memory and time, and check what holds of every answer."""
    done = subprocess.run(
        [sys.executable, "-m", "kamtool", *args],
        cwd=cwd,
        input=stdin,
        capture_output=True,
        env=plain(env),
        timeout=SECONDS,
        preexec_fn=limit_memory,
        check=False,
    )
    result = Result(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))
    harmless(result)
    return result


def limit_memory() -> None:
    """In the child: no more address space than MEGABYTES."""
    resource.setrlimit(resource.RLIMIT_AS, (MEGABYTES << 20, MEGABYTES << 20))


def harmless(result: Result) -> None:
    """No traceback, no claim of a bug, no sign that a terminal or a CI runner would obey."""
    for stream in (result.out, result.err):
        assert "Traceback" not in stream
        assert not CONTROL.search(stream)
        assert not COMMAND.search(stream)
    assert result.code in {0, 1, 2}


def inside(*args: str, cwd: Path) -> Result:
    """Run ``kam`` in this process, and check what holds of every answer: for what cannot hang or crash."""
    result = kam(*args, cwd=cwd)
    harmless(result)
    return result


def check(folder: Path, content: str | bytes, *, dangerous: bool = False, name: str = "a.yaml") -> Result:
    """Check one hostile file, as a bounded process when it is *dangerous*; nothing of it may change."""
    file = put(folder, name, content)
    before = hashlib.sha256(file.read_bytes()).digest()
    run = bounded if dangerous else inside
    result = run("check", "--format", "concise", *AS_OF, cwd=folder)
    assert hashlib.sha256(file.read_bytes()).digest() == before
    return result


def located(result: Result, code: str, line: int, column: int, name: str = "a.yaml") -> None:
    """Exit code 1, and the finding at its place is among those told."""
    assert result.code == 1
    assert f"accounts/{name}:{line}:{column}: {code} error" in result.out
