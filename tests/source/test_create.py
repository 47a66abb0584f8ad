"""A new file is there as a whole or not at all, and never in another's place (reliability, rows 25 and 26)."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from kamtool.source.write import LEFT_SECONDS, PREFIX, create

CONTENT = "kam: 1\n" * 2000


def test_a_new_file_holds_what_was_given(tmp_path: Path) -> None:
    """The content, with the mode that the umask allows, and nothing else in the folder."""
    old = os.umask(0o027)
    try:
        create(tmp_path / "a.yaml", CONTENT.encode())
    finally:
        os.umask(old)
    assert (tmp_path / "a.yaml").read_text() == CONTENT
    assert (tmp_path / "a.yaml").stat().st_mode & 0o777 == 0o640
    assert list(tmp_path.iterdir()) == [tmp_path / "a.yaml"]


@pytest.mark.parametrize("links", [True, False])
def test_what_has_the_name_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool) -> None:
    """A file, a folder and a dangling link are left alone, also where the system has no links."""
    if not links:
        monkeypatch.setattr(os, "link", refuse(errno.EPERM))
    (tmp_path / "file").write_text("mine")
    (tmp_path / "folder").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    for name in ("file", "folder", "link"):
        with pytest.raises(FileExistsError):
            create(tmp_path / name, b"theirs")
    assert (tmp_path / "file").read_text() == "mine"
    assert not (tmp_path / "elsewhere").exists()
    assert sorted(one.name for one in tmp_path.iterdir()) == ["file", "folder", "link"]


def test_a_system_without_links_gets_the_file_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Then it is written in place, still only where nothing was."""
    monkeypatch.setattr(os, "link", refuse(errno.EPERM))
    create(tmp_path / "a.yaml", b"x")
    assert (tmp_path / "a.yaml").read_bytes() == b"x"
    assert list(tmp_path.iterdir()) == [tmp_path / "a.yaml"]


def refuse(number: int) -> Any:
    def call(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    return call


@pytest.mark.parametrize("links", [True, False])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO])
def test_a_full_disk_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, links: bool) -> None:
    """Whichever sync fails first, there is no file and no rest of one."""
    if not links:
        monkeypatch.setattr(os, "link", refuse(errno.EPERM))
    real = os.fsync
    for failing in range(1 if links else 2):
        left = iter([True] * failing + [False])
        monkeypatch.setattr(os, "fsync", lambda file, left=left: real(file) if next(left) else refuse(number)())
        with pytest.raises(OSError, match=os.strerror(number)):
            create(tmp_path / "a.yaml", CONTENT.encode())
        assert list(tmp_path.iterdir()) == []


KILLED = """
import os, pathlib, signal, sys, tempfile
from kamtool.source.write import create
where, folder, content = sys.argv[1:]
def die(*_, **__): os.kill(os.getpid(), signal.SIGKILL)
real = {"link": os.link, "fsync": os.fsync}
if where == "before sync": os.fsync = die
if where == "before link": os.link = die
if where == "after link": os.link = lambda *names: (real["link"](*names), die())
create(pathlib.Path(folder, "a.yaml"), content.encode())
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs kill -9")
@pytest.mark.parametrize(("where", "there"), [("before sync", False), ("before link", False), ("after link", True)])
def test_kill_9_leaves_all_or_nothing(tmp_path: Path, where: str, there: bool) -> None:
    """A writer killed at any point leaves the whole file or none; its rest is swept away later."""
    done = subprocess.run([sys.executable, "-c", KILLED, where, str(tmp_path), CONTENT], check=False)
    assert done.returncode == -signal.SIGKILL
    file = tmp_path / "a.yaml"
    assert file.exists() == there
    assert not there or file.read_text() == CONTENT
    (left,) = tmp_path.glob(f"{PREFIX}*.tmp")
    create(tmp_path / "b.yaml", b"x")
    assert left.exists(), "a writer may still be at work"
    long_ago = time.time() - LEFT_SECONDS - 60
    os.utime(left, (long_ago, long_ago))
    create(tmp_path / "c.yaml", b"x")
    assert not left.exists()
    assert file.exists() == there
