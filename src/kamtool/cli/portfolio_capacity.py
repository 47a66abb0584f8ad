"""``kam portfolio capacity``: hours the accounts take and ask against the hours their managers have."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Annotated

import typer

from kamtool.analysis.capacity import Account, CapacityLimits, account, capacity
from kamtool.analysis.upto import Stood
from kamtool.cli.errors import ExitCode
from kamtool.cli.gather import cadence, gather, of_owner, places, settings
from kamtool.cli.session import Session, command
from kamtool.load import Loaded
from kamtool.model.values import Tier
from kamtool.view.capacity import capacity_csv, capacity_view

FORMATS = ("table", "plain", "md", "csv", "json")

Accounts = Annotated[list[str] | None, typer.Argument(help="accounts", metavar="ACCOUNT...")]
Owner = Annotated[str | None, typer.Option("--owner", help="portfolio_owner", metavar="NAME")]
Explain = Annotated[bool, typer.Option("--explain", help="explain")]


@dataclass(frozen=True, slots=True)
class Sited:
    """An account's hours with their place in the file."""

    account: Account
    place: str


@command
def run(session: Session, accounts: Accounts = None, owner: Owner = None, explain: Explain = False) -> ExitCode:
    """Show each manager's load, what to hand on first, and who has time for whom."""
    limits = CapacityLimits(**settings(session.config, "capacity", session.config.capacity, CapacityLimits))
    work = partial(sited, explain=explain, as_of=session.as_of, limits=limits, cadence=cadence(session))
    found = gather(session, accounts or [], work)
    of_owner(session, (one.account.owner for one in found), owner)
    result = capacity((one.account for one in found if owner in (None, one.account.owner)), session.as_of, limits)
    if session.choose(FORMATS) == "csv":
        blocks = capacity_csv(result, session.texts)
    else:
        where = {one.account.file: one.place for one in found} if explain else None
        blocks = capacity_view(result, session.texts, where)
    session.show(blocks, result, "kam.capacity/1", FORMATS)
    return ExitCode.OK


def sited(
    loaded: Loaded, stood: Stood, as_of: dt.date, limits: CapacityLimits, cadence: Mapping[Tier, int], explain: bool
) -> Sited:
    """One plan's hours, with the lines of the hours spent and of those its manager has."""
    found = account(stood.plan, loaded.id, loaded.file, as_of, limits, cadence)
    paths = [found.hours_path] + ([found.own_path] if found.own_hours is not None else [])
    return Sited(found, places(loaded, stood, paths) if explain else "")
