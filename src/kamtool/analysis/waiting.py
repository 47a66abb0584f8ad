"""What waits in one plan: everything with a day that has passed or is near, and what was never given a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from kamtool.analysis import promises as ledgers
from kamtool.analysis.deal import is_agreed, live, main_deal, name_of, touches
from kamtool.analysis.debts import past, person_name, person_names
from kamtool.analysis.issues import recovery
from kamtool.analysis.next_steps import Fate, agreed, promise_of
from kamtool.analysis.registrations import first, is_live, is_renewed, is_valid
from kamtool.analysis.returns import Return, returns
from kamtool.model.plan import Plan
from kamtool.model.values import Influence, IssueSeverity, Party, RegistrationProgress, Stage, Tier

HEAVIEST = (Influence.HIGH, Influence.MEDIUM, Influence.UNKNOWN, Influence.LOW)


class Kind(StrEnum):
    """What it is. Of the same words under several kinds, the first stands."""

    OUR_PROMISE = "our_promise"
    THEIR_PROMISE = "their_promise"
    CLOSE_STEP = "close_step"
    MILESTONE = "milestone"
    ACTION = "action"
    NEXT_STEP = "next_step"
    ISSUE = "issue"
    RETURNS = "returns"
    REGISTRATION = "registration"
    REVIEW = "review"
    PRIVACY = "privacy"
    UNKNOWN = "unknown"


SPOKEN = (Kind.OUR_PROMISE, Kind.THEIR_PROMISE, Kind.CLOSE_STEP, Kind.MILESTONE, Kind.ACTION, Kind.NEXT_STEP)


@dataclass(frozen=True, slots=True)
class Spans:
    """How far to look: *days* ahead; the limits that a team sets, in days."""

    days: int
    cadence: Mapping[Tier, int]
    review: int
    past_step: int
    fix: Mapping[IssueSeverity, int]
    answer: int
    unanswered: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits; *days* run to its day, negative when that has passed, ``None`` without one.

    *people* are theirs, *who* is ours and *assigned* when the plan names somebody for it: else it falls to the plan's
    owner. *amount* and *stage* are those of its deal, or of the main one when it names none. *then* is who comes first
    when a registration has run out; *answer* says that it is the answer to a failure that is late; *unanswered* that
    no yes of theirs to a next step is on file.
    """

    kind: Kind
    what: str
    due: dt.date | None
    days: int | None
    people: tuple[str, ...] = ()
    who: str | None = None
    assigned: bool = False
    deal: str | None = None
    amount: Decimal | None = None
    stage: Stage | None = None
    power: Influence | None = None
    severity: IssueSeverity | None = None
    then: str | None = None
    answer: bool = False
    unanswered: bool = False


def waiting(plan: Plan, as_of: dt.date, spans: Spans) -> tuple[Waiting, ...]:
    """Everything that is overdue, due within the span, or has no day."""
    found = [one for one in Finder(plan, as_of, spans).everything() if one.days is None or one.days <= spans.days]
    told: dict[str, Kind] = {}
    for kind in SPOKEN:
        for one in found:
            if one.kind is kind:
                told.setdefault(one.what, kind)
    return tuple(one for one in found if one.kind not in SPOKEN or told[one.what] is one.kind)


class Finder:
    """Looks through one plan."""

    def __init__(self, plan: Plan, as_of: dt.date, spans: Spans) -> None:
        self.plan = plan
        self.as_of = as_of
        self.spans = spans
        self.main = main_deal(plan)
        self.by_name = {deal.name or key: key for key, deal in plan.opportunities.items()}
        self.powers = {name_of(key, one): one.influence for key, one in plan.stakeholders.items()}

    def everything(self) -> Iterator[Waiting]:
        """All that has or should have a day."""
        yield from self.promises()
        yield from self.close_steps()
        yield from self.milestones()
        yield from self.actions()
        yield from self.next_steps()
        yield from self.issues()
        yield from self.returns()
        yield from self.registrations()
        yield from self.review()
        yield from self.privacy()

    def made(
        self,
        kind: Kind,
        what: str,
        due: dt.date | None,
        deal: str | None = None,
        people: Collection[str] = (),
        who: str | None = None,
        power: Influence | None = None,
        severity: IssueSeverity | None = None,
        then: str | None = None,
        answer: bool = False,
    ) -> Waiting:
        """One thing, with what its deal and its people weigh; *deal* is an id, *people* and *who* are names."""
        worth = self.plan.opportunities.get(deal or self.main or "")
        powers = [self.powers[name] for name in people if name in self.powers]
        return Waiting(
            kind=kind,
            what=what,
            due=due,
            days=None if due is None else (due - self.as_of).days,
            people=tuple(people),
            who=who or self.plan.lead,
            assigned=who is not None,
            deal=None if deal is None else self.plan.opportunities[deal].name or deal,
            amount=worth.value.amount if worth else None,
            stage=worth.stage if worth else None,
            power=power or min(powers, key=HEAVIEST.index, default=None),
            severity=severity,
            then=then,
            answer=answer,
        )

    def ours(self, key: str | None) -> str | None:
        """Somebody of ours by name; ``None`` for one of theirs."""
        return None if key is None or key in self.plan.stakeholders else person_name(self.plan, key)

    def theirs(self, key: str | None) -> tuple[str, ...]:
        """Somebody of theirs by name; nobody for one of ours."""
        return person_names(self.plan, (key,)) if key in self.plan.stakeholders and key else ()

    def promises(self) -> Iterator[Waiting]:
        """Promises both ways."""
        for one in ledgers.ledger(self.plan, None, self.as_of).open:
            kind = Kind.OUR_PROMISE if one.by is Party.US else Kind.THEIR_PROMISE
            people = (one.person,) if one.person else ()
            deal = self.by_name.get(one.deal) if one.deal else None
            owner = None if one.owner in self.powers else one.owner
            yield self.made(kind, one.what, one.due, deal, people, owner, power=one.influence if people else None)

    def close_steps(self) -> Iterator[Waiting]:
        """The steps of the close plans of open deals."""
        for key, deal in live(self.plan):
            for one in deal.close_plan:
                if not past(one.done, self.as_of):
                    people, who = self.theirs(one.owner), self.ours(one.owner)
                    yield self.made(Kind.CLOSE_STEP, one.what, one.due, key, people, who)

    def milestones(self) -> Iterator[Waiting]:
        """The customer's dates, until the plan says that they are done."""
        for key, deal in live(self.plan):
            for one in deal.decision.milestones:
                if one.date is not None and not past(one.done, self.as_of):
                    yield self.made(Kind.MILESTONE, one.name, one.date, key)

    def actions(self) -> Iterator[Waiting]:
        """Our actions."""
        for one in self.plan.actions:
            if not past(one.done, self.as_of):
                people = person_names(self.plan, tuple(key for key in one.about if key in self.plan.stakeholders))
                yield self.made(Kind.ACTION, one.what, one.due, one.opportunity, people, self.ours(one.who))

    def next_steps(self) -> Iterator[Waiting]:
        """What was agreed or proposed in contacts: ahead, passed without anything, or (the last time) without a day."""
        known = touches(self.plan, self.as_of)
        for one in self.plan.visits:
            step = agreed(self.plan, one, self.as_of) if one.date <= self.as_of else None
            if step is None or one.next is None or promise_of(self.plan, one, one.next):
                continue
            forgotten = step.fate is Fate.SILENT and -(step.days or 0) <= self.spans.past_step
            if step.fate is Fate.AHEAD or forgotten or (step.fate is Fate.NO_DAY and one is known[-1]):
                people, who = person_names(self.plan, one.with_), self.ours(one.next.owner)
                made = self.made(Kind.NEXT_STEP, step.what, step.date, one.opportunity, people, who)
                yield made if is_agreed(step) else replace(made, unanswered=True)

    def issues(self) -> Iterator[Waiting]:
        """Failures of ours that are open: the answer while that is late, else the mending."""
        spans = self.spans
        for one in recovery(self.plan, None, self.as_of, spans.fix, spans.answer).open:
            unanswered = one.late_to_answer if one.acknowledged is None else None
            answer = bool(unanswered) and not (one.late and one.late > (unanswered or 0))
            due = later(one.opened, spans.answer) if answer else one.limit
            people = (one.reported_by,) if one.reported_by else ()
            power = one.influence if people else None
            yield self.made(
                Kind.ISSUE, one.what, due, None, people, one.owner, power, severity=one.severity, answer=answer
            )

    def returns(self) -> Iterator[Waiting]:
        """Whom to see again: a line for those overdue, one for those whose day is near, each with the earliest day."""
        seen = [one for one in self.plan.visits if one.date <= self.as_of]
        every = [
            one
            for one in returns(self.plan, seen, self.as_of, self.spans.cadence)
            if one.due and not one.planned and one.unanswered < self.spans.unanswered
        ]
        near = [one for one in every if one.late is None and self.ahead(one) <= self.spans.days]
        for some in ([one for one in every if one.late is not None], near):
            if some:
                first = min(one.due for one in some if one.due)
                yield self.made(Kind.RETURNS, "", first, None, [one.name for one in some])

    def ahead(self, one: Return) -> int:
        """How many days ahead a return lies."""
        return (one.due - self.as_of).days if one.due else 0

    def registrations(self) -> Iterator[Waiting]:
        """Registrations that run out before the contract, and whose comes first then."""
        every = self.plan.registrations
        for at, one in enumerate(every):
            signed = one.progress is RegistrationProgress.SIGNED
            if one.valid_until is None or signed or not is_live(self.plan, one) or is_renewed(every, at):
                continue
            after = later(max(one.valid_until, self.as_of), 1)
            rest = [
                other
                for other in every
                if other is not one and other.opportunity == one.opportunity and is_valid(other, after)
            ]
            then = first(rest).dealer if rest else None
            yield self.made(Kind.REGISTRATION, one.dealer, one.valid_until, one.opportunity, then=then)

    def review(self) -> Iterator[Waiting]:
        """The next review of the plan; without a day when there was none yet."""
        last = self.plan.reviewed
        yield self.made(Kind.REVIEW, "", later(last, self.spans.review) if last else None)

    def privacy(self) -> Iterator[Waiting]:
        """Until when people's data may be kept: those who share a day in one line."""
        by_day: dict[dt.date, list[str]] = {}
        for key, one in self.plan.stakeholders.items():
            if one.privacy.expires is not None:
                by_day.setdefault(one.privacy.expires, []).append(name_of(key, one))
        for day, names in sorted(by_day.items()):
            yield self.made(Kind.PRIVACY, "", day, None, names)


def later(day: dt.date, days: int) -> dt.date:
    """So many days after a day; the calendar ends somewhere."""
    return day + dt.timedelta(days=min(days, (dt.date.max - day).days))
