"""A git repository of plans in which `kam setup git` has been run, and its branches."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.diff.repo import QUIET

FILE = "accounts/hongqi.yaml"


class Repo:
    """The repository; ``kam`` is on the PATH of its git unless it is made without."""

    def __init__(self, folder: Path, kam: str | None = f'exec {sys.executable} -m kamtool "$@"') -> None:
        self.folder = folder / "repo"
        (self.folder / "accounts").mkdir(parents=True)
        self.bin = folder / "bin"
        self.bin.mkdir()
        if kam is not None:
            (self.bin / "kam").write_text(f"#!/bin/sh\n{kam}\n")
            (self.bin / "kam").chmod(0o755)
        self.git("init", "--quiet", "--initial-branch=main")

    def git(self, *words: str) -> subprocess.CompletedProcess[str]:
        """What git did."""
        path = f"{self.bin}{os.pathsep}{os.environ['PATH']}"
        env = {**os.environ, **QUIET, "PATH": path, "GIT_EDITOR": "true", "KAM_LANG": "en"}
        return subprocess.run(
            ["git", *words], cwd=self.folder, env=env, check=False, capture_output=True, encoding="utf-8", timeout=120
        )

    def write(self, content: str | bytes, file: str = FILE) -> None:
        """Put a file there."""
        (self.folder / file).parent.mkdir(exist_ok=True)
        (self.folder / file).write_bytes(content if isinstance(content, bytes) else content.encode())

    def read(self, file: str = FILE) -> str:
        """What a file says, line breaks as they are."""
        return (self.folder / file).read_bytes().decode()

    def commit(self, content: str | bytes | None = None, file: str = FILE) -> None:
        """Commit everything, after writing a plan if one is given."""
        if content is not None:
            self.write(content, file)
        self.git("add", "--all")
        done = self.git("commit", "--quiet", "--allow-empty", "--no-verify", "--message", "x")
        assert done.returncode == 0, done.stderr

    def fork(self, base: str | bytes, ours: str | bytes, theirs: str | bytes) -> None:
        """A commit, and two that follow it: ours on main, theirs on a branch."""
        self.commit(base)
        self.git("checkout", "--quiet", "-b", "theirs")
        self.commit(theirs)
        self.git("checkout", "--quiet", "main")
        self.commit(ours)
