"""What a plan should hold by the stage of its deals, section by section, and where it does not: no score, only counts.

A first plan is asked for little: a fact is asked for from the stage on at which the customer's next move hangs on it
(methods.md A13 for the card; D for the deal). The table below is ours.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from kamtool.analysis.deal import live, parts, stage_number, touches
from kamtool.analysis.qualification import qualified
from kamtool.diagnostic import Path
from kamtool.model.opportunity import Opportunity
from kamtool.model.plan import Plan
from kamtool.model.values import (
    Attitude,
    Budget,
    NeedLayer,
    OrganizationType,
    Role,
    TeamRole,
    Tier,
    YesNo,
)

KEY = (Tier.A, Tier.B)
ANSWERS = 15


class Part(StrEnum):
    """The sections that are looked at, in the order of a plan."""

    CARD = "card"
    MONEY = "money"
    PEOPLE = "people"
    TEAM = "team"
    DEAL = "deal"
    NEEDS = "needs"
    CASE = "case"
    GOALS = "goals"
    NEXT = "next"


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact that is asked for: its name, whether it is there, and where it stands or is to be written."""

    part: Part
    key: str
    met: bool
    path: Path
    deal: str | None = None


@dataclass(frozen=True, slots=True)
class Filled:
    """How much of a section there is."""

    part: Part
    met: int
    asked: int


def facts(plan: Plan, as_of: dt.date) -> tuple[Fact, ...]:
    """Every fact asked for."""
    return tuple(found(plan, as_of))


def filled(every: tuple[Fact, ...]) -> tuple[Filled, ...]:
    """The counts by section; a section of which nothing is asked yet has none."""
    return tuple(
        Filled(part, sum(one.met for one in every if one.part is part), sum(one.part is part for one in every))
        for part in Part
    )


def found(plan: Plan, as_of: dt.date) -> Iterator[Fact]:
    """The account's facts, then those of each open deal."""
    card, key = plan.account, plan.account.tier in KEY
    people = parts(plan, None, as_of)
    deals = list(live(plan))
    yield Fact(Part.CARD, "type", card.type is not OrganizationType.UNKNOWN, ("account", "type"))
    yield Fact(Part.CARD, "business", card.business is not None, ("account", "business"))
    yield Fact(Part.CARD, "tier", card.tier is not Tier.UNKNOWN, ("account", "tier"))
    yield Fact(Part.TEAM, "owner", plan.owner is not None, ("owner",))
    yield Fact(Part.PEOPLE, "people", bool(people), ("stakeholders",))
    yield Fact(Part.NEXT, "contact", bool(touches(plan, as_of)), ("visits",))
    if key:
        earned = any(one.gross_profit is not None and one.cost_to_serve is not None for one in card.economics)
        yield Fact(Part.MONEY, "profit", earned, ("account", "economics"))
        yield Fact(Part.CARD, "units", any((card.units.using, card.units.buying)), ("account", "units"))
        measured = any(one.measure is not None and one.target is not None for one in plan.goals)
        yield Fact(Part.GOALS, "goal", measured, ("goals",))
    if card.tier is Tier.A:
        sponsor = any(one.role is TeamRole.SPONSOR for one in plan.team.values())
        yield Fact(Part.TEAM, "sponsor", sponsor, ("team",))
    for name, deal in deals:
        yield from of_deal(plan, name, deal, as_of)


def of_deal(plan: Plan, name: str, deal: Opportunity, as_of: dt.date) -> Iterator[Fact]:
    """The facts of one open deal, by the customer's stage."""
    stage, called, at = stage_number(deal), deal.name or name, ("opportunities", name)
    people = parts(plan, name, as_of)
    deciders = [one for one in people if Role.DECIDER in one.roles]
    views = [one.attitude.value is not Attitude.UNKNOWN for one in people if one.has_power]
    answered = len(qualified(deal).yes) + len(qualified(deal).no)
    ahead = any(one.due is None or one.due >= as_of for one in plan.actions if one.done is None)
    ahead |= any(one.next and one.next.date and one.next.date >= as_of for one in plan.visits)
    ahead |= any(one.done is None for one in deal.close_plan)
    deeper = any(one.layer in (NeedLayer.SPECIFIC, NeedLayer.UNDERLYING) for one in deal.needs)
    rows = (
        (0, Part.DEAL, "stage", stage > 0, (*at, "stage")),
        (1, Part.NEXT, "step", ahead, ("actions",)),
        (2, Part.MONEY, "value", deal.value.amount is not None, (*at, "value")),
        (2, Part.DEAL, "close", deal.close.date is not None, (*at, "close")),
        (2, Part.DEAL, "event", deal.compelling_event.value is not YesNo.UNKNOWN, (*at, "compelling_event")),
        (2, Part.PEOPLE, "decider", bool(deciders), ("stakeholders",)),
        (2, Part.NEEDS, "need", bool(deal.needs), (*at, "needs")),
        (3, Part.NEEDS, "layer", deeper, (*at, "needs")),
        (3, Part.PEOPLE, "views", bool(views) and all(views), ("stakeholders",)),
        (3, Part.CASE, "rivals", bool(deal.competitors), (*at, "competitors")),
        (3, Part.DEAL, "budget", deal.budget.value is not Budget.UNKNOWN, (*at, "budget")),
        (3, Part.DEAL, "milestone", any(one.date for one in deal.decision.milestones), (*at, "decision")),
        (3, Part.CASE, "strategy", deal.strategy.kind is not None, (*at, "strategy")),
        (4, Part.CASE, "answers", answered >= ANSWERS, (*at, "qualification")),
        (4, Part.CASE, "criteria", bool(deal.criteria), (*at, "criteria")),
        (4, Part.PEOPLE, "proof", any(one.is_verified for one in deciders), ("stakeholders",)),
    )
    for since, part, key, met, path in rows:
        if stage >= since:
            yield Fact(part, key, met, path, called)
