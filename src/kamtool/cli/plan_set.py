"""``kam plan set``: one value of a plan; a judgement keeps what it said before."""

from __future__ import annotations

from pathlib import Path as File
from typing import Annotated

import typer

from kamtool.alter import Heard, setting, whole
from kamtool.cli.altering import alter, in_own_words, in_short, open_file, stem
from kamtool.cli.asking import readable
from kamtool.cli.errors import ExitCode, UsageError
from kamtool.cli.session import Session, command
from kamtool.diagnostic import Path
from kamtool.load.address import DOT, at, dotted, find, text_of
from kamtool.load.typed import iso_day
from kamtool.model.term import words
from kamtool.model.values import Source
from kamtool.source.document import Document, plain
from kamtool.source.node import Node
from kamtool.source.operation import Operation, get

Account = Annotated[str, typer.Argument(help="edit_account", metavar="ACCOUNT")]
Place = Annotated[str, typer.Argument(help="place", metavar="PATH")]
Value = Annotated[str, typer.Argument(help="value", metavar="VALUE")]
From = Annotated[str | None, typer.Option("--source", help="source", metavar="SOURCE")]
Evidence = Annotated[list[str] | None, typer.Option("--evidence", help="evidence", metavar="TEXT")]
Day = Annotated[str | None, typer.Option("--date", help="judged", metavar="YYYY-MM-DD")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="dry_run")]


@command
def run(
    session: Session,
    account: Account,
    path: Place,
    value: Value,
    source: From = None,
    evidence: Evidence = None,
    date: Day = None,
    dry_run: DryRun = False,
) -> ExitCode:
    """Set one value; nothing is written when it says so already, or when the plan would be read worse."""
    readable("VALUE", value)
    for text in evidence or ():
        readable("--evidence", text)
    loaded, root, base = open_file(session, account)
    heard = Heard(
        read_date(session, date), read_source(source), tuple(text.strip() for text in evidence or () if text.strip())
    )
    with in_own_words():
        place = whole(find(root, path, base))
    told: list[str] = []

    def make(old: Document) -> list[Operation]:
        with in_own_words():
            assert old.root is not None
            made = setting(old, whole(find(old.root, path, base)), value, heard, session.as_of)
        from kamtool.source.operation import changed

        before = get(plain(old.root), place.path)
        after = get(plain(changed(old, made).root), place.path)
        told[:] = [in_short(session, before, place.shape), in_short(session, after, place.shape)]
        return made

    def say() -> str:
        own = {
            "account": stem(loaded.file),
            "place": whose(session, root, path, place.path),
            "before": told[0],
            "after": told[1],
        }
        return session.texts("writing.confirmed" if told[0] == told[1] else "writing.set", **own)

    name = f"set {stem(loaded.file)} {dotted(place.path)}"
    return alter(session, {File(loaded.file): make}, name, dry_run, say)


def whose(session: Session, root: Node, given: str, path: Path) -> str:
    """The place as it stands in the file; with the person's name and title where they were called by another word."""
    person = at(root, path[:2]) if path[0] == "stakeholders" else None
    name, title = (text_of(person, key) if person is not None else "" for key in ("name", "title"))
    if not name or DOT.split(given)[0].strip() in (*path[:2], name):
        return dotted(path)
    who = session.texts.join(word for word in (name, title) if word)
    return session.texts("writing.whose", place=dotted(path), who=who)


def read_date(session: Session, given: str | None) -> str | None:
    """The day as given, in any usual spelling, not in the future. Raises UsageError."""
    if given is None:
        return None
    day = iso_day(given.strip(), session.as_of)
    if day is None:
        raise UsageError("judged", given=given)
    if day > session.as_of.isoformat():
        raise UsageError("judged_later", given=day)
    return day


def read_source(given: str | None) -> str | None:
    """From whom it was heard, in any of its words. Raises UsageError."""
    if given is None:
        return None
    found = words(Source).get(given.strip().casefold())
    if found is None:
        raise UsageError("source", given=given, known=list(Source))
    return found.value
