"""Family compliance (9xx): what must not be in a plan, nor happen (methods.md C)."""

from __future__ import annotations

from collections.abc import Iterator

from kamtool.analysis.deal import is_official, name_of, names_somebody
from kamtool.diagnostic import Finding, Path, Severity
from kamtool.model.expense import Expense
from kamtool.model.values import DocumentTag, ExpenseKind, YesNo
from kamtool.rules.rule import REFUSED, WORDS, Case, rule
from kamtool.rules.words import is_refusal

FORBIDDEN = frozenset(
    {
        ExpenseKind.CASH,
        ExpenseKind.GIFT_CARD,
        ExpenseKind.COMMISSION,
        ExpenseKind.TRAVEL,
        ExpenseKind.FAMILY_BENEFIT,
    }
)


@rule("KAM901", "personal-benefit", Severity.ERROR, profile="basic", whole=True)
def personal_benefit(case: Case) -> Iterator[Finding]:
    """Money or a benefit for a person at the customer, or words that speak of one."""
    for at, expense in enumerate(case.plan.expenses):
        yield from bad_expense(case, ("expenses", at), expense)
    for at, issue in enumerate(case.plan.issues):
        given = issue.compensation
        if given is not None and names_somebody(case.plan, given.kind):
            params = {"what": issue.what, "kind": given.kind}
            yield Finding(("issues", at, "compensation", "kind"), params, Severity.WARNING, "compensation")
    for path, text in case.bribery:
        if is_refusal(case.words.bribery, text):
            yield Finding(path, {}, Severity.HINT, REFUSED)
        else:
            yield Finding(path, {}, variant=WORDS)


@rule("KAM903", "tender-secret", Severity.ERROR, confidence="medium", profile="basic", whole=True)
def tender_secret(case: Case) -> Iterator[Finding]:
    """An internal document that nobody allowed us to hold, or words that speak of a tender's secrets."""
    for at, document in enumerate(case.plan.documents):
        path: Path = ("documents", at, "tag")
        params = {"title": document.title}
        if document.authorised_by or case.words.tender.search.search(document.title):
            continue
        if document.tag is DocumentTag.INTERNAL:
            yield Finding(path, params)
        elif document.tag is DocumentTag.AUTHORISED:
            yield Finding(path, params, Severity.HINT, "unknown")
    for path, _ in case.tender:
        yield Finding(path, {}, variant=WORDS)


def bad_expense(case: Case, path: Path, expense: Expense) -> Iterator[Finding]:
    """What is wrong with one expense, said once."""
    people = [(key, case.plan.stakeholders[key]) for key in expense.to]
    params = {"kind": expense.kind, "who": [name_of(key, person) for key, person in people]}
    official = {is_official(case.plan, person) for _, person in people}
    if not people and expense.kind in FORBIDDEN:
        yield Finding((*path, "kind"), params, Severity.HINT, "whom")
    elif expense.kind in FORBIDDEN:
        yield Finding((*path, "kind"), params, variant="kind")
    elif YesNo.YES in official and expense.amount is not None and expense.amount > case.limits.official_limit:
        yield Finding((*path, "amount"), {**params, "limit": case.limits.official_limit}, variant="limit")
    elif YesNo.YES in official and not expense.approval:
        yield Finding(path, params, variant="approval")
    elif YesNo.YES in official and expense.amount is None:
        yield Finding(path, {**params, "limit": case.limits.official_limit}, Severity.HINT, "worth")
    elif YesNo.UNKNOWN in official:
        yield Finding((*path, "to"), params, Severity.HINT, "unknown")
    elif not expense.approval and expense.amount != 0:
        yield Finding(path, params, Severity.HINT, "unapproved")
