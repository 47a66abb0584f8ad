"""Processes that write at once, and processes that are killed: what was promised as written is there, nothing is torn.

``HYPOTHESIS_PROFILE=nightly`` tries many more.
"""

from __future__ import annotations

import itertools
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kamtool.load import load_file
from kamtool.source.change import change
from kamtool.source.operation import AddItem
from tests.kam import MINIMAL, ROOT, plain

LONG = os.environ.get("HYPOTHESIS_PROFILE") == "nightly"
WRITERS, EACH = 8, 500 if LONG else 5
KILLS = 1000 if LONG else 6
# What reaches the disk; a call of these is killed, or fails, one after the other.
CALLS = ("write", "fsync", "rename", "link", "unlink", "chmod", "mkdir")
SEED = 20261123


def run(file: Path, name: str, count: int, before: tuple[str, ...] = ()) -> subprocess.Popen[str]:
    """A process that adds visits."""
    return subprocess.Popen(
        [*before, sys.executable, "-m", "tests.source.appender", str(file), name, str(count)],
        cwd=ROOT,
        env=plain({"KAM_STATE_DIR": str(file.parent / "state"), "PYTHONDONTWRITEBYTECODE": "1"}),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )


def visits(file: Path) -> list[str]:
    """The visits that a plan holds; it must be a plan."""
    loaded = load_file(str(file))
    assert loaded.plan is not None, loaded.diagnostics
    return [str(visit.purpose) for visit in loaded.plan.visits]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a.yaml"
    path.write_text(MINIMAL + "# 结尾\n", encoding="utf-8")
    return path


def test_eight_writers_at_once_lose_nothing(file: Path) -> None:
    """Each visit of each is there once, in the order in which its writer added it."""
    writers = [run(file, f"w{number}", EACH) for number in range(WRITERS)]
    told = [writer.communicate()[0].split() for writer in writers]
    assert [len(one) for one in told] == [EACH] * WRITERS
    found = visits(file)
    assert len(found) == WRITERS * EACH
    for one in told:
        assert [visit for visit in found if visit in set(one)] == one


def test_writers_killed_at_random_lose_nothing(file: Path) -> None:
    """kill -9 at any moment: what was told as written is there, at most the one at work besides; the plan is whole."""
    chance = random.Random(SEED)
    promised: list[str] = []
    for number in range(KILLS):
        writer = run(file, f"k{number}", 1_000)
        assert writer.stdout is not None
        first = writer.stdout.readline()
        time.sleep(chance.random() * 0.05)
        writer.send_signal(signal.SIGKILL)
        promised += [first.strip(), *writer.communicate()[0].split()]
        found = visits(file)
        assert found[: len(promised)] == promised
        assert len(found) - len(promised) in (0, 1)
        if len(found) > len(promised):
            promised.append(found[-1])
        if len(found) > 2_000:
            file.write_text(MINIMAL, encoding="utf-8")
            promised.clear()
    change(file, lambda old: [AddItem(("visits",), {"date": "2026-11-23", "purpose": "last"})])
    assert visits(file)[-1] == "last"


@pytest.mark.skipif(shutil.which("strace") is None or not LONG, reason="needs strace, and time")
@pytest.mark.parametrize("fault", ["signal=KILL", "error=ENOSPC", "error=EIO"])
@pytest.mark.parametrize("call", CALLS)
def test_every_system_call_that_writes_fails_once(file: Path, call: str, fault: str) -> None:
    """From the first such call of a process to its last: killed there, or told that the disk is full or broken."""
    trace = file.parent / "trace"
    for number in itertools.count(1):
        file.write_text(MINIMAL, encoding="utf-8")
        inject = ("-e", f"trace={call}", "-e", f"inject={call}:{fault}:when={number}")
        told = run(file, "s", 1, ("strace", "-f", "-qq", "-o", str(trace), *inject)).communicate()[0].split()
        found = visits(file)
        assert found in ([], ["s-0"])
        assert set(told) <= set(found)
        change(file, lambda old: [AddItem(("visits",), {"date": "2026-11-23", "purpose": "last"})])
        assert visits(file)[-1] == "last"
        if not re.search("INJECTED|killed", trace.read_text(encoding="utf-8", errors="replace")):
            break
