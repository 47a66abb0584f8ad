"""What not to raise in a meeting, from the plan's facts: titles that mislead, refusals, quarrels, confidences (C)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum

from kamtool.analysis.deal import NOBODY, Part, is_official, name_of, part, parts
from kamtool.model.document import Document
from kamtool.model.plan import Plan
from kamtool.model.values import (
    Authority,
    AuthorityProof,
    DocumentTag,
    Party,
    RelationKind,
    RelationshipStage,
    Role,
    Source,
    YesNo,
)

MOST = 2
DEPUTY = re.compile(r"副|代理|\b(?:deputy|vice|assistant|associate|acting)\b", re.IGNORECASE)
RANK = re.compile(
    r"[处部科局厂院校行所站厅司]长|主任|总?经理|总监|总工|书记|总(?=$)|\b(?:director|president|manager|head|chief)\b",
    re.IGNORECASE,
)


class Warn(StrEnum):
    """What to be careful of, the worst slip first."""

    TITLE = "title"
    UNPROVEN = "unproven"
    REFUSED = "refused"
    BETWEEN = "between"
    CONFLICT = "conflict"
    INTEREST = "interest"
    CONFIDED = "confided"
    HEARD = "heard"
    DOCUMENT = "document"
    OFFICIALS = "officials"


@dataclass(frozen=True, slots=True)
class Caution:
    """One thing to keep to ourselves, about *who*; *other* is the second person of it, *text* the plan's own words."""

    kind: Warn
    who: str = ""
    other: str = ""
    text: str = ""
    title: str = ""
    date: dt.date | None = None
    deciders: tuple[str, ...] = ()


def cautions(plan: Plan, deal: str | None, present: Collection[str], as_of: dt.date) -> tuple[Caution, ...]:
    """What not to raise with those present, the worst slip first; at most two of a kind but the misleading titles."""
    found = [
        *titles(plan, deal, present, as_of),
        *unproven(plan, deal, present),
        *latest(refused(plan, present, as_of)),
        *latest(quarrels(plan, present, as_of)),
        *latest(confided(plan, present, as_of)),
        *latest(heard(plan, present, as_of)),
        *latest(Caution(Warn.DOCUMENT, text=one.title) for one in plan.documents if not is_free(one)),
    ]
    people = [plan.stakeholders[one] for one in present]
    if any(is_official(plan, one) is YesNo.YES for one in people):
        found.append(Caution(Warn.OFFICIALS))
    return tuple(sorted(found, key=lambda one: list(Warn).index(one.kind)))


def latest(found: Iterator[Caution]) -> list[Caution]:
    """The last few of a kind, the newest first."""
    return sorted(found, key=lambda one: one.date or dt.date.min, reverse=True)[:MOST]


def is_free(one: Document) -> bool:
    """Whether a document of theirs may be used openly: a public one, or one that somebody named gave us to use."""
    return one.tag is DocumentTag.PUBLIC or (one.tag is DocumentTag.AUTHORISED and one.authorised_by is not None)


def near(plan: Plan, person: str, present: Collection[str]) -> bool:
    """Whether somebody is there, in the unit of somebody there, or one step up or down from them."""
    own = plan.stakeholders[person]
    others = [(key, plan.stakeholders[key]) for key in present]
    return any(
        person == key or (own.unit and own.unit == one.unit) or own.reports_to == key or one.reports_to == person
        for key, one in others
    )


def has_left(plan: Plan, person: str, as_of: dt.date) -> bool:
    """Whether somebody is no longer there."""
    left = plan.stakeholders[person].left
    return left is not None and left <= as_of


def titles(plan: Plan, deal: str | None, present: Collection[str], as_of: dt.date) -> Iterator[Caution]:
    """Deputies who are called by the full title (真正的处长); *deciders* are those who do decide."""
    people = parts(plan, deal, as_of)
    deciders = tuple(one.name for one in people if Role.DECIDER in one.roles)
    for one in people:
        alias = inflated(one)
        if alias and near(plan, one.id, present):
            others = tuple(name for name in deciders if name != one.name)
            yield Caution(Warn.TITLE, one.name, alias, title=one.person.title or "", deciders=others)


def inflated(one: Part) -> str | None:
    """The form of address that drops the deputy from a person's title."""
    title = one.person.title or ""
    ranks = {found.casefold() for found in RANK.findall(title)} | ({"总"} if "总" in title else set())
    if not DEPUTY.search(title):
        return None
    fits = (
        alias
        for alias in one.person.aliases
        if not DEPUTY.search(alias) and ranks & {found.casefold() for found in RANK.findall(alias)}
    )
    return next(fits, None)


def unproven(plan: Plan, deal: str | None, present: Collection[str]) -> Iterator[Caution]:
    """Those there whose say rests on their title or their own word only."""
    for key in present:
        one = own_part(plan, deal, key)
        if one.is_verified or inflated(one) or one.authority.claim in (Authority.NONE, Authority.UNKNOWN):
            continue
        if one.authority.claim is Authority.RECOMMENDS and Role.DECIDER not in one.roles and not one.authority.evidence:
            continue
        note = next((each.note for each in one.authority.evidence if each.note), None)
        yield Caution(Warn.UNPROVEN, one.name, text=note or "")


def own_part(plan: Plan, deal: str | None, key: str) -> Part:
    """A person's part in a deal, also when they left."""
    here = plan.opportunities[deal].participants.get(key, NOBODY) if deal else NOBODY
    return part(key, plan.stakeholders[key], here, deal or "")


def refused(plan: Plan, present: Collection[str], as_of: dt.date) -> Iterator[Caution]:
    """What we proposed to those there and they declined; not what they agreed to since."""
    mine = [one for one in plan.visits if one.date <= as_of and one.next and set(one.with_) & set(present)]
    for one in mine:
        step = one.next
        if step is None or step.accepted is not YesNo.NO or step.proposed_by is Party.CUSTOMER:
            continue
        since = [each.next for each in mine if each.date > one.date]
        if not any(each and each.what == step.what and each.accepted is YesNo.YES for each in since):
            yield Caution(Warn.REFUSED, text=step.what, date=one.date)


def quarrels(plan: Plan, present: Collection[str], as_of: dt.date) -> Iterator[Caution]:
    """Who is at odds with somebody there, and interests that clash."""
    for one in plan.relations:
        pair = (one.from_, one.to)
        if one.kind not in (RelationKind.CONFLICTS, RelationKind.CONFLICT_OF_INTEREST) or not set(pair) & set(present):
            continue
        if (one.date and one.date > as_of) or any(has_left(plan, each, as_of) for each in pair):
            continue
        who, other = pair if one.from_ in present else pair[::-1]
        kind = Warn.BETWEEN if other in present else Warn.CONFLICT
        if one.kind is RelationKind.CONFLICT_OF_INTEREST:
            kind = Warn.INTEREST
        names = [name_of(each, plan.stakeholders[each]) for each in (who, other)]
        yield Caution(kind, names[0], names[1], "".join(one.evidence[:1]), date=one.date)


def confided(plan: Plan, present: Collection[str], as_of: dt.date) -> Iterator[Caution]:
    """What somebody near to those there, and absent, said or did for us out of trust; allies act openly."""
    for key, one in plan.stakeholders.items():
        if key in present or not near(plan, key, present):
            continue
        for deed in one.relationship.evidence:
            shows = deed.shows or one.relationship.value
            by_them = deed.initiated_by is Party.CUSTOMER and deed.date is not None and deed.date <= as_of
            if by_them and shows is RelationshipStage.TRUST:
                yield Caution(Warn.CONFIDED, name_of(key, one), text=deed.behaviour, date=deed.date)


def heard(plan: Plan, present: Collection[str], as_of: dt.date) -> Iterator[Caution]:
    """What others told us about those there."""
    for key in present:
        one = plan.stakeholders[key]
        who = name_of(key, one)
        for proof in one.authority.evidence:
            if proof.kind is AuthorityProof.SECOND_SOURCE and proof.note and (not proof.date or proof.date <= as_of):
                yield Caution(Warn.HEARD, who, text=proof.note, date=proof.date)
        view = one.attitude
        if view.source is Source.THIRD_PARTY and view.evidence and (not view.date or view.date <= as_of):
            yield Caution(Warn.HEARD, who, text=view.evidence[0], date=view.date)
        for line in plan.relations:
            told = line.source is Source.THIRD_PARTY and key in (line.from_, line.to) and line.evidence
            quarrel = line.kind in (RelationKind.CONFLICTS, RelationKind.CONFLICT_OF_INTEREST)
            if told and not quarrel and (not line.date or line.date <= as_of):
                yield Caution(Warn.HEARD, who, text=line.evidence[0], date=line.date)
