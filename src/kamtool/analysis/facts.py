"""What a plan shows of a deal, as facts that any school's questions can be mapped onto.

Every fact is yes, partly, no or unknown, with what it rests on. What nobody wrote down is unknown, not no.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from kamtool.analysis.comparison import NOTHING_BOUGHT, all_by_criteria, hardest, is_overwhelming
from kamtool.analysis.deal import POWER, STAGES, Part, last_touch, own_deeds, parts, proven_stage
from kamtool.analysis.qualification import SECURED, answer
from kamtool.analysis.rivals import rival_name, rivals
from kamtool.analysis.standing import next_step
from kamtool.model.base import Judgement
from kamtool.model.opportunity import Opportunity
from kamtool.model.plan import Plan
from kamtool.model.values import (
    Attitude,
    Budget,
    Criterion,
    DecisionMode,
    NeedLayer,
    NeedState,
    NeedStatus,
    RelationshipStage,
    Role,
    Source,
    YesNo,
)

RECENT = 90
DECIDING = frozenset({Role.DECIDER, Role.APPROVER})
TRUST = STAGES.index(RelationshipStage.TRUST)


class Standing(StrEnum):
    """How a question stands."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Known:
    """How one fact stands, and the plan's own words or names that show it, each with its day if it has one."""

    standing: Standing
    shown: tuple[tuple[str, dt.date | None], ...] = ()


@dataclass(frozen=True, slots=True)
class Scene:
    """What a fact is read from: one deal of a plan on a day, and everybody's part in it."""

    plan: Plan
    key: str
    deal: Opportunity
    people: tuple[Part, ...]
    as_of: dt.date
    ratio: int


Fact = Callable[[Scene], Known]


def scene(plan: Plan, key: str, as_of: dt.date, ratio: int) -> Scene:
    """The scene of one deal."""
    return Scene(plan, key, plan.opportunities[key], parts(plan, key, as_of), as_of, ratio)


def known(name: str, at: Scene) -> Known:
    """How a fact stands. ``answer.<criterion>`` is the plan's own answer to one of the twenty questions."""
    kind, _, word = name.partition(".")
    if kind == "answer":
        return judged(answer(at.deal, Criterion(word)))
    if kind == "role":
        return in_role(at, Role(word))
    return FACTS[name](at)


def judged(found: Judgement[YesNo]) -> Known:
    """An answer; a yes that nothing shows is only partly one."""
    shown = tuple((one, found.date) for one in found.evidence)
    if found.value is YesNo.YES:
        return Known(Standing.YES if shown else Standing.PARTLY, shown)
    return Known(Standing.NO if found.value is YesNo.NO else Standing.UNKNOWN, shown)


def graded(good: Iterable[bool], shown: Iterable[tuple[str, dt.date | None]], none: Standing) -> Known:
    """Yes when all are good, partly when some are, *none* when not one is or there are none."""
    marks = list(good)
    standing = Standing.YES if marks and all(marks) else Standing.PARTLY if any(marks) else none
    return Known(standing, tuple(shown) if standing is not none or none is Standing.NO else ())


def event(at: Scene) -> Known:
    """A reason to act by a day, with what happens otherwise."""
    found = at.deal.compelling_event
    stated = judged(answer(at.deal, Criterion.COMPELLING_EVENT))
    if found.value is YesNo.UNKNOWN:
        return Known(Standing.PARTLY, stated.shown) if stated.standing is Standing.YES else stated
    if found.value is YesNo.NO:
        return Known(Standing.NO, tuple((one, found.date) for one in found.evidence))
    shown = [*((one, found.date) for one in found.evidence), *([(found.consequence, None)] if found.consequence else [])]
    return Known(Standing.YES if found.consequence and found.date else Standing.PARTLY, tuple(shown))


def budget(at: Scene) -> Known:
    """Money, said by the customer."""
    found = at.deal.budget
    shown = tuple((one, found.date) for one in found.evidence)
    if found.value is Budget.UNKNOWN:
        return judged(answer(at.deal, Criterion.ACCESS_TO_FUNDS))
    if found.value is Budget.NONE:
        return Known(Standing.NO, shown)
    firm = found.value is Budget.APPROVED and found.source is Source.CUSTOMER
    return Known(Standing.YES if firm else Standing.PARTLY, shown)


def secured(at: Scene) -> Known:
    """Money planned or approved, from whomever we know it."""
    found = budget(at)
    return Known(Standing.YES, found.shown) if at.deal.budget.value in SECURED else found


def deciders(at: Scene) -> list[Part]:
    """Who decides or approves."""
    return [one for one in at.people if DECIDING & set(one.roles)]


def decider_known(at: Scene) -> Known:
    """Who decides, by more than a title."""
    people = deciders(at)
    found = graded((one.is_verified for one in people), named(people), Standing.PARTLY)
    return found if people else Known(Standing.UNKNOWN)


def named(people: Iterable[Part]) -> list[tuple[str, dt.date | None]]:
    """People as evidence."""
    return [(one.name, None) for one in people]


def decider_met(at: Scene) -> Known:
    """Whoever decides spoke with us lately."""
    return met(at, deciders(at))


def met(at: Scene, people: list[Part]) -> Known:
    """Whether we spoke with all of these people in the last RECENT days."""
    last = {one.id: last_touch(at.plan, one.id, at.as_of) for one in people}
    recent = [(day := last[one.id]) is not None and (at.as_of - day).days <= RECENT for one in people]
    found = graded(recent, [(one.name, last[one.id]) for one in people if last[one.id]], Standing.NO)
    if found.standing is Standing.NO and any(last.values()):
        return Known(Standing.PARTLY, found.shown)
    return found if people else Known(Standing.UNKNOWN)


def decider_for_us(at: Scene) -> Known:
    """Whoever decides accepts us."""
    people = deciders(at)
    values = {one.attitude.value for one in people}
    shown = tuple((one.name, one.attitude.date) for one in people if one.attitude.value is not Attitude.UNKNOWN)
    if not shown:
        return Known(Standing.UNKNOWN)
    if values == {Attitude.ACCEPT}:
        return Known(Standing.YES, shown)
    against = values <= {Attitude.RESIST, Attitude.SABOTAGE, Attitude.UNKNOWN}
    return Known(Standing.NO if against else Standing.PARTLY, shown)


def power_met(at: Scene) -> Known:
    """Everybody whose word weighs spoke with us lately."""
    return met(at, [one for one in at.people if one.influence in POWER])


def power_attitudes(at: Scene) -> Known:
    """Where everybody stands whose word weighs."""
    people = [one for one in at.people if one.influence in POWER]
    told = [one for one in people if one.attitude.value is not Attitude.UNKNOWN]
    return graded((one in told for one in people), [(one.name, one.attitude.date) for one in told], Standing.UNKNOWN)


def power_wins(at: Scene) -> Known:
    """What is in it for each person whose word weighs."""
    people = [one for one in at.people if one.influence in POWER]
    told = [
        one
        for one in people
        if any(need.status is not NeedStatus.UNKNOWN for need in one.needs.personal.values())
    ]
    return graded((one in told for one in people), named(told), Standing.UNKNOWN)


def champion(at: Scene) -> Known:
    """Somebody with power who accepts us and acts for us by themselves, as dated behaviour shows."""
    best = Known(Standing.UNKNOWN)
    for one in at.people:
        if one.attitude.value is not Attitude.ACCEPT:
            continue
        deeds = [day for day in own_deeds(at.plan, one, at.as_of) if (at.as_of - day).days <= RECENT]
        proven = STAGES.index(proven_stage(one.relationship, at.as_of)) >= TRUST
        if deeds and proven and one.has_power:
            return Known(Standing.YES, ((one.name, max(deeds)),))
        if best.standing is Standing.UNKNOWN or (deeds and proven):
            best = Known(Standing.PARTLY, ((one.name, max(deeds, default=one.attitude.date)),))
    if best.standing is Standing.UNKNOWN and at.people:
        told = [one for one in at.people if one.attitude.value is not Attitude.UNKNOWN]
        return Known(Standing.NO if len(told) == len(at.people) else Standing.UNKNOWN)
    return best


def in_role(at: Scene, role: Role) -> Known:
    """Somebody in a role, met, and we know where they stand."""
    people = [one for one in at.people if role in one.roles]
    good = [
        one.attitude.value is not Attitude.UNKNOWN and last_touch(at.plan, one.id, at.as_of) is not None
        for one in people
    ]
    found = graded(good, named(people), Standing.PARTLY)
    return found if people else Known(Standing.UNKNOWN)


def process(at: Scene) -> Known:
    """How the customer decides: kind, level, one or several, and by which rule."""
    found = at.deal.decision
    marks = [found.kind is not None, found.level is not None, found.mode is not None]
    if found.mode is not DecisionMode.INDIVIDUAL:
        marks.append(found.rule is not None)
    return graded(marks, (), Standing.UNKNOWN)


def milestones(at: Scene) -> Known:
    """The customer's own dated points on the way to a signature."""
    found = at.deal.decision.milestones
    ahead = [one for one in found if one.date is not None and one.date >= at.as_of and one.done is None]
    shown = tuple((one.name, one.date) for one in ahead)
    return Known(Standing.YES, shown) if ahead else Known(Standing.PARTLY if found else Standing.UNKNOWN)


def close_plan(at: Scene) -> Known:
    """The steps to the signature that the customer agreed to."""
    ahead = [one for one in at.deal.close_plan if one.done is None]
    agreed = [one for one in ahead if one.customer_agreed is YesNo.YES]
    return graded((one in agreed for one in ahead), [(one.what, one.due) for one in agreed], Standing.UNKNOWN)


def agreed_step(at: Scene) -> Known:
    """A next step with a day, accepted by the customer."""
    step = next_step(at.plan, at.key, at.deal, at.as_of)
    if step is None:
        return Known(Standing.NO)
    return Known(Standing.YES if step.accepted is YesNo.YES else Standing.PARTLY, ((step.what, step.date),))


def criteria(at: Scene) -> Known:
    """What they choose by, with weights."""
    rows = at.deal.criteria
    found = graded((one.weight is not None for one in rows), [(one.name, None) for one in rows], Standing.PARTLY)
    return found if rows else Known(Standing.UNKNOWN)


def criteria_rated(at: Scene) -> Known:
    """The scores on the criteria come from the customer."""
    rows = at.deal.criteria
    rated = [one for one in rows if one.rated_by is Source.CUSTOMER]
    found = graded((one in rated for one in rows), [(one.name, None) for one in rated], Standing.NO)
    return found if rows else Known(Standing.UNKNOWN)


def criteria_won(at: Scene) -> Known:
    """By weight we win on the criteria against the rival hardest to beat, as many to one as a frontal attack needs."""
    worst = hardest(all_by_criteria(at.deal), at.ratio)
    if worst is None:
        return Known(Standing.UNKNOWN)
    shown = ((f"{worst.won:f}:{worst.lost:f} {rival_name(at.plan, worst.rival)}", None),)
    if is_overwhelming(worst, at.ratio):
        return Known(Standing.YES, shown)
    return Known(Standing.PARTLY if worst.won > worst.lost else Standing.NO, shown)


def underlying(at: Scene) -> Known:
    """What lies behind the need, confirmed by one of them."""
    deep = [one for one in at.deal.needs if one.layer is NeedLayer.UNDERLYING]
    confirmed = [one for one in deep if one.confirmed_by]
    if confirmed:
        return Known(Standing.YES, tuple((one.text, one.date) for one in confirmed))
    if deep:
        return Known(Standing.PARTLY, tuple((one.text, one.date) for one in deep))
    return Known(Standing.NO if at.deal.needs else Standing.UNKNOWN)


def demand(at: Scene) -> Known:
    """A need with money behind it."""
    found = [one for one in at.deal.needs if one.state is NeedState.DEMAND]
    if found:
        return Known(Standing.YES, tuple((one.text, one.date) for one in found[:2]))
    told = [one for one in at.deal.needs if one.state is not None]
    return Known(Standing.PARTLY, tuple((one.text, one.date) for one in told[:2])) if told else Known(Standing.UNKNOWN)


def competition(at: Scene) -> Known:
    """Who else is in it, that they may buy nothing included, and what each is good at."""
    there = rivals(at.plan, at.key)
    if not there:
        return Known(Standing.UNKNOWN)
    told = [
        one == NOTHING_BOUGHT or (one in at.plan.competitors and bool(at.plan.competitors[one].strengths)) for one in there
    ]
    shown = tuple((rival_name(at.plan, one), None) for one in there)
    return Known(Standing.YES if all(told) and NOTHING_BOUGHT in there else Standing.PARTLY, shown)


def strategy(at: Scene) -> Known:
    """A way to win, with the reason for it."""
    found = at.deal.strategy
    if found.kind is None:
        return Known(Standing.NO)
    return Known(Standing.YES if found.reason else Standing.PARTLY, ((found.reason, None),) if found.reason else ())


def objective(at: Scene) -> Known:
    """What is to be sold, for how much, by when."""
    found = at.deal
    return graded(
        [found.value.amount is not None, found.close.date is not None and found.close.date >= at.as_of],
        [(found.name or at.key, found.close.date)],
        Standing.UNKNOWN,
    )


def place(at: Scene) -> Known:
    """How far the customer is, and since when."""
    found = at.deal
    shown = [(found.name or at.key, found.stage_since)]
    return graded([found.stage is not None, found.stage_since is not None], shown, Standing.UNKNOWN)


def unique_value(at: Scene) -> Known:
    """What only we give them, in their own words."""
    found = answer(at.deal, Criterion.UNIQUE_VALUE)
    known_so_far = judged(found)
    if found.value is YesNo.YES and found.source is not Source.CUSTOMER:
        return Known(Standing.PARTLY, known_so_far.shown)
    return known_so_far


def give_get(at: Scene) -> Known:
    """What we give and what we get for it."""
    found = at.deal.give_get
    return graded([bool(found.give), bool(found.get)], [(one, None) for one in (*found.give, *found.get)], Standing.UNKNOWN)


FACTS: Mapping[str, Fact] = {
    "compelling_event": event,
    "budget_confirmed": budget,
    "budget_secured": secured,
    "decider_known": decider_known,
    "decider_met": decider_met,
    "decider_for_us": decider_for_us,
    "power_met": power_met,
    "power_attitudes": power_attitudes,
    "power_wins": power_wins,
    "champion": champion,
    "decision_process": process,
    "milestones": milestones,
    "close_plan": close_plan,
    "next_step": agreed_step,
    "criteria": criteria,
    "criteria_rated": criteria_rated,
    "criteria_won": criteria_won,
    "need_underlying": underlying,
    "need_demand": demand,
    "competition": competition,
    "strategy": strategy,
    "objective": objective,
    "stage": place,
    "unique_value": unique_value,
    "give_get": give_get,
}
NAMES = (*FACTS, *(f"answer.{one.value}" for one in Criterion), *(f"role.{one.value}" for one in Role))
