"""Who is meant by a word: an id, a name, an alias, a full title, 宋处长 or one word of a Latin name. Never a guess.

A word that fits several people, or nobody, is refused with those it may mean.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from kamtool.load.called import ADDRESSES, CHINESE, addressed, sounding
from kamtool.model.plan import Plan
from kamtool.when.read import folded

HONORIFIC = re.compile(r"(?:mr|mrs|ms|dr|director|prof)\.? ")
CLOSE = 0.6


class Nobody(Exception):
    """A word that fits nobody, or several: *near* are the people it may mean, *many* tells that it fits them all."""

    def __init__(self, given: str, near: tuple[str, ...], many: bool = False) -> None:
        super().__init__(given)
        self.given = given
        self.near = near
        self.many = many


@dataclass(frozen=True, slots=True)
class Person:
    """One of theirs, or one of ours."""

    id: str
    ours: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """A name at a place of a text: whom it fits, and where it ends."""

    people: tuple[Person, ...]
    end: int


class Names:
    """Everybody of a plan, by every word they go by."""

    def __init__(self, plan: Plan) -> None:
        self.titles: dict[Person, tuple[str, str]] = {}
        self.labels: dict[Person, str] = {}
        self.forms: dict[str, set[Person]] = defaultdict(set)
        words: dict[str, set[Person]] = defaultdict(set)
        for person, name, title, others in everybody(plan):
            self.labels[person] = person.id if name in (None, person.id) else f"{person.id} ({name})"
            self.titles[person] = (folded(name or ""), folded(title or ""))
            for form in (person.id, name, title, *others):
                if form:
                    self.forms[folded(form)].add(person)
            for word in folded(name or "").split(" "):
                if len(word) > 1 and word.isascii():
                    words[word].add(person)
        for word, people in words.items():
            if word not in self.forms:
                self.forms[word] = people
        self.longest = max(map(len, self.forms), default=0)

    def at(self, text: str, start: int) -> Hit | None:
        """The longest name that stands at a place of a folded text; whoever it fits."""
        skipped = HONORIFIC.match(text, start)
        begin = skipped.end() if skipped else start
        hits = [Hit(tuple(people), begin + len(form)) for form, people in self.forms_at(text, begin)]
        hits += self.addressed(text, begin)
        return max(hits, key=lambda one: one.end, default=None)

    def forms_at(self, text: str, start: int) -> Iterator[tuple[str, set[Person]]]:
        """The forms that stand at a place, whole words only where letters are Latin."""
        for size in range(min(self.longest, len(text) - start), 0, -1):
            form = text[start : start + size]
            if form in self.forms and not (inner(text, start) or inner(text, start + size)):
                yield form, self.forms[form]

    def addressed(self, text: str, start: int) -> Iterator[Hit]:
        """宋处长, 赵总: those of that surname whose title fits; behind a full name the form only rounds it off."""
        for form, people in self.forms_at(text, start):
            rest = re.compile(f"副?(?:{'|'.join(sorted(ADDRESSES, key=len, reverse=True))})").match(
                text, start + len(form)
            )
            if rest and re.search(CHINESE, form) and len(form) > 1:
                yield Hit(tuple(people), rest.end())
        fitting, end = addressed(text, start, self.titles.items())
        if fitting:
            yield Hit(tuple(fitting), end)

    def one(self, hit: Hit, given: str) -> Person:
        """The one person a hit means. Raises Nobody when it fits several."""
        if len(hit.people) != 1:
            raise Nobody(given, tuple(sorted(self.labels[one] for one in hit.people)), many=True)
        return hit.people[0]

    def read(self, word: str) -> Person:
        """The person a whole word means. Raises Nobody."""
        text = folded(word.strip())
        hit = self.at(text, 0)
        if hit is None or hit.end != len(text):
            raise Nobody(word.strip(), self.near(word) or tuple(self.labels.values()))
        return self.one(hit, word.strip())

    def near(self, word: str) -> tuple[str, ...]:
        """The people a misspelt word may mean, most likely first: by its letters, its sound, or its surname."""
        text = folded(word.strip())
        if not text:
            return ()
        close = [form for form in get_close_matches(text, self.forms, n=3, cutoff=CLOSE) if len(form) > 1]
        found = [person for form in close for person in sorted(self.forms[form], key=lambda one: one.id)]
        if re.match(CHINESE, text) and len(text) <= 4:
            found += alike(text, ((one, name) for one, (name, _) in self.titles.items()))
        return tuple(self.labels[one] for one in dict.fromkeys(found))


def everybody(plan: Plan) -> Iterator[tuple[Person, str | None, str | None, Iterable[str]]]:
    """Theirs and ours, with name, title and further names."""
    for key, one in plan.stakeholders.items():
        yield Person(key, ours=False), one.name, one.title, one.aliases
    for key, member in plan.team.items():
        yield Person(key, ours=True), member.name, member.title, ()


def alike(text: str, names: Iterable[tuple[Person, str]]) -> Iterator[Person]:
    """Those whose Chinese name sounds like this one, then those of the same surname."""
    every = [(person, name) for person, name in names if name]
    alike_names = set(sounding(text, [name for _, name in every]))
    yield from (person for person, name in every if name in alike_names)
    yield from (person for person, name in every if name[0] == text[0])


def inner(text: str, at: int) -> bool:
    """Whether a place lies inside a Latin word or a number."""
    return 0 < at < len(text) and latin(text[at - 1]) and latin(text[at])


def latin(sign: str) -> bool:
    """Whether a sign belongs to a word that spaces part from others."""
    return sign == "-" or (sign.isalnum() and not re.match(CHINESE, sign))
