"""Git's own merge of texts, line by line: what is done where a file is no plan, and for texts of several lines."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kamtool.source.git import OURS, SAFE, SECONDS, TOLD, GitFailed

MOST = 127  # git counts conflicts up to here; a higher code is a failure


@dataclass(frozen=True, slots=True)
class Labels:
    """What conflicts call the sides, and how many signs a marker has."""

    ours: str = "ours"
    base: str = "base"
    theirs: str = "theirs"
    size: int = 7


def by_lines(base: bytes, ours: bytes, theirs: bytes, labels: Labels) -> tuple[bytes, bool]:
    """The text that ``git merge-file`` makes of three, and whether it is clean. Raises GitFailed."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("GIT_") or name in TOLD}
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder, name) for name in ("ours", "base", "theirs")]
        for file, content in zip(files, (ours, base, theirs), strict=True):
            file.write_bytes(content)
        try:
            done = subprocess.run(
                ["git", *SAFE, "merge-file", "-p", "-q", *options(labels), *map(str, files)],
                cwd=folder,
                env={**own, **OURS},
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=SECONDS,
                check=False,
            )
        except (OSError, ValueError, subprocess.TimeoutExpired) as error:
            raise GitFailed(type(error).__name__) from None
    if not 0 <= done.returncode <= MOST:
        raise GitFailed(done.stderr.decode("utf-8", "replace").strip().split("\n")[0])
    return done.stdout, done.returncode == 0


def options(labels: Labels) -> Sequence[str]:
    """The options that name the sides and the length of a marker."""
    named = [word for name in (labels.ours, labels.base, labels.theirs) for word in ("-L", name)]
    return [f"--marker-size={labels.size}", *named]


def texts(base: str, ours: str, theirs: str) -> str | None:
    """The lines of both sides in one text; ``None`` where they meet, or git is not there."""
    try:
        made, clean = by_lines(f"{base}\n".encode(), f"{ours}\n".encode(), f"{theirs}\n".encode(), Labels())
    except GitFailed:
        return None
    return made.decode().removesuffix("\n") if clean else None
