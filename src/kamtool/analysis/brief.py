"""One page before a meeting: who will be there, what they decide and want, what is owed, what to bring (A2 to A16)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from kamtool.analysis.asking import ours
from kamtool.analysis.brief_terms import (
    Behaviour,
    Brief,
    Clash,
    Deal,
    Gap,
    Goal,
    Item,
    Load,
    Obtain,
    Person,
    Proof,
    Seen,
    Trouble,
    Want,
)
from kamtool.analysis.cautions import is_free, own_part
from kamtool.analysis.deal import Part, is_agreed, last_touch, leaves, parts, proven_stage
from kamtool.analysis.debts import actions, past, person_name, promises
from kamtool.analysis.standing import deal_lines
from kamtool.analysis.tender import under_notice
from kamtool.analysis.visits import card
from kamtool.model.plan import Plan
from kamtool.model.stakeholder import Need, StyleNotes
from kamtool.model.values import (
    Attitude,
    Authority,
    Influence,
    IssueSeverity,
    NeedLayer,
    NeedStatus,
    Party,
    Role,
    Source,
    Style,
    YesNo,
)

CONTACTS = 3
DOCUMENTS = 2
RECENT = 180
SOON = 7
HIGH = 3
STYLES = {
    (True, False): Style.DRIVER,
    (True, True): Style.EXPRESSIVE,
    (False, False): Style.ANALYTICAL,
    (False, True): Style.AMIABLE,
}

# Who sits diagonally across: neither the pace nor the warmth is theirs.
DIAGONAL = {
    Style.ANALYTICAL: Style.EXPRESSIVE,
    Style.EXPRESSIVE: Style.ANALYTICAL,
    Style.DRIVER: Style.AMIABLE,
    Style.AMIABLE: Style.DRIVER,
}


def brief(
    plan: Plan, deal: str | None, present: Sequence[str], as_of: dt.date, date: dt.date, observations: int = 2
) -> Brief:
    """The page for a meeting; *observations* are how many behaviours a style takes to be believed."""
    about = deal_of(plan, deal, present, as_of)
    load = [*owed(plan, present, as_of), *planned(plan, deal, present, as_of, date), *documents(plan)]
    return Brief(
        account=plan.account.name,
        as_of=as_of,
        date=date,
        deal=about,
        people=tuple(person(plan, deal, key, as_of, date, observations) for key in present),
        obtain=obtain(plan, deal, about, as_of),
        bring=tuple(sorted(unlike(load), key=lambda one: list(Load).index(one.kind))),
        issues=issues(plan, present, as_of),
    )


def person(plan: Plan, deal: str | None, key: str, as_of: dt.date, date: dt.date, observations: int) -> Person:
    """Everything about one of those we meet."""
    one = own_part(plan, deal, key)
    own, name = one.person, one.name
    met = sorted((v for v in plan.visits if key in v.with_ and v.date <= as_of), key=lambda v: v.date, reverse=True)
    shown = style(own.style, as_of, observations)
    seen = Seen(one.attitude.value, one.attitude.date, one.attitude.source, one.attitude.evidence)
    personal, organization = wants(one.needs.personal), wants(one.needs.organization)
    return Person(
        id=key,
        name=name,
        title=own.title if own.name else None,
        unit=own.unit,
        boss=person_name(plan, own.reports_to),
        left=own.left if own.left and own.left <= date else None,
        leaves=leaves(own, date),
        keeper=ours(plan, key),
        roles=one.roles,
        influence=one.influence,
        authority=one.authority.claim,
        verified=one.is_verified,
        proofs=tuple(Proof(p.kind, p.date, p.note) for p in one.authority.evidence if not p.date or p.date <= as_of),
        attitude=seen,
        before=before(one, as_of),
        rivals=rival_views(plan, deal, key),
        style=shown,
        clash=clash(plan, key, shown),
        behaviours=tuple(Behaviour(b.date, b.behaviour) for b in own.style.observed if not b.date or b.date <= as_of),
        personal=personal,
        organization=organization,
        stage=one.relationship.value,
        proven=proven_stage(one.relationship, as_of),
        last_touch=last_touch(plan, key, as_of),
        contacts=tuple(card(plan, v, as_of) for v in met[:CONTACTS]),
        we_owe=tuple(d for d in promises(plan, Party.US, as_of) if name in d.about),
        they_owe=tuple(d for d in promises(plan, Party.CUSTOMER, as_of) if name in d.about),
        tasks=tuple(d for d in actions(plan, as_of) if name in d.about),
        note=own.note,
        gaps=tuple(gaps(one, shown, personal, organization)),
    )


def before(one: Part, as_of: dt.date) -> Seen | None:
    """Where somebody stood before, when the plan has it."""
    dated = [past_ for past_ in one.attitude.history if past_.date is None or past_.date <= as_of]
    last = max(dated, key=lambda past_: past_.date or dt.date.min, default=None)
    return Seen(last.value, last.date, last.source, last.evidence) if last else None


def rival_views(plan: Plan, deal: str | None, key: str) -> tuple[tuple[str, Attitude], ...]:
    """How somebody sees the other vendors, as far as we know."""
    here = plan.opportunities[deal].participants.get(key) if deal else None
    views = {**plan.stakeholders[key].attitudes, **(here.attitudes if here else {})}
    named = ((plan.competitors[one].name or one if one in plan.competitors else one, v) for one, v in views.items())
    return tuple((name, view.value) for name, view in named if name != "us" and view.value is not Attitude.UNKNOWN)


def style(notes: StyleNotes, as_of: dt.date, observations: int) -> Style:
    """How a person likes to deal; unknown on fewer behaviours than *observations* (A5)."""
    if sum(one.date is None or one.date <= as_of for one in notes.observed) < observations:
        return Style.UNKNOWN
    if notes.value is not Style.UNKNOWN or notes.assertiveness is None or notes.responsiveness is None:
        return notes.value
    return STYLES[notes.assertiveness >= HIGH, notes.responsiveness >= HIGH]


def clash(plan: Plan, key: str, theirs: Style) -> Clash | None:
    """The first of ours who looks after somebody of the style that clashes with their own."""
    for ours_, member in plan.team.items():
        if key in member.covers and DIAGONAL.get(member.style) is theirs:
            return Clash(member.name or ours_, member.style)
    return None


def wants(needs: Mapping[Any, Need]) -> tuple[Want, ...]:
    """The needs the plan lists, those we do not meet first."""
    order = (NeedStatus.UNMET, NeedStatus.MET, NeedStatus.UNKNOWN)
    return tuple(sorted((Want(key, one.status) for key, one in needs.items()), key=lambda one: order.index(one.status)))


def gaps(one: Part, shown: Style, personal: Sequence[Want], organization: Sequence[Want]) -> Iterable[Gap]:
    """What is not known of a person."""
    missing = {
        Gap.ROLES: not one.roles,
        Gap.AUTHORITY: one.authority.claim is Authority.UNKNOWN,
        Gap.ATTITUDE: one.attitude.value is Attitude.UNKNOWN,
        Gap.PERSONAL: all(each.status is NeedStatus.UNKNOWN for each in personal),
        Gap.ORGANIZATION: all(each.status is NeedStatus.UNKNOWN for each in organization),
        Gap.STYLE: shown is Style.UNKNOWN,
        Gap.INFLUENCE: one.influence is Influence.UNKNOWN,
    }
    return (gap for gap, holds in missing.items() if holds)


def deal_of(plan: Plan, key: str | None, present: Sequence[str], as_of: dt.date) -> Deal | None:
    """What the meeting is about; a deal that is over has no next point.

    Once a tender's notice is out nothing is given for anything, and nobody's guessed need is probed.
    """
    if key is None:
        return None
    deal = plan.opportunities[key]
    line = next((one for one in deal_lines(plan, as_of) if one.id == key), None)
    notice = line is not None and under_notice(plan, key, as_of)
    guessed = [
        one.text for one in deal.needs if one.layer is NeedLayer.UNDERLYING and one.source is not Source.CUSTOMER
    ]
    steps = agreed(plan, present, as_of)
    steps += [
        Item(Load.STEP, one.what, one.due)
        for one in deal.close_plan
        if one.customer_agreed is YesNo.YES and one.due and one.due >= as_of and not past(one.done, as_of)
    ]
    return Deal(
        id=key,
        name=deal.name or key,
        close=line.close if line else None,
        milestone=line.milestone if line else None,
        consequence=deal.compelling_event.consequence,
        give=() if notice else deal.give_get.give,
        get=() if notice else deal.give_get.get,
        agreed=min(steps, key=lambda one: one.due or dt.date.max, default=None),
        deciders=tuple(one.name for one in parts(plan, key, as_of) if Role.DECIDER in one.roles),
        unconfirmed=() if notice else tuple(guessed),
        notice=notice,
    )


def obtain(plan: Plan, key: str | None, deal: Deal | None, as_of: dt.date) -> Obtain:
    """The step to come away with: theirs of the close plan, else what we get in exchange, else one before the date.

    Once a tender's notice is out: theirs that they agreed to, else what the tender itself provides.
    """
    if key is None or deal is None:
        return Obtain(Goal.OPEN)
    theirs = [
        one
        for one in plan.opportunities[key].close_plan
        if one.by is Party.CUSTOMER
        and not past(one.done, as_of)
        and not (deal.notice and one.customer_agreed is not YesNo.YES)
    ]
    first = min(theirs, key=lambda one: one.due or dt.date.max, default=None)
    if first:
        return Obtain(Goal.STEP, first.what, first.due, deal.give)
    if deal.notice:
        return Obtain(Goal.TENDER)
    if deal.get:
        return Obtain(Goal.GET, deal.get[0], give=deal.give)
    point = deal.milestone
    return Obtain(Goal.MILESTONE, point.name, point.date, deal.give) if point else Obtain(Goal.OPEN, give=deal.give)


def owed(plan: Plan, present: Sequence[str], as_of: dt.date) -> list[Item]:
    """What we promised those there."""
    names = {person_name(plan, key) for key in present}
    open_ = [one for one in promises(plan, Party.US, as_of) if names & set(one.about)]
    return [Item(Load.PROMISE, one.what, one.due, one.about[0]) for one in open_]


def agreed(plan: Plan, present: Sequence[str], as_of: dt.date) -> list[Item]:
    """The steps ahead that were agreed with those there."""
    steps = [v.next for v in plan.visits if v.next and v.date <= as_of and set(v.with_) & set(present)]
    return [
        Item(Load.AGREED, one.what, one.date, person_name(plan, one.owner))
        for one in steps
        if is_agreed(one) and one.date and one.date >= as_of
    ]


def planned(plan: Plan, deal: str | None, present: Sequence[str], as_of: dt.date, date: dt.date) -> list[Item]:
    """What of ours was agreed with those there, and our steps of the close plan due soon after the meeting."""
    ours_ = {person_name(plan, key) for key in plan.team}
    mine = plan.opportunities[deal].close_plan if deal else ()
    soon = date + dt.timedelta(days=SOON)
    todo = [
        Item(Load.STEP, one.what, one.due)
        for one in mine
        if one.by is not Party.CUSTOMER and not past(one.done, as_of) and one.due and one.due <= soon
    ]
    return [
        *(one for one in agreed(plan, present, as_of) if one.whom in ours_),
        *sorted(todo, key=lambda one: one.due or dt.date.max),
    ]


def documents(plan: Plan) -> list[Item]:
    """What of theirs we hold by right, the latest."""
    free = [one for one in plan.documents if is_free(one)]
    free.sort(key=lambda one: one.date or dt.date.min, reverse=True)
    return [Item(Load.DOCUMENT, one.title, one.date) for one in free[:DOCUMENTS]]


def unlike(items: Iterable[Item]) -> list[Item]:
    """Items of which none says again what one before says."""
    kept: list[Item] = []
    for one in items:
        if not any(one.what in each.what or each.what in one.what for each in kept):
            kept.append(one)
    return kept


def issues(plan: Plan, present: Sequence[str], as_of: dt.date) -> tuple[Trouble, ...]:
    """Failures that may come up: still open, reported by somebody there, or grave and not long ago."""
    found = [
        Trouble(
            one.what, one.severity, one.opened, one.fixed if past(one.fixed, as_of) else None, one.cause, one.satisfied
        )
        for one in plan.issues
        if one.opened <= as_of
        and (
            not past(one.fixed, as_of)
            or one.reported_by in present
            or (one.severity is not IssueSeverity.MINOR and (as_of - one.opened).days <= RECENT)
        )
    ]
    return tuple(sorted(found, key=lambda one: (one.fixed is not None, -one.opened.toordinal()))[:3])
