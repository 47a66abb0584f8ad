"""Family deal (2xx): why the customer buys, with which money, how it decides, and whether the deal says what it is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kamtool.analysis.deal import touches
from kamtool.analysis.qualification import SECURED, answer
from kamtool.analysis.roles import MINIMUM
from kamtool.analysis.tender import is_tender
from kamtool.diagnostic import Finding, Severity, each_of
from kamtool.model.opportunity import Decision, Opportunity
from kamtool.model.values import Budget, Criterion, DecisionMode, Source, YesNo
from kamtool.rules.coverage import unmet_top
from kamtool.rules.rule import Case, Deal, rule
from kamtool.rules.words import strings

PRICE = (
    r"(?<!评)价(?!值)|费用|成本|预算|折扣|账期|付款"
    r"|\b(?:pric(?:e|es|ed|ing)|quot(?:e|es|ed|ations?)|costs?|budget|discounts?|fees?)\b"
)
# That money was not talked about, which says nothing of a price.
UNSPOKEN = (
    r"(?:没有?|未|尚未|不)(?:再)?(?:谈|提|说|聊|问|报|讲)(?:到|过|及|起)?(?:价格?|报价|费用|成本|预算|付款)"
    r"|(?:价格?|报价|费用|成本|预算|付款)(?:一直|都|还|也)*(?:没有?|未|尚未|不)(?:谈|提|说|聊|问|报|讲)"
    r"|\b(?:pric(?:e|es|ing)|costs?|budget)\b(?: \w+)? (?:not|never)\b(?: \w+){0,2} (?:discussed|raised|mentioned)\b"
    r"|\b(?:no (?:talk|word|mention)|(?:not|never)(?: yet)? (?:discussed|raised|mentioned|talked))(?: \w+){0,2} "
    r"(?:pric(?:e|es|ing)|costs?|budget)\b"
)


@rule("KAM201", "no-compelling-event", Severity.WARNING, profile="basic")
def no_compelling_event(case: Case) -> Iterator[Finding]:
    """Nothing makes the customer act by a day, or nobody has asked, or what happens otherwise is not known."""
    for deal in case.deals:
        event, answered = deal.deal.compelling_event, answer(deal.deal, Criterion.COMPELLING_EVENT).value
        if deal.stage == 6 or answered is YesNo.NO:  # bought; or pursuing-failed says so
            continue
        path, params = ("opportunities", deal.id, "compelling_event"), {"deal": deal.name}
        value = answered if event.value is YesNo.UNKNOWN else event.value
        if value is YesNo.NO:
            yield Finding(path, params, Severity.ERROR if deal.stage >= 4 else Severity.WARNING)
        elif value is YesNo.UNKNOWN:
            severity = Severity.WARNING if deal.stage >= 4 else Severity.HINT
            yield Finding(path, params, severity, "unknown")
        elif event.by is not None and event.by < case.as_of:
            yield Finding((*path, "by"), {**params, "date": event.by}, variant="passed")
        elif event.consequence is None:
            severity = asked_at(deal) if deal.stage < 4 or event.by else Severity.ERROR
            yield Finding(path, params, severity, "consequence")
        elif event.by is None:
            yield Finding(path, params, asked_at(deal), "deadline")
        elif event.date is None:
            yield Finding(path, params, Severity.HINT, "undated")


def asked_at(deal: Deal) -> Severity:
    """What is missing is a question until the shortlist, and a warning from there on."""
    return Severity.WARNING if deal.stage >= 3 else Severity.HINT


@rule("KAM202", "budget-unconfirmed", Severity.ERROR)
def budget_unconfirmed(case: Case) -> Iterator[Finding]:
    """Vendors are compared or chosen, and the customer has not said that there is money."""
    for deal in case.deals:
        finding = budget_gap(deal)
        if finding is not None:
            yield finding


def budget_gap(deal: Deal) -> Finding | None:
    """What a deal's budget lacks from evaluation on, unless the qualification has the answer."""
    budget, funds = deal.deal.budget, answer(deal.deal, Criterion.ACCESS_TO_FUNDS).value
    if deal.stage not in (4, 5) or funds is YesNo.NO:  # pursuing-failed says so
        return None
    path = ("opportunities", deal.id, "budget")
    params = {"deal": deal.name, "stage": deal.deal.stage, "budget": budget.value, "source": budget.source}
    if budget.value is Budget.UNKNOWN:
        return None if funds is YesNo.YES else Finding(path, params, Severity.WARNING, "unknown")
    if budget.value not in SECURED:
        return Finding(path, params)
    if budget.source is Source.UNKNOWN:
        return Finding(path, params, Severity.WARNING, "unsourced")
    return None if budget.source is Source.CUSTOMER else Finding(path, params, variant="hearsay")


@rule("KAM205", "ahead-of-customer", Severity.ERROR)
def ahead_of_customer(case: Case) -> Iterator[Finding]:
    """Our step needs a stage that the customer has not reached."""
    for deal in case.deals:
        step, stage = deal.deal.step, deal.deal.stage
        needed = MINIMUM.get(step) if step else None
        if stage is not None and needed is not None and stage.number < needed.number:
            params = {"deal": deal.name, "step": step, "stage": stage, "needed": needed}
            yield Finding(("opportunities", deal.id, "step"), params)


@rule("KAM207", "process-unknown", Severity.WARNING)
def process_unknown(case: Case) -> Iterator[Finding]:
    """The shortlist is reached, and how the customer decides is not known, or only in part; or nobody met who does."""
    for deal in case.deals:
        missing, top = unknown_of(deal.deal.decision), unmet_top(case, deal)
        path, params = ("opportunities", deal.id, "decision"), {"deal": deal.name, "fields": missing}
        if top:
            who, of = [part.name for part in top], each_of((*path, "level"), (part.id for part in top))
            yield Finding((*path, "level"), {"deal": deal.name, "who": who}, variant="top", of=of)
        if deal.stage not in (3, 4, 5) or not missing:
            continue
        if not deal.deal.decision.model_fields_set:
            yield Finding(path, params, Severity.HINT, "unknown")
        else:
            yield Finding(path, params, of=each_of(path, missing))


def unknown_of(decision: Decision) -> list[str]:
    """The fields of a decision that say nothing; one person needs no rule, a milestone without a day is none."""
    said = {
        "kind": decision.kind,
        "mode": decision.mode,
        "rule": decision.rule or decision.mode is DecisionMode.INDIVIDUAL,
        "milestones": any(one.date for one in decision.milestones),
    }
    return [field for field, value in said.items() if not value]


@rule("KAM210", "price-unspoken", Severity.HINT, confidence="low")
def price_unspoken(case: Case) -> Iterator[Finding]:
    """Vendors are compared or chosen, and no note of the deal speaks of money."""
    for deal in case.deals:
        if deal.stage not in (4, 5) or not touches(case.plan, case.as_of, deal.id):
            continue
        visits = tuple(one for one in case.plan.visits if one.opportunity in (None, deal.id))
        notes = (*notes_of(deal.deal), visits, case.plan.promises, case.plan.documents)
        if not any(speaks_of_price(text) for _, text in strings(notes)):
            params = {"deal": deal.name, "stage": deal.deal.stage}
            variant = "tender" if is_tender(case.plan, deal.id) else "message"
            yield Finding(("opportunities", deal.id), params, variant=variant)


def notes_of(deal: Opportunity) -> tuple[object, ...]:
    """What a deal notes of the talks themselves: neither its name nor what the customer needs."""
    criteria = tuple((one.name, one.evidence) for one in deal.criteria)
    answers = tuple(one.evidence for some in deal.qualification.values() for one in some.values())
    return criteria, answers, deal.budget.evidence, deal.give_get, deal.close_plan, deal.note


def speaks_of_price(text: str) -> bool:
    """Whether a note tells of a talk about money; that it was not talked about is none."""
    return re.search(PRICE, re.sub(UNSPOKEN, "", text, flags=re.IGNORECASE), re.IGNORECASE) is not None


@rule("KAM217", "no-stage", Severity.HINT, profile="basic")
def no_stage(case: Case) -> Iterator[Finding]:
    """An open deal that does not say how far the customer is."""
    for deal in case.deals:
        if deal.deal.stage is None:
            yield Finding(("opportunities", deal.id, "stage"), {"deal": deal.name})


@rule("KAM218", "no-value", Severity.HINT)
def no_value(case: Case) -> Iterator[Finding]:
    """The shortlist is reached, and the deal has no amount or no date."""
    for deal in case.deals:
        amount, close = deal.deal.value.amount is not None, deal.deal.close.date is not None
        path, params = ("opportunities", deal.id), {"deal": deal.name}
        if deal.stage not in (3, 4, 5) or (amount and close):
            continue
        if amount:
            yield Finding((*path, "close"), params, variant="close")
        elif close:
            yield Finding((*path, "value"), params, variant="amount")
        else:
            yield Finding(path, params)
