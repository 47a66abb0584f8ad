"""``kam check --fix`` and ``--diff``: mend files, or show what would be mended."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from pathlib import Path

from kamtool.check import STDIN, Selection, check_loaded
from kamtool.cli.errors import UsageError
from kamtool.cli.session import Session
from kamtool.diagnostic import Diagnostic
from kamtool.fix import Fixed, fixed
from kamtool.load import Loaded, load_bytes
from kamtool.render.safe import safe
from kamtool.source.change import BOM, Draft, commit
from kamtool.source.journal import Interrupted
from kamtool.source.read import Unreadable, read_bytes
from kamtool.source.write import Changed, Locked, locked

CR = "\r"


def mend(session: Session, files: Sequence[str], chosen: Selection, unsafe: bool, show: bool, notes: list[str]) -> int:
    """Mend the files, or with *show* write the differences only; how many files changed or would.

    Raises UsageError when a file changed meanwhile or cannot be written; that file is then as it was.
    """
    counts, shown = [], ""
    for file in files:
        if file == STDIN:
            continue
        if show:
            lines, count = difference(session, file, chosen, unsafe)
            shown += lines
        else:
            count = rewrite(session, file, chosen, unsafe)
        counts.append(count)
    if shown:
        session.write(shown)
    if any(counts):
        notes.append(session.texts("check.would_fix" if show else "check.fixed", count=sum(counts)))
    return sum(map(bool, counts))


def rewrite(session: Session, file: str, chosen: Selection, unsafe: bool) -> int:
    """Mend one file; how many findings that cleared."""
    path = Path(file)
    try:
        with locked(path):
            raw = read_bytes(file)
            loaded, after = mended(session, raw, file, chosen, unsafe)
            if after.count:
                commit([Draft(path, raw, encoded(loaded, after.text))], f"check --fix {path.stem}")
            return after.count
    except Unreadable:
        return 0
    except Changed:
        raise UsageError("changed", file=file) from None
    except Locked:
        raise UsageError("locked", file=file) from None
    except Interrupted as error:
        raise UsageError("interrupted", file=str(error.entry.files[0].path)) from None
    except OSError as error:
        raise UsageError("output_failed", file=file, reason=error.strerror or "") from None


def difference(session: Session, file: str, chosen: Selection, unsafe: bool) -> tuple[str, int]:
    """What would change in one file, line by line; how many findings that would clear.

    Raises UsageError for a file that cannot be read, since nobody looks at it after this.
    """
    try:
        raw = read_bytes(file)
    except Unreadable:
        raise UsageError("cannot_read", file=file) from None
    loaded, after = mended(session, raw, file, chosen, unsafe)
    old, new = (text.removesuffix("\n").split("\n") for text in (loaded.source.text, after.text))
    lines = difflib.unified_diff(old, new, file, file, lineterm="")
    return "".join(f"{safe(line.removesuffix(CR))}\n" for line in lines), after.count


def mended(session: Session, raw: bytes, file: str, chosen: Selection, unsafe: bool) -> tuple[Loaded, Fixed]:
    """A file as it is, and as it would be."""
    loaded = load_bytes(raw, file)

    def found(one: Loaded) -> Iterable[Diagnostic]:
        return check_loaded(one, session.as_of, chosen).diagnostics

    return loaded, fixed(loaded, found, unsafe)


def encoded(loaded: Loaded, text: str) -> bytes:
    """The bytes of a file's new text, with the byte order mark it had."""
    return (BOM if loaded.source.bom else b"") + text.encode()
