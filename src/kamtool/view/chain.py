"""The chain of a deal as a person reads it: where it breaks, the people, the facts, the gates, the days."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from kamtool.analysis.ages import Kind
from kamtool.analysis.chain import DECIDING, Break, Chain, Fault, Place, Player, Point, faults
from kamtool.analysis.gates import Gate, Test
from kamtool.analysis.information import ENOUGH
from kamtool.model.values import AGAINST, Attitude, DecisionKind, DecisionLevel, DecisionMode, Role, Stage
from kamtool.playbook.read import Playbook
from kamtool.texts.lookup import Lang, Texts
from kamtool.view.blocks import Block, Branch, Cell, Column, Fact, Facts, Heading, Link, Note, Table, Tone, Tree
from kamtool.view.chain_words import ChainWords, information_blocks
from kamtool.view.footing import Footing
from kamtool.view.organisation import organisation_blocks
from kamtool.view.quote import quoted
from kamtool.view.signs import attitude, influence

MOST = 6
LATE = 90
KINDS = (Kind.ATTITUDE, Kind.AUTHORITY, Kind.DECISION, Kind.BUDGET, Kind.EVENT, Kind.DEMAND)


def chain_view(
    found: Chain,
    book: Playbook,
    texts: Texts,
    explain: bool = False,
    drawn: bool = False,
    footing: Footing | None = None,
) -> tuple[Block, ...]:
    """The blocks of a chain, advice on people and organisations quoted from the playbook.

    *drawn* joins the stages by arrows, for a picture. By *footing* what is stale says so.
    """
    t = Words(found, book, texts, footing or Footing(texts))
    head = Heading(found.account, t.scope())
    if found.deal is None:
        return head, Note(t("empty"))
    blocks: list[Block] = [head, Note(t.point(), "strong"), t.tree(drawn)]
    broken = tuple(t.breaks(explain))
    if broken:
        blocks += [Heading(t("breaks"), level=2), *broken]
    blocks += t.footing.old(*KINDS)
    blocks += information_blocks(found.links, texts, explain, found.unasked)
    blocks += t.steps()
    blocks += t.decision()
    if found.buys:
        blocks += organisation_blocks(found.buys, book, texts)
    if explain:
        keys = ("explain_break", "explain_confirmed", "explain_people", "explain_gates", "explain_rank")
        blocks += [
            Heading(t("explain"), level=2),
            *(Note(t(key, enough=ENOUGH, days=LATE), bullet=True) for key in keys),
            *t.stands(),
            *t.footing.terms(*KINDS),
        ]
    return tuple(blocks)


class Words(ChainWords):
    """The words of one chain in one language."""

    def __init__(self, found: Chain, book: Playbook, texts: Texts, footing: Footing) -> None:
        super().__init__(texts)
        self.found = found
        self.book = book
        self.footing = footing

    def scope(self) -> str:
        """The deal and its stage."""
        found = self.found
        if found.deal is None:
            return self("no_deal")
        return f"{found.deal} · {self.texts.term(found.stage) if found.stage else self('no_stage')}"

    def point(self) -> str:
        """Where it breaks first, and how much of what must be known is confirmed."""
        enough = sum(one.is_enough for one in self.found.links)
        known = self("point_links", enough=enough, of=len(self.found.links), percent=ENOUGH)
        if not self.found.breaks:
            return self("point_whole", known=known)
        first = self.broken(self.found.breaks[0])
        count = len(self.found.breaks)
        return self("point_one" if count == 1 else "point", count=count, first=first, known=known)

    def tree(self, drawn: bool) -> Tree:
        """Stage by stage who plays which role."""
        stages = list(dict.fromkeys(one.stage for one in self.found.places))
        links = tuple(Link(one.value, after.value, "arrow", strong=True) for one, after in pairwise(stages))
        return Tree(
            tuple(Column(self(key)) for key in ("role", "weight", "attitude", "touch")),
            tuple(self.stage(one) for one in stages),
            links if drawn else (),
            name_title=self("stage"),
        )

    def stage(self, stage: Stage) -> Branch:
        """One stage with its roles."""
        here = stage is self.found.stage
        name = self("here", what=stage) if here else self.texts.term(stage)
        rows = [one for place in self.found.places if place.stage is stage for one in self.place(place)]
        return Branch(stage.value, name, "", (Cell(""),) * 4, "strong" if here else "plain", tuple(rows))

    def place(self, place: Place) -> Iterator[Branch]:
        """Everybody in a role; one line when nobody is."""
        key = f"{place.stage}:{place.role}"
        if not place.players:
            tone: Tone = "bad" if place.ahead else "quiet"
            yield Branch(key, self("nobody"), "", (Cell(self.texts.term(place.role), tone), *(Cell(""),) * 3), tone)
        for one in place.players:
            yield Branch(f"{key}:{one.id}", one.name, "", self.cells(place, one), self.tone(place, one))

    def tone(self, place: Place, one: Player) -> Tone:
        """Red for who is against us, amber for another broken link, green for who accepts us."""
        if one.attitude in AGAINST:
            return "bad"
        if faults(place.role, one):
            return "warn"
        return "good" if one.attitude is Attitude.ACCEPT else "plain"

    def cells(self, place: Place, one: Player) -> tuple[Cell, ...]:
        """What the chain says of one person in one role."""
        unproven = place.role in DECIDING and not one.verified
        role = self("unproven", role=place.role) if unproven else self.texts.term(place.role)
        return (
            Cell(role, "warn" if unproven else "plain"),
            influence(one.influence, self.texts),
            attitude(one.attitude, self.texts, self.footing.mark(Kind.ATTITUDE, one.id)),
            self.touch(one.days),
        )

    def touch(self, days: int | None) -> Cell:
        """The last two-way contact."""
        if days is None:
            return Cell(self("not_met"), "bad")
        if days < 2:
            return Cell(self("day_one" if days else "today"))
        return Cell(self("days_ago", days=days), "warn" if days > LATE else "plain")

    def stands(self) -> Iterator[Note]:
        """Where the plan says who plays which role, on what proof, and how they decide."""
        at = self.footing
        roles: dict[str, list[str]] = {}
        for place in self.found.places:
            for one in place.players:
                roles.setdefault(one.id, []).append(self.texts.term(place.role))
        names = {one.id: one.name for place in self.found.places for one in place.players}
        for key, played in roles.items():
            label = self("term_player", who=names[key], roles=list(dict.fromkeys(played)))
            yield at.cite(label, *at.of(key, "roles", "authority", "attitude"))
        yield at.cite(self("decision"), at.in_deal("decision"))

    def broken(self, one: Break) -> str:
        """A broken link in a few words."""
        key = f"{one.fault}_never" if one.fault.value == "silent" and one.days is None else one.fault.value
        return self(f"break.{key}", stage=one.stage, role=one.role, who=one.who, attitude=one.attitude, days=one.days)

    def breaks(self, explain: bool) -> Iterator[Note]:
        """Each broken link with what to do about it."""
        found = self.found.breaks
        shown = found if explain else found[:MOST]
        alike: dict[str, list[str]] = {}
        empty: dict[Stage, list[Role]] = {}
        for one in shown:
            what = alike.setdefault(self.mend(one), [])
            if one.fault is not Fault.NOBODY:
                what.append(self.broken(one))
            else:
                empty.setdefault(one.stage, []).append(one.role)
        nobody = self("do_notice.nobody" if self.found.notice else "do.nobody")
        alike |= {nobody: [self("break.nobody", stage=at, role=roles) for at, roles in empty.items()]}
        for do, what in alike.items():
            if what:
                joined = ("；" if self.texts.lang is Lang.ZH else "; ").join(what)
                yield Note(self("break_line", what=joined, do=do), bullet=True)
        if len(found) > MOST and not explain:
            yield Note(self("more", count=len(found) - MOST), "quiet")

    def mend(self, one: Break) -> str:
        """What to do about a broken link; of who is against us the playbook tells, as long as no notice is out."""
        if self.found.notice:
            return self(f"do_notice.{one.fault}")
        if one.attitude is not None and one.fault is Fault.AGAINST:
            do = quoted(self.book, "attitudes", one.attitude.value, self.texts)
            return self("do.against", do=do)
        return self(f"do.{one.fault}")

    def steps(self) -> Iterator[Block]:
        """Our seven steps against their stages, and what the steps behind us should have brought."""
        found = self.found
        yield Heading(self("steps"), level=2)
        behind = [one for one in found.gates if one.passed and one.missing]
        if found.step is None:
            yield Note(self("no_step"), "warn")
        elif found.ahead_of is not None:
            yield Note(self("ahead_of", step=found.step, stage=found.stage, needed=found.ahead_of), "bad")
        elif behind:
            steps = [one.step for one in behind]
            count = sum(len(one.missing) for one in behind)
            yield Note(self("behind_one" if count == 1 else "behind", steps=steps, count=count), "warn")
        columns = tuple(Column(self(key)) for key in ("step", "their_stage", "met", "missing"))
        yield Table(columns, tuple(self.gate(one) for one in found.gates))

    def gate(self, one: Gate) -> tuple[Cell, ...]:
        """One step with its exit evidence."""
        name = self("here", what=one.step) if one.here else self.texts.term(one.step)
        theirs = self.texts.join(self.texts.term(stage) for stage in one.stages)
        met = self.texts.join(self.test(each) for each in one.tests if each.met)
        missing = self.texts.join(self.test(each) for each in one.missing)
        due: Tone = "bad" if one.passed else "warn" if one.here else "quiet"
        return (
            Cell(name, "strong" if one.here else "plain"),
            Cell(theirs, "strong" if self.found.stage in one.stages else "plain"),
            Cell(f"✓ {met}" if met else "", "good"),
            Cell(f"✗ {missing}" if missing else "", due),
        )

    def test(self, one: Test) -> str:
        """A piece of evidence, with its count."""
        return self(f"test.{one.key}", have=one.have, need=one.need)

    def decision(self) -> Iterator[Block]:
        """How they decide, and the days."""
        how = self.found.how
        if how is None:
            return
        yield Heading(self("decision"), level=2)
        rows = [
            Fact(self(key), self.texts.term(value) if value else self("unknown"), "plain" if value else "quiet")
            for key, value in (("kind", how.kind), ("level", how.level), ("mode", how.mode), ("rule", how.rule))
            if value or key != "rule" or how.mode is not DecisionMode.INDIVIDUAL
        ]
        yield Facts(tuple(rows))
        if (how.kind, how.level) in (
            (DecisionKind.PROGRAMMED, DecisionLevel.TOP),
            (DecisionKind.NON_PROGRAMMED, DecisionLevel.OPERATIONAL),
        ):
            yield Note(self("odd_level", kind=how.kind, level=how.level), "warn")
        if how.mode is DecisionMode.GROUP:
            yield Note(self(f"group_{how.rule}" if how.rule else "group_unknown"))
        columns = (Column(self("date")), Column(self("from_today"), "right"), Column(self("what")))
        yield Table(columns, tuple(self.day(one) for one in how.points))

    def day(self, one: Point) -> tuple[Cell, ...]:
        """One day on the line."""
        what = one.name or self(f"point_{one.kind}")
        late = one.days is not None and one.days < 0 and not one.done
        tone: Tone = "strong" if one.kind == "today" else "bad" if late else "quiet" if one.done else "plain"
        if one.done:
            what = self("done", what=what)
        elif late:
            what = self("late", what=what)
        shown = "" if one.days is None or one.kind == "today" else f"{one.days:+d}".replace("-", "−")
        day = Cell(one.date.isoformat(), tone) if one.date else Cell(self("undated"), "warn")
        return day, Cell(shown, tone), Cell(what, tone)
