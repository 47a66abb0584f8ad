"""客户问题: how fast a failure of ours was answered and mended, what caused it, how it was made good (A16, S101).

A failure that is open while we sell weighs on the sale: those are named beside every deal that the customer is just
comparing or deciding.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from statistics import median

from kamtool.analysis.deal import live, names_somebody, plan_currency
from kamtool.analysis.debts import past, person_name
from kamtool.analysis.overview import Money
from kamtool.model.issue import Issue
from kamtool.model.plan import Plan
from kamtool.model.values import Influence, IssueSeverity, Stage, YesNo

SELLING = (Stage.SHORTLIST, Stage.EVALUATION, Stage.DECISION)
GRAVE = (IssueSeverity.MAJOR, IssueSeverity.CRITICAL)


class Gap(StrEnum):
    """What an issue's record lacks, or has wrong; the last means that a person seems to have been compensated."""

    OWNER = "owner"
    ACKNOWLEDGED = "acknowledged"
    SEVERITY = "severity"
    CAUSE = "cause"
    APPROVAL = "approval"
    SATISFIED = "satisfied"
    PERSON = "person"


class Basis(StrEnum):
    """Where a limit comes from: the issue's own date, or the days for its severity."""

    OWN = "own"
    DAYS = "days"


@dataclass(frozen=True, slots=True)
class Compensation:
    """What the organisation got, and the approval on file."""

    kind: str
    amount: Money | None
    approval: str | None


@dataclass(frozen=True, slots=True)
class Case:
    """One failure of ours. *days* to mend it, or since it was opened while it is open.

    *late* are the days past its limit, ``None`` within it or when there is no limit; the same holds for
    *late_to_answer*. *breach* tells that it is grave and either past its limit or nobody's (S101).
    """

    what: str
    severity: IssueSeverity | None
    opened: dt.date
    reported_by: str | None
    influence: Influence
    owner: str | None
    acknowledged: dt.date | None
    days_to_answer: int | None
    late_to_answer: int | None
    fixed: dt.date | None
    days: int
    limit: dt.date | None
    basis: Basis | None
    late: int | None
    cause: str | None
    compensation: Compensation | None
    satisfied: YesNo
    breach: bool
    gaps: tuple[Gap, ...]

    @property
    def is_open(self) -> bool:
        """Whether it still has to be mended."""
        return self.fixed is None


@dataclass(frozen=True, slots=True)
class Sale:
    """A live deal at a stage where an open failure weighs."""

    name: str
    stage: Stage


@dataclass(frozen=True, slots=True)
class Recovery:
    """All failures: the open ones first, the gravest and longest late; then those mended, the latest first.

    *answered_in_time* of *answerable* and *fixed_in_time* of *fixable* count those whose limit is known and decided.
    """

    account: str
    deal: str | None
    as_of: dt.date
    cases: tuple[Case, ...]
    median_to_answer: float | None
    median_to_fix: float | None
    answerable: int
    answered_in_time: int
    fixable: int
    fixed_in_time: int
    asked: int
    satisfied: int
    selling: tuple[Sale, ...]

    @property
    def open(self) -> tuple[Case, ...]:
        """Those not mended."""
        return tuple(one for one in self.cases if one.is_open)


def recovery(
    plan: Plan, deal: str | None, as_of: dt.date, fix_days: Mapping[IssueSeverity, int], answer_days: int
) -> Recovery:
    """Every failure up to a day, and the live deals (or that one *deal*) beside which any is open.

    *fix_days* is the limit by severity where an issue has none of its own, *answer_days* that for acknowledging.
    """
    cases = [case(plan, one, as_of, fix_days, answer_days) for one in plan.issues if one.opened <= as_of]
    cases.sort(key=urgency)
    answers = [one.days_to_answer for one in cases if one.days_to_answer is not None]
    decided = [one for one in cases if one.limit is not None and (not one.is_open or one.late)]
    answerable = [one for one in cases if one.days_to_answer is not None or one.late_to_answer is not None]
    asked = [one for one in cases if one.satisfied is not YesNo.UNKNOWN]
    fixed = [one.days for one in cases if not one.is_open]
    return Recovery(
        account=plan.account.name,
        deal=None if deal is None else plan.opportunities[deal].name or deal,
        as_of=as_of,
        cases=tuple(cases),
        median_to_answer=median(answers) if answers else None,
        median_to_fix=median(fixed) if fixed else None,
        answerable=len(answerable),
        answered_in_time=sum(one.late_to_answer is None for one in answerable),
        fixable=len(decided),
        fixed_in_time=sum(one.late is None for one in decided),
        asked=len(asked),
        satisfied=sum(one.satisfied is YesNo.YES for one in asked),
        selling=tuple(
            Sale(one.name or key, one.stage)
            for key, one in live(plan)
            if one.stage in SELLING and one.stage is not None and deal in (None, key)
        ),
    )


def case(plan: Plan, one: Issue, as_of: dt.date, fix_days: Mapping[IssueSeverity, int], answer_days: int) -> Case:
    """One failure against its limits."""
    fixed = one.fixed if past(one.fixed, as_of) else None
    answered = one.acknowledged if past(one.acknowledged, as_of) else None
    limit, basis = limit_of(one, fix_days)
    late = ((fixed or as_of) - limit).days if limit else 0
    # Mending it is an answer too.
    wait = ((answered or fixed or as_of) - one.opened).days - answer_days
    reporter = plan.stakeholders.get(one.reported_by or "")
    grave = one.severity in GRAVE
    return Case(
        what=one.what,
        severity=one.severity,
        opened=one.opened,
        reported_by=person_name(plan, one.reported_by),
        influence=reporter.influence if reporter else Influence.UNKNOWN,
        owner=person_name(plan, one.owner),
        acknowledged=answered,
        days_to_answer=(answered - one.opened).days if answered else None,
        late_to_answer=wait if wait > 0 else None,
        fixed=fixed,
        days=((fixed or as_of) - one.opened).days,
        limit=limit,
        basis=basis,
        late=late if late > 0 else None,
        cause=one.cause,
        compensation=compensation(plan, one),
        satisfied=one.satisfied if fixed else YesNo.UNKNOWN,
        breach=grave and fixed is None and (late > 0 or one.owner is None),
        gaps=tuple(gaps(plan, one, fixed is not None, answered is not None)),
    )


def limit_of(one: Issue, fix_days: Mapping[IssueSeverity, int]) -> tuple[dt.date | None, Basis | None]:
    """By when it has to be mended, and where that comes from."""
    if one.limit is not None:
        return one.limit, Basis.OWN
    days = fix_days.get(one.severity) if one.severity else None
    return (None, None) if days is None else (one.opened + dt.timedelta(days=days), Basis.DAYS)


def compensation(plan: Plan, one: Issue) -> Compensation | None:
    """What was given for it."""
    given = one.compensation
    if given is None:
        return None
    return Compensation(
        given.kind, None if given.amount is None else Money(given.amount, plan_currency(plan)), given.approval
    )


def gaps(plan: Plan, one: Issue, fixed: bool, answered: bool) -> list[Gap]:
    """What the record lacks; who was never asked cannot be satisfied."""
    given = one.compensation
    lacking = {
        Gap.PERSON: given is not None and names_somebody(plan, given.kind),
        Gap.OWNER: one.owner is None,
        Gap.ACKNOWLEDGED: not answered and not fixed,
        Gap.SEVERITY: one.severity is None,
        Gap.CAUSE: one.cause is None,
        Gap.APPROVAL: given is not None and given.approval is None,
        Gap.SATISFIED: fixed and one.satisfied is YesNo.UNKNOWN,
    }
    return [gap for gap, holds in lacking.items() if holds]


def urgency(one: Case) -> tuple[bool, bool, int, int]:
    """Open before mended, breaches first, then the gravest, then the longest open; mended ones the latest first."""
    if one.fixed is not None:
        return True, False, 0, -one.fixed.toordinal()
    levels = list(IssueSeverity)
    return False, not one.breach, -levels.index(one.severity) if one.severity else 1, -one.days
