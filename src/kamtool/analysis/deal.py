"""Who takes part in a deal, with which role, attitude and authority there; and who was in touch with us when.

Everybody the plan lists takes part in every deal, unless they left; a deal's ``participants`` say only what differs.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple, Protocol

from kamtool.diagnostic import Path
from kamtool.model.base import unsaid
from kamtool.model.opportunity import Opportunity, Participant
from kamtool.model.plan import Plan
from kamtool.model.stakeholder import AttitudeJudgement, AuthorityJudgement, Needs, Relationship, Stakeholder
from kamtool.model.values import (
    Attitude,
    AuthorityProof,
    Channel,
    DealStatus,
    Influence,
    OrganizationType,
    Party,
    RelationshipStage,
    Role,
    YesNo,
)
from kamtool.model.visit import Visit

POWER = frozenset({Influence.HIGH, Influence.MEDIUM})
WEIGHT = {Influence.HIGH: 3, Influence.MEDIUM: 2, Influence.LOW: 1}
VERIFIED = frozenset(
    {
        AuthorityProof.APPROVAL_MATRIX,
        AuthorityProof.SIGNED_BEFORE,
        AuthorityProof.OBSERVED_DECISION,
        AuthorityProof.SECOND_SOURCE,
    }
)
STAGES = (
    RelationshipStage.UNKNOWN,
    RelationshipStage.ACQUAINTANCE,
    RelationshipStage.ENGAGEMENT,
    RelationshipStage.TRUST,
    RelationshipStage.ALLY,
)
TWO_WAY = frozenset({Channel.VISIT, Channel.CALL, Channel.MEETING})
NOBODY = unsaid(Participant)


class Proposed(Protocol):
    """A step, by whom it was proposed (``None``: not on file) and whether the customer accepted it."""

    @property
    def proposed_by(self) -> Party | None:
        """Whose proposal it was."""

    @property
    def accepted(self) -> YesNo:
        """Whether the customer said yes."""


class Deed(NamedTuple):
    """The day on which something was seen, and where the plan says so."""

    date: dt.date
    path: Path


class Part(NamedTuple):
    """One person's part in one deal (or in the account as a whole, when there is no deal)."""

    id: str
    person: Stakeholder
    roles: tuple[Role, ...]
    influence: Influence
    authority: AuthorityJudgement
    attitude: AttitudeJudgement
    needs: Needs
    relationship: Relationship
    here: frozenset[str] = frozenset()
    deal: str = ""

    @property
    def name(self) -> str:
        """What to call this person: the name, else the title, else the id."""
        return name_of(self.id, self.person)

    @property
    def has_power(self) -> bool:
        """Influence high or medium."""
        return self.influence in POWER

    @property
    def is_verified(self) -> bool:
        """Whether the authority rests on more than a title or the person's own word."""
        return any(one.kind in VERIFIED for one in self.authority.evidence)

    def path(self, field: str) -> Path:
        """Where the plan says *field* of this part: in the deal if it differs there, else at the person."""
        if field in self.here:
            return ("opportunities", self.deal, "participants", self.id, field)
        return ("stakeholders", self.id, field)


def name_of(key: str, person: Stakeholder) -> str:
    """The name a person goes by in the plan."""
    return person.name or person.title or key


def parts(plan: Plan, deal: str | None, as_of: dt.date) -> tuple[Part, ...]:
    """Everybody's part in a deal, or in the account when *deal* is ``None``; who left by *as_of* is not there."""
    overrides = plan.opportunities[deal].participants if deal else {}
    return tuple(
        part(key, person, overrides.get(key, NOBODY), deal or "")
        for key, person in plan.stakeholders.items()
        if person.left is None or person.left > as_of
    )


def leaves(person: Stakeholder, day: dt.date) -> dt.date | None:
    """The day on which somebody will leave, as announced and still ahead."""
    return person.left if person.left is not None and person.left > day else None


def part(key: str, person: Stakeholder, here: Participant, deal: str) -> Part:
    """One person's part: the deal's word where it has one, else the person's own."""
    attitude = here.attitude or here.attitudes.get("us")
    own = person.attitude
    if own.value is Attitude.UNKNOWN and "us" in person.attitudes:
        own = person.attitudes["us"]
    return Part(
        id=key,
        person=person,
        roles=person.roles if here.roles is None else here.roles,
        influence=here.influence or person.influence,
        authority=here.authority or person.authority,
        attitude=attitude or own,
        needs=here.needs or person.needs,
        relationship=here.relationship or person.relationship,
        here=frozenset(here.model_fields_set),
        deal=deal,
    )


def live(plan: Plan) -> Iterator[tuple[str, Opportunity]]:
    """The deals that are still open."""
    return ((key, deal) for key, deal in plan.opportunities.items() if deal.status is DealStatus.OPEN)


def main_deal(plan: Plan) -> str | None:
    """The deal to look at when none was named: the furthest open one, the larger of two; else none."""
    deals = [(stage_number(deal), deal.value.amount or 0, key) for key, deal in live(plan)]
    return max(deals)[2] if deals else None


def stage_number(deal: Opportunity) -> int:
    """1 for intent to 6 for use; 0 when the plan does not say."""
    return deal.stage.number if deal.stage else 0


def is_touch(visit: Visit) -> bool:
    """Whether a contact went both ways: a visit, call or meeting, unless unanswered; a message when answered."""
    return visit.answered is YesNo.YES or (visit.answered is not YesNo.NO and visit.channel in TWO_WAY)


def is_agreed(step: Proposed) -> bool:
    """Whether the customer goes along with a next step: accepted it, or proposed it and has not taken it back.

    Nothing else makes a step an agreed one, wherever that is told, counted or asked.
    """
    return step.accepted is YesNo.YES or (step.proposed_by is Party.CUSTOMER and step.accepted is not YesNo.NO)


def touches(plan: Plan, as_of: dt.date, deal: str | None = None) -> list[Visit]:
    """The two-way contacts up to *as_of*, of one deal or of the account, oldest first."""
    found = [
        one
        for one in plan.visits
        if one.date <= as_of and is_touch(one) and (deal is None or one.opportunity in (None, deal))
    ]
    return sorted(found, key=lambda one: one.date)


def last_touch(plan: Plan, person: str, as_of: dt.date) -> dt.date | None:
    """The day of the last two-way contact with a person."""
    return max((one.date for one in touches(plan, as_of) if person in one.with_), default=None)


def proven_stage(relationship: Relationship, as_of: dt.date) -> RelationshipStage:
    """The highest relationship stage that dated behaviour supports; an ally needs two deeds of their own (A7)."""
    dated = [one for one in relationship.evidence if one.date is not None and one.date <= as_of]
    shown = [one.shows or relationship.value for one in dated]
    best = max((STAGES.index(stage) for stage in shown), default=0)
    own = sum(
        stage is RelationshipStage.ALLY and one.initiated_by is Party.CUSTOMER
        for one, stage in zip(dated, shown, strict=True)
    )
    if STAGES[best] is RelationshipStage.ALLY and own < 2:
        return RelationshipStage.TRUST
    return STAGES[best]


def own_deeds(plan: Plan, part: Part, as_of: dt.date) -> list[Deed]:
    """What this person did by themselves, the latest last: a behaviour they began, a contact they asked for, a next
    step they proposed and have not taken back.
    """
    behaviour = part.path("relationship")
    found = [
        Deed(one.date, (*behaviour, "evidence", at))
        for at, one in enumerate(part.relationship.evidence)
        if one.initiated_by is Party.CUSTOMER and one.date is not None and one.date <= as_of
    ]
    for at, visit in enumerate(plan.visits):
        if part.id not in visit.with_ or visit.date > as_of:
            continue
        step = visit.next
        if visit.initiated_by is Party.CUSTOMER:
            found.append(Deed(visit.date, ("visits", at)))
        elif step is not None and step.proposed_by is Party.CUSTOMER and is_agreed(step):
            found.append(Deed(visit.date, ("visits", at, "next")))
    return sorted(found, key=lambda one: one.date)


def is_official(plan: Plan, person: Stakeholder) -> YesNo:
    """Whether gifts to this person fall under the rules for public officials: by default in state hands (A8)."""
    if person.public_official is not YesNo.UNKNOWN:
        return person.public_official
    if plan.account.type in {OrganizationType.SOE, OrganizationType.GOV}:
        return YesNo.YES
    return YesNo.UNKNOWN if plan.account.type is OrganizationType.UNKNOWN else YesNo.NO


def names_somebody(plan: Plan, words: str) -> bool:
    """Whether somebody at the customer is named: compensation belongs to the organisation, never to a person."""
    return any(name in words for one in plan.stakeholders.values() for name in (one.name, *one.aliases) if name)


def attitude_seen(plan: Plan, part: Part, as_of: dt.date) -> Deed | None:
    """Where and when an attitude was last seen, ``None`` when no day is known.

    Who accepts us shows it by what they do of their own.
    """
    if part.attitude.value is Attitude.UNKNOWN or part.attitude.date is None:
        return None
    judged = Deed(part.attitude.date, part.path("attitude"))
    deeds = own_deeds(plan, part, as_of) if part.attitude.value is Attitude.ACCEPT else []
    return max([judged, *deeds], key=lambda one: one.date)


def attitude_age(plan: Plan, part: Part, as_of: dt.date) -> int | None:
    """How many days ago an attitude was last seen."""
    seen = attitude_seen(plan, part, as_of)
    return (as_of - seen.date).days if seen else None


def plan_currency(plan: Plan) -> str | None:
    """The plan's currency: the only one that its deals and figures name; ``None`` when they name none or several."""
    named = {deal.value.currency for deal in plan.opportunities.values()}
    named |= {year.currency for year in plan.account.economics}
    named.discard(None)
    return named.pop() if len(named) == 1 else None
