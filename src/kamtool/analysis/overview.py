"""One plan's facts for a row among many: who keeps it, what is open, how fresh it is, how much was found."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from kamtool.analysis.deal import live, plan_currency, touches
from kamtool.model.plan import Plan
from kamtool.model.values import OrganizationType, Stage, Tier

REVIEW_DAYS = 90


@dataclass(frozen=True, slots=True)
class Money:
    """An amount; *currency* is ``None`` where the plan names none."""

    amount: Decimal
    currency: str | None


@dataclass(frozen=True, slots=True)
class Counts:
    """How many findings of each severity."""

    errors: int = 0
    warnings: int = 0
    questions: int = 0

    @property
    def none(self) -> bool:
        """Whether nothing was found."""
        return not (self.errors or self.warnings or self.questions)


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a file is no plan: the first reason's code and place."""

    code: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Overview:
    """One file's row; with *fault* it is no valid plan, and nothing but its findings is known.

    *value* holds the open deals' amounts, one for each currency; *unpriced* counts the open deals without one.
    """

    id: str
    file: str
    findings: Counts
    fault: Fault | None = None
    name: str | None = None
    type: OrganizationType = OrganizationType.UNKNOWN
    tier: Tier = Tier.UNKNOWN
    owner: str | None = None
    deals: int | None = None
    value: tuple[Money, ...] = ()
    unpriced: int | None = None
    stage: Stage | None = None
    touched: dt.date | None = None
    days_touched: int | None = None
    reviewed: dt.date | None = None
    days_reviewed: int | None = None

    @property
    def title(self) -> str:
        """What to call the account."""
        return self.name or self.id


@dataclass(frozen=True, slots=True)
class PlanList:
    """All rows in the order asked for; *value* sums the open deals for each currency alone."""

    as_of: dt.date
    plans: tuple[Overview, ...]
    value: tuple[Money, ...]
    broken: int
    not_reviewed: int
    never_reviewed: int
    first: str | None


class Order(StrEnum):
    """By what a list of plans is sorted."""

    FINDINGS = "findings"
    NAME = "name"
    VALUE = "value"
    TOUCH = "touch"
    REVIEWED = "reviewed"


def overview(plan: Plan, key: str, file: str, as_of: dt.date, findings: Counts) -> Overview:
    """The row of a valid plan whose account's id is *key*."""
    deals = [deal for _, deal in live(plan)]
    contacts = touches(plan, as_of)
    touched = contacts[-1].date if contacts else None
    return Overview(
        id=key,
        file=file,
        findings=findings,
        name=plan.account.name,
        type=plan.account.type,
        tier=plan.account.tier,
        owner=plan.lead,
        deals=len(deals),
        value=open_value(plan),
        unpriced=sum(deal.value.amount is None for deal in deals),
        stage=max((deal.stage for deal in deals if deal.stage), key=lambda stage: stage.number, default=None),
        touched=touched,
        days_touched=days_since(touched, as_of),
        reviewed=plan.reviewed,
        days_reviewed=days_since(plan.reviewed, as_of),
    )


def days_since(day: dt.date | None, as_of: dt.date) -> int | None:
    """How many days ago *day* was; ``None`` when it is unknown."""
    return None if day is None else (as_of - day).days


def open_value(plan: Plan) -> tuple[Money, ...]:
    """What the open deals are worth, for each currency alone."""
    own = plan_currency(plan)
    amounts = [(deal.value.amount, deal.value.currency or own) for _, deal in live(plan)]
    return summed(Money(amount, currency) for amount, currency in amounts if amount is not None)


def summed(money: Iterable[Money]) -> tuple[Money, ...]:
    """The sum for each currency, by its name; what names none stands last."""
    totals: dict[str | None, Decimal] = {}
    for one in money:
        totals[one.currency] = totals.get(one.currency, Decimal(0)) + one.amount
    return tuple(Money(totals[key], key) for key in sorted(totals, key=lambda key: (key is None, key)))


def plan_list(rows: Sequence[Overview], order: Order, as_of: dt.date) -> PlanList:
    """The rows sorted, with what they add up to; *first* is the plan that needs attention most, if any does."""
    rows = in_order(rows, order)
    worst = in_order(rows, Order.FINDINGS)[0] if rows else None
    valid = [one for one in rows if one.fault is None]
    return PlanList(
        as_of=as_of,
        plans=tuple(rows),
        value=summed(money for one in valid for money in one.value),
        broken=len(rows) - len(valid),
        not_reviewed=sum(one.days_reviewed is not None and one.days_reviewed > REVIEW_DAYS for one in valid),
        never_reviewed=sum(one.days_reviewed is None for one in valid),
        first=worst.file if worst and (worst.fault or not worst.findings.none) else None,
    )


def in_order(rows: Sequence[Overview], order: Order) -> list[Overview]:
    """The rows sorted: broken files first, then what the order puts on top.

    By findings: most errors, then warnings, then value. By touch and by review: unknown, then longest ago.
    """
    used = Counter(money.currency for one in rows for money in one.value)

    def worth(one: Overview) -> tuple[object, ...]:
        """Largest first within a currency, the most used currency first: amounts of two are never compared."""
        if not one.value:
            return (1,)
        main = max(one.value, key=lambda money: (used[money.currency], money.currency is not None, money.currency))
        return (0, -used[main.currency], main.currency or "~", -main.amount)

    def rank(one: Overview) -> tuple[object, ...]:
        if order is Order.VALUE:
            return worth(one)
        if order is Order.TOUCH:
            return longest(one.days_touched)
        if order is Order.REVIEWED:
            return longest(one.days_reviewed)
        if order is Order.FINDINGS:
            return (-one.findings.errors, -one.findings.warnings, *worth(one))
        return ()

    return sorted(rows, key=lambda one: (one.fault is None, *rank(one), spoken(one.title), one.file))


def longest(days: int | None) -> tuple[int, ...]:
    """The rank of a number of days: unknown, then the most."""
    return (0,) if days is None else (1, -days)


def spoken(name: str) -> bytes:
    """A name as a key to sort by: GB 18030 keeps the common Chinese characters in the order of their pinyin."""
    return name.casefold().encode("gb18030", "replace")
