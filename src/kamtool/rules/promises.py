"""Family visits (3xx): what we said we would do, and what they did."""

from __future__ import annotations

from collections.abc import Iterator

from kamtool.analysis.deal import name_of
from kamtool.analysis.debts import past, person_name
from kamtool.diagnostic import Finding, Path, Severity
from kamtool.model.promise import Promise
from kamtool.model.values import AGAINST, Party, RelationshipStage
from kamtool.rules.departed import gone
from kamtool.rules.rule import Case, rule

NEAR = frozenset({RelationshipStage.TRUST, RelationshipStage.ALLY})


@rule("KAM303", "promise-overdue", Severity.WARNING, profile="basic")
def promise_overdue(case: Case) -> Iterator[Finding]:
    """A promise past its day: ours is a warning, theirs a question; so is one of ours without a day."""
    for at, one in enumerate(case.plan.promises):
        if past(one.kept, case.as_of):
            continue
        path = ("promises", at, "due")
        if is_overdue(case, one):
            yield overdue(case, path, one)
        elif one.due is None and one.by is Party.US:
            yield Finding(path, {"what": one.what, "who": other_side(case, one)}, Severity.HINT, "unknown")


def is_overdue(case: Case, one: Promise) -> bool:
    """Whether the day of a promise is past and it was not kept."""
    return one.due is not None and one.due < case.as_of and not past(one.kept, case.as_of)


def overdue(case: Case, path: Path, one: Promise) -> Finding:
    """What to say of a promise past its day."""
    days = (case.as_of - one.due).days if one.due else 0
    params = {"what": one.what, "who": other_side(case, one), "date": one.due, "days": days}
    if one.by is Party.CUSTOMER:
        return Finding(path, params, Severity.HINT, "theirs")
    person = case.plan.stakeholders[one.to] if one.to is not None else None
    trusts = person is not None and person.relationship.value in NEAR and person.attitude.value not in AGAINST
    return Finding(path, params, variant="trusting" if trusts else "message")


def other_side(case: Case, one: Promise) -> str:
    """Whom we promised, or who promised us; the customer when no person is named."""
    key = one.to if one.by is Party.US else one.from_
    return name_of(key, case.plan.stakeholders[key]) if key else case.plan.account.name


def owed(case: Case) -> set[str]:
    """To whom a promise of ours is overdue."""
    return {one.to for one in case.plan.promises if one.by is Party.US and one.to and is_overdue(case, one)}


@rule("KAM307", "overdue-action", Severity.WARNING, profile="basic")
def overdue_action(case: Case) -> Iterator[Finding]:
    """An action past its day and not done.

    Of an action about somebody who left action-for-absent speaks, of one that is a promise of ours promise-overdue.
    """
    absent = set(gone(case))
    promised = {(one.what, one.due) for one in case.plan.promises if one.by is Party.US and is_overdue(case, one)}
    for at, action in enumerate(case.plan.actions):
        if past(action.done, case.as_of) or action.due is None or action.due >= case.as_of:
            continue
        if absent & set(action.about) or (action.what, action.due) in promised:
            continue
        params = {"what": action.what, "date": action.due, "days": (case.as_of - action.due).days}
        who = person_name(case.plan, action.who)
        yield Finding(("actions", at, "due"), {**params, "who": who or ""}, variant="message" if who else "nobody")
