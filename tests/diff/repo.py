"""A git repository of plans, with commits on days of their own."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from tests.kam import AS_OF, Result, kam

QUIET = {
    "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull, "GIT_AUTHOR_NAME": "x", "GIT_AUTHOR_EMAIL": "x@x",
    "GIT_COMMITTER_NAME": "x", "GIT_COMMITTER_EMAIL": "x@x",
}  # fmt: skip


def git(folder: Path, *arguments: str, day: str = "2026-11-01") -> None:
    """Run git as its owner would."""
    when = {"GIT_COMMITTER_DATE": f"{day}T12:00:00", "GIT_AUTHOR_DATE": f"{day}T12:00:00"}
    subprocess.run(
        ["git", *arguments], cwd=folder, env={**os.environ, **QUIET, **when}, check=True, capture_output=True
    )


def commit(folder: Path, day: str) -> None:
    """Commit everything there is."""
    git(folder, "add", "--all", day=day)
    git(folder, "commit", "--quiet", "--message", "x", day=day)


def ask(folder: Path, *words: str, day: str = AS_OF[1]) -> Result:
    """A call of kam in that folder, as of a day, in English and plain text."""
    return kam(*words, "--lang", "en", AS_OF[0], day, cwd=folder, env=QUIET)
