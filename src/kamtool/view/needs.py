"""A deal's needs as a person reads them: the point, layers, questions, buying factors, people, and what is prepared."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from kamtool.analysis.ages import Kind
from kamtool.analysis.buying import Weighed
from kamtool.analysis.known import Known, Standing
from kamtool.analysis.layers import Lack, NeedsFound, Offer, Told, Wanting
from kamtool.analysis.prepared import AIDA, ORDER, Mark
from kamtool.model.values import BuyingFactor, NeedLayer, NeedState, NeedStatus, Source
from kamtool.playbook.read import Playbook
from kamtool.texts.lookup import Lang, Texts
from kamtool.view.blocks import Block, Cell, Column, Fact, Facts, Heading, Note, Table, Tone
from kamtool.view.footing import Footing

STATUS = {NeedStatus.MET: "✓", NeedStatus.UNMET: "✗", NeedStatus.UNKNOWN: "?"}
LAYERS = (NeedLayer.EXPRESSED, NeedLayer.SPECIFIC, NeedLayer.UNDERLYING)
SIGNS: dict[Standing, tuple[str, Tone]] = {
    Standing.YES: ("✓", "good"),
    Standing.PARTLY: ("~", "warn"),
    Standing.NO: ("✗", "bad"),
    Standing.UNKNOWN: ("?", "quiet"),
}
KINDS = (Kind.DEMAND, Kind.CRITERIA, Kind.NEEDS, Kind.BUDGET)


def needs_view(
    found: NeedsFound, book: Playbook, texts: Texts, explain: bool = False, footing: Footing | None = None
) -> tuple[Block, ...]:
    """The blocks of a deal's needs; advice for people is quoted from the playbook."""
    t = Words(found, book, texts, footing or Footing(texts))
    blocks: list[Block] = [Heading(found.account, found.deal or t("no_deal"))]
    blocks.append(Note(t.point(), "strong"))
    if found.deal:
        blocks.append(t.layers())
        blocks += t.ladder()
        blocks += t.factors()
    blocks += t.people()
    blocks += t.check()
    blocks += t.footing.old(*KINDS)
    if explain:
        blocks += [Heading(t("explain"), level=2), *(Note(t(f"explain_{key}"), bullet=True) for key in EXPLAINED)]
        blocks += [*t.stands(), *t.footing.terms(*KINDS)]
    return tuple(blocks)


EXPLAINED = ("layers", "factors", "check", "people", "source")


class Words:
    """The words of one deal's needs in one language."""

    def __init__(self, found: NeedsFound, book: Playbook, texts: Texts, footing: Footing) -> None:
        self.found = found
        self.footing = footing
        self.book = book
        self.texts = texts

    def __call__(self, key: str, /, **values: object) -> str:
        """A sentence of this view."""
        return self.texts(f"needs.{key}", **values)

    def point(self) -> str:
        """The one thing to know: how deep we got, and whether there is money behind it."""
        found = self.found
        if found.deal is None:
            return self("point_no_deal")
        if not found.needs:
            return self("empty")
        demand = [one for one in found.needs if one.state is NeedState.DEMAND and Lack.BUDGET not in one.lacks]
        money = self("with_money") if demand else self("without_money")
        deep = found.at(NeedLayer.UNDERLYING)
        if any(Lack.WORD not in one.lacks for one in deep):
            return self("point_deep", money=money)
        if deep:
            return self("point_guess", need=deep[-1].text, money=money)
        if found.at(NeedLayer.SPECIFIC):
            return self("point_specific", money=money)
        return self("point_surface", money=money)

    def layers(self) -> Table:
        """The three layers, an empty one as unknown; then needs whose layer isn't told."""
        columns = tuple(Column(self(key)) for key in ("layer", "need", "state", "source", "lacks"))
        rows: list[tuple[Cell, ...]] = []
        for layer in (*LAYERS, None):
            told = self.found.at(layer)
            title = self.texts.term(layer) if layer else self("no_layer")
            for i, one in enumerate(told):
                rows.append((Cell("" if i else title), *self.need(one)))
            if layer and not told:
                rows.append((Cell(title), Cell(self("nothing"), "quiet"), *(Cell(""),) * 3))
        return Table(columns, tuple(rows))

    def need(self, one: Told) -> tuple[Cell, ...]:
        """One need: its words, its state, whose word it is, and what it lacks."""
        state = self.texts.term(one.state) if one.state else "?"
        source = self.texts.term(one.source)
        if one.confirmed_by:
            source = self("confirmed", source=source, who=one.confirmed_by)
        missing = self.texts.join(self(f"lack_{lack.value}") for lack in one.lacks)
        return (
            Cell(self.footing.marked(one.text, Kind.DEMAND, one.text)),
            Cell(state),
            Cell(source),
            Cell(missing or "✓", "warn" if one.lacks else "good"),
        )

    def ladder(self) -> Iterator[Block]:
        """The questions that lead one layer deeper, and whom to ask."""
        if self.found.notice:
            yield Heading(self("ladder"), level=2)
            yield Note(self.texts("questions.tender"), "warn")
            return
        yield Heading(self("ladder"), self.whom(), level=2)
        for rung in self.found.ladder:
            yield Note(self(f"ask_{rung.step.value}", about=rung.about), bullet=True)

    def whom(self) -> str:
        """Whom to ask first."""
        if self.found.ask is None:
            return self("ask_nobody")
        return self("ask_who" if self.found.ask_met else "ask_who_unmet", who=self.found.ask)

    def factors(self) -> Iterator[Block]:
        """The customer's criteria as factors, our fit on each, and the factors nobody asked about."""
        found = self.found.buying
        if found is None:
            return
        yield Heading(self("factors"), level=2)
        if found.criteria:
            columns = (
                *(Column(self(key)) for key in ("criterion", "factor")),
                Column(self("weight"), "right"),
                *(Column(self(key)) for key in ("fit_title", "rated")),
            )
            yield Table(columns, tuple(self.criterion(one) for one in found.criteria))
        else:
            yield Note(self("no_criteria"), "warn")
        rows = [Fact(self(group.value), self.texts.show(members)) for group, members in found.not_asked]
        left = sum(len(members) for _, members in found.not_asked)
        if any(one.guessed for one in found.criteria):
            yield Note(self("guessed"), "quiet")
        if rows:
            yield Note(self("not_asked", count=left, weighed=len(BuyingFactor) - left))
            yield Facts(tuple(rows))

    def criterion(self, one: Weighed) -> tuple[Cell, ...]:
        """One criterion of the customer's."""
        factor = Cell(self("no_factor"), "quiet")
        if one.factor:
            key = "factor_guessed" if one.guessed else "factor_given"
            factor = Cell(self(key, factor=one.factor))
        weight = "?" if one.weight is None else self.texts.show(one.weight)
        rated = Cell(self.texts.term(one.rated_by), "plain" if one.rated_by is Source.CUSTOMER else "quiet")
        name = self.footing.marked(one.name, Kind.CRITERIA, one.name)
        return Cell(name), factor, Cell(weight), self.fit(one), rated

    def fit(self, one: Weighed) -> Cell:
        """Our score against the best rival's."""
        if one.ours is None:
            return Cell("?", "quiet")
        if one.theirs is None:
            return Cell(self("fit_alone", ours=one.ours), "quiet")
        tone: Tone = "good" if one.ours > one.theirs else "bad" if one.ours < one.theirs else "plain"
        verdict = self("ahead" if tone == "good" else "behind" if tone == "bad" else "even")
        return Cell(self("fit", ours=one.ours, theirs=one.theirs, rival=one.rival, verdict=verdict), tone)

    def people(self) -> Iterator[Block]:
        """Each person's needs of both kinds, with what we have for them and what the playbook says."""
        found = self.found
        if not found.people and not found.unspoken:
            return
        yield Heading(self("people"), level=2)
        if found.people:
            columns = tuple(Column(self(key)) for key in ("person", "personal", "organization", "under_way"))
            yield Table(columns, tuple(self.person(one) for one in found.people))
            yield Note(self("legend"), "quiet")
        yield from self.advice()
        if found.unspoken:
            yield Note(self("unspoken", who=found.unspoken), "warn")

    def person(self, one: Wanting) -> tuple[Cell, ...]:
        """One person's row."""
        way = ("；" if self.texts.lang is Lang.ZH else "; ").join(self.dated(*each) for each in one.under_way)
        nothing = Cell(self("nothing_under_way"), "warn" if self.gaps(one) else "quiet")
        both = (Cell(self.offers(one.id, needs)) for needs in (one.personal, one.organization))
        return Cell(one.name), *both, Cell(way) if way else nothing

    def offers(self, who: str, needs: tuple[Offer, ...]) -> str:
        """The needs of one kind with their signs."""
        words = [
            self.footing.marked(f"{STATUS[one.status]} {self.texts.term(one.kind)}", Kind.NEEDS, who, one.kind.value)
            for one in needs
        ]
        return "  ".join(words) or "?"

    def stands(self) -> Iterator[Note]:
        """Where each need, criterion and person's need stands in the file."""
        at = self.footing
        for need in self.found.needs:
            yield Note(at.quoted(need.text, at.in_deal("needs"), need.text), "quiet", bullet=True)
        for weighed in self.found.buying.criteria if self.found.buying else ():
            yield Note(at.quoted(weighed.name, at.in_deal("criteria"), weighed.name), "quiet", bullet=True)
        for one in self.found.people:
            yield at.cite(one.name, at.part(one.id, "needs"))

    def gaps(self, one: Wanting) -> list[Offer]:
        """The needs we do not meet."""
        return [need for need in (*one.personal, *one.organization) if need.status is NeedStatus.UNMET]

    def advice(self) -> Iterator[Block]:
        """What the playbook says to each need that somebody has and we do not meet."""
        who: dict[str, list[str]] = {}
        for one in self.found.people:
            for need in self.gaps(one):
                who.setdefault(need.kind.value, []).append(one.name)
        rows = []
        for kind, names in () if self.found.notice else who.items():
            entry = self.book["needs"].entry(kind)
            words = self("advice", who=names, do=entry.do[self.texts.lang])
            rows.append(Fact(entry.name[self.texts.lang], words))
        if rows:
            yield Note(self("advised"), "quiet")
            yield Facts(tuple(rows))

    def check(self) -> Iterator[Block]:
        """What is prepared, from attention to action, and in the order of the proposal."""
        if self.found.prepared is None:
            return
        for key, marks in (("aida", AIDA), ("order", ORDER)):
            yield Heading(self(key), level=2)
            yield Facts(tuple(self.mark(mark, self.found.prepared.of(mark)) for mark in marks))

    def mark(self, mark: Mark, known: Known) -> Fact:
        """One point of the check: a sign, what shows it, or what to do."""
        sign, tone = SIGNS[known.standing]
        shown = self.texts.join(self.dated(words, day) for words, day in known.shown)
        if known.standing is Standing.YES:
            return Fact(self(mark.value), f"{sign} {shown}", tone)
        bounded = self.found.notice and self.texts.has(f"needs.todo_{mark.value}_notice")
        todo = self(f"todo_{mark.value}_notice" if bounded else f"todo_{mark.value}")
        words = self("so_far", shown=shown, todo=todo) if shown else todo
        return Fact(self(mark.value), f"{sign} {words}", tone)

    def dated(self, words: str, day: dt.date | None) -> str:
        """Words with their day, if they have one."""
        return self("dated", words=words, day=day) if day else words
