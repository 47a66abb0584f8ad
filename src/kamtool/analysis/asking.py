"""Whom to ask: the person themselves where we are in touch, else somebody who accepts us and stands near."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from kamtool.analysis.deal import STAGES, Part, last_touch, name_of, proven_stage
from kamtool.analysis.debts import promises
from kamtool.analysis.influence import HOSTILE, bosses, conflicts
from kamtool.analysis.knowers import KNOWERS
from kamtool.analysis.tender import is_tender, notice_is_out
from kamtool.analysis.unknown import Kind, Unknown
from kamtool.model.plan import Plan
from kamtool.model.values import Attitude, Authority, Party, RelationKind, Role

IN_TOUCH = 60
LINES = frozenset({RelationKind.INFLUENCES, RelationKind.TRUSTS, RelationKind.WORKS_WITH})
# What somebody says of their own weight is no proof of it (真正的处长): ask another first.
SECOND_SOURCE = frozenset({Kind.AUTHORITY, Kind.INFLUENCE, Kind.CONFIRM_AUTHORITY})
NEEDS = frozenset({Kind.ORGANIZATION, Kind.PERSONAL})
# What somebody holds in mind: whoever bids does not ask it while a tender is open, nor ever of those who run it.
MINDS = frozenset({Kind.ATTITUDE, Kind.CONFIRM_ATTITUDE, Kind.INFLUENCE, Kind.PERSONAL, Kind.RELATIONSHIP})
# Nor, once the notice is out, who has the last word, and what their firm wants but in the ways of the tender.
WAITING = MINDS | SECOND_SOURCE | {Kind.ORGANIZATION}
RUN_TENDERS = frozenset({Role.BUYER, Role.GATEKEEPER})


class Audience(StrEnum):
    """Who is asked: the one whose matter it is, another of theirs, one of ours; nobody yet, or not before the award."""

    SELF = "self"
    OTHER = "other"
    OURS = "ours"
    NOBODY = "nobody"
    AWARD = "award"


class Tie(StrEnum):
    """What ties the one who is asked to the person it is about, or their unit to the thing; *best* is only nearest."""

    LINE = "line"
    BOSS = "boss"
    BELOW = "below"
    UNIT = "unit"
    FIT = "fit"
    BEST = "best"


TIES = list(Tie)


@dataclass(frozen=True, slots=True)
class Asked:
    """Whom to ask, and what ties them to the person it is about.

    When there is nobody, *through* names who could introduce us, else *unit* is where to look.
    """

    audience: Audience
    person: str | None = None
    tie: Tie | None = None
    unit: str | None = None
    through: str | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """All there is to ask of one person, by rank; *days* since we last spoke, *by* names who of ours asks.

    *owed* is what we promised them for a day that is past: who asks without it goes with empty hands.
    """

    audience: Audience
    person: str | None
    name: str
    title: str | None
    days: int | None
    by: str | None
    ranks: tuple[int, ...]
    owed: tuple[str, ...] = ()


class Circle:
    """Everybody of a deal or an account whom we may ask, as of a day; *present* are those who will be there."""

    def __init__(self, plan: Plan, people: Sequence[Part], as_of: dt.date, present: Collection[str] = ()) -> None:
        self.plan = plan
        self.people = people
        self.here = [one for one in people if one.id in present] if present else list(people)
        self.present = present
        self.as_of = as_of
        self.at_odds = conflicts(plan)
        self.boss = bosses(people)

    def whom(self, unknown: Unknown) -> Asked:
        """Whom to ask for one thing."""
        if unknown.kind is Kind.ECONOMICS or (unknown.kind is Kind.RELATIONSHIP and not self.present):
            return Asked(Audience.OURS)
        own, other = self.first_hand(unknown), self.second_hand(unknown)
        found = [other, own] if unknown.kind in SECOND_SOURCE else [own, other]
        found += [self.anybody(unknown), self.themselves(unknown)]
        best = next((one for one in found if one), None)
        best = best or Asked(Audience.NOBODY, unit=self.unit(unknown), through=self.introducer(unknown))
        if self.waits_for_award(unknown, best):
            return Asked(Audience.OURS if unknown.kind is Kind.RELATIONSHIP else Audience.AWARD)
        return best

    def waits_for_award(self, unknown: Unknown, asked: Asked) -> bool:
        """Whether a tender forbids it for now.

        Once the notice is out nobody is asked about another, nor about their own mind or say; who runs a tender never
        is asked their mind.
        """
        if unknown.deal is None or unknown.person is None or not is_tender(self.plan, unknown.deal):
            return False
        if notice_is_out(self.plan, unknown.deal, self.as_of):
            return unknown.kind in WAITING or asked.audience is not Audience.SELF
        return unknown.kind in MINDS and any(self.runs_tenders(one) for one in (unknown.person, asked.person) if one)

    def runs_tenders(self, person: str) -> bool:
        """Whether somebody's only part is to buy, or to let suppliers in."""
        here = {role for one in self.people if one.id == person for role in one.roles}
        roles = here | set(self.plan.stakeholders[person].roles)
        return bool(roles) and roles <= RUN_TENDERS

    def first_hand(self, unknown: Unknown) -> Asked | None:
        """The person themselves, or one whose role knows the thing: in touch with us and not against us, or present."""
        roles = KNOWERS.get(unknown.kind, ())
        knowing = [one for one in self.here if one.id == unknown.person]
        if unknown.person is None:
            knowing = [one for one in self.here if self.knows(one, unknown)]
        knowing = [one for one in knowing if one.id in self.present or self.is_open(one)]
        best = min(
            knowing, key=lambda one: (one.attitude.value is not Attitude.ACCEPT, place(one, roles)), default=None
        )
        return Asked(Audience.SELF, best.id) if best else None

    def second_hand(self, unknown: Unknown) -> Asked | None:
        """One who accepts us and is tied to the person, else the nearest to us; nobody in conflict with them."""
        found = [
            (self.tie(one, unknown.person), one)
            for one in self.here
            if one.attitude.value is Attitude.ACCEPT and self.may_speak(one, unknown)
        ]
        ranked = [
            (tie is not Tie.BEST, self.fits(one, unknown), *self.standing(one), -TIES.index(tie), self.last(one), at)
            for at, (tie, one) in enumerate(found)
        ]
        if not ranked:
            return None
        tie, part = found[max(ranked)[-1]]
        if unknown.person is None and self.knows(part, unknown):
            return Asked(Audience.SELF, part.id)
        return Asked(Audience.OTHER, part.id, Tie.FIT if self.fits(part, unknown) else tie)

    def anybody(self, unknown: Unknown) -> Asked | None:
        """For what is nobody's own matter: the nearest of those in touch with us and not against us."""
        found = [one for one in self.here if unknown.person is None and self.is_open(one)]
        best = max(found, key=lambda one: (self.fits(one, unknown), *self.standing(one), self.last(one)), default=None)
        tie = Tie.FIT if best and self.fits(best, unknown) else Tie.BEST
        return Asked(Audience.OTHER, best.id, tie) if best else None

    def themselves(self, unknown: Unknown) -> Asked | None:
        """Where nobody else can say: the person, if they accept us, however long ago we spoke."""
        found = [one for one in self.here if one.id == unknown.person and one.attitude.value is Attitude.ACCEPT]
        return Asked(Audience.SELF, found[0].id) if found else None

    def introducer(self, unknown: Unknown) -> str | None:
        """The name of one in touch or for us who could take us to the person: whoever is tied to them, the nearest."""
        found = [
            one
            for one in self.here
            if unknown.person not in (None, one.id)
            and (one.attitude.value is Attitude.ACCEPT or self.is_open(one))
            and frozenset({one.id, unknown.person}) not in self.at_odds
        ]
        tied = [one for one in found if self.tie(one, unknown.person) is not Tie.BEST]
        best = max(tied or found, key=lambda one: (*self.standing(one), self.last(one)), default=None)
        return best.name if best else None

    def knows(self, part: Part, unknown: Unknown) -> bool:
        """Whether somebody's role knows a thing first hand."""
        return bool(set(KNOWERS.get(unknown.kind, ())) & set(part.roles))

    def fits(self, part: Part, unknown: Unknown) -> bool:
        """Whether what is nobody's own matter is this person's business: by role, or in the unit that it falls to."""
        own = part.person.unit is not None and part.person.unit == self.unit(unknown)
        return unknown.person is None and (own or self.knows(part, unknown))

    def is_open(self, part: Part) -> bool:
        """Whether we were in touch within 60 days, and they are not against us."""
        last = last_touch(self.plan, part.id, self.as_of)
        return part.attitude.value not in HOSTILE and last is not None and (self.as_of - last).days <= IN_TOUCH

    def may_speak(self, part: Part, unknown: Unknown) -> bool:
        """Whether to ask this person about that one.

        Not one in conflict with them, nor one without any say: that would be listening at doors. What somebody needs is
        known to people of weight, what they need for themselves only to those who are near.
        """
        if unknown.person is None:
            return True
        if part.id == unknown.person or part.authority.claim is Authority.NONE:
            return False
        if frozenset({part.id, unknown.person}) in self.at_odds or (unknown.kind in NEEDS and not part.has_power):
            return False
        return unknown.kind is not Kind.PERSONAL or self.tie(part, unknown.person) is not Tie.BEST

    def tie(self, part: Part, person: str | None) -> Tie:
        """What ties somebody to a person."""
        if person is None:
            return Tie.BEST
        pair = {part.id, person}
        unit = part.person.unit
        if any({line.from_, line.to} == pair and line.kind in LINES for line in self.plan.relations):
            return Tie.LINE
        if self.boss.get(person) == part.id:
            return Tie.BOSS
        if self.boss.get(part.id) == person:
            return Tie.BELOW
        return Tie.UNIT if unit and unit == self.plan.stakeholders[person].unit else Tie.BEST

    def standing(self, part: Part) -> tuple[int, int]:
        """How near somebody is to us: proven, then claimed."""
        proven = STAGES.index(proven_stage(part.relationship, self.as_of))
        return proven, STAGES.index(part.relationship.value)

    def last(self, part: Part) -> dt.date:
        """When we last spoke."""
        return last_touch(self.plan, part.id, self.as_of) or dt.date.min

    def unit(self, unknown: Unknown) -> str | None:
        """Where to look for a first contact."""
        if unknown.person is not None:
            return self.plan.stakeholders[unknown.person].unit
        units = self.plan.account.units
        by_role = {Role.USER: units.using, Role.BUYER: units.buying, Role.GATEKEEPER: units.buying}
        own = by_role.get(unknown.role) if unknown.role else None
        deal = self.plan.opportunities[unknown.deal].unit if unknown.deal else None
        return own or deal or units.using or units.buying


def place(part: Part, roles: Sequence[Role]) -> int:
    """The place of a person's best role among those that know."""
    return min((roles.index(one) for one in part.roles if one in roles), default=len(roles))


def ours(plan: Plan, person: str) -> str | None:
    """Who of ours should ask: who knows the person best, else the plan's owner."""
    known = [
        (STAGES.index(one.covers[person].now), one.name or key)
        for key, one in plan.team.items()
        if person in one.covers
    ]
    return max(known)[1] if known else plan.lead


def groups(plan: Plan, ranked: Sequence[tuple[int, Asked]], as_of: dt.date) -> tuple[Group, ...]:
    """The questions by whom to ask, in the order of their first question; ours and nobody come last."""
    by_person: dict[tuple[Audience, str | None], list[int]] = {}
    for rank, asked in ranked:
        audience = Audience.SELF if asked.person else asked.audience
        by_person.setdefault((audience, asked.person), []).append(rank)
    order = (Audience.SELF, Audience.OURS, Audience.NOBODY)
    keys = sorted(by_person, key=lambda key: order.index(key[0]))
    return tuple(group(plan, audience, person, tuple(by_person[audience, person]), as_of) for audience, person in keys)


def group(plan: Plan, audience: Audience, key: str | None, ranks: tuple[int, ...], as_of: dt.date) -> Group:
    """What to ask of one person."""
    if key is None:
        return Group(audience, None, "", None, None, plan.lead if audience is Audience.OURS else None, ranks)
    person, last = plan.stakeholders[key], last_touch(plan, key, as_of)
    days = (as_of - last).days if last else None
    name = name_of(key, person)
    title = person.title if person.name and (person.title or "") not in name else None
    late = [one for one in promises(plan, Party.US, as_of) if name in one.about and (one.days or 0) < 0]
    return Group(Audience.SELF, key, name, title, days, ours(plan, key), ranks, tuple(one.what for one in late))
