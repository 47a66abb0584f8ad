"""What one plan gives to the picture of tiers: its terms on both axes, and the standard of the tier it claims (A12)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from kamtool.analysis.customers import Card, card
from kamtool.analysis.overview import REVIEW_DAYS
from kamtool.analysis.rhythm import ledger_worth, rhythm
from kamtool.analysis.tier_terms import About, Level, Term, TierLimits, last_contact, standing_terms, worth_terms
from kamtool.ledger.result import Ledger, Sold
from kamtool.model.plan import Plan
from kamtool.model.values import OrganizationType, TeamRole, Tier, YesNo

# A number begins where no digit stands before it, so that a long row of digits is read once.
UNITS = re.compile(
    r"(?<!\d)(?<!\d,)(\d{1,3}(?:,\d{3})++|\d++)\s*+"
    r"(?:台套|台|辆|套|units?\b|vehicles?\b|cars?\b|trucks?\b|machines?\b|sets?\b)",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Standard:
    """What the claimed tier asks of us, and whether it is kept: contact every so many *days*, a plan confirmed lately,
    for A a sponsor. ``unknown`` where the tier asks nothing of it, or nothing is on file.
    """

    every: int | None
    days: int | None
    contact: YesNo
    reviewed_days: int | None
    review: YesNo
    sponsor: YesNo


@dataclass(frozen=True, slots=True)
class Candidate:
    """What one plan gives to the picture."""

    card: Card
    file: str
    owner: str | None
    tier: Tier
    worth: tuple[Term, ...]
    standing: tuple[Term, ...]
    standard: Standard


def candidate(
    plan: Plan, id: str, file: str, as_of: dt.date, limits: TierLimits, cadence: Mapping[Tier, int]
) -> Candidate:
    """One plan's part, for a portfolio to place."""
    worth = worth_terms(plan, as_of, limits)
    return Candidate(
        card=card(plan, id),
        file=file,
        owner=plan.lead,
        tier=plan.account.tier,
        worth=(*worth, *definition(plan, limits)),
        standing=standing_terms(plan, as_of, limits),
        standard=standard(plan, as_of, cadence),
    )


def definition(plan: Plan, limits: TierLimits) -> tuple[Term, ...]:
    """Whether it is a key account by what the team calls one (「X台以上」); nothing where the team set no number."""
    least = limits.units(plan.account.type)
    if least is None:
        return ()
    path = ("account", "installed_base")
    if plan.account.type is OrganizationType.GOV and least == 0:
        return (Term(About.OBJECT, Level.HIGH, "organ", paths=(("account", "type"),)),)
    found = UNITS.search(plan.account.installed_base or "")
    if found is None:
        return (Term(About.OBJECT, Level.UNKNOWN, "none", of=least, paths=(path,)),)
    units = int(found[1].replace(",", ""))
    level = Level.HIGH if units >= least else Level.LOW
    return (Term(About.OBJECT, level, "units", count=units, of=least, text=found[0], paths=(path,)),)


def standard(plan: Plan, as_of: dt.date, cadence: Mapping[Tier, int]) -> Standard:
    """What the tier asks, against what is on file."""
    every, last = cadence.get(plan.account.tier), last_contact(plan, as_of)
    days = (as_of - last).days if last else None
    reviewed = (as_of - plan.reviewed).days if plan.reviewed else None
    wants_sponsor = plan.account.tier is Tier.A
    sponsor = any(one.role is TeamRole.SPONSOR for one in plan.team.values())
    return Standard(
        every=every,
        days=days,
        contact=YesNo.UNKNOWN if every is None or days is None else yes(days <= every),
        reviewed_days=reviewed,
        review=YesNo.UNKNOWN if reviewed is None else yes(reviewed <= REVIEW_DAYS),
        sponsor=yes(sponsor) if wants_sponsor else YesNo.UNKNOWN,
    )


def yes(true: bool) -> YesNo:
    """Yes or no."""
    return YesNo.YES if true else YesNo.NO


def with_ledger(one: Candidate, sold: Sold | None, ledger: Ledger, as_of: dt.date, limits: TierLimits) -> Candidate:
    """A candidate whose profit and margin come from the ledger, and who has a rhythm."""
    new = ledger_worth(sold, ledger.currency, limits)
    worth = tuple(new.get(term.about, term) for term in one.worth)
    return replace(one, worth=worth, standing=(*one.standing, rhythm(sold, min(as_of, ledger.last or as_of))))
