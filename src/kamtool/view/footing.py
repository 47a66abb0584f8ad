"""What an answer rests on: how old each judgement in it is, and in which line of the file it stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from kamtool.analysis.ages import PERSONAL, Aged, Ages, Kind
from kamtool.analysis.deal import name_of
from kamtool.analysis.rivals import rival_name
from kamtool.analysis.upto import Stood
from kamtool.diagnostic import Path
from kamtool.load import Loaded
from kamtool.model.plan import Plan
from kamtool.model.values import Axis, Criterion, OrganizationNeed, PersonalNeed
from kamtool.source.node import child, locate
from kamtool.texts.lookup import Texts
from kamtool.view.blocks import Block, Fact, Facts, Heading, Note

US = "us"
NAMED = 4
OWN = frozenset({Kind.SWOT})
# What a deal has one of; an answer on several deals says of which.
SINGLE = frozenset({Kind.BUDGET, Kind.EVENT, Kind.DECISION})


class Stale(NamedTuple):
    """For JSON: one judgement that is stale, the path of it in the file, its day and age, and the two limits."""

    kind: Kind
    path: Path
    date: dt.date
    days: int
    warn: int
    error: int
    expired: bool


class Footing:
    """Ages and places for one answer in one language; without *loaded* nothing is known of either."""

    def __init__(
        self,
        texts: Texts,
        loaded: Loaded | None = None,
        stood: Stood | None = None,
        deal: str | None = None,
        found: Sequence[Aged] = (),
        ages: Ages | None = None,
    ) -> None:
        self.texts = texts
        self.loaded = loaded
        self.stood = stood
        self.deal = deal
        self.found = found
        self.ages = ages or {}
        self.stale = {(one.kind, one.about) for one in found if one.stale}
        self.old_paths = {self.real(one.path) for one in found if one.stale}

    def __call__(self, key: str, /, **values: object) -> str:
        """A sentence about ages or places."""
        return self.texts(f"ages.{key}", **values)

    def about(self, people: Iterable[str]) -> Footing:
        """The same, of people only what is held of these."""
        here = frozenset(people)
        personal = PERSONAL | {Kind.AUTHORITY}
        return self.only(one for one in self.found if one.kind not in personal or here & set(one.about))

    def only(self, found: Iterable[Aged]) -> Footing:
        """The same, of these judgements alone."""
        return Footing(self.texts, self.loaded, self.stood, self.deal, tuple(found), self.ages)

    def joined(self, others: Iterable[Footing]) -> Footing:
        """The same with the judgements of other answers, each once."""
        every = {one.path: one for each in (self, *others) for one in each.found}
        return self.only(every.values())

    def mark(self, kind: Kind, *about: str) -> str:
        """The sign of what is stale, with a space before it; nothing for what is not."""
        return f" {self('mark')}" if (kind, about) in self.stale else ""

    def marked(self, text: str, kind: Kind, *about: str) -> str:
        """A text with the sign behind it when what it says is stale."""
        return text + self.mark(kind, *about)

    def mark_at(self, path: Path) -> str:
        """The sign of what is stale where that is what stands at a path of the file; nothing elsewhere."""
        return f" {self('mark')}" if path in self.old_paths else ""

    def stale_of(self, *kinds: Kind) -> tuple[Stale, ...]:
        """What is stale of these kinds, for JSON."""
        return tuple(
            Stale(one.kind, self.real(one.path), one.date, one.days, *self.ages[one.kind], one.expired)
            for one in self.found
            if one.stale and one.kind in kinds
        )

    def old(self, *kinds: Kind) -> Iterator[Facts]:
        """The one note on what is stale of these kinds, and how to confirm it; nothing when all is fresh."""
        stale = [one for one in self.found if one.stale and one.kind in kinds]
        rows: list[Fact] = []
        groups = (
            ("how_person", [one for one in stale if one.kind in PERSONAL or one.kind is Kind.AUTHORITY]),
            ("how_own", [one for one in stale if one.kind in OWN]),
        )
        taken = {one.path for _, some in groups for one in some}
        for how, some in (*groups, ("how_deal", [one for one in stale if one.path not in taken])):
            if some:
                expired = sum(one.expired for one in some)
                key = "confirm_expired" if expired else "confirm"
                old = self.texts.join(self.some(kind, some) for kind in dict.fromkeys(one.kind for one in some))
                text = self(key, old=old, count=expired, how=self(how))
                rows.append(Fact("" if rows else self("label"), text, "bad" if expired else "warn"))
        if rows:
            yield Facts(tuple(rows))

    def some(self, kind: Kind, found: Sequence[Aged]) -> str:
        """What is stale of one kind, the oldest first."""
        mine = sorted((one for one in found if one.kind is kind), key=lambda one: -one.days)
        words = [self("item", what=self.what(one), days=one.days).strip() for one in mine[:NAMED]]
        words += [self("more", count=len(mine) - NAMED)] if len(mine) > NAMED else []
        return self("some", kind=self(kind.value), items=self.texts.join(words))

    def terms(self, *kinds: Kind) -> Iterator[Block]:
        """For ``--explain``: every dated judgement of these kinds, its age in days and its place."""
        mine = [one for one in self.found if one.kind in kinds]
        if mine:
            yield Heading(self("heading"), level=2)
        for one in mine:
            what = self.what(one)
            state = "_expired" if one.expired else "_stale" if one.stale else ""
            age = self.ages[one.kind]
            values = {"what": what, "days": one.days, "date": one.date, "warn": age.warn, "error": age.error}
            said = self(f"term{'' if what else '_bare'}{state}", kind=self(one.kind.value), **values)
            places = [one.path]
            if one.deed:
                kind = "evidence" if one.deed[0] != "visits" else "next" if one.deed[-1] == "next" else "contact"
                said, places = self(f"deed_{kind}", said=said), [one.path, one.deed]
            yield Note(self.at(said, *places), "warn" if one.stale else "plain", bullet=True)

    def what(self, one: Aged) -> str:
        """What a judgement is about, in names and words."""
        match one.kind:
            case Kind.ATTITUDE | Kind.AUTHORITY | Kind.RELATIONSHIP | Kind.STYLE:
                return self.person(one.about[0])
            case Kind.NEEDS:
                return self("of", who=self.person(one.about[0]), what=need(one))
            case Kind.LINE:
                return self("between", who=self.person(one.about[0]), whom=self.person(one.about[1]))
            case Kind.ANSWER:
                return self.vendor(one.about[0], Criterion(one.about[1]))
            case Kind.RADAR:
                return self.vendor(one.about[0], Axis(one.about[1]))
            case _ if one.kind in SINGLE and self.deal is None and self.plan:
                key = str(one.path[1])
                return self.plan.opportunities[key].name or key
            case _:
                return one.about[0] if one.about else ""

    def vendor(self, vendor: str, asked: Criterion | Axis) -> str:
        """What was answered or rated, and for whom if not for us."""
        if vendor == US or self.plan is None:
            return self.texts.term(asked)
        return self("of", who=rival_name(self.plan, vendor), what=asked)

    def person(self, key: str) -> str:
        """A person's name."""
        person = self.plan.stakeholders.get(key) if self.plan else None
        return name_of(key, person) if person else key

    @property
    def plan(self) -> Plan | None:
        """The plan as it stood."""
        return self.stood.plan if self.stood else None

    def at(self, text: str, *paths: Path) -> str:
        """A text with the file and the lines where its terms stand, of paths in the plan as it stood."""
        places = self.places(paths)
        return self("at", text=text, places=places) if places else text

    def cite(self, label: str, *paths: Path) -> Note:
        """A line of ``--explain`` that only says where something stands."""
        return Note(self.at(label, *paths), "quiet", bullet=True)

    def quoted(self, text: str, section: Path, *words: object) -> str:
        """A text with the place of the first item in a list of the plan that has all these words; else the text."""
        items: object = self.plan
        for step in section:
            items = items.get(step) if isinstance(items, dict) else getattr(items, str(step), None)
        wanted = {str(word) for word in words if word is not None}
        for at, item in enumerate(items if isinstance(items, tuple) else ()):
            if wanted <= {str(value) for value in vars(item).values()}:
                return self.at(text, (*section, at))
        return text

    def places(self, paths: Iterable[Path]) -> str:
        """``file:line`` of the first path, ``:line`` of each further one."""
        if self.loaded is None or self.loaded.root is None:
            return ""
        lines = dict.fromkeys(locate(self.loaded.root, self.real(path)).line for path in paths)
        return ", ".join(f":{line}" if at else f"{self.loaded.file}:{line}" for at, line in enumerate(lines))

    def real(self, path: Path) -> Path:
        """A path of the plan as it stood, as the file has it."""
        return self.stood.path(path) if self.stood else path

    def of(self, person: str, *fields: str) -> tuple[Path, ...]:
        """Where the file says these fields of a person: in the deal where it differs there, else at the person."""
        return tuple(self.part(person, field) for field in fields)

    def part(self, person: str, field: str) -> Path:
        """Where the file says one field of a person."""
        own: Path = ("stakeholders", person, field)
        here: Path = ("opportunities", self.deal or "", "participants", person, field)
        return here if self.has(here) else own

    def has(self, path: Path) -> bool:
        """Whether the file says anything at this path."""
        node = self.loaded.root if self.loaded else None
        for step in path:
            node = child(node, step) if node is not None else None
        return node is not None

    def in_deal(self, *path: str | int) -> Path:
        """A path below the deal."""
        return ("opportunities", self.deal or "", *path)


def need(one: Aged) -> PersonalNeed | OrganizationNeed:
    """Which need it is."""
    kind = one.about[1]
    return PersonalNeed(kind) if one.path[-2] == "personal" else OrganizationNeed(kind)
