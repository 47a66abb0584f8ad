"""What a brief is made of: the people, the deal, what to obtain and to bring, failures that may come up."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from kamtool.analysis.debts import Debt
from kamtool.analysis.standing import Milestone
from kamtool.analysis.visits import Card
from kamtool.model.values import (
    Attitude,
    Authority,
    AuthorityProof,
    Influence,
    IssueSeverity,
    NeedStatus,
    OrganizationNeed,
    PersonalNeed,
    RelationshipStage,
    Role,
    Source,
    Style,
    YesNo,
)


class Gap(StrEnum):
    """What nobody knows of a person."""

    ROLES = "roles"
    AUTHORITY = "authority"
    ATTITUDE = "attitude"
    PERSONAL = "personal"
    ORGANIZATION = "organization"
    STYLE = "style"
    INFLUENCE = "influence"


class Goal(StrEnum):
    """Where the step to obtain comes from: what we want in exchange, their step of the close plan, their process.

    *tender*: the notice is out, and there is nothing to obtain but by its own ways.
    """

    GET = "get"
    STEP = "step"
    MILESTONE = "milestone"
    TENDER = "tender"
    OPEN = "open"


class Load(StrEnum):
    """Why something is to be brought."""

    PROMISE = "promise"
    AGREED = "agreed"
    DOCUMENT = "document"
    STEP = "step"


@dataclass(frozen=True, slots=True)
class Proof:
    """One thing that a person's say rests on."""

    kind: AuthorityProof
    date: dt.date | None
    note: str | None


@dataclass(frozen=True, slots=True)
class Seen:
    """Where somebody stood, from whom we know, and what showed it."""

    value: Attitude
    date: dt.date | None
    source: Source
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Want:
    """A need and whether we meet it."""

    kind: PersonalNeed | OrganizationNeed
    status: NeedStatus


@dataclass(frozen=True, slots=True)
class Behaviour:
    """Something a person did that shows how they like to deal."""

    date: dt.date | None
    text: str


@dataclass(frozen=True, slots=True)
class Clash:
    """One of ours who looks after somebody, and whose own style lies diagonally to theirs (A5)."""

    who: str
    style: Style


@dataclass(frozen=True, slots=True)
class Person:
    """One of those we meet. *style* is unknown below two observations; *rivals* are their views of other vendors.

    *left* is on or before the day of the meeting, *leaves* is announced for a day behind it.
    """

    id: str
    name: str
    title: str | None
    unit: str | None
    boss: str | None
    left: dt.date | None
    leaves: dt.date | None
    keeper: str | None
    roles: tuple[Role, ...]
    influence: Influence
    authority: Authority
    verified: bool
    proofs: tuple[Proof, ...]
    attitude: Seen
    before: Seen | None
    rivals: tuple[tuple[str, Attitude], ...]
    style: Style
    clash: Clash | None
    behaviours: tuple[Behaviour, ...]
    personal: tuple[Want, ...]
    organization: tuple[Want, ...]
    stage: RelationshipStage
    proven: RelationshipStage
    last_touch: dt.date | None
    contacts: tuple[Card, ...]
    we_owe: tuple[Debt, ...]
    they_owe: tuple[Debt, ...]
    tasks: tuple[Debt, ...]
    note: str | None
    gaps: tuple[Gap, ...]


@dataclass(frozen=True, slots=True)
class Deal:
    """What the meeting is about; *notice*: a tender decides it and its notice is out, so nothing is offered."""

    id: str
    name: str
    close: dt.date | None
    milestone: Milestone | None
    consequence: str | None
    give: tuple[str, ...]
    get: tuple[str, ...]
    agreed: Item | None
    deciders: tuple[str, ...]
    unconfirmed: tuple[str, ...]
    notice: bool


@dataclass(frozen=True, slots=True)
class Obtain:
    """What to come away with; *give* is what we offer for it."""

    kind: Goal
    what: str = ""
    date: dt.date | None = None
    give: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """Something to bring, or to have done by then."""

    kind: Load
    what: str
    due: dt.date | None = None
    whom: str | None = None


@dataclass(frozen=True, slots=True)
class Trouble:
    """A failure of ours that may come up."""

    what: str
    severity: IssueSeverity | None
    opened: dt.date
    fixed: dt.date | None
    cause: str | None
    satisfied: YesNo


@dataclass(frozen=True, slots=True)
class Brief:
    """What the plan says for one meeting on *date*, known by *as_of*; nothing in it is a guess."""

    account: str
    as_of: dt.date
    date: dt.date
    deal: Deal | None
    people: tuple[Person, ...]
    obtain: Obtain
    bring: tuple[Item, ...]
    issues: tuple[Trouble, ...]
