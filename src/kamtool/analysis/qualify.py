"""项目审定 as a whole: us against each rival, gates, advice with what would change it, strategy, and what changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from kamtool.analysis.comparison import NOTHING_BOUGHT
from kamtool.analysis.qualification import (
    CRITERIA,
    GATES,
    US,
    Advice,
    Qualified,
    Question,
    advice,
    answer,
    best_rival,
    of_values,
    qualified,
    shown_elsewhere,
)
from kamtool.analysis.rivals import rival_name, rivals
from kamtool.analysis.strategy import Strategies, strategies
from kamtool.analysis.tender import under_notice
from kamtool.model.base import Judgement
from kamtool.model.opportunity import Opportunity
from kamtool.model.plan import Plan
from kamtool.model.values import Criterion, Source, YesNo

TOLD_APART = (*CRITERIA[Question.COMPETE], *CRITERIA[Question.WIN])
ORDER = (Advice.DROP, Advice.ASK, Advice.DEVELOP, Advice.PURSUE)


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer about us: *bare* is a yes that nothing in the plan shows.

    *elsewhere* is one without evidence of its own that another section of the plan answers.

    *rivals* holds each rival's answer, in the order of the rivals.
    """

    criterion: Criterion
    question: Question
    value: YesNo
    gate: bool
    bare: bool
    elsewhere: bool
    date: dt.date | None
    source: Source
    evidence: tuple[str, ...]
    rivals: tuple[YesNo, ...]


@dataclass(frozen=True, slots=True)
class Vendor:
    """One vendor's four scores, -5 to +5 each, and how many of the twenty are answered.

    *chances* is the sum of the second and third question; *told* how many of those ten are answered.
    """

    id: str
    name: str
    scores: tuple[int, ...]
    answered: int
    chances: int
    told: int


@dataclass(frozen=True, slots=True)
class Turn:
    """A single answer that, if it became *to*, would change the advice to *advice*."""

    criterion: Criterion
    to: YesNo
    advice: Advice


@dataclass(frozen=True, slots=True)
class Short:
    """A question that is short of what pursuing takes, by so many points, and the criteria that could give them."""

    question: Question
    points: int
    open: tuple[Criterion, ...]
    against: tuple[Criterion, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """An answer that was another before: whose, on what, from what (as of which day) to what, and why."""

    vendor: str
    criterion: Criterion
    before: YesNo
    before_on: dt.date | None
    value: YesNo
    date: dt.date | None
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Overridden:
    """Somebody's decision to go on against the answers."""

    approver: str
    date: dt.date
    reason: str


@dataclass(frozen=True, slots=True)
class Qualify:
    """The qualification of one deal; without a deal nothing but the account's name.

    *gap* is our chances less the best rival's. *before* are our four scores on *since*, by what was on file then.
    """

    account: str
    deal: str | None
    answers: tuple[Answer, ...]
    us: Vendor | None
    rivals: tuple[Vendor, ...]
    best: str | None
    gap: int | None
    failed_gates: tuple[Criterion, ...]
    open_gates: tuple[Criterion, ...]
    advice: Advice
    short: tuple[Short, ...]
    turns: tuple[Turn, ...]
    override: Overridden | None
    strategy: Strategies | None
    since: dt.date | None
    before: tuple[int, ...]
    changes: tuple[Change, ...]

    @property
    def bare(self) -> tuple[Answer, ...]:
        """The yeses that nothing shows."""
        return tuple(one for one in self.answers if one.bare)


def qualify(plan: Plan, key: str | None, as_of: dt.date, ratio: int, since: dt.date | None = None) -> Qualify:
    """The qualification of one deal, and what changed in it: since a day, or since the answers before the last."""
    name = plan.account.name
    if key is None:
        return Qualify(name, None, (), None, (), None, None, (), (), Advice.ASK, (), (), None, None, since, (), ())
    deal, us = plan.opportunities[key], qualified(plan.opportunities[key])
    shown, said = shown_elsewhere(plan, deal), advice(us)
    others = tuple(qualified(deal, one) for one in contenders(plan, key))
    best = best_rival(deal)
    decided = deal.override if deal.override is not None and deal.override.date <= as_of else None
    return Qualify(
        account=name,
        deal=deal.name or key,
        answers=tuple(answers(deal, shown, others)),
        us=vendor(plan, us),
        rivals=tuple(vendor(plan, one) for one in others),
        best=rival_name(plan, best.vendor) if best else None,
        gap=us.chances - best.chances if best and us.is_answered else None,
        failed_gates=us.failed_gates,
        open_gates=tuple(one for one in GATES if one in us.unknown and one not in shown),
        advice=said,
        short=tuple(short(us)),
        turns=tuple(turns(us, said)),
        override=Overridden(decided.approver, decided.date, decided.reason) if decided else None,
        strategy=strategies(plan, deal, us, said, ratio, under_notice(plan, key, as_of)),
        since=since,
        before=scores_on(deal, since) if since else (),
        changes=tuple(changes(plan, deal, since)),
    )


def contenders(plan: Plan, key: str) -> tuple[str, ...]:
    """The rivals of a deal and whoever is answered for; that nothing is bought is no vendor."""
    named = dict.fromkeys([*plan.opportunities[key].qualification, *rivals(plan, key)])
    return tuple(one for one in named if one not in (US, NOTHING_BOUGHT))


def vendor(plan: Plan, one: Qualified) -> Vendor:
    """One vendor's scores."""
    told = sum(criterion not in one.unknown for criterion in TOLD_APART)
    scores = tuple(one.score(question) for question in Question)
    known = len(one.yes) + len(one.no)
    return Vendor(one.vendor, rival_name(plan, one.vendor), scores, known, one.chances, told)


def answers(deal: Opportunity, shown: set[Criterion], others: tuple[Qualified, ...]) -> Iterator[Answer]:
    """The twenty answers about us, each beside the rivals'."""
    for question, criteria in CRITERIA.items():
        for criterion in criteria:
            found = answer(deal, criterion)
            yield Answer(
                criterion=criterion,
                question=question,
                value=found.value,
                gate=criterion in GATES,
                bare=found.value is YesNo.YES and not found.evidence and criterion not in shown,
                elsewhere=found.value is not YesNo.NO and not found.evidence and criterion in shown,
                date=found.date,
                source=found.source,
                evidence=found.evidence,
                rivals=tuple(one.value(criterion) for one in others),
            )


def short(us: Qualified) -> Iterator[Short]:
    """The questions that are not above zero."""
    for question, criteria in CRITERIA.items():
        points = 1 - us.score(question)
        if points > 0:
            unanswered = tuple(one for one in criteria if one in us.unknown)
            yield Short(question, points, unanswered, tuple(one for one in criteria if one in us.no))


def turns(us: Qualified, said: Advice) -> Iterator[Turn]:
    """Every single answer that would change the advice, the better advice first."""
    found = [
        Turn(criterion, to, would_be)
        for criterion in Criterion
        for to in (YesNo.YES, YesNo.NO)
        if us.value(criterion) is not to and (would_be := advice(us.answered(criterion, to))) is not said
    ]
    yield from sorted(found, key=lambda one: -ORDER.index(one.advice))


def value_on(judgement: Judgement[YesNo], day: dt.date) -> YesNo:
    """What was on file by a day; an undated answer counts as always there."""
    if judgement.date is None or judgement.date <= day:
        return judgement.value
    past = [one for one in judgement.history if one.date is None or one.date <= day]
    return past[-1].value if past else YesNo.UNKNOWN


def scores_on(deal: Opportunity, day: dt.date) -> tuple[int, ...]:
    """Our four scores by what was on file by a day."""
    us = of_values(US, {one: value_on(answer(deal, one), day) for one in Criterion})
    return tuple(us.score(question) for question in Question)


def changes(plan: Plan, deal: Opportunity, since: dt.date | None) -> Iterator[Change]:
    """The answers that were another on *since*; without a day, those whose last history entry was another."""
    for key, given in deal.qualification.items():
        for criterion in (one for one in Criterion if one in given):
            found = given[criterion]
            past = [one for one in found.history if since is None or one.date is None or one.date <= since]
            if since is not None and (found.date is None or found.date <= since):
                continue
            if not past and since is None:
                continue
            before = past[-1].value if past else YesNo.UNKNOWN
            if before is not found.value:
                day = past[-1].date if past else None
                whose = key if key == US else rival_name(plan, key)
                yield Change(whose, criterion, before, day, found.value, found.date, found.evidence)
