"""SWOT as a person reads it: the point, the grid, evidence and actions, the plays, and the triangle."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from kamtool.analysis.ages import Kind
from kamtool.analysis.swot import Item, Pair, Play, Reason, Swot, Task, about, is_opening
from kamtool.model.values import SwotKind
from kamtool.texts.lookup import Lang, Texts
from kamtool.view.blocks import Block, Box, Cell, Column, Grid, Heading, Note, Table, Tone
from kamtool.view.footing import Footing
from kamtool.view.triangle import triangle_view

ROWS = ((SwotKind.STRENGTH, SwotKind.WEAKNESS), (SwotKind.OPPORTUNITY, SwotKind.THREAT))
TONES: dict[SwotKind, Tone] = {
    SwotKind.STRENGTH: "good",
    SwotKind.WEAKNESS: "warn",
    SwotKind.OPPORTUNITY: "good",
    SwotKind.THREAT: "bad",
}
MOST_PAIRS = 12
KINDS = (Kind.SWOT, Kind.RADAR, Kind.CRITERIA, Kind.DEMAND, Kind.NEEDS)
MOST_QUESTIONS = 6


def swot_view(found: Swot, texts: Texts, explain: bool = False, footing: Footing | None = None) -> tuple[Block, ...]:
    """The blocks of a SWOT; with *explain* why each pair is one, and where its items stand."""
    t = Words(found, texts, footing or Footing(texts))
    blocks: list[Block] = [Heading(found.account, texts("swot.title", deal=found.deal or texts("swot.no_deal")))]
    blocks.append(Note(t.point(), "strong"))
    if found.items:
        blocks += t.picture()
        blocks += t.plays()
    questions = tuple(t.questions())
    if questions:
        blocks.append(Heading(t("ask"), level=2))
        blocks += questions
    blocks += triangle_view(found.triangle, texts, t.footing)
    blocks += t.footing.old(*KINDS)
    if explain and found.items:
        blocks += t.terms()
    if explain:
        blocks += t.footing.terms(*KINDS)
    return tuple(blocks)


class Words:
    """The words of one SWOT in one language."""

    def __init__(self, found: Swot, texts: Texts, footing: Footing) -> None:
        self.found = found
        self.texts = texts
        self.footing = footing
        self.ours = [one for one in found.items if not one.of_rival]
        self.theirs = [one for one in found.items if one.of_rival]

    def __call__(self, key: str, /, **values: object) -> str:
        """A sentence of this view."""
        return self.texts(f"swot.{key}", **values)

    def point(self) -> str:
        """How much of the grid is decoration, and which item matters most."""
        if not self.found.items:
            return self("point_empty")
        if not self.ours:
            return self("point_rivals_only")
        total = len(self.ours)
        if self.found.decoration:
            worst = self.found.item(self.found.decoration[0])
            key = "point_bare_all" if len(self.found.decoration) == total else "point_bare"
            count = len(self.found.decoration)
            words: dict[str, object] = {"kind": worst.kind, "mark": worst.mark, "text": worst.text}
            return self(key, total=total, count=count, lack=self.lack(worst), **words)
        due = [(one.task.due or dt.date.max, at) for at, one in enumerate(self.ours) if one.task and not one.task.done]
        if not due:
            return self("point_good_done", total=total, count=total)
        first = self.ours[min(due)[1]]
        task = self.task(first.task) if first.task else ""
        words = {"kind": first.kind, "mark": first.mark, "text": first.text, "task": task}
        return self("point_good", total=total, count=total, **words)

    def lack(self, one: Item) -> str:
        """What an item lacks."""
        if one.task is None:
            return self("no_action" if one.is_shown else "no_both")
        return self("no_evidence")

    def picture(self) -> Iterator[Block]:
        """The grid, what stands behind each item, and the rivals' own points."""
        rows = tuple(tuple(self.box(kind) for kind in row) for row in ROWS)
        yield Grid(rows, (self("helpful"), self("harmful")), (self("inside"), self("outside")))
        if self.ours:
            columns = tuple(Column(self(key)) for key in ("mark", "about", "evidence", "action"))
            yield Table(columns, tuple(self.row(one) for kind in SwotKind for one in self.of(kind)), self("items"))
        if self.theirs:
            columns = tuple(Column(self(key)) for key in ("mark", "whose", "item", "evidence"))
            yield Table(columns, tuple(self.rival_row(one) for one in self.theirs), self("rivals"))

    def of(self, kind: SwotKind) -> list[Item]:
        """Our items of one kind."""
        return [one for one in self.ours if one.kind is kind]

    def box(self, kind: SwotKind) -> Box:
        """One field of the grid; what lacks evidence or action is marked."""
        return Box(self(kind.value), "", tuple(self.line(one) for one in self.of(kind)), TONES[kind])

    def line(self, one: Item) -> Cell:
        """An item in its field, with what it lacks."""
        text = self.footing.marked(one.text, Kind.SWOT, one.text)
        if one.is_decoration:
            return Cell(self("in_box_bare", mark=one.mark, text=text, lack=self.lack(one)), "warn")
        return Cell(self("in_box", mark=one.mark, text=text))

    def row(self, one: Item) -> tuple[Cell, ...]:
        """What stands behind an item."""
        about = [self.texts.term(one.factor)] if one.factor else []
        about += [self("versus", rival=one.rival_name)] if one.rival else []
        action = Cell(self("none"), "warn")
        if one.task:
            action = Cell(self.task(one.task), "warn" if one.task.late else "plain")
        return Cell(one.mark, "strong"), Cell(" · ".join(about)), self.evidence(one), action

    def rival_row(self, one: Item) -> tuple[Cell, ...]:
        """A rival's own point."""
        kind = "said_strength" if one.kind is SwotKind.STRENGTH else "said_weakness"
        said = Cell(self(kind, text=one.text))
        return Cell(one.mark, "strong"), Cell(one.rival_name or ""), said, self.evidence(one)

    def evidence(self, one: Item) -> Cell:
        """The evidence of an item."""
        if not one.evidence:
            return Cell(self("none"), "warn")
        words = self.texts.join(one.evidence)
        return Cell(self("dated", evidence=words, date=one.date) if one.date else words)

    def task(self, task: Task) -> str:
        """An action with its owner and its day."""
        when = self("due", date=task.due) if task.due else self("due_none")
        if task.late:
            when = self("late", date=task.due)
        if task.done:
            when = self("done", date=task.done)
        return self("task", what=task.what, id=task.id, owner=task.owner or self("owner_none"), when=when)

    def plays(self) -> Iterator[Block]:
        """The pairs: what to do with what, and why they belong together."""
        yield Heading(self("pairs"), level=2)
        if not self.found.pairs:
            loose = [one.mark for one in self.ours if one.factor is None and one.rival is None]
            yield Note(self("no_pairs_bare", marks=loose) if loose else self("no_pairs"))
            yield from self.alone()
            return
        shown = self.found.pairs[:MOST_PAIRS]
        columns = (Column(""), Column(self("pair")), Column(self("say")), Column(self("why")))
        rows = []
        for i, one in enumerate(shown):
            first = i == 0 or shown[i - 1].play is not one.play
            rows.append((Cell(self(one.play.value) if first else "", "strong"), *self.pair(one)))
        yield Table(columns, tuple(rows))
        if len(self.found.pairs) > len(shown):
            yield Note(self("more_pairs", count=len(self.found.pairs) - len(shown)), "quiet")
        yield from self.alone()

    def alone(self) -> Iterator[Note]:
        """For which items the plan supports no pair, and what partner each of them wants."""
        for mark in (*self.found.unpaired, *self.found.idle):
            one = self.found.item(mark)
            want = "opening" if one.of_rival and is_opening(one) else "danger" if one.of_rival else one.kind.value
            yield Note(self(f"alone_{want}", mark=mark, text=one.text), "quiet", bullet=True)

    def pair(self, one: Pair) -> tuple[Cell, ...]:
        """One pair."""
        inside, outside = self.found.item(one.inside), self.found.item(one.outside)
        key = f"play_{one.play.value}_rival" if outside.of_rival else f"play_{one.play.value}"
        said = self(key, inside=quoted(inside, self.texts), outside=quoted(outside, self.texts))
        said = self.under_way(one, said)
        because = self.texts.join(self.because(reason, one) for reason in one.reasons)
        tone: Tone = "bad" if one.play is Play.AVOID else "plain"
        return Cell(f"{one.inside} × {one.outside}"), Cell(said, tone), Cell(because, "quiet")

    def under_way(self, one: Pair, said: str) -> str:
        """The advice with what is being done already: where two of the bad meet, that comes before anything new."""
        tasks = {each.task.id: each.task for mark in (one.outside, one.inside) if (each := self.found.item(mark)).task}
        if not tasks:
            return said
        words = [self.task(task) for task in tasks.values()]
        state = "late" if any(task.late for task in tasks.values()) else "open"
        if all(task.done for task in tasks.values()):
            state = "done"
        prefix = "avoid" if one.play is Play.AVOID else "other"
        return self(f"way_{prefix}_{state}", said=said, tasks=words)

    def because(self, reason: Reason, one: Pair) -> str:
        """Why two items belong together."""
        inside, outside = self.found.item(one.inside), self.found.item(one.outside)
        words = {
            "factor": outside.factor,
            "rival": outside.rival_name,
            "action": outside.task.id if outside.task else "",
            "named": self.texts.join(one.shared),
            "words": about(outside),
        }
        key = f"because_{reason.value}"
        if reason is Reason.WORDS and inside.speaks_of is None:
            key += "_outside"
        return self(key, **{reason.value: words[reason.value]})

    def terms(self) -> Iterator[Block]:
        """Why each pair is one, which items have none, and where they stand."""
        yield Heading(self("explain"), level=2)
        yield Note(self("how"), "quiet")
        at = {one.mark: index for index, one in enumerate(self.found.items)}
        for one in self.found.pairs:
            because = self.texts.join(self.because(reason, one) for reason in one.reasons)
            line = self("term_pair", inside=one.inside, outside=one.outside, why=because)
            paths = ((("swot", at[mark])) for mark in (one.inside, one.outside))
            yield Note(self.footing.at(line, *paths), bullet=True)
        for mark in (*self.found.unpaired, *self.found.idle):
            line = self("term_alone", mark=mark, text=self.found.item(mark).text)
            yield Note(self.footing.at(line, ("swot", at[mark])), "quiet", bullet=True)
        yield Note(self("source"), "quiet")

    def questions(self) -> Iterator[Note]:
        """What to ask: of empty fields, of what nothing answers, of what is decoration."""
        for kind in self.found.empty:
            yield Note(self(f"empty_{kind.value}"), bullet=True)
        marks = dict.fromkeys((*self.found.decoration[:MOST_QUESTIONS], *self.found.unpaired))
        for mark in marks:
            one = self.found.item(mark)
            yield Note(self("question", mark=mark, text=one.text, ask=self.asks(one)), bullet=True)

    def asks(self, one: Item) -> str:
        """What to ask of one item."""
        keys = []
        if one.mark in self.found.decoration:
            keys.append("to_show" if one.task else "to_act" if one.is_shown else "to_both")
        if one.mark in self.found.unpaired:
            keys.append("opening" if is_opening(one) else "danger")
        return ("" if self.texts.lang is Lang.ZH else " ").join(self(key) for key in keys)


def quoted(one: Item, texts: Texts) -> str:
    """An item's words in a sentence."""
    return texts("swot.quoted", text=one.text)
