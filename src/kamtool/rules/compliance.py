"""Family compliance (9xx): what must not be in a plan, nor happen (methods.md C)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kamtool.analysis.deal import is_official, name_of
from kamtool.diagnostic import Finding, Path, Severity
from kamtool.model.base import Section
from kamtool.model.expense import Expense
from kamtool.model.values import DocumentTag, ExpenseKind, YesNo
from kamtool.rules.rule import Case, rule

FORBIDDEN = frozenset(
    {
        ExpenseKind.CASH,
        ExpenseKind.GIFT_CARD,
        ExpenseKind.COMMISSION,
        ExpenseKind.TRAVEL,
        ExpenseKind.FAMILY_BENEFIT,
    }
)
# What is always handed to somebody, named or not.
GIVEN = frozenset({ExpenseKind.CASH, ExpenseKind.GIFT_CARD, ExpenseKind.COMMISSION})
BRIBERY = re.compile(r"回扣|好处费|红包|购物卡|帐外|账外|kickbacks?\b|bribes?\b|under the table", re.IGNORECASE)
# What a bidder must not know or hold. Our own bottom price and a tender's published limit are no secrets.
TENDER = re.compile(
    r"标底|(?:评委|评标专家|评标委员会成员)名单|(?:客户|甲方|对方|对手|招标方|采购方|竞争对手)的?底价"
    r"|(?:对手|竞争对手|竞品|别家)的?(?:标书|投标文件|投标报价)"
    r"|\breserve price\b|\b(?:names|list) of (?:the )?(?:evaluators|judges|evaluation committee)\b"
    r"|\b(?:rival|competitor)(?:'s|s'|s)? (?:bid|tender)(?: documents?| files?| price)?\b",
    re.IGNORECASE,
)

# One of these stands in whatever the two patterns find; looking for them first costs a tenth of the patterns.
BRIBERY_SIGNS = ("回扣", "好处费", "红包", "购物卡", "帐外", "账外", "kickback", "bribe", "under")
TENDER_SIGNS = (
    "标底", "名单", "底价", "标书", "投标文件", "投标报价",
    "reserve", "evaluators", "judges", "committee", " bid", " tender",
)  # fmt: skip


WINDOW = 60  # characters on either side of a sign; no pattern reaches further


def speaks(case: Case, signs: tuple[str, ...], words: re.Pattern[str]) -> bool:
    """Whether a plan's file may say these words, folded lines read as one; an escape may hide any."""
    if "\\" in case.text:
        return True
    here = [sign for sign in signs if sign in case.lowered]
    folded = " ".join(case.lowered.split()) if here else ""
    return any(words.search(folded, max(0, at - WINDOW), at + WINDOW) for sign in here for at in places(folded, sign))


def places(text: str, sign: str) -> Iterator[int]:
    """Where a sign stands in a text."""
    at = text.find(sign)
    while at != -1:
        yield at
        at = text.find(sign, at + 1)


@rule("KAM901", "personal-benefit", Severity.ERROR, profile="basic")
def personal_benefit(case: Case) -> Iterator[Finding]:
    """Money or a benefit for a person at the customer, or words that speak of one."""
    for at, expense in enumerate(case.plan.expenses):
        yield from bad_expense(case, ("expenses", at), expense)
    if speaks(case, BRIBERY_SIGNS, BRIBERY):
        for path, text in strings(case.plan):
            if BRIBERY.search(text):
                yield Finding(path, {}, variant="words")


@rule("KAM903", "tender-secret", Severity.ERROR, confidence="medium", profile="basic")
def tender_secret(case: Case) -> Iterator[Finding]:
    """An internal document that nobody allowed us to hold, or words that speak of a tender's secrets."""
    for at, document in enumerate(case.plan.documents):
        path: Path = ("documents", at, "tag")
        params = {"title": document.title}
        if document.authorised_by or TENDER.search(document.title):
            continue
        if document.tag is DocumentTag.INTERNAL:
            yield Finding(path, params)
        elif document.tag is DocumentTag.AUTHORISED:
            yield Finding(path, params, Severity.HINT, "unknown")
    if speaks(case, TENDER_SIGNS, TENDER):
        for path, text in strings(case.plan):
            if TENDER.search(text):
                yield Finding(path, {}, variant="words")


def bad_expense(case: Case, path: Path, expense: Expense) -> Iterator[Finding]:
    """What is wrong with one expense, said once."""
    people = [(key, case.plan.stakeholders[key]) for key in expense.to]
    params = {"kind": expense.kind, "who": [name_of(key, person) for key, person in people]}
    official = {is_official(case.plan, person) for _, person in people}
    if not people and expense.kind in GIVEN:
        yield Finding((*path, "kind"), params, Severity.HINT, "whom")
    elif people and expense.kind in FORBIDDEN:
        yield Finding((*path, "kind"), params, variant="kind")
    elif YesNo.YES in official and expense.amount is not None and expense.amount > case.limits.official_limit:
        yield Finding((*path, "amount"), {**params, "limit": case.limits.official_limit}, variant="limit")
    elif YesNo.YES in official and not expense.approval:
        yield Finding(path, params, variant="approval")
    elif YesNo.UNKNOWN in official:
        yield Finding((*path, "to"), params, Severity.HINT, "unknown")


def strings(value: object, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Every text of a section, with its path as the file writes it."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Section):
        for name, field in type(value).model_fields.items():
            if name in value.model_fields_set:
                yield from strings(getattr(value, name), (*path, field.alias or name))
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from strings(str(key), (*path, str(key)))
            yield from strings(one, (*path, str(key)))
    elif isinstance(value, tuple):
        for at, one in enumerate(value):
            yield from strings(one, (*path, at))
