"""``kam plan fmt``: the plans named, set in order; ``--check`` only tells, ``--diff`` shows."""

from __future__ import annotations

from pathlib import Path as File
from typing import Annotated

import typer

from kamtool.cli.account import STDIN, expand
from kamtool.cli.altering import FORMATS, SCHEMA
from kamtool.cli.errors import ExitCode, UsageError
from kamtool.cli.output import complain, remark
from kamtool.cli.session import Session, command, render
from kamtool.cli.writing import acceptable, difference, in_words, not_synced, told_of
from kamtool.load import load_bytes
from kamtool.source.change import BOM, Draft, write
from kamtool.source.read import Unreadable, read_bytes
from kamtool.tidy import tidied

Paths = Annotated[list[str] | None, typer.Argument(help="fmt_paths", metavar="ACCOUNT...")]
Check = Annotated[bool, typer.Option("--check", help="fmt_check")]
Diff = Annotated[bool, typer.Option("--diff", help="fmt_diff")]


@command
def run(session: Session, plans: Paths = None, check: Check = False, diff: Diff = False) -> ExitCode:
    """Set plans in order; to write all of them they must be named, so that nobody does it by mistake."""
    if not plans and not (check or diff):
        raise UsageError("fmt_none", folder=str(session.config.folder))
    drafts = [made for file in expand(session, plans or []) if (made := in_order(session, file)) is not None]
    changed = [one for one in drafts if one.before != one.after]
    if diff:
        session.write("".join(map(difference, changed)))
    elif session.choose(FORMATS) == "json":
        answer = {"dry_run": check, "files": [str(one.path) for one in changed]}
        session.write(render(session, "json", (), answer, SCHEMA))
    elif check:
        session.write("".join(f"{one.path}\n" for one in changed))
    if not changed:
        remark(session.texts("writing.tidy"))
        return ExitCode.OK
    if check or diff:
        remark(session.texts("writing.would_format", count=len(changed)))
        return ExitCode.FINDINGS
    with in_words(str(changed[0].path)):
        written = write(changed, told_of("fmt", changed))
    remark(session.texts("writing.formatted", count=len(changed)))
    not_synced(session, written)
    return ExitCode.OK


def in_order(session: Session, file: str) -> Draft | None:
    """A plan as it is and in order. Raises UsageError for one that cannot be read."""
    if file == STDIN:
        raise UsageError("no_writing")
    with in_words(file):
        raw = read_bytes(file)
    loaded = load_bytes(raw, file)
    try:
        text = tidied(loaded.source.text) if loaded.root is not None else None
    except Unreadable:
        text = None
    if text is None:
        complain(session, loaded)
        raise UsageError("bad_plan", file=file)
    made = Draft(File(file), raw, (BOM if loaded.source.bom else b"") + text.encode())
    acceptable(session, made)
    return made
