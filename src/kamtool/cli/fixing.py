"""``kam check --fix`` and ``--diff``: mend files, or show what would be mended."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from pathlib import Path

from kamtool.check import STDIN, Selection, check_loaded
from kamtool.cli.account import read_stdin
from kamtool.cli.errors import UsageError
from kamtool.cli.session import Session, write_bytes
from kamtool.diagnostic import Diagnostic
from kamtool.fix import Fixed, fixed
from kamtool.load import Loaded, load_bytes
from kamtool.render.safe import safe, safe_start
from kamtool.source.change import BOM, Draft, commit
from kamtool.source.journal import Interrupted
from kamtool.source.read import MAX_BYTES, Unreadable, read_bytes
from kamtool.source.write import Changed, Locked, locked

ENDS = "\r\n"
WORDS = "KAM018"


def mend(
    session: Session,
    files: Sequence[str],
    chosen: Selection,
    unsafe: bool,
    show: bool,
    raw: dict[str, bytes],
    notes: list[str],
) -> int:
    """Mend the files, or with *show* write the differences only; how many files changed or would.

    What came on standard input goes to stdout, mended, and into *raw*, to be checked. Raises UsageError when a file
    changed meanwhile or cannot be written; that file is then as it was.
    """
    counts, shown = [], ""
    for file in files:
        if show:
            lines, count = difference(session, file, chosen, unsafe)
            shown += lines
        elif file == STDIN:
            raw[STDIN], count = pass_on(session, chosen, unsafe)
        else:
            count = rewrite(session, file, chosen, unsafe)
        counts.append(count)
    if shown:
        session.write(shown)
    if any(counts):
        notes.append(session.texts("check.would_fix" if show else "check.fixed", count=sum(counts)))
    return sum(map(bool, counts))


def pass_on(session: Session, chosen: Selection, unsafe: bool) -> tuple[bytes, int]:
    """Write what came on standard input to stdout, mended; and give it, with how many findings that cleared.

    What cannot be mended goes through as it is. Raises UsageError for more than a plan may hold: that was not all.
    """
    raw = read_stdin()
    if len(raw) > MAX_BYTES:
        raise UsageError("cannot_read", file=STDIN)
    loaded, after = mended(session, raw, STDIN, chosen, unsafe)
    new = encoded(loaded, after.text) if after.count else raw
    write_bytes(new)
    return new, after.count


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
    """What would change in one file, as a patch; how many findings that would clear.

    In a file of its own a patch has every byte, so that it can be applied. On stdout nothing of it may act on a
    terminal or on a CI runner, which obeys a line that begins with spaces and ``::``.
    Raises UsageError for a file that cannot be read, since nobody looks at it after this.
    """
    try:
        raw = read_stdin() if file == STDIN else read_bytes(file)
    except Unreadable:
        raise UsageError("cannot_read", file=file) from None
    loaded, after = mended(session, raw, file, chosen, unsafe)
    if not after.count:
        return "", 0
    exact = session.output is not None
    mark = "\ufeff" if exact and loaded.source.bom else ""
    old, new = (lines_of(mark + text) for text in (loaded.source.text, after.text))
    patch = list(difflib.unified_diff(old, new, safe(file), safe(file)))
    if exact:
        told = (one if one.endswith("\n") else f"{one}\n\\ No newline at end of file\n" for one in patch)
    else:
        told = (f"{safe_start(safe(one.rstrip(ENDS)))}\n" for one in patch)
    return "".join(told), after.count


def lines_of(text: str) -> list[str]:
    """The lines of a text, each with its end; only a line feed ends one."""
    return [f"{one}\n" for one in text.split("\n")[:-1]] + [one for one in text.split("\n")[-1:] if one]


def mended(session: Session, raw: bytes, file: str, chosen: Selection, unsafe: bool) -> tuple[Loaded, Fixed]:
    """A file as it is, and as it would be."""
    loaded = load_bytes(raw, file)

    def found(one: Loaded) -> Iterable[Diagnostic]:
        told = check_loaded(one, session.as_of, chosen).diagnostics
        if chosen.select or any(each.code == WORDS for each in told):
            return told
        # A word that is right but not canonical is no finding to a team, yet it is safe to mend.
        words = check_loaded(one, session.as_of, chosen._replace(select=(WORDS,)), rules=())
        return [*told, *(each for each in words.diagnostics if each.code == WORDS)]

    return loaded, fixed(loaded, found, unsafe)


def encoded(loaded: Loaded, text: str) -> bytes:
    """The bytes of a file's new text, with the byte order mark it had."""
    return (BOM if loaded.source.bom else b"") + text.encode()
