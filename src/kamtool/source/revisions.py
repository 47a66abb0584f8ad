"""Plans as a git repository holds them: those of one revision, and one plan through its history.

Contents come out of the object store as they are: no filter, no text conversion, no diff driver has a part in it.
"""

from __future__ import annotations

import datetime as dt
import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from kamtool.source.git import EndsElsewhere, GitFailed, NoRevision, commit_of, git, line, top_of
from kamtool.source.read import MAX_BYTES

SUFFIXES = (".yaml", ".yml")
REGULAR = (b"100644", b"100755")
COMMIT = re.compile(rb"([0-9a-f]{40,64}) (\d{4}-\d\d-\d\d)\Z")
LONGEST = 100_000  # commits looked at


@dataclass(frozen=True, slots=True)
class Revision:
    """A commit by its full name, and its day as the committer saw it."""

    commit: str
    day: dt.date

    @property
    def short(self) -> str:
        """Enough of its name for a person."""
        return self.commit[:8]


@dataclass(frozen=True, slots=True)
class Version:
    """A plan at a commit: its path from the top; *blob* is ``None`` where the commit took it away."""

    revision: Revision
    path: str
    blob: str | None


def revision_of(folder: Path, word: str) -> Revision:
    """The commit that a word means, with its day. Raises GitFailed, NoRevision."""
    commit = commit_of(folder, word)
    return entry(git(folder, "log", "-1", "--no-patch", "--date=short", "--format=%H %cd", commit).strip())


def before(folder: Path, day: dt.date) -> Revision:
    """The last commit of this line of history before a day. Raises GitFailed, NoRevision."""
    told = git(folder, "log", "--first-parent", "--date=short", "--format=%H %cd", f"--max-count={LONGEST}", "HEAD")
    for found in map(entry, told.splitlines()):
        if found.day < day:
            return found
    raise NoRevision(day.isoformat())


def parted(folder: Path, one: str, other: str) -> Revision:
    """The commit from which two revisions parted. Raises GitFailed, NoRevision."""
    commits = commit_of(folder, one), commit_of(folder, other)
    try:
        return revision_of(folder, line(git(folder, "merge-base", *commits)))
    except GitFailed:
        raise NoRevision(f"{one}...{other}") from None


def start_of(folder: Path, word: str) -> str:
    """The commit from which on changes up to the plans as they are count: a revision, or the left end of a range.

    A range must end at HEAD; with three dots it begins where the two parted. Raises GitFailed, NoRevision,
    EndsElsewhere.
    """
    top_of(folder)
    first, dots, last = word.partition("..." if "..." in word else "..")
    if not dots:
        return commit_of(folder, word)
    if last and commit_of(folder, last) != commit_of(folder, "HEAD"):
        raise EndsElsewhere(word)
    return parted(folder, first or "HEAD", "HEAD").commit if dots == "..." else commit_of(folder, first or "HEAD")


def entry(told: bytes) -> Revision:
    """A commit and its day from a line of the log. Raises GitFailed."""
    found = COMMIT.match(told)
    if found is None:
        raise GitFailed("log")
    return Revision(found[1].decode(), dt.date.fromisoformat(found[2].decode()))


def blobs_at(top: Path, commit: str, folder: str) -> dict[str, str]:
    """The plans below a folder (a path from the top, ``.`` for all) at a commit: their blobs by path. Raises GitFailed.

    What is no regular file, hidden or larger than a plan may be is left out.
    """
    found = {}
    for one in git(top, "ls-tree", "-r", "-z", "-l", "--full-tree", commit).split(b"\0"):
        about, _, name = one.partition(b"\t")
        path = os.fsdecode(name)
        if not path.lower().endswith(SUFFIXES) or not (folder == "." or path.startswith(f"{folder}/")):
            continue
        mode, _, blob, size = about.split()
        below = path if folder == "." else path[len(folder) + 1 :]
        hidden = any(part.startswith(".") for part in below.split("/"))
        if mode in REGULAR and not hidden and int(size) <= MAX_BYTES:
            found[path] = blob.decode()
    return found


def contents(top: Path, blobs: Iterable[str]) -> dict[str, bytes]:
    """What these blobs hold, by their names. Raises GitFailed."""
    asked = list(dict.fromkeys(blobs))
    if not asked:
        return {}
    told = git(top, "cat-file", "--batch", given="".join(f"{one}\n" for one in asked).encode())
    found, at = {}, 0
    for blob in asked:
        end = told.find(b"\n", at)
        head = told[at:end].split()
        if len(head) != 3:
            raise GitFailed(told[at:end].decode("utf-8", "replace"))  # a missing object: a clone without blobs
        size = int(head[2])
        found[blob] = told[end + 1 : end + 1 + size]
        at = end + 1 + size + 1
    return found


def versions(top: Path, path: str) -> list[Version]:
    """Every version of a plan up to HEAD, the newest first, through its renames. Raises GitFailed."""
    told = git(
        top, "log", "--follow", "--raw", "--no-abbrev", "-z", "--date=short", "--format=%x01%H %cd",
        "--no-ext-diff", "--no-textconv", f"--max-count={LONGEST}", "HEAD", "--", path,
    )  # fmt: skip
    found = []
    for part in told.split(b"\x01")[1:]:
        head, *changed = [one for one in part.replace(b"\n", b"\0").split(b"\0") if one]
        if changed:
            found.append(version(entry(head), changed))
    return found


def version(at: Revision, changed: Sequence[bytes]) -> Version:
    """One version: ``:mode mode blob blob status``, then the path, after a rename the old one before it."""
    about = changed[0].split()
    blob = about[3].decode()
    return Version(at, os.fsdecode(changed[-1]), None if about[4] == b"D" or not blob.strip("0") else blob)


def is_shallow(folder: Path) -> bool:
    """Whether the repository's history was cut off. Raises GitFailed."""
    return line(git(folder, "rev-parse", "--is-shallow-repository")) == "true"
