"""The fishbone 鱼骨图: why we may lose this deal, by factor, two levels deep, with evidence and owner (A11).

Causes come from the plan and from what ``kam check`` finds; a table says which finding hangs on which bone. A finding
that a judgement is old hangs where the judgement belongs. Findings about the file, the plan's upkeep and the picture we
draw of ourselves are no reasons to lose, and hang nowhere.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from kamtool.diagnostic import Diagnostic, Severity
from kamtool.model.plan import Plan
from kamtool.model.values import Bone, Criterion, Party, SwotFactor

CODES: dict[Bone, tuple[str, ...]] = {
    Bone.RELATIONSHIP: (
        "KAM103", "KAM104", "KAM105", "KAM106", "KAM110", "KAM111", "KAM113", "KAM114", "KAM115", "KAM116", "KAM118",
        "KAM302", "KAM305", "KAM310", "KAM402", "KAM403", "KAM602",
    ),
    Bone.TECHNOLOGY: ("KAM401", "KAM505"),
    Bone.COMMERCIAL: ("KAM202", "KAM210", "KAM501", "KAM502", "KAM703", "KAM708"),
    Bone.SERVICE: ("KAM303", "KAM601", "KAM604"),
    Bone.DECISION_CHAIN: ("KAM101", "KAM102", "KAM107", "KAM108", "KAM112", "KAM117", "KAM207"),
    Bone.TIME: (
        "KAM201", "KAM205", "KAM206", "KAM208", "KAM215", "KAM216", "KAM301", "KAM308",
    ),
}  # fmt: skip
BONE_OF = {code: bone for bone, codes in CODES.items() for code in codes}
# Findings that a judgement is old: each speaks of several facts, so the fact says the bone.
OLD = frozenset({"KAM120", "KAM121", "KAM209", "KAM506", "KAM709", "KAM904"})
ANSWERS = {
    Criterion.ACCESS_TO_FUNDS: Bone.COMMERCIAL,
    Criterion.COMPELLING_EVENT: Bone.TIME,
    Criterion.SOLUTION_FIT: Bone.TECHNOLOGY,
    Criterion.CURRENT_RELATIONSHIP: Bone.RELATIONSHIP,
    Criterion.INSIDE_SUPPORT: Bone.RELATIONSHIP,
    Criterion.EXECUTIVE_CREDIBILITY: Bone.RELATIONSHIP,
}


@dataclass(frozen=True, slots=True)
class Reason:
    """One cause: the plan's own *text*, or the *code* of a finding with the lines it points at.

    *why* is what lies behind the plan's cause; *owner* is who of ours looks after it, by name.
    """

    text: str | None
    code: str | None
    why: tuple[str, ...]
    lines: tuple[int, ...]
    owner: str | None
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rib:
    """One bone with its causes, the plan's first."""

    bone: Bone
    causes: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Fishbone:
    """The bones that have causes, the bones nothing is known of, and how many causes have no owner."""

    account: str
    deal: str | None
    ribs: tuple[Rib, ...]
    blank: tuple[Bone, ...]
    causes: int
    unowned: int


def fishbone(plan: Plan, deal: str | None, as_of: dt.date, found: Sequence[Diagnostic]) -> Fishbone:
    """Why the deal may be lost; *found* are the findings of the plan, of which those of other deals are left out."""
    here = [one for one in found if one.severity >= Severity.WARNING and is_about(one, deal)]
    ribs = [Rib(bone, (*own(plan, deal, bone), *from_check(plan, deal, bone, here, as_of))) for bone in Bone]
    causes = [one for rib in ribs for one in rib.causes]
    return Fishbone(
        account=plan.account.name,
        deal=(plan.opportunities[deal].name or deal) if deal else None,
        ribs=tuple(one for one in ribs if one.causes),
        blank=tuple(one.bone for one in ribs if not one.causes),
        causes=len(causes),
        unowned=sum(one.owner is None for one in causes),
    )


def is_about(found: Diagnostic, deal: str | None) -> bool:
    """Whether a finding is about this deal or the whole account."""
    return found.path[:1] != ("opportunities",) or found.path[1:2] == (deal,)


def own(plan: Plan, deal: str | None, bone: Bone) -> list[Reason]:
    """The causes that the plan gives."""
    given = plan.opportunities[deal].fishbone.get(bone, ()) if deal else ()
    return [
        Reason(one.cause, None, one.why, (), member(plan, one.owner) if one.owner else None, one.evidence)
        for one in given
    ]


def from_check(plan: Plan, deal: str | None, bone: Bone, found: Sequence[Diagnostic], as_of: dt.date) -> list[Reason]:
    """The findings that hang on a bone, one cause a code, the most serious first."""
    codes: dict[str, list[Diagnostic]] = {}
    for one in sorted(found, key=lambda one: -one.severity):
        if bone_of(plan, one) is bone:
            codes.setdefault(one.code, []).append(one)
    return [
        Reason(
            None,
            code,
            (),
            tuple(one.span.line for one in some),
            answering(plan, deal, code, as_of) or next(filter(None, (keeper(plan, one) for one in some)), None),
            (),
        )
        for code, some in codes.items()
    ]


def keeper(plan: Plan, found: Diagnostic) -> str | None:
    """Who of ours has the promise or the failure in hand that a finding is about."""
    match found.path:
        case ("promises", int(at), *_):
            own = plan.promises[at].owner if plan.promises[at].by is Party.US else None
            return member(plan, own) if own else plan.lead
        case ("issues", int(at), *_):
            own = plan.issues[at].owner
            return member(plan, own) if own else None
    return None


def bone_of(plan: Plan, found: Diagnostic) -> Bone | None:
    """The bone a finding hangs on: by the table, or where it says that something is old, by what that is."""
    if found.code not in OLD:
        return BONE_OF.get(found.code)
    match found.path:
        case ("opportunities", _, "radar", _, axis):
            return Bone(str(axis))
        case ("opportunities", _, "budget"):
            return Bone.COMMERCIAL
        case ("opportunities", _, "compelling_event"):
            return Bone.TIME
        case ("opportunities", _, "qualification", _, asked):
            return ANSWERS.get(Criterion(str(asked)), Bone.DECISION_CHAIN)
        case ("opportunities", _, "decision") | (*_, "authority"):
            return Bone.DECISION_CHAIN
        case ("opportunities", _, "needs" | "criteria", _):
            return Bone.TECHNOLOGY
        case ("swot", _):
            return of_swot(plan, str(found.params.get("text", "")))
    return Bone.RELATIONSHIP


def of_swot(plan: Plan, text: str) -> Bone:
    """The bone of a SWOT item; what is about none of the seven factors is a market that has moved on."""
    factor = next((one.factor for one in plan.swot if one.text == text), None)
    return Bone.TIME if factor in (None, SwotFactor.ENVIRONMENT) else Bone(factor.value)


def answering(plan: Plan, deal: str | None, code: str, as_of: dt.date) -> str | None:
    """Who of ours has an open action against a finding."""
    for one in plan.actions:
        is_open = one.done is None or one.done > as_of
        if one.who and is_open and code in one.for_ and one.opportunity in (None, deal):
            return member(plan, one.who)
    return None


def member(plan: Plan, key: str) -> str:
    """The name of one of ours."""
    return (plan.team[key].name if key in plan.team else None) or key
