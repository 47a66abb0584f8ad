"""``kam check``: validate and lint plans, mend what can be mended, and tell people and CI."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from kamtool.check import STDIN, Checked, Selection, asked, check_files, check_text
from kamtool.cli import warm
from kamtool.cli.account import expand, read_stdin
from kamtool.cli.errors import ExitCode
from kamtool.cli.findings import CI, compose
from kamtool.cli.option import Option
from kamtool.cli.selecting import choose, threshold
from kamtool.cli.session import Session, as_bytes, command
from kamtool.diagnostic import Diagnostic

if TYPE_CHECKING:
    from kamtool.analysis.portfolio import Entry

FORMATS = ("text", "text", "concise", "json", *CI)  # the same on a terminal and elsewhere
CANNOT_READ = "KAM001"

Paths = Annotated[list[str] | None, Option(help="paths", metavar="FILE...")]
Codes = Annotated[str | None, Option("--select", help="select", metavar="CODES")]
NotCodes = Annotated[str | None, Option("--ignore", help="ignore", metavar="CODES")]
ProfileName = Annotated[str | None, Option("--profile", help="profile", metavar="basic|standard|strict")]
FailOn = Annotated[str | None, Option("--fail-on", help="fail_on", metavar="SEVERITY")]
Fixing = Annotated[bool, Option("--fix", help="fix")]
Guessing = Annotated[bool, Option("--unsafe-fixes", help="unsafe_fixes")]
Showing = Annotated[bool, Option("--diff", help="diff")]
Known = Annotated[str | None, Option("--baseline", help="baseline", metavar="FILE")]
Renew = Annotated[bool, Option("--update-baseline", help="update_baseline")]
NoCache = Annotated[bool, Option("--no-cache", help="no_cache")]
Since = Annotated[str | None, Option("--changed-since", help="changed_since", metavar="REV")]
Against = Annotated[str | None, Option("--against", help="check_against", metavar="REV")]


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
    against: Against = None,
    no_cache: NoCache = False,
) -> ExitCode:
    """Check plans; exit 1 when something at or above ``--fail-on`` was found, 2 when a file could not be read."""
    chosen_format = session.choose(FORMATS)
    limit = threshold(fail_on or session.config.fail_on)
    chosen = choose(session, select, ignore, profile)
    every = expand(session, paths or [])
    files = only_changed(every, changed_since)
    # The rules over all plans are asked of whole folders: what they say must not hang on which files were named.
    together = all(os.path.isdir(one) for one in paths or []) and asked(chosen)
    notes: list[str] = []
    others: list[Entry] | None = None
    if fix or unsafe_fixes or diff:
        from kamtool.cli.fixing import mend

        changed = mend(session, files, chosen, unsafe_fixes, diff, notes)
        if diff:
            tell(" · ".join(notes))
            return ExitCode.FINDINGS if changed else ExitCode.OK
    raw: dict[str, bytes] = {}
    memory = remember(session, paths or [])
    of_each = checked = check(session, files, chosen, raw, memory, together)
    if together:
        from kamtool.across import across, entries_of

        there = set(files)
        others = entries_of([one for one in every if one not in there])
        checked = across(checked, others, session.as_of, chosen)
    everything_found = checked
    known = baseline or session.config.known
    if known or update_baseline:
        from kamtool.cli.known import apply_baseline

        everything = not paths and changed_since is None
        checked = apply_baseline(session, checked, known, update_baseline, everything, together, notes)
    if against is not None:
        from kamtool.cli.worse import apply_revision, both

        checked = both(checked, apply_revision(session, everything_found, against, chosen, notes, others))
    answer, remark = compose(session, chosen_format, checked, raw, limit, notes)
    if answer:
        session.write(answer)
    tell(remark)
    code = exit_code([one for some in checked for one in some.diagnostics], limit)
    if memory is not None:
        keep(memory, of_each, answer, remark, code)
    return code


def exit_code(found: Sequence[Diagnostic], limit: int) -> ExitCode:
    """2 when a file could not be read, else 1 when something is as grave as *limit*."""
    if any(one.code == CANNOT_READ for one in found):
        return ExitCode.USAGE
    return ExitCode.FINDINGS if any(one.severity >= limit for one in found) else ExitCode.OK


def tell(remark: str) -> None:
    """Say something beside the answer, if there is something to say."""
    if remark:
        from kamtool.cli.output import remark as say_aside

        say_aside(remark)


def remember(session: Session, paths: Sequence[str]) -> warm.Call | None:
    """This call, if it may be kept: on plain files and folders, whose state is taken before they are read."""
    roots = list(paths) or [str(session.config.folder)]
    call = warm.CURRENT
    if call is None or session.config.known or not all(os.path.exists(root) for root in roots):
        return None
    call.look([os.fsencode(root) for root in roots])
    return call


def keep(call: warm.Call, checked: Sequence[Checked], answer: str, remark: str, code: ExitCode) -> None:
    """Keep the outcome for the next call."""
    from kamtool.cli.kept import remembered

    with suppress(TypeError):
        found = remembered(checked)
        told = as_bytes(remark + "\n", sys.stderr.encoding) if remark else b""
        marks = {os.fsencode(one.file): one.mark for one in checked}
        call.record(marks, as_bytes(answer, sys.stdout.encoding), told, int(code), found)


def check(
    session: Session,
    files: Sequence[str],
    chosen: Selection,
    raw: dict[str, bytes],
    memory: warm.Call | None = None,
    together: bool = False,
) -> list[Checked]:
    """Check the files but those still known; what came on standard input is kept in *raw* for the snippets."""
    known: dict[str, Checked] = {}
    if memory is not None and memory.marks:
        from kamtool.cli.kept import recall

        known = recall(memory, files)
    if STDIN in files:
        raw[STDIN] = read_stdin()
        known[STDIN] = check_text(raw[STDIN], session.as_of, chosen)
    others = check_files([file for file in files if file not in known], session.as_of, chosen, together)
    known |= {one.file: one for one in others}
    return [known[file] for file in files]


def only_changed(files: Sequence[str], revision: str | None) -> list[str]:
    """Those of the files that differ from a revision; all when there is none. Raises UsageError."""
    if revision is None:
        return list(files)
    from kamtool.cli.git_faults import git_asked
    from kamtool.source.git import changed_since

    with git_asked():
        changed = changed_since(Path.cwd(), revision, [file for file in files if file != STDIN])
    return [STDIN, *changed] if STDIN in files else changed
