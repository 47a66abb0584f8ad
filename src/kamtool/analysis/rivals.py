"""Who stands with a rival in a deal: attitudes are a matrix of people and vendors (A3)."""

from __future__ import annotations

from kamtool.analysis.deal import NOBODY
from kamtool.model.plan import Plan
from kamtool.model.values import Attitude


def rivals(plan: Plan, deal: str) -> tuple[str, ...]:
    """The rivals in a deal: those it names, else all of the plan."""
    return plan.opportunities[deal].competitors or tuple(plan.competitors)


def rival_name(plan: Plan, rival: str) -> str:
    """What to call a rival."""
    return (plan.competitors[rival].name if rival in plan.competitors else None) or rival


def backed(plan: Plan, deal: str, person: str) -> tuple[str, ...]:
    """The rivals in a deal that a person accepts, or whose ally they are where no attitude says otherwise."""
    here = plan.opportunities[deal].participants.get(person, NOBODY)
    attitudes = {**plan.stakeholders[person].attitudes, **here.attitudes}
    found = []
    for rival in rivals(plan, deal):
        judgement = attitudes.get(rival)
        if judgement is not None and judgement.value is not Attitude.UNKNOWN:
            stands = judgement.value is Attitude.ACCEPT
        else:
            stands = rival in plan.competitors and person in plan.competitors[rival].allies
        if stands:
            found.append(rival)
    return tuple(found)
