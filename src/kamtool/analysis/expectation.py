"""What a plan expects to be so by a day, judged as the plan stood on that day, like the assertions of a ledger.

Unknown is no pass: what cannot be told is told as missing. The grammar is closed; see ``model/expectation.py``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from enum import Enum, StrEnum
from typing import NamedTuple

from kamtool.analysis.deal import STAGES, Part, is_touch, name_of, parts, proven_stage
from kamtool.analysis.upto import upto
from kamtool.model.expectation import Expectation
from kamtool.model.opportunity import Opportunity
from kamtool.model.plan import Plan
from kamtool.model.values import Attitude, DealStatus, ExpectKind, Level, Party, RelationshipStage, Stage, YesNo

# Doubt and indifference weigh the same (methods.md A3).
STANCES = {
    Attitude.SABOTAGE: 0,
    Attitude.RESIST: 1,
    Attitude.INDIFFERENT: 2,
    Attitude.DOUBT: 2,
    Attitude.ACCEPT: 3,
}
LADDERS: dict[ExpectKind, type[Enum]] = {
    ExpectKind.ATTITUDE: Attitude,
    ExpectKind.COVERAGE: RelationshipStage,
    ExpectKind.STAGE: Stage,
}


class State(StrEnum):
    """How an expectation stands; LATE is one that came true after its day."""

    KEPT = "kept"
    LATE = "late"
    AHEAD = "ahead"
    FAILED = "failed"
    UNKNOWN = "unknown"
    UNFIT = "unfit"


class Verdict(NamedTuple):
    """Whether it holds (``None``: nobody can tell), what there is instead, and about whom; *have* is a word for it."""

    holds: bool | None
    have: str = ""
    value: Enum | None = None
    people: tuple[str, ...] = ()


class Expected(NamedTuple):
    """One expectation by its place in the plan; *days* run to its day, negative when that has passed."""

    at: int
    kind: ExpectKind
    by: dt.date
    days: int
    state: State
    verdict: Verdict
    who: tuple[str, ...]
    unit: str | None
    deal: str | None
    level: Level | None
    since: dt.date | None


class Unfit(Exception):
    """An expectation that says nothing that could be judged; carries what it lacks."""


def expectations(plan: Plan, as_of: dt.date) -> tuple[Expected, ...]:
    """Every expectation as of a day, in the order of the plan."""
    return tuple(expected(plan, at, one, as_of) for at, one in enumerate(plan.expect))


def expected(plan: Plan, at: int, one: Expectation, as_of: dt.date) -> Expected:
    """One expectation: before its day as things stand, from its day on as they stood then."""
    deal = None
    try:
        deal = lone(plan, one) if one.what in (ExpectKind.STAGE, ExpectKind.SIGNED) else one.opportunity
        state, found = judged(plan, one, deal, as_of)
    except Unfit as lacking:
        state, found = State.UNFIT, Verdict(None, str(lacking))
    known = plan.opportunities.get(deal or "")
    return Expected(
        at=at,
        kind=one.what,
        by=one.by,
        days=(one.by - as_of).days,
        state=state,
        verdict=found,
        who=tuple(name_of(key, plan.stakeholders[key]) if key in plan.stakeholders else key for key in one.who),
        unit=one.unit,
        deal=None if deal is None else (known.name if known and known.name else deal),
        level=one.at_least,
        since=one.since,
    )


def judged(plan: Plan, one: Expectation, deal: str | None, as_of: dt.date) -> tuple[State, Verdict]:
    """How it stands, and why. Raises Unfit."""
    now = verdict(plan, one, deal, as_of)
    if one.by >= as_of:
        return (State.KEPT if now.holds else State.AHEAD), now
    then = verdict(upto(plan, one.by).plan, one, deal, one.by)
    if then.holds:
        return State.KEPT, then
    if now.holds:
        return State.LATE, now
    return (State.UNKNOWN if now.holds is None else State.FAILED), now


def lone(plan: Plan, one: Expectation) -> str:
    """The deal that is meant: the one named, else the only one. Raises Unfit."""
    if one.opportunity is None and len(plan.opportunities) != 1:
        raise Unfit("opportunity")
    return one.opportunity or next(iter(plan.opportunities))


def wanted(one: Expectation) -> Enum:
    """The level on the ladder of its kind. Raises Unfit for none, and for one of another ladder."""
    values = {member.value: member for member in LADDERS[one.what]}
    if one.at_least is None or one.at_least.value not in values:
        raise Unfit(f"at_least_{one.what.value}")
    return values[one.at_least.value]


def verdict(plan: Plan, one: Expectation, deal: str | None, as_of: dt.date) -> Verdict:
    """Whether it is so as of a day. Raises Unfit."""
    match one.what:
        case ExpectKind.MET:
            return met(plan, one, as_of)
        case ExpectKind.ATTITUDE:
            return attitude(plan, one, as_of)
        case ExpectKind.COVERAGE:
            return coverage(plan, one, as_of)
        case ExpectKind.KEPT:
            return kept(plan, one, as_of)
    found = plan.opportunities.get(deal or "")
    if found is None:
        return Verdict(None, "no_deal")
    return stage(found, wanted(one)) if one.what is ExpectKind.STAGE else signed(found)


def named(one: Expectation) -> tuple[str, ...]:
    """Whom it is about. Raises Unfit for nobody."""
    if not one.who:
        raise Unfit("who")
    return one.who


def met(plan: Plan, one: Expectation, as_of: dt.date) -> Verdict:
    """A contact both ways with each of them; one of which nobody wrote whether it was answered leaves it open."""
    every = [each for each in plan.visits if each.date <= as_of and (one.since is None or each.date >= one.since)]
    missing = [key for key in named(one) if not any(key in each.with_ and is_touch(each) for each in every)]
    if not missing:
        return Verdict(True)
    names = tuple(called(plan, key) for key in missing)
    tried = [each for each in every if set(missing) & set(each.with_)]
    if any(each.answered is YesNo.UNKNOWN for each in tried):
        return Verdict(None, "not_answered", people=names)
    return Verdict(False, "unanswered" if tried else "no_contact", people=names)


def attitude(plan: Plan, one: Expectation, as_of: dt.date) -> Verdict:
    """Everybody's attitude toward us at or above the one wanted."""
    least = STANCES[Attitude(wanted(one).value)]
    here = present(plan, named(one), one.opportunity, as_of)
    for key in one.who:
        part = here.get(key)
        if part is None:
            return Verdict(None, "left", people=(called(plan, key),))
        if part.attitude.value is Attitude.UNKNOWN:
            return Verdict(None, "no_attitude", people=(part.name,))
        if STANCES[part.attitude.value] < least:
            return Verdict(False, "attitude", part.attitude.value, (part.name,))
    return Verdict(True)


def coverage(plan: Plan, one: Expectation, as_of: dt.date) -> Verdict:
    """Each of them, or somebody in the unit, at the stage wanted by what dated behaviour proves."""
    least = STAGES.index(RelationshipStage(wanted(one).value))
    if not one.who and one.unit is None:
        raise Unfit("who_or_unit")
    here = present(plan, one.who or tuple(plan.stakeholders), one.opportunity, as_of)
    if one.who:
        gone = [called(plan, key) for key in one.who if key not in here]
        if gone:
            return Verdict(None, "left", people=tuple(gone))
        worst = min(here.values(), key=lambda part: reached(part, as_of))
        return covered(worst, least, as_of)
    unit = [part for part in here.values() if part.person.unit == one.unit]
    if not unit:
        return Verdict(None, "nobody")
    return covered(max(unit, key=lambda part: (reached(part, as_of), claimed(part))), least, as_of)


def reached(part: Part, as_of: dt.date) -> int:
    """The stage that dated behaviour proves, at most the one claimed when one is."""
    proven = STAGES.index(proven_stage(part.relationship, as_of))
    return min(proven, claimed(part)) if claimed(part) else proven


def claimed(part: Part) -> int:
    """The stage the plan claims; 0 when it claims none."""
    return STAGES.index(part.relationship.value)


def covered(part: Part, least: int, as_of: dt.date) -> Verdict:
    """Whether one person is as near as wanted; a claim without proof leaves it open."""
    if reached(part, as_of) >= least:
        return Verdict(True)
    if claimed(part) >= least:
        return Verdict(None, "no_proof", part.relationship.value, (part.name,))
    if not claimed(part) and not reached(part, as_of):
        return Verdict(None, "no_stage_of", people=(part.name,))
    return Verdict(False, "relationship", STAGES[max(reached(part, as_of), claimed(part))], (part.name,))


def stage(deal: Opportunity, least: Enum) -> Verdict:
    """Whether the customer is that far; what is signed is past every stage."""
    if deal.status is DealStatus.WON:
        return Verdict(True)
    if deal.status is not DealStatus.OPEN:
        return Verdict(False, "closed", deal.status)
    if deal.stage is None:
        return Verdict(None, "no_stage")
    return Verdict(deal.stage.number >= Stage(least.value).number, "stage", deal.stage)


def signed(deal: Opportunity) -> Verdict:
    """Whether the contract is signed."""
    if deal.status is DealStatus.OPEN:
        return Verdict(False, "open")
    return Verdict(deal.status is DealStatus.WON, "closed", deal.status)


def kept(plan: Plan, one: Expectation, as_of: dt.date) -> Verdict:
    """Whether every promise of ours that was due by then (to these people, if some are named) was kept."""
    last = min(one.by, as_of)
    due = [
        each
        for each in plan.promises
        if each.by is Party.US and each.due is not None and each.due <= last
        if (not one.who or each.to in one.who) and one.opportunity in (None, each.opportunity)
    ]
    if not due:
        return Verdict(None, "no_promise")
    broken = [each.what for each in due if each.kept is None or each.kept > as_of]
    return Verdict(not broken, "broken", people=tuple(broken))


def present(plan: Plan, who: Sequence[str], deal: str | None, as_of: dt.date) -> dict[str, Part]:
    """The parts of those of them who are still there."""
    here = deal if deal in plan.opportunities else None
    return {part.id: part for part in parts(plan, here, as_of) if part.id in who}


def called(plan: Plan, key: str) -> str:
    """What to call one of theirs."""
    return name_of(key, plan.stakeholders[key])
