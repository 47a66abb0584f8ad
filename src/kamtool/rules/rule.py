"""What a rule is, and what it sees."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import Literal, NamedTuple

from kamtool.analysis.ages import Aged, aged
from kamtool.analysis.deal import Part, is_agreed, live, parts, stage_number, touches
from kamtool.analysis.tender import under_notice
from kamtool.diagnostic import Finding, Path, Severity
from kamtool.model.opportunity import Opportunity
from kamtool.model.plan import Plan
from kamtool.model.values import ExpectKind
from kamtool.rules.limits import Limits
from kamtool.rules.words import WordList, Words, strings, words

DEFAULTS = Limits()
OUR_WORDS = words()

Confidence = Literal["high", "medium", "low"]
Profile = Literal["basic", "standard", "strict"]
Check = Callable[["Case"], Iterator[Finding]]
WORDS = "words"  # the variant of a finding that read words: never sure, and its line stays hidden
REFUSED = "refused"  # the same, where the words say that nothing is given or taken


class Rule(NamedTuple):
    """A code, a name, the severity a finding has unless it says otherwise, the check, and how sure a finding is.

    Confidence is high when the plan's facts alone decide, medium when the rule reads a pattern into them, low when it
    reads words. *profile* is the smallest profile it belongs to: basic for a first plan, standard, or strict. A *whole*
    rule sees all that is written; to the others what is dated after the day is not there yet.
    """

    code: str
    name: str
    severity: Severity
    check: Check
    confidence: Confidence
    profile: Profile
    whole: bool = False

    def sure(self, variant: str) -> Confidence:
        """How sure a finding of that variant is; one that reads words is at most of medium confidence."""
        return "medium" if variant in (WORDS, REFUSED) and self.confidence == "high" else self.confidence


def rule(
    code: str,
    name: str,
    severity: Severity,
    confidence: Confidence = "high",
    profile: Profile = "standard",
    whole: bool = False,
) -> Callable[[Check], Rule]:
    """Make a check a rule. Its words stand in ``texts``, its cases in ``rules/cases``, both under its code."""
    return lambda check: Rule(code, name, severity, check, confidence, profile, whole)


class Deal(NamedTuple):
    """An open deal with everybody's part in it; *stage* is 1 to 6, 0 when unknown."""

    id: str
    deal: Opportunity
    parts: tuple[Part, ...]
    stage: int

    @property
    def name(self) -> str:
        """What to call the deal."""
        return self.deal.name or self.id


class Case:
    """What a rule sees: a valid plan, the day, the limits, and the file's text for a quick look before a slow one."""

    def __init__(
        self, plan: Plan, as_of: dt.date, text: str, limits: Limits = DEFAULTS, words: Words = OUR_WORDS
    ) -> None:
        self.plan = plan
        self.as_of = as_of
        self.text = text
        self.limits = limits
        self.words = words
        self.said: dict[WordList, list[tuple[Path, str]]] = {}

    @cached_property
    def aged(self) -> tuple[Aged, ...]:
        """How old every dated judgement is that counts for an open deal, or for the account when there is none."""
        found: dict[Path, Aged] = {}
        deals: list[str | None] = [deal.id for deal in self.deals]
        for deal in deals or [None]:
            found |= {one.path: one for one in aged(self.plan, deal, self.as_of, self.limits.ages)}
        return tuple(found.values())

    @cached_property
    def lowered(self) -> str:
        """The file's text in small letters."""
        return self.text.lower()

    def spoken(self, words: WordList) -> list[tuple[Path, str]]:
        """The texts that say a word of that list, each with its path; a path ends above a key that says one."""
        if words not in self.said:
            self.said[words] = self.saying(words) if words.speaks(self.lowered) else []
        return self.said[words]

    def saying(self, words: WordList) -> list[tuple[Path, str]]:
        """The same, worked out: it takes a look at every text, so it is done once."""
        says = words.search.search
        told = {path: text for path, text in strings(self.plan) if says(text)}
        ends = {path: next((at for at, step in enumerate(path) if says(str(step))), len(path)) for path in told}
        return list({path[: ends[path]]: text for path, text in told.items()}.items())

    @cached_property
    def bribery(self) -> list[tuple[Path, str]]:
        """The texts that speak of bribery."""
        return self.spoken(self.words.bribery)

    @cached_property
    def tender(self) -> list[tuple[Path, str]]:
        """The texts that speak of a tender's secrets."""
        return self.spoken(self.words.tender)

    def ago(self, days: int) -> dt.date:
        """The day so many days before *as_of*."""
        return self.as_of - dt.timedelta(days=days)

    @cached_property
    def deals(self) -> tuple[Deal, ...]:
        """The open deals."""
        return tuple(
            Deal(key, deal, parts(self.plan, key, self.as_of), stage_number(deal)) for key, deal in live(self.plan)
        )

    @cached_property
    def noticed(self) -> frozenset[str]:
        """The open deals that a tender decides whose notice is out."""
        return frozenset(key for key, _ in live(self.plan) if under_notice(self.plan, key, self.as_of))

    @cached_property
    def acted_on(self) -> frozenset[str]:
        """Whom an open action is about."""
        return frozenset(person for action in self.plan.actions if action.done is None for person in action.about)

    @cached_property
    def agreed_with(self) -> frozenset[str]:
        """With whom a next step was agreed whose day is still to come."""
        steps = [(visit.next, visit.with_) for visit in self.plan.visits if visit.next]
        return frozenset(
            person
            for step, people in steps
            if is_agreed(step) and step.date is not None and step.date >= self.as_of
            for person in people
        )

    @cached_property
    def expected(self) -> frozenset[str]:
        """Whom the plan expects us to meet by a day still to come."""
        ahead = [one for one in self.plan.expect if one.what is ExpectKind.MET and one.by >= self.as_of]
        return frozenset(person for one in ahead for person in one.who)

    @cached_property
    def addressed(self) -> frozenset[str]:
        """The codes that an open action is there to answer."""
        return frozenset(code for action in self.plan.actions if action.done is None for code in action.for_)

    @cached_property
    def touched(self) -> Mapping[str, dt.date]:
        """The day of the last two-way contact with each person there was one with."""
        return {person: one.date for one in touches(self.plan, self.as_of) for person in one.with_}


def age(case: Case, field: str, known: dt.date | None) -> Severity | None:
    """How old that is: too old to rest on, old enough to ask again, or fresh (or of no known day)."""
    if known is None:
        return None
    if known < case.ago(getattr(case.limits, f"{field}_error")):
        return Severity.ERROR
    return Severity.WARNING if known < case.ago(getattr(case.limits, f"{field}_warn")) else None
