"""子弹: managers × accounts × hours by tier against the hours they have (A12, deck 3).

Hours are the account's own figures; where there are none, the contacts of a year give a floor. What no plan says stays
unknown and is told apart.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from kamtool.analysis.deal import live, touches
from kamtool.analysis.debts import issues
from kamtool.analysis.overview import Money
from kamtool.analysis.tier_terms import last_contact, latest, profit
from kamtool.diagnostic import Path
from kamtool.model.plan import Plan
from kamtool.model.values import Channel, Stage, Tier

YEAR = 365


@dataclass(frozen=True, slots=True)
class CapacityLimits:
    """Hours a year: of a manager for accounts, of an account by tier, of a contact with all that goes with it.

    *spare_percent* of a manager's hours must be free before there is time for more.
    """

    hours: int = 1200
    hours_a: int = 400
    hours_b: int = 150
    hours_c: int = 50
    hours_delegate: int = 10
    visit_hours: int = 8
    call_hours: int = 1
    spare_percent: int = 15

    def asked(self, tier: Tier) -> int | None:
        """What a tier asks; ``None`` without a tier."""
        return None if tier is Tier.UNKNOWN else getattr(self, f"hours_{tier.value.lower()}")


class Rests(StrEnum):
    """What an account's hours rest on."""

    FIGURES = "figures"
    VISITS = "visits"
    NOTHING = "nothing"


class Kept(StrEnum):
    """Why an account is not handed to others: a failure is open, a deal is being decided, its profit is unknown, or
    the hours on file are only a floor.
    """

    FAILURE = "failure"
    DECIDING = "deciding"
    PROFIT = "profit"
    HOURS = "hours"


@dataclass(frozen=True, slots=True)
class Account:
    """One account's hours: *spent* a year (a floor where they rest on visits), *asked* by its tier.

    *days* since the last contact, *every* how often the tier wants one; *ours* are at work there, the owner with them.
    """

    id: str
    name: str
    file: str
    owner: str | None
    tier: Tier
    spent: Decimal | None
    rests: Rests
    year: int | None
    asked: int | None
    profit: Money | None
    days: int | None
    every: int | None
    kept: Kept | None
    own_hours: Decimal | None
    ours: int
    hours_path: Path
    own_path: Path

    @property
    def per_hour(self) -> Decimal | None:
        """Profit after cost to serve for an hour of ours; unknown while the hours are a floor."""
        return self.profit_by_hours if self.rests is Rests.FIGURES else None

    @property
    def most_per_hour(self) -> Decimal | None:
        """What a gain is an hour at most, where the hours are a floor."""
        found = self.profit_by_hours if self.rests is Rests.VISITS else None
        return found if found is not None and found >= 0 else None

    @property
    def profit_by_hours(self) -> Decimal | None:
        """Profit after cost to serve by the hours on file."""
        if self.profit is None or self.spent is None or self.spent <= 0:
            return None
        return self.profit.amount / self.spent

    @property
    def is_neglected(self) -> bool:
        """Whether its tier wants more contact, or half as many hours again, as it gets."""
        late = self.every is not None and (self.days is None or self.days > self.every)
        return late or (self.asked is not None and self.spent is not None and self.spent * 2 < self.asked)


@dataclass(frozen=True, slots=True)
class Handed:
    """An account to hand on and the hours that frees; *left* is what is then spent above what there is."""

    account: Account
    freed: Decimal
    left: Decimal


@dataclass(frozen=True, slots=True)
class Manager:
    """One owner: hours there are (*assumed* when nobody said so), hours spent and asked, by account.

    Accounts without an owner stand together: they have no name and no hours *available*. *disagree* tells that plans
    name different hours, of which the least is taken.
    """

    name: str | None
    accounts: tuple[Account, ...]
    available: Decimal | None
    assumed: bool
    disagree: bool
    spent: Decimal
    unknown: int
    asked: int
    hand_on: tuple[Handed, ...]
    keep: tuple[Account, ...]
    give_to: tuple[Account, ...]

    @property
    def over(self) -> Decimal:
        """Hours spent beyond those there are; below zero what is free. Nobody has none of either."""
        return Decimal(0) if self.available is None else self.spent - self.available

    @property
    def is_over(self) -> bool:
        """Whether more is spent than there is."""
        return self.over > 0

    @property
    def by_tier(self) -> tuple[tuple[Tier, int], ...]:
        """How many accounts of each tier."""
        return tuple((tier, held) for tier in Tier if (held := sum(one.tier is tier for one in self.accounts)))


@dataclass(frozen=True, slots=True)
class Capacity:
    """The managers, the most overloaded first; *limits* are the hours reckoned with."""

    as_of: dt.date
    managers: tuple[Manager, ...]
    limits: CapacityLimits

    @property
    def over(self) -> tuple[Manager, ...]:
        """Who has more than there is time for."""
        return tuple(one for one in self.managers if one.is_over)

    @property
    def spare(self) -> tuple[Manager, ...]:
        """Who has time for more and an account that needs it."""
        return tuple(one for one in self.managers if one.give_to)


def account(
    plan: Plan, id: str, file: str, as_of: dt.date, limits: CapacityLimits, cadence: Mapping[Tier, int]
) -> Account:
    """One plan's hours, and whether it may be handed on."""
    tier, last, earned = plan.account.tier, last_contact(plan, as_of), profit(plan, as_of)
    spent, rests, year, path = hours(plan, as_of, limits)
    member, own = next(
        ((key, one.hours) for key, one in plan.team.items() if one.name == plan.lead and one.hours is not None),
        ("", None),
    )
    return Account(
        id=id,
        name=plan.account.name,
        file=file,
        owner=plan.lead,
        tier=tier,
        spent=spent,
        rests=rests,
        year=year,
        asked=limits.asked(tier),
        profit=earned.money,
        days=(as_of - last).days if last else None,
        every=cadence.get(tier),
        kept=kept(plan, as_of, earned.money, rests),
        own_hours=own,
        ours=len(plan.team),
        hours_path=path,
        own_path=("team", member, "hours"),
    )


def hours(plan: Plan, as_of: dt.date, limits: CapacityLimits) -> tuple[Decimal | None, Rests, int | None, Path]:
    """The hours of the last full year; else what the contacts of a year took at least."""
    found = latest(plan, as_of)
    if found is not None and found[1].hours is not None:
        return found[1].hours, Rests.FIGURES, found[1].year, ("account", "economics", found[0], "hours")
    held = [one for one in touches(plan, as_of) if (as_of - one.date).days <= YEAR]
    if not held:
        return None, Rests.NOTHING, None, ("visits",)
    on_site = (Channel.VISIT, Channel.MEETING)
    took = sum(limits.visit_hours if one.channel in on_site else limits.call_hours for one in held)
    return Decimal(took), Rests.VISITS, None, ("visits",)


def kept(plan: Plan, as_of: dt.date, earned: Money | None, rests: Rests) -> Kept | None:
    """Why nobody should take this account over now, if there is a reason."""
    if issues(plan, as_of):
        return Kept.FAILURE
    if any(deal.stage is Stage.DECISION for _, deal in live(plan)):
        return Kept.DECIDING
    if earned is None:
        return Kept.PROFIT
    return Kept.HOURS if rests is Rests.VISITS else None


def capacity(every: Iterable[Account], as_of: dt.date, limits: CapacityLimits) -> Capacity:
    """The managers of these accounts."""
    held: dict[str | None, list[Account]] = {}
    for one in every:
        held.setdefault(one.owner, []).append(one)
    found = [manager(name, accounts, limits) for name, accounts in held.items()]
    found.sort(key=lambda one: (one.name is None, -one.over, one.name or ""))
    return Capacity(as_of, tuple(found), limits)


def manager(name: str | None, accounts: Sequence[Account], limits: CapacityLimits) -> Manager:
    """One owner's load, whom to hand on, and where spare time should go."""
    said = {one.own_hours for one in accounts if one.own_hours is not None}
    available = min(said, default=Decimal(limits.hours))
    spent = sum((one.spent for one in accounts if one.spent is not None), Decimal(0))
    unknown = sum(one.spent is None for one in accounts)
    over = name is not None and spent > available
    least = sorted(accounts, key=lambda one: (one.per_hour is None, one.per_hour or 0, one.name))
    free = available - spent
    told = all(one.rests is Rests.FIGURES for one in accounts)
    room = name is not None and told and free * 100 >= available * limits.spare_percent
    return Manager(
        name=name,
        accounts=tuple(sorted(accounts, key=lambda one: (-(one.spent or 0), one.name))),
        available=None if name is None else available,
        assumed=name is not None and not said,
        disagree=len(said) > 1,
        spent=spent,
        unknown=unknown,
        asked=sum(one.asked or 0 for one in accounts),
        hand_on=tuple(handed(least, spent - available, limits)) if over else (),
        keep=tuple(one for one in least if one.kept is not None) if over else (),
        give_to=tuple(neglected(accounts)) if room else (),
    )


def handed(least: Sequence[Account], over: Decimal, limits: CapacityLimits) -> Iterable[Handed]:
    """Accounts to hand on, those that bring least for an hour first, until the rest fits."""
    for one in least:
        if over <= 0:
            return
        if one.kept is not None or one.per_hour is None or one.spent is None or one.spent <= limits.hours_delegate:
            continue
        freed = one.spent - limits.hours_delegate
        over -= freed
        yield Handed(one, freed, over)


def neglected(accounts: Sequence[Account]) -> list[Account]:
    """Accounts that earn something and are seen too little, those that bring most for an hour first."""
    found = [one for one in accounts if one.is_neglected and (one.per_hour or 0) > 0]
    return sorted(found, key=lambda one: (-(one.per_hour or 0), one.name))
