"""The account on a page: its deals, people, rivals, debts both ways, money, and what nobody knows yet (A12 to A16)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from kamtool.analysis.deal import is_touch, plan_currency
from kamtool.analysis.debts import Debt, Kept, OpenIssue, actions, issues, kept, person_names, promises
from kamtool.analysis.expectation import Expected, expectations
from kamtool.analysis.overview import Counts, Money, days_since
from kamtool.analysis.standing import DealLine, People, deal_lines, people
from kamtool.model.plan import Plan
from kamtool.model.values import (
    AccountRelationship,
    Channel,
    DealStatus,
    OrganizationType,
    Party,
    Tier,
)

SOON = 60


class Question(StrEnum):
    """What a page asks for when the plan does not say it."""

    DEALS = "deals"
    PEOPLE = "people"
    VISITS = "visits"
    RIVALS = "rivals"
    ECONOMICS = "economics"
    COST = "cost"
    TYPE = "type"
    TIER = "tier"
    OWNER = "owner"
    REVIEWED = "reviewed"


@dataclass(frozen=True, slots=True)
class Year:
    """One year's figures; *after_cost* is gross profit less the cost to serve."""

    year: int
    revenue: Money | None
    gross_profit: Money | None
    after_cost: Money | None


@dataclass(frozen=True, slots=True)
class Rival:
    """A rival: what it is strong and weak in, and who at the customer stands with it."""

    id: str
    name: str
    strengths: tuple[str, ...]
    weaknesses: tuple[str, ...]
    allies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Contact:
    """A two-way contact, and what was agreed then."""

    date: dt.date
    days: int
    channel: Channel
    people: tuple[str, ...]
    agreed: str | None
    proposed_by: Party | None


@dataclass(frozen=True, slots=True)
class Expiring:
    """A registration that runs out soon (*days* ahead) or ran out with none after it (*days* below zero)."""

    dealer: str
    until: dt.date
    days: int


@dataclass(frozen=True, slots=True)
class Closed:
    """A deal that is over."""

    name: str
    status: DealStatus
    value: Money | None
    date: dt.date | None


@dataclass(frozen=True, slots=True)
class Page:
    """One account on a page, as of a day."""

    id: str
    name: str
    as_of: dt.date
    type: OrganizationType
    industry: str | None
    tier: Tier
    owner: str | None
    reviewed: dt.date | None
    days_reviewed: int | None
    relationship: AccountRelationship
    findings: Counts
    deals: tuple[DealLine, ...]
    closed: tuple[Closed, ...]
    people: People
    contacts: tuple[Contact, ...]
    rivals: tuple[Rival, ...]
    we_owe: tuple[Debt, ...]
    they_owe: tuple[Debt, ...]
    our_word: Kept
    their_word: Kept
    actions: tuple[Debt, ...]
    issues: tuple[OpenIssue, ...]
    years: tuple[Year, ...]
    expiring: tuple[Expiring, ...]
    expected: tuple[Expected, ...]
    not_known: tuple[Question, ...]


def page(plan: Plan, key: str, as_of: dt.date, findings: Counts) -> Page:
    """Everything the page of the account *key* says."""
    account = plan.account
    years = economics(plan)
    return Page(
        id=key,
        name=account.name,
        as_of=as_of,
        type=account.type,
        industry=account.industry,
        tier=account.tier,
        owner=plan.lead,
        reviewed=plan.reviewed,
        days_reviewed=days_since(plan.reviewed, as_of),
        relationship=account.relationship.value,
        findings=findings,
        deals=deal_lines(plan, as_of),
        closed=closed(plan),
        people=people(plan, as_of),
        contacts=contacts(plan, as_of),
        rivals=rivals(plan),
        we_owe=promises(plan, Party.US, as_of),
        they_owe=promises(plan, Party.CUSTOMER, as_of),
        our_word=kept(plan, Party.US, as_of),
        their_word=kept(plan, Party.CUSTOMER, as_of),
        actions=actions(plan, as_of),
        issues=issues(plan, as_of),
        years=years,
        expiring=expiring(plan, as_of),
        expected=expectations(plan, as_of),
        not_known=tuple(not_known(plan, years)),
    )


def contacts(plan: Plan, as_of: dt.date) -> tuple[Contact, ...]:
    """The contacts that went both ways, the latest first."""
    found = [
        Contact(
            date=one.date,
            days=(as_of - one.date).days,
            channel=one.channel,
            people=person_names(plan, one.with_),
            agreed=one.next.what if one.next else None,
            proposed_by=one.next.proposed_by if one.next else None,
        )
        for one in plan.visits
        if one.date <= as_of and is_touch(one)
    ]
    return tuple(sorted(found, key=lambda one: one.date, reverse=True))


def rivals(plan: Plan) -> tuple[Rival, ...]:
    """The rivals; staying as it is comes last."""
    found = [
        Rival(key, one.name or key, one.strengths, one.weaknesses, person_names(plan, one.allies))
        for key, one in plan.competitors.items()
    ]
    return tuple(sorted(found, key=lambda one: one.id == "status_quo"))


def economics(plan: Plan) -> tuple[Year, ...]:
    """The figures of each year, the latest first."""
    own = plan_currency(plan)

    def money(amount: Decimal | None, currency: str | None) -> Money | None:
        return None if amount is None else Money(amount, currency or own)

    found = []
    for one in plan.account.economics:
        known = one.gross_profit is not None and one.cost_to_serve is not None
        after = (one.gross_profit or Decimal(0)) - (one.cost_to_serve or Decimal(0)) if known else None
        figures = (money(amount, one.currency) for amount in (one.revenue, one.gross_profit, after))
        found.append(Year(one.year, *figures))
    return tuple(sorted(found, key=lambda one: -one.year))


def expiring(plan: Plan, as_of: dt.date) -> tuple[Expiring, ...]:
    """The registrations that run out within SOON days, or ran out while the dealer has no newer one."""
    last: dict[tuple[str, str | None], dt.date] = {}
    for one in plan.registrations:
        if one.valid_until is not None:
            key = (one.dealer, one.opportunity)
            last[key] = max(one.valid_until, last.get(key, one.valid_until))
    found = [Expiring(dealer, until, (until - as_of).days) for (dealer, _), until in last.items()]
    return tuple(sorted((one for one in found if one.days <= SOON), key=lambda one: one.until))


def closed(plan: Plan) -> tuple[Closed, ...]:
    """The deals that are over, the latest first."""
    own = plan_currency(plan)
    found = [
        Closed(
            one.name or key,
            one.status,
            None if one.value.amount is None else Money(one.value.amount, one.value.currency or own),
            one.closed,
        )
        for key, one in plan.opportunities.items()
        if one.status is not DealStatus.OPEN
    ]
    return tuple(sorted(found, key=lambda one: one.date or dt.date.min, reverse=True))


def not_known(plan: Plan, years: tuple[Year, ...]) -> list[Question]:
    """The sections that are empty and the facts that are missing, what matters most first."""
    account = plan.account
    missing = {
        Question.DEALS: not plan.opportunities,
        Question.PEOPLE: not plan.stakeholders,
        Question.VISITS: not plan.visits,
        Question.RIVALS: not plan.competitors,
        Question.ECONOMICS: not years,
        Question.COST: bool(years) and years[0].after_cost is None,
        Question.TYPE: account.type is OrganizationType.UNKNOWN,
        Question.TIER: account.tier is Tier.UNKNOWN,
        Question.OWNER: plan.lead is None,
        Question.REVIEWED: plan.reviewed is None,
    }
    return [question for question, asked in missing.items() if asked]
