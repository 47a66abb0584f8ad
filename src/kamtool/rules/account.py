"""Family account (7xx): whether the account pays, its card is true, its goals can be told, and the plan is alive."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from kamtool.diagnostic import Finding, Severity, each_of
from kamtool.model.goal import Goal
from kamtool.model.values import OrganizationType, Tier
from kamtool.rules.rule import Case, rule

KEY = frozenset({Tier.A, Tier.B, Tier.C})
NAMED = 3  # how many idle SWOT items a finding names
MONEY = ("economics", "revenue", "营收", "收入", "销售额", "交易额")


@rule("KAM701", "uneconomic-key", Severity.WARNING)
def uneconomic_key(case: Case) -> Iterator[Finding]:
    """An account that costs more to serve than it earns, without a plan to change that; an error for tier A."""
    card = case.plan.account
    known = [
        (line.year, at, line.gross_profit - line.cost_to_serve)
        for at, line in enumerate(card.economics)
        if line.year <= case.as_of.year and line.gross_profit is not None and line.cost_to_serve is not None
    ]
    if not known and card.tier is Tier.A:
        yield Finding(("account", "economics"), {}, Severity.HINT, "unknown")
    if not known or card.recovery_plan:
        return
    year, at, profit = max(known)
    if profit < 0:
        severity = Severity.ERROR if card.tier is Tier.A else Severity.WARNING
        params = {"year": year, "loss": -profit, "tier": card.tier}
        yield Finding(("account", "economics", at, "cost_to_serve"), params, severity)


@rule("KAM702", "card-stale", Severity.WARNING)
def card_stale(case: Case) -> Iterator[Finding]:
    """A base card too thin, too old, or silent on why something moved."""
    card = case.plan.account
    unsaid = (card.type is OrganizationType.UNKNOWN, card.business is None)
    if any(unsaid) and card.tier in KEY:
        variant = "unknown" if all(unsaid) else "type" if unsaid[0] else "business"
        yield Finding(("account",), {}, Severity.HINT, variant)
    elif card.tier in KEY and card.updated is None:
        yield Finding(("account", "updated"), {}, Severity.HINT, "undated")
    old = card.updated is not None and card.updated < case.ago(case.limits.card_days)
    if card.updated is not None and old and not is_neglected(case):
        days = (case.as_of - card.updated).days
        yield Finding(("account", "updated"), {"date": card.updated, "days": days})
    yield from revenue_moves(case)
    for at, change in enumerate(case.plan.changes):
        if change.reason is None:
            yield Finding(("changes", at), {"field": change.field, "date": change.date}, Severity.HINT, "reason")


def revenue_moves(case: Case) -> Iterator[Finding]:
    """The last full years between which the revenue moved far, when no change tells why."""
    full = sorted(
        (line.year, at, line.revenue)
        for at, line in enumerate(case.plan.account.economics)
        if line.year < case.as_of.year and line.revenue is not None
    )
    for (before, _, old), (year, at, new) in list(pairwise(full))[-1:]:
        percent = 100 * (new - old) / old if old > 0 else Decimal(0)
        told = [one for one in case.plan.changes if is_money(one.field) and one.reason and one.date.year >= year]
        if abs(percent) >= case.limits.revenue_move_percent and not told:
            params = {"before": before, "year": year, "percent": round(abs(percent))}
            path = ("account", "economics", at, "revenue")
            yield Finding(path, params, variant="fell" if percent < 0 else "rose")


def is_money(field: str) -> bool:
    """Whether a change is about what the account earns us."""
    return any(word in field.casefold() for word in MONEY)


@rule("KAM705", "goal-without-measure", Severity.WARNING, profile="strict")
def goal_without_measure(case: Case) -> Iterator[Finding]:
    """A goal of which nobody can tell whether it was reached, nor by goals that serve it; or one past its day."""
    served = {name for goal in case.plan.goals if is_measured(goal) for name in goal.why}
    for at, goal in enumerate(case.plan.goals):
        params: dict[str, object] = {"what": goal.what}
        if goal.due is not None and goal.due < case.as_of and not is_reached(goal):
            yield Finding(("goals", at, "due"), {**params, "date": goal.due}, variant="past")
        if is_measured(goal) or goal.id in served or goal.what in served:
            continue
        if goal.measure is None and goal.target is None:
            yield Finding(("goals", at), params)
        else:
            yield Finding(("goals", at), params, Severity.HINT, "unknown")


def is_reached(goal: Goal) -> bool:
    """Whether the number wanted is there; a goal may want a smaller one than it began with."""
    if goal.now is None or goal.target is None:
        return False
    falls = goal.baseline is not None and goal.baseline > goal.target
    return goal.now <= goal.target if falls else goal.now >= goal.target


def is_measured(goal: Goal) -> bool:
    """Whether a goal says what is counted, and how much of it is wanted."""
    return goal.measure is not None and goal.target is not None


@rule("KAM706", "swot-without-action", Severity.HINT, profile="strict")
def swot_without_action(case: Case) -> Iterator[Finding]:
    """Items of the SWOT without an action, told once; those without evidence first."""
    bare = [(at, item) for at, item in enumerate(case.plan.swot) if item.action is None]
    idle = sorted(bare, key=lambda one: bool(one[1].evidence))
    if idle:
        params = {"items": [item.text for _, item in idle[:NAMED]], "count": len(idle), "total": len(case.plan.swot)}
        yield Finding(("swot",), params, of=each_of(("swot",), (at for at, _ in idle)))


@rule("KAM707", "not-reviewed", Severity.WARNING)
def not_reviewed(case: Case) -> Iterator[Finding]:
    """A plan nobody confirmed as a whole for long, or never though it is not new."""
    reviewed, since = case.plan.reviewed, case.ago(case.limits.review_days)
    if reviewed is not None and is_neglected(case):
        yield Finding(("reviewed",), {"date": reviewed, "days": (case.as_of - reviewed).days})
    elif reviewed is None and any(visit.date < since for visit in case.plan.visits):
        yield Finding(("reviewed",), {}, Severity.HINT, "unknown")


def is_neglected(case: Case) -> bool:
    """Whether the last review is too long ago."""
    return case.plan.reviewed is not None and case.plan.reviewed < case.ago(case.limits.review_days)
