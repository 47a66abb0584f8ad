"""``kam check``: validate and lint plans, mend what can be mended, and tell people and CI."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from kamtool.check import STDIN, Checked, Selection, check_files, check_text
from kamtool.cli.account import expand, read_stdin
from kamtool.cli.errors import ExitCode, UsageError
from kamtool.cli.findings import CI, compose
from kamtool.cli.selecting import choose, threshold
from kamtool.cli.session import Session, as_bytes, command

FORMATS = ("text", "text", "concise", "json", *CI)  # the same on a terminal and elsewhere
CANNOT_READ = "KAM001"

Paths = Annotated[list[str] | None, typer.Argument(help="paths", metavar="PATHS")]
Codes = Annotated[str | None, typer.Option("--select", help="select", metavar="CODES")]
NotCodes = Annotated[str | None, typer.Option("--ignore", help="ignore", metavar="CODES")]
ProfileName = Annotated[str | None, typer.Option("--profile", help="profile", metavar="basic|standard|strict")]
FailOn = Annotated[str | None, typer.Option("--fail-on", help="fail_on", metavar="SEVERITY")]
Fixing = Annotated[bool, typer.Option("--fix", help="fix")]
Guessing = Annotated[bool, typer.Option("--unsafe-fixes", help="unsafe_fixes")]
Showing = Annotated[bool, typer.Option("--diff", help="diff")]
Known = Annotated[str | None, typer.Option("--baseline", help="baseline", metavar="FILE")]
Renew = Annotated[bool, typer.Option("--update-baseline", help="update_baseline")]
NoCache = Annotated[bool, typer.Option("--no-cache", help="no_cache")]
Since = Annotated[str | None, typer.Option("--changed-since", help="changed_since", metavar="REV")]


@command
def run(
    session: Session,
    paths: Paths = None,
    select: Codes = None,
    ignore: NotCodes = None,
    profile: ProfileName = None,
    fail_on: FailOn = None,
    fix: Fixing = False,
    unsafe_fixes: Guessing = False,
    diff: Showing = False,
    baseline: Known = None,
    update_baseline: Renew = False,
    changed_since: Since = None,
    no_cache: NoCache = False,
) -> ExitCode:
    """Check plans; exit 1 when something at or above ``--fail-on`` was found, 2 when a file could not be read."""
    started = time.time_ns()
    chosen_format = session.choose(FORMATS)
    limit = threshold(fail_on or session.config.fail_on)
    chosen = choose(session, select, ignore, profile)
    files = only_changed(expand(session, paths or []), changed_since)
    notes: list[str] = []
    if fix or unsafe_fixes or diff:
        from kamtool.cli.fixing import mend

        changed = mend(session, files, chosen, unsafe_fixes, diff, notes)
        if diff:
            tell(" · ".join(notes))
            return ExitCode.FINDINGS if changed else ExitCode.OK
    raw: dict[str, bytes] = {}
    checked = check(session, files, chosen, raw)
    known = baseline or session.config.known
    if known or update_baseline:
        from kamtool.cli.known import apply_baseline

        everything = not paths and changed_since is None
        checked = apply_baseline(session, checked, known, update_baseline, everything, notes)
    answer, remark = compose(session, chosen_format, checked, raw, limit, notes)
    if answer:
        session.write(answer)
    tell(remark)
    found = [one for some in checked for one in some.diagnostics]
    if any(one.code == CANNOT_READ for one in found):
        return ExitCode.USAGE
    code = ExitCode.FINDINGS if any(one.severity >= limit for one in found) else ExitCode.OK
    if known is None:
        keep(session, paths or [], started, answer, remark, code)
    return code


def tell(remark: str) -> None:
    """Say something beside the answer, if there is something to say."""
    if remark:
        from kamtool.cli.output import remark as say_aside

        say_aside(remark)


def keep(session: Session, paths: Sequence[str], started: int, answer: str, remark: str, code: ExitCode) -> None:
    """Keep the outcome for the next call, when the paths are plain files and folders."""
    from kamtool.cli import warm

    roots = list(paths) or [str(session.config.folder)]
    if warm.CURRENT is not None and all(os.path.exists(root) for root in roots):
        told = as_bytes(remark + "\n", sys.stderr.encoding) if remark else b""
        warm.CURRENT.record(roots, started, as_bytes(answer, sys.stdout.encoding), told, int(code))


def check(session: Session, files: Sequence[str], chosen: Selection, raw: dict[str, bytes]) -> list[Checked]:
    """Check the files; what came on standard input is kept in *raw* for the snippets."""
    if STDIN not in files:
        return check_files(files, session.as_of, chosen)
    raw[STDIN] = read_stdin()
    rest = check_files([file for file in files if file != STDIN], session.as_of, chosen)
    return [check_text(raw[STDIN], session.as_of, chosen), *rest]


def only_changed(files: Sequence[str], revision: str | None) -> list[str]:
    """Those of the files that differ from a revision; all when there is none. Raises UsageError."""
    if revision is None:
        return list(files)
    from kamtool.source.git import GitFailed, NoRevision, Outside, changed_since

    try:
        changed = changed_since(Path.cwd(), revision, [file for file in files if file != STDIN])
    except GitFailed as error:
        raise UsageError("git", reason=str(error)) from None
    except NoRevision as error:
        raise UsageError("revision", given=str(error)) from None
    except Outside as error:
        raise UsageError("outside", file=str(error)) from None
    return [STDIN, *changed] if STDIN in files else changed
