"""How each open deal stands, and where the people stand, in a few facts each."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from kamtool.analysis.deal import Part, is_agreed, last_touch, live, parts, plan_currency, stage_number
from kamtool.analysis.overview import Money
from kamtool.analysis.roles import following
from kamtool.model.opportunity import Opportunity
from kamtool.model.plan import Plan
from kamtool.model.values import Attitude, Budget, Influence, Party, Role, Source, Stage, YesNo

DECIDING = (Role.DECIDER, Role.APPROVER)


@dataclass(frozen=True, slots=True)
class Face:
    """A person: where they stand, how much they weigh, and the days since we last spoke (``None``: not on file)."""

    id: str
    name: str
    role: Role | None
    verified: bool
    influence: Influence
    attitude: Attitude
    days: int | None


@dataclass(frozen=True, slots=True)
class Step:
    """What comes next by *date*, in *days* from now; *accepted* tells whether the customer said yes."""

    what: str
    date: dt.date
    days: int
    accepted: YesNo
    proposed_by: Party | None


@dataclass(frozen=True, slots=True)
class Milestone:
    """The next dated point in the customer's own process."""

    name: str
    date: dt.date
    days: int


@dataclass(frozen=True, slots=True)
class DealLine:
    """How an open deal stands.

    *days* run to the close date, below zero when it has passed; *deciders* are those who decide or approve in it.
    """

    id: str
    name: str
    stage: Stage | None
    next_stage: Stage | None
    value: Money | None
    probability: Decimal | None
    close: dt.date | None
    days: int | None
    moved_from: tuple[dt.date, ...]
    event: YesNo
    consequence: str | None
    budget: Budget
    budget_source: Source
    budget_date: dt.date | None
    deciders: tuple[Face, ...]
    step: Step | None
    milestone: Milestone | None
    late_steps: tuple[str, ...]
    rivals: tuple[str, ...]
    give: tuple[str, ...]
    get: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class People:
    """Everybody still there, by where they stand in the account as a whole; the most influential first."""

    accept: tuple[Face, ...]
    undecided: tuple[Face, ...]
    against: tuple[Face, ...]
    unknown: tuple[Face, ...]

    @property
    def all(self) -> tuple[Face, ...]:
        """Everybody."""
        return self.accept + self.undecided + self.against + self.unknown


def deal_lines(plan: Plan, as_of: dt.date) -> tuple[DealLine, ...]:
    """The open deals, the furthest first, then the largest."""
    deals = sorted(live(plan), key=lambda one: (-stage_number(one[1]), -(one[1].value.amount or 0)))
    return tuple(deal_line(plan, key, deal, as_of) for key, deal in deals)


def deal_line(plan: Plan, key: str, deal: Opportunity, as_of: dt.date) -> DealLine:
    """How one deal stands."""
    worth, close = deal.value, deal.close.date
    ahead = [one for one in deal.decision.milestones if one.date and one.date >= as_of and one.done is None]
    first = min(ahead, key=lambda one: one.date or as_of, default=None)
    late = [one.what for one in deal.close_plan if one.done is None and one.due is not None and one.due < as_of]
    return DealLine(
        id=key,
        name=deal.name or key,
        stage=deal.stage,
        next_stage=following(deal.stage) if deal.stage else None,
        value=None if worth.amount is None else Money(worth.amount, worth.currency or plan_currency(plan)),
        probability=worth.probability,
        close=close,
        days=(close - as_of).days if close else None,
        moved_from=deal.close.moved_from,
        event=deal.compelling_event.value,
        consequence=deal.compelling_event.consequence,
        budget=deal.budget.value,
        budget_source=deal.budget.source,
        budget_date=deal.budget.date,
        deciders=tuple(face(plan, one, as_of) for one in parts(plan, key, as_of) if deciding(one)),
        step=next_step(plan, key, deal, as_of),
        milestone=Milestone(first.name, first.date, (first.date - as_of).days) if first and first.date else None,
        late_steps=tuple(late),
        rivals=tuple(plan.competitors[one].name or one for one in deal.competitors),
        give=deal.give_get.give,
        get=deal.give_get.get,
    )


def next_step(plan: Plan, key: str, deal: Opportunity, as_of: dt.date) -> Step | None:
    """The first dated step ahead, of a visit or the close plan, that the customer agreed to; else the first of any.

    Where visits name this deal, their steps go before one of a visit that names none and may be about something else.
    """
    named = any(one.opportunity == key for one in plan.visits)
    found = [
        (one.next.date, one.next.what, one.next.accepted, one.next.proposed_by, named and one.opportunity is None)
        for one in plan.visits
        if one.next and one.opportunity in (None, key) and one.date <= as_of
    ]
    found += [(one.due, one.what, one.customer_agreed, None, False) for one in deal.close_plan if one.done is None]
    ahead = [
        (Step(what, day, (day - as_of).days, accepted, by), loose)
        for day, what, accepted, by, loose in found
        if day is not None and day >= as_of
    ]
    return min(ahead, key=lambda one: (not is_agreed(one[0]), one[1], one[0].date))[0] if ahead else None


def deciding(part: Part) -> Role | None:
    """The deciding role a part has, if any."""
    return next((role for role in DECIDING if role in part.roles), None)


def face(plan: Plan, part: Part, as_of: dt.date) -> Face:
    """A part as the page shows it."""
    last = last_touch(plan, part.id, as_of)
    return Face(
        id=part.id,
        name=part.name,
        role=deciding(part),
        verified=part.is_verified,
        influence=part.influence,
        attitude=part.attitude.value,
        days=(as_of - last).days if last else None,
    )


def people(plan: Plan, as_of: dt.date) -> People:
    """Everybody by where they stand."""
    weight = (Influence.HIGH, Influence.MEDIUM, Influence.LOW, Influence.UNKNOWN)
    faces = [face(plan, one, as_of) for one in parts(plan, None, as_of)]
    faces.sort(key=lambda one: weight.index(one.influence))

    def standing(*attitudes: Attitude) -> tuple[Face, ...]:
        return tuple(one for one in faces if one.attitude in attitudes)

    return People(
        standing(Attitude.ACCEPT),
        standing(Attitude.DOUBT, Attitude.INDIFFERENT),
        standing(Attitude.RESIST, Attitude.SABOTAGE),
        standing(Attitude.UNKNOWN),
    )
