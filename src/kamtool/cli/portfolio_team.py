"""``kam portfolio team``: four competencies, promises and coverage, for their owner; sums without names for others."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Annotated

import typer

from kamtool.analysis.team import Part, own, team_parts, team_sum
from kamtool.analysis.upto import Stood
from kamtool.cli.errors import ExitCode, UsageError
from kamtool.cli.gather import gather, of_owner, places
from kamtool.cli.portfolio_tiers import tier_limits
from kamtool.cli.selecting import limits
from kamtool.cli.session import Session, command
from kamtool.diagnostic import Path
from kamtool.load import Loaded
from kamtool.view.team import own_csv, own_view, sum_csv, sum_view

FORMATS = ("table", "plain", "md", "csv", "json")

Accounts = Annotated[list[str] | None, typer.Argument(help="accounts", metavar="ACCOUNT...")]
Owner = Annotated[str | None, typer.Option("--owner", help="team_owner", metavar="NAME")]
Explain = Annotated[bool, typer.Option("--explain", help="explain")]


@dataclass(frozen=True, slots=True)
class Sited:
    """Our people in one plan, with the place of each grade."""

    parts: tuple[Part, ...]
    places: Mapping[tuple[str, Path], str]


@command
def run(session: Session, accounts: Accounts = None, owner: Owner = None, explain: Explain = False) -> ExitCode:
    """Show one person's own data, or the sums of the team without anybody's name."""
    if owner is None and accounts:
        raise UsageError("team_accounts")
    work = partial(sited, as_of=session.as_of, most=limits(session.config).covers_per_member)
    found = gather(session, accounts or [], work)
    parts, bounds = [part for one in found for part in one.parts], tier_limits(session)
    is_csv = session.choose(FORMATS) == "csv"
    if owner is None:
        together = team_sum(parts, session.as_of, bounds)
        blocks = sum_csv(together, session.texts) if is_csv else sum_view(together, session.texts)
        session.show(blocks, together, "kam.team/1", FORMATS)
        return ExitCode.OK
    of_owner(session, (one.name for one in parts), owner)
    mine = own(parts, owner, session.as_of, bounds)
    where = {key: place for one in found for key, place in one.places.items()} if explain else None
    blocks = own_csv(mine, session.texts) if is_csv else own_view(mine, session.texts, where)
    session.show(blocks, mine, "kam.team-member/1", FORMATS)
    return ExitCode.OK


def sited(loaded: Loaded, stood: Stood, as_of: dt.date, most: int) -> Sited:
    """Our people in one plan."""
    parts = team_parts(stood.plan, loaded.file, as_of, most)
    return Sited(
        parts,
        {(one.file, one.path): places(loaded, stood, [one.path]) for part in parts for one in part.grades},
    )
