"""Family deal (2xx): money, dates and pace."""

from __future__ import annotations

from collections.abc import Iterator

from kamtool.analysis.deal import touches
from kamtool.diagnostic import Finding, Severity
from kamtool.rules.rule import Case, rule


@rule("KAM206", "stale-or-slipped", Severity.WARNING)
def stale_or_slipped(case: Case) -> Iterator[Finding]:
    """An open deal with no two-way contact lately, a close date in the past, or one moved again and again."""
    for deal in case.deals:
        path, close = ("opportunities", deal.id), deal.deal.close
        contacts = touches(case.plan, case.as_of, deal.id)
        if contacts and contacts[-1].date < case.ago(case.limits.silence_days):
            days = (case.as_of - contacts[-1].date).days
            yield Finding(path, {"deal": deal.name, "days": days, "date": contacts[-1].date})
        elif not contacts and case.plan.visits:  # without any visit on file, single-threaded asks for them
            yield Finding(path, {"deal": deal.name}, Severity.WARNING, "never")
        if close.date is not None and close.date < case.as_of:
            days = (case.as_of - close.date).days
            yield Finding((*path, "close"), {"deal": deal.name, "date": close.date, "days": days}, variant="overdue")
        elif len(close.moved_from) >= case.limits.close_moves:
            yield Finding((*path, "close"), {"deal": deal.name, "moves": len(close.moved_from)}, variant="slipped")
