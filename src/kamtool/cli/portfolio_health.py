"""``kam portfolio health``: each plan's completeness, freshness and execution, and which plans are dead."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Annotated

import typer

from kamtool.analysis.health import DEAD_DAYS, Bounds, Health, Then, health, report, then_of
from kamtool.analysis.upto import Stood, upto
from kamtool.cli.account import expand
from kamtool.cli.earlier import earlier
from kamtool.cli.errors import ExitCode, UsageError
from kamtool.cli.gather import gathered, keep, of_owner, remembered
from kamtool.cli.selecting import choose, limits
from kamtool.cli.session import Session, command, read_day
from kamtool.config import MAX_NUMBER
from kamtool.load import Loaded
from kamtool.model.values import Tier
from kamtool.rules.limits import Limits
from kamtool.source.node import locate
from kamtool.source.revisions import Revision
from kamtool.view.health import health_csv, health_picture, health_view

FORMATS = ("table", "plain", "md", "csv", "json", "svg", "html")

Accounts = Annotated[list[str] | None, typer.Argument(help="accounts", metavar="ACCOUNT...")]
Owner = Annotated[str | None, typer.Option("--owner", help="portfolio_owner", metavar="NAME")]
Since = Annotated[str | None, typer.Option("--since", help="health_since", metavar="YYYY-MM-DD")]
Dead = Annotated[int, typer.Option("--dead", help="health_dead", metavar="DAYS")]


@command
def run(
    session: Session, accounts: Accounts = None, owner: Owner = None, since: Since = None, dead: Dead = DEAD_DAYS
) -> ExitCode:
    """Show the three measures of every plan; of a single one the lines behind them."""
    if not 1 <= dead <= MAX_NUMBER:
        raise UsageError("days", given=dead)
    chosen = session.choose(FORMATS)
    bounds = bounds_of(limits(session.config), dead)
    alone = bool(accounts) and len(expand(session, accounts or [])) == 1
    memory = remembered(session, accounts or [])
    work = partial(one_plan, as_of=session.as_of, bounds=bounds, lines=alone)
    plans, marks = gathered(session, accounts or [], work, choose(session, None, None))
    of_owner(session, (one.owner for one in plans), owner)
    found = report(plans, session.as_of, bounds, owner, keep_gaps=alone)
    if since is not None:
        revision, then = stood_then(session, accounts or [], read_day(since), bounds)
        found = replace(found, since=revision.day, commit=revision.short, then=then)
    if chosen == "csv":
        blocks = health_csv(found, session.texts)
    elif chosen == "svg":
        blocks = health_picture(found, session.texts)
    else:
        blocks = health_view(found, session.texts, alone)
    keep(memory, marks, session.show(blocks, found, "kam.health/1", FORMATS))
    return ExitCode.OK


def bounds_of(found: Limits, dead: int) -> Bounds:
    """The limits as the team set them."""
    cadence = {Tier.A: found.return_days_a, Tier.B: found.return_days_b, Tier.C: found.return_days_c}
    return Bounds(cadence, found.review_days, found.card_days, found.ages, dead)


def one_plan(loaded: Loaded, stood: Stood, as_of: dt.date, bounds: Bounds, lines: bool) -> Health:
    """One plan; with *lines* the place of every gap in its file, else without gaps."""
    found = health(stood.plan, loaded.id, loaded.file, as_of, bounds)
    if not lines:
        return replace(found, gaps=())
    gaps = [replace(one, place=f"{loaded.file}:{locate(loaded.root, stood.path(one.path)).line}") for one in found.gaps]
    return replace(found, gaps=tuple(gaps))


def stood_then(
    session: Session, accounts: list[str], day: dt.date, bounds: Bounds
) -> tuple[Revision, Mapping[str, Then]]:
    """How the plans stood at the end of a day, by the id of the account. Raises UsageError."""
    revision, plans = earlier(session, expand(session, accounts), day)
    found = {}
    for was in plans:
        if was.plan is not None:
            known = upto(was.plan, revision.day).plan
            found[was.id] = then_of(health(known, was.id, was.file, revision.day, bounds))
    return revision, found
