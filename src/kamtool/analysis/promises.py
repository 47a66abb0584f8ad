"""The ledger of promises, both ways: aged like receivables, how each side keeps its word, who waits for what (A15).

Of the six ways to win trust (deck 2) this one alone can be counted: 说话承诺一致.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from kamtool.analysis.deal import STAGES, Part, parts, proven_stage
from kamtool.analysis.debts import Kept, kept, past, person_name
from kamtool.model.plan import Plan
from kamtool.model.promise import Promise
from kamtool.model.values import AGAINST, Influence, Party, RelationshipStage

TRUST = STAGES.index(RelationshipStage.TRUST)
WEIGHT = (Influence.UNKNOWN, Influence.LOW, Influence.MEDIUM, Influence.HIGH)


class Age(StrEnum):
    """How long a promise is overdue, in the brackets of receivables."""

    NO_DAY = "no_day"
    NOT_DUE = "not_due"
    WEEK = "days_1_7"
    MONTH = "days_8_30"
    QUARTER = "days_31_90"
    OLDER = "over_90"


@dataclass(frozen=True, slots=True)
class Owed:
    """An open promise. *late* are the days since its day, below zero before it, ``None`` without one.

    *person* is theirs: who waits for ours, or who made theirs; *owner* is to do it. *at_trust* tells whether dated
    behaviour shows that this person trusts us, and they are not against us.
    """

    by: Party
    what: str
    person: str | None
    owner: str | None
    deal: str | None
    made: dt.date | None
    due: dt.date | None
    late: int | None
    age: Age
    relationship: RelationshipStage
    at_trust: bool
    influence: Influence

    @property
    def is_late(self) -> bool:
        """Whether its day has passed."""
        return self.late is not None and self.late > 0


@dataclass(frozen=True, slots=True)
class Done:
    """A promise kept; *late* are the days after its day, below zero before it, ``None`` without one."""

    by: Party
    what: str
    person: str | None
    owner: str | None
    deal: str | None
    made: dt.date | None
    due: dt.date | None
    kept: dt.date
    late: int | None


@dataclass(frozen=True, slots=True)
class Side:
    """One side's word: what is open by age, and how many that fell due were kept in time."""

    by: Party
    ages: tuple[tuple[Age, int], ...]
    open: int
    late: int
    word: Kept


@dataclass(frozen=True, slots=True)
class Ledger:
    """All promises of an account or a deal, the longest overdue first.

    *hurts* is the overdue one of ours that costs most: to somebody who trusts us, then to whoever weighs most, then
    the oldest. *keeper* owns the plan, and with it what nobody was named for.
    """

    account: str
    deal: str | None
    as_of: dt.date
    total: int
    open: tuple[Owed, ...]
    done: tuple[Done, ...]
    ours: Side
    theirs: Side
    hurts: Owed | None
    keeper: str | None

    @property
    def we_owe(self) -> tuple[Owed, ...]:
        """What they wait for."""
        return tuple(one for one in self.open if one.by is Party.US)

    @property
    def they_owe(self) -> tuple[Owed, ...]:
        """What we wait for."""
        return tuple(one for one in self.open if one.by is Party.CUSTOMER)


def ledger(plan: Plan, deal: str | None, as_of: dt.date) -> Ledger:
    """The ledger as of a day; with *deal* what belongs to it or to no deal."""
    mine = tuple(
        one
        for one in plan.promises
        if (one.made is None or one.made <= as_of) and (deal is None or one.opportunity in (None, deal))
    )
    people = {one.id: one for one in parts(plan, deal, as_of)}
    held = [one for one in mine if not past(one.kept, as_of)]
    still = sorted((owed(plan, one, people, as_of) for one in held), key=oldest)
    late = [one for one in still if one.by is Party.US and one.is_late]
    return Ledger(
        account=plan.account.name,
        deal=None if deal is None else plan.opportunities[deal].name or deal,
        as_of=as_of,
        total=len(mine),
        open=tuple(still),
        done=tuple(done(plan, one, one.kept) for one in mine if one.kept is not None and one.kept <= as_of),
        ours=side(plan, mine, still, Party.US, as_of),
        theirs=side(plan, mine, still, Party.CUSTOMER, as_of),
        hurts=max(late, key=pain, default=None),
        keeper=plan.lead,
    )


def side(plan: Plan, mine: tuple[Promise, ...], still: list[Owed], by: Party, as_of: dt.date) -> Side:
    """One side's open promises by age, and its word."""
    ages = [one.age for one in still if one.by is by]
    return Side(
        by=by,
        ages=tuple((age, ages.count(age)) for age in Age),
        open=len(ages),
        late=sum(one.is_late for one in still if one.by is by),
        word=kept(plan.model_copy(update={"promises": mine}), by, as_of),
    )


def other_side(one: Promise) -> str | None:
    """The customer's person in a promise, whoever made it."""
    return one.to if one.by is Party.US else one.from_


def owed(plan: Plan, one: Promise, people: dict[str, Part], as_of: dt.date) -> Owed:
    """An open promise with names; who left weighs nothing any more."""
    key = other_side(one)
    part = people.get(key) if key else None
    late = None if one.due is None else (as_of - one.due).days
    proven = proven_stage(part.relationship, as_of) if part else RelationshipStage.UNKNOWN
    return Owed(
        by=one.by,
        what=one.what,
        person=person_name(plan, key),
        owner=person_name(plan, one.owner),
        deal=deal_name(plan, one),
        made=one.made,
        due=one.due,
        late=late,
        age=age(late),
        relationship=part.relationship.value if part else RelationshipStage.UNKNOWN,
        at_trust=STAGES.index(proven) >= TRUST and part is not None and part.attitude.value not in AGAINST,
        influence=part.influence if part else Influence.UNKNOWN,
    )


def done(plan: Plan, one: Promise, day: dt.date) -> Done:
    """A promise kept on *day*."""
    late = None if one.due is None else (day - one.due).days
    return Done(
        by=one.by,
        what=one.what,
        person=person_name(plan, other_side(one)),
        owner=person_name(plan, one.owner),
        deal=deal_name(plan, one),
        made=one.made,
        due=one.due,
        kept=day,
        late=late,
    )


def deal_name(plan: Plan, one: Promise) -> str | None:
    """What to call the deal a promise belongs to."""
    return None if one.opportunity is None else plan.opportunities[one.opportunity].name or one.opportunity


def age(late: int | None) -> Age:
    """The bracket of so many days overdue."""
    if late is None:
        return Age.NO_DAY
    if late <= 0:
        return Age.NOT_DUE
    return Age.WEEK if late <= 7 else Age.MONTH if late <= 30 else Age.QUARTER if late <= 90 else Age.OLDER


def oldest(one: Owed) -> tuple[bool, int]:
    """The longest overdue first, those without a day last."""
    return one.late is None, -(one.late or 0)


def pain(one: Owed) -> tuple[bool, int, int]:
    """How much an overdue promise of ours costs."""
    return one.at_trust, WEIGHT.index(one.influence), one.late or 0
