"""策略性竞争销售: which of the six strategies the data bear, against the one chosen (methods.md A10)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from kamtool.analysis.comparison import NOTHING_BOUGHT, Compared, all_by_criteria, hardest, is_overwhelming
from kamtool.analysis.qualification import US, Advice, Qualified, Question
from kamtool.analysis.rivals import rival_name
from kamtool.model.opportunity import Opportunity
from kamtool.model.plan import Plan
from kamtool.model.values import Criterion, Source, Strategy, YesNo


class Why(StrEnum):
    """What a strategy's verdict rests on."""

    RATIO = "ratio"
    RATIO_BY_US = "ratio_by_us"
    UNSCORED = "unscored"
    AHEAD = "ahead"
    AHEAD_BY_US = "ahead_by_us"
    OTHER_GROUND = "other_ground"
    PEOPLE = "people"
    NO_GROUND = "no_ground"
    PART = "part"
    PART_UNNAMED = "part_unnamed"
    WHOLE = "whole"
    UNANSWERED = "unanswered"
    INCUMBENT = "incumbent"
    NOT_INCUMBENT = "not_incumbent"
    INCUMBENT_UNKNOWN = "incumbent_unknown"
    LATER = "later"
    NOW = "now"
    MAYBE_NOW = "maybe_now"
    NOT_LATER = "not_later"
    LATER_UNKNOWN = "later_unknown"
    NOTHING_ELSE = "nothing_else"
    SOMETHING_ELSE = "something_else"
    NOT_WORTH = "not_worth"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Fit:
    """Whether the data bear one strategy, and what that rests on."""

    kind: Strategy
    holds: YesNo
    why: Why


@dataclass(frozen=True, slots=True)
class Strategies:
    """All six, the one to take first (``None`` when the data do not say), and the one the plan chose.

    *won* and *lost* are the weight of the customer's criteria against *rival*, the one hardest to beat; *ours* are
    the criteria on which we are better than every rival scored there, *theirs* those on which that rival is better
    than we are, the heaviest first; *rated* is the weight that the customer rated out of *weight*; *unweighed* are
    the scored criteria that have no weight and so count 1. *notice*: a tender decides and its notice is out, so the
    criteria stand and nobody is asked to rate before the award.
    """

    fits: tuple[Fit, ...]
    first: Strategy | None
    chosen: Strategy | None
    reason: str | None
    scope: str | None
    rival: str | None
    won: Decimal
    lost: Decimal
    ours: tuple[str, ...]
    theirs: tuple[str, ...]
    rated: Decimal
    weight: Decimal
    unweighed: tuple[str, ...]
    ratio: int
    people: int
    notice: bool

    def fit(self, kind: Strategy) -> Fit:
        """The verdict on one strategy."""
        return next(one for one in self.fits if one.kind is kind)


def strategies(
    plan: Plan, deal: Opportunity, us: Qualified, advice: Advice, ratio: int, notice: bool = False
) -> Strategies:
    """What the data say of each strategy. *ratio* is how many to one a frontal attack needs."""
    worst = hardest(all_by_criteria(deal), ratio)
    weights = [(one.rated_by, Decimal(1) if one.weight is None else one.weight) for one in deal.criteria]
    rated = sum((each for by, each in weights if by is Source.CUSTOMER), Decimal(0))
    weight = sum((each for _, each in weights), Decimal(0))
    ours, theirs = sides(deal, worst.rival if worst else "")
    fits = [
        frontal(worst, ratio, rated * 2 >= weight),
        flanking(us, worst, ratio, bool(ours), rated, weight),
        fragment(deal, us, worst),
        defend(deal),
    ]
    fits.append(develop(us, fits, advice))
    fits.append(disengage(us, fits, advice))
    return Strategies(
        fits=tuple(fits),
        first=first(deal, us, fits, advice),
        chosen=deal.strategy.kind,
        reason=deal.strategy.reason,
        scope=deal.strategy.scope,
        rival=rival_name(plan, worst.rival) if worst else None,
        won=worst.won if worst else Decimal(0),
        lost=worst.lost if worst else Decimal(0),
        ours=ours,
        theirs=theirs,
        rated=rated,
        weight=weight,
        unweighed=tuple(one.name for one in deal.criteria if one.weight is None and one.scores),
        ratio=ratio,
        people=us.score(Question.WIN),
        notice=notice,
    )


def sides(deal: Opportunity, rival: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The criteria on which we beat every rival scored there, and on which *rival* beats us; the heaviest first."""
    scored = [one for one in deal.criteria if US in one.scores]
    scored.sort(key=lambda one: -(Decimal(1) if one.weight is None else one.weight))
    ours, theirs = [], []
    for one in scored:
        others = {key: score for key, score in one.scores.items() if key not in (US, NOTHING_BOUGHT)}
        if others and one.scores[US] > max(others.values()):
            ours.append(one.name)
        if others.get(rival, 0) > one.scores[US]:
            theirs.append(one.name)
    return tuple(ours), tuple(theirs)


def frontal(worst: Compared | None, ratio: int, theirs: bool) -> Fit:
    """Head on needs overwhelming superiority on the customer's own criteria, at least half of it rated by them."""
    if worst is None:
        return Fit(Strategy.FRONTAL, YesNo.UNKNOWN, Why.UNSCORED)
    if not is_overwhelming(worst, ratio):
        return Fit(Strategy.FRONTAL, YesNo.NO, Why.RATIO)
    if not theirs:
        return Fit(Strategy.FRONTAL, YesNo.UNKNOWN, Why.RATIO_BY_US)
    return Fit(Strategy.FRONTAL, YesNo.YES, Why.RATIO)


def flanking(us: Qualified, worst: Compared | None, ratio: int, better: bool, rated: Decimal, weight: Decimal) -> Fit:
    """A change of what is compared, where head on does not carry: we need ground on which we are better.

    A superiority of which the customer rated less than half the weight does not speak against it.
    """
    if worst is None:
        return Fit(Strategy.FLANKING, YesNo.UNKNOWN, Why.UNSCORED)
    weak = us.is_answered and us.score(Question.WIN) <= 0
    if is_overwhelming(worst, ratio) and not weak:
        if rated * 2 < weight:
            return Fit(Strategy.FLANKING, YesNo.UNKNOWN, Why.AHEAD_BY_US)
        return Fit(Strategy.FLANKING, YesNo.NO, Why.AHEAD)
    if not better and us.value(Criterion.UNIQUE_VALUE) is not YesNo.YES:
        return Fit(Strategy.FLANKING, YesNo.NO, Why.NO_GROUND)
    return Fit(Strategy.FLANKING, YesNo.YES, Why.PEOPLE if is_overwhelming(worst, ratio) else Why.OTHER_GROUND)


def fragment(deal: Opportunity, us: Qualified, worst: Compared | None) -> Fit:
    """A part of it, where we are politically weak or thinner than the rival; the part must be named."""
    thin = us.value(Criterion.SOLUTION_FIT) is YesNo.NO or (worst is not None and worst.lost > worst.won)
    if not thin and us.score(Question.WIN) >= 0:
        if not us.is_answered:
            return Fit(Strategy.FRAGMENT, YesNo.UNKNOWN, Why.UNANSWERED)
        return Fit(Strategy.FRAGMENT, YesNo.NO, Why.WHOLE)
    if deal.strategy.scope is None:
        return Fit(Strategy.FRAGMENT, YesNo.UNKNOWN, Why.PART_UNNAMED)
    return Fit(Strategy.FRAGMENT, YesNo.YES, Why.PART)


def defend(deal: Opportunity) -> Fit:
    """Who delivers today defends."""
    if deal.incumbent is None:
        return Fit(Strategy.DEFEND, YesNo.UNKNOWN, Why.INCUMBENT_UNKNOWN)
    if deal.incumbent == US:
        return Fit(Strategy.DEFEND, YesNo.YES, Why.INCUMBENT)
    return Fit(Strategy.DEFEND, YesNo.NO, Why.NOT_INCUMBENT)


def develop(us: Qualified, others: list[Fit], advice: Advice) -> Fit:
    """No way to win now, and worth it later."""
    future = us.value(Criterion.FUTURE_REVENUE)
    has_path = any(one.holds is YesNo.YES for one in others)
    may_have = any(one.why is Why.RATIO_BY_US for one in others)
    if may_have and not has_path and advice is Advice.PURSUE:
        return Fit(Strategy.DEVELOP, YesNo.UNKNOWN, Why.MAYBE_NOW)
    if has_path and advice not in (Advice.DEVELOP, Advice.DROP):
        if not us.is_answered:
            return Fit(Strategy.DEVELOP, YesNo.UNKNOWN, Why.UNANSWERED)
        return Fit(Strategy.DEVELOP, YesNo.NO, Why.NOW)
    if us.score(Question.WORTH) < 0 or (future is YesNo.NO and us.score(Question.WORTH) <= 0):
        return Fit(Strategy.DEVELOP, YesNo.NO, Why.NOT_LATER)
    if us.score(Question.WORTH) > 0 or future is YesNo.YES:
        return Fit(Strategy.DEVELOP, YesNo.YES, Why.LATER)
    return Fit(Strategy.DEVELOP, YesNo.UNKNOWN, Why.LATER_UNKNOWN)


def disengage(us: Qualified, others: list[Fit], advice: Advice) -> Fit:
    """What is left when nothing else holds, or when it is not worth winning."""
    if us.score(Question.WORTH) < 0:
        return Fit(Strategy.DISENGAGE, YesNo.YES, Why.NOT_WORTH)
    if any(one.holds is YesNo.YES for one in others):
        return Fit(Strategy.DISENGAGE, YesNo.NO, Why.SOMETHING_ELSE)
    if any(one.holds is YesNo.UNKNOWN for one in others) and advice is not Advice.DROP:
        return Fit(Strategy.DISENGAGE, YesNo.UNKNOWN, Why.OPEN)
    return Fit(Strategy.DISENGAGE, YesNo.YES, Why.NOTHING_ELSE)


def first(deal: Opportunity, us: Qualified, fits: list[Fit], advice: Advice) -> Strategy | None:
    """The strategy to take among those the data bear: by the advice unless somebody overrode it, then by the people."""
    borne = [one.kind for one in fits if one.holds is YesNo.YES]
    back = [Strategy.DEVELOP, Strategy.DISENGAGE]
    if us.score(Question.WORTH) < 0:
        back.reverse()
    attack = [Strategy.DEFEND, Strategy.FRONTAL, Strategy.FLANKING, Strategy.FRAGMENT]
    if us.score(Question.WIN) <= 0:  # who is not wanted does not win head on
        attack = [Strategy.DEFEND, Strategy.FLANKING, Strategy.FRAGMENT, Strategy.FRONTAL]
    stopped = advice in (Advice.DEVELOP, Advice.DROP) and deal.override is None
    return next((one for one in (back + attack if stopped else attack + back) if one in borne), None)
