"""The open deals of all plans by the customer's stage: count, value, what the weighted value rests on, pace and slips.

Amounts of two currencies are never added. A value without a probability is not weighted by a guess: it stands apart.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from statistics import median

from kamtool.analysis.deal import plan_currency
from kamtool.analysis.funnel_report import FunnelReport
from kamtool.analysis.outcomes import (
    BackTest,
    Calibration,
    Outcomes,
    Told,
    by_band,
    by_owner,
    outcomes,
    weighted,
)
from kamtool.analysis.overview import Money, summed
from kamtool.model.plan import Plan
from kamtool.model.values import DealStatus, Stage, Tier


class By(StrEnum):
    """By what the pipeline is split."""

    OWNER = "owner"
    TIER = "tier"
    TYPE = "type"
    STAGE = "stage"


@dataclass(frozen=True, slots=True)
class Weighted:
    """Value by what stands behind its weight: *claimed* with a probability, *unweighed* without, both unweighted.

    *value* is the claimed part times its probability, *doubted* the claimed part that findings speak against.
    """

    value: tuple[Money, ...]
    claimed: tuple[Money, ...]
    unweighed: tuple[Money, ...]
    doubted: tuple[Money, ...]
    deals_without: int
    deals_doubted: int


@dataclass(frozen=True, slots=True)
class Row:
    """Some open deals: *name* is a stage, a month or a group; days in stage are of those that say since when."""

    name: str
    deals: int
    value: tuple[Money, ...]
    unpriced: int
    weighted: Weighted
    median_days: float | None
    longest_days: int | None
    timed: int


@dataclass(frozen=True, slots=True)
class Slip:
    """A deal whose date is later than one it had, or has passed: how often it moved, and by how many *days* from the
    earliest; ``None`` where it is no later than that, or there is no date any more.
    """

    account: str
    name: str
    deal: str
    owner: str | None
    close: dt.date | None
    moves: int
    days: int | None
    overdue: int | None


@dataclass(frozen=True, slots=True)
class Pipeline:
    """The whole picture: *months* by expected close, *groups* by *by*; a row without a name holds what says none."""

    as_of: dt.date
    owner: str | None
    plans: int
    deals: tuple[Told, ...]
    total: Row
    stages: tuple[Row, ...]
    months: tuple[Row, ...]
    slips: tuple[Slip, ...]
    outcomes: Outcomes
    by: By | None
    groups: tuple[tuple[Row, Outcomes], ...]
    bands: tuple[Calibration, ...]
    owners: tuple[Calibration, ...]
    back_test: BackTest | None
    funnel: FunnelReport | None


def told(plan: Plan, account: str, as_of: dt.date, doubts: Mapping[str, Collection[str]] | None = None) -> list[Told]:
    """Every deal of a plan; *doubts* are codes by the deal's id."""
    own = plan_currency(plan)
    return [
        Told(
            account=account,
            name=plan.account.name,
            id=key,
            deal=deal.name or key,
            tier=plan.account.tier,
            type=plan.account.type,
            owner=plan.lead,
            status=deal.status,
            stage=deal.stage,
            days_in_stage=(as_of - deal.stage_since).days if deal.stage_since else None,
            value=None if deal.value.amount is None else Money(deal.value.amount, deal.value.currency or own),
            probability=deal.value.probability,
            close=deal.close.date,
            moved_from=deal.close.moved_from,
            closed=deal.closed,
            reason=deal.closed_reason,
            doubts=tuple((doubts or {}).get(key, ())),
        )
        for key, deal in plan.opportunities.items()
    ]


def pipeline(
    deals: Iterable[Told],
    plans: int,
    as_of: dt.date,
    owner: str | None = None,
    by: By | None = None,
    back_test: BackTest | None = None,
    funnel: FunnelReport | None = None,
) -> Pipeline:
    """The pipeline of some deals, open and closed."""
    every = sorted(deals, key=lambda one: (one.name, one.key))
    live = [one for one in every if one.status is DealStatus.OPEN]
    return Pipeline(
        as_of=as_of,
        owner=owner,
        plans=plans,
        deals=tuple(live),
        total=row("", live),
        stages=split(live, lambda one: one.stage.value if one.stage else "", [one.value for one in Stage]),
        months=split(live, month, sorted({month(one) for one in live} - {""})),
        slips=tuple(sorted((slip(one, as_of) for one in live if is_slipped(one, as_of)), key=worst)),
        outcomes=outcomes(every),
        by=by,
        groups=grouped(every, by) if by else (),
        bands=by_band(every),
        owners=by_owner(every),
        back_test=back_test,
        funnel=funnel,
    )


def month(one: Told) -> str:
    """The month of the expected signature; empty when the plan gives none."""
    return f"{one.close.year}-{one.close.month:02}" if one.close else ""


def split(deals: Sequence[Told], key: Callable[[Told], str], names: Sequence[str]) -> tuple[Row, ...]:
    """A row for each name that has a deal, in that order; those without one last."""
    rows = [row(name, [one for one in deals if key(one) == name]) for name in (*names, "")]
    return tuple(one for one in rows if one.deals)


def row(name: str, deals: Sequence[Told]) -> Row:
    """Some open deals together."""
    days = [one.days_in_stage for one in deals if one.days_in_stage is not None]
    return Row(
        name=name,
        deals=len(deals),
        value=summed(one.value for one in deals if one.value),
        unpriced=sum(one.value is None for one in deals),
        weighted=weigh(deals),
        median_days=float(median(days)) if days else None,
        longest_days=max(days, default=None),
        timed=len(days),
    )


def weigh(deals: Sequence[Told]) -> Weighted:
    """What the weighted value of some deals rests on."""
    claimed = [one for one in deals if one.value is not None and one.probability is not None]
    without = [one for one in deals if one.value is not None and one.probability is None]
    doubted = [one for one in claimed if one.doubts]
    return Weighted(
        value=summed(worth for one in claimed if (worth := weighted(one)) is not None),
        claimed=summed(one.value for one in claimed if one.value),
        unweighed=summed(one.value for one in without if one.value),
        doubted=summed(one.value for one in doubted if one.value),
        deals_without=sum(one.probability is None for one in deals),
        deals_doubted=len(doubted),
    )


def is_slipped(one: Told, as_of: dt.date) -> bool:
    """Whether a date was put off or dropped, or has passed without a signature; brought forward is no slip."""
    if one.close is None:
        return bool(one.moved_from)
    return one.close < as_of or put_off(one) is not None


def put_off(one: Told) -> int | None:
    """By how many days a deal's date is later than the earliest it had."""
    days = (one.close - min(one.moved_from)).days if one.close and one.moved_from else 0
    return days if days > 0 else None


def slip(one: Told, as_of: dt.date) -> Slip:
    """How far a deal's date has slipped."""
    late = (as_of - one.close).days if one.close and one.close < as_of else None
    return Slip(one.account, one.name, one.deal, one.owner, one.close, len(one.moved_from), put_off(one), late)


def worst(one: Slip) -> tuple[object, ...]:
    """Overdue first, the longest on top; then by how often and how far a date moved."""
    return one.overdue is None, -(one.overdue or 0), -one.moves, -(one.days or 0), one.account, one.deal


def grouped(deals: Sequence[Told], by: By) -> tuple[tuple[Row, Outcomes], ...]:
    """The open deals of each group with what became of its closed ones; the largest value first within a currency."""
    keys: dict[By, Callable[[Told], str]] = {
        By.OWNER: lambda one: one.owner or "",
        By.TIER: lambda one: one.tier.value if one.tier is not Tier.UNKNOWN else "",
        By.TYPE: lambda one: one.type.value if one.type.value != "unknown" else "",
        By.STAGE: lambda one: one.stage.value if one.stage else "",
    }
    names = {keys[by](one) for one in deals}
    order = [one.value for one in (Stage if by is By.STAGE else Tier if by is By.TIER else ())]
    found = []
    for name in sorted(names, key=lambda one: (one == "", order.index(one) if one in order else len(order), one)):
        mine = [one for one in deals if keys[by](one) == name]
        found.append((row(name, [one for one in mine if one.status is DealStatus.OPEN]), outcomes(mine)))
    return tuple(found)


def share(part: Sequence[Money], whole: Sequence[Money], currency: str | None) -> Decimal | None:
    """A part of a sum in one currency, 0 to 1; ``None`` when there is no such sum."""
    total = sum((one.amount for one in whole if one.currency == currency), Decimal(0))
    return sum((one.amount for one in part if one.currency == currency), Decimal(0)) / total if total else None
