"""What a contact leaves to be judged anew: an old attitude, a promise that fell due, an amount that was named."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from kamtool.analysis.deal import TWO_WAY, live, name_of
from kamtool.analysis.upto import Stood
from kamtool.log.amount import amounts
from kamtool.log.entry import Entry
from kamtool.model.plan import Plan
from kamtool.model.values import Attitude, Channel, Party, YesNo

FRESH_DAYS = 30
MOST = 4


class Kind(StrEnum):
    """Why something is to be looked at again."""

    UNKNOWN = "unknown"
    UNDATED = "undated"
    OLD = "old"
    PROMISE = "promise"
    AMOUNT = "amount"


@dataclass(frozen=True, slots=True)
class FollowUp:
    """One thing to settle now: the path as ``kam plan set`` takes it, what stands there, and since when."""

    kind: Kind
    path: str
    who: str = ""
    value: Attitude | str = ""
    days: int | None = None
    said: str = ""
    amount: Decimal | None = None
    held: Decimal | None = None


def follow_ups(entry: Entry, stood: Stood, as_of: dt.date) -> tuple[FollowUp, ...]:
    """What to settle after a contact, as the plan stood before it; nothing that is fresh or already so."""
    plan = stood.plan
    found = [*amount_named(entry, plan), *promises_due(entry, stood, as_of)]
    spoke = entry.answered is YesNo.YES or (
        entry.answered is not YesNo.NO and (entry.channel or Channel.VISIT) in TWO_WAY
    )
    if spoke:
        found += attitudes(entry, plan, as_of)
    return tuple(found[:MOST])


def attitudes(entry: Entry, plan: Plan, as_of: dt.date) -> Iterator[FollowUp]:
    """The attitude of everybody met that is not known, has no day, or was last seen a month before."""
    for key in entry.people:
        person = plan.stakeholders[key]
        held, path, who = person.attitude, f"{key}.attitude", name_of(key, person)
        if held.value is Attitude.UNKNOWN:
            yield FollowUp(Kind.UNKNOWN, path, who)
        elif held.date is None:
            yield FollowUp(Kind.UNDATED, path, who, held.value)
        elif (days := (as_of - held.date).days) >= FRESH_DAYS:
            yield FollowUp(Kind.OLD, path, who, held.value, days)


def promises_due(entry: Entry, stood: Stood, as_of: dt.date) -> Iterator[FollowUp]:
    """What we promised somebody met here, due by now and not marked as kept."""
    plan = stood.plan
    for at, one in enumerate(plan.promises):
        if one.by is Party.US and one.to in entry.people and one.kept is None and one.due and one.due <= as_of:
            who = name_of(one.to or "", plan.stakeholders[one.to or ""])
            place = int(stood.path(("promises", at))[1]) + 1
            yield FollowUp(Kind.PROMISE, f"promises.{place}.kept", who, one.what, (as_of - one.due).days)


def amount_named(entry: Entry, plan: Plan) -> Iterator[FollowUp]:
    """The one amount that was named, when it is not what the deal says."""
    deals = [entry.opportunity] if entry.opportunity else [key for key, _ in live(plan)]
    named = [one for fact in entry.facts for one in amounts(fact)]
    if len(deals) == 1 and len(named) == 1:
        held = plan.opportunities[deals[0]].value.amount
        said, amount = named[0]
        if held != amount:
            yield FollowUp(Kind.AMOUNT, f"{deals[0]}.value.amount", said=said, amount=amount, held=held)
