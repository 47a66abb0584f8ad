"""The quadrant of needs: whether we meet what a person wants for themselves, and what they want for the firm (A4)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from typing import Any, NamedTuple

from kamtool.model.stakeholder import Need, Needs
from kamtool.model.values import NeedStatus, YesNo


class Quadrant(StrEnum):
    """The four cells, and the unknown."""

    PARTNER = "partner"
    FRIEND = "friend"
    RIVAL = "rival"
    STRANGER = "stranger"
    UNKNOWN = "unknown"


CELLS = {
    (YesNo.YES, YesNo.YES): Quadrant.PARTNER,
    (YesNo.YES, YesNo.NO): Quadrant.FRIEND,
    (YesNo.NO, YesNo.YES): Quadrant.RIVAL,
    (YesNo.NO, YesNo.NO): Quadrant.STRANGER,
}


class Balance(NamedTuple):
    """One axis: how many needs are listed and known, the weight known and met, and what follows."""

    verdict: YesNo
    listed: int
    known: int
    known_weight: Decimal
    met_weight: Decimal


def balance(needs: Mapping[Any, Need]) -> Balance:
    """One axis: met when half of the known weight is, unknown while less than half of the listed needs is known."""
    known = [one for one in needs.values() if one.status is not NeedStatus.UNKNOWN]
    total = sum((weight(one) for one in known), Decimal(0))
    met = sum((weight(one) for one in known if one.status is NeedStatus.MET), Decimal(0))
    verdict = YesNo.YES if 2 * met >= total else YesNo.NO
    if 2 * len(known) < len(needs) or total == 0:
        verdict = YesNo.UNKNOWN
    return Balance(verdict, len(needs), len(known), total, met)


def axis(needs: Mapping[Any, Need]) -> YesNo:
    """Whether one axis is met."""
    return balance(needs).verdict


def weight(need: Need) -> Decimal:
    """A need counts once unless the plan weighs it."""
    return Decimal(1) if need.weight is None else need.weight


def quadrant(needs: Needs) -> Quadrant:
    """The cell a person stands in; unknown as soon as one axis is."""
    return CELLS.get((axis(needs.personal), axis(needs.organization)), Quadrant.UNKNOWN)


def possible(personal: YesNo, organization: YesNo) -> tuple[Quadrant, ...]:
    """The cells that two axes leave open: one when both are known, two or all four when not (the nine outcomes)."""
    return tuple(
        cell
        for (own, firm), cell in CELLS.items()
        if personal in (own, YesNo.UNKNOWN) and organization in (firm, YesNo.UNKNOWN)
    )
