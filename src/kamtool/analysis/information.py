"""信息链: what has to be known of a deal in five links, and how much of it is confirmed, by whom (methods.md A9).

Confirmed is what two sources say, or one of the customer's people or a document; all else is hearsay.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from kamtool.analysis.comparison import NOTHING_BOUGHT
from kamtool.analysis.deal import NOBODY, VERIFIED, Part, name_of, parts, touches
from kamtool.analysis.qualification import US, answer
from kamtool.analysis.rivals import rival_name, rivals
from kamtool.model.base import Judgement
from kamtool.model.opportunity import Opportunity
from kamtool.model.plan import Plan
from kamtool.model.values import (
    Attitude,
    AuthorityProof,
    Budget,
    ChecklistItem,
    Criterion,
    Influence,
    NeedLayer,
    NeedStatus,
    Role,
    YesNo,
)

ENOUGH = 60
DECIDING = frozenset({Role.DECIDER, Role.APPROVER})
WRITTEN = frozenset({AuthorityProof.APPROVAL_MATRIX, AuthorityProof.SIGNED_BEFORE})


class Link(StrEnum):
    """The five links."""

    PARTICIPANTS = "participants"
    NEEDS_ENVIRONMENT = "needs_environment"
    BUDGET = "budget"
    PROCESS_TIMING = "process_timing"
    COMPETITION = "competition"


class Origin(StrEnum):
    """Where something is known from."""

    CUSTOMER = "customer"
    DOCUMENT = "document"
    THIRD_PARTY = "third_party"
    US = "us"
    UNKNOWN = "unknown"


class State(StrEnum):
    """Whether something is confirmed, only heard, or not known."""

    CONFIRMED = "confirmed"
    HEARD = "heard"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Voice:
    """One source of one thing, with the person's name where the plan has it."""

    origin: Origin
    who: str | None = None
    date: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to know: *key* tells what, *about* which person or rival; *voices* are those who say it."""

    key: str
    about: str | None
    state: State
    voices: tuple[Voice, ...]


@dataclass(frozen=True, slots=True)
class Links:
    """One link: confirmed of required."""

    link: Link
    items: tuple[Item, ...]
    confirmed: int
    heard: int
    required: int

    @property
    def percent(self) -> int:
        """Confirmed in percent of required, rounded down."""
        return 100 * self.confirmed // self.required

    @property
    def is_enough(self) -> bool:
        """Whether as much is confirmed as the first gate asks for."""
        return self.percent >= ENOUGH


def information(plan: Plan, key: str, as_of: dt.date) -> tuple[Links, ...]:
    """The five links of one deal."""
    deal, people = plan.opportunities[key], parts(plan, key, as_of)
    found: dict[Link, Iterable[Item]] = {
        Link.PARTICIPANTS: participants(plan, key, people, as_of),
        Link.NEEDS_ENVIRONMENT: needs(plan, key, deal, as_of),
        Link.BUDGET: money(deal, people),
        Link.PROCESS_TIMING: process(deal),
        Link.COMPETITION: competition(plan, key, deal, people),
    }
    return tuple(counted(link, tuple(items)) for link, items in found.items())


def counted(link: Link, items: tuple[Item, ...]) -> Links:
    """A link with its sums."""
    states = [one.state for one in items]
    return Links(link, items, states.count(State.CONFIRMED), states.count(State.HEARD), len(items))


def item(key: str, about: str | None, voices: Iterable[Voice]) -> Item:
    """A thing to know, by who says it."""
    heard = tuple(dict.fromkeys(voices))
    origins = {one.origin for one in heard}
    if not heard:
        return Item(key, about, State.MISSING, ())
    firm = origins & {Origin.CUSTOMER, Origin.DOCUMENT} or len(origins - {Origin.UNKNOWN}) > 1
    return Item(key, about, State.CONFIRMED if firm else State.HEARD, heard)


def matters(part: Part) -> bool:
    """Whether a person has to be known in full: whose word weighs, who decides, and whose weight is not known."""
    return (
        part.has_power or bool(DECIDING & set(part.roles)) or (part.influence is Influence.UNKNOWN and bool(part.roles))
    )


def participants(plan: Plan, key: str, people: tuple[Part, ...], as_of: dt.date) -> Iterator[Item]:
    """The five questions about each person who matters; once without a person when nobody is listed."""
    who = [one for one in people if matters(one)]
    if not who:
        yield from (item(one, None, ()) for one in ("role", "support", "weight", "want", "rivals"))
    met = {person for visit in touches(plan, as_of) for person in visit.with_}
    for part in who:
        proofs = list(proven(part))
        seen = [Voice(Origin.CUSTOMER, part.name)] if part.id in met and not DECIDING & set(part.roles) else []
        yield item("role", part.name, [*proofs, *seen, Voice(Origin.UNKNOWN)] if part.roles else ())
        told = part.attitude.value is not Attitude.UNKNOWN
        yield item("support", part.name, said(part.attitude) if told else ())
        lines = [
            Voice(Origin(one.source.value), None, one.date) for one in plan.relations if part.id in (one.from_, one.to)
        ]
        yield item(
            "weight", part.name, () if part.influence is Influence.UNKNOWN else [*proofs, *lines, Voice(Origin.UNKNOWN)]
        )
        yield item("want", part.name, wants(plan, key, part))
        yield item("rivals", part.name, stances(plan, key, part.id))


def proven(part: Part) -> Iterator[Voice]:
    """What the authority of a person rests on, titles and their own word left out."""
    for one in part.authority.evidence:
        if one.kind in VERIFIED:
            yield Voice(Origin.DOCUMENT if one.kind in WRITTEN else Origin.CUSTOMER, None, one.date)


def said(found: Judgement[Attitude]) -> Iterator[Voice]:
    """Who says what a judgement holds, now and before."""
    yield Voice(Origin(found.source.value), None, found.date)
    for one in found.history:
        if one.value is found.value:
            yield Voice(Origin(one.source.value), None, one.date)


def wants(plan: Plan, key: str, part: Part) -> Iterator[Voice]:
    """What a person buys by: a need of the deal they confirmed, or needs written at the person."""
    for one in plan.opportunities[key].needs:
        if part.id in one.confirmed_by:
            yield Voice(Origin.CUSTOMER, part.name, one.date)
    needs = [*part.needs.personal.values(), *part.needs.organization.values()]
    if any(one.status is not NeedStatus.UNKNOWN for one in needs):
        yield Voice(Origin.UNKNOWN)


def stances(plan: Plan, key: str, person: str) -> Iterator[Voice]:
    """Who says how a person sees the rivals."""
    here = plan.opportunities[key].participants.get(person, NOBODY)
    found = {**plan.stakeholders[person].attitudes, **here.attitudes}
    for vendor, one in found.items():
        if vendor != US and one.value is not Attitude.UNKNOWN:
            yield from said(one)
    if any(person in one.allies for one in plan.competitors.values()):
        yield Voice(Origin.UNKNOWN)


def needs(plan: Plan, key: str, deal: Opportunity, as_of: dt.date) -> Iterator[Item]:
    """Three layers of need, the criteria, the reason to act, how they buy."""
    for layer in NeedLayer:
        voices: list[Voice] = []
        for one in (one for one in deal.needs if one.layer is layer):
            voices.append(Voice(Origin(one.source.value), None, one.date))
            voices += [Voice(Origin.CUSTOMER, name_of(who, plan.stakeholders[who])) for who in one.confirmed_by]
        yield item(layer.value, None, voices)
    rated = [Voice(Origin(one.rated_by.value)) for one in deal.criteria]
    rated += [Voice(Origin.DOCUMENT) for one in deal.criteria if one.formal is YesNo.YES]
    yield item("criteria", None, rated)
    event, told = deal.compelling_event, answer(deal, Criterion.COMPELLING_EVENT)
    yield item("event", None, [voice(one) for one in (event, told) if one.value is not YesNo.UNKNOWN])
    heard = [
        Voice(Origin.CUSTOMER, person_name(plan, one.with_), one.date)
        for one in touches(plan, as_of, key)
        if ChecklistItem.PROCUREMENT_PROCEDURE in one.checklist
    ]
    yield item("procurement", None, [*heard, *([Voice(Origin.UNKNOWN)] if plan.account.procurement else [])])


def person_name(plan: Plan, people: tuple[str, ...]) -> str | None:
    """The first person's name."""
    known = [one for one in people if one in plan.stakeholders]
    return name_of(known[0], plan.stakeholders[known[0]]) if known else None


def voice(found: Judgement[YesNo] | Judgement[Budget]) -> Voice:
    """Who says a judgement."""
    return Voice(Origin(found.source.value), None, found.date)


def money(deal: Opportunity, people: tuple[Part, ...]) -> Iterator[Item]:
    """Whether there is money, and who releases it."""
    found: list[Voice] = []
    if deal.budget.value in (Budget.APPROVED, Budget.PLANNED, Budget.NONE):
        found.append(voice(deal.budget))
    funds = answer(deal, Criterion.ACCESS_TO_FUNDS)
    if funds.value is not YesNo.UNKNOWN:
        found.append(voice(funds))
    yield item("money", None, found)
    signing = [one for one in people if DECIDING & set(one.roles)]
    proofs = [Voice(one.origin, part.name, one.date) for part in signing for one in proven(part)]
    yield item("release", None, [*proofs, Voice(Origin.UNKNOWN)] if signing else ())


def process(deal: Opportunity) -> Iterator[Item]:
    """How they decide, and on which days."""
    found = deal.decision
    own = [Voice(Origin(found.source.value), None, found.date)]
    dated = any(one.date for one in found.milestones)
    for key, known in (
        ("kind", found.kind),
        ("level", found.level),
        ("mode", found.mode),
        ("rule", found.rule),
        ("milestones", dated),
    ):
        yield item(key, None, own if known else ())


def competition(plan: Plan, key: str, deal: Opportunity, people: tuple[Part, ...]) -> Iterator[Item]:
    """For each rival: that they are in it, how the customer rates them, and who inside stands with them."""
    there = [one for one in rivals(plan, key) if one != NOTHING_BOUGHT]
    if not there:
        yield from (item(one, None, ()) for one in ("present", "rated", "backing"))
    for rival in there:
        name = rival_name(plan, rival)
        answers = [voice(one) for one in deal.qualification.get(rival, {}).values() if one.value is not YesNo.UNKNOWN]
        rated = [Voice(Origin(one.rated_by.value)) for one in deal.criteria if rival in one.scores]
        rated += [Voice(Origin(one.rated_by.value), None, one.date) for one in deal.radar.get(rival, {}).values()]
        backing = list(backers(plan, key, rival, people))
        backed = answer(deal, Criterion.INSIDE_SUPPORT, rival)
        backing += [voice(backed)] if backed.value is not YesNo.UNKNOWN else []
        yield item("present", name, [*answers, *backing, *rated, Voice(Origin.UNKNOWN)])
        yield item("rated", name, rated)
        yield item("backing", name, backing)


def backers(plan: Plan, key: str, rival: str, people: tuple[Part, ...]) -> Iterator[Voice]:
    """Who says where people stand with one rival."""
    for part in people:
        here = plan.opportunities[key].participants.get(part.id, NOBODY)
        found = here.attitudes.get(rival) or part.person.attitudes.get(rival)
        if found is not None and found.value is not Attitude.UNKNOWN:
            yield Voice(Origin(found.source.value), part.name, found.date)
    if rival in plan.competitors and plan.competitors[rival].allies:
        yield Voice(Origin.UNKNOWN)
