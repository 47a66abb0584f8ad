"""The judgements of a plan that carry no day, so that they never grow old (methods.md B, every judgement has its day).

Left out are those that another rule asks about: how near a person is (stage-unproven), a style (style-unproven), and
the compelling event (no-compelling-event).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

from kamtool.analysis.ages import DECIDING, Kind
from kamtool.analysis.deal import VERIFIED, Part, parts
from kamtool.diagnostic import Path
from kamtool.model.opportunity import Opportunity
from kamtool.model.plan import Plan
from kamtool.model.values import Attitude, Budget, NeedStatus, YesNo


class Undated(NamedTuple):
    """One judgement without a day: its kind, where it stands, and the person it is about, if it is about one."""

    kind: Kind
    path: Path
    who: str | None = None


def undated(plan: Plan, deal: str | None, as_of: dt.date) -> Iterator[Undated]:
    """The judgements without a day on the people, on a deal (the account alone when ``None``) and in the SWOT."""
    people = parts(plan, deal, as_of)
    for part in people:
        yield from of_person(part)
    if deal is not None:
        yield from of_deal(plan.opportunities[deal], ("opportunities", deal))
    here = {one.id for one in people}
    for at, line in enumerate(plan.relations):
        if line.date is None and {line.from_, line.to} <= here:
            yield Undated(Kind.LINE, ("relations", at), line.from_)
    for at, item in enumerate(plan.swot):
        if item.date is None:
            yield Undated(Kind.SWOT, ("swot", at))


def of_person(part: Part) -> Iterator[Undated]:
    """What is held of one person."""
    if part.attitude.value is not Attitude.UNKNOWN and part.attitude.date is None:
        yield Undated(Kind.ATTITUDE, part.path("attitude"), part.id)
    proofs = [one for one in part.authority.evidence if one.kind in VERIFIED]
    if proofs and DECIDING & set(part.roles) and not any(one.date for one in proofs):
        yield Undated(Kind.AUTHORITY, part.path("authority"), part.id)
    for side in ("personal", "organization"):
        for kind, need in getattr(part.needs, side).items():
            if need.date is None and need.status is not NeedStatus.UNKNOWN:
                yield Undated(Kind.NEEDS, (*part.path("needs"), side, kind.value), part.id)


def of_deal(deal: Opportunity, path: Path) -> Iterator[Undated]:
    """What is held of one deal."""
    if deal.budget.value is not Budget.UNKNOWN and deal.budget.date is None:
        yield Undated(Kind.BUDGET, (*path, "budget"))
    if deal.decision.model_fields_set and deal.decision.date is None:
        yield Undated(Kind.DECISION, (*path, "decision"))
    for at, need in enumerate(deal.needs):
        if need.date is None:
            yield Undated(Kind.DEMAND, (*path, "needs", at))
    for at, criterion in enumerate(deal.criteria):
        if criterion.date is None and criterion.scores:
            yield Undated(Kind.CRITERIA, (*path, "criteria", at))
    for vendor, answers in deal.qualification.items():
        for asked, answer in answers.items():  # one that nothing shows needs evidence first (unsupported-answer)
            if answer.date is None and answer.value is not YesNo.UNKNOWN and answer.evidence:
                yield Undated(Kind.ANSWER, (*path, "qualification", vendor, asked.value))
    for vendor, axes in deal.radar.items():
        for axis, rating in axes.items():
            if rating.date is None and rating.value is not None:
                yield Undated(Kind.RADAR, (*path, "radar", vendor, axis.value))
