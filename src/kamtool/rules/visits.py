"""Family visits (3xx): whether the customer moves as well, and what became of what was agreed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from kamtool.analysis.deal import is_agreed, name_of, touches
from kamtool.diagnostic import Finding, Severity, each_of
from kamtool.model.values import ChecklistItem, Party, Tier, YesNo
from kamtool.model.visit import NextStep, Visit
from kamtool.rules.promises import is_overdue, owed
from kamtool.rules.rule import Case, Deal, rule

RETURN_DAYS = {Tier.A: "return_days_a", Tier.B: "return_days_b", Tier.C: "return_days_c"}


@rule("KAM301", "no-customer-next-step", Severity.ERROR, profile="basic")
def no_customer_next_step(case: Case) -> Iterator[Finding]:
    """An open deal, not yet bought, without a dated next step that the customer accepted or proposed.

    Before the shortlist promise-overdue speaks of one gone by that is a promise of ours, and from there on both do, for
    it only warns. Of a deal without any contact stale-or-slipped speaks, as gravely.
    """
    for deal in case.deals:
        if deal.stage == 6 or is_agreed_ahead(case, deal):
            continue
        path, params = ("opportunities", deal.id), {"deal": deal.name}
        if not case.plan.visits:
            yield Finding(path, params, Severity.HINT, "unknown")
            continue
        severity = Severity.ERROR if deal.stage >= 3 else Severity.WARNING
        ahead, last = steps_ahead(case, deal), lapsed(case, deal)
        asked = [step for step in ahead if step.accepted is YesNo.UNKNOWN]
        if ahead:
            step = min(asked or ahead, key=lambda one: one.date or case.as_of)
            severity, variant = (Severity.HINT, "asked") if asked else (severity, "open")
            yield Finding(path, {**params, "what": step.what, "date": step.date}, severity, variant)
        elif last is not None and last.next is not None:
            if severity is Severity.ERROR or not is_owed(case, last):
                yield Finding(path, {**params, "what": last.next.what, "date": last.next.date}, severity, "past")
        elif not is_untouched(case, deal):
            yield Finding(path, params, severity)


def is_agreed_ahead(case: Case, deal: Deal) -> bool:
    """Whether the customer agreed to a step still to come, at a visit or in the close plan."""
    if any(is_agreed(step) for step in steps_ahead(case, deal)):
        return True
    planned = [step for step in deal.deal.close_plan if step.done is None and step.customer_agreed is YesNo.YES]
    return any(step.due is not None and step.due >= case.as_of for step in planned)


def is_owed(case: Case, visit: Visit) -> bool:
    """Whether the next step of a visit is a promise of ours to somebody there, of which promise-overdue speaks."""
    step = visit.next
    return step is not None and any(
        one.by is Party.US
        and one.to in visit.with_
        and is_overdue(case, one)
        and (one.due == step.date or one.what == step.what)
        for one in case.plan.promises
    )


def is_untouched(case: Case, deal: Deal) -> bool:
    """Whether stale-or-slipped says that contacts are on file and none over this deal went both ways.

    Not of a deal opened lately, nor where the calls were in vain or a step has gone by or is ahead.
    """
    if not case.plan.visits or touches(case.plan, case.as_of, deal.id) or steps_ahead(case, deal):
        return False
    opened = deal.deal.opened
    is_new = opened is not None and opened >= case.ago(case.limits.silence_days)
    return not (is_new or is_ghosted(case, deal) or is_lapsed(case, deal))


def steps_ahead(case: Case, deal: Deal) -> list[NextStep]:
    """The next steps of a deal that have a day from today on."""
    steps = [visit.next for visit in case.plan.visits if visit.next and visit.opportunity in (None, deal.id)]
    return [step for step in steps if step.date is not None and step.date >= case.as_of]


def is_lapsed(case: Case, deal: Deal) -> bool:
    """Whether nothing happened since the last step's day: no-customer-next-step says so, or promise-overdue."""
    if deal.stage == 6 or steps_ahead(case, deal) or is_agreed_ahead(case, deal):
        return False
    return lapsed(case, deal) is not None


def lapsed(case: Case, deal: Deal) -> Visit | None:
    """The deal's last contact, when the day of the next step agreed there has gone by."""
    last = contacts(case, deal)[-1:]
    step = last[0][1].next if last else None
    return last[0][1] if step is not None and step.date is not None and step.date < case.as_of else None


def contacts(case: Case, deal: Deal) -> list[tuple[int, Visit]]:
    """The contacts over a deal that were not in vain, each with its place in the plan, oldest first."""
    found = [
        (at, visit)
        for at, visit in enumerate(case.plan.visits)
        if visit.date <= case.as_of and visit.answered is not YesNo.NO and visit.opportunity in (None, deal.id)
    ]
    return sorted(found, key=lambda one: one[1].date)


@rule("KAM302", "we-always-propose", Severity.WARNING, confidence="medium")
def we_always_propose(case: Case) -> Iterator[Finding]:
    """The last next steps of a deal were all proposed by us."""
    count, seen = case.limits.our_proposals, set()
    for deal in case.deals:
        last = [(at, visit.next) for at, visit in contacts(case, deal) if visit.next is not None][-count:]
        by = {step.proposed_by for _, step in last}
        if len(last) < count or Party.CUSTOMER in by or last[-1][0] in seen:
            continue
        seen.add(last[-1][0])
        path, params = ("visits", last[-1][0], "next", "proposed_by"), {"deal": deal.name, "count": count}
        if by == {Party.US}:
            yield Finding(path, params)
        else:
            yield Finding(path, params, Severity.HINT, "unknown")


@rule("KAM304", "thin-first-visit", Severity.WARNING)
def thin_first_visit(case: Case) -> Iterator[Finding]:
    """Too few of the six items of a first visit, neither then, nor later, nor by what the card knows."""
    listed = [(at, visit) for at, visit in enumerate(case.plan.visits) if visit.checklist and visit.date <= case.as_of]
    covered = known_items(case).union(*(visit.checklist for _, visit in listed))
    if listed and len(covered) < case.limits.checklist_items:
        at, _ = min(listed, key=lambda one: one[1].date)
        missing = [item for item in ChecklistItem if item not in covered]
        params, of = {"count": len(covered), "missing": missing}, each_of(("visits",), (item.value for item in missing))
        yield Finding(("visits", at, "checklist"), params, of=of)


def known_items(case: Case) -> set[ChecklistItem]:
    """What of the six items the plan knows from elsewhere."""
    card = case.plan.account
    known = {
        ChecklistItem.INSTALLED_BASE: card.installed_base,
        ChecklistItem.PROCUREMENT_PROCEDURE: card.procurement,
        ChecklistItem.OWNER_UNIT: card.units.using or card.units.buying,
        ChecklistItem.NEAR_TERM_NEEDS: case.plan.opportunities,
    }
    return {item for item, said in known.items() if said}


@rule("KAM305", "ghosted", Severity.WARNING)
def ghosted(case: Case) -> Iterator[Finding]:
    """We tried again and again, and nobody answered."""
    seen = set()
    for deal in case.deals:
        if is_ghosted(case, deal):
            tries, last = in_vain(case, deal), last_answer(case, deal)
            if tries[-1] in seen:  # tied to no deal, told for the first
                continue
            seen.add(tries[-1])
            params = {"deal": deal.name, "count": len(tries), "date": last}
            yield Finding(("visits", tries[-1], "answered"), params, variant="message" if last else "never")


def is_ghosted(case: Case, deal: Deal) -> bool:
    """Whether so many tries were in vain that it says something."""
    return len(in_vain(case, deal)) >= max(1, case.limits.unanswered)


def last_answer(case: Case, deal: Deal) -> dt.date | None:
    """The day of the last contact over a deal that went both ways."""
    return max((one.date for one in touches(case.plan, case.as_of, deal.id)), default=None)


def in_vain(case: Case, deal: Deal) -> list[int]:
    """The places of our tries since then that nobody answered, oldest first."""
    last = last_answer(case, deal)
    found = [
        (visit.date, at)
        for at, visit in enumerate(case.plan.visits)
        if visit.answered is YesNo.NO
        and visit.initiated_by is not Party.CUSTOMER
        and visit.opportunity in (None, deal.id)
        and (last is None or visit.date > last)
        and visit.date <= case.as_of
    ]
    return [at for _, at in sorted(found)]


@rule("KAM308", "next-step-past", Severity.WARNING, confidence="medium")
def next_step_past(case: Case) -> Iterator[Finding]:
    """A next step with somebody has gone by, and nobody was in touch with them since, nor with others that day."""
    seen = set()
    for deal in case.deals:
        if not is_agreed_ahead(case, deal):
            continue  # no-customer-next-step says so
        for at, visit in contacts(case, deal):
            if at in seen or visit.next is None or not is_forgotten(case, visit, visit.next):
                continue
            seen.add(at)
            who = [name_of(key, case.plan.stakeholders[key]) for key in still_there(case, visit)]
            params = {"what": visit.next.what, "date": visit.next.date, "who": who}
            yield Finding(("visits", at, "next"), params, variant="message" if is_agreed(visit.next) else "open")


def is_forgotten(case: Case, visit: Visit, step: NextStep) -> bool:
    """Whether a step's day has gone by, not long ago, and no contact with these people followed.

    What the customer refused is no step, and of a promise of ours overdue to one of them promise-overdue speaks.
    """
    if step.date is None or step.accepted is YesNo.NO:
        return False
    if not case.ago(case.limits.past_step_days) <= step.date < case.as_of:
        return False
    people = still_there(case, visit)
    after = [one for one in case.plan.visits if visit.date < one.date <= case.as_of and one.answered is not YesNo.NO]
    met = {key for one in after for key in one.with_}
    kept_the_day = any(one.date == step.date for one in after)
    return bool(people) and not kept_the_day and not set(people) & (met | owed(case))


def still_there(case: Case, visit: Visit) -> list[str]:
    """Who was there and has not left since."""
    left = {key: case.plan.stakeholders[key].left for key in visit.with_}
    return [key for key, day in left.items() if day is None or day > case.as_of]


@rule("KAM310", "return-overdue", Severity.WARNING)
def return_overdue(case: Case) -> Iterator[Finding]:
    """A key account without an open deal that nobody called on for longer than its tier allows."""
    tier = case.plan.account.tier
    if case.deals or tier not in RETURN_DAYS:
        return
    path, limit = ("account", "tier"), getattr(case.limits, RETURN_DAYS[tier])
    found = touches(case.plan, case.as_of)
    planned = any(one.next and one.next.date and one.next.date >= case.as_of for one in case.plan.visits)
    if not found:
        yield Finding(path, {"tier": tier}, Severity.HINT, "unknown")
    elif found[-1].date < case.ago(limit) and not planned:
        days = (case.as_of - found[-1].date).days
        yield Finding(path, {"tier": tier, "limit": limit, "date": found[-1].date, "days": days})
