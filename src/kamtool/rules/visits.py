"""Family visits (3xx): whether the customer moves as well."""

from __future__ import annotations

from collections.abc import Iterator

from kamtool.diagnostic import Finding, Severity
from kamtool.model.values import YesNo
from kamtool.rules.rule import Case, rule


@rule("KAM301", "no-customer-next-step", Severity.ERROR)
def no_customer_next_step(case: Case) -> Iterator[Finding]:
    """An open deal without a dated next step that the customer accepted."""
    for deal in case.deals:
        steps = [visit.next for visit in case.plan.visits if visit.next and visit.opportunity in (None, deal.id)]
        ahead = [step for step in steps if step.date is not None and step.date >= case.as_of]
        if any(step.accepted is YesNo.YES for step in ahead):
            continue
        path, params = ("opportunities", deal.id), {"deal": deal.name}
        if not case.plan.visits:
            yield Finding(path, params, Severity.HINT, "unknown")
            continue
        severity = Severity.ERROR if deal.stage >= 3 else Severity.WARNING
        if ahead:
            first = min(ahead, key=lambda step: step.date or case.as_of)
            yield Finding(path, {**params, "what": first.what, "date": first.date}, severity, "open")
        else:
            yield Finding(path, params, severity)
