"""What nobody knows yet and is worth asking (A2 to A11, A13): every gap with its place in the plan and its weight."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from kamtool.analysis.deal import (
    STAGES,
    VERIFIED,
    WEIGHT,
    Part,
    attitude_seen,
    is_agreed,
    last_touch,
    parts,
    proven_stage,
    stage_number,
)
from kamtool.analysis.needs import axis
from kamtool.analysis.qualification import answer
from kamtool.analysis.rivals import backed, rival_name, rivals
from kamtool.analysis.roles import STAGE_ROLES, following
from kamtool.analysis.standing import next_step
from kamtool.analysis.unknown import GATES, Ages, Bonus, Due, Index, Kind, Unknown
from kamtool.diagnostic import Path
from kamtool.model.opportunity import Opportunity
from kamtool.model.plan import Plan
from kamtool.model.values import (
    Attitude,
    Authority,
    Budget,
    Criterion,
    DecisionMode,
    DecisionRule,
    Influence,
    NeedLayer,
    RelationshipStage,
    Role,
    Source,
    Stage,
    Tier,
    YesNo,
)

DECIDING = frozenset({Role.DECIDER, Role.APPROVER})
ENGAGEMENT, TRUST = STAGES.index(RelationshipStage.ENGAGEMENT), STAGES.index(RelationshipStage.TRUST)
SECURED = frozenset({Budget.APPROVED, Budget.PLANNED})
WEIGHING = DECIDING | {Role.RECOMMENDER}
# What counts no more because of whom it is about.
LIGHT = frozenset({Kind.RIVAL_ATTITUDE, Kind.RELATIONSHIP})
CARD = ("business", "installed_base", "procurement")


def unknowns(plan: Plan, deals: Sequence[str], as_of: dt.date, ages: Ages) -> tuple[Unknown, ...]:
    """What is not known of these deals, their people and the account; a person's fact once, with the nearest deal."""
    near = sorted(deals, key=lambda key: days_of(due(plan.opportunities[key], as_of)))
    found: dict[tuple[Kind, Path, Role | None], Unknown] = {}
    for one in [one for key in near for one in of_deal(plan, key, as_of, ages)] + list(of_account(plan, deals, as_of)):
        found.setdefault((one.kind, one.path, one.role), one)
    return tuple(found.values())


def due(deal: Opportunity, as_of: dt.date) -> Due | None:
    """The first milestone ahead that is not done, else the close date ahead."""
    ahead = [one for one in deal.decision.milestones if one.date and one.date >= as_of and one.done is None]
    first = min(ahead, key=lambda one: one.date or as_of, default=None)
    day, name = (first.date, first.name) if first else (deal.close.date, None)
    return Due(name, day, (day - as_of).days) if day and day >= as_of else None


def days_of(point: Due | None) -> float:
    """The days to a point, for sorting; without one it is far off."""
    return float("inf") if point is None else point.days


def of_deal(plan: Plan, key: str, as_of: dt.date, ages: Ages) -> Iterator[Unknown]:
    """What is not known of one deal and of everybody in it."""
    people, deal = parts(plan, key, as_of), plan.opportunities[key]
    point, here = due(deal, as_of), ("opportunities", key)
    gaps = [*role_gaps(key, deal, people), *course(plan, key, deal, as_of), *contest(plan, key, deal, as_of, ages)]
    for kind, field, more in gaps:
        bonus = Bonus.GATE if kind in GATES else None
        yield Unknown(kind, (*here, field), deal=key, bonus=bonus, due=point, **more)
    for part in people:
        for kind, field, more in of_person(plan, key, part, people, as_of, ages):
            bonus = None if kind in LIGHT else bonus_of(part)
            yield Unknown(kind, part.path(field), person=part.id, deal=key, bonus=bonus, due=point, **more)


# A gap before it knows its deal: its kind, the field that would say it, and what more there is to say.
Gap = tuple[Kind, str, dict[str, Any]]


def role_gaps(key: str, deal: Opportunity, people: Sequence[Part]) -> Iterator[Gap]:
    """Who decides, who of two decides, and the roles that nobody plays."""
    needed = roles_ahead(deal.stage)
    share = {"index": Index.ROLES, "share": 1 / len(needed)} if needed else {}
    played = {role for part in people for role in part.roles}
    if Role.DECIDER not in played:
        yield Kind.DECIDER, "participants", share
    claiming = tuple(part.name for part in people if decides(part))
    by_one = deal.decision.mode is DecisionMode.INDIVIDUAL or deal.decision.rule is DecisionRule.LEADER
    if len(claiming) > 1 and by_one:
        yield Kind.DECIDERS, "decision", {"about": claiming}
    for role in needed:
        if role not in played and role is not Role.DECIDER:
            yield Kind.ROLE, "participants", {"role": role, **share}


def roles_ahead(stage: Stage | None) -> tuple[Role, ...]:
    """The roles that matter at a stage, and from the third on at the next one as well."""
    ahead = following(stage) if stage and stage.number >= 3 else None
    return tuple(dict.fromkeys(role for at in (stage, ahead) if at for role in STAGE_ROLES[at]))


def decides(part: Part) -> bool:
    """Whether this person is said to decide; an approver only signs."""
    claims = part.authority.claim is Authority.DECIDES and Role.APPROVER not in part.roles
    return Role.DECIDER in part.roles or (claims and bool(part.roles or "authority" in part.here))


def course(plan: Plan, key: str, deal: Opportunity, as_of: dt.date) -> Iterator[Gap]:
    """How far the customer is, what comes next, and how they decide."""
    if deal.stage is None:
        yield Kind.STAGE, "stage", {}
    step = next_step(plan, key, deal, as_of)
    if step is None or not is_agreed(step):
        yield Kind.NEXT_STEP, "close_plan", {}
    if deal.stage is Stage.USE:
        return
    if deal.close.date is None or deal.close.date < as_of:
        yield Kind.CLOSE, "close", {"since": deal.close.date}
    if not any(one.date and one.date >= as_of and one.done is None for one in deal.decision.milestones):
        yield Kind.MILESTONES, "decision", {}
    if deal.decision.mode is None:
        yield Kind.DECISION_MODE, "decision", {}
    if deal.decision.mode is DecisionMode.GROUP and deal.decision.rule is None:
        yield Kind.DECISION_RULE, "decision", {}
    if deal.decision.kind is None:
        yield Kind.DECISION_KIND, "decision", {}


def contest(plan: Plan, key: str, deal: Opportunity, as_of: dt.date, ages: Ages) -> Iterator[Gap]:
    """The money, the reason to act, and what we are compared by and with."""
    if deal.stage is Stage.USE:
        return
    stage, budget, event = stage_number(deal), deal.budget, deal.compelling_event
    funds, must = answer(deal, Criterion.ACCESS_TO_FUNDS).value, answer(deal, Criterion.COMPELLING_EVENT).value
    unsaid = budget.value is Budget.UNKNOWN and funds is YesNo.UNKNOWN
    hearsay = stage >= 4 and budget.value in SECURED and budget.source is not Source.CUSTOMER
    if unsaid or hearsay or budget.value is Budget.UNCONFIRMED:
        yield Kind.BUDGET, "budget", {}
    elif old(budget.date, as_of, ages.budget):
        yield Kind.CONFIRM_BUDGET, "budget", {"since": budget.date}
    ahead = event.by is not None and event.by >= as_of
    told = event.consequence is not None and event.date is not None and ahead
    value = must if event.value is YesNo.UNKNOWN else event.value
    if value is YesNo.UNKNOWN or (value is YesNo.YES and not told):
        yield Kind.EVENT, "compelling_event", {}
    elif old(event.date, as_of, ages.event):
        yield Kind.CONFIRM_EVENT, "compelling_event", {"since": event.date}
    if deal.value.amount is None:
        yield Kind.AMOUNT, "value", {}
    if stage >= 2 and not any(one.weight is not None for one in deal.criteria):
        yield Kind.CRITERIA, "criteria", {}
    if stage >= 2 and not any(one.layer is NeedLayer.UNDERLYING for one in deal.needs):
        yield Kind.UNDERLYING, "needs", {}
    if not real_rivals(plan, key):
        yield Kind.RIVALS, "competitors", {}
    if stage >= 3 and "status_quo" not in deal.competitors:
        yield Kind.STATUS_QUO, "competitors", {}


def of_person(plan: Plan, deal: str, part: Part, people: Sequence[Part], as_of: dt.date, ages: Ages) -> Iterator[Gap]:
    """What is not known of one person: mind, weight, say, needs, and how near we are."""
    counts = bool(DECIDING & set(part.roles)) or matters(part)
    attitude = part.attitude.value
    if attitude is Attitude.UNKNOWN:
        share = weight_share(part, people)
        yield Kind.ATTITUDE, "attitude", {"index": Index.SUPPORT, "share": share} if share else {}
    elif counts and (seen := attitude_seen(plan, part, as_of)) and old(seen.date, as_of, ages.attitude):
        yield Kind.CONFIRM_ATTITUDE, "attitude", {"since": seen.date}
    if part.influence is Influence.UNKNOWN:
        share = weight_share(part, people, as_medium=True)
        yield Kind.INFLUENCE, "influence", {"index": Index.SUPPORT, "share": share} if share else {}
    yield from authority(part, as_of, ages)
    if counts and part.authority.claim is not Authority.NONE:
        if axis(part.needs.organization) is YesNo.UNKNOWN:
            yield Kind.ORGANIZATION, "needs", {}
        if axis(part.needs.personal) is YesNo.UNKNOWN:
            yield Kind.PERSONAL, "needs", {}
    yield from sides(plan, deal, part)
    if unshown(plan, part, as_of, counts):
        yield Kind.RELATIONSHIP, "relationship", {}


def authority(part: Part, as_of: dt.date, ages: Ages) -> Iterator[Gap]:
    """Whether somebody counts as deciding or approving without proof, or on old proof."""
    role = next((one for one in part.roles if one in DECIDING), None)
    proof = [one for one in part.authority.evidence if one.kind in VERIFIED]
    newest = max((one.date for one in proof if one.date), default=None)
    if role and not proof:
        yield Kind.AUTHORITY, "authority", {"role": role}
    elif role and old(newest, as_of, ages.authority):
        yield Kind.CONFIRM_AUTHORITY, "authority", {"role": role, "since": newest}


def sides(plan: Plan, deal: str, part: Part) -> Iterator[Gap]:
    """Whom a person would choose who accepts us and a rival, and how one who decides or recommends sees the rivals."""
    with_them = tuple(rival_name(plan, one) for one in backed(plan, deal, part.id))
    if part.attitude.value is Attitude.ACCEPT and with_them:
        yield Kind.DIVIDED, "attitudes", {"about": with_them}
    others, here = real_rivals(plan, deal), plan.opportunities[deal].participants.get(part.id)
    judged = {**part.person.attitudes, **(here.attitudes if here else {})}
    silent = not with_them and all(judged[one].value is Attitude.UNKNOWN for one in others if one in judged)
    if others and silent and WEIGHING & set(part.roles) and stage_number(plan.opportunities[deal]) >= 3:
        yield Kind.RIVAL_ATTITUDE, "attitudes", {"about": tuple(rival_name(plan, one) for one in others)}


def unshown(plan: Plan, part: Part, as_of: dt.date, counts: bool) -> bool:
    """Whether no dated behaviour shows how near somebody is: one who counts and was met, or is claimed further."""
    level = STAGES.index(part.relationship.value)
    if level == 0:
        return counts and last_touch(plan, part.id, as_of) is not None
    claimed = level >= TRUST or (level >= ENGAGEMENT and part.has_power)
    return claimed and STAGES.index(proven_stage(part.relationship, as_of)) < level


def of_account(plan: Plan, deals: Sequence[str], as_of: dt.date) -> Iterator[Unknown]:
    """What is not known of the account itself; without a deal, whom to talk to and what about."""
    account = plan.account
    if not deals:
        if not parts(plan, None, as_of):
            yield Unknown(Kind.PEOPLE, ("stakeholders",), bonus=Bonus.GATE)
        yield Unknown(Kind.DEAL, ("opportunities",), bonus=Bonus.GATE)
    for field in CARD:
        if getattr(account, field) is None:
            yield Unknown(Kind.CARD, ("account", field), about=(field,))
    figures = [one for one in account.economics if None not in (one.gross_profit, one.cost_to_serve)]
    if account.tier is Tier.A and not figures:
        yield Unknown(Kind.ECONOMICS, ("account", "economics"))


def matters(part: Part) -> bool:
    """Whether this person has power here: influence, with a role in the deal or high enough to need none."""
    return part.has_power and (bool(part.roles) or part.influence is Influence.HIGH)


def bonus_of(part: Part) -> Bonus | None:
    """Why whatever is not known of this person counts more."""
    if DECIDING & set(part.roles):
        return Bonus.DECIDES
    return Bonus.POWER if part.has_power else None


def weight_share(part: Part, people: Sequence[Part], as_medium: bool = False) -> float:
    """A person's part of the known influence, 0 where none is; with *as_medium*, what it would be if it were medium."""
    total = sum(WEIGHT.get(one.influence, 0) for one in people)
    own = WEIGHT[Influence.MEDIUM] if as_medium else WEIGHT.get(part.influence, 0)
    return own / (total + own if as_medium else total) if own and total else 0.0


def real_rivals(plan: Plan, deal: str) -> tuple[str, ...]:
    """The rivals of a deal without the choice to buy nothing."""
    return tuple(one for one in rivals(plan, deal) if one != "status_quo")


def old(day: dt.date | None, as_of: dt.date, days: int) -> bool:
    """Whether a known day lies more than so many days back."""
    return day is not None and (as_of - day).days > days
