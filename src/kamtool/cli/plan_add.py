"""``kam plan add``: an item of a list, a word to a list of words, or somebody new with an id of their own."""

from __future__ import annotations

from pathlib import Path as File
from typing import Annotated

import typer

from kamtool.alter import adding
from kamtool.cli.altering import alter, in_own_words, in_short, open_file, stem
from kamtool.cli.asking import readable
from kamtool.cli.errors import ExitCode
from kamtool.cli.plan_set import Account, DryRun, Place
from kamtool.cli.session import Session, command
from kamtool.load.address import dotted, shape_at
from kamtool.source.document import Document, plain
from kamtool.source.operation import Operation, changed, get

Words = Annotated[list[str] | None, typer.Argument(help="added", metavar="VALUE")]


@command
def run(session: Session, account: Account, path: Place, values: Words = None, dry_run: DryRun = False) -> ExitCode:
    """Add to a list or a section; nothing that is there is changed."""
    for text in values or ():
        readable("VALUE", text)
    loaded, _, base = open_file(session, account)
    told: list[str] = []

    def make(old: Document) -> list[Operation]:
        with in_own_words():
            place, made = adding(old, path, base, values or [], session.as_of)
        after = get(plain(changed(old, made).root), place)
        told[:] = [dotted(place), in_short(session, after, shape_at(place))]
        return made

    def say() -> str:
        return session.texts("writing.added", account=stem(loaded.file), place=told[0], after=told[1])

    return alter(session, {File(loaded.file): make}, f"add {stem(loaded.file)} {path}", dry_run, say)
