"""``kam portfolio pipeline``: open deals by stage, what they weigh, how they slip; what became of the closed."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from functools import partial
from typing import Annotated

import typer

from kamtool.analysis.funnel_report import report as funnel_report
from kamtool.analysis.outcomes import BackTest, Told, back_test
from kamtool.analysis.pipeline import By, pipeline, told
from kamtool.analysis.territories import Row, rows
from kamtool.analysis.upto import Stood, upto
from kamtool.check import Selection, check_loaded
from kamtool.cli.earlier import earlier
from kamtool.cli.errors import ExitCode, UsageError
from kamtool.cli.gather import gathered, keep, of_owner, remembered
from kamtool.cli.selecting import choose
from kamtool.cli.session import Session, command, read_day
from kamtool.load import Loaded
from kamtool.view.pipeline import pipeline_csv, pipeline_picture, pipeline_view

FORMATS = ("table", "plain", "md", "csv", "json", "svg")
# What speaks against a probability: a gate answered no, red flags beside it, answers that say otherwise.
DOUBTS = ("KAM203", "KAM212", "KAM214")

Accounts = Annotated[list[str] | None, typer.Argument(help="accounts", metavar="ACCOUNT...")]
Owner = Annotated[str | None, typer.Option("--owner", help="portfolio_owner", metavar="NAME")]
ByOption = Annotated[str | None, typer.Option("--by", help="pipeline_by", metavar="owner|tier|type|stage")]
Since = Annotated[str | None, typer.Option("--since", help="pipeline_since", metavar="YYYY-MM-DD")]


@dataclass(frozen=True, slots=True)
class Piped:
    """What one plan adds: its deals and its funnels."""

    owner: str | None
    file: str
    deals: tuple[Told, ...]
    funnels: tuple[Row, ...]


@command
def run(
    session: Session, accounts: Accounts = None, owner: Owner = None, by: ByOption = None, since: Since = None
) -> ExitCode:
    """Show the pipeline, wins and losses, and how far forecasts held."""
    if by is not None and by not in list(By):
        raise UsageError("pipeline_by", given=by, known=[one.value for one in By])
    chosen = session.choose(FORMATS)
    doubting = choose(session, None, None)._replace(select=DOUBTS, ignore=(), profile="strict", severities=())
    memory = remembered(session, accounts or [])
    plans, marks = gathered(session, accounts or [], partial(one_plan, as_of=session.as_of, chosen=doubting))
    of_owner(session, (one.owner for one in plans), owner)
    mine = [one for one in plans if owner in (None, one.owner)]
    deals = [deal for one in mine for deal in one.deals]
    found = [row for one in mine for row in one.funnels]
    tested = tested_since(session, mine, deals, read_day(since)) if since else None
    funnel = funnel_report(found, session.as_of, plans=len(mine)) if found else None
    result = pipeline(deals, len(mine), session.as_of, owner, By(by) if by else None, tested, funnel)
    if chosen == "csv":
        blocks = pipeline_csv(result, session.texts)
    elif chosen == "svg":
        blocks = pipeline_picture(result, session.texts)
    else:
        blocks = pipeline_view(result, session.texts)
    keep(memory, marks, session.show(blocks, result, "kam.pipeline/1", FORMATS))
    return ExitCode.OK


def one_plan(loaded: Loaded, stood: Stood, as_of: dt.date, chosen: Selection) -> Piped:
    """One plan's deals, with what is found against their probabilities."""
    doubts: dict[str, list[str]] = defaultdict(list)
    if any(one.value.probability is not None for one in stood.plan.opportunities.values()):
        for found in check_loaded(loaded, as_of, chosen).diagnostics:
            if found.path[:1] == ("opportunities",):
                doubts[str(found.path[1])].append(found.code)
    deals = tuple(told(stood.plan, loaded.id, as_of, doubts))
    owner = deals[0].owner if deals else stood.plan.lead
    return Piped(owner, loaded.file, deals, tuple(rows(loaded)))


def tested_since(session: Session, plans: list[Piped], now: list[Told], day: dt.date) -> BackTest:
    """What these plans said at the end of a day, by the last commit until then. Raises UsageError."""
    revision, loaded = earlier(session, [one.file for one in plans], day)
    then = [
        deal
        for one in loaded
        if one.plan is not None
        for deal in told(upto(one.plan, revision.day).plan, one.id, revision.day)
    ]
    return back_test(then, now, revision.day, revision.short, session.as_of)
