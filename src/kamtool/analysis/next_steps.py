"""What was agreed to come next: graded by who moves, and what the plan's own record says became of it (A14).

The customer's own move is worth most (deck 2): they propose it, they take a part in it, they agree to ours, they leave
ours open, nobody says anything. What became of a step is read off promises, milestones and later contacts; where
the plan is silent, so is the answer.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from kamtool.analysis.deal import is_touch
from kamtool.analysis.debts import past, person_name
from kamtool.model.plan import Plan
from kamtool.model.promise import Promise
from kamtool.model.values import Channel, Party, YesNo
from kamtool.model.visit import NextStep, Visit

# A contact with the same people this many days before or after the day agreed counts as the step itself.
NEAR = 3


class Grade(StrEnum):
    """Who moves next, the best first; unknown when the plan does not say who proposed it."""

    CUSTOMER_PROPOSED = "customer_proposed"
    CUSTOMER_COMMITTED = "customer_committed"
    US_PROPOSED_ACCEPTED = "us_proposed_accepted"
    US_PROPOSED_OPEN = "us_proposed_open"
    NONE = "none"
    UNKNOWN = "unknown"


class Fate(StrEnum):
    """What became of a step.

    Met again when its day passed without anything and only later somebody was in touch with the same people; silent
    when not even that is on file.
    """

    AHEAD = "ahead"
    KEPT = "kept"
    LATE = "late"
    OWED = "owed"
    REFUSED = "refused"
    NO_DAY = "no_day"
    MET_AGAIN = "met_again"
    SILENT = "silent"


class Proof(StrEnum):
    """What in the plan shows it."""

    PROMISE = "promise"
    MILESTONE = "milestone"
    CONTACT = "contact"


@dataclass(frozen=True, slots=True)
class Agreed:
    """A next step; *days* run to its day. *shown* is the day that answers to it, *late* the days after its own.

    *owed_by* tells whose promise it is, while that is overdue.
    """

    what: str
    date: dt.date | None
    days: int | None
    owner: str | None
    proposed_by: Party | None
    accepted: YesNo
    fate: Fate
    proof: Proof | None = None
    shown: dt.date | None = None
    late: int | None = None
    owed_by: Party | None = None


def grade(plan: Plan, step: NextStep | None) -> Grade:
    """Who moves next."""
    if step is None:
        return Grade.NONE
    if step.proposed_by is Party.CUSTOMER:
        return Grade.CUSTOMER_PROPOSED
    if step.accepted is YesNo.YES and step.owner in plan.stakeholders:
        return Grade.CUSTOMER_COMMITTED
    if step.proposed_by is Party.US:
        return Grade.US_PROPOSED_ACCEPTED if step.accepted is YesNo.YES else Grade.US_PROPOSED_OPEN
    return Grade.UNKNOWN


def agreed(plan: Plan, visit: Visit, as_of: dt.date) -> Agreed | None:
    """The next step of a contact with what became of it."""
    step = visit.next
    if step is None:
        return None
    fate, proof, shown = became(plan, visit, step, as_of)
    promise = promise_of(plan, visit, step) if fate is Fate.OWED else None
    late = (shown - step.date).days if shown and step.date and shown > step.date else None
    if promise is not None and promise.due is not None:
        late = (as_of - promise.due).days
    return Agreed(
        what=step.what,
        date=step.date,
        days=(step.date - as_of).days if step.date else None,
        owner=person_name(plan, step.owner),
        proposed_by=step.proposed_by,
        accepted=step.accepted,
        fate=fate,
        proof=proof,
        shown=shown,
        late=late,
        owed_by=promise.by if promise else None,
    )


def became(plan: Plan, visit: Visit, step: NextStep, as_of: dt.date) -> tuple[Fate, Proof | None, dt.date | None]:
    """What became of a step, what shows it, and the day it was done."""
    done = milestone_done(plan, visit, step, as_of)
    if done is not None:
        return (Fate.LATE if step.date and done > step.date else Fate.KEPT), Proof.MILESTONE, done
    promise = promise_of(plan, visit, step)
    if promise is not None and promise.kept is not None and past(promise.kept, as_of):
        late = promise.due is not None and promise.kept > promise.due
        return (Fate.LATE if late else Fate.KEPT), Proof.PROMISE, promise.kept
    if promise is not None and promise.due is not None and promise.due < as_of:
        return Fate.OWED, Proof.PROMISE, None
    if step.accepted is YesNo.NO:
        return Fate.REFUSED, None, None
    met = meeting_of(plan, visit, step, as_of)
    if met is not None:
        return Fate.KEPT, Proof.CONTACT, met
    if step.date is None:
        return Fate.NO_DAY, None, None
    if step.date >= as_of:
        return Fate.AHEAD, None, None
    later = [one.date for one in contacts_after(plan, visit, as_of) if set(visit.with_) & set(one.with_)]
    again = min((day for day in later if day > step.date), default=None)
    return (Fate.MET_AGAIN, Proof.CONTACT, again) if again else (Fate.SILENT, None, None)


def milestone_done(plan: Plan, visit: Visit, step: NextStep, as_of: dt.date) -> dt.date | None:
    """The day on which a milestone or a step of the close plan with the same words was done."""
    deals = [deal for key, deal in plan.opportunities.items() if visit.opportunity in (None, key)]
    done = [one.done for deal in deals for one in deal.decision.milestones if one.name == step.what]
    done += [one.done for deal in deals for one in deal.close_plan if one.what == step.what]
    return min((day for day in done if day is not None and visit.date <= day <= as_of), default=None)


def promise_of(plan: Plan, visit: Visit, step: NextStep) -> Promise | None:
    """The promise that this step is: the same words, or made that day to one of them for the same day."""
    for one in plan.promises:
        person = one.to if one.by is Party.US else one.from_
        if one.what == step.what and person in visit.with_:
            return one
        if step.date is not None and one.due == step.date and one.made == visit.date and person in visit.with_:
            return one
    return None


def meeting_of(plan: Plan, visit: Visit, step: NextStep, as_of: dt.date) -> dt.date | None:
    """The day of the contact that this step is: on its very day, or within NEAR days with one of the same people."""
    if step.date is None:
        return None
    found = []
    for one in contacts_after(plan, visit, as_of):
        apart = abs((one.date - step.date).days)
        same_deal = visit.opportunity is None or one.opportunity in (None, visit.opportunity)
        if (apart == 0 and same_deal) or (apart <= NEAR and set(visit.with_) & set(one.with_)):
            found.append((apart, one.date))
    return min(found)[1] if found else None


def contacts_after(plan: Plan, visit: Visit, as_of: dt.date) -> list[Visit]:
    """The contacts since this one: those that went both ways, and events."""
    return [
        one for one in plan.visits if visit.date < one.date <= as_of and (is_touch(one) or one.channel is Channel.EVENT)
    ]
