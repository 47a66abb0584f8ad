"""Family service (6xx): failures of ours at the customer, how they were made good, and what we give for what."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from kamtool.analysis.debts import past
from kamtool.diagnostic import Finding, Severity, each_of
from kamtool.model.issue import Issue
from kamtool.model.values import IssueSeverity, YesNo
from kamtool.rules.rule import Case, rule

FIX_DAYS = {IssueSeverity.MAJOR: "fix_days_major", IssueSeverity.CRITICAL: "fix_days_critical"}


@rule("KAM601", "selling-over-failure", Severity.ERROR)
def selling_over_failure(case: Case) -> Iterator[Finding]:
    """A grave failure not made good in time while we sell; without a deal that far it is a warning."""
    selling = [deal.name for deal in case.deals if 3 <= deal.stage <= 5]
    for at, one in enumerate(case.plan.issues):
        if one.opened > case.as_of or past(one.fixed, case.as_of) or one.severity is IssueSeverity.MINOR:
            continue
        path, limit = ("issues", at), fix_by(case, one)
        params = {"what": one.what, "deals": selling, "date": limit, "days": (case.as_of - limit).days}
        if limit >= case.as_of:
            if selling and one.owner is None and one.severity is not None:
                yield Finding(path, params, Severity.HINT, "nobody")
        elif one.severity is None:
            yield Finding(path, params, Severity.HINT, "unknown")
        elif selling:
            yield Finding(path, params)
        else:
            yield Finding(path, params, Severity.WARNING, "late")


def fix_by(case: Case, one: Issue) -> dt.date:
    """The day by which a failure is to be made good; of unknown severity it counts as major."""
    days: int = getattr(case.limits, FIX_DAYS.get(one.severity or IssueSeverity.MAJOR, "fix_days_major"))
    return one.limit or one.opened + dt.timedelta(days=days)


@rule("KAM602", "one-sided", Severity.WARNING)
def one_sided(case: Case) -> Iterator[Finding]:
    """We give, and the plan says that we get nothing for it; where it says nothing of that, a question."""
    for deal in case.deals:
        terms = deal.deal.give_get
        if not terms.give or terms.get:
            continue
        path, params = ("opportunities", deal.id, "give_get"), {"deal": deal.name, "give": terms.give}
        of = each_of((*path, "give"), range(len(terms.give)))
        if "get" in terms.model_fields_set:
            yield Finding((*path, "get"), params, of=of)
        else:
            yield Finding(path, params, Severity.HINT, "unknown", of=of)


@rule("KAM603", "compensation-unapproved", Severity.WARNING)
def compensation_unapproved(case: Case) -> Iterator[Finding]:
    """A compensation without the reference of who allowed it."""
    for at, one in enumerate(case.plan.issues):
        if one.compensation is not None and not one.compensation.approval:
            params = {"what": one.what, "kind": one.compensation.kind}
            yield Finding(("issues", at, "compensation"), params)


@rule("KAM604", "still-unsatisfied", Severity.WARNING)
def still_unsatisfied(case: Case) -> Iterator[Finding]:
    """A failure made good, after which the customer is not satisfied and nobody of ours is on it."""
    for at, one in enumerate(case.plan.issues):
        if one.fixed is None or one.fixed > case.as_of or one.satisfied is YesNo.YES:
            continue
        params = {"what": one.what, "date": one.fixed}
        if one.satisfied is YesNo.UNKNOWN:
            if one.severity in FIX_DAYS:
                yield Finding(("issues", at, "fixed"), params, Severity.HINT, "unknown")
        elif one.reported_by not in case.acted_on and "KAM604" not in case.addressed:
            yield Finding(("issues", at, "satisfied"), params)
