"""What of a proposal is prepared: attention to action (AIDA), and its order: need, the others' limits, ours (A16)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from kamtool.analysis.comparison import US
from kamtool.analysis.facts import known, scene
from kamtool.analysis.known import Known, Scene, Standing
from kamtool.analysis.rivals import rival_name, rivals
from kamtool.model.plan import Plan
from kamtool.model.values import NeedLayer, Source, SwotKind


class Mark(StrEnum):
    """The points of the check, in the order in which a proposal needs them."""

    ATTENTION = "attention"
    INTEREST = "interest"
    DESIRE = "desire"
    ACTION = "action"
    AFFIRM = "affirm"
    LIMITS = "limits"
    OURS = "ours"


AIDA = (Mark.ATTENTION, Mark.INTEREST, Mark.DESIRE, Mark.ACTION)
ORDER = (Mark.AFFIRM, Mark.LIMITS, Mark.OURS)


@dataclass(frozen=True, slots=True)
class Prepared:
    """How each point stands, with the plan's own words that show it."""

    marks: tuple[tuple[Mark, Known], ...]

    def of(self, mark: Mark) -> Known:
        """How one point stands."""
        return dict(self.marks)[mark]


def prepared(plan: Plan, key: str, as_of: dt.date, ratio: int) -> Prepared:
    """The check for one deal."""
    at = scene(plan, key, as_of, ratio)
    return Prepared(
        (
            (Mark.ATTENTION, known("decider_met", at)),
            (Mark.INTEREST, interest(at)),
            (Mark.DESIRE, known("unique_value", at)),
            (Mark.ACTION, known("next_step", at)),
            (Mark.AFFIRM, affirmed(at)),
            (Mark.LIMITS, limits(at)),
            (Mark.OURS, strengths(at)),
        )
    )


def interest(at: Scene) -> Known:
    """A need that the customer told us."""
    own = [one for one in at.deal.needs if one.source is Source.CUSTOMER]
    if own:
        return Known(Standing.YES, tuple((one.text, one.date) for one in own[:1]))
    return Known(Standing.PARTLY if at.deal.needs else Standing.UNKNOWN)


def affirmed(at: Scene) -> Known:
    """A need beneath the surface, in the customer's own words: what a proposal opens with."""
    deep = [one for one in at.deal.needs if one.layer in (NeedLayer.SPECIFIC, NeedLayer.UNDERLYING)]
    own = [one for one in deep if one.source is Source.CUSTOMER]
    if own:
        return Known(Standing.YES, tuple((one.text, one.date) for one in own[:2]))
    shown = tuple((one.text, one.date) for one in deep[:1])
    return Known(Standing.PARTLY if at.deal.needs else Standing.UNKNOWN, shown)


def limits(at: Scene) -> Known:
    """Where the alternatives fall short: by the customer's own scores or by evidence; a weakness without is partly."""
    sourced: list[tuple[str, dt.date | None]] = []
    bare: list[tuple[str, dt.date | None]] = []
    for one in at.deal.criteria:
        ours = one.scores.get(US)
        for rival, score in one.scores.items():
            if rival != US and ours is not None and score < ours:
                words = (f"{rival_name(at.plan, rival)} · {one.name} {score}", None)
                (sourced if one.rated_by is Source.CUSTOMER or one.evidence else bare).append(words)
    there = rivals(at.plan, at.key)
    for rival in there:
        if rival in at.plan.competitors:
            name = rival_name(at.plan, rival)
            bare += [(f"{name} · {words}", None) for words in at.plan.competitors[rival].weaknesses]
    for item in at.plan.swot:
        if item.kind is SwotKind.WEAKNESS and item.of in there:
            said = (f"{rival_name(at.plan, item.of or '')} · {item.text}", item.date)
            (sourced if item.evidence else bare).append(said)
    return standing(sourced, bare)


def strengths(at: Scene) -> Known:
    """What is better with us: by the customer's own scores or with evidence; our own opinion is partly."""
    sourced: list[tuple[str, dt.date | None]] = []
    bare: list[tuple[str, dt.date | None]] = []
    for one in at.deal.criteria:
        ours = one.scores.get(US)
        others = [score for rival, score in one.scores.items() if rival != US]
        if ours is not None and others and ours > max(others):
            checked = one.rated_by is Source.CUSTOMER or one.evidence
            (sourced if checked else bare).append((f"{one.name} {ours} : {max(others)}", None))
    for item in at.plan.swot:
        if item.kind is SwotKind.STRENGTH and item.of in (None, US):
            (sourced if item.evidence else bare).append((item.text, item.date))
    return standing(sourced, bare)


def standing(sourced: list[tuple[str, dt.date | None]], bare: list[tuple[str, dt.date | None]]) -> Known:
    """Yes with a sourced fact, partly with a bare one, else unknown."""
    if sourced:
        return Known(Standing.YES, tuple(sourced[:2]))
    return Known(Standing.PARTLY, tuple(bare[:2])) if bare else Known(Standing.UNKNOWN)
