"""One person in the plans: who is meant, and everything that is said of them (GDPR 15, PIPL 45: notes as well)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kamtool.diagnostic import Path
from kamtool.load import Loaded
from kamtool.load.reference import ids_in
from kamtool.model.references import PERSON, REFERENCES
from kamtool.model.stakeholder import Privacy, Stakeholder
from kamtool.model.tiers import DataTier, marks
from kamtool.privacy.contacts import numbers
from kamtool.privacy.leaves import Leaf, leaves
from kamtool.privacy.mentions import Mentions, beside_chinese, in_full, in_part, words
from kamtool.source.comments import comments
from kamtool.source.node import Node, child

# The keys under which people stand by their ids.
HOLDERS = frozenset(
    {PERSON, *(place[-1] for place, sections, _, by_key in REFERENCES if by_key and PERSON in sections)}
)
# The key that dates an item, and what tells where a fact comes from.
DAYS = ("date", "opened", "made", "due")


@dataclass(frozen=True, slots=True)
class Subject:
    """A person in one plan."""

    loaded: Loaded
    id: str

    @property
    def name(self) -> str:
        """``hongqi/song``: the account and the id."""
        return f"{self.loaded.id}/{self.id}"

    @property
    def person(self) -> Stakeholder:
        """The person's entry."""
        assert self.loaded.plan is not None
        return self.loaded.plan.stakeholders[self.id]

    @property
    def names(self) -> tuple[str, ...]:
        """What the person is called, the name first."""
        return tuple(dict.fromkeys(name for name in (self.person.name, *self.person.aliases) if name))

    @property
    def contacts(self) -> tuple[str, ...]:
        """By what the person is reached, and the reference of their consent."""
        return tuple(one for one in (self.person.phone, self.person.email, self.person.privacy.consent_ref) if one)


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing a plan says: where, which key of which section, the value, its day and source, and its tier."""

    path: Path
    section: str
    key: str
    kind: str
    value: str
    date: dt.date | None
    source: str | None
    tier: str


@dataclass(frozen=True, slots=True)
class Dossier:
    """What one plan says of a person, and on which ground."""

    account: str
    account_name: str
    id: str
    privacy: Privacy
    facts: tuple[Fact, ...]


def subjects(plans: Sequence[Loaded], given: str) -> list[Subject]:
    """Everybody who goes by *given*: ``ACCOUNT/PERSON``, or an id, a name or an alias in any plan."""
    account, slash, called = given.rpartition("/")
    found = []
    for loaded in plans:
        if loaded.plan is None or (slash and account not in (loaded.id, loaded.plan.account.name)):
            continue
        for key, person in loaded.plan.stakeholders.items():
            if called in (key, person.name, *person.aliases):
                found.append(Subject(loaded, key))
    exact = [one for one in found if called in (one.id, one.person.name)]
    return exact or found


def mentions_of(subject: Subject, put: str) -> Mentions:
    """How texts speak of a person, each to become *put*; a surname somebody else of the plan bears is left alone."""
    plan = subject.loaded.plan
    assert plan is not None
    others = [one.name for key, one in plan.stakeholders.items() if one.name and key != subject.id]
    others += [one.name for one in plan.team.values() if one.name]
    theirs = {pattern for name in others for pattern in patterns_of(name)}
    own = [pattern for name in subject.names for pattern in patterns_of(name) if pattern not in theirs]
    own += beside_chinese(subject.id)
    if subject.person.phone:
        own += numbers(subject.person.phone)
    names = [name for name in (*subject.names, *subject.contacts) if len(name) > 1 and name not in others]
    return Mentions(tuple((name, put) for name in names), tuple((pattern, put) for pattern in dict.fromkeys(own)))


def may_mean(loaded: Loaded, subject: Subject) -> tuple[int, ...]:
    """The lines of a plan in whose texts or comments the person's id, or a word of their Latin name, stands alone.

    It may be them or the word itself, song or driver: people decide.
    """
    if loaded.root is None:
        return ()
    told = {subject.id, *(word for name in subject.names for word in words(name))}
    alone = re.compile("|".join(rf"(?<![\w-]){re.escape(word)}(?![\w-])" for word in sorted(told)), re.I)
    texts = [(leaf.node.start.line + 1, leaf.node.text) for leaf in leaves(loaded.root) if leaf.kind == "text"]
    text = loaded.source.text
    remarks = [(text.count("\n", 0, one.start) + 1, text[one.start : one.end]) for one in comments(text, loaded.root)]
    return tuple(sorted({line for line, said in (*texts, *remarks) if alone.search(said)}))


def patterns_of(name: str) -> list[str]:
    """How a person may be spoken of beside the full name, form of address and all."""
    return [*in_full(name), *in_part(name, post=False)]


def dossier(subject: Subject) -> Dossier:
    """Everything the plan says of a person: their own entry, whatever names them by id, and texts that mention them."""
    root, plan = subject.loaded.root, subject.loaded.plan
    assert root is not None
    assert plan is not None
    places = [(PERSON, subject.id), *referring(root, subject.id), *moves_of(root, subject.id)]
    find = mentions_of(subject, "\0").found
    facts = []
    for leaf in leaves(root):
        about = any(leaf.path[: len(place)] == place for place in places)
        if (about and not leaf.on_key) or (leaf.kind == "text" and find(leaf.node.text) != leaf.node.text):
            facts.append(fact(leaf, root))
    told = [one for one in facts if one.kind not in ("id", "cell")]
    return Dossier(subject.loaded.id, plan.account.name, subject.id, subject.person.privacy, tuple(told))


def referring(root: Node, person: str) -> Iterator[Path]:
    """The places that name a person by id: the item of a list, or the entry under the id."""
    for pattern, sections, _, by_key in REFERENCES:
        if PERSON not in sections:
            continue
        for path, node in spots(root, pattern):
            if not any(one.text == person for one in ids_in(node, by_key)):
                continue
            if by_key:
                yield (*path, person)
            else:
                at = max((at for at, step in enumerate(path) if isinstance(step, int)), default=None)
                yield path if at is None else path[: at + 1]


def moves_of(root: Node, person: str) -> Iterator[Path]:
    """The changes that tell what moved of the person: of their entry, their part in a deal, or who covers them."""
    for path, node in spots(root, ("changes", "*", "field")):
        steps = re.split(r"[\s./\[\]]+", node.text.strip().lstrip("/"))
        if any(step == person and above in HOLDERS for above, step in pairwise(steps)):
            yield path[:2]


def spots(node: Node, pattern: Path, path: Path = ()) -> Iterator[tuple[Path, Node]]:
    """The nodes at a path in which ``*`` stands for any key or index, each with its own path."""
    if not pattern:
        yield path, node
        return
    step, rest = pattern[0], pattern[1:]
    if step != "*":
        below = child(node, step)
        if below is not None:
            yield from spots(below, rest, (*path, step))
    elif node.kind == "mapping":
        for key, value in node.pairs():
            yield from spots(value, rest, (*path, key.text))
    else:
        for at, item in enumerate(node.items):
            yield from spots(item, rest, (*path, at))


def fact(leaf: Leaf, root: Node) -> Fact:
    """One value with the day and the source that stand beside or above it."""
    date = next((dt.date.fromisoformat(day) for day in beside(root, leaf.path, DAYS) if is_day(day)), None)
    source = next(beside(root, leaf.path, ("source",)), None)
    tier = max(DataTier.CONTACT, marks(leaf.section)[leaf.key].tier, upper(leaf)).word
    return Fact(leaf.path, leaf.section, leaf.key, leaf.kind, leaf.node.text, date, source, tier)


def upper(leaf: Leaf) -> DataTier:
    """The tier of the key of the person's entry, or of the plan, that a value stands under."""
    if leaf.path[0] == PERSON and len(leaf.path) > 2:
        return marks("stakeholder")[str(leaf.path[2])].tier
    return marks("plan")[str(leaf.path[0])].tier


def beside(root: Node, path: Path, keys: Sequence[str]) -> Iterator[str]:
    """The texts under these keys in the mappings above a value, the nearest first; the person's entry is no such."""
    for end in range(len(path) - 1, 1, -1):
        for _, node in spots(root, path[:end]):
            for key in keys:
                value = child(node, key) if node.kind == "mapping" else None
                if value is not None and value.kind == "scalar" and not value.is_null:
                    yield value.text


def is_day(text: str) -> bool:
    """Whether a text is a day."""
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return True
