"""Whose data a plan keeps, on which ground, and when each part of it must go (methods.md C).

The ground ends on its own day; what we infer of a person is kept PERSONAL_DAYS at most, whatever the ground.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kamtool.analysis.ages import PERSONAL, PERSONAL_DAYS, Kind, dated
from kamtool.analysis.deal import live, name_of
from kamtool.model.plan import Plan
from kamtool.model.values import Basis, Jurisdiction


@dataclass(frozen=True, slots=True)
class Inference:
    """A kind of judgement on a person, the day of the oldest one, and the last day on which it may be kept."""

    kind: Kind
    date: dt.date
    until: dt.date


@dataclass(frozen=True, slots=True)
class Holding:
    """One person in one plan: the ground, the notice, and the judgements with a day, the oldest first.

    *ends* is the first day on which something runs out, ``None`` when nothing does; *days* are the days to it.
    *lacking* tells that the law asks for a ground and a notice and the plan names none, or one that does not hold.
    """

    account: str
    id: str
    name: str
    title: str | None
    basis: Basis | None
    notice_on: dt.date | None
    until: dt.date | None
    inferences: tuple[Inference, ...]
    ends: dt.date | None
    days: int | None
    lacking: bool


@dataclass(frozen=True, slots=True)
class Holdings:
    """The people of all plans, as of a day; *within* so many days when only what runs out was asked for."""

    as_of: dt.date
    within: int | None
    people: tuple[Holding, ...]
    plans: int

    @property
    def over(self) -> tuple[Holding, ...]:
        """Those of whom something has run out."""
        return tuple(one for one in self.people if one.days is not None and one.days < 0)


def holdings(found: Iterable[Sequence[Holding]], as_of: dt.date, within: int | None) -> Holdings:
    """The people of many plans, what runs out first at the head; with *within* only what does in so many days."""
    plans = list(found)
    people = [one for plan in plans for one in plan if within is None or due(one, within)]
    people.sort(key=lambda one: (one.ends or dt.date.max, not one.lacking, one.account, one.id))
    return Holdings(as_of, within, tuple(people), len(plans))


def due(one: Holding, within: int) -> bool:
    """Whether something of a person runs out within so many days, or never had a ground."""
    return one.lacking or (one.days is not None and one.days <= within)


def held(plan: Plan, account: str, as_of: dt.date) -> tuple[Holding, ...]:
    """The people of one plan."""
    inferred = oldest(plan, as_of)
    found = []
    for key, person in plan.stakeholders.items():
        kept = person.privacy
        own = tuple(sorted(inferred.get(key, {}).values(), key=lambda one: one.date))
        ends = min((day for day in (kept.expires, *(one.until for one in own)) if day is not None), default=None)
        named = person.name is not None or person.phone is not None or person.email is not None
        unlawful = kept.basis is Basis.LEGITIMATE_INTEREST and plan.jurisdiction is Jurisdiction.CN
        grounded = kept.basis is not None and kept.notice_on is not None and not unlawful
        found.append(
            Holding(
                account=account,
                id=key,
                name=name_of(key, person),
                title=person.title,
                basis=kept.basis,
                notice_on=kept.notice_on,
                until=kept.expires,
                inferences=own,
                ends=ends,
                days=None if ends is None else (ends - as_of).days,
                lacking=named and not grounded and plan.jurisdiction is not Jurisdiction.OTHER,
            )
        )
    return tuple(found)


def oldest(plan: Plan, as_of: dt.date) -> dict[str, dict[Kind, Inference]]:
    """For each person the oldest dated judgement of each kind, over all open deals."""
    found: dict[str, dict[Kind, Inference]] = {}
    for deal in [None, *(key for key, _ in live(plan))]:
        for kind, _, about, date, _ in dated(plan, deal, as_of):
            if kind not in PERSONAL:
                continue
            inference = Inference(kind, date, date + dt.timedelta(days=PERSONAL_DAYS))
            for person in (about if kind is Kind.LINE else about[:1]):  # fmt: skip
                own = found.setdefault(person, {})
                if kind not in own or date < own[kind].date:
                    own[kind] = inference
    return found
