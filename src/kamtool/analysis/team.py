"""Four competencies with their evidence, promises and coverage: one person's own, or sums of several (A15).

For development. Nobody is ranked, nobody is named but to themselves, and a sum of fewer than three people is not told.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from statistics import median

from kamtool.analysis.coverage import load
from kamtool.analysis.debts import past
from kamtool.analysis.tier_terms import TierLimits
from kamtool.diagnostic import Path
from kamtool.ledger.sums import same_name
from kamtool.model.plan import Plan
from kamtool.model.team import CompetenceGrade, Member
from kamtool.model.values import Party, TeamRole, Tier

LEAST_PEOPLE = 3
STALE_DAYS = 365
RANKED = (Tier.A, Tier.B, Tier.C)


class Skill(StrEnum):
    """四项核心能力, the four core competencies (decks 3 and 10)."""

    KNOWLEDGE = "knowledge"
    COMMUNICATION = "communication"
    ATTITUDE = "attitude"
    QUALITY = "quality"


@dataclass(frozen=True, slots=True)
class Said:
    """A grade as one plan has it."""

    skill: Skill
    value: int
    date: dt.date | None
    evidence: tuple[str, ...]
    file: str
    path: Path


@dataclass(frozen=True, slots=True)
class Part:
    """One of ours in one plan: what they look after, are graded, promised and cover."""

    name: str
    account: str
    tier: Tier
    leads: bool
    grades: tuple[Said, ...]
    due: int
    in_time: int
    late: int
    covered: int
    short: int


@dataclass(frozen=True, slots=True)
class Grade:
    """One competence of one person: the latest grade, and what is *asked* by their highest tier.

    *stale* after a year; *said* is ``None`` when nobody graded it.
    """

    skill: Skill
    said: Said | None
    asked: int | None
    days: int | None
    stale: bool

    @property
    def gap(self) -> int:
        """How much is missing to what is asked; 0 when nothing is, or nothing is known."""
        return max(0, self.asked - self.said.value) if self.said and self.asked else 0

    @property
    def is_proven(self) -> bool:
        """Whether it rests on something."""
        return self.said is not None and bool(self.said.evidence)


@dataclass(frozen=True, slots=True)
class Own:
    """One person's data, for that person: *due* promises of theirs that fell due, *in_time* kept, *late* still open;
    people *covered*, and those *short* of the stage wanted.
    """

    name: str
    as_of: dt.date
    accounts: tuple[tuple[str, Tier], ...]
    tier: Tier
    grades: tuple[Grade, ...]
    due: int
    in_time: int
    late: int
    covered: int
    short: int


@dataclass(frozen=True, slots=True)
class SkillSum:
    """One competence over several people: how many are graded, the median, how many grades have evidence.

    ``None`` where fewer than LEAST_PEOPLE are; *below* also where it would point at one or two.
    """

    skill: Skill
    graded: int | None
    median: Decimal | None
    proven: int | None
    below: int | None


@dataclass(frozen=True, slots=True)
class TeamSum:
    """The sums, without anybody's name; with *enough* false there are none. Promises and people as in Own."""

    as_of: dt.date
    enough: bool
    people: int | None
    skills: tuple[SkillSum, ...]
    due: int | None
    in_time: int | None
    covered: int | None
    short: int | None


def team_parts(plan: Plan, file: str, as_of: dt.date, most: int) -> tuple[Part, ...]:
    """Everybody of ours in one plan; *most* people one of ours may cover."""
    return tuple(part(plan, file, key, one, as_of, most) for key, one in plan.team.items())


def part(plan: Plan, file: str, key: str, one: Member, as_of: dt.date, most: int) -> Part:
    """One of ours in one plan; a promise that names nobody of ours is the plan owner's."""
    name = one.name or key
    held = load(plan, key, set(plan.stakeholders), most)
    mine = [
        each
        for each in plan.promises
        if each.by is Party.US and (each.made is None or each.made <= as_of)
        if each.owner == key or (each.owner is None and plan.lead == name)
    ]
    ripe = [each for each in mine if each.due is not None and (past(each.kept, as_of) or each.due < as_of)]
    return Part(
        name=name,
        account=plan.account.name,
        tier=plan.account.tier,
        leads=one.role is TeamRole.ACCOUNT_MANAGER or plan.lead == name,
        grades=tuple(said(one, key, file, as_of)),
        due=len(ripe),
        in_time=sum(each.kept is not None and each.due is not None and each.kept <= each.due for each in ripe),
        late=sum(not past(each.kept, as_of) for each in ripe),
        covered=held.people,
        short=held.short,
    )


def said(one: Member, key: str, file: str, as_of: dt.date) -> Iterable[Said]:
    """The grades that a plan gives one of ours, up to a day."""
    for skill in Skill:
        held: CompetenceGrade = getattr(one.competence, skill.value)
        if held.value is not None and (held.date is None or held.date <= as_of):
            path = ("team", key, "competence", skill.value)
            yield Said(skill, held.value, held.date, held.evidence, file, path)


def own(parts: Iterable[Part], name: str, as_of: dt.date, limits: TierLimits) -> Own:
    """One person's data over all plans."""
    return of_person([one for one in parts if same_name(one.name) == same_name(name)], name, as_of, limits)


def of_person(mine: Sequence[Part], name: str, as_of: dt.date, limits: TierLimits) -> Own:
    """The data of a person whose parts these are."""
    tier = next((tier for tier in RANKED if any(one.leads and one.tier is tier for one in mine)), Tier.UNKNOWN)
    return Own(
        name=name,
        as_of=as_of,
        accounts=tuple((one.account, one.tier) for one in mine),
        tier=tier,
        grades=tuple(grade(skill, mine, limits.grade(tier), as_of) for skill in Skill),
        due=sum(one.due for one in mine),
        in_time=sum(one.in_time for one in mine),
        late=sum(one.late for one in mine),
        covered=sum(one.covered for one in mine),
        short=sum(one.short for one in mine),
    )


def grade(skill: Skill, mine: Sequence[Part], asked: int | None, as_of: dt.date) -> Grade:
    """The latest grade; without days the last one read."""
    found = [each for one in mine for each in one.grades if each.skill is skill]
    last = max(found, key=lambda one: one.date or dt.date.min, default=None)
    days = (as_of - last.date).days if last and last.date else None
    return Grade(skill, last, asked, days, days is not None and days > STALE_DAYS)


def team_sum(parts: Sequence[Part], as_of: dt.date, limits: TierLimits) -> TeamSum:
    """The sums over everybody of ours."""
    people: dict[str, list[Part]] = {}
    for one in parts:
        people.setdefault(same_name(one.name), []).append(one)
    if len(people) < LEAST_PEOPLE:
        return TeamSum(as_of, False, None, (), None, None, None, None)
    every = [of_person(mine, mine[0].name, as_of, limits) for mine in people.values()]
    promising, covering = enough(each.due for each in every), enough(each.covered for each in every)
    return TeamSum(
        as_of=as_of,
        enough=True,
        people=len(every),
        skills=tuple(skill_sum(at, skill, every) for at, skill in enumerate(Skill)),
        due=sum(each.due for each in every) if promising else None,
        in_time=sum(each.in_time for each in every) if promising else None,
        covered=sum(each.covered for each in every) if covering else None,
        short=sum(each.short for each in every) if covering else None,
    )


def enough(counts: Iterable[int]) -> bool:
    """Whether at least LEAST_PEOPLE have anything in it."""
    return sum(count > 0 for count in counts) >= LEAST_PEOPLE


def skill_sum(at: int, skill: Skill, every: Sequence[Own]) -> SkillSum:
    """One competence over everybody who is graded in it."""
    graded = [one.grades[at] for one in every if one.grades[at].said is not None]
    if len(graded) < LEAST_PEOPLE:
        return SkillSum(skill, None, None, None, None)
    values = [one.said.value for one in graded if one.said]
    below, proven = sum(one.gap > 0 for one in graded), sum(one.is_proven for one in graded)
    return SkillSum(
        skill,
        len(graded),
        Decimal(str(median(values))),
        proven if 0 in (proven, len(graded) - proven) or min(proven, len(graded) - proven) >= LEAST_PEOPLE else None,
        below if below == 0 or below >= LEAST_PEOPLE else None,
    )
