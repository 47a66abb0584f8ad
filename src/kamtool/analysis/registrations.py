"""报备: which dealer's registration goes first. The customer's choice, then progress, then the day (A12, deck 7)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from kamtool.model.plan import Plan
from kamtool.model.registration import Registration
from kamtool.model.values import DealStatus, RegistrationProgress

PROGRESS = list(RegistrationProgress)


class Ground(StrEnum):
    """By what a registration goes first; ``none`` when two are equal in all, ``unknown`` when facts are missing."""

    CUSTOMER = "customer"
    PROGRESS = "progress"
    DATE = "date"
    NONE = "none"
    UNKNOWN = "unknown"


class First(NamedTuple):
    """The dealer that goes first, if one does, and why."""

    dealer: str | None
    ground: Ground


def first(claims: Sequence[Registration]) -> First:
    """Who goes first among the registrations of one project."""
    chosen = {one.dealer for one in claims if one.customer_choice}
    if chosen:
        return First(only(chosen), Ground.CUSTOMER if len(chosen) == 1 else Ground.NONE)
    if any(one.progress is None for one in claims):
        return First(None, Ground.UNKNOWN)
    furthest = max(PROGRESS.index(one.progress) for one in claims if one.progress)
    ahead = [one for one in claims if one.progress is PROGRESS[furthest]]
    if len({one.dealer for one in ahead}) == 1:
        return First(ahead[0].dealer, Ground.PROGRESS)
    days = [one.date for one in ahead if one.date is not None]
    if len(days) < len(ahead):
        return First(None, Ground.UNKNOWN)
    earliest = {one.dealer for one in ahead if one.date == min(days)}
    return First(only(earliest), Ground.DATE if len(earliest) == 1 else Ground.NONE)


def only(dealers: set[str]) -> str | None:
    """The one there is, if there is but one."""
    return next(iter(dealers)) if len(dealers) == 1 else None


def is_valid(one: Registration, as_of: dt.date) -> bool:
    """Whether a registration has not run out; one without an end holds."""
    return one.valid_until is None or one.valid_until >= as_of


def is_live(plan: Plan, one: Registration) -> bool:
    """Whether the project of a registration is still open; one for the whole customer is, while any deal is."""
    deals = plan.opportunities
    ids = deals if one.opportunity is None else [one.opportunity]
    return any(key in deals and deals[key].status is DealStatus.OPEN for key in ids)


def projects(plan: Plan, as_of: dt.date) -> dict[str | None, list[int]]:
    """The places of the registrations that hold, by project."""
    found: dict[str | None, list[int]] = {}
    for at, one in enumerate(plan.registrations):
        if is_valid(one, as_of) and is_live(plan, one):
            found.setdefault(one.opportunity, []).append(at)
    return found


def is_renewed(every: Sequence[Registration], at: int) -> bool:
    """Whether the dealer of the registration at this place registered the same project for longer."""
    one = every[at]
    return one.valid_until is not None and any(
        other.dealer == one.dealer
        and other.opportunity == one.opportunity
        and (other.valid_until is None or other.valid_until > one.valid_until)
        for place, other in enumerate(every)
        if place != at
    )
