"""A change of plans from reading to the renamed file: lock, read, splice, verify, compare, write; all or nothing."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path as File

from kamtool.source import journal
from kamtool.source.document import Document
from kamtool.source.operation import Operation, changed
from kamtool.source.parse import parse
from kamtool.source.read import decode, read_bytes
from kamtool.source.splice import Order, no_order
from kamtool.source.stop import Stopped, held
from kamtool.source.write import Changed, holds, locked, replace

BOM = b"\xef\xbb\xbf"
OPEN_BESIDE = 64  # files open beside the locks


@dataclass(frozen=True, slots=True)
class Draft:
    """A file as it was read, and as it is to be."""

    path: File
    before: bytes
    after: bytes


# What to do to a plan, given its document; and a last look that raises to prevent the writing.
Make = Callable[[Document], Sequence[Operation]]
Accept = Callable[[Draft], None]


@dataclass(frozen=True, slots=True)
class Written:
    """What was written; *synced* is False when the disk did not confirm it, though the new files stand."""

    drafts: tuple[Draft, ...]
    synced: bool = True


def nothing_against(draft: Draft) -> None:
    """Accept every draft."""


def draft(path: File, make: Make, order: Order = no_order) -> Draft:
    """What a change would make of a file; nothing is written.

    Raises Unreadable for a file that is no plan's text, and Refused when the text would not say what was meant.
    """
    raw = read_bytes(str(path))
    source = decode(raw, str(path))
    old = Document(source.text, parse(source.text, str(path)))
    new = changed(old, make(old), order)
    return Draft(path, raw, (BOM if source.bom else b"") + new.text.encode())


def change(
    path: File,
    make: Make,
    *,
    order: Order = no_order,
    accept: Accept = nothing_against,
    told: str = "",
    undoable: bool = True,
) -> Written:
    """Change one plan: see change_all."""
    return change_all({path: make}, order=order, accept=accept, told=told, undoable=undoable)


def change_all(
    makes: Mapping[File, Make],
    *,
    order: Order = no_order,
    accept: Accept = nothing_against,
    told: str = "",
    undoable: bool = True,
) -> Written:
    """Change plans together: every file is locked, read, spliced, verified and accepted before any is written.

    *told* names the change for ``kam undo``. With *undoable* false nothing of the old text is kept. Raises Unreadable,
    Refused, whatever *accept* raises, Locked, Changed, journal.Interrupted, or OSError; then no file is changed.
    """
    with all_locked(makes):
        drafts = [draft(path, make, order) for path, make in makes.items()]
        for one in drafts:
            accept(one)
        return commit(drafts, told, undoable)


def write(drafts: Sequence[Draft], told: str = "", undoable: bool = True) -> Written:
    """Write drafts just as they were shown, if their files still are what they were. Raises as change_all does."""
    with all_locked([one.path for one in drafts]):
        return commit(drafts, told, undoable)


def commit(drafts: Sequence[Draft], told: str = "", undoable: bool = True) -> Written:
    """Write drafts whose files the caller has locked: what would be undone is noted first, a failure takes all back.

    So does Ctrl-C before the last file; then or later Stopped is raised, which tells whether the change stands.
    """
    real = [one for one in drafts if one.before != one.after]
    if not real:
        return Written(())
    journal.settle([one.path for one in real])
    for one in real:
        if not holds(one.path, one.before):
            raise Changed(str(one.path))
    with held() as hold:
        # Several files are noted even if nothing is to be undone later: a crash between them must be told.
        noted = undoable or len(real) > 1
        entry = journal.begin([(d.path, d.before, d.after) for d in real], told) if noted else None
        synced = True
        try:
            for one in real:
                hold.listen()
                synced &= replace(one.path, one.after, one.before)
        except BaseException as error:
            take_back(real)
            if entry is not None:
                journal.drop(entry)
            if isinstance(error, KeyboardInterrupt):
                raise Stopped(kept=False) from None
            raise
        if entry is not None and undoable:
            journal.finish(entry)
        elif entry is not None:
            journal.drop(entry)
    return Written(tuple(real), synced)


def take_back(drafts: Sequence[Draft]) -> None:
    """Put back what was written of a change, also the file that was new already when its writing broke off."""
    for one in reversed(drafts):
        if holds(one.path, one.after):
            replace(one.path, one.before, one.after)


@contextmanager
def all_locked(paths: Mapping[File, object] | Sequence[File]) -> Iterator[None]:
    """The locks of all files, taken in one order by everybody so that no two wait for each other. Raises Locked."""
    make_room(len(paths))
    with ExitStack() as held:
        for path in sorted({one.resolve() for one in paths}):
            held.enter_context(locked(path))
        yield


def make_room(count: int) -> None:
    """Let this process hold so many locks at once, each an open file, as far as the system allows."""
    if sys.platform != "win32":
        import resource

        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        wanted = count + OPEN_BESIDE if hard == resource.RLIM_INFINITY else min(count + OPEN_BESIDE, hard)
        if soft != resource.RLIM_INFINITY and soft < wanted:
            with suppress(OSError, ValueError):  # the lock that is one too many will tell
                resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
