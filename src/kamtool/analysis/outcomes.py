"""Deals that are over: won, lost and dropped with their reasons, and whether the probabilities that were claimed held.

A rate stands with its interval; below FEW deals nobody should read a percentage out of it (methods.md A1).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kamtool.analysis.overview import Money, summed
from kamtool.analysis.proportion import Rate, rate
from kamtool.model.values import DealStatus, OrganizationType, Stage, Tier

OVER = (DealStatus.WON, DealStatus.LOST, DealStatus.DROPPED)
BANDS = (Decimal("0.25"), Decimal("0.5"), Decimal("0.75"), Decimal(1))


@dataclass(frozen=True, slots=True)
class Told:
    """One deal as its plan tells of it. *doubts* are the codes of findings against its probability."""

    account: str
    name: str
    id: str
    deal: str
    tier: Tier
    type: OrganizationType
    owner: str | None
    status: DealStatus
    stage: Stage | None
    days_in_stage: int | None
    value: Money | None
    probability: Decimal | None
    close: dt.date | None
    moved_from: tuple[dt.date, ...]
    closed: dt.date | None
    reason: str | None
    doubts: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str, str]:
        """What tells a deal from all others: its account's id and its own."""
        return self.account, self.id


@dataclass(frozen=True, slots=True)
class Outcomes:
    """What became of deals: counts, the win rate among won and lost, and the deals, the latest first.

    *untold* of them have no reason.
    """

    won: int
    lost: int
    dropped: int
    rate: Rate
    value_won: tuple[Money, ...]
    value_lost: tuple[Money, ...]
    untold: int
    deals: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Calibration:
    """Decided deals of one owner or band (*name*): how many should have been won by what was claimed, and were.

    *expected* is the sum of the claimed probabilities.
    """

    name: str
    deals: int
    expected: Decimal
    won: int
    rate: Rate


@dataclass(frozen=True, slots=True)
class Said:
    """What a plan said of a deal on an earlier day, and what it is now; *now* is ``None`` for one that is gone."""

    then: Told
    now: Told | None
    due: bool


@dataclass(frozen=True, slots=True)
class BackTest:
    """The open deals of an earlier day: *due* should have been signed by now by their own date.

    *forecast* is the weighted value of those due, *signed* the value of those that are won.
    """

    day: dt.date
    commit: str
    deals: tuple[Said, ...]
    due: int
    due_won: int
    expected: Decimal
    won: int
    lost: int
    open: int
    gone: int
    forecast: tuple[Money, ...]
    signed: tuple[Money, ...]


def outcomes(deals: Iterable[Told]) -> Outcomes:
    """What became of the deals that are over."""
    over = [one for one in deals if one.status in OVER]
    over.sort(key=lambda one: (one.closed is not None, one.closed or dt.date.min, one.key), reverse=True)
    won = [one for one in over if one.status is DealStatus.WON]
    lost = [one for one in over if one.status is DealStatus.LOST]
    return Outcomes(
        won=len(won),
        lost=len(lost),
        dropped=len(over) - len(won) - len(lost),
        rate=rate(len(won) + len(lost), len(won)),
        value_won=summed(one.value for one in won if one.value),
        value_lost=summed(one.value for one in lost if one.value),
        untold=sum(one.reason is None for one in over),
        deals=tuple(over),
    )


def judged(deals: Iterable[Told]) -> list[Told]:
    """The deals whose probability can be held against what happened: won or lost, with one still in the plan."""
    return [one for one in deals if one.status in OVER[:2] and one.probability is not None]


def calibration(name: str, deals: Sequence[Told]) -> Calibration:
    """How far what was claimed of some decided deals held."""
    won = sum(one.status is DealStatus.WON for one in deals)
    expected = sum((one.probability for one in deals if one.probability is not None), Decimal(0))
    return Calibration(name, len(deals), expected, won, rate(len(deals), won))


def by_owner(deals: Iterable[Told]) -> tuple[Calibration, ...]:
    """The calibration of each owner, by name; deals nobody leads stand under an empty one."""
    every = judged(deals)
    return tuple(
        calibration(name, [one for one in every if (one.owner or "") == name])
        for name in sorted({one.owner or "" for one in every})
    )


def by_band(deals: Iterable[Told]) -> tuple[Calibration, ...]:
    """The calibration of each band of probability that has a deal."""
    every, found, low = judged(deals), [], Decimal(0)
    for high in BANDS:
        mine = [one for one in every if one.probability is not None and low <= one.probability and is_below(one, high)]
        if mine:
            found.append(calibration(f"{low * 100:.0f}–{high * 100:.0f}", mine))
        low = high
    return tuple(found)


def is_below(one: Told, high: Decimal) -> bool:
    """Whether a probability is in the band that ends there; the last one includes its end."""
    return one.probability is not None and (one.probability < high or high == 1)


def back_test(then: Iterable[Told], now: Iterable[Told], day: dt.date, commit: str, as_of: dt.date) -> BackTest:
    """What the plans said on a day against what happened until *as_of*."""
    today = {one.key: one for one in now}
    deals = [
        Said(one, today.get(one.key), one.close is not None and one.close <= as_of)
        for one in then
        if one.status is DealStatus.OPEN
    ]
    due = [one for one in deals if one.due]
    status = [one.now.status if one.now else None for one in deals]
    return BackTest(
        day=day,
        commit=commit,
        deals=tuple(deals),
        due=len(due),
        due_won=sum(is_won(one) for one in due),
        expected=sum((one.then.probability for one in due if one.then.probability is not None), Decimal(0)),
        won=status.count(DealStatus.WON),
        lost=status.count(DealStatus.LOST) + status.count(DealStatus.DROPPED),
        open=status.count(DealStatus.OPEN),
        gone=status.count(None),
        forecast=summed(worth for one in due if (worth := weighted(one.then)) is not None),
        signed=summed(one.now.value for one in deals if one.now is not None and is_won(one) and one.now.value),
    )


def is_won(one: Said) -> bool:
    """Whether the deal is won by now."""
    return one.now is not None and one.now.status is DealStatus.WON


def weighted(one: Told) -> Money | None:
    """A deal's value times its probability; ``None`` where either is unknown."""
    if one.value is None or one.probability is None:
        return None
    return Money(one.value.amount * one.probability, one.value.currency)
