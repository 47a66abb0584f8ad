"""``kam person erase``: a person's data out of the plans, the structure kept."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from kamtool.cli.entry import empty
from kamtool.cli.errors import ExitCode, UsageError
from kamtool.cli.output import remark
from kamtool.cli.person_export import tell_left, whom
from kamtool.cli.plan_edit import copies
from kamtool.cli.reviewing import said_yes
from kamtool.cli.session import Session, command
from kamtool.cli.warm import folder
from kamtool.cli.writing import in_words, told_of
from kamtool.privacy.erase import Erasure, erasures, history
from kamtool.privacy.redact import Remains
from kamtool.render.safe import safe
from kamtool.source import journal
from kamtool.source.change import write
from kamtool.source.git import GitFailed, git
from kamtool.source.stop import Stopped, held
from kamtool.source.write import left_behind
from kamtool.view.person import erasure_view

FORMATS = ("table", "plain", "md")

People = Annotated[list[str], typer.Argument(help="people", metavar="PERSON...")]
Yes = Annotated[bool, typer.Option("--yes", help="erase_yes")]


@command
def run(session: Session, people: People, yes: Yes = False) -> ExitCode:
    """Show what goes, and after a yes remove it; on a terminal it is asked, elsewhere --yes says so."""
    found = whom(session, people)
    try:
        with in_words(found[0].loaded.file):
            gone = erasures(found)
    except Remains as error:
        raise UsageError("redact_remains", path=".".join(map(str, error.path))) from None
    session.show(erasure_view(gone, session.texts), None, "kam.erasure/1", FORMATS)
    if not (yes or agreed(session)):
        remark(safe(session.texts("person.kept")))
        return ExitCode.OK
    try:
        with held():
            erase(session, gone)
    except Stopped as stop:
        if not stop.kept:  # else all was done and told
            raise
    return ExitCode.OK


def erase(session: Session, gone: Sequence[Erasure]) -> None:
    """Write the plans, and clear or name whatever else holds what they said before. Raises UsageError, Stopped."""
    with in_words(gone[0].subject.loaded.file):
        write([one.draft for one in gone], told_of("erase", [one.draft for one in gone]), undoable=False)
        for one in gone:
            journal.forget(one.draft.path)
        emptied = empty(folder())
    remark(safe(session.texts("person.done", plans=[one.subject.loaded.id for one in gone])))
    if emptied:
        remark(safe(session.texts("person.emptied", folder=folder())))
    for left in (copy for one in gone for copy in copies(one.draft.path)):
        remark(safe(session.texts("person.unfinished", file=str(left))))
    for left in dict.fromkeys(copy for one in gone for copy in left_behind(one.draft.path.parent)):
        remark(safe(session.texts("person.cut_off", file=str(left))))
    for each in gone:
        tell_left(session, each.subject, each.left)
    tell_history(session, gone)
    remark(safe(session.texts("person.key_left")))


def agreed(session: Session) -> bool:
    """Whether the person at the terminal says yes; where nobody can be asked, no."""
    if not (session.tty and sys.stdin.isatty()):
        return False
    question = safe(session.texts("person.ask"))
    return said_yes(typer.prompt(question, default="", show_default=False, prompt_suffix=" ", err=True))


def tell_history(session: Session, gone: Sequence[Erasure]) -> None:
    """What git still holds, and what to type, where a plan lies in a repository."""
    tracked = [one for one in gone if in_git(one.draft.path)]
    if not tracked:
        return
    t = session.texts
    remark(safe(t("person.history")))
    for one in tracked:
        words = (*one.subject.names, *one.subject.contacts, one.subject.id)
        names, whole = history(in_git(one.draft.path), words, one.new)
        remark("  " + safe(t("person.history_names", command=names)))
        remark("  " + safe(t("person.history_file", command=whole)))
    remark(safe(t("person.history_after")))


def in_git(path: Path) -> str:
    """The path of a plan from the top of its repository; empty when git does not know it."""
    folder = path.absolute().parent
    try:
        return os.fsdecode(git(folder, "ls-files", "--full-name", "-z", "--", path.name).partition(b"\0")[0])
    except GitFailed:
        return ""
