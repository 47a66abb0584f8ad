"""What a plan shows of a deal, as facts that any school's questions can be mapped onto.

Every fact is yes, partly, no or unknown, with what it rests on. What nobody wrote down is unknown, not no.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping

from kamtool.analysis.comparison import NOTHING_BOUGHT, all_by_criteria, hardest, is_overwhelming
from kamtool.analysis.deal import is_agreed, parts
from kamtool.analysis.facts_people import (
    champion,
    decider_for_us,
    decider_known,
    decider_met,
    in_role,
    power_attitudes,
    power_met,
    power_wins,
)
from kamtool.analysis.known import Known, Scene, Standing, graded, judged
from kamtool.analysis.qualification import SECURED, answer
from kamtool.analysis.rivals import rival_name, rivals
from kamtool.analysis.standing import next_step
from kamtool.model.plan import Plan
from kamtool.model.values import (
    Budget,
    Criterion,
    DecisionMode,
    NeedLayer,
    NeedState,
    Role,
    Source,
    YesNo,
)

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


def event(at: Scene) -> Known:
    """A reason to act by a day, with what happens otherwise."""
    found = at.deal.compelling_event
    stated = judged(answer(at.deal, Criterion.COMPELLING_EVENT))
    if found.value is YesNo.UNKNOWN:
        return Known(Standing.PARTLY, stated.shown) if stated.standing is Standing.YES else stated
    if found.value is YesNo.NO:
        return Known(Standing.NO, tuple((one, found.date) for one in found.evidence))
    shown: list[tuple[str, dt.date | None]] = [(one, found.date) for one in found.evidence]
    shown += [(found.consequence, None)] if found.consequence else []
    return Known(Standing.YES if found.consequence and found.by else Standing.PARTLY, tuple(shown))


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
    """A next step with a day that the customer agreed to."""
    step = next_step(at.plan, at.key, at.deal, at.as_of)
    if step is None:
        return Known(Standing.NO)
    return Known(Standing.YES if is_agreed(step) else Standing.PARTLY, ((step.what, step.date),))


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
    described = {one for one, rival in at.plan.competitors.items() if rival.strengths}
    told = [one == NOTHING_BOUGHT or one in described for one in there]
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
    shown = [(one, None) for one in (*found.give, *found.get)]
    return graded([bool(found.give), bool(found.get)], shown, Standing.UNKNOWN)


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
