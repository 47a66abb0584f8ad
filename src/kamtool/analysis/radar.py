"""The radar 雷达图: seven factors, macro three and micro four, for us and each rival, weighed by the customer (A11).

A gap is ours less the rival's. The gap of an axis counts with the axis's share of the weight, so that those of all
axes add up to the lead of one weighted mean over the other. Axes that either side is not rated on stay out of it.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from kamtool.analysis.comparison import NOTHING_BOUGHT, US, by_radar
from kamtool.analysis.rivals import rival_name, rivals
from kamtool.model.opportunity import Opportunity
from kamtool.model.plan import Plan
from kamtool.model.values import Axis, Source

MACRO = (Axis.COMPANY_BRAND, Axis.PRODUCT_BRAND, Axis.MARKET_SHARE)


@dataclass(frozen=True, slots=True)
class Score:
    """What one vendor got on one axis, ``None`` when unknown; by whom, when, and what shows it."""

    value: int | None
    rated_by: Source
    date: dt.date | None
    evidence: tuple[str, ...]


NOT_RATED = Score(None, Source.UNKNOWN, None, ())


@dataclass(frozen=True, slots=True)
class AxisRow:
    """One axis: its weight, the scores, and how far we are from the best rival there and what that weighs.

    *leaders* are the rivals with the highest score of all rivals on this axis.
    """

    axis: Axis
    macro: bool
    weight: Decimal
    weight_given: bool
    scores: dict[str, Score]
    leaders: tuple[str, ...]
    gap: int | None
    weighted: Decimal | None


@dataclass(frozen=True, slots=True)
class Total:
    """How one rival stands over all axes that both are rated on."""

    rival: str
    ours: Decimal
    theirs: Decimal
    gap: Decimal
    axes: int


@dataclass(frozen=True, slots=True)
class RadarResult:
    """The radar of one deal; *totals* has the strongest rival first, and *best* is that one.

    *rated* of our axes have a score, *by_customer* of them the customer's; *flattering* are the codes of the findings
    that say the picture flatters us.
    """

    account: str
    deal: str | None
    vendors: dict[str, str]
    axes: tuple[AxisRow, ...]
    totals: tuple[Total, ...]
    best: str | None
    weights_given: bool
    rated: int
    by_customer: int
    flattering: tuple[str, ...]


def radar(plan: Plan, deal: str | None, flattering: tuple[str, ...] = ()) -> RadarResult:
    """The radar of a deal; without one nothing is known."""
    here = plan.opportunities[deal] if deal else None
    drawn = here.radar if here else {}
    names = [one for one in drawn if one != US]
    if deal:
        names += [one for one in rivals(plan, deal) if one not in names and one != NOTHING_BOUGHT]
    found = sorted(
        (total for one in names if here and (total := against(here, one)) is not None), key=lambda one: one.gap
    )
    best = found[0].rival if found else None
    ours = [one for one in drawn.get(US, {}).values() if one.value is not None]
    return RadarResult(
        account=plan.account.name,
        deal=((here.name if here else None) or deal) if deal else None,
        vendors={one: rival_name(plan, one) for one in names},
        axes=axes(here, names, best),
        totals=tuple(found),
        best=best,
        weights_given=bool(here and here.weights),
        rated=len(ours),
        by_customer=sum(one.rated_by is Source.CUSTOMER for one in ours),
        flattering=flattering,
    )


def against(deal: Opportunity, rival: str) -> Total | None:
    """How we stand to one rival."""
    found = by_radar(deal, rival)
    if found is None:
        return None
    return Total(rival, found.ours, found.theirs, found.ours - found.theirs, len(both(deal, rival)))


def both(deal: Opportunity, rival: str) -> list[Axis]:
    """The axes that we and a rival are rated on."""
    ours, theirs = deal.radar.get(US, {}), deal.radar.get(rival, {})
    return [axis for axis in ours if axis in theirs and None not in (ours[axis].value, theirs[axis].value)]


def axes(deal: Opportunity | None, names: list[str], best: str | None) -> tuple[AxisRow, ...]:
    """Every axis, rated or not."""
    weights = deal.weights if deal else {}
    whole = sum((weights.get(axis, Decimal(1)) for axis in both(deal, best)), Decimal(0)) if deal and best else None
    rows = []
    for axis in Axis:
        scores = {one: score(deal, one, axis) for one in (US, *names)}
        known = {one: scores[one].value or 0 for one in names if scores[one].value is not None}
        ours, theirs = scores[US].value, scores[best].value if best else None
        gap = ours - theirs if ours is not None and theirs is not None else None
        weight = weights.get(axis, Decimal(1))
        rows.append(
            AxisRow(
                axis=axis,
                macro=axis in MACRO,
                weight=weight,
                weight_given=axis in weights,
                scores=scores,
                leaders=tuple(one for one in known if known[one] == max(known.values())),
                gap=gap,
                weighted=weight * gap / whole if gap is not None and whole else None,
            )
        )
    return tuple(rows)


def score(deal: Opportunity | None, vendor: str, axis: Axis) -> Score:
    """What a vendor got on an axis."""
    found = deal.radar.get(vendor, {}).get(axis) if deal else None
    return Score(found.value, found.rated_by, found.date, found.evidence) if found else NOT_RATED
