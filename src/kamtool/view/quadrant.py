"""The quadrant as a person reads it: the point, the four cells, why people stand there, what to ask and to do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kamtool.analysis.ages import Kind
from kamtool.analysis.needs import Balance, Quadrant
from kamtool.analysis.quadrant import Ask, ListedNeed, QuadrantMap, Side, Standing
from kamtool.model.values import Influence, NeedStatus, OrganizationNeed, OrganizationType, PersonalNeed, Role, YesNo
from kamtool.playbook.read import Playbook
from kamtool.texts.lookup import Texts
from kamtool.view.blocks import Block, Box, Cell, Column, Fact, Facts, Grid, Heading, Note, Table, Tone
from kamtool.view.footing import Footing
from kamtool.view.quote import quoted, quoted_whole
from kamtool.view.signs import attitude

CELLS = (Quadrant.PARTNER, Quadrant.FRIEND, Quadrant.RIVAL, Quadrant.STRANGER)
# Which decider to speak of first: whoever stands in our way.
WORST = (Quadrant.RIVAL, Quadrant.STRANGER, Quadrant.UNKNOWN, Quadrant.FRIEND, Quadrant.PARTNER)
TONES: dict[Quadrant, Tone] = {
    Quadrant.PARTNER: "good",
    Quadrant.FRIEND: "warn",
    Quadrant.RIVAL: "bad",
    Quadrant.STRANGER: "quiet",
}
STATUS = {NeedStatus.MET: "✓", NeedStatus.UNMET: "✗", NeedStatus.UNKNOWN: "?"}
MOST_ANGLES = 4
KINDS = (Kind.ATTITUDE, Kind.NEEDS)


def quadrant_view(
    found: QuadrantMap, book: Playbook, texts: Texts, explain: bool = False, footing: Footing | None = None
) -> tuple[Block, ...]:
    """The blocks of a quadrant, advice quoted from the playbook; with *explain* the weights behind it.

    By *footing* what is stale says so, and every term names its place in the file.
    """
    t = Words(found, book, texts, footing or Footing(texts))
    blocks: list[Block] = [Heading(found.account, t.scope())]
    if not found.people:
        return (*blocks, Note(t("empty")))
    blocks += [Note(t.point(), "strong"), Note(t.counts())]
    if any(one.cell is not Quadrant.UNKNOWN for one in found.people):
        blocks += [t.grid(), t.placed(), Note(t("legend"), "quiet")]
    doubts = tuple(t.doubts())
    if doubts:
        blocks.append(Facts(doubts))
    blocks += t.footing.old(*KINDS)
    if found.at(Quadrant.UNKNOWN):
        blocks += [Heading(t("unplaced"), level=2), t.unplaced()]
    strategies = tuple(t.strategies())
    if strategies:
        blocks += [Heading(t("do"), level=2), Facts(strategies)]
    if explain:
        blocks += t.terms()
    return tuple(blocks)


class Words:
    """The words of one quadrant in one language."""

    def __init__(self, found: QuadrantMap, book: Playbook, texts: Texts, footing: Footing) -> None:
        self.found = found
        self.book = book
        self.texts = texts
        self.footing = footing

    def __call__(self, key: str, /, **values: object) -> str:
        """A sentence of this view."""
        return self.texts(f"quadrant.{key}", **values)

    def scope(self) -> str:
        """The deal and its stage."""
        if self.found.deal is None:
            return self("no_deal")
        return " · ".join([self.found.deal, *([self.texts.term(self.found.stage)] if self.found.stage else [])])

    def point(self) -> str:
        """What the quadrant says in one sentence: where the decider stands."""
        if not self.found.deciders:
            return self("point_no_decider")
        who = min(self.found.deciders, key=lambda one: WORST.index(one.cell))
        if who.cell is Quadrant.UNKNOWN:
            if len(who.possible) > 2 or who.ask is None:
                return self("point_unknown_both", who=who.name)
            return self("point_unknown", who=who.name, missing=self(who.ask.side.value))
        gaps = unmet(who.personal_needs)
        if who.cell is Quadrant.RIVAL and gaps:
            return self("point_rival_why", who=who.name, needs=gaps, attitude=who.attitude)
        return self(f"point_{who.cell.value}", who=who.name, attitude=who.attitude)

    def counts(self) -> str:
        """How many people stand in each cell."""
        sizes = [(self(cell.value), len(self.found.at(cell))) for cell in CELLS]
        words = [self("count", cell=cell, count=size) for cell, size in sizes if size]
        if not words:
            return self("point_none", total=len(self.found.people))
        unknown = len(self.found.at(Quadrant.UNKNOWN))
        words += [self("unplaced_count", count=unknown)] if unknown else []
        return self("counts", count=len(self.found.people), cells=self.texts.join(words))

    def grid(self) -> Grid:
        """The four cells with the people in them."""
        rows = ((Quadrant.FRIEND, Quadrant.PARTNER), (Quadrant.STRANGER, Quadrant.RIVAL))
        return Grid(
            tuple(tuple(self.box(cell) for cell in row) for row in rows),
            (self("organization_no"), self("organization_yes")),
            (self("personal_yes"), self("personal_no")),
        )

    def box(self, cell: Quadrant) -> Box:
        """One cell."""
        lines = tuple(self.line(one) for one in self.found.at(cell))
        return Box(self(cell.value), self(f"note_{cell.value}"), lines, TONES[cell])

    def line(self, one: Standing) -> Cell:
        """A person in a cell: name, what they decide, attitude, and whether that fits."""
        view = attitude(one.attitude, self.texts, self.footing.mark(Kind.ATTITUDE, one.id))
        name = self("in_box", who=one.name, role=Role.DECIDER) if Role.DECIDER in one.roles else one.name
        words = [name, view.text, *([self("clash_mark")] if one.clash else [])]
        return Cell("  ".join(words), "warn" if one.clash else view.tone)

    def placed(self) -> Table:
        """The needs behind every placing."""
        columns = tuple(Column(self(key)) for key in ("cell", "person", "personal", "organization"))
        rows = []
        for cell in CELLS:
            for i, one in enumerate(self.found.at(cell)):
                first = Cell("" if i else self(cell.value), TONES[cell])
                rows.append((first, Cell(one.name), *self.both_needs(one)))
        return Table(columns, tuple(rows), self("placed"))

    def both_needs(self, one: Standing) -> tuple[Cell, Cell]:
        """A person's needs on both axes, each with its status."""
        return self.needs(one.id, one.personal_needs), self.needs(one.id, one.organization_needs)

    def needs(self, who: str, needs: Iterable[ListedNeed]) -> Cell:
        """The needs of one axis."""
        words = [
            self.footing.marked(f"{STATUS[need.status]} {self.texts.term(need.kind)}", Kind.NEEDS, who, need.kind.value)
            for need in needs
        ]
        return Cell("  ".join(words)) if words else Cell(self("none_listed"), "quiet")

    def doubts(self) -> Iterator[Fact]:
        """Where cells and attitudes contradict each other, and a decider nobody can place."""
        for one in self.found.people:
            if one.clash:
                yield Fact(self("clash"), self(one.clash.value, who=one.name, attitude=one.attitude), "warn")
        if self.found.only_friends:
            yield Fact(self("clash"), self("only_friends", count=self.found.only_friends), "warn")
        for one in self.found.deciders:
            if one.cell is Quadrant.UNKNOWN and self.found.stage and self.found.stage.number >= 4:
                yield Fact(self("clash"), self("decider_unknown", who=one.name, stage=self.found.stage), "warn")

    def unplaced(self) -> Table:
        """Who stands in no cell yet, which ones are still open, and what to ask."""
        columns = tuple(Column(self(key)) for key in ("person", "standing", "ask"))
        rows = []
        for one in self.found.people:
            if one.ask:
                rows.append((Cell(one.name), Cell(self.open(one), "quiet"), Cell(self.question(one.name, one.ask))))
        return Table(columns, tuple(rows))

    def open(self, one: Standing) -> str:
        """The cells still open."""
        if len(one.possible) > 2:
            return self("anything")
        first, second = (self(cell.value) for cell in one.possible)
        return self("either", first=first, second=second)

    def question(self, who: str, ask: Ask) -> str:
        """The one question that places somebody, and by way of whom; none while a tender forbids it."""
        if ask.waits:
            return self.texts("questions.award")
        key = f"ask_{ask.side.value}"
        if ask.kind:
            key = f"ask_{ask.kind.value}"
        elif ask.role and self.texts.has(f"quadrant.{key}_{ask.role.value}"):
            key = f"{key}_{ask.role.value}"
        if self.found.kind is OrganizationType.PRIVATE and self.texts.has(f"quadrant.{key}_private"):
            key += "_private"
        question = self(key, who=who)
        if ask.met:
            return question
        how = self("through", through=self.found.name(ask.through)) if ask.through else self("not_met")
        return self("asked", ask=question, how=how)

    def strategies(self) -> Iterator[Fact]:
        """What to do with whom: a line for each cell that holds somebody, and where to begin with each."""
        for cell in CELLS:
            people = self.found.at(cell)
            if not people:
                continue
            yield Fact(self(cell.value), quoted_whole(self.book, "quadrant", cell.value, self.texts))
            angles = [self.angle(one) for one in people if one.influence is not Influence.LOW]
            for words in [words for words in angles if words][:MOST_ANGLES]:
                yield Fact("", words, "quiet")

    def angle(self, one: Standing) -> str:
        """Where to begin with one person: a need not met, their own for a rival, the firm's for others."""
        needs = one.personal_needs if one.cell is Quadrant.RIVAL else one.organization_needs
        gaps = [need for need in needs if need.status is NeedStatus.UNMET]
        if one.cell is Quadrant.PARTNER or not gaps:
            return ""
        need = max(gaps, key=lambda need: need.weight).kind
        return self("angle", who=one.name, need=need, how=quoted(self.book, "needs", need.value, self.texts))

    def terms(self) -> Iterator[Block]:
        """The numbers behind every placing, and the evidence."""
        yield Heading(self("explain"), level=2)
        yield Note(self("how"), "quiet")
        left = ("person", "side")
        right = ("listed", "known", "met_weight", "known_weight")
        columns = (*(Column(self(key)) for key in left), *(Column(self(key), "right") for key in right))
        rows = [self.term(one, side) for one in self.found.people for side in Side]
        yield Table((*columns, Column(self("verdict"))), tuple(rows))
        for one in self.found.people:
            for need in (*one.personal_needs, *one.organization_needs):
                yield Note(self.evidence(one, need), bullet=True)
        yield Note(self("source"), "quiet")
        yield from self.footing.terms(*KINDS)

    def evidence(self, one: Standing, need: ListedNeed) -> str:
        """One need with its status, its evidence and its place in the file."""
        side = "personal" if need in one.personal_needs else "organization"
        said = self("need_term", who=one.name, need=need.kind, status=need.status)
        if need.evidence:
            said = self("evidence", who=said, evidence=self.texts.join(need.evidence))
        return self.footing.at(said, (*self.footing.part(one.id, "needs"), side, need.kind.value))

    def term(self, one: Standing, side: Side) -> tuple[Cell, ...]:
        """One axis of one person in numbers."""
        axis: Balance = one.personal if side is Side.PERSONAL else one.organization
        numbers = (axis.listed, axis.known, axis.met_weight, axis.known_weight)
        return (
            Cell(one.name if side is Side.PERSONAL else ""),
            Cell(self(side.value)),
            *(Cell(f"{number:f}" if not isinstance(number, int) else str(number)) for number in numbers),
            Cell(self(f"verdict_{axis.verdict.value}"), "quiet" if axis.verdict is YesNo.UNKNOWN else "plain"),
        )


def unmet(needs: Iterable[ListedNeed]) -> list[PersonalNeed | OrganizationNeed]:
    """The kinds of need that we do not meet."""
    return [need.kind for need in needs if need.status is NeedStatus.UNMET]
