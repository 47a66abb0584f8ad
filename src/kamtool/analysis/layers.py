"""What the customer needs in a deal: how deep we have asked, and whether money stands behind it (A16)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from kamtool.analysis.buying import Buying, buying
from kamtool.analysis.deal import Part, last_touch, name_of, parts
from kamtool.analysis.prepared import Prepared, prepared
from kamtool.analysis.quadrant import ORDER
from kamtool.analysis.qualification import SECURED
from kamtool.analysis.tender import under_notice
from kamtool.model.opportunity import DealNeed, Opportunity
from kamtool.model.plan import Plan
from kamtool.model.stakeholder import Need
from kamtool.model.values import (
    Attitude,
    NeedLayer,
    NeedState,
    NeedStatus,
    OrganizationNeed,
    Party,
    PersonalNeed,
    Role,
    Source,
)


class Lack(StrEnum):
    """What a need lacks to be worth an offer."""

    LAYER = "layer"
    STATE = "state"
    WISH = "wish"
    MONEY = "money"
    BUDGET = "budget"
    WORD = "word"


class Step(StrEnum):
    """One rung of the ladder of questions."""

    FIRST = "first"
    CRITERION = "criterion"
    MOTIVE = "motive"
    CHECK = "check"
    NEXT = "next"
    MONEY = "money"
    EVENT = "event"


@dataclass(frozen=True, slots=True)
class Told:
    """One need as the plan has it, and what it lacks."""

    text: str
    layer: NeedLayer | None
    state: NeedState | None
    source: Source
    date: dt.date | None
    confirmed_by: tuple[str, ...]
    lacks: tuple[Lack, ...]


@dataclass(frozen=True, slots=True)
class Rung:
    """One question: which, about which need in the plan's words."""

    step: Step
    about: str | None


@dataclass(frozen=True, slots=True)
class Offer:
    """One need of a person, whether we meet it, by what, and what is on the way for that person."""

    kind: PersonalNeed | OrganizationNeed
    status: NeedStatus
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wanting:
    """A person of the deal: both kinds of need, and what of ours is under way for them (actions, promises)."""

    id: str
    name: str
    roles: tuple[Role, ...]
    personal: tuple[Offer, ...]
    organization: tuple[Offer, ...]
    under_way: tuple[tuple[str, dt.date | None], ...]


@dataclass(frozen=True, slots=True)
class NeedsFound:
    """A deal's needs, the next questions and whom to ask, the buying factors, the people, and what is prepared.

    With *notice* a tender decides and its notice is out: nobody is asked apart, and nobody's needs are worked on.
    """

    account: str
    deal: str | None
    needs: tuple[Told, ...]
    ladder: tuple[Rung, ...]
    ask: str | None
    ask_met: bool
    buying: Buying | None
    people: tuple[Wanting, ...]
    unspoken: tuple[str, ...]
    prepared: Prepared | None
    notice: bool = False

    def at(self, layer: NeedLayer | None) -> tuple[Told, ...]:
        """The needs of one layer."""
        return tuple(one for one in self.needs if one.layer is layer)


def needs_found(plan: Plan, key: str | None, as_of: dt.date, ratio: int) -> NeedsFound:
    """Everything ``kam needs`` shows of a deal, or of the people alone when there is none."""
    deal = plan.opportunities[key] if key else None
    people = sorted(
        parts(plan, key, as_of), key=lambda one: (Role.DECIDER not in one.roles, ORDER.index(one.influence))
    )
    wanting = [want(plan, one, key) for one in people]
    told = tuple(tell(plan, one, deal) for one in deal.needs) if deal else ()
    whom = next((one for one in people if one.attitude.value is not Attitude.SABOTAGE), None)
    return NeedsFound(
        account=plan.account.name,
        deal=(deal.name or key) if deal else None,
        needs=told,
        ladder=ladder(told, deal) if deal else (),
        ask=whom.name if whom else None,
        ask_met=whom is not None and last_touch(plan, whom.id, as_of) is not None,
        buying=buying(plan, deal) if deal else None,
        people=tuple(one for one in wanting if one.personal or one.organization),
        unspoken=tuple(
            one.name for one in people if one.has_power and not (one.needs.personal or one.needs.organization)
        ),
        prepared=prepared(plan, key, as_of, ratio) if key else None,
        notice=under_notice(plan, key, as_of),
    )


def tell(plan: Plan, one: DealNeed, deal: Opportunity) -> Told:
    """One need, with what it lacks."""
    by = tuple(name_of(key, plan.stakeholders[key]) for key in one.confirmed_by if key in plan.stakeholders)
    return Told(one.text, one.layer, one.state, one.source, one.date, by, tuple(lacks(one, deal)))


def lacks(one: DealNeed, deal: Opportunity) -> list[Lack]:
    """What a need lacks: its layer, the next state, money, the customer's own word."""
    out = [Lack.LAYER] if one.layer is None else []
    by_state = {None: Lack.STATE, NeedState.NEED: Lack.WISH, NeedState.WANT: Lack.MONEY}
    if one.state in by_state:
        out.append(by_state[one.state])
    elif deal.budget.value not in SECURED:
        out.append(Lack.BUDGET)
    if one.source is not Source.CUSTOMER and not one.confirmed_by:
        out.append(Lack.WORD)
    return out


def ladder(told: tuple[Told, ...], deal: Opportunity) -> tuple[Rung, ...]:
    """The two or three questions that lead one layer deeper from where this deal is."""

    def last(layer: NeedLayer) -> Told | None:
        found = [one for one in told if one.layer is layer]
        return found[-1] if found else None

    surface, specific, deep = (last(one) for one in (NeedLayer.EXPRESSED, NeedLayer.SPECIFIC, NeedLayer.UNDERLYING))
    rungs = []
    if deep and Lack.WORD in deep.lacks:
        rungs.append(Rung(Step.CHECK, deep.text))
    elif deep:
        rungs.append(Rung(Step.NEXT, deep.text))
    if specific and (deep is None or Lack.WORD in deep.lacks):
        rungs.append(Rung(Step.MOTIVE, specific.text))
    if surface and specific is None:
        rungs.append(Rung(Step.CRITERION, surface.text))
    if not rungs:
        rungs.append(Rung(Step.FIRST, None))
    backed = any(one.state is NeedState.DEMAND and Lack.BUDGET not in one.lacks for one in told)
    if told and not backed:
        rungs.append(Rung(Step.MONEY, told[0].text))
    if not deal.compelling_event.consequence:
        rungs.append(Rung(Step.EVENT, None))
    return tuple(rungs[:3])


def want(plan: Plan, one: Part, deal: str | None) -> Wanting:
    """One person's needs, with what is under way for them."""
    actions = [
        (each.what, each.due)
        for each in plan.actions
        if one.id in each.about and each.done is None and each.opportunity in (None, deal)
    ]
    promises = [
        (each.what, each.due)
        for each in plan.promises
        if each.by is Party.US and each.to == one.id and each.kept is None and each.opportunity in (None, deal)
    ]
    return Wanting(
        id=one.id,
        name=one.name,
        roles=one.roles,
        personal=tuple(offer(kind, need) for kind, need in one.needs.personal.items()),
        organization=tuple(offer(kind, need) for kind, need in one.needs.organization.items()),
        under_way=tuple(dict.fromkeys([*promises, *actions])),
    )


def offer(kind: PersonalNeed | OrganizationNeed, need: Need) -> Offer:
    """One need as listed."""
    return Offer(kind, need.status, tuple(need.evidence))
