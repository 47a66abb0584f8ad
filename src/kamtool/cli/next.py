"""``kam next``: what to do next, over all plans, the worst first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Annotated

import typer

from kamtool.agenda import Agenda, Line, Share, agenda, share
from kamtool.analysis.ranking import Weights
from kamtool.analysis.settles import SETTLES
from kamtool.analysis.upto import Stood
from kamtool.analysis.waiting import Kind
from kamtool.check import PARALLEL_FROM, Selection, check_loaded
from kamtool.cli.account import expand, load, tell_kept
from kamtool.cli.errors import ExitCode, UsageError
from kamtool.cli.gather import settings, tell_left_out
from kamtool.cli.many import over
from kamtool.cli.selecting import choose
from kamtool.cli.session import Session, command
from kamtool.config import MAX_NUMBER
from kamtool.diagnostic import Diagnostic
from kamtool.load import Loaded
from kamtool.source.node import line_of_words, locate
from kamtool.view.next import next_calendar, next_csv, next_view
from kamtool.withheld import kept_back

FORMATS = ("table", "plain", "md", "csv", "json", "ics")
# What a person reads at one go; what a program reads is never cut short unasked.
SHOWN = 20
READ = ("table", "plain", "md")

Accounts = Annotated[list[str] | None, typer.Argument(help="accounts", metavar="ACCOUNT...")]
Owner = Annotated[str | None, typer.Option("--owner", help="next_owner", metavar="NAME")]
Days = Annotated[int, typer.Option("--days", help="next_days", metavar="N")]
Limit = Annotated[int | None, typer.Option("--limit", help="next_limit", metavar="N")]
Explain = Annotated[bool, typer.Option("--explain", help="explain")]


@command
def run(
    session: Session,
    accounts: Accounts = None,
    owner: Owner = None,
    days: Days = 14,
    limit: Limit = None,
    explain: Explain = False,
) -> ExitCode:
    """Show what is overdue and due, and what to ask first; exit 2 only when no plan could be read."""
    if limit is not None and limit < 1:
        raise UsageError("limit", given=limit)
    if not 0 <= days <= MAX_NUMBER:
        raise UsageError("days", given=days)
    shape = session.choose(FORMATS)
    points = Weights(**settings(session.config, "next", session.config.next, Weights))
    files = expand(session, accounts or [])
    if not files:
        raise UsageError("no_plans", folder=str(session.config.folder))
    chosen = settling(choose(session, None, None))
    work = partial(one_plan, chosen=chosen, as_of=session.as_of, days=days, points=points, owner=owner)
    answers = over(files, work, PARALLEL_FROM)
    shares, broken = read(session, [one for one, _ in answers], files)
    tell_kept(session, sum(count for _, count in answers))
    if not any(one.fits for one in shares):
        raise UsageError("no_owner", given=owner, known=sorted({name for one in shares for name in one.people})[:SHOWN])
    most = SHOWN if limit is None and shape in READ else limit
    show(session, shape, agenda(shares, session.as_of, days, points, owner, most, broken), explain)
    return ExitCode.OK


def settling(chosen: Selection) -> Selection:
    """Of the chosen rules those whose findings an answer may settle: no other finding changes the list."""
    codes = dict.fromkeys(word.partition(":")[0] for words in SETTLES.values() for word in words)
    return chosen._replace(select=tuple(code for code in codes if chosen.has(code)))


def one_plan(
    file: str, chosen: Selection, as_of: dt.date, days: int, points: Weights, owner: str | None
) -> tuple[Share | Diagnostic, int]:
    """What one file adds, or the first reason why it cannot be read; and how many of its entries were kept back."""
    loaded = load(file)
    if loaded.plan is None:
        return loaded.diagnostics[0], 0
    found = check_loaded(loaded, as_of, chosen).diagnostics
    stood, count = kept_back(loaded, loaded.plan, as_of, chosen)
    found_here = share(stood.plan, loaded.id, found, as_of, chosen.limits, days, points, owner)
    lines = tuple(replace(one, place=place(one, loaded, stood)) for one in found_here.lines)
    return replace(found_here, lines=lines), count


# In which part of a plan the words of a line stand; what comes of no words is told by the part alone.
PARTS = {
    Kind.OUR_PROMISE: "promises",
    Kind.THEIR_PROMISE: "promises",
    Kind.CLOSE_STEP: "opportunities",
    Kind.MILESTONE: "opportunities",
    Kind.ACTION: "actions",
    Kind.NEXT_STEP: "visits",
    Kind.ISSUE: "issues",
    Kind.RETURNS: "stakeholders",
    Kind.REGISTRATION: "registrations",
    Kind.REVIEW: "reviewed",
    Kind.PRIVACY: "stakeholders",
}


def place(one: Line, loaded: Loaded, stood: Stood) -> str:
    """Where the plan says what a line is about, as ``file:line``."""
    if one.question is not None:
        line = locate(loaded.root, stood.path(one.question.unknown.path)).line
    else:
        words = (one.waiting.what, *one.waiting.people)
        line = line_of_words(loaded.root, PARTS[one.waiting.kind], words)
    return f"{loaded.file}:{line}"


def read(
    session: Session, answers: Sequence[Share | Diagnostic], files: Sequence[str]
) -> tuple[list[Share], tuple[str, ...]]:
    """What the plans add, and the files that cannot be read, after naming them on stderr.

    Raises UsageError when none can be read.
    """
    broken = [one for one in answers if isinstance(one, Diagnostic)]
    for one in broken:
        tell_left_out(session, one)
    shares = [one for one in answers if isinstance(one, Share)]
    if not shares:
        raise UsageError("bad_plan" if len(files) == 1 else "bad_plans", file=files[0], count=len(files))
    return shares, tuple(one.file for one in broken)


def show(session: Session, shape: str, found: Agenda, explain: bool) -> None:
    """Write the list."""
    if shape == "ics":
        from kamtool.render.ical import render

        session.write(render(next_calendar(found, session.texts)))
        return
    blocks = next_csv(found, session.texts) if shape == "csv" else next_view(found, session.texts, explain)
    session.show(blocks, found, "kam.next/1", FORMATS)
