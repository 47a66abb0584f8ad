"""项目审定: four questions of five criteria each, answered for us and for every rival (methods.md A10; Siebel TAS).

A yes counts +1, a no -1, what is unknown 0, so that the score of a question runs from -5 to +5.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from kamtool.model.base import Judgement, unsaid
from kamtool.model.opportunity import Opportunity
from kamtool.model.plan import Plan
from kamtool.model.values import Budget, Criterion, Source, YesNo

US = "us"
MINDS = frozenset(  # what only people's minds and ties answer: once a tender's notice is out it waits for the award
    {
        Criterion.CURRENT_RELATIONSHIP,
        Criterion.UNIQUE_VALUE,
        Criterion.INSIDE_SUPPORT,
        Criterion.EXECUTIVE_CREDIBILITY,
        Criterion.CULTURAL_FIT,
        Criterion.INFORMAL_CRITERIA,
        Criterion.POLITICAL_ALIGNMENT,
    }
)
SECURED = frozenset({Budget.APPROVED, Budget.PLANNED})
UNANSWERED = unsaid(Judgement[YesNo], value=YesNo.UNKNOWN)


class Question(StrEnum):
    """Is there an opportunity, can we compete, can we win, is it worth winning."""

    OPPORTUNITY = "opportunity"
    COMPETE = "compete"
    WIN = "win"
    WORTH = "worth"


class Advice(StrEnum):
    """What the scores say to do; ``ask`` where the answers do not yet say."""

    PURSUE = "pursue"
    DEVELOP = "develop"
    DROP = "drop"
    ASK = "ask"


CRITERIA: Mapping[Question, tuple[Criterion, ...]] = {
    question: tuple(Criterion)[5 * at : 5 * at + 5] for at, question in enumerate(Question)
}
# A single no here blocks the pursuit, whatever the rest says.
GATES = (
    Criterion.COMPELLING_EVENT,
    Criterion.ACCESS_TO_FUNDS,
    Criterion.SOLUTION_FIT,
    Criterion.INSIDE_SUPPORT,
)


class Qualified(NamedTuple):
    """The answers for one vendor: which of the twenty are yes, no and unknown, in their order."""

    vendor: str
    yes: tuple[Criterion, ...]
    no: tuple[Criterion, ...]
    unknown: tuple[Criterion, ...]

    def score(self, *questions: Question) -> int:
        """The sum of these questions' scores, each -5 to +5; of all four when none is named."""
        asked = {one for question in questions or tuple(Question) for one in CRITERIA[question]}
        return len(asked.intersection(self.yes)) - len(asked.intersection(self.no))

    @property
    def chances(self) -> int:
        """Can we compete and can we win, -10 to +10: the part in which vendors can be told apart."""
        return self.score(Question.COMPETE, Question.WIN)

    @property
    def failed_gates(self) -> tuple[Criterion, ...]:
        """The gates answered no."""
        return tuple(one for one in GATES if one in self.no)

    @property
    def is_answered(self) -> bool:
        """Whether there is any answer at all."""
        return bool(self.yes or self.no)

    def value(self, criterion: Criterion) -> YesNo:
        """The answer to one criterion."""
        return YesNo.YES if criterion in self.yes else YesNo.NO if criterion in self.no else YesNo.UNKNOWN

    def answered(self, criterion: Criterion, value: YesNo) -> Qualified:
        """The same answers, but for this one."""
        values = {one: value if one is criterion else self.value(one) for one in Criterion}
        return of_values(self.vendor, values)


def answer(deal: Opportunity, criterion: Criterion, vendor: str = US) -> Judgement[YesNo]:
    """The answer to one criterion; unknown where the plan has none."""
    return deal.qualification.get(vendor, {}).get(criterion, UNANSWERED)


def qualified(deal: Opportunity, vendor: str = US) -> Qualified:
    """All answers of a deal for one vendor."""
    return of_values(vendor, {one: answer(deal, one, vendor).value for one in Criterion})


def of_values(vendor: str, values: Mapping[Criterion, YesNo]) -> Qualified:
    """A vendor's answers, sorted by what they say."""
    return Qualified(
        vendor,
        yes=tuple(one for one, value in values.items() if value is YesNo.YES),
        no=tuple(one for one, value in values.items() if value is YesNo.NO),
        unknown=tuple(one for one, value in values.items() if value is YesNo.UNKNOWN),
    )


def best_rival(deal: Opportunity) -> Qualified | None:
    """The rival with the best chances by the answers; ``None`` when no rival has an answer."""
    rivals = [qualified(deal, vendor) for vendor in deal.qualification if vendor != US]
    return max((one for one in rivals if one.is_answered), key=lambda one: one.chances, default=None)


def advice(us: Qualified) -> Advice:
    """What our answers say to do: pursue what is good on all four, develop what is worth it but not won yet."""
    if us.score(Question.OPPORTUNITY) < 0 or us.score(Question.WORTH) < 0:
        return Advice.DROP
    if not us.failed_gates and all(us.score(question) > 0 for question in Question):
        return Advice.PURSUE
    if us.score(Question.WORTH) > 0 and (us.failed_gates or (us.is_answered and us.score(Question.WIN) <= 0)):
        return Advice.DEVELOP
    return Advice.ASK


def shown_elsewhere(plan: Plan, deal: Opportunity) -> set[Criterion]:
    """The criteria that the plan answers in its own sections: nobody should write them twice."""
    budget, event = deal.budget, deal.compelling_event
    shown = {
        Criterion.BUSINESS_PROFILE: plan.account.business is not None,
        Criterion.ACCESS_TO_FUNDS: budget.value in SECURED and budget.source is Source.CUSTOMER,
        Criterion.COMPELLING_EVENT: event.value is YesNo.YES and event.consequence is not None,
        Criterion.FORMAL_CRITERIA: any(one.formal is YesNo.YES for one in deal.criteria),
        Criterion.SHORT_REVENUE: deal.value.amount is not None,
    }
    return {criterion for criterion, is_there in shown.items() if is_there}
