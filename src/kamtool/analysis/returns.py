"""回访: whom to see again by when, by the account's tier, and who has stopped answering (A14)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kamtool.analysis.deal import Part, is_touch, last_touch, parts
from kamtool.model.plan import Plan
from kamtool.model.values import Influence, Tier, YesNo
from kamtool.model.visit import Visit

WEIGHT = (Influence.HIGH, Influence.MEDIUM, Influence.UNKNOWN, Influence.LOW)


@dataclass(frozen=True, slots=True)
class Return:
    """One person we were in touch with.

    *contacts* count both ways, *last* is the last of them and *due* the day of the next return; *late* are the days
    since then, *planned* the first day agreed with them that lies ahead. *unanswered* are our attempts since the last
    contact that went both ways.
    """

    id: str
    name: str
    influence: Influence
    contacts: int
    last: dt.date | None
    days: int | None
    due: dt.date | None
    late: int | None
    planned: dt.date | None
    unanswered: int


def returns(
    plan: Plan, visits: Iterable[Visit], as_of: dt.date, cadence: Mapping[Tier, int], only: str | None = None
) -> tuple[Return, ...]:
    """Everybody in these contacts who is still there (or *only* one), who weighs most and waits longest first."""
    mine = list(visits)
    every = cadence.get(plan.account.tier)
    met = {person for one in mine for person in one.with_}
    found = [
        person_return(plan, part, mine, as_of, every)
        for part in parts(plan, None, as_of)
        if part.id in met and only in (None, part.id)
    ]
    return tuple(sorted(found, key=lambda one: (one.late is None, WEIGHT.index(one.influence), -(one.late or 0))))


def person_return(plan: Plan, part: Part, mine: list[Visit], as_of: dt.date, every: int | None) -> Return:
    """One person; whoever never answered has no day of return, only attempts."""
    last = last_touch(plan, part.id, as_of)
    due = last + dt.timedelta(days=every) if last is not None and every is not None else None
    return Return(
        id=part.id,
        name=part.name,
        influence=part.influence,
        contacts=sum(part.id in one.with_ and is_touch(one) for one in mine),
        last=last,
        days=(as_of - last).days if last else None,
        due=due,
        late=(as_of - due).days if due is not None and due < as_of else None,
        planned=planned(plan, part.id, as_of),
        unanswered=attempts(plan, part.id, last, as_of),
    )


def planned(plan: Plan, person: str, as_of: dt.date) -> dt.date | None:
    """The first day ahead for which a next step with a person is set; what they refused is none."""
    return min(
        (
            one.next.date
            for one in plan.visits
            if person in one.with_ and one.date <= as_of and one.next and one.next.accepted is not YesNo.NO
            if one.next.date is not None and one.next.date >= as_of
        ),
        default=None,
    )


def attempts(plan: Plan, person: str, last: dt.date | None, as_of: dt.date) -> int:
    """How often we tried since the last contact that went both ways, without an answer."""
    return sum(
        person in one.with_ and one.answered is YesNo.NO and one.date <= as_of and (last is None or one.date > last)
        for one in plan.visits
    )
