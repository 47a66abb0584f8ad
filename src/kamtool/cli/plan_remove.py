"""``kam plan remove``: a value, an entry or an item out of a plan, unless something else names it."""

from __future__ import annotations

from pathlib import Path as File

from kamtool.cli.altering import alter, in_own_words, in_short, open_file, stem
from kamtool.cli.errors import ExitCode
from kamtool.cli.plan_set import Account, DryRun, Place
from kamtool.cli.session import Session, command
from kamtool.ids import removing
from kamtool.load.address import dotted, find
from kamtool.source.document import Document, plain
from kamtool.source.operation import Operation, get


@command
def run(session: Session, account: Account, path: Place, dry_run: DryRun = False) -> ExitCode:
    """Take something out; what others name stays until they name it no more."""
    loaded, root, base = open_file(session, account)
    with in_own_words():
        place = find(root, path, base)
    gone: list[str] = []

    def make(old: Document) -> list[Operation]:
        with in_own_words():
            assert old.root is not None
            now = find(old.root, path, base)
            gone[:] = [in_short(session, get(plain(old.root), now.path), now.shape)]
            return removing(old, now)

    def say() -> str:
        return session.texts("writing.removed", account=stem(loaded.file), place=dotted(place.path), before=gone[0])

    name = f"remove {stem(loaded.file)} {dotted(place.path)}"
    return alter(session, {File(loaded.file): make}, name, dry_run, say)
