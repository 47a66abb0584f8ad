"""访问履历卡: every contact, who proposes what comes next, the first visit's checklist, returns, satisfaction (A14)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kamtool.analysis.deal import is_touch, name_of
from kamtool.analysis.debts import person_names
from kamtool.analysis.next_steps import Agreed, Fate, Grade, agreed, grade
from kamtool.analysis.returns import Return, returns
from kamtool.analysis.tender import any_tender
from kamtool.model.plan import Plan
from kamtool.model.values import Channel, ChecklistItem, Party, Tier, YesNo
from kamtool.model.visit import Visit

LAST = 5
MONTHS = 6
TELLS = (ChecklistItem.COMPANY_INTRO, ChecklistItem.PRODUCT_SHEET)


@dataclass(frozen=True, slots=True)
class Card:
    """One contact; *two_way* tells whether it counts as one, *grade* who moves next."""

    date: dt.date
    days: int
    channel: Channel
    deal: str | None
    people: tuple[str, ...]
    ours: tuple[str, ...]
    initiated_by: Party | None
    answered: YesNo
    two_way: bool
    purpose: str | None
    facts: tuple[str, ...]
    outcome: str | None
    satisfaction: int | None
    next: Agreed | None
    grade: Grade


@dataclass(frozen=True, slots=True)
class Proposals:
    """The last contacts that went both ways, the latest first: in how many the customer proposed what comes next.

    *of* counts those of which it is known; *ours_in_a_row* how many of the latest ended with our proposal.
    """

    grades: tuple[Grade, ...]
    by_customer: int
    of: int
    ours_in_a_row: int


@dataclass(frozen=True, slots=True)
class Item:
    """One item of the first-visit checklist: the day it was first done, and whether the plan knows it anyway."""

    item: ChecklistItem
    tell: bool
    done: dt.date | None
    known: bool

    @property
    def is_left(self) -> bool:
        """Whether it still has to be told or asked."""
        return self.done is None and not self.known


@dataclass(frozen=True, slots=True)
class Checklist:
    """Two things to tell and four to ask: *first* of six on the *day* of the first visit, *items* by now.

    *first* is ``None`` when that visit has no checklist; *known* tells whether any contact has one.
    """

    day: dt.date | None
    first: int | None
    known: bool
    items: tuple[Item, ...]

    @property
    def now(self) -> int:
        """How many of the six by now."""
        return sum(one.done is not None for one in self.items)


@dataclass(frozen=True, slots=True)
class Mark:
    """How satisfied they said they were, 1 to 5."""

    date: dt.date
    value: int
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Month:
    """How many contacts went both ways in a month."""

    month: str
    contacts: int


@dataclass(frozen=True, slots=True)
class Visits:
    """The history of an account, of one deal, or with one person; *every* is the cadence in days, if the tier has one.

    *tender*: a tender decides an open deal.
    *open_steps* are the steps whose day has passed and of which the plan says nothing, or that are still owed.
    """

    account: str
    deal: str | None
    person: str | None
    as_of: dt.date
    tier: Tier
    every: int | None
    cards: tuple[Card, ...]
    months: tuple[Month, ...]
    proposals: Proposals
    open_steps: tuple[Card, ...]
    checklist: Checklist
    returns: tuple[Return, ...]
    silent_after: int
    satisfaction: tuple[Mark, ...]
    tender: bool

    @property
    def late(self) -> tuple[Return, ...]:
        """Whom to see again before anybody else."""
        return tuple(one for one in self.returns if one.late)

    @property
    def unanswered(self) -> tuple[Return, ...]:
        """Who has not answered us since we last spoke."""
        return tuple(one for one in self.returns if one.unanswered)


def visits(
    plan: Plan,
    deal: str | None,
    as_of: dt.date,
    cadence: Mapping[Tier, int],
    silent_after: int,
    person: str | None = None,
) -> Visits:
    """The history up to a day; with *deal* what belongs to it or to no deal, with *person* what they took part in.

    *cadence* are the days until a return by tier; *silent_after* so many attempts without an answer is silence.
    """
    mine = [
        one
        for one in plan.visits
        if one.date <= as_of
        and (deal is None or one.opportunity in (None, deal))
        and (person is None or person in one.with_)
    ]
    mine.sort(key=lambda one: one.date, reverse=True)
    cards = tuple(card(plan, one, as_of) for one in mine)
    return Visits(
        account=plan.account.name,
        deal=deal_name(plan, deal),
        person=name_of(person, plan.stakeholders[person]) if person else None,
        as_of=as_of,
        tier=plan.account.tier,
        every=cadence.get(plan.account.tier),
        cards=cards,
        months=months(cards, as_of),
        proposals=proposals(cards),
        open_steps=tuple(one for one in cards if one.next and one.next.fate in (Fate.SILENT, Fate.OWED)),
        checklist=checklist(plan, mine),
        returns=returns(plan, mine, as_of, cadence, person),
        silent_after=silent_after,
        satisfaction=tuple(
            Mark(one.date, one.satisfaction, one.people) for one in cards if one.satisfaction is not None
        ),
        tender=any_tender(plan),
    )


def deal_name(plan: Plan, deal: str | None) -> str | None:
    """What to call a deal by id."""
    return None if deal is None else plan.opportunities[deal].name or deal


def card(plan: Plan, visit: Visit, as_of: dt.date) -> Card:
    """One contact with names, its next step and what became of that."""
    return Card(
        date=visit.date,
        days=(as_of - visit.date).days,
        channel=visit.channel,
        deal=deal_name(plan, visit.opportunity),
        people=person_names(plan, visit.with_),
        ours=person_names(plan, visit.by),
        initiated_by=visit.initiated_by,
        answered=visit.answered,
        two_way=is_touch(visit),
        purpose=visit.purpose,
        facts=visit.facts,
        outcome=visit.outcome,
        satisfaction=visit.satisfaction,
        next=agreed(plan, visit, as_of),
        grade=grade(plan, visit.next),
    )


def proposals(cards: Iterable[Card]) -> Proposals:
    """Who proposed the next step in the last contacts that went both ways."""
    grades = [one.grade for one in cards if one.two_way]
    ours = (Grade.US_PROPOSED_ACCEPTED, Grade.US_PROPOSED_OPEN)
    row = next((at for at, one in enumerate(grades) if one not in ours), len(grades))
    last = grades[:LAST]
    known = [one for one in last if one is not Grade.UNKNOWN]
    return Proposals(tuple(last), known.count(Grade.CUSTOMER_PROPOSED), len(known), row)


def checklist(plan: Plan, visits: Sequence[Visit]) -> Checklist:
    """The six items of a first visit on site; *visits* come latest first."""
    card = known_items(plan)
    oldest = list(reversed(visits))
    first = next((one for one in oldest if one.channel is Channel.VISIT), None)
    days: dict[ChecklistItem, dt.date] = {}
    for one in oldest:
        for item in one.checklist:
            days.setdefault(item, one.date)
    return Checklist(
        day=first.date if first else None,
        first=len(set(first.checklist)) if first and "checklist" in first.model_fields_set else None,
        known=any("checklist" in one.model_fields_set for one in visits),
        items=tuple(Item(item, item in TELLS, days.get(item), item in card) for item in ChecklistItem),
    )


def known_items(plan: Plan) -> frozenset[ChecklistItem]:
    """What of the four asks the plan knows, whoever asked it."""
    card = plan.account
    said = {
        ChecklistItem.INSTALLED_BASE: card.installed_base,
        ChecklistItem.PROCUREMENT_PROCEDURE: card.procurement,
        ChecklistItem.OWNER_UNIT: card.units.using or card.units.buying,
        ChecklistItem.NEAR_TERM_NEEDS: plan.opportunities,
    }
    return frozenset(item for item, known in said.items() if known)


def months(cards: Iterable[Card], as_of: dt.date) -> tuple[Month, ...]:
    """The last months with the contacts in each, the latest first, back to the first contact at most."""
    held = [one.date.year * 12 + one.date.month - 1 for one in cards if one.two_way]
    now = as_of.year * 12 + as_of.month - 1
    back = range(now, max(now - MONTHS, min(held, default=now) - 1), -1)
    return tuple(Month(f"{at // 12:04}-{at % 12 + 1:02}", held.count(at)) for at in back)
