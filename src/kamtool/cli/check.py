"""``kam check``: validate and lint plans, mend what can be mended, and tell people and CI."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from kamtool.across import Facts, Judged, Result, added, facts_in, judge
from kamtool.check import ALL_CODES, STDIN, TOGETHER, Checked, Selection, asked, check_files, check_text, reported
from kamtool.cli import warm
from kamtool.cli.account import expand, read_stdin
from kamtool.cli.errors import ExitCode, UsageError
from kamtool.cli.findings import CI, compose
from kamtool.cli.option import Option
from kamtool.cli.selecting import choose, threshold
from kamtool.cli.session import Session, as_bytes, command
from kamtool.diagnostic import Diagnostic

if TYPE_CHECKING:
    from kamtool.cli.kept import Memory

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
    call = remember(session, paths or [])
    every, memory = look_for(session, paths or [], call)
    if not every:  # a wrong path would pass for ever
        raise UsageError("no_plans", folder=", ".join(paths or [str(session.config.folder)]))
    files = only_changed(every, changed_since)
    # The rules over all plans are asked of whole folders: what they say must not hang on which files were named.
    together = all(os.path.isdir(one) for one in paths or []) and asked(chosen)
    notes: list[str] = []
    others: list[Facts] | None = None
    raw: dict[str, bytes] = {}
    if unsafe_fixes and not (fix or diff):
        raise UsageError("unsafe_alone")
    if fix or diff:
        from kamtool.cli.fixing import mend

        changed = mend(session, files, chosen, unsafe_fixes, diff, raw, notes)
        if diff:
            tell(" · ".join(notes))
            return ExitCode.FINDINGS if changed else ExitCode.OK
    if together:
        there = set(files)
        others = facts_in([one for one in every if one not in there])
    results = check(session, files, chosen, raw, memory, others)
    everything_found = checked = [one.whole for one in results]
    known = baseline or session.config.known
    if known or update_baseline:
        from kamtool.cli.known import apply_baseline

        everything = not paths and changed_since is None
        unasked = (ALL_CODES - reported(chosen)) | (frozenset() if together else TOGETHER)
        checked = apply_baseline(session, checked, known, update_baseline, everything, unasked, notes)
    if against is not None:
        from kamtool.cli.worse import apply_revision, both

        checked = both(checked, apply_revision(session, everything_found, against, chosen, notes, others))
    answer, remark = compose(session, chosen_format, files, checked, raw, limit, notes)
    if STDIN in files and fix and session.output is None:
        tell(answer.rstrip("\n"))  # stdout holds the mended plan
    elif answer:
        session.write(answer)
    tell(remark)
    code = exit_code([one for some in checked for one in some.diagnostics], limit)
    if call is not None:
        keep(call, memory, results, answer, remark, code)
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


def look_for(session: Session, paths: Sequence[str], call: warm.Call | None) -> tuple[list[str], Memory | None]:
    """The files that the paths mean, and what is known of them from the last call, if it was of these."""
    if call is None or call.seen is None:
        return expand(session, paths), None
    from kamtool.cli.kept import recall

    there = call.files()
    # Below a single folder the call has just looked: what it found is what there is.
    every = there if len(paths) < 2 else expand(session, paths)
    return every, recall(call.seen, call.found) if set(every) == set(there) else None


def keep(
    call: warm.Call, memory: Memory | None, results: Sequence[Result], answer: str, remark: str, code: ExitCode
) -> None:
    """Keep the outcome for the next call, with what was read for this one."""
    from kamtool.cli.kept import remembered

    read = [one.own for one in results if memory is None or one.own.file in memory.stale]
    with suppress(TypeError):
        found = remembered([one for one in results if one.own.diagnostics or one.own.silenced or one.judged])
        told = as_bytes(remark + "\n", sys.stderr.encoding) if remark else b""
        outcome = (as_bytes(answer, sys.stdout.encoding), told, int(code))
        marks = {os.fsencode(one.file): one.mark for one in read}
        call.record(marks, outcome, found, {os.fsencode(one.file): one.facts for one in read})


def check(
    session: Session,
    files: Sequence[str],
    chosen: Selection,
    raw: dict[str, bytes],
    memory: Memory | None = None,
    others: Sequence[Facts] | None = None,
) -> list[Result]:
    """What was found in the files, in their order; of those that need not be read only where there is something.

    *others* are the plans beside them that the rules over all plans look at; ``None`` when those are not asked.
    What came on standard input is kept in *raw* for the snippets, unless it is there already, mended.
    """
    stale = files if memory is None else [file for file in files if file in memory.stale]
    read = read_plans(session, stale, chosen, raw, others is not None)
    known = {} if memory is None else {file: one for file, one in memory.known.items() if file not in read}
    judged = {} if others is None else judge_all(session, files, chosen, read, memory, others)
    told = read.keys() | known.keys() | judged.keys()
    results = []
    for file in (one for one in files if one in told):
        mine = judged.get(file, ())
        if file in known and known[file].judged == mine:
            results.append(known[file])
        else:
            own = read[file] if file in read else known[file].own if file in known else Checked(file, ())
            results.append(Result(own, mine, added(own, mine, session.as_of, chosen) if mine else own))
    return results


def read_plans(
    session: Session, files: Sequence[str], chosen: Selection, raw: dict[str, bytes], together: bool
) -> dict[str, Checked]:
    """What is found in each file by itself."""
    found: dict[str, Checked] = {}
    if STDIN in files:
        raw[STDIN] = raw[STDIN] if STDIN in raw else read_stdin()
        found[STDIN] = check_text(raw[STDIN], session.as_of, chosen)
    checked = check_files([file for file in files if file != STDIN], session.as_of, chosen, together)
    return found | {one.file: one for one in checked}


def judge_all(
    session: Session,
    files: Sequence[str],
    chosen: Selection,
    read: Mapping[str, Checked],
    memory: Memory | None,
    others: Sequence[Facts],
) -> Mapping[str, Judged]:
    """What the rules over all plans find, by file; as before when the plans tell them what they told before."""
    if memory is not None and memory.say_the_same(list(read.values())):
        return {file: one.judged for file, one in memory.known.items() if one.judged}
    mine = [*((one.file, one.facts) for one in read.values() if one.facts), *others]
    if memory is None:
        return judge(mine, session.as_of, chosen)
    from kamtool.cli.kept import DAMAGED

    try:
        return judge([*mine, *memory.facts()], session.as_of, chosen)
    except DAMAGED:  # the facts that were kept are none
        return judge([*mine, *facts_in(file for file in files if file not in read)], session.as_of, chosen)


def only_changed(files: Sequence[str], revision: str | None) -> list[str]:
    """Those of the files that differ from a revision; all when there is none. Raises UsageError."""
    if revision is None:
        return list(files)
    from kamtool.cli.git_faults import git_asked
    from kamtool.source.git import changed_since
    from kamtool.source.revisions import start_of

    with git_asked():
        start = start_of(Path.cwd(), revision)
        changed = changed_since(Path.cwd(), start, [file for file in files if file != STDIN])
    return [STDIN, *changed] if STDIN in files else changed
