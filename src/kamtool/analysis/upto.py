"""A plan as it stood on a day: what was learned, agreed or done later is left out.

Every analysis is given such a plan, so that none can count what nobody knew yet. A judgement made later gives way to
the newest one in its history, else it is unknown. What lies ahead by its nature stays: what is due, planned or meant
to end (due dates, milestones, next steps, expiry, somebody's announced departure). Facts without a day stay as well.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple, TypeVar

from kamtool.analysis.deal import plan_currency
from kamtool.diagnostic import Path
from kamtool.model.base import Judgement, Section, unsaid
from kamtool.model.opportunity import CompellingEvent, Decision, Opportunity
from kamtool.model.plan import Plan
from kamtool.model.stakeholder import Needs, Relationship, Stakeholder
from kamtool.model.team import UNGRADED, Member
from kamtool.model.values import DealStatus, NeedStatus, RelationshipStage, Stage, YesNo

SectionT = TypeVar("SectionT", bound=Section)
Kept = dict[Path, tuple[int, ...]]


class Stood(NamedTuple):
    """The plan as it stood, and for each shortened list which places of the file's list are left."""

    plan: Plan
    kept: Mapping[Path, tuple[int, ...]] = MappingProxyType({})

    def path(self, path: Path) -> Path:
        """A path in this plan as the file has it."""
        if not self.kept:
            return path
        steps: list[str | int] = []
        for step in path:
            places = self.kept.get(tuple(steps)) if isinstance(step, int) else None
            steps.append(places[step] if places is not None and isinstance(step, int) else step)
        return tuple(steps)


def upto(plan: Plan, as_of: dt.date) -> Stood:
    """The plan as it stood at the end of a day."""
    at = Day(as_of)
    known = at.plan(plan)
    return Stood(known, at.kept)


def changed(section: SectionT, **values: object) -> SectionT:
    """The section with these values; itself where none differs."""
    new = {name: value for name, value in values.items() if getattr(section, name) is not value}
    return section.model_copy(update=new) if new else section


class Day:
    """Takes out what is dated later than one day, and notes which places of a list are left."""

    def __init__(self, as_of: dt.date) -> None:
        self.as_of = as_of
        self.kept: Kept = {}

    def later(self, day: dt.date | None) -> bool:
        """Whether a day had not come."""
        return day is not None and day > self.as_of

    def past(self, day: dt.date | None) -> dt.date | None:
        """A day that had come, else nothing."""
        return None if self.later(day) else day

    def known(self, items: tuple[Any, ...], path: Path, name: str = "date") -> tuple[Any, ...]:
        """The items whose day had come, or that have none; the list itself when that is all of them."""
        left = tuple(at for at, one in enumerate(items) if not self.later(getattr(one, name)))
        if len(left) == len(items):
            return items
        self.kept[path] = left
        return tuple(items[at] for at in left)

    def mapped(self, items: Mapping[Any, Any], cut: Any) -> Mapping[Any, Any]:
        """Every value cut; the mapping itself when none changed."""
        new = {key: cut(key, value) for key, value in items.items()}
        return new if any(new[key] is not value for key, value in items.items()) else items

    def each(self, items: tuple[Any, ...], cut: Any) -> tuple[Any, ...]:
        """Every item cut; the list itself when none changed."""
        new = tuple(cut(one) for one in items)
        return new if any(a is not b for a, b in zip(new, items, strict=True)) else items

    def plan(self, plan: Plan) -> Plan:
        """The whole plan."""
        gone = frozenset(key for key, deal in plan.opportunities.items() if self.later(deal.opened))
        deals = {key: deal for key, deal in plan.opportunities.items() if key not in gone}
        open_deals = deals if gone else plan.opportunities
        issues = self.each(self.known(plan.issues, ("issues",), "opened"), self.issue)
        promises = self.each(self.known(plan.promises, ("promises",), "made"), self.promise)
        visits = self.known(plan.visits, ("visits",))
        registrations = self.known(plan.registrations, ("registrations",))
        actions = self.each(plan.actions, lambda one: changed(one, done=self.past(one.done)))
        known = changed(
            plan,
            reviewed=self.past(plan.reviewed),
            account=changed(
                plan.account,
                updated=self.past(plan.account.updated),
                relationship=self.judgement(plan.account.relationship),
            ),
            stakeholders=self.mapped(plan.stakeholders, self.stakeholder),
            relations=self.known(plan.relations, ("relations",)),
            team=self.mapped(plan.team, self.member),
            opportunities=self.mapped(open_deals, self.deal),
            swot=self.known(plan.swot, ("swot",)),
            visits=about(visits, gone),
            promises=about(promises, gone),
            issues=issues,
            changes=self.known(plan.changes, ("changes",)),
            expenses=self.known(plan.expenses, ("expenses",)),
            documents=self.known(plan.documents, ("documents",)),
            registrations=about(registrations, gone),
            actions=about(actions, gone),
        )
        return in_currency(known, plan_currency(plan)) if gone else known

    def member(self, _: str, found: Member) -> Member:
        """One of ours: a competence graded later is not graded yet."""
        graded = found.competence
        grades = {
            name: UNGRADED if self.later(one.date) else one
            for name in type(graded).model_fields
            for one in (getattr(graded, name),)
        }
        return changed(found, competence=changed(graded, **grades))

    def judgement(self, found: Any) -> Any:
        """A judgement: as it is, else the newest known one of its history, else unknown."""
        past = tuple(one for one in found.history if not self.later(one.date))
        if not self.later(found.date):
            return changed(found, history=past if len(past) != len(found.history) else found.history)
        more = {"consequence": None, "by": None} if isinstance(found, CompellingEvent) else {}
        before = newest(past)
        if before is None:
            unknown = type(found.value)("unknown")
            return unsaid(type(found), value=unknown)
        rest = tuple(one for one in past if one is not before)
        said = {name: getattr(before, name) for name in ("value", "date", "source", "evidence")}
        return found.model_copy(update={**said, **more, "history": rest})

    def optional(self, found: Judgement[Any] | None) -> Any:
        """A judgement that may be missing."""
        return found if found is None else self.judgement(found)

    def relationship(self, found: Relationship, path: Path) -> Relationship:
        """A relationship stage and the behaviour that was seen by then."""
        evidence = self.known(found.evidence, (*path, "evidence"))
        if not self.later(found.date):
            return changed(found, evidence=evidence)
        before = newest(tuple(one for one in found.history if not self.later(one.date)))
        value, date = (before.value, before.date) if before else (RelationshipStage.UNKNOWN, None)
        rest = tuple(one for one in found.history if one is not before and not self.later(one.date))
        return changed(found, value=value, date=date, evidence=evidence, history=rest)

    def needs(self, found: Needs) -> Needs:
        """Needs, those unknown that were judged later."""

        def cut(_: object, need: Any) -> Any:
            if not self.later(need.date):
                return need
            return changed(need, status=NeedStatus.UNKNOWN, date=None, evidence=())

        return changed(
            found, personal=self.mapped(found.personal, cut), organization=self.mapped(found.organization, cut)
        )

    def stakeholder(self, key: str, person: Stakeholder) -> Stakeholder:
        """A person as known by then; an announced departure stays."""
        path: Path = ("stakeholders", key)
        proofs, seen = (*path, "authority", "evidence"), (*path, "style", "observed")
        return changed(
            person,
            authority=changed(person.authority, evidence=self.known(person.authority.evidence, proofs)),
            attitude=self.judgement(person.attitude),
            attitudes=self.mapped(person.attitudes, lambda _, one: self.judgement(one)),
            needs=self.needs(person.needs),
            style=changed(person.style, observed=self.known(person.style.observed, seen)),
            relationship=self.relationship(person.relationship, (*path, "relationship")),
            privacy=changed(person.privacy, notice_on=self.past(person.privacy.notice_on)),
        )

    def participant(self, path: Path, found: Any) -> Any:
        """What differs for a person in a deal."""
        authority, needs, relationship = found.authority, found.needs, found.relationship
        if authority is not None:
            proofs = (*path, "authority", "evidence")
            authority = changed(authority, evidence=self.known(authority.evidence, proofs))
        return changed(
            found,
            authority=authority,
            attitude=self.optional(found.attitude),
            attitudes=self.mapped(found.attitudes, lambda _, one: self.judgement(one)),
            needs=needs if needs is None else self.needs(needs),
            relationship=relationship and self.relationship(relationship, (*path, "relationship")),
        )

    def deal(self, key: str, deal: Opportunity) -> Opportunity:
        """A deal as known by then: a stage entered later is unknown, a deal closed later was open."""
        path: Path = ("opportunities", key)
        decision = unsaid(Decision) if self.later(deal.decision.date) else self.decision(deal.decision)
        known = changed(
            deal,
            compelling_event=self.judgement(deal.compelling_event),
            budget=self.judgement(deal.budget),
            decision=decision,
            participants=self.mapped(
                deal.participants, lambda who, one: self.participant((*path, "participants", who), one)
            ),
            needs=self.known(deal.needs, (*path, "needs")),
            criteria=self.each(
                deal.criteria, lambda one: changed(one, scores={}, date=None) if self.later(one.date) else one
            ),
            qualification=self.mapped(
                deal.qualification, lambda _, given: self.mapped(given, lambda _, one: self.judgement(one))
            ),
            radar=self.mapped(deal.radar, lambda _, rated: self.rated(rated)),
            close_plan=self.each(deal.close_plan, lambda one: changed(one, done=self.past(one.done))),
            override=None if deal.override is not None and self.later(deal.override.date) else deal.override,
        )
        if self.later(deal.stage_since):
            known = changed(known, stage=None, stage_since=None)
        if self.later(deal.closed):
            known = changed(known, status=DealStatus.OPEN, closed=None, closed_reason=None)
            if known.stage is Stage.USE:  # which comes after the signature: where it stood before is not known
                known = changed(known, stage=None, stage_since=None, step=None)
        return known

    def decision(self, found: Decision) -> Decision:
        """How the customer decides, with what was done of it by then."""
        return changed(
            found, milestones=self.each(found.milestones, lambda one: changed(one, done=self.past(one.done)))
        )

    def rated(self, axes: Mapping[Any, Any]) -> Mapping[Any, Any]:
        """One vendor's ratings."""
        left = {axis: one for axis, one in axes.items() if not self.later(one.date)}
        return left if len(left) != len(axes) else axes

    def promise(self, one: Any) -> Any:
        """A promise, still open when it was kept later."""
        return changed(one, kept=self.past(one.kept))

    def issue(self, one: Any) -> Any:
        """A failure, still open when it was mended later."""
        satisfied = YesNo.UNKNOWN if self.later(one.fixed) else one.satisfied
        return changed(one, acknowledged=self.past(one.acknowledged), fixed=self.past(one.fixed), satisfied=satisfied)


def in_currency(plan: Plan, own: str | None) -> Plan:
    """The plan with *own* where an amount names no currency: a deal that is gone may be all that named it."""
    if own is None or plan_currency(plan) == own:
        return plan
    years = tuple(changed(one, currency=one.currency or own) for one in plan.account.economics)
    deals = {
        key: changed(deal, value=changed(deal.value, currency=deal.value.currency or own))
        for key, deal in plan.opportunities.items()
    }
    return changed(plan, account=changed(plan.account, economics=years), opportunities=deals)


def newest(past: Iterable[Any]) -> Any:
    """The newest dated entry of a history; of one without a day nobody can tell that it was known."""
    return max((one for one in past if one.date is not None), key=lambda one: one.date, default=None)


def about(items: tuple[Any, ...], gone: frozenset[str]) -> tuple[Any, ...]:
    """What is about a deal that was not there yet is about the account."""
    if not gone:
        return items
    return tuple(changed(one, opportunity=None) if one.opportunity in gone else one for one in items)
