"""What ``kam undo`` takes back: for each change the files' old text and what they then became.

A change is noted before its first file is written and settled after its last, so that one which was cut off is known.
The notes lie in the user's own state folder, readable by nobody else; only the last change of a file is kept.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path as File

from kamtool.source.read import Unreadable, read_bytes
from kamtool.source.write import create, left_behind, locked, sync_folder

BEGUN, DONE = ".begun", ".done"
KEPT_DAYS = 30


class Interrupted(Exception):
    """A change of several files was cut off between them; *entry* tells what ``kam undo`` would take back."""

    def __init__(self, entry: Entry) -> None:
        super().__init__(entry.told)
        self.entry = entry


@dataclass(frozen=True, slots=True)
class Past:
    """One file of a change: its old text, and the digest of the new one."""

    path: File
    before: bytes
    after: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One change: what it was told as, when (seconds since 1970), and its files; *note* is where this is kept."""

    told: str
    time: float
    files: tuple[Past, ...]
    note: File

    @property
    def begun(self) -> bool:
        """Whether the change was never finished."""
        return self.note.suffix == BEGUN


def folder() -> File:
    """Where changes are noted: KAM_STATE_DIR, else the user's state folder."""
    own = os.environ.get("KAM_STATE_DIR")
    base = os.environ.get("XDG_STATE_HOME") or os.environ.get("LOCALAPPDATA") or os.path.expanduser("~/.local/state")
    return (File(own) if own else File(base) / "kamtool") / "undo"


def begin(files: Sequence[tuple[File, bytes, bytes]], told: str) -> File:
    """Note a change before it is made: path, old bytes and new bytes of each file; where. Raises OSError."""
    place = folder()
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    content = {
        "told": told,
        "time": time.time(),
        "files": [
            {"path": str(path.resolve()), "before": base64.b64encode(before).decode(), "after": digest(after)}
            for path, before, after in files
        ],
    }
    own = digest("\n".join(sorted(str(path.resolve()) for path, _, _ in files)).encode())[:16]
    with locked(place):
        number = max((int(note.stem[:12]) for note in notes(place)), default=0) + 1
        note = place / f"{number:012}-{own}{BEGUN}"
        create(note, json.dumps(content, ensure_ascii=False).encode(), 0o600)
    return note


def finish(note: File) -> None:
    """A change was made: keep its note, and drop older ones of the same files, and those long past."""
    with suppress(OSError):  # the plans are written; a note left as begun is settled by the next change
        done = note.replace(note.with_suffix(DONE))
        sync_folder(done.parent)
        for other in notes(done.parent):
            if other != done and other.suffix == DONE and (is_past(other) or other.stem[13:] == done.stem[13:]):
                drop(other)


def is_past(note: File) -> bool:
    """Whether a note is older than KEPT_DAYS; one that is gone is not."""
    try:
        return note.stat().st_mtime < time.time() - KEPT_DAYS * 86_400
    except OSError:
        return False


def reached(entry: Entry) -> bool:
    """Whether a change has changed anything: one that was cut off before its first file has not."""
    return not entry.begun or any(state(one) != "before" for one in entry.files)


def drop(note: File) -> None:
    """Forget a change."""
    with suppress(OSError):
        note.unlink(missing_ok=True)


def forget(path: File) -> None:
    """Forget every change of a file, so that nothing it once said is kept. Raises OSError when a note stays."""
    place = folder()
    if place.is_dir():
        with locked(place):  # so nobody is noting anything: what lies there half written was left
            for left in left_behind(place):
                left.unlink(missing_ok=True)
    for entry in entries():
        if any(one.path == path.resolve() for one in entry.files):
            entry.note.unlink(missing_ok=True)


def entries(suffix: str = "") -> Iterator[Entry]:
    """Every noted change, the newest first, or those in one state; a note that cannot be read is none.

    What is noted for longer than KEPT_DAYS is dropped on the way.
    """
    for note in sorted(notes(folder()), reverse=True):
        if is_past(note):
            drop(note)
        elif note.suffix.startswith(suffix) and (entry := read(note)) is not None:
            yield entry


def notes(place: File) -> list[File]:
    """The notes in a folder."""
    with suppress(OSError):
        return [one for one in place.iterdir() if one.suffix in (BEGUN, DONE) and one.stem[:12].isdigit()]
    return []


def read(note: File) -> Entry | None:
    """The change that a note tells of."""
    try:
        content = json.loads(note.read_bytes())
        files = tuple(
            Past(File(one["path"]), base64.b64decode(one["before"], validate=True), one["after"])
            for one in content["files"]
        )
        return Entry(str(content["told"]), float(content["time"]), files, note)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def settle(paths: Sequence[File]) -> None:
    """Look at changes of these files that were never finished; the caller holds the files' locks, so nobody is at it.

    Raises Interrupted for one that reached some of its files and not all.
    """
    own = {path.resolve() for path in paths}
    for entry in entries(BEGUN):
        if own.isdisjoint(one.path for one in entry.files):
            continue
        states = {state(one) for one in entry.files}
        if states == {"before"}:
            drop(entry.note)
        elif {"before", "after"} <= states:
            raise Interrupted(entry)
        else:
            finish(entry.note)


def state(past: Past) -> str:
    """What a file holds now: ``before``, ``after``, or something ``else``."""
    try:
        now = read_bytes(str(past.path))
    except Unreadable:
        return "else"
    return "before" if now == past.before else "after" if digest(now) == past.after else "else"


def digest(content: bytes) -> str:
    """The SHA-256 of a file's bytes."""
    return hashlib.sha256(content).hexdigest()
