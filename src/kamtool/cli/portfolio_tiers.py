"""``kam portfolio tiers``: who should be A, B, C or delegated, and whether the standard of a tier is kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Annotated

import typer

from kamtool.analysis.tier_candidate import Candidate, candidate
from kamtool.analysis.tier_terms import TierLimits
from kamtool.analysis.tiers import tiers
from kamtool.analysis.upto import Stood
from kamtool.cli.account import expand
from kamtool.cli.errors import ExitCode
from kamtool.cli.gather import cadence, gather, of_owner, places, settings
from kamtool.cli.ledger import (
    EngineOption,
    LedgerOption,
    PeriodOption,
    SetOption,
    SkipOption,
    months_of,
    open_ledger,
)
from kamtool.cli.portfolio_concentration import ledger_path
from kamtool.cli.selecting import wrong
from kamtool.cli.session import Session, command
from kamtool.load import Loaded
from kamtool.model.values import Tier
from kamtool.view.tiers import tiers_csv, tiers_picture, tiers_view

FORMATS = ("table", "plain", "md", "csv", "json", "svg")

Accounts = Annotated[list[str] | None, typer.Argument(help="accounts", metavar="ACCOUNT...")]
Owner = Annotated[str | None, typer.Option("--owner", help="portfolio_owner", metavar="NAME")]
Plans = Annotated[bool, typer.Option("--plans", help="concentration_plans")]
Explain = Annotated[bool, typer.Option("--explain", help="explain")]


@dataclass(frozen=True, slots=True)
class Sited:
    """A candidate with the place of each of its terms."""

    candidate: Candidate
    places: Mapping[str, str]


@command
def run(
    session: Session,
    accounts: Accounts = None,
    owner: Owner = None,
    ledger: LedgerOption = None,
    set_: SetOption = None,
    plans: Plans = False,
    period: PeriodOption = None,
    engine: EngineOption = "duckdb",
    skip_bad: SkipOption = False,
    explain: Explain = False,
) -> ExitCode:
    """Place accounts by attractiveness and position; money is compared over all plans, whoever is asked for."""
    bounds = tier_limits(session)
    chosen = session.choose(FORMATS)
    path = ledger or (None if plans else ledger_path(session))
    wanted = expand(session, accounts or [])
    every = expand(session, []) if accounts and session.config.folder.is_dir() else []
    work = partial(sited, explain=explain, as_of=session.as_of, bounds=bounds, cadence=cadence(session))
    found = gather(session, list(dict.fromkeys([*wanted, *every])), work)
    candidates, here = [one.candidate for one in found], frozenset(wanted)
    mine = [one for one in candidates if one.file in here]
    of_owner(session, (one.owner for one in mine), owner)
    asked = frozenset(one.file for one in mine if owner in (None, one.owner))
    sold = open_ledger(session, path, set_ or [], engine, months_of(period), skip_bad) if path else None
    result = tiers(candidates, asked, session.as_of, bounds, sold)
    if chosen == "csv":
        blocks = tiers_csv(result, session.texts)
    elif chosen == "svg":
        blocks = tiers_picture(result, session.texts)
    else:
        where = {one.candidate.file: one.places for one in found} if explain else None
        blocks = tiers_view(result, session.texts, where)
    session.show(blocks, result, "kam.tiers/1", FORMATS)
    return ExitCode.OK


def sited(
    loaded: Loaded, stood: Stood, as_of: dt.date, bounds: TierLimits, cadence: Mapping[Tier, int], explain: bool
) -> Sited:
    """One plan's candidate, with the places of its terms where they are to be explained."""
    found = candidate(stood.plan, loaded.id, loaded.file, as_of, bounds, cadence)
    terms = (*found.worth, *found.standing) if explain else ()
    return Sited(found, {one.about.value: places(loaded, stood, one.paths) for one in terms})


def tier_limits(session: Session) -> TierLimits:
    """The thresholds of ``[tiers]``. Raises UsageError, also where high would begin below low."""
    told = settings(session.config, "tiers", session.config.tiers, TierLimits)
    found = TierLimits(**told)
    for term in ("margin", "growth", "share"):
        high, low = f"{term}_high", f"{term}_low"
        if getattr(found, high) < getattr(found, low):
            key, other = (high, low) if high in told else (low, high)
            raise wrong(session.config, "high" if key == high else "low", key, other)
    return found
