"""Asking git, so that nothing a repository says can make it run or write anything."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

# No hook, no external diff, no text conversion, no file system monitor, no pager: a repository may configure them all.
SAFE = (
    "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-c", "core.pager=cat",
    "-c", "diff.external=", "-c", "core.quotePath=false", "--no-optional-locks", "--no-pager",
)  # fmt: skip
SECONDS = 60


class GitFailed(Exception):
    """Git is not there, this is no repository, or it does not know what was asked for; carries git's first line."""


def git(folder: Path, *arguments: str) -> bytes:
    """What git answers in *folder*. Raises GitFailed."""
    environment = {**os.environ, "GIT_TERMINAL_PROMPT": "0", "GIT_EXTERNAL_DIFF": "", "LC_ALL": "C"}
    environment.pop("GIT_EXTERNAL_DIFF")
    try:
        done = subprocess.run(
            ["git", *SAFE, *arguments],
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise GitFailed(type(error).__name__) from None
    if done.returncode != 0:
        raise GitFailed(done.stderr.decode("utf-8", "replace").strip().split("\n")[0])
    return done.stdout


def changed_since(folder: Path, revision: str) -> list[str]:
    """The files below *folder* that differ from a revision or are not tracked, as paths from it. Raises GitFailed."""
    wanted = f"{revision}^{{commit}}"
    commit = git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", wanted).decode().strip()
    plain = ("--name-only", "-z", "--relative", "--no-ext-diff", "--no-textconv", "--diff-filter=d")
    changed = git(folder, "diff", *plain, commit, "--")
    new = git(folder, "ls-files", "-z", "--others", "--exclude-standard", "--")
    names = {name for name in (changed + new).decode("utf-8", "surrogateescape").split("\0") if name}
    return sorted(names)
