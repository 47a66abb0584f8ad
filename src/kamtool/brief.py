"""The whole brief: what the plan says, what not to raise, and what to ask those who will be there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from kamtool.analysis.brief import brief
from kamtool.analysis.brief_terms import Brief
from kamtool.analysis.cautions import Caution, cautions
from kamtool.diagnostic import Diagnostic
from kamtool.model.plan import Plan
from kamtool.questions import Questions, questions
from kamtool.rules.limits import Limits


@dataclass(frozen=True, slots=True)
class Page:
    """What a colleague reads before going in."""

    brief: Brief
    cautions: tuple[Caution, ...]
    questions: Questions


def prepare(
    plan: Plan,
    found: Sequence[Diagnostic],
    deal: str | None,
    present: Sequence[str],
    as_of: dt.date,
    date: dt.date,
    limits: Limits,
) -> Page:
    """The page for a meeting on *date* with those *present*, known by *as_of*; *found* are the findings."""
    here = [key for key in present if not gone(plan, key, date)]
    return Page(
        brief=brief(plan, deal, present, as_of, date, limits.style_observations),
        cautions=cautions(plan, deal, present, as_of),
        questions=questions(plan, found, deal, as_of, limits, here or present),
    )


def gone(plan: Plan, key: str, date: dt.date) -> bool:
    """Whether somebody has left by the day."""
    left = plan.stakeholders[key].left
    return left is not None and left <= date
