"""A deal judged by the questions of another school, each answered by what the plan shows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from kamtool.analysis.facts import known, scene
from kamtool.analysis.known import Scene, Standing
from kamtool.model.plan import Plan
from kamtool.packs.read import Both, Pack, Question


@dataclass(frozen=True, slots=True)
class Scored:
    """One question: how it stands, what that rests on, and what to ask if it is not a yes."""

    part: Both
    ask: Both
    facts: tuple[str, ...]
    standing: Standing
    shown: tuple[tuple[str, dt.date | None], ...]
    gap: Both


@dataclass(frozen=True, slots=True)
class Scorecard:
    """All questions of a pack for one deal; none without a deal."""

    account: str
    deal: str | None
    pack: Both
    about: Both
    source: Both
    rows: tuple[Scored, ...]

    def count(self, standing: Standing) -> int:
        """How many questions stand so."""
        return sum(one.standing is standing for one in self.rows)


def scorecard(plan: Plan, key: str | None, pack: Pack, as_of: dt.date, ratio: int) -> Scorecard:
    """The scorecard of one deal by a pack."""
    rows: tuple[Scored, ...] = ()
    if key is not None:
        at = scene(plan, key, as_of, ratio)
        rows = tuple(scored(one, at) for one in pack.questions)
    deal = plan.opportunities[key].name or key if key is not None else None
    return Scorecard(plan.account.name, deal, pack.name, pack.about, pack.source, rows)


def scored(question: Question, at: Scene) -> Scored:
    """One question by its facts."""
    found = [known(one, at) for one in question.facts]
    standing = together(one.standing for one in found)
    shown: dict[str, dt.date | None] = {}
    for text, day in (each for one in found for each in one.shown):
        shown[text] = day or shown.get(text)
    return Scored(question.part, question.ask, question.facts, standing, tuple(shown.items()), question.gap)


def together(standings: Iterable[Standing]) -> Standing:
    """Several facts as one: yes when all are, partly when any is at all, else no as soon as one is known to be none."""
    found = set(standings)
    if found == {Standing.YES}:
        return Standing.YES
    if found & {Standing.YES, Standing.PARTLY}:
        return Standing.PARTLY
    return Standing.NO if Standing.NO in found else Standing.UNKNOWN
