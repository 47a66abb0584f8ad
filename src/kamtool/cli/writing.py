"""Writing a change of plans from any command: what stands in the way in words, the difference, what is refused."""

from __future__ import annotations

import difflib
import errno
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path as File

from kamtool.cli.errors import UsageError
from kamtool.cli.output import complain, remark
from kamtool.cli.session import Session
from kamtool.diagnostic import Diagnostic
from kamtool.load import Loaded, load_bytes
from kamtool.load.address import order
from kamtool.render.safe import safe
from kamtool.source.change import Draft, Make, Written, change, draft, write
from kamtool.source.document import Refused
from kamtool.source.journal import Interrupted
from kamtool.source.operation import Operation
from kamtool.source.read import Unreadable
from kamtool.source.write import Changed, Locked

CR = "\r"
NAMED = 5  # plans by which a change is known


@contextmanager
def in_words(file: str) -> Iterator[None]:
    """What keeps a change of *file* from being made or written, as a UsageError."""
    try:
        yield
    except Refused:
        raise UsageError("cannot_splice", file=file) from None
    except Interrupted as error:
        raise UsageError("interrupted", file=str(error.entry.files[0].path)) from None
    except Changed as error:
        raise UsageError("changed", file=str(error)) from None
    except Locked as error:
        raise UsageError("locked", file=str(error)) from None
    except Unreadable as error:
        raise UsageError("cannot_read", file=error.diagnostics[0].file) from None
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise UsageError("disk_full", file=file) from None
        if error.errno == errno.EACCES and os.path.exists(file) and not os.access(file, os.W_OK):
            raise UsageError("read_only", file=file) from None
        raise UsageError("output_failed", file=error.filename or file, reason=error.strerror or "") from None


def drafted(session: Session, file: str, operations: Sequence[Operation]) -> Draft:
    """What the operations would make of a plan, if it is read no worse after them. Raises UsageError."""
    with in_words(file):
        made = draft(File(file), lambda _: operations, order)
    acceptable(session, made)
    return made


def write_draft(made: Draft, told: str) -> Written:
    """Write a draft just as it was shown. Raises UsageError when the file has changed meanwhile."""
    with in_words(str(made.path)):
        return write([made], told)


def changed(session: Session, file: str, make: Make, told: str) -> Written:
    """Change one plan, read and written under its lock; a disk that did not confirm it is told. Raises UsageError."""
    with in_words(file):
        written = change(File(file), make, order=order, accept=lambda one: acceptable(session, one), told=told)
    not_synced(session, written)
    return written


def not_synced(session: Session, written: Written) -> None:
    """Tell when the disk has not confirmed what was written."""
    if not written.synced:
        remark(session.texts("writing.not_synced"))


def told_of(command: str, drafts: Sequence[Draft]) -> str:
    """How ``kam undo`` names a change of several plans: the command and the plans, of many the first few."""
    names = [one.path.stem for one in drafts]
    more = [f"+{len(names) - NAMED}"] if len(names) > NAMED else []
    return " ".join([command, *names[:NAMED], *more])


def acceptable(session: Session, draft: Draft) -> None:
    """Refuse a draft with something wrong in it that was not before, told as ``kam check`` would. Raises UsageError."""
    before, after = (load_bytes(raw, str(draft.path)) for raw in (draft.before, draft.after))
    known = Counter(map(fault, before.diagnostics))
    new = [one for one in after.diagnostics if not known or (known.subtract([fault(one)]) or known[fault(one)] < 0)]
    if new:
        complain(session, Loaded(after.file, None, after.source, after.root, tuple(new)))
        raise UsageError("edit_refused", file=str(draft.path))


def fault(found: Diagnostic) -> tuple[str, str, str]:
    """What a fault is, wherever its line has moved."""
    return (found.code, found.variant, str(sorted(found.params.items(), key=lambda one: one[0])))


def difference(draft: Draft) -> str:
    """A unified difference, as ``diff -u`` writes it."""
    if draft.before == draft.after:
        return ""
    old, new = (lines(raw) for raw in (draft.before, draft.after))
    name = str(draft.path)
    return "".join(f"{safe(line)}\n" for line in difflib.unified_diff(old, new, name, name, lineterm=""))


def lines(raw: bytes) -> list[str]:
    """The lines of a file, the last one marked when no line break ends it."""
    text = raw.decode("utf-8", "replace").removeprefix("\ufeff")
    found = [line.removesuffix(CR) for line in text.split("\n")]
    if not found[-1]:
        return found[:-1]
    return found if len(found) == 1 and not found[0] else [*found[:-1], found[-1] + " \\"]
