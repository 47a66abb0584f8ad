"""``kam portfolio registrations``: whose registration goes first, over all plans."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Annotated

import typer

from kamtool.analysis.claims import Filed, filed, registrations
from kamtool.analysis.upto import Stood
from kamtool.cli.errors import ExitCode
from kamtool.cli.gather import gather, of_owner, places
from kamtool.cli.selecting import limits
from kamtool.cli.session import Session, command
from kamtool.load import Loaded
from kamtool.view.registrations import registrations_csv, registrations_view

FORMATS = ("table", "plain", "md", "csv", "json")

Accounts = Annotated[list[str] | None, typer.Argument(help="accounts", metavar="ACCOUNT...")]
Owner = Annotated[str | None, typer.Option("--owner", help="portfolio_owner", metavar="NAME")]
Explain = Annotated[bool, typer.Option("--explain", help="explain")]


@dataclass(frozen=True, slots=True)
class Sited:
    """One plan's registrations, its owner, and the place of each by its number in the list."""

    filed: Filed
    owner: str | None
    places: Mapping[int, str]


@command
def run(session: Session, accounts: Accounts = None, owner: Owner = None, explain: Explain = False) -> ExitCode:
    """Show each registered project with who goes first and why, conflicts, and what runs out."""
    warn = limits(session.config).registration_days
    found = gather(session, accounts or [], partial(sited, as_of=session.as_of, warn=warn))
    of_owner(session, (one.owner for one in found), owner)
    mine = [one for one in found if owner in (None, one.owner)]
    result = registrations([one.filed for one in mine], session.as_of, warn)
    if session.choose(FORMATS) == "csv":
        blocks = registrations_csv(result, session.texts)
    else:
        where = {(claim.file, claim.path): one.places[at] for one in mine for at, claim in enumerate(one.filed.claims)}
        blocks = registrations_view(result, session.texts, where if explain else None)
    session.show(blocks, result, "kam.registrations/1", FORMATS)
    return ExitCode.OK


def sited(loaded: Loaded, stood: Stood, as_of: dt.date, warn: int) -> Sited:
    """One plan's registrations with their places."""
    one = filed(stood.plan, loaded.id, loaded.file, as_of, warn)
    where = {at: places(loaded, stood, [claim.path]) for at, claim in enumerate(one.claims)}
    return Sited(one, stood.plan.lead, where)
