"""What both sides know anyway, on one page: who is who, the agreed steps, the promises, the failures (A9, A15, A16).

It is made from a plan that was cut down for the customer (``model/tiers.py``), so nothing else can get in.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from kamtool.analysis.deal import live, name_of
from kamtool.analysis.debts import Debt, person_name, promises
from kamtool.model.plan import Plan
from kamtool.model.values import Party


@dataclass(frozen=True, slots=True)
class Face:
    """Somebody to talk to: what they are called, and their post."""

    name: str
    title: str | None


@dataclass(frozen=True, slots=True)
class Step:
    """A step both sides agreed to, or a date of the customer's own process; *by* is whose it is."""

    what: str
    by: Party | None
    owner: str | None
    due: dt.date | None
    done: dt.date | None


@dataclass(frozen=True, slots=True)
class Project:
    """A deal under way, as the customer knows it."""

    name: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Failure:
    """A failure of ours that was reported."""

    what: str
    opened: dt.date
    acknowledged: dt.date | None
    fixed: dt.date | None
    owner: str | None


@dataclass(frozen=True, slots=True)
class Shared:
    """The page for the customer, as of a day; promises and failures open on that day.

    *theirs* are those that a step, promise or failure names: whom else we know is nobody's business.
    """

    account: str
    as_of: dt.date
    theirs: tuple[Face, ...]
    ours: tuple[Face, ...]
    projects: tuple[Project, ...]
    we_owe: tuple[Debt, ...]
    they_owe: tuple[Debt, ...]
    failures: tuple[Failure, ...]

    @property
    def empty(self) -> bool:
        """Whether there is nothing to share but names."""
        return not (any(one.steps for one in self.projects) or self.we_owe or self.they_owe or self.failures)


def shared_page(plan: Plan, as_of: dt.date) -> Shared:
    """The page of a plan that holds nothing but what the customer may read."""
    return Shared(
        account=plan.account.name,
        as_of=as_of,
        theirs=tuple(Face(name_of(key, plan.stakeholders[key]), plan.stakeholders[key].title) for key in named(plan)),
        ours=tuple(Face(one.name or key, one.title) for key, one in plan.team.items()),
        projects=tuple(Project(one.name or key, steps(plan, key)) for key, one in live(plan)),
        we_owe=promises(plan, Party.US, as_of),
        they_owe=promises(plan, Party.CUSTOMER, as_of),
        failures=tuple(failures(plan, as_of)),
    )


def named(plan: Plan) -> list[str]:
    """The ids of their people that the page speaks of, in the order of the plan."""
    owners = [step.owner for _, deal in live(plan) for step in deal.close_plan]
    people = [*owners, *(one.reported_by for one in plan.issues)]
    people += [person for one in plan.promises for person in (one.to, one.from_)]
    return [key for key in plan.stakeholders if key in people]


def steps(plan: Plan, deal: str) -> tuple[Step, ...]:
    """The agreed steps and the customer's own dates, by day; those without a day last."""
    one = plan.opportunities[deal]
    found = [Step(mile.name, Party.CUSTOMER, None, mile.date, mile.done) for mile in one.decision.milestones]
    found += [Step(step.what, step.by, person_name(plan, step.owner), step.due, step.done) for step in one.close_plan]
    return tuple(sorted(found, key=lambda step: (step.due is None, step.due or dt.date.min)))


def failures(plan: Plan, as_of: dt.date) -> list[Failure]:
    """The failures reported and not mended by that day, the oldest first."""
    found = [
        Failure(one.what, one.opened, one.acknowledged, one.fixed, person_name(plan, one.owner))
        for one in plan.issues
        if one.opened <= as_of and (one.fixed is None or one.fixed > as_of)
    ]
    return sorted(found, key=lambda one: one.opened)
