"""``kam undo``: the last change that kamtool made is taken back; once more, and it is made again."""

from __future__ import annotations

from pathlib import Path as File
from typing import Annotated

import typer

from kamtool.cli.account import one_account
from kamtool.cli.altering import FORMATS, SCHEMA, ago
from kamtool.cli.errors import ExitCode, UsageError
from kamtool.cli.output import remark
from kamtool.cli.plan_set import DryRun
from kamtool.cli.session import Session, command, render
from kamtool.cli.writing import difference, in_words, not_synced
from kamtool.render.safe import safe
from kamtool.source import journal
from kamtool.source.change import Draft, write
from kamtool.source.read import Unreadable, read_bytes

Account = Annotated[str | None, typer.Argument(help="undo_account", metavar="ACCOUNT")]


@command
def run(session: Session, account: Account = None, dry_run: DryRun = False) -> ExitCode:
    """Put the files of the last change back as they were before it, unless somebody has changed them since."""
    entry = last(session, account)
    if entry is None:
        raise UsageError("undo_nothing")
    drafts = [back(one, nearby(one.path), entry.begun) for one in entry.files]
    real = [one for one in drafts if one is not None]
    if dry_run:
        session.write("".join(difference(one) for one in real))
        return ExitCode.OK
    if entry.begun:
        journal.finish(entry.note)  # known to be cut off; taking it back is a change of its own
    with in_words(str(entry.files[0].path)):
        written = write(real, f"undo {entry.told}".replace("undo undo ", ""))
    if session.choose(FORMATS) == "json":
        answer = {"dry_run": False, "files": [str(one.path) for one in written.drafts]}
        session.write(render(session, "json", (), answer, SCHEMA))
    remark(safe(session.texts("writing.undone", told=entry.told, ago=ago(session, entry.time))))
    not_synced(session, written)
    return ExitCode.OK


def last(session: Session, account: str | None) -> journal.Entry | None:
    """The last change of an account's plan; without one, of any plan in the folder of the plans."""
    if account is not None:
        files, _ = one_account(session, account)
        own = {File(file).resolve() for file in files}
        mine = (one for one in journal.entries() if own & {past.path for past in one.files})
        return next(filter(journal.reached, mine), None)
    folder = session.config.folder.resolve()
    here = (one for one in journal.entries() if all(past.path.is_relative_to(folder) for past in one.files))
    return next(filter(journal.reached, here), None)


def nearby(path: File) -> File:
    """The path as a person would write it from here."""
    return path.relative_to(File.cwd()) if path.is_relative_to(File.cwd()) else path


def back(past: journal.Past, path: File, begun: bool) -> Draft | None:
    """The draft that takes one file back; ``None`` when a change that was only *begun* never reached it.

    Raises UsageError when the file is no longer as the change left it.
    """
    try:
        now = read_bytes(str(path))
    except Unreadable:
        raise UsageError("undo_changed", file=str(path)) from None
    if journal.digest(now) == past.after:
        return Draft(path, now, past.before)
    if begun and now == past.before:
        return None
    raise UsageError("undo_changed", file=str(path))
