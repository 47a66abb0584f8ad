"""The unknowns worth asking, ranked: which findings an answer settles, what it moves, how near the decision is.

The score is (settles + moves + bonus) × urgency; every number stands in one of the tables below.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from kamtool.analysis.asking import Asked, Audience, Circle, Group, groups
from kamtool.analysis.deal import is_official, leaves, live, name_of, parts
from kamtool.analysis.settles import settles
from kamtool.analysis.tender import is_tender
from kamtool.analysis.unknown import Ages, Bonus, Due, Kind, Unknown
from kamtool.analysis.unknowns import days_of, due, unknowns
from kamtool.diagnostic import Diagnostic, Severity
from kamtool.model.plan import Plan
from kamtool.model.values import OrganizationType, Role, YesNo
from kamtool.rules.limits import Limits

# Points for a finding that an answer settles; answers that settle one only together share them.
POINTS = {Severity.ERROR: 2.0, Severity.WARNING: 1.0, Severity.HINT: 0.5}
# Points for the whole of an index; an answer gets them for its share of it.
WHOLE = 3.0
# Points for what the deal stands or falls with, for a person who decides, and for one with power.
BONUS = {Bonus.GATE: 1.0, Bonus.DECIDES: 1.0, Bonus.POWER: 0.5}
# All of that counts more, the nearer the next date of the deal is: up to so many days, by so much.
URGENCY = ((14, 1.5), (45, 1.2))
# Of so many answers at most the first sentence speaks.
FIRST = 3
# What scores less is worth a breath only where there is hardly anything else.
LEAST = 0.25
OF_RIVALS = frozenset({Kind.RIVALS, Kind.RIVAL_ATTITUDE, Kind.DIVIDED})
# What one visit bears: so many questions in all, so many to one person, or to ourselves, of them so many of a kind,
# and so many about one person.
IN_ALL, TO_ONE, TO_OURS, ALIKE, ABOUT_ONE = 10, 5, 2, 2, 2


@dataclass(frozen=True, slots=True)
class Settled:
    """A finding that an answer settles, alone or with *others*; *points* are this answer's."""

    code: str
    variant: str
    severity: str
    others: int
    points: float
    mark: str


@dataclass(frozen=True, slots=True)
class Task:
    """An open action that is already meant to answer this; *days* to its day, negative when overdue."""

    id: str | None
    what: str
    due: dt.date | None
    days: int | None


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to ask: of whom, what an answer settles and moves, and its score with every term."""

    rank: int
    unknown: Unknown
    who: str
    deal: str | None
    asked: Asked
    settles: tuple[Settled, ...]
    moves: float
    bonus: float
    urgency: float
    score: float
    task: Task | None


@dataclass(frozen=True, slots=True)
class Nearest:
    """A deal by name, and its next dated point; ``None`` where no day ahead is known."""

    deal: str
    due: Due | None


@dataclass(frozen=True, slots=True)
class Leaving:
    """Who will leave, and when, as announced."""

    who: str
    day: dt.date


@dataclass(frozen=True, slots=True)
class Questions:
    """What to ask about an account, as of a day.

    The first *answers* settle *settled* findings. *later* is worth knowing of people and cannot be asked now: there is
    nobody to ask, or a tender forbids it. *left* more are worth asking and not shown; *unanswerable* are those that
    nobody present can answer. *leaving* have announced that they leave. *tender*: a tender decides; *officials*: some
    people are public officials; *owners* decide in a private firm with nobody above them.
    """

    account: str
    as_of: dt.date
    deals: tuple[str, ...]
    due: Due | None
    dues: tuple[Nearest, ...]
    answers: int
    settled: int
    questions: tuple[Question, ...]
    groups: tuple[Group, ...]
    later: tuple[Question, ...]
    left: int
    unanswerable: int
    leaving: tuple[Leaving, ...]
    tender: bool
    officials: bool
    owners: tuple[str, ...]


def questions(
    plan: Plan,
    found: Sequence[Diagnostic],
    deal: str | None,
    as_of: dt.date,
    limits: Limits,
    present: Collection[str] = (),
    limit: int | None = None,
) -> Questions:
    """The questions of a deal, or of every open deal; *found* are the plan's findings, *present* who will be there.

    With *limit* the first so many, else what one visit bears; a question keeps its number whatever the limit.
    """
    deals = tuple(key for key, _ in live(plan) if deal in (None, key))
    every = [one for one in ranked(plan, found, deals, as_of, limits, present) if one.score > 0]
    forbidden = [one for one in every if one.asked.audience is Audience.AWARD]
    askable = [one for one in every if one.asked.audience is not Audience.AWARD]
    able = [one for one in askable if (one.asked.person is not None if present else can_be_asked(one))]
    first = bearable(able)
    order = [*first, *(one for one in able if one not in first)]
    shown = tuple(replace(one, rank=at) for at, one in enumerate(order[: limit or len(first)], 1))
    unmet = [] if present else [one for one in askable if one not in able]
    answers, settled = first_answers(shown, shared(every))
    dues = tuple(Nearest(named(plan, key), due(plan.opportunities[key], as_of)) for key in deals)
    return Questions(
        account=plan.account.name,
        as_of=as_of,
        deals=tuple(one.deal for one in dues),
        due=min((one.due for one in dues), key=days_of, default=None),
        dues=dues,
        answers=answers,
        settled=settled,
        questions=shown,
        groups=groups(plan, [(one.rank, one.asked) for one in shown], as_of),
        later=tuple(one for one in (*unmet, *forbidden) if one.score >= LEAST),
        left=len(able) - len(shown),
        unanswerable=len(askable) - len(able) if present else 0,
        leaving=tuple(
            Leaving(name_of(key, one), day)
            for key, one in plan.stakeholders.items()
            if (day := leaves(one, as_of)) is not None
        ),
        tender=any(is_tender(plan, key) for key in deals),
        officials=has_officials(plan),
        owners=owners(plan),
    )


def can_be_asked(one: Question) -> bool:
    """Whether there is somebody to ask; what is nobody's own matter can be asked of whoever is met first."""
    return one.asked.audience is not Audience.NOBODY or one.unknown.person is None


def ranked(
    plan: Plan,
    found: Sequence[Diagnostic],
    deals: Sequence[str],
    as_of: dt.date,
    limits: Limits,
    present: Collection[str] = (),
) -> list[Question]:
    """Everything unknown of these deals that may be asked at some time, the highest score first, not yet numbered."""
    gaps = unknowns(plan, deals, as_of, ages(limits))
    settled_by = {gap: [one for one in found if settles(plan, gap, one)] for gap in gaps}
    sharing = Counter(one.mark for some in settled_by.values() for one in some)
    circles = {key: Circle(plan, parts(plan, key, as_of), as_of, present) for key in (*deals, None)}
    every = [question(plan, gap, settled_by[gap], sharing, circles[gap.deal].whom(gap), as_of) for gap in gaps]
    return sorted((one for one in every if may_ask(plan, one.unknown)), key=place)


def named(plan: Plan, key: str) -> str:
    """A deal's name, else its id."""
    return plan.opportunities[key].name or key


def shared(every: Sequence[Question]) -> Mapping[str, int]:
    """For each finding how many answers it takes."""
    return {each.mark: each.others + 1 for one in every for each in one.settles}


def place(one: Question) -> tuple[float, float, int]:
    """What to sort by: the score, then what is settled, then the kind."""
    return -one.score, -sum(each.points for each in one.settles), list(Kind).index(one.unknown.kind)


def may_ask(plan: Plan, gap: Unknown) -> bool:
    """Whether to ask at all: of the others nothing is asked where a tender decides."""
    return gap.kind not in OF_RIVALS or gap.deal is None or not is_tender(plan, gap.deal)


def bearable(able: Sequence[Question]) -> list[Question]:
    """What one visit bears of these, the first before the rest; what counts for little only fills up to a few."""
    given: Counter[tuple[str, object]] = Counter()
    found: list[Question] = []
    for one in able:
        if len(found) >= (IN_ALL if one.score >= LEAST else FIRST):
            break
        whom, about, ours = one.asked.person, one.unknown.person, one.asked.audience is Audience.OURS
        bounds = {("to", whom or ours): TO_OURS if ours else TO_ONE, ("alike", (whom, one.unknown.kind)): ALIKE}
        bounds |= {("about", about): ABOUT_ONE} if about else {}
        if all(given[key] < most for key, most in bounds.items()):
            given.update(bounds.keys())
            found.append(one)
    return found


def ages(limits: Limits) -> Ages:
    """From which age on a judgement is asked again, as the team set it."""
    return Ages(limits.attitude_warn, limits.authority_warn, limits.budget_warn, limits.event_warn)


def question(
    plan: Plan, gap: Unknown, found: Sequence[Diagnostic], sharing: Mapping[str, int], asked: Asked, as_of: dt.date
) -> Question:
    """One thing to ask, with its score."""
    settled = tuple(
        Settled(
            code=one.code,
            variant=one.variant,
            severity=one.severity.word,
            others=sharing[one.mark] - 1,
            points=POINTS[one.severity] / sharing[one.mark],
            mark=one.mark,
        )
        for one in found
    )
    moves, bonus = WHOLE * gap.share, BONUS[gap.bonus] if gap.bonus else 0.0
    urgency = next((factor for days, factor in URGENCY if days_of(gap.due) <= days), 1.0)
    score = (sum(one.points for one in settled) + moves + bonus) * urgency
    return Question(
        rank=0,
        unknown=gap,
        who=name_of(gap.person, plan.stakeholders[gap.person]) if gap.person else "",
        deal=named(plan, gap.deal) if gap.deal else None,
        asked=asked,
        settles=settled,
        moves=round(moves, 2),
        bonus=bonus,
        urgency=urgency,
        score=round(score, 2),
        task=task(plan, gap, {one.code for one in found}, as_of),
    )


def task(plan: Plan, gap: Unknown, codes: Set[str], as_of: dt.date) -> Task | None:
    """The open action that is meant to clear one of these findings, about the same person or deal."""
    for one in plan.actions:
        is_open = one.done is None or one.done > as_of
        fits = gap.person in one.about if gap.person else one.opportunity in (None, gap.deal)
        if is_open and fits and codes & set(one.for_):
            return Task(one.id, one.what, one.due, (one.due - as_of).days if one.due else None)
    return None


def first_answers(shown: Sequence[Question], sharing: Mapping[str, int]) -> tuple[int, int]:
    """How few of the first answers settle how many findings: one that needs several answers only by them all."""
    best = (0, 0)
    for count in range(1, min(FIRST, len(shown)) + 1):
        given = Counter(one.mark for some in shown[:count] for one in some.settles)
        done = sum(given[mark] == sharing[mark] for mark in given)
        if done > best[1]:
            best = (count, done)
    return best


def owners(plan: Plan) -> tuple[str, ...]:
    """Who decides in a private firm, with nobody above them: no figure of a department is theirs, and no committee."""
    if plan.account.type is not OrganizationType.PRIVATE:
        return ()
    return tuple(
        key
        for key, one in plan.stakeholders.items()
        if one.reports_to is None and {Role.DECIDER, Role.APPROVER} & set(one.roles)
    )


def has_officials(plan: Plan) -> bool:
    """Whether people of this customer are public officials."""
    return any(is_official(plan, one) is YesNo.YES for one in plan.stakeholders.values())
