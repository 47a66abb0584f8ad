"""Asking git, so that nothing a repository says can make it run or write anything."""

from __future__ import annotations

import hashlib
import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

from kamtool.source.read import Unreadable, read_bytes

# No hook, no file system monitor, no pager, no check of signatures: a repository may configure them all.
SAFE = (
    "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-c", "core.pager=cat",
    "-c", "log.showSignature=false", "--no-optional-locks", "--no-pager",
)  # fmt: skip
# What git may be told through the environment: where its settings are and how far up it may look. All else (another
# repository, programs to run, files to trace into, more settings) is left behind, as a hook that calls kam sets it.
TOLD = (
    "GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM", "GIT_CEILING_DIRECTORIES",
    "GIT_DISCOVERY_ACROSS_FILESYSTEM",
)  # fmt: skip
OURS = {"GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1", "LC_ALL": "C"}
SECONDS = 60


class GitFailed(Exception):
    """Git is not there, this is no repository, or something else went wrong; carries git's first line."""


class NoRevision(Exception):
    """What was given names no commit; carries it."""


class EndsElsewhere(Exception):
    """A range that ends at another commit than HEAD, where the plans as they are were asked for; carries the range."""


class Outside(Exception):
    """A file that does not lie in the repository; carries its name."""


def git(folder: Path, *arguments: str, given: bytes = b"", literal: bool = True) -> bytes:
    """What git answers in *folder*; *given* is its standard input. Raises GitFailed.

    Paths are taken as they stand; a command that knows no such thing is asked with *literal* false.
    """
    own = {name: value for name, value in os.environ.items() if not name.startswith("GIT_") or name in TOLD}
    try:
        done = subprocess.run(
            ["git", *SAFE, *arguments],
            cwd=folder,
            env={**own, **OURS, "GIT_LITERAL_PATHSPECS": str(int(literal))},
            input=given,
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        raise GitFailed(type(error).__name__) from None
    if done.returncode != 0:
        raise GitFailed(done.stderr.decode("utf-8", "replace").strip().split("\n")[0])
    return done.stdout


def changed_since(folder: Path, revision: str, files: Sequence[str]) -> list[str]:
    """Those of *files* that a revision does not have, or has with other contents. Raises GitFailed, NoRevision,
    Outside.

    The contents are compared here, by the names git gives them: ``git diff`` would run the filters that a repository
    asks for. A file that differs in its line ends alone has not changed.
    """
    top = top_of(folder)
    commit = commit_of(folder, revision)
    kind = line(git(folder, "rev-parse", "--show-object-format"))
    then = names_of(git(Path(top), "ls-tree", "-r", "-z", "--full-tree", commit))
    return [file for file in files if then.get(inside(top, file), "") not in blobs(file, kind)]


def top_of(folder: Path) -> str:
    """The top folder of the repository. Raises GitFailed."""
    return line(git(folder, "rev-parse", "--show-toplevel"))


def commit_of(folder: Path, revision: str) -> str:
    """The full name of the commit that a revision means. Raises NoRevision."""
    try:
        return line(git(folder, "rev-parse", "--verify", "--end-of-options", f"{revision}^{{commit}}"))
    except GitFailed:
        raise NoRevision(revision) from None


def line(answer: bytes) -> str:
    """An answer of one line, as text."""
    return os.fsdecode(answer.removesuffix(b"\n"))


def names_of(tree: bytes) -> dict[str, str]:
    """The blob of every file of a listed tree, by its path."""
    found = {}
    for entry in tree.split(b"\0"):
        about, _, path = entry.partition(b"\t")
        found[os.fsdecode(path)] = line(about.rpartition(b" ")[2])
    return found


def inside(top: str, file: str) -> str:
    """The path of a file from the top of its repository. Raises Outside."""
    folder, name = os.path.split(os.path.abspath(file))
    path = os.path.relpath(os.path.join(os.path.realpath(folder), name), os.path.realpath(top)).replace(os.sep, "/")
    if path.startswith("../"):
        raise Outside(file)
    return path


def blobs(file: str, kind: str) -> set[str]:
    """The names git would give a file's contents, as they are and with the line ends it may have stored."""
    try:
        raw = read_bytes(file)
    except Unreadable:
        return set()
    return {blob(raw, kind), blob(raw.replace(b"\r\n", b"\n"), kind)}


def blob(raw: bytes, kind: str) -> str:
    """The name git gives these contents."""
    return hashlib.new(kind, b"blob %d\0" % len(raw) + raw, usedforsecurity=False).hexdigest()
