"""Family deal (2xx): whether the twenty questions allow us to go on, and what their answers rest on."""

from __future__ import annotations

from collections.abc import Iterator

from kamtool.analysis.qualification import CRITERIA, GATES, SECURED, US, Question, answer, qualified, shown_elsewhere
from kamtool.diagnostic import Finding, Severity, each_of
from kamtool.model.values import AGAINST, Attitude, Criterion, Strategy, YesNo
from kamtool.rules.deal import budget_gap
from kamtool.rules.rule import Case, Deal, age, rule

# What changes while nobody looks: money, urgency, fit, and who is with us. The firm and the worth of the deal don't.
VOLATILE = (*GATES, Criterion.EXECUTIVE_CREDIBILITY, Criterion.INFORMAL_CRITERIA, Criterion.POLITICAL_ALIGNMENT)
# How many unanswered questions a finding names.
NAMED = 3


@rule("KAM203", "pursuing-failed", Severity.ERROR)
def pursuing_failed(case: Case) -> Iterator[Finding]:
    """Our own answers say no, and nobody has decided to go on against them."""
    for deal in case.deals:
        override = deal.deal.override
        if override is None or override.date > case.as_of:
            yield from failures(deal)


def failures(deal: Deal) -> Iterator[Finding]:
    """The first reason to stop: a gate, no opportunity, not worth it. To develop or give up is no pursuit."""
    us, kind = qualified(deal.deal), deal.deal.strategy.kind
    path, params = ("opportunities", deal.id, "qualification", US), {"deal": deal.name}
    opportunity, worth = us.score(Question.OPPORTUNITY), us.score(Question.WORTH)
    if kind is Strategy.DISENGAGE:
        return
    if us.failed_gates and kind is not Strategy.DEVELOP:
        answers, of = list(us.failed_gates), each_of(path, (one.value for one in us.failed_gates))
        yield Finding((*path, us.failed_gates[0].value), {**params, "answers": answers}, of=of)
    elif opportunity < 0:
        yield Finding(path, {**params, "score": opportunity}, variant="opportunity")
    elif worth < 0:
        yield Finding(path, {**params, "score": worth}, variant="worth")


@rule("KAM204", "unsupported-answer", Severity.WARNING)
def unsupported_answer(case: Case) -> Iterator[Finding]:
    """A yes for us that nothing shows, or too many of the twenty still open at evaluation."""
    for deal in case.deals:
        us, path = qualified(deal.deal), ("opportunities", deal.id, "qualification", US)
        shown = shown_elsewhere(case.plan, deal.deal)
        bare = [one for one in us.yes if not answer(deal.deal, one).evidence and one not in shown]
        unknown = [one for one in us.unknown if one not in shown]
        if bare:
            of = each_of(path, (one.value for one in bare))
            yield Finding((*path, bare[0].value), {"deal": deal.name, "answers": bare}, of=of)
        if deal.stage in (4, 5) and len(unknown) > case.limits.unknown_answers:
            first = sorted(unknown, key=lambda one: (one not in GATES, one not in CRITERIA[Question.WIN]))[:NAMED]
            params = {"deal": deal.name, "open": len(unknown), "answers": first}
            yield Finding(path, params, Severity.HINT, "unknown", of=each_of(path, (one.value for one in unknown)))


@rule("KAM209", "stale-evidence", Severity.WARNING)
def stale_evidence(case: Case) -> Iterator[Finding]:
    """The money, the compelling event or an answer that we lean on was last heard of long ago."""
    for deal in case.deals:
        if deal.stage == 6:
            continue
        stale = (stale_budget, stale_event, stale_answers, stale_decision, stale_needs)
        yield from (finding for one in stale if (finding := one(case, deal)) is not None)


def stale_budget(case: Case, deal: Deal) -> Finding | None:
    """What to say of the age of money that counts as there; budget-unconfirmed has the first word."""
    budget = deal.deal.budget
    severity = age(case, "budget", budget.date)
    if budget.date is None or severity is None or budget.value not in SECURED or budget_gap(deal) is not None:
        return None
    params = {"deal": deal.name, "budget": budget.value, "date": budget.date, "days": (case.as_of - budget.date).days}
    return Finding(("opportunities", deal.id, "budget"), params, severity, "budget")


def stale_event(case: Case, deal: Deal) -> Finding | None:
    """What to say of the age of a compelling event; no-compelling-event asks what came of a day that has passed."""
    event = deal.deal.compelling_event
    severity = age(case, "event", event.date)
    passed = event.by is not None and event.by < case.as_of
    if event.date is None or severity is None or event.value is not YesNo.YES or passed:
        return None
    params = {"deal": deal.name, "date": event.date, "days": (case.as_of - event.date).days}
    return Finding(("opportunities", deal.id, "compelling_event"), params, severity, "event")


def stale_answers(case: Case, deal: Deal) -> Finding | None:
    """The old answers among those that change; the budget and the event speak for their own where they are dated."""
    budget, event = deal.deal.budget.date, deal.deal.compelling_event.date
    elsewhere = {Criterion.ACCESS_TO_FUNDS: budget, Criterion.COMPELLING_EVENT: event}
    old = []
    for criterion in VOLATILE:
        found = answer(deal.deal, criterion)
        severity = age(case, "answer", found.date)
        if found.value is YesNo.YES and found.date and severity is not None and elsewhere.get(criterion) is None:
            old.append((found.date, severity, criterion))
    if not old:
        return None
    oldest, severity, criterion = min(old)
    path, answers = ("opportunities", deal.id, "qualification", US), [one for _, _, one in old]
    params = {"deal": deal.name, "answers": answers, "date": oldest, "days": (case.as_of - oldest).days}
    return Finding((*path, criterion.value), params, severity, of=each_of(path, (one.value for one in answers)))


def stale_decision(case: Case, deal: Deal) -> Finding | None:
    """What to say of the age of what we know of the way they decide."""
    date = deal.deal.decision.date
    severity = age(case, "decision", date)
    if date is None or severity is None:
        return None
    params = {"deal": deal.name, "date": date, "days": (case.as_of - date).days}
    return Finding(("opportunities", deal.id, "decision"), params, severity, "decision")


def stale_needs(case: Case, deal: Deal) -> Finding | None:
    """What to say of the age of the customer's needs: the youngest counts, for a need does not lapse by itself."""
    days = [(one.date, at) for at, one in enumerate(deal.deal.needs) if one.date is not None]
    date, at = max(days, default=(None, 0))
    severity = age(case, "demand", date)
    if date is None or severity is None:
        return None
    params = {"deal": deal.name, "date": date, "days": (case.as_of - date).days}
    return Finding(("opportunities", deal.id, "needs", at), params, severity, "demand")


@rule("KAM213", "everything-yes", Severity.WARNING, confidence="medium")
def everything_yes(case: Case) -> Iterator[Finding]:
    """Hardly a question that is not answered yes, none with no, and nobody against us."""
    for deal in case.deals:
        us, known = qualified(deal.deal), {part.attitude.value for part in deal.parts} - {Attitude.UNKNOWN}
        if us.no or len(us.yes) < case.limits.confident_answers or AGAINST & known:
            continue
        path, params = ("opportunities", deal.id, "qualification", US), {"deal": deal.name, "yes": len(us.yes)}
        if known:
            yield Finding(path, params)
        else:
            yield Finding(path, params, Severity.HINT, "unknown")
