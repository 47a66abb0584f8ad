"""Coverage as a person reads it: the gap that matters most, everybody by unit, and what to close first."""

from __future__ import annotations

from collections.abc import Iterator

from kamtool.analysis.ages import Kind
from kamtool.analysis.coverage import Coverage, Covered, Unit
from kamtool.model.values import RelationshipStage
from kamtool.playbook.read import Playbook
from kamtool.texts.lookup import Texts
from kamtool.view.blocks import Block, Cell, Column, Fact, Facts, Heading, Note, Table, Tone
from kamtool.view.footing import Footing
from kamtool.view.quote import quoted
from kamtool.view.signs import INFLUENCES, attitude

COLUMNS = ("person", "influence", "attitude", "ours", "stage", "touch")
MOST = 3
KINDS = (Kind.ATTITUDE, Kind.RELATIONSHIP)


def coverage_view(
    found: Coverage, book: Playbook, texts: Texts, explain: bool = False, footing: Footing | None = None
) -> tuple[Block, ...]:
    """The blocks of a coverage, advice quoted from the playbook; with *explain* how a stage is proven and decays."""
    t = Words(found, book, texts, footing or Footing(texts))
    head = Heading(found.account, t("title"))
    if not found.people:
        return head, Note(t("empty"))
    blocks: list[Block] = [head, Note(t.point(), "strong"), t.table(), Facts(tuple(t.facts()))]
    blocks += t.footing.old(*KINDS)
    todo = tuple(t.todo())
    if todo:
        blocks += [Heading(t("todo"), level=2), *todo]
    if explain:
        blocks += [Heading(t("explain"), level=2), Note(t("explain_proof")), Note(t("explain_decay")), *t.proofs()]
        blocks += t.footing.terms(*KINDS)
    return tuple(blocks)


class Words:
    """The words of one coverage in one language."""

    def __init__(self, found: Coverage, book: Playbook, texts: Texts, footing: Footing) -> None:
        self.found = found
        self.footing = footing
        self.book = book
        self.texts = texts

    def __call__(self, key: str, /, **values: object) -> str:
        """A sentence of this view."""
        return self.texts(f"coverage.{key}", **values)

    def names(self, people: tuple[Covered, ...]) -> str:
        """The first few by name, and how many more."""
        return self.some([one.name for one in people])

    def point(self) -> str:
        """The gap that matters most, in one sentence."""
        if not any(one.covers for one in self.found.people):
            return self("point_nobody", count=len(self.found.people))
        if self.found.uncovered:
            return self("point_uncovered", who=self.names(self.found.uncovered), count=len(self.found.uncovered))
        if self.found.short:
            return self("point_short", who=self.names(self.found.short), count=len(self.found.short))
        return self("point_fine")

    def table(self) -> Table:
        """Everybody under their unit."""
        rows = []
        for unit in self.found.units:
            rows.append((Cell(unit.name or self("no_unit"), "strong"), *(Cell("") for _ in COLUMNS[1:])))
            rows += [self.row(one) for one in self.found.people if one.unit == unit.name]
        return Table(tuple(Column(self(key)) for key in COLUMNS), tuple(rows))

    def row(self, one: Covered) -> tuple[Cell, ...]:
        """One person."""
        title = f" {one.title}" if one.title else ""
        gap: Tone = "bad" if one.has_power and not one.covers else "plain"
        return (
            Cell(f"  {one.name}{title}"),
            Cell(INFLUENCES[one.influence]),
            attitude(one.attitude, self.texts, self.footing.mark(Kind.ATTITUDE, one.id)),
            Cell(self.ours(one), "warn" if any(cover.short for cover in one.covers) else gap),
            self.stage(one),
            Cell(self.days(one.days), "plain" if one.days is not None else "quiet"),
        )

    def ours(self, one: Covered) -> str:
        """Who of ours covers a person, and how near they are and ought to be."""
        words = []
        for cover in one.covers:
            key = "cover_short" if cover.short else "cover_fine"
            words.append(self(key, who=cover.name, now=cover.now, want=cover.want or cover.now))
        return self.texts.join(words) or self("nobody")

    def stage(self, one: Covered) -> Cell:
        """The claimed stage, and what is left of it where that is less."""
        if one.claimed is RelationshipStage.UNKNOWN:
            return Cell(f"? {self.texts.term(one.claimed)}", "quiet")
        if one in self.found.overstated:
            if one.proven is RelationshipStage.UNKNOWN:
                return Cell(self("unproven", claimed=one.claimed), "warn")
            return Cell(self("overstated", claimed=one.claimed, today=one.today), "warn")
        return Cell(self.footing.marked(self.texts.term(one.claimed), Kind.RELATIONSHIP, one.id))

    def days(self, days: int | None) -> str:
        """How long ago, in words."""
        return self("never") if days is None else self("days", days=days)

    def facts(self) -> Iterator[Fact]:
        """Units that hang on nobody or on one, and who of ours carries how much."""
        thin = [one for one in self.found.units if len(one.recent) <= 1]
        if thin:
            yield Fact(self("thin"), self.texts.join(self.thin(one) for one in thin), "warn")
        for load in self.found.loads:
            key = "load_over" if load.over else "load_short" if load.short else "load"
            key += "_one" if load.people == 1 and not load.over else ""
            line = self(key, who=load.name, people=load.people, short=load.short, most=self.found.most)
            yield Fact(self("team") if load is self.found.loads[0] else "", line, "warn" if load.over else "plain")

    def thin(self, unit: Unit) -> str:
        """A unit that nobody, or only one person, connects us with."""
        name = unit.name or self("no_unit")
        if not unit.recent:
            return self("unit_silent", unit=name)
        only = next(one.name for one in self.found.people if one.id == unit.recent[0])
        return self("unit_one", unit=name, who=only)

    def todo(self) -> Iterator[Block]:
        """What to close first; who is told the same thing is told it once."""
        for key, met in (("todo_cover", True), ("todo_cover_unmet", False)):
            who = tuple(one for one in self.found.uncovered if (one.days is not None) is met)
            if who:
                yield Note(self(key, who=self.names(who)), bullet=True)
        wanted: dict[RelationshipStage, list[str]] = {}
        for one in self.found.short:
            cover = max(one.covers, key=lambda each: each.short)
            wanted.setdefault(cover.want or cover.now, []).append(self("pair", ours=cover.name, who=one.name))
        for want, pairs in wanted.items():
            if want is not RelationshipStage.UNKNOWN:
                do = quoted(self.book, "relationship", want.value, self.texts)
                yield Note(self("todo_want", pairs=self.some(pairs), do=do), label=self.texts.term(want), bullet=True)
        claims: dict[RelationshipStage, list[Covered]] = {}
        for one in self.found.overstated:
            claims.setdefault(one.claimed, []).append(one)
        for claimed, people in claims.items():
            yield Note(self("todo_prove", who=self.names(tuple(people)), claimed=claimed), bullet=True)
        if self.found.tender:
            yield Note(self("tender"), "warn", bullet=True)

    def some(self, words: list[str]) -> str:
        """The first few, and how many more."""
        shown = self.texts.join(words[:MOST])
        return self("and_more", names=shown, count=len(words) - MOST) if len(words) > MOST else shown

    def proofs(self) -> Iterator[Block]:
        """Claimed, proven and present stage of everybody with one."""
        for one in self.found.people:
            if one.claimed is not RelationshipStage.UNKNOWN:
                deed = self("deed_never") if one.deed_days is None else self("deed_days", days=one.deed_days)
                line = self("proof", who=one.name, claimed=one.claimed, proven=one.proven, today=one.today, deed=deed)
                covers = (("team", cover.member, "covers", one.id) for cover in one.covers)
                yield Note(self.footing.at(line, *self.footing.of(one.id, "relationship"), *covers), bullet=True)
