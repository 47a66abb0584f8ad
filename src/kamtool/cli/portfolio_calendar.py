"""``kam portfolio calendar``: returns, renewals and every other day on which a customer is to be cared for."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import Annotated

import typer

from kamtool.agenda import spans
from kamtool.analysis.care import Care, Cared, care, cared
from kamtool.analysis.upto import Stood
from kamtool.analysis.waiting import Spans, later
from kamtool.cli.errors import ExitCode, UsageError
from kamtool.cli.gather import gather
from kamtool.cli.selecting import choose, limits
from kamtool.cli.session import Session, command, read_day
from kamtool.config import MAX_NUMBER
from kamtool.load import Loaded
from kamtool.view.care import care_calendar, care_csv, care_view

FORMATS = ("table", "plain", "md", "csv", "json", "ics")
MOST_MONTHS, DEFAULT = 60, 2

Accounts = Annotated[list[str] | None, typer.Argument(help="accounts", metavar="ACCOUNT...")]
Owner = Annotated[str | None, typer.Option("--owner", help="next_owner", metavar="NAME")]
From = Annotated[str | None, typer.Option("--from", help="calendar_from", metavar="YYYY-MM-DD")]
To = Annotated[str | None, typer.Option("--to", help="calendar_to", metavar="YYYY-MM-DD")]
Months = Annotated[int | None, typer.Option("--months", help="calendar_months", metavar="N")]


@command
def run(
    session: Session,
    accounts: Accounts = None,
    owner: Owner = None,
    from_: From = None,
    to: To = None,
    months: Months = None,
) -> ExitCode:
    """Show what is late and what comes, month by month and line by line."""
    chosen = session.choose(FORMATS)
    first, last = window(session.as_of, from_, to, months)
    work = partial(one_plan, as_of=session.as_of, spans=spans(limits(session.config), MAX_NUMBER))
    plans = gather(session, accounts or [], work, choose(session, None, None))
    found = care(plans, session.as_of, first, last, called(plans, owner))
    show(session, chosen, found)
    return ExitCode.OK


def one_plan(loaded: Loaded, stood: Stood, as_of: dt.date, spans: Spans) -> Cared:
    """What one plan adds."""
    return cared(stood.plan, loaded.id, as_of, spans)


def window(as_of: dt.date, from_: str | None, to: str | None, months: int | None) -> tuple[dt.date, dt.date]:
    """The first and the last day. Raises UsageError."""
    if to is not None and months is not None:
        raise UsageError("to_or_months")
    if months is not None and not 1 <= months <= MOST_MONTHS:
        raise UsageError("months", given=months, most=MOST_MONTHS)
    first = read_day(from_) if from_ else as_of
    last = read_day(to) if to else months_on(first, months or DEFAULT)
    if last < first:
        raise UsageError("calendar_order", first=first, last=last)
    return first, last


def months_on(day: dt.date, count: int) -> dt.date:
    """The last day of the month so many months on, the one that has begun counted."""
    at = day.replace(day=1)
    for _ in range(count):
        at = later(at, 31).replace(day=1)
    return at - dt.timedelta(days=1) if at > day else at


def called(plans: list[Cared], owner: str | None) -> str | None:
    """The name that a word means: exactly, else the only one it is a part of. Raises UsageError."""
    known = sorted({name for one in plans for name in one.people})
    if owner is None or owner in known:
        return owner
    near = [name for name in known if owner in name]
    if len(near) == 1:
        return near[0]
    raise UsageError("no_owner", given=owner, known=known[:20])


def show(session: Session, chosen: str, found: Care) -> None:
    """Write the calendar."""
    if chosen == "ics":
        from kamtool.render.ical import render

        session.write(render(care_calendar(found, session.texts)))
        return
    blocks = care_csv(found, session.texts) if chosen == "csv" else care_view(found, session.texts)
    session.show(blocks, found, "kam.calendar/1", FORMATS)
