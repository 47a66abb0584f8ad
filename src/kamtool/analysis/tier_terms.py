"""What one plan says of how much an account is worth to us and how well we stand there, term by term (A12).

Attractiveness and position are never blended: each term keeps its own figure, its own level and its own place.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from kamtool.analysis.deal import STAGES, live, parts, plan_currency, proven_stage, touches
from kamtool.analysis.debts import issues
from kamtool.analysis.overview import Money, summed
from kamtool.analysis.support import support
from kamtool.analysis.whitespace import whitespace
from kamtool.diagnostic import Path
from kamtool.model.account import Economics
from kamtool.model.plan import Plan
from kamtool.model.values import (
    AccountRelationship,
    Criterion,
    Influence,
    OrganizationType,
    RelationshipStage,
    Tier,
    YesNo,
)

OLD_YEARS = 2
SATISFIED_DAYS = 365
GOOD_SUPPORT = 0.5


class Level(StrEnum):
    """Where a term stands; ``unknown`` is told as such and counts for nothing."""

    HIGH = "high"
    MIDDLE = "middle"
    LOW = "low"
    UNKNOWN = "unknown"


class About(StrEnum):
    """What a term is about: six of the account's worth, then five of how we stand."""

    PROFIT = "profit"
    MARGIN = "margin"
    GROWTH = "growth"
    OPEN_VALUE = "open_value"
    STRATEGIC = "strategic"
    OBJECT = "object"
    RELATIONSHIP = "relationship"
    SUPPORT = "support"
    SHARE = "share"
    SERVICE = "service"
    RHYTHM = "rhythm"


@dataclass(frozen=True, slots=True)
class TierLimits:
    """From where on a term is high, and below what it is low: percent, but for the units a customer of a type buys.

    *units* make a customer of that type a key account by definition; a type without a number is not looked at.
    *grade* is what a tier asks of each competence, 1 to 5.
    """

    margin_high: int = 15
    margin_low: int = 5
    growth_high: int = 10
    growth_low: int = 0
    share_high: int = 50
    share_low: int = 20
    units_gov: int | None = None
    units_soe: int | None = None
    units_private: int | None = None
    units_foreign: int | None = None
    grade_a: int = 4
    grade_b: int = 3
    grade_c: int = 2

    def units(self, kind: OrganizationType) -> int | None:
        """The units that make a customer of this type a key account."""
        return None if kind is OrganizationType.UNKNOWN else getattr(self, f"units_{kind.value}")

    def grade(self, tier: Tier) -> int | None:
        """The grade a tier asks; ``None`` where it asks none."""
        return {Tier.A: self.grade_a, Tier.B: self.grade_b, Tier.C: self.grade_c}.get(tier)


@dataclass(frozen=True, slots=True)
class Term:
    """One term: its level, why (*reason* names the sentence), and the figures behind it; *paths* say where it stands.

    *share* is a part of 1, *count* of *of* a count, *days* days since.
    """

    about: About
    level: Level
    reason: str
    money: Money | None = None
    share: Decimal | None = None
    count: int | None = None
    of: int | None = None
    days: int | None = None
    year: int | None = None
    date: dt.date | None = None
    text: str | None = None
    paths: tuple[Path, ...] = ()


def worth_terms(plan: Plan, as_of: dt.date, limits: TierLimits) -> tuple[Term, ...]:
    """Profit and open value as amounts, which only the portfolio can place; margin, growth and what is strategic."""
    return (
        profit(plan, as_of),
        margin(plan, as_of, limits),
        growth(plan, as_of, limits),
        open_value(plan, as_of),
        strategic(plan),
    )


def standing_terms(plan: Plan, as_of: dt.date, limits: TierLimits) -> tuple[Term, ...]:
    """How near we are, who is for us, how much of it is ours, and how they find our service."""
    return relationship(plan, as_of), backing(plan, as_of), share(plan, as_of, limits), service(plan, as_of)


def latest(plan: Plan, as_of: dt.date) -> tuple[int, Economics] | None:
    """The place and the figures of the last full year; of the running one if there is no full one that is not old."""
    every = sorted(enumerate(plan.account.economics), key=lambda pair: -pair[1].year)
    recent = [pair for pair in every if as_of.year - OLD_YEARS <= pair[1].year <= as_of.year]
    full = [pair for pair in recent if pair[1].year < as_of.year]
    return next(iter(full or recent), None)


def profit(plan: Plan, as_of: dt.date) -> Term:
    """Gross profit less the cost to serve; its level is a matter of the portfolio, but for a loss."""
    found = latest(plan, as_of)
    if found is None:
        return Term(About.PROFIT, Level.UNKNOWN, "no_figures", paths=(("account", "economics"),))
    at, one = found
    path: Path = ("account", "economics", at)
    if one.gross_profit is None or one.cost_to_serve is None:
        both = one.gross_profit is None and one.cost_to_serve is None
        reason = "no_both" if both else "no_cost" if one.cost_to_serve is None else "no_gross_profit"
        return Term(About.PROFIT, Level.UNKNOWN, reason, year=one.year, paths=(path,))
    money = Money(one.gross_profit - one.cost_to_serve, one.currency or plan_currency(plan))
    return Term(About.PROFIT, Level.UNKNOWN, "amount", money, year=one.year, paths=(path,))


def margin(plan: Plan, as_of: dt.date, limits: TierLimits) -> Term:
    """利润率: profit after cost to serve by revenue."""
    earned, found = profit(plan, as_of), latest(plan, as_of)
    revenue = found[1].revenue if found else None
    if found and (revenue is None or revenue <= 0):
        reason = "no_revenue" if revenue is None else "nothing_sold"
        return Term(About.MARGIN, Level.UNKNOWN, reason, year=found[1].year, paths=earned.paths)
    if earned.money is None or not revenue:
        return Term(About.MARGIN, Level.UNKNOWN, "no_profit", paths=earned.paths)
    part = earned.money.amount / revenue
    return Term(About.MARGIN, between(part, limits.margin_low, limits.margin_high), "share", share=part,
                year=earned.year, paths=earned.paths)  # fmt: skip


def growth(plan: Plan, as_of: dt.date, limits: TierLimits) -> Term:
    """Revenue of the last full year against the year before it."""
    own = plan_currency(plan)
    full = {
        one.year: (at, one.revenue, one.currency or own)
        for at, one in enumerate(plan.account.economics)
        if one.year < as_of.year and one.revenue is not None
    }
    last = as_of.year - 1
    year = max((one for one in full if one > last - OLD_YEARS), default=last)
    unknown = Term(About.GROWTH, Level.UNKNOWN, "one_year", paths=(("account", "economics"),))
    if year not in full:
        return unknown
    if year - 1 not in full:
        return replace(unknown, reason="one_missing", year=year - 1 if year == last else last)
    (at, now, currency), (_, before, other) = full[year], full[year - 1]
    if currency != other:
        return replace(unknown, reason="two_currencies")
    if before <= 0:
        return replace(unknown, reason="from_nothing", year=year - 1)
    part = now / before - 1
    level = between(part, limits.growth_low, limits.growth_high)
    return Term(About.GROWTH, level, "share", share=part, year=year, paths=(("account", "economics", at),))


def open_value(plan: Plan, as_of: dt.date) -> Term:
    """What is still to be won here; a deal whose day has passed is asked about, not counted."""
    deals = list(live(plan))
    if not deals:
        return Term(About.OPEN_VALUE, Level.LOW, "nothing", paths=(("opportunities",),))
    held = [(key, one) for key, one in deals if one.close.date is None or one.close.date >= as_of]
    paths: tuple[Path, ...] = tuple(("opportunities", key, "value") for key, _ in held)
    if not held:
        key, one = max(deals, key=lambda pair: pair[1].value.amount or 0)
        return Term(About.OPEN_VALUE, Level.UNKNOWN, "passed", date=one.close.date, text=one.name or key,
                    paths=(("opportunities", key, "close"),))  # fmt: skip
    priced = [one for _, one in held if one.value.amount is not None]
    if len(priced) < len(held):
        return Term(About.OPEN_VALUE, Level.UNKNOWN, "unpriced", count=len(held) - len(priced), paths=paths)
    own = plan_currency(plan)
    sums = summed(Money(one.value.amount or Decimal(0), one.value.currency or own) for one in priced)
    if len(sums) > 1:
        return Term(About.OPEN_VALUE, Level.UNKNOWN, "currencies", count=len(sums), paths=paths)
    return Term(About.OPEN_VALUE, Level.UNKNOWN, "amount", sums[0], count=len(held), paths=paths)


def strategic(plan: Plan) -> Term:
    """Whether a live deal is worth more than its money: future revenue, strategic value, with what shows it."""
    asked = (Criterion.STRATEGIC_VALUE, Criterion.FUTURE_REVENUE)
    answers = [
        (("opportunities", key, "qualification", "us", one.value), deal.qualification["us"][one])
        for key, deal in live(plan)
        for one in asked
        if one in deal.qualification.get("us", {})
    ]
    for path, one in answers:
        if one.value is YesNo.YES and one.evidence:
            return Term(About.STRATEGIC, Level.HIGH, "said", text=one.evidence[0], paths=(path,))
    known = [(path, one) for path, one in answers if one.value is YesNo.NO]
    if answers and len(known) == len(answers):
        return Term(About.STRATEGIC, Level.LOW, "no", paths=tuple(path for path, _ in known))
    claimed = tuple(path for path, one in answers if one.value is YesNo.YES)
    reason = "unproven" if claimed else "unasked"
    return Term(About.STRATEGIC, Level.UNKNOWN, reason, paths=claimed or (("opportunities",),))


ROLES = {
    AccountRelationship.VENDOR: Level.LOW,
    AccountRelationship.CREDIBLE_SOURCE: Level.MIDDLE,
    AccountRelationship.PROBLEM_SOLVER: Level.HIGH,
    AccountRelationship.TRUSTED_ADVISOR: Level.HIGH,
}
NEAR = {
    RelationshipStage.ACQUAINTANCE: Level.LOW,
    RelationshipStage.ENGAGEMENT: Level.MIDDLE,
    RelationshipStage.TRUST: Level.HIGH,
    RelationshipStage.ALLY: Level.HIGH,
}


def relationship(plan: Plan, as_of: dt.date) -> Term:
    """What we are for the account; without that, the nearest stage behaviour proves with somebody of influence."""
    said = plan.account.relationship
    if said.value in ROLES:
        return Term(About.RELATIONSHIP, ROLES[said.value], said.value.value, date=said.date,
                    paths=(("account", "relationship"),))  # fmt: skip
    people = [one for one in parts(plan, None, as_of) if one.influence is Influence.HIGH]
    stages = [(STAGES.index(proven_stage(one.relationship, as_of)), one.id) for one in people]
    best, who = max(stages, default=(0, ""))
    if best == 0:
        return Term(About.RELATIONSHIP, Level.UNKNOWN, "none", paths=(("account", "relationship"),))
    stage = STAGES[best]
    return Term(About.RELATIONSHIP, NEAR[stage], stage.value, paths=(("stakeholders", who, "relationship"),))


def backing(plan: Plan, as_of: dt.date) -> Term:
    """The support index over everybody; unknown while most of the influence is."""
    found = support(parts(plan, None, as_of))
    paths: tuple[Path, ...] = (("stakeholders",),)
    if found.index is None or found.unknown_share is None or found.unknown_share > GOOD_SUPPORT:
        return Term(About.SUPPORT, Level.UNKNOWN, "none", count=found.known, of=len(found.terms), paths=paths)
    level = Level.HIGH if found.index >= GOOD_SUPPORT else Level.LOW if found.index < 0 else Level.MIDDLE
    index = Decimal(str(round(found.index, 2)))
    return Term(About.SUPPORT, level, "index", share=index, count=found.known, of=len(found.terms), paths=paths)


def share(plan: Plan, as_of: dt.date, limits: TierLimits) -> Term:
    """忠诚度 as far as it can be seen: our part of the squares of the whitespace map that somebody holds."""
    found = whitespace(plan, as_of)
    won, rivals = found.count("won"), found.count("rival")
    if won + rivals == 0:
        return Term(About.SHARE, Level.UNKNOWN, "none", paths=(("whitespace",),))
    part = Decimal(won) / (won + rivals)
    level = between(part, limits.share_low, limits.share_high)
    return Term(About.SHARE, level, "share", share=part, count=won, of=won + rivals, paths=(("whitespace",),))


def service(plan: Plan, as_of: dt.date) -> Term:
    """An open failure, else how satisfied they last said they were."""
    still = issues(plan, as_of)
    if still:
        at = next(
            at for at, one in enumerate(plan.issues) if (one.what, one.opened) == (still[0].what, still[0].opened)
        )
        return Term(About.SERVICE, Level.LOW, "failure", count=len(still), days=still[0].days, text=still[0].what,
                    paths=(("issues", at),))  # fmt: skip
    rated = [
        (one.date, at, one.satisfaction)
        for at, one in enumerate(plan.visits)
        if one.satisfaction is not None and 0 <= (as_of - one.date).days <= SATISFIED_DAYS
    ]
    if not rated:
        return Term(About.SERVICE, Level.UNKNOWN, "none", paths=(("visits",),))
    date, at, value = max(rated)
    level = Level.HIGH if value >= 4 else Level.LOW if value <= 2 else Level.MIDDLE
    return Term(About.SERVICE, level, "satisfied", count=value, date=date, paths=(("visits", at),))


def between(part: Decimal, low: int, high: int) -> Level:
    """High from *high* percent on, low below *low*."""
    if part >= Decimal(high) / 100:
        return Level.HIGH
    return Level.LOW if part < Decimal(low) / 100 else Level.MIDDLE


def last_contact(plan: Plan, as_of: dt.date) -> dt.date | None:
    """The day of the last contact that went both ways."""
    held = touches(plan, as_of)
    return held[-1].date if held else None
