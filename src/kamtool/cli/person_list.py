"""``kam person list``: whose data is kept, on which ground, until when."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import Annotated

import typer

from kamtool.analysis.holdings import Holding, held, holdings
from kamtool.check import PARALLEL_FROM
from kamtool.cli.account import expand, load
from kamtool.cli.errors import ExitCode, UsageError
from kamtool.cli.many import over
from kamtool.cli.output import remark
from kamtool.cli.session import Session, command
from kamtool.config import MAX_NUMBER
from kamtool.render.safe import safe
from kamtool.view.person import holdings_view

FORMATS = ("table", "plain", "md", "csv", "json")
SOON = 30

Accounts = Annotated[list[str] | None, typer.Argument(help="accounts", metavar="ACCOUNT...")]
Expiring = Annotated[bool, typer.Option("--expiring", help="expiring")]
Days = Annotated[int | None, typer.Option("--days", help="expiring_days", metavar="N")]


@command
def run(session: Session, accounts: Accounts = None, expiring: Expiring = False, days: Days = None) -> ExitCode:
    """List people with ground, notice and the first day on which something runs out."""
    if days is not None and not 0 <= days <= MAX_NUMBER:
        raise UsageError("days", given=days)
    within = (SOON if days is None else days) if expiring or days is not None else None
    files = expand(session, accounts or [])
    found = over(files, partial(people, as_of=session.as_of), PARALLEL_FROM)
    broken = [file for file, one in zip(files, found, strict=True) if one is None]
    for file in broken:
        remark(safe(session.texts("errors.bad_plan", file=file)))
    if files and len(broken) == len(files):
        raise UsageError("bad_plan" if len(files) == 1 else "bad_plans", file=files[0], count=len(files))
    result = holdings([one for one in found if one is not None], session.as_of, within)
    session.show(holdings_view(result, session.texts), result, "kam.people/1", FORMATS)
    return ExitCode.OK


def people(file: str, as_of: dt.date) -> tuple[Holding, ...] | None:
    """The people of one file; ``None`` when it is no valid plan."""
    loaded = load(file)
    return None if loaded.plan is None else held(loaded.plan, loaded.id, as_of)
