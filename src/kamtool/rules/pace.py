"""Family deal (2xx): whether the deal moves, on days that both sides keep."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from kamtool.analysis.deal import touches
from kamtool.analysis.debts import past
from kamtool.diagnostic import Finding, Severity
from kamtool.model.opportunity import Close, CloseStep, Opportunity
from kamtool.model.values import Party, YesNo
from kamtool.rules.rule import Case, rule
from kamtool.rules.visits import is_ghosted, is_lapsed, is_untouched


@rule("KAM206", "stale-or-slipped", Severity.WARNING, profile="basic")
def stale_or_slipped(case: Case) -> Iterator[Finding]:
    """An open deal with no two-way contact lately, a close date in the past, or one moved again and again."""
    for deal in case.deals:
        path, close = ("opportunities", deal.id), deal.deal.close
        params = {"deal": deal.name, "limit": case.limits.silence_days}
        contacts = touches(case.plan, case.as_of, deal.id)
        if is_ghosted(case, deal) or is_lapsed(case, deal):
            pass  # ghosted or no-customer-next-step tells of the silence
        elif contacts and contacts[-1].date < case.ago(case.limits.silence_days):
            days = (case.as_of - contacts[-1].date).days
            yield Finding(path, {**params, "days": days, "date": contacts[-1].date})
        elif is_untouched(case, deal):  # without any visit on file, single-threaded asks for them
            yield Finding(path, params, Severity.ERROR if deal.stage in (3, 4, 5) else None, "never")
        if close.date is not None and close.date < case.as_of:
            days = (case.as_of - close.date).days
            yield Finding((*path, "close"), {**params, "date": close.date, "days": days}, variant="overdue")
        elif (count := times_put_off(close)) >= case.limits.close_moves:
            yield Finding((*path, "close"), {**params, "count": count}, variant="slipped")


def times_put_off(close: Close) -> int:
    """How often the close date was moved to a later day, or to none."""
    days = [*close.moved_from, close.date]
    return sum(later is None or (earlier is not None and later > earlier) for earlier, later in pairwise(days))


@rule("KAM208", "stalled-stage", Severity.WARNING)
def stalled_stage(case: Case) -> Iterator[Finding]:
    """Longer in a stage than is usual, and the customer has named no day that still lies ahead.

    Where nobody answers, or nothing followed the last step, that is what stalls the deal, and told by its own rule.
    """
    for deal in case.deals:
        stage, since = deal.deal.stage, deal.deal.stage_since
        if stage is None or since is None or deal.stage == 6 or is_dated_ahead(case, deal.deal):
            continue
        if is_ghosted(case, deal) or is_lapsed(case, deal):
            continue
        limit, days = getattr(case.limits, f"stage_days_{stage.value}"), (case.as_of - since).days
        if days > limit:
            params = {"deal": deal.name, "stage": stage, "days": days, "limit": limit}
            yield Finding(("opportunities", deal.id, "stage_since"), params)


def is_dated_ahead(case: Case, deal: Opportunity) -> bool:
    """Whether a milestone of the customer's process is still to come."""
    return any(one.done is None and one.date is not None and one.date >= case.as_of for one in deal.decision.milestones)


@rule("KAM215", "overdue-close-step", Severity.WARNING)
def overdue_close_step(case: Case) -> Iterator[Finding]:
    """A step of the close plan is past its day and not done."""
    for deal in case.deals:
        for at, step in enumerate(deal.deal.close_plan):
            if (
                step.done is None
                and step.due is not None
                and step.due < case.as_of
                and not is_listed(case, deal.id, step)
            ):
                params = {"what": step.what, "date": step.due, "days": (case.as_of - step.due).days}
                variant = "theirs" if step.by is Party.CUSTOMER else "message"
                yield Finding(("opportunities", deal.id, "close_plan", at, "due"), params, variant=variant)


def is_listed(case: Case, deal: str, step: CloseStep) -> bool:
    """Whether an open action or promise is this step: in its words, or due that day, and of no other deal.

    Overdue-action or promise-overdue speaks of it then.
    """
    actions = [(one.what, one.opportunity, one.due) for one in case.plan.actions if not past(one.done, case.as_of)]
    promises = [(one.what, one.opportunity, one.due) for one in case.plan.promises if not past(one.kept, case.as_of)]
    return any(
        about in (None, deal) and (what == step.what or due == step.due)
        for what, about, due in actions + promises
        if due is not None and due < case.as_of
    )


@rule("KAM216", "plan-not-mutual", Severity.WARNING)
def plan_not_mutual(case: Case) -> Iterator[Finding]:
    """A close plan of which the customer agreed to nothing, or in which the customer has nothing to do."""
    for deal in case.deals:
        steps = deal.deal.close_plan
        if len(steps) < case.limits.mutual_steps:
            continue
        path, params = ("opportunities", deal.id, "close_plan"), {"deal": deal.name, "steps": len(steps)}
        agreed, doers = {step.customer_agreed for step in steps}, {step.by for step in steps}
        if YesNo.YES not in agreed and YesNo.NO in agreed:
            yield Finding(path, params, variant="refused")
        elif YesNo.YES not in agreed:
            yield Finding(path, params, Severity.HINT, "unknown")
        elif doers == {Party.US}:
            yield Finding(path, params)
        elif Party.CUSTOMER not in doers:
            yield Finding(path, params, Severity.HINT, "whose")
