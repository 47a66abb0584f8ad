"""Who wins what: everybody's cell by the needs we meet, what speaks against it, and what to ask of the others (A4, A6).

The decks draw the four cells and say no more. What counts as met, the contradictions and the questions are ours.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from kamtool.analysis.deal import STAGES, Part, attitude_age, last_touch, parts
from kamtool.analysis.influence import conflicts
from kamtool.analysis.needs import Balance, Quadrant, balance, possible, weight
from kamtool.analysis.tender import under_notice
from kamtool.model.plan import Plan
from kamtool.model.stakeholder import Need
from kamtool.model.values import (
    AGAINST,
    Attitude,
    Influence,
    NeedStatus,
    OrganizationNeed,
    OrganizationType,
    PersonalNeed,
    Role,
    Stage,
    YesNo,
)

# The roles that have their own question, the one with the greater say first.
ASKED = (
    Role.DECIDER,
    Role.APPROVER,
    Role.PROJECT_LEAD,
    Role.RECOMMENDER,
    Role.BUYER,
    Role.USER,
    Role.GATEKEEPER,
)
ORDER = (Influence.HIGH, Influence.MEDIUM, Influence.LOW, Influence.UNKNOWN)


class Clash(StrEnum):
    """How a cell contradicts the attitude we see."""

    RIVAL_ACCEPTS = "rival_accepts"
    PARTNER_OPPOSES = "partner_opposes"


class Side(StrEnum):
    """The two axes."""

    PERSONAL = "personal"
    ORGANIZATION = "organization"


@dataclass(frozen=True, slots=True)
class ListedNeed:
    """One need as the plan lists it for a person."""

    kind: PersonalNeed | OrganizationNeed
    status: NeedStatus
    weight: Decimal
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ask:
    """What to ask to place somebody: about one axis, about a listed need if one is unknown.

    *through* is somebody beside them who accepts us and speaks with us, when we haven't met the person. It *waits* for
    the award once a tender's notice is out: nobody is asked what they stand to win, nor about another.
    """

    side: Side
    kind: PersonalNeed | OrganizationNeed | None
    role: Role | None
    met: bool
    through: str | None
    waits: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one person stands; *possible* are the cells still open, more than one while *cell* is unknown."""

    id: str
    name: str
    title: str | None
    roles: tuple[Role, ...]
    influence: Influence
    attitude: Attitude
    attitude_days: int | None
    cell: Quadrant
    possible: tuple[Quadrant, ...]
    personal: Balance
    organization: Balance
    personal_needs: tuple[ListedNeed, ...]
    organization_needs: tuple[ListedNeed, ...]
    clash: Clash | None
    ask: Ask | None


@dataclass(frozen=True, slots=True)
class QuadrantMap:
    """Everybody in a deal or an account, those who weigh most first.

    *only_friends* counts the people who accept us when all of them are friends, else 0.
    """

    account: str
    kind: OrganizationType
    deal: str | None
    stage: Stage | None
    people: tuple[Standing, ...]
    only_friends: int

    def name(self, key: str) -> str:
        """What to call a person of the map."""
        return next((one.name for one in self.people if one.id == key), key)

    def at(self, cell: Quadrant) -> tuple[Standing, ...]:
        """Who stands in a cell."""
        return tuple(one for one in self.people if one.cell is cell)

    @property
    def deciders(self) -> tuple[Standing, ...]:
        """Who decides."""
        return tuple(one for one in self.people if Role.DECIDER in one.roles)


def quadrants(plan: Plan, deal: str | None, as_of: dt.date) -> QuadrantMap:
    """Everybody's standing in a deal, or in the account when *deal* is ``None``."""
    people = parts(plan, deal, as_of)
    ordered = sorted(people, key=lambda one: (Role.DECIDER not in one.roles, ORDER.index(one.influence)))
    notice = under_notice(plan, deal, as_of)
    standings = tuple(standing(plan, one, people, as_of, notice) for one in ordered)
    accepting = [one.cell for one in standings if one.attitude is Attitude.ACCEPT]
    opportunity = plan.opportunities[deal] if deal else None
    return QuadrantMap(
        account=plan.account.name,
        kind=plan.account.type,
        deal=(opportunity.name or deal) if opportunity else None,
        stage=opportunity.stage if opportunity else None,
        people=standings,
        only_friends=len(accepting) if all(cell is Quadrant.FRIEND for cell in accepting) else 0,
    )


def standing(plan: Plan, part: Part, people: tuple[Part, ...], as_of: dt.date, notice: bool) -> Standing:
    """Where one person stands, and what would place them."""
    personal, organization = balance(part.needs.personal), balance(part.needs.organization)
    cells = possible(personal.verdict, organization.verdict)
    cell = cells[0] if len(cells) == 1 else Quadrant.UNKNOWN
    return Standing(
        id=part.id,
        name=part.name,
        title=part.person.title if part.person.name else None,
        roles=part.roles,
        influence=part.influence,
        attitude=part.attitude.value,
        attitude_days=attitude_age(plan, part, as_of),
        cell=cell,
        possible=cells,
        personal=personal,
        organization=organization,
        personal_needs=listed(part.needs.personal),
        organization_needs=listed(part.needs.organization),
        clash=clash(cell, part.attitude.value),
        ask=ask(plan, part, organization, people, as_of, notice) if cell is Quadrant.UNKNOWN else None,
    )


def listed(needs: Mapping[PersonalNeed, Need] | Mapping[OrganizationNeed, Need]) -> tuple[ListedNeed, ...]:
    """The needs of one axis, in the order of the plan."""
    return tuple(ListedNeed(kind, need.status, weight(need), tuple(need.evidence)) for kind, need in needs.items())


def clash(cell: Quadrant, attitude: Attitude) -> Clash | None:
    """A rival who accepts us, or a partner who opposes us."""
    if cell is Quadrant.RIVAL and attitude is Attitude.ACCEPT:
        return Clash.RIVAL_ACCEPTS
    if cell is Quadrant.PARTNER and attitude in AGAINST:
        return Clash.PARTNER_OPPOSES
    return None


def ask(plan: Plan, part: Part, organization: Balance, people: tuple[Part, ...], as_of: dt.date, notice: bool) -> Ask:
    """The one question that brings this person nearest to a cell: the firm's needs first, the heaviest listed one."""
    side = Side.ORGANIZATION if organization.verdict is YesNo.UNKNOWN else Side.PERSONAL
    needs = listed(part.needs.organization if side is Side.ORGANIZATION else part.needs.personal)
    unknown = [one for one in needs if one.status is NeedStatus.UNKNOWN]
    met = last_touch(plan, part.id, as_of) is not None
    return Ask(
        side=side,
        kind=max(unknown, key=lambda one: one.weight).kind if unknown else None,
        role=next((role for role in ASKED if role in part.roles), None),
        met=met,
        through=None if met else go_between(plan, part, people, as_of),
        waits=notice,
    )


def go_between(plan: Plan, part: Part, people: tuple[Part, ...], as_of: dt.date) -> str | None:
    """Who beside this person accepts us and speaks with us: the nearest to us, by relationship."""
    beside = {end for one in plan.relations if part.id in (one.from_, one.to) for end in (one.from_, one.to)}
    near = [
        one
        for one in people
        if one.id != part.id
        and (one.id in beside or one.person.reports_to == part.id or part.person.reports_to == one.id)
        and frozenset({one.id, part.id}) not in conflicts(plan)
        and one.attitude.value is Attitude.ACCEPT
        and last_touch(plan, one.id, as_of) is not None
    ]
    return max(near, key=lambda one: (STAGES.index(one.relationship.value), one.id)).id if near else None
