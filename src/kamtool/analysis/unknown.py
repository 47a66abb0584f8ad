"""One thing nobody knows: its kind, its place in the plan, and what gives it weight."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from kamtool.diagnostic import Path
from kamtool.model.values import Role


class Kind(StrEnum):
    """What is not known; of two that count the same, the one further up is asked first."""

    DECIDER = "decider"
    DECIDERS = "deciders"
    ROLE = "role"
    ATTITUDE = "attitude"
    AUTHORITY = "authority"
    BUDGET = "budget"
    EVENT = "event"
    NEXT_STEP = "next_step"
    DIVIDED = "divided"
    ORGANIZATION = "organization"
    PERSONAL = "personal"
    INFLUENCE = "influence"
    MILESTONES = "milestones"
    DECISION_MODE = "decision_mode"
    DECISION_RULE = "decision_rule"
    DECISION_KIND = "decision_kind"
    CRITERIA = "criteria"
    UNDERLYING = "underlying"
    RIVALS = "rivals"
    STATUS_QUO = "status_quo"
    CLOSE = "close"
    AMOUNT = "amount"
    STAGE = "stage"
    CONFIRM_ATTITUDE = "confirm_attitude"
    CONFIRM_AUTHORITY = "confirm_authority"
    CONFIRM_BUDGET = "confirm_budget"
    CONFIRM_EVENT = "confirm_event"
    RIVAL_ATTITUDE = "rival_attitude"
    RELATIONSHIP = "relationship"
    PEOPLE = "people"
    DEAL = "deal"
    CARD = "card"
    ECONOMICS = "economics"


class Index(StrEnum):
    """What an answer would move: the support index, or how many of the roles that matter now are known."""

    SUPPORT = "support"
    ROLES = "roles"


class Bonus(StrEnum):
    """Why an answer counts of itself: the deal stands or falls with it, or the person decides, or has power."""

    GATE = "gate"
    DECIDES = "decides"
    POWER = "power"


GATES = frozenset({Kind.DECIDER, Kind.BUDGET, Kind.EVENT, Kind.NEXT_STEP, Kind.PEOPLE, Kind.DEAL})


@dataclass(frozen=True, slots=True)
class Ages:
    """After how many days a judgement is worth asking again."""

    attitude: int
    authority: int
    budget: int
    event: int


@dataclass(frozen=True, slots=True)
class Due:
    """The next dated point of a deal: a milestone by name, or (without one) the close date."""

    name: str | None
    date: dt.date
    days: int


@dataclass(frozen=True, slots=True)
class Unknown:
    """One thing nobody knows, and where the plan would say it.

    *share* is the part of *index* that it holds. *about* are further words: rivals, people, a field of the card;
    *since* is the day of a judgement grown old, or a close date passed.
    """

    kind: Kind
    path: Path
    person: str | None = None
    deal: str | None = None
    role: Role | None = None
    about: tuple[str, ...] = ()
    since: dt.date | None = None
    index: Index | None = None
    share: float = 0.0
    bonus: Bonus | None = None
    due: Due | None = None
