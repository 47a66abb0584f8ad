"""How few customers bring how much, and who takes away from it: 2/8, by profit after cost to serve (A12).

Decks 3 and 10: a bank's top 10 % of customers bring 93 % of profit and its bottom 60 % take 10 % away; a retailer's
29 % bring 80 %. The curve that rises above the whole and comes down again is known as the whale curve.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from kamtool.analysis.customers import Alike
from kamtool.model.values import Tier

MOST = Decimal("0.8")
STEPS = 10
# A measure is believed when customers who bring this much of the revenue have it.
ENOUGH = Decimal("0.8")


class Measure(StrEnum):
    """What customers are ranked by. *profit* is gross profit less the cost to serve."""

    PROFIT = "profit"
    GROSS_PROFIT = "gross_profit"
    REVENUE = "revenue"


@dataclass(frozen=True, slots=True)
class Customer:
    """One customer's figures, in one currency; ``None`` is unknown. *plan* is the id of its plan, if it has
    one, and *recovery* how that plan means to earn on it again.
    """

    name: str
    revenue: Decimal | None
    gross_profit: Decimal | None
    cost_to_serve: Decimal | None
    plan: str | None = None
    tier: Tier = Tier.UNKNOWN
    recovery: str | None = None

    @property
    def profit(self) -> Decimal | None:
        """Gross profit less the cost to serve, when both are known."""
        if self.gross_profit is None or self.cost_to_serve is None:
            return None
        return self.gross_profit - self.cost_to_serve

    def value(self, by: Measure) -> Decimal | None:
        """The figure of a measure."""
        if by is Measure.REVENUE:
            return self.revenue
        return self.gross_profit if by is Measure.GROSS_PROFIT else self.profit


@dataclass(frozen=True, slots=True)
class Step:
    """A point of the curve: so many *customers*, the best first, bring *value*, which is *share* of the whole."""

    customers: int
    value: Decimal
    share: Decimal | None


@dataclass(frozen=True, slots=True)
class Curve:
    """Customers ranked by one measure.

    *fifth* is how many customers are a fifth, rounded up, and *fifth_share* what they bring. *needed* customers bring
    four fifths. *peak* is where the curve is highest; past it customers take away, *drag* in all. *steps* are tenths of
    the customers, and the peak. Shares are ``None`` when the whole is not above 0; *gini* also when a value is below 0,
    for then it says nothing.
    """

    by: Measure
    known: int
    unknown: int
    covers: Decimal | None
    total: Decimal
    fifth: int
    fifth_share: Decimal | None
    needed: int | None
    gini: Decimal | None
    peak: Step | None
    drag: Decimal
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Intake:
    """Where figures come from a ledger: its lines, what stands in no customer's sum, and why."""

    file: str
    lines: int
    credits: int
    nobody_lines: int
    nobody_revenue: Decimal | None
    totals: int
    remarks: int
    outside: int
    bad: int


@dataclass(frozen=True, slots=True)
class Concentration:
    """The picture by one measure, with the same figures for the others; *ranked* are the customers, the best first.

    *unknown* are those whose figure is not known, the largest revenue first. *left_out* are plans that say nothing for
    the period, *foreign* those that do in another currency, *taken* those that name none and are counted in this one;
    *alike* names that may be a plan's. A period is *running* while it is not over.
    """

    by: Measure
    asked: bool
    period: str
    running: bool
    currency: str | None
    curves: tuple[Curve, ...]
    ranked: tuple[Customer, ...]
    unknown: tuple[Customer, ...]
    left_out: tuple[str, ...]
    foreign: tuple[str, ...]
    taken: tuple[str, ...]
    alike: tuple[Alike, ...]
    intake: Intake | None

    @property
    def curve(self) -> Curve:
        """The curve of the measure looked at."""
        return next(one for one in self.curves if one.by is self.by)

    @property
    def below(self) -> tuple[Customer, ...]:
        """Who takes away, the worst first."""
        found = [one for one in self.ranked if (one.value(self.by) or 0) < 0]
        return tuple(reversed(found))

    @property
    def large(self) -> frozenset[str]:
        """The names of the fifth of all customers with the most revenue: too large to be handed to others."""
        every = ranked((*self.ranked, *self.unknown), Measure.REVENUE)
        return frozenset(one.name for one in every[: -(-len(every) // 5)])


def concentration(
    customers: Sequence[Customer],
    period: str,
    currency: str | None,
    by: Measure | None = None,
    left_out: Iterable[str] = (),
    alike: Sequence[Alike] = (),
    intake: Intake | None = None,
    foreign: Iterable[str] = (),
    taken: Iterable[str] = (),
    running: bool = False,
) -> Concentration:
    """Rank customers *by* a measure; by default profit, or the next best that is known of enough of them."""
    curves = tuple(curve(customers, one) for one in Measure)
    enough = (one.by for one in curves if one.known and (one.covers is None or one.covers >= ENOUGH))
    chosen = by or next(enough, Measure.REVENUE)
    return Concentration(
        by=chosen,
        asked=by is not None,
        period=period,
        running=running,
        currency=currency,
        curves=curves,
        ranked=ranked(customers, chosen),
        unknown=ranked([one for one in customers if one.value(chosen) is None], Measure.REVENUE, keep=True),
        left_out=tuple(left_out),
        foreign=tuple(foreign),
        taken=tuple(taken),
        alike=tuple(alike),
        intake=intake,
    )


def ranked(customers: Sequence[Customer], by: Measure, keep: bool = False) -> tuple[Customer, ...]:
    """Customers with a figure, the best first, then by name; with *keep* those without stand last."""
    known = [one for one in customers if one.value(by) is not None]
    rest = [one for one in customers if keep and one.value(by) is None]
    known.sort(key=lambda one: (-(one.value(by) or Decimal(0)), one.name))
    return (*known, *sorted(rest, key=lambda one: one.name))


def curve(customers: Sequence[Customer], by: Measure) -> Curve:
    """The curve by one measure."""
    values = [value for one in ranked(customers, by) if (value := one.value(by)) is not None]
    count, total = len(values), sum(values, Decimal(0))
    running, whole = [], Decimal(0)
    for value in values:
        whole += value
        running.append(whole)

    def step(at: int) -> Step:
        return Step(at, running[at - 1], part(running[at - 1], total))

    fifth = -(-count // 5)
    peak = sum(value > 0 for value in values)
    return Curve(
        by=by,
        known=count,
        unknown=len(customers) - count,
        covers=covers(customers, by),
        total=total,
        fifth=fifth,
        fifth_share=step(fifth).share if count else None,
        needed=next((at for at, value in enumerate(running, 1) if value >= MOST * total), None) if total > 0 else None,
        gini=gini(values),
        peak=step(peak) if peak else None,
        drag=sum((value for value in values if value < 0), Decimal(0)),
        steps=tuple(map(step, sorted({peak, *(-(-count * part // STEPS) for part in range(1, STEPS + 1))} - {0}))),
    )


def covers(customers: Sequence[Customer], by: Measure) -> Decimal | None:
    """Which share of the revenue the customers with a known figure bring; ``None`` without revenue."""
    whole = sum((one.revenue for one in customers if one.revenue is not None), Decimal(0))
    known = sum((one.revenue for one in customers if one.revenue is not None and one.value(by) is not None), Decimal(0))
    return part(known, whole)


def part(value: Decimal, whole: Decimal) -> Decimal | None:
    """What share of a whole a value is, to six decimals; ``None`` of nothing or less."""
    return round(value / whole, 6) if whole > 0 else None


def gini(values: Sequence[Decimal]) -> Decimal | None:
    """The Gini coefficient of values in falling order: 0 all alike, near 1 one has all (Gini 1912)."""
    total = sum(values, Decimal(0))
    if total <= 0 or values[-1] < 0:
        return None
    count = len(values)
    weighted = sum((value * rank for rank, value in zip(range(count, 0, -1), values, strict=True)), Decimal(0))
    return round(2 * weighted / (count * total) - Decimal(count + 1) / count, 6)
