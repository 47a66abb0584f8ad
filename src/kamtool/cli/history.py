"""``kam history``: how an account's people, scores and findings went, from git and from the plan itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from kamtool.analysis.history import Reach, Snapshot, history
from kamtool.analysis.overview import Counts
from kamtool.analysis.upto import upto
from kamtool.check import Selection, check_loaded
from kamtool.cli.account import STDIN, open_kept, pick_person
from kamtool.cli.errors import ExitCode, UsageError
from kamtool.cli.selecting import choose
from kamtool.cli.session import Session, command, read_day
from kamtool.diagnostic import Severity
from kamtool.load import Loaded, load_bytes
from kamtool.source.git import GitFailed, Outside, inside, top_of
from kamtool.source.revisions import Version, contents, is_shallow, versions
from kamtool.view.history import history_csv, history_view

FORMATS = ("table", "plain", "md", "csv", "json", "svg")
MOST = 60  # versions read: a picture has no room for more, and each is checked as a whole

Account = Annotated[str, typer.Argument(help="account", metavar="ACCOUNT")]
Since = Annotated[str | None, typer.Option("--since", help="history_since", metavar="YYYY-MM-DD")]
People = Annotated[list[str] | None, typer.Option("--person", help="history_person", metavar="PERSON")]


@command
def run(session: Session, account: Account, since: Since = None, person: People = None) -> ExitCode:
    """Show how it went, version by version."""
    loaded, kept, _ = open_kept(session, account)
    plan = kept.stood.plan
    people = [pick_person(plan, one) for one in person or ()]
    first = read_day(since) if since else None
    chosen = choose(session, None, None)
    before, reach, held = versions_of(session, loaded, chosen)
    now = snapshot(held or loaded, session.as_of, None, chosen)
    found = history(now, [one for one in before if one.day <= session.as_of], reach, first, people)
    if first is not None and first > session.as_of:
        raise UsageError("history_nothing", account=plan.account.name, since=first)
    csv = session.choose(FORMATS) == "csv"
    blocks = history_csv(found, session.texts) if csv else history_view(found, session.texts)
    session.show(blocks, found, "kam.history/1", FORMATS)
    return ExitCode.OK


def versions_of(session: Session, loaded: Loaded, chosen: Selection) -> tuple[list[Snapshot], Reach, Loaded | None]:
    """The versions of a plan in git, the oldest first, and how far back they go; none where git cannot be asked.

    Last the version that held on the day, if git has later ones: the file as it is now came after it.
    """
    if loaded.file == STDIN:
        return [], Reach(0, 0, (), False, "stdin"), None
    try:
        folder = Path(loaded.file).resolve().parent
        top = Path(top_of(folder))
        there = list(versions(top, inside(str(top), loaded.file)))
        every = [one for one in there if one.revision.day <= session.as_of]
        picked = sampled(every)
        texts = contents(top, [one.blob for one in picked if one.blob])
        shallow = is_shallow(top)
    except (GitFailed, Outside) as error:
        return [], Reach(0, 0, (), False, str(error)), None
    found, broken = [], []
    held = None
    for one in reversed(picked):
        if one.blob is None:
            continue
        was = load_bytes(texts[one.blob], one.path)
        found.append(snapshot(was, one.revision.day, one.revision.short, chosen))
        if was.plan is None:
            broken.append(one.revision.short)
        elif len(every) < len(there):
            held = was
    return found, Reach(len(picked), len(every), tuple(broken), shallow, None), held


def sampled(every: Sequence[Version]) -> list[Version]:
    """At most MOST versions, evenly spread, the first and the last among them."""
    if len(every) <= MOST:
        return list(every)
    last = len(every) - 1
    return [every[round(at * last / (MOST - 1))] for at in range(MOST)]


def snapshot(loaded: Loaded, day: dt.date, commit: str | None, chosen: Selection) -> Snapshot:
    """A version as it stood on its day, with what is found in it then."""
    if loaded.plan is None:
        return Snapshot(day, commit, None, None)
    found = [one.severity for one in check_loaded(loaded, day, chosen).diagnostics]
    numbers = (found.count(one) for one in (Severity.ERROR, Severity.WARNING, Severity.HINT))
    return Snapshot(day, commit, upto(loaded.plan, day).plan, Counts(*numbers))
