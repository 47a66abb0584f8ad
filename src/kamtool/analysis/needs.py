"""The quadrant of needs: whether we meet what a person wants for themselves, and what they want for the firm (A4)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from typing import Any

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


def axis(needs: Mapping[Any, Need]) -> YesNo:
    """Whether one axis is met: half of the known weight met, and half of the listed needs known; else unknown."""
    if not needs:
        return YesNo.UNKNOWN
    known = [one for one in needs.values() if one.status is not NeedStatus.UNKNOWN]
    if 2 * len(known) < len(needs):
        return YesNo.UNKNOWN
    total = sum((weight(one) for one in known), Decimal(0))
    met = sum((weight(one) for one in known if one.status is NeedStatus.MET), Decimal(0))
    if total == 0:
        return YesNo.UNKNOWN
    return YesNo.YES if 2 * met >= total else YesNo.NO


def weight(need: Need) -> Decimal:
    """A need counts once unless the plan weighs it."""
    return Decimal(1) if need.weight is None else need.weight


def quadrant(needs: Needs) -> Quadrant:
    """The cell a person stands in; unknown as soon as one axis is."""
    return CELLS.get((axis(needs.personal), axis(needs.organization)), Quadrant.UNKNOWN)
