"""How we compare with one rival: on the customer's weighted criteria, and on the seven factors of the radar (A11)."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from kamtool.model.opportunity import Opportunity

US = "us"
NOTHING_BOUGHT = "status_quo"


class Compared(NamedTuple):
    """Our weighted mean and a rival's on what both are scored on, and the weight we win and lose there."""

    rival: str
    ours: Decimal
    theirs: Decimal
    won: Decimal
    lost: Decimal


def by_criteria(deal: Opportunity, rival: str) -> Compared | None:
    """The comparison by the customer's criteria; a criterion without a weight weighs 1. ``None`` without any."""
    return compared(
        rival,
        [
            (Decimal(1) if one.weight is None else one.weight, one.scores[US], one.scores[rival])
            for one in deal.criteria
            if US in one.scores and rival in one.scores
        ],
    )


def by_radar(deal: Opportunity, rival: str) -> Compared | None:
    """The comparison by the radar's axes, with the weights of the deal where it gives any."""
    ours, theirs = deal.radar.get(US, {}), deal.radar.get(rival, {})
    rows = []
    for axis in (one for one in ours if one in theirs):
        our, their = ours[axis].value, theirs[axis].value
        if our is not None and their is not None:
            rows.append((deal.weights.get(axis, Decimal(1)), our, their))
    return compared(rival, rows)


def compared(rival: str, rows: Iterable[tuple[Decimal, int, int]]) -> Compared | None:
    """The comparison of rows of weight, our score and the rival's; ``None`` when nothing weighs."""
    rows = list(rows)
    total = sum(weight for weight, _, _ in rows)
    if not total:
        return None
    return Compared(
        rival,
        ours=sum((weight * our for weight, our, _ in rows), Decimal(0)) / total,
        theirs=sum((weight * their for weight, _, their in rows), Decimal(0)) / total,
        won=sum((weight for weight, our, their in rows if our > their), Decimal(0)),
        lost=sum((weight for weight, our, their in rows if our < their), Decimal(0)),
    )


def scored_rivals(deal: Opportunity) -> tuple[str, ...]:
    """The rivals that the deal's criteria, qualification or radar give a number or an answer, in that order."""
    named = [vendor for one in deal.criteria for vendor in one.scores]
    return tuple(one for one in dict.fromkeys([*named, *deal.qualification, *deal.radar]) if one != US)


def all_by_criteria(deal: Opportunity) -> list[Compared]:
    """How we compare by the customer's criteria with each rival that is scored on them."""
    found = (by_criteria(deal, one) for one in scored_rivals(deal) if one != NOTHING_BOUGHT)
    return [one for one in found if one is not None]


def hardest(against: Iterable[Compared], ratio: int) -> Compared | None:
    """The rival against whom a frontal attack is least borne; ``None`` when nobody is compared."""
    return min(against, key=lambda one: one.won - ratio * one.lost, default=None)


def is_overwhelming(one: Compared, ratio: int) -> bool:
    """Whether the weight we win stands to the weight we lose as *ratio* to 1 or better."""
    return bool(one.won) and one.won >= ratio * one.lost
