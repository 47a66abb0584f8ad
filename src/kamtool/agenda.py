"""What to do next over all plans: what waits in each, and the three unknowns that matter most, in one ranked list."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kamtool.analysis.asking import Audience, ours
from kamtool.analysis.deal import live
from kamtool.analysis.debts import person_name
from kamtool.analysis.ranking import Facts, Term, Weights, terms
from kamtool.analysis.tender import under_notice
from kamtool.analysis.waiting import Kind, Spans, Waiting, waiting
from kamtool.diagnostic import Diagnostic
from kamtool.model.plan import Plan
from kamtool.model.values import IssueSeverity, Tier
from kamtool.questions import Question, ranked
from kamtool.rules.limits import Limits

UNKNOWNS = 3


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the list: what waits in which account, its score with every term, and the question behind it.

    *ask* is the person to ask, for an unknown; *place* is where the plan says it, ``file:line``.
    """

    rank: int
    score: int
    account: str
    id: str
    tier: Tier
    waiting: Waiting
    terms: tuple[Term, ...]
    question: Question | None = None
    ask: str | None = None
    place: str = ""


@dataclass(frozen=True, slots=True)
class Share:
    """What one plan adds to the list; *people* are all of ours that it names.

    *fits*: the owner asked for is among them. *busy*: it names something to do. *name*: the account.
    """

    lines: tuple[Line, ...]
    people: tuple[str, ...]
    fits: bool
    busy: bool
    name: str


@dataclass(frozen=True, slots=True)
class Agenda:
    """The list as of a day, the worst first. *left* are the lines beyond the limit, the counts are those of all.

    *ahead* have a day within *days*; *asks* are the unknowns. *broken* files could not be read; *idle* plans name
    nothing to do.
    """

    as_of: dt.date
    days: int
    owner: str | None
    plans: int
    accounts: int
    broken: tuple[str, ...]
    idle: tuple[str, ...]
    overdue: int
    today: int
    ahead: int
    undated: int
    asks: int
    left: int
    weights: Weights
    lines: tuple[Line, ...]


def spans(limits: Limits, days: int) -> Spans:
    """How far to look, as the team set it."""
    return Spans(
        days=days,
        cadence={Tier.A: limits.return_days_a, Tier.B: limits.return_days_b, Tier.C: limits.return_days_c},
        review=limits.review_days,
        past_step=limits.past_step_days,
        fix={IssueSeverity.MAJOR: limits.fix_days_major, IssueSeverity.CRITICAL: limits.fix_days_critical},
        answer=limits.acknowledge_days,
        unanswered=limits.unanswered,
    )


def share(
    plan: Plan,
    key: str,
    found: Sequence[Diagnostic],
    as_of: dt.date,
    limits: Limits,
    days: int,
    weights: Weights,
    owner: str | None = None,
) -> Share:
    """What one plan adds, whose account's id is *key* and whose findings are *found*; with *owner* what is theirs."""
    asked = first_unknowns(plan, found, as_of, limits)
    lines = [line(plan, key, one, weights) for one in waiting(plan, as_of, spans(limits, days))]
    lines += [line(plan, key, unknown(plan, one), weights, one, apart(plan, one, as_of)) for one in asked]
    mine = called(plan, owner) if owner else frozenset()
    return Share(
        lines=tuple(one for one in lines if owner is None or one.waiting.who in mine),
        people=tuple(team(plan).values()),
        fits=owner is None or bool(mine),
        busy=bool(plan.actions or plan.promises or any(one.close_plan for one in plan.opportunities.values())),
        name=plan.account.name,
    )


def first_unknowns(plan: Plan, found: Sequence[Diagnostic], as_of: dt.date, limits: Limits) -> list[Question]:
    """The unknowns that matter most, also where somebody to ask must be found first; not what waits for an award."""
    every = ranked(plan, found, [key for key, _ in live(plan)], as_of, limits)
    chosen = [one for one in every if one.score > 0 and one.asked.audience is not Audience.AWARD][:UNKNOWNS]
    return [replace(one, rank=at) for at, one in enumerate(chosen, 1)]


def unknown(plan: Plan, one: Question) -> Waiting:
    """An unknown as something that waits, without a day."""
    gap = one.unknown
    deal = plan.opportunities[gap.deal] if gap.deal else None
    return Waiting(
        kind=Kind.UNKNOWN,
        what=gap.kind.value,
        due=None,
        days=None,
        people=(one.who,) if one.who else (),
        who=ours(plan, one.asked.person) if one.asked.person else plan.lead,
        deal=one.deal,
        amount=deal.value.amount if deal else None,
        stage=deal.stage if deal else None,
        power=plan.stakeholders[gap.person].influence if gap.person else None,
    )


def apart(plan: Plan, one: Question, as_of: dt.date) -> bool:
    """Whether somebody may be asked in person: once a tender's notice is out only in its own ways."""
    return not under_notice(plan, one.unknown.deal, as_of)


def line(
    plan: Plan, key: str, one: Waiting, weights: Weights, question: Question | None = None, apart: bool = False
) -> Line:
    """One line with its score, not yet ranked; who may be asked *apart* is named."""
    score = question.score if question else None
    facts = Facts(one.kind, one.days, plan.account.tier, one.amount, one.power, one.stage, one.severity, score)
    points = terms(facts, weights)
    ask = person_name(plan, question.asked.person) if question and apart else None
    total = sum(each.points for each in points)
    return Line(0, total, plan.account.name, key, plan.account.tier, one, points, question, ask)


def team(plan: Plan) -> dict[str, str]:
    """Everybody of ours by id; the plan's owner by name."""
    people = {key: one.name or key for key, one in plan.team.items()}
    return people | ({plan.lead: plan.lead} if plan.lead else {})


def called(plan: Plan, given: str) -> frozenset[str]:
    """The names of ours that a name or an id means: exactly, else as a part of the name."""
    people = team(plan)
    exact = {name for key, name in people.items() if given in (key, name)}
    return frozenset(exact or {name for name in people.values() if given in name})


def agenda(
    shares: Iterable[Share],
    as_of: dt.date,
    days: int,
    weights: Weights,
    owner: str | None = None,
    limit: int | None = None,
    broken: tuple[str, ...] = (),
) -> Agenda:
    """The list over all plans: of the unknowns the first three; with *limit* the first so many lines."""
    every = list(shares)
    ranked = sorted((one for each in every for one in each.lines), key=place)
    asks = [one for one in ranked if one.question][:UNKNOWNS]
    chosen = [one for one in ranked if one.question is None or any(one is ask for ask in asks)]
    till = [one.waiting.days for one in chosen if one.waiting.days is not None]
    shown = chosen if limit is None else first(chosen, limit)
    return Agenda(
        as_of=as_of,
        days=days,
        owner=owner,
        plans=len(every),
        accounts=len({one.id for one in chosen}),
        broken=broken,
        idle=tuple(one.name for one in every if not one.busy),
        overdue=sum(count < 0 for count in till),
        today=sum(count == 0 for count in till),
        ahead=sum(count > 0 for count in till),
        undated=sum(one.question is None and one.waiting.days is None for one in chosen),
        asks=len(asks),
        left=len(chosen) - len(shown),
        weights=weights,
        lines=tuple(replace(one, rank=at) for at, one in enumerate(shown, 1)),
    )


def first(ranked: Sequence[Line], limit: int) -> list[Line]:
    """The first so many lines; where there is room, none of the unknowns is lost behind what is merely late."""
    asks = sum(one.question is not None for one in ranked) if limit >= 2 * UNKNOWNS else 0
    rest = [one for one in ranked if one.question is None or not asks][: limit - asks]
    kept = {id(one) for one in rest}
    return [one for one in ranked if id(one) in kept or (asks and one.question is not None)]


def place(one: Line) -> tuple[object, ...]:
    """What to sort by: the score, then the day, then names, so that the order never hangs on chance."""
    wait = one.waiting
    return -one.score, wait.days is None, wait.days or 0, one.id, list(Kind).index(wait.kind), wait.what, wait.people
