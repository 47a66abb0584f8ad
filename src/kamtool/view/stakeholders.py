"""The influence map as a person reads it: the point, the tree, the lines, and what hangs on whom."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from kamtool.analysis.ages import Kind
from kamtool.analysis.roles import following
from kamtool.analysis.stakeholders import RECENT_DAYS, Loss, Misjudged, Person, RoleCover, StakeholderMap, Way
from kamtool.diagnostic import Path
from kamtool.model.values import Attitude, RelationKind, RelationshipStage, Role, Strength
from kamtool.playbook.read import Playbook
from kamtool.texts.lookup import Texts
from kamtool.view.blocks import Block, Branch, Cell, Column, Fact, Facts, Heading, Link, Note, Tone, Tree
from kamtool.view.footing import Footing
from kamtool.view.quote import quoted_whole
from kamtool.view.signs import attitude, influence, percent, signed

KINDS = (Kind.ATTITUDE, Kind.AUTHORITY, Kind.RELATIONSHIP, Kind.LINE)
MOST_LOSSES = 3
MOST_MISJUDGED = 4
LINKS: dict[RelationKind, Literal["arrow", "conflict", "line"]] = {
    RelationKind.INFLUENCES: "arrow",
    RelationKind.TRUSTS: "arrow",
    RelationKind.CONFLICTS: "conflict",
    RelationKind.WORKS_WITH: "line",
    RelationKind.CONFLICT_OF_INTEREST: "line",
}


def stakeholders_view(
    found: StakeholderMap, book: Playbook, texts: Texts, explain: bool = False, footing: Footing | None = None
) -> tuple[Block, ...]:
    """The blocks of a map; with *explain* the terms of its numbers, and by *footing* how old they are and where."""
    t = Words(found, book, texts, footing or Footing(texts))
    blocks: list[Block] = [Heading(found.account, t.scope())]
    if not found.people:
        return (*blocks, Note(t("empty")))
    blocks.append(Note(t.point(), "strong"))
    if found.notice:
        blocks.append(Note(t("notice"), "warn"))
    blocks.append(t.tree())
    blocks.append(Facts(tuple(once(t.facts()))))
    blocks += t.footing.old(*KINDS)
    if found.without is not None:
        blocks += t.drill()
    if explain:
        blocks += t.terms()
    return tuple(blocks)


def once(facts: Iterator[Fact]) -> Iterator[Fact]:
    """Facts in which a label that follows itself is said only once."""
    before = ""
    for fact in facts:
        yield fact if fact.label != before else Fact("", fact.text, fact.tone)
        before = fact.label


class Words:
    """The words of one map in one language."""

    def __init__(self, found: StakeholderMap, book: Playbook, texts: Texts, footing: Footing) -> None:
        self.found = found
        self.book = book
        self.texts = texts
        self.footing = footing

    def __call__(self, key: str, /, **values: object) -> str:
        """A sentence of this view."""
        return self.texts(f"stakeholders.{key}", **values)

    def names(self, keys: tuple[str, ...]) -> str:
        """People by name, as one text."""
        return self.texts.join(self.found.name(key) for key in keys)

    def scope(self) -> str:
        """The deal and its stage."""
        if self.found.deal is None:
            return self("no_deal")
        stage = self.found.stage
        if stage is None:
            return self.found.deal
        after = following(stage)
        shown = self("stage_next", stage=stage, next=after) if after else self.texts.term(stage)
        return f"{self.found.deal} · {shown}"

    def point(self) -> str:
        """What this map says in one sentence."""
        if not self.found.ways:
            return self(self.bounded("point_no_decider"))
        way = min(self.found.ways, key=lambda one: self.attitude_of(one.target) is Attitude.ACCEPT)
        who, view = self.found.name(way.target), self.attitude_of(way.target)
        if view is Attitude.ACCEPT:
            return self.with_us(way.target)
        kind = {Attitude.UNKNOWN: "unknown", Attitude.RESIST: "against", Attitude.SABOTAGE: "against"}.get(view, "open")
        if self.found.notice:
            return self(f"point_{kind}_notice", who=who, attitude=view)
        if not way.over:
            return self(f"point_{kind}_no_way", who=who, attitude=view)
        over = self.texts.join(self.found.name(key) for key in way.over[:-1])
        return self(f"point_{kind}", who=who, attitude=view, over=over)

    def with_us(self, key: str) -> str:
        """That the decider accepts us, and how long that was not put to the test."""
        days = next(one.days for one in self.found.people if one.id == key)
        if days is None:
            return self("point_with_unmet", who=self.found.name(key))
        long = days > RECENT_DAYS
        said = self.bounded("point_with_long") if long else "point_with"
        return self(said, who=self.found.name(key), days=days)

    def bounded(self, key: str) -> str:
        """A sentence, or what is left of it once a tender's notice is out."""
        return f"{key}_notice" if self.found.notice else key

    def attitude_of(self, key: str) -> Attitude:
        """The attitude of a person of the map."""
        return next(one.attitude for one in self.found.people if one.id == key)

    def tree(self) -> Tree:
        """Everybody under their superior, with the informal lines."""
        keys = ("roles", "influence", "attitude", "relationship")
        columns = (*(Column(self(key)) for key in keys), Column(self("touch"), "right"))
        in_rings = {key for ring in self.found.rings for key in ring}
        roots = [one for one in self.found.people if one.reports_to is None]
        roots += [one for one in self.found.people if one.id in {ring[0] for ring in self.found.rings}]
        return Tree(
            columns,
            tuple(self.branch(one, frozenset(in_rings)) for one in roots),
            tuple(self.links()),
            name_title=self("name"),
            links_title=self("informal"),
        )

    def branch(self, person: Person, closed: frozenset[str]) -> Branch:
        """A person and all below; in a ring nobody is followed twice."""
        below = [one for one in self.found.people if one.reports_to == person.id and one.id not in closed]
        if person.id in closed:
            ring = next(ring for ring in self.found.rings if person.id in ring)
            after = ring[ring.index(person.id) + 1 :] if person.id in ring else ()
            below += [one for one in self.found.people if one.id in after and one.reports_to == person.id]
            if person.id == ring[0]:
                below += [one for one in self.found.people if one.id in ring[1:] and one not in below]
        unit = person.unit if person.unit and person.unit not in f"{person.title} {person.name}" else None
        about = " · ".join(word for word in (person.title, unit) if word)
        rest = closed | {person.id}
        ringed = [one for one in below if one.id in closed]
        return Branch(
            person.id,
            person.name,
            about,
            self.cells(person),
            attitude(person.attitude, self.texts).tone,
            tuple(
                Branch(one.id, one.name, "", self.cells(one)) if one in ringed else self.branch(one, rest)
                for one in below
            ),
        )

    def cells(self, person: Person) -> tuple[Cell, ...]:
        """What the map says of one person."""
        return (
            self.roles(person),
            influence(person.influence, self.texts),
            attitude(person.attitude, self.texts, self.footing.mark(Kind.ATTITUDE, person.id)),
            self.relationship(person),
            self.touch(person),
        )

    def roles(self, person: Person) -> Cell:
        """The roles; deciding ones without proof are marked."""
        if not person.roles:
            return Cell(self("no_role"), "quiet")
        return Cell(self.texts.join(self.role(person, role) for role in person.roles))

    def role(self, person: Person, role: Role) -> str:
        """One role; a deciding one is marked when nothing proves it, or only what was seen long ago."""
        if role not in (Role.DECIDER, Role.APPROVER):
            return self.texts.term(role)
        if not person.verified:
            return self("unverified", role=role)
        return self.footing.marked(self.texts.term(role), Kind.AUTHORITY, person.id)

    def relationship(self, person: Person) -> Cell:
        """The relationship stage; beyond acquaintance it is marked when dated behaviour does not prove it."""
        stage = person.relationship
        if stage is RelationshipStage.UNKNOWN:
            return Cell(f"? {self.texts.term(stage)}", "quiet")
        stages = list(RelationshipStage)
        claimed = stages.index(stage) > 0 and (
            person.proven is RelationshipStage.UNKNOWN or stages.index(person.proven) < stages.index(stage)
        )
        shown = self("claimed", stage=stage) if claimed else self.texts.term(stage)
        return Cell(self.footing.marked(shown, Kind.RELATIONSHIP, person.id))

    def touch(self, person: Person) -> Cell:
        """How long ago we last spoke."""
        if person.days is None:
            return Cell(self("not_met"), "quiet")
        if person.days < 2:
            return Cell(self("days_one" if person.days else "today"))
        return Cell(self("days", days=person.days), "warn" if person.days > 60 else "plain")

    def links(self) -> Iterator[Link]:
        """The informal lines; who is trusted sways who trusts."""
        for line in self.found.lines:
            ends = (line.target, line.source) if line.kind is RelationKind.TRUSTS else (line.source, line.target)
            known = line.strength is not Strength.UNKNOWN
            trust, plain = line.kind is RelationKind.TRUSTS, line.kind is RelationKind.INFLUENCES
            words = [] if plain else [self("trusted") if trust else self.texts.term(line.kind)]
            words += [self.texts.term(line.strength)] if known else []
            kind, old = LINKS[line.kind], self.footing.mark(Kind.LINE, line.source, line.target)
            yield Link(*ends, kind, " ".join(words) + old, line.strength is Strength.STRONG)

    def facts(self) -> Iterator[Fact]:
        """What the map adds up to."""
        yield Fact(self("support"), self.support())
        for stage in dict.fromkeys(one.stage for one in self.found.coverage):
            covers = [one for one in self.found.coverage if one.stage is stage]
            shown = "   ".join(self.cover(one) for one in covers)
            tone: Tone = "plain" if all(one.recent for one in covers) else "warn"
            yield Fact(self("roles_label"), self("at_stage", stage=stage, roles=shown), tone)
        for way in self.found.ways:
            yield Fact(self("path"), self.way(way), "plain" if way.over else "bad")
        if not self.found.ways:
            yield Fact(self("path"), self("no_decider"), "bad")
        for view in dict.fromkeys(self.attitude_of(one.target) for one in self.found.ways):
            if view is not Attitude.UNKNOWN and not self.found.notice:
                advice = quoted_whole(self.book, "attitudes", view.value, self.texts)
                yield Fact(self("advice"), self("with_decider", attitude=view, advice=advice))
        for one in self.found.people:
            if one.leaves:
                words = self(self.bounded("leaves"), who=one.name, day=one.leaves)
                yield Fact(self("leaving"), words, "warn")
        if self.found.without is None:
            for loss in self.found.losses[:MOST_LOSSES]:
                yield Fact(
                    self("thin"), self("without", who=self.found.name(loss.person), what=self.loss(loss)), "warn"
                )
        for weighed in self.found.misjudged[:MOST_MISJUDGED]:
            yield Fact(self("weight"), self.misjudged(weighed))
        yield from self.faults()

    def faults(self) -> Iterator[Fact]:
        """What is wrong with the tree itself."""
        for ring in self.found.rings:
            key = "ring" if len(ring) > 1 else "ring_self"
            yield Fact(self("name"), self(key, people=self.names(ring)), "bad")
        heads = tuple(one.id for one in self.found.people if one.reports_to is None)
        if len(heads) > 1 and len(self.found.people) > 2:
            yield Fact(self("name"), self("heads", count=len(heads), who=self.names(heads)), "quiet")

    def support(self) -> str:
        """The support index in words, with what is unknown."""
        index = self.found.support
        if index.index is None:
            words = [self("support_none")]
        else:
            words = [self("support_index", index=signed(index.index), known=index.known)]
        if index.unknown_share is not None:
            words.append(self("support_unknown", share=percent(index.unknown_share)))
        if index.unweighed:
            words.append(self("support_unweighed", count=index.unweighed))
        return " · ".join(words)

    def cover(self, one: RoleCover) -> str:
        """Who plays a role, or that nobody does."""
        if not one.people:
            return self("role_nobody", role=one.role)
        if not one.recent:
            met = any(each.days is not None for each in self.found.people if each.id in one.people)
            return self("role_silent" if met else "role_unmet", role=one.role, who=self.names(one.people))
        return self("role_held", role=one.role, who=self.names(one.recent))

    def way(self, way: Way) -> str:
        """The way to a decider in one line."""
        who = self.found.name(way.target)
        if not way.over:
            words = self("path_none", who=who)
        elif len(way.over) == 1:
            words = self(self.bounded("path_self"), who=who)
        else:
            chain = [way.start, *(self.found.name(key) for key in way.over)]
            words = " → ".join(word for word in chain if word)
        closed = [self("path_closed", near=self.found.name(key), who=who) for key in way.closed]
        return "   ".join([words, *(self("aside", text=one) for one in closed)])

    def loss(self, loss: Loss) -> str:
        """What falls, in one line."""
        words = [self("lost_decider")] if loss.decider and self.found.without is not None else []
        words += [self("lost_way", who=self.found.name(key)) for key in loss.ways]
        words += [self("lost_role", role=one.role, stage=one.stage) for one in loss.roles]
        words += [self("lost_unit", unit=unit) for unit in loss.units]
        words += [self("lost_contact")] if loss.contact else []
        return self.texts.join(words)

    def misjudged(self, one: Misjudged) -> str:
        """A weight that differs from the chart or the claim."""
        return self(one.against, who=self.found.name(one.person), claimed=one.claimed, by_lines=one.by_lines)

    def drill(self) -> Iterator[Block]:
        """What falls if the person of ``--without`` leaves."""
        yield Heading(self("drill", who=self.found.without), level=2)
        for loss in self.found.losses:
            yield Note(self.loss(loss) or self("drill_nothing"), "warn" if loss.falls else "plain", bullet=True)
            share = percent(loss.support.unknown_share)
            after = signed(loss.support.index)
            yield Note(self("drill_support", before=signed(self.found.before), after=after, share=share), bullet=True)
            yield Note(self("drill_open", promises=loss.promises, actions=loss.actions), bullet=True)

    def terms(self) -> Iterator[Block]:
        """The terms behind the support index, the weights and the way, each with its place in the file."""
        at, of = self.footing.at, self.footing.of
        yield Heading(self("explain"), level=2)
        total = weights = 0
        for term in self.found.support.terms:
            who, places = self.found.name(term.person), of(term.person, "influence", "attitude")
            if term.weight is None or term.stance is None:
                yield Note(at(self("term_unknown", who=who), *places), "quiet", bullet=True)
                continue
            value = term.weight * term.stance
            total, weights = total + value, weights + term.weight
            stance = f"{term.stance:+d}".replace("-", "−") if term.stance else "0"
            shown = str(value).replace("-", "−")
            line = self("term", who=who, weight=term.weight, stance=stance, value=shown)
            yield Note(at(line, *places), bullet=True)
        if weights:
            index = signed(self.found.support.index)
            yield Note(self("term_sum", sum=str(total).replace("-", "−"), weights=weights, index=index), bullet=True)
        if self.found.weights:
            yield Note(self("weight_note"), "quiet")
        for each in self.found.weights:
            who = self.found.name(each.person)
            score, formal = f"{each.score:.2f}", f"{each.formal:.2f}"
            line = self("weight_term", who=who, score=score, formal=formal)
            yield Note(at(line, *self.lines_of(each.person)), bullet=True)
        yield Note(self("way_note"), "quiet")
        yield from self.footing.terms(*KINDS)

    def lines_of(self, person: str) -> Iterator[Path]:
        """Where the lines of a person stand: whom they report to, who reports to them, and the informal ones."""
        for one in self.found.people:
            if one.reports_to is not None and person in (one.id, one.reports_to):
                yield "stakeholders", one.id, "reports_to"
        for line in self.found.lines:
            if person in (line.source, line.target):
                yield "relations", line.at
