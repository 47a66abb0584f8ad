"""What a review asks: judgements grown old first, then the questions that a word or two can answer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from kamtool.analysis.ages import Aged, aged
from kamtool.analysis.ages import Kind as Age
from kamtool.analysis.deal import live
from kamtool.analysis.unknown import Kind
from kamtool.diagnostic import Diagnostic, Path
from kamtool.model.opportunity import Close, CompellingEvent
from kamtool.model.plan import Plan
from kamtool.model.term import Term
from kamtool.model.values import (
    Attitude,
    AuthorityProof,
    Budget,
    DecisionKind,
    DecisionMode,
    DecisionRule,
    Influence,
    NeedStatus,
    OrganizationNeed,
    PersonalNeed,
    RelationshipStage,
    Stage,
    YesNo,
)
from kamtool.questions import Question, ranked
from kamtool.rules.limits import Limits


class Form(StrEnum):
    """How an answer is given and where it goes.

    ``judgement``: a value with day, source and evidence, the old one kept; ``score``: 0 to 5, ``need``: met or unmet,
    both with their day; ``deed`` and ``seen``: a behaviour added; ``proof``: evidence of authority added; ``day`` and
    ``word`` and ``text`` and ``amount``: a plain value; ``role``: a person gets a role; ``still``: only the day.
    """

    JUDGEMENT = "judgement"
    SCORE = "score"
    NEED = "need"
    DEED = "deed"
    SEEN = "seen"
    PROOF = "proof"
    DAY = "day"
    WORD = "word"
    TEXT = "text"
    AMOUNT = "amount"
    ROLE = "role"
    STILL = "still"


SCORES = tuple(str(score) for score in range(6))
STALE: Mapping[Age, tuple[Form, type[Term] | None]] = {
    Age.ATTITUDE: (Form.JUDGEMENT, Attitude),
    Age.AUTHORITY: (Form.PROOF, AuthorityProof),
    Age.RELATIONSHIP: (Form.DEED, RelationshipStage),
    Age.NEEDS: (Form.NEED, NeedStatus),
    Age.STYLE: (Form.SEEN, None),
    Age.LINE: (Form.STILL, None),
    Age.BUDGET: (Form.JUDGEMENT, Budget),
    Age.EVENT: (Form.JUDGEMENT, YesNo),
    Age.DECISION: (Form.STILL, None),
    Age.DEMAND: (Form.STILL, None),
    Age.ANSWER: (Form.JUDGEMENT, YesNo),
    Age.CRITERIA: (Form.STILL, None),
    Age.RADAR: (Form.SCORE, None),
    Age.SWOT: (Form.STILL, None),
}
# The questions that one answer settles; whatever else is unknown needs more than a word.
ASKED: Mapping[Kind, tuple[Form, type[Term] | None, str]] = {
    Kind.ATTITUDE: (Form.JUDGEMENT, Attitude, ""),
    Kind.BUDGET: (Form.JUDGEMENT, Budget, ""),
    Kind.EVENT: (Form.JUDGEMENT, YesNo, ""),
    Kind.AUTHORITY: (Form.PROOF, AuthorityProof, ""),
    Kind.RELATIONSHIP: (Form.DEED, RelationshipStage, ""),
    Kind.INFLUENCE: (Form.WORD, Influence, ""),
    Kind.STAGE: (Form.WORD, Stage, ""),
    Kind.DECISION_MODE: (Form.WORD, DecisionMode, "mode"),
    Kind.DECISION_RULE: (Form.WORD, DecisionRule, "rule"),
    Kind.DECISION_KIND: (Form.WORD, DecisionKind, "kind"),
    Kind.ORGANIZATION: (Form.NEED, OrganizationNeed, "organization"),
    Kind.PERSONAL: (Form.NEED, PersonalNeed, "personal"),
    Kind.CLOSE: (Form.DAY, None, ""),
    Kind.AMOUNT: (Form.AMOUNT, None, ""),
    Kind.CARD: (Form.TEXT, None, ""),
    Kind.ROLE: (Form.ROLE, None, ""),
    Kind.DECIDER: (Form.ROLE, None, ""),
}


@dataclass(frozen=True, slots=True)
class Step:
    """One thing asked: where the plan says it, how it is answered, what stands there, and why it is asked.

    *value* is what holds now (``None`` when unknown), with its source and evidence. *aged* tells how old it is and
    *limit* from which age on it is asked again; *question* is set instead for what is not known. *codes* are the
    findings that hang on it.
    """

    name: str
    form: Form
    kind: str
    path: Path
    choices: tuple[str, ...]
    value: str | None
    source: str | None
    evidence: tuple[str, ...]
    codes: tuple[str, ...]
    aged: Aged | None = None
    limit: int | None = None
    question: Question | None = None

    @property
    def listed(self) -> type[Term] | None:
        """The list that the choices are from."""
        return STALE[Age(self.kind)][1] if self.aged is not None else ASKED[Kind(self.kind)][1]


@dataclass(frozen=True, slots=True)
class Review:
    """What a review of an account asks, in order; *wide* questions need more than a word and are only counted."""

    account: str
    as_of: dt.date
    reviewed: dt.date | None
    steps: tuple[Step, ...]
    wide: int


def review(plan: Plan, found: Sequence[Diagnostic], as_of: dt.date, limits: Limits) -> Review:
    """What to go through: the old, the expired and the oldest first, then the unknown by rank."""
    old = sorted(stale(plan, found, as_of, limits), key=lambda one: oldest(one.aged))
    known = {one.path for one in old}
    every = ranked(plan, found, [key for key, _ in live(plan)], as_of, limits)
    left = [one for one in every if one.unknown.path not in known and not one.unknown.kind.startswith("confirm")]
    asked = [step for one in left if (step := unknown(plan, one)) is not None]
    return Review(plan.account.name, as_of, plan.reviewed, (*old, *asked), len(left) - len(asked))


def oldest(one: Aged | None) -> tuple[bool, int]:
    """What to sort by: the expired first, then the oldest."""
    return (not one.expired, -one.days) if one is not None else (True, 0)


def stale(plan: Plan, found: Sequence[Diagnostic], as_of: dt.date, limits: Limits) -> Iterator[Step]:
    """The judgements that are old enough to be asked again, each once."""
    ages = limits.ages
    seen: set[Path] = set()
    for deal in (*(key for key, _ in live(plan)), None):
        for one in aged(plan, deal, as_of, ages):
            if one.stale and one.path not in seen:
                seen.add(one.path)
                yield old_step(plan, one, found, ages[one.kind].warn)


def old_step(plan: Plan, one: Aged, found: Sequence[Diagnostic], limit: int) -> Step:
    """The question whether something still holds."""
    form, listed = STALE[one.kind]
    held = at(plan, one.path)
    return Step(
        name=".".join(map(str, one.path)),
        form=form,
        kind=one.kind.value,
        path=one.path,
        choices=SCORES if form is Form.SCORE else choices(listed),
        value=value_of(held),
        source=text(getattr(held, "source", None) or getattr(held, "rated_by", None)),
        evidence=evidence_of(held),
        codes=tuple(dict.fromkeys(each.code for each in found if each.path[: len(one.path)] == one.path)),
        aged=one,
        limit=limit,
    )


def unknown(plan: Plan, one: Question) -> Step | None:
    """The step for a question; ``None`` when it needs more than a word."""
    if one.unknown.kind not in ASKED:
        return None
    form, listed, below = asked_for(plan, one)
    path = (*one.unknown.path, *([below] if below else []))
    options = choices(listed)
    if form is Form.ROLE:
        options = tuple(key for key, person in plan.stakeholders.items() if person.left is None)
        if not options:
            return None
    value = value_of(at(plan, path)) if form not in (Form.NEED, Form.ROLE) else None
    return Step(
        name=".".join([*map(str, path), *([one.unknown.role.value] if one.unknown.role else [])]),
        form=form,
        kind=one.unknown.kind.value,
        path=path,
        choices=options,
        value=None if value == "unknown" else value,
        source=None,
        evidence=(),
        codes=tuple(dict.fromkeys(each.code for each in one.settles)),
        question=one,
    )


def asked_for(plan: Plan, one: Question) -> tuple[Form, type[Term] | None, str]:
    """How a question is answered; of an event that is known, what is still missing of it."""
    event = at(plan, one.unknown.path)
    if isinstance(event, CompellingEvent) and event.value is YesNo.YES:
        if event.consequence is None:
            return Form.TEXT, None, "consequence"
        if event.date is not None:
            return Form.DAY, None, "by"
    return ASKED[one.unknown.kind]


def choices(listed: type[Term] | None) -> tuple[str, ...]:
    """The values to choose from; not knowing is no answer."""
    return tuple(one.value for one in listed if one.value != "unknown") if listed else ()


def at(plan: Plan, path: Path) -> Any:
    """What the plan holds at a path."""
    found: Any = plan
    for step in path:
        if isinstance(found, Mapping):
            found = found.get(str(step))
        elif isinstance(step, int):
            found = found[step]
        else:
            found = getattr(found, f"{step}_" if step in ("with", "from") else str(step), None)
        if found is None:
            return None
    return found


def value_of(held: Any) -> str | None:
    """The value of a judgement, a rating, a need or a plain word."""
    if held is None or isinstance(held, str):
        return text(held)
    if isinstance(held, Close):
        return text(held.date)
    for field in ("value", "status", "claim", "amount"):
        if getattr(held, field, None) is not None:
            return text(getattr(held, field))
    return None


def evidence_of(held: Any) -> tuple[str, ...]:
    """What a judgement rests on, as texts."""
    shown = getattr(held, "evidence", ())
    return tuple(one if isinstance(one, str) else deed(one) for one in shown)


def deed(one: Any) -> str:
    """The words of a behaviour, or of a piece of evidence of authority."""
    return getattr(one, "behaviour", None) or getattr(one, "note", None) or ""


def text(value: object) -> str | None:
    """A value as plain text."""
    return None if value is None else str(value.value) if isinstance(value, Term) else str(value)
