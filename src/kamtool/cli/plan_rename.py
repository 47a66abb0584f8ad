"""``kam plan rename``: an id, with every place that names it; of one plan, or of all that have it."""

from __future__ import annotations

from pathlib import Path as File
from typing import Annotated

import typer

from kamtool.cli.account import expand
from kamtool.cli.altering import alter, in_own_words, open_file, stem
from kamtool.cli.errors import ExitCode
from kamtool.cli.plan_set import Account, DryRun
from kamtool.cli.session import Session, command
from kamtool.ids import id_at, references, renaming
from kamtool.load import load_file
from kamtool.load.address import find
from kamtool.source.change import Make
from kamtool.source.document import Document
from kamtool.source.node import child
from kamtool.source.operation import Operation

Old = Annotated[str, typer.Argument(help="old_id", metavar="ID")]
New = Annotated[str, typer.Argument(help="new_id", metavar="NEW")]
Everywhere = Annotated[bool, typer.Option("--everywhere", help="everywhere")]


@command
def run(
    session: Session, account: Account, old: Old, new: New, everywhere: Everywhere = False, dry_run: DryRun = False
) -> ExitCode:
    """Give somebody or something another id; all plans are verified before the first is written."""
    loaded, root, base = open_file(session, account)
    with in_own_words():
        path = find(root, old, base).path
        ident = id_at(Document(loaded.source.text, root), path)
        renaming(Document(loaded.source.text, root), path, new)
    section = str(path[0])
    files = [loaded.file]
    if everywhere and ident is not None:
        every = (load_file(file) for file in expand(session, []))
        with_it = [one.file for one in every if one.root is not None and ident in ids(one.root, section)]
        files += [file for file in with_it if File(file).resolve() != File(loaded.file).resolve()]
    counts: dict[str, int] = {}

    def make_for(file: str) -> Make:
        def make(document: Document) -> list[Operation]:
            with in_own_words():
                assert document.root is not None
                assert ident is not None
                counts[file] = len(list(references(document.root, section, ident)))
                return renaming(document, find(document.root, f"{section}.{ident}").path, new)

        return make

    def say() -> str:
        own = {"before": ident, "after": new, "count": sum(counts.values()), "plans": [stem(file) for file in files]}
        return session.texts("writing.renamed" if len(files) == 1 else "writing.renamed_many", **own)

    makes = {File(file): make_for(file) for file in files}
    return alter(session, makes, f"rename {stem(loaded.file)} {ident} {new}", dry_run, say, renaming=True)


def ids(root: object, section: str) -> set[str]:
    """The ids that a section of a plan defines."""
    from kamtool.load.reference import ids_of
    from kamtool.source.node import Node

    return set(ids_of(root, section)) if isinstance(root, Node) and child(root, section) is not None else set()
