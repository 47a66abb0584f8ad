"""The radar as a person reads it: the point, the picture, the weighted gaps, what flatters us, what to do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from kamtool.analysis.ages import Kind
from kamtool.analysis.comparison import US
from kamtool.analysis.radar import AxisRow, RadarResult, Score, Total
from kamtool.model.values import Source
from kamtool.playbook.read import Playbook
from kamtool.texts.lookup import Texts
from kamtool.view.blocks import Block, Cell, Column, Heading, Note, Radar, Table, Vendor
from kamtool.view.footing import Footing
from kamtool.view.quote import quoted
from kamtool.view.said import Said

MOST_ASKED = 4
MOST_DONE = 3
KINDS = (Kind.RADAR, Kind.CRITERIA)


def radar_view(
    found: RadarResult,
    flattery: Sequence[Said],
    book: Playbook,
    texts: Texts,
    explain: bool = False,
    footing: Footing | None = None,
) -> tuple[Block, ...]:
    """The blocks of a radar; *flattery* is what the rules say of it, advice is quoted from the playbook.

    With *explain* the sums stand below.
    """
    t = Words(found, book, texts, footing or Footing(texts))
    blocks: list[Block] = [Heading(found.account, t("title", deal=found.deal or t("no_deal")))]
    blocks.append(Note(t.point(), "strong"))
    if any(one.value is not None for row in found.axes for one in row.scores.values()):
        blocks += [t.picture(), t.gaps()]
        blocks += t.totals()
        blocks += t.footing.old(*KINDS)
    doubts = [*(Note(one.message, "warn", bullet=True) for one in flattery), *t.doubts()]
    if doubts:
        blocks += [Heading(t("doubts"), level=2), *doubts]
    todo = tuple(t.todo())
    if todo:
        blocks += [Heading(t("todo"), level=2), *todo]
    if explain and found.totals:
        blocks += [Heading(t("terms"), level=2), *t.terms()]
    if explain:
        blocks += t.footing.terms(*KINDS)
    return tuple(blocks)


def number(value: Decimal) -> str:
    """A mean or a gap with two decimals."""
    return f"{value:.2f}"


def signed(value: Decimal | int | None) -> str:
    """A gap with its sign; ``?`` when unknown, no sign for what rounds to nothing."""
    if value is None:
        return "?"
    text = str(value) if isinstance(value, int) else number(value)
    return text.replace("-", "−") if value < 0 else f"+{text}" if float(text) else text.lstrip("-")


class Words:
    """The words of one radar in one language."""

    def __init__(self, found: RadarResult, book: Playbook, texts: Texts, footing: Footing) -> None:
        self.found = found
        self.footing = footing
        self.book = book
        self.texts = texts
        self.rival = found.vendors.get(found.best, "") if found.best else ""
        self.behind = sorted(
            (row for row in found.axes if row.weighted is not None and row.weighted < 0),
            key=lambda row: row.weighted or 0,
        )

    def __call__(self, key: str, /, **values: object) -> str:
        """A sentence of this view."""
        return self.texts(f"radar.{key}", **values)

    def point(self) -> str:
        """Who leads, by how much, and which axis costs most."""
        if self.found.deal is None:
            return self("point_no_deal")
        if not self.found.totals:
            return self(f"point_{self.no_total()}")
        best = self.found.totals[0]
        lead = "level" if not round(best.gap, 2) else "behind" if best.gap < 0 else "ahead"
        first = self("point_" + lead, rival=self.rival, ours=number(best.ours), theirs=number(best.theirs))
        if not self.behind:
            return self("both", first=first, second=self("nowhere_behind"))
        worst = self.behind[0]
        ours, theirs = worst.scores[US].value, worst.scores[best.rival].value
        second = self("costs_most", axis=worst.axis, ours=ours, theirs=theirs)
        return self("both", first=first, second=second)

    def no_total(self) -> str:
        """Why we are compared with nobody: what both are rated on weighs 0, or there is no such factor."""
        rated = [{one for one in row.scores if row.scores[one].value is not None} for row in self.found.axes]
        if any(US in one and len(one) > 1 for one in rated):
            return "weightless"
        if any(one - {US} for one in rated):
            return "apart"
        return "ours_only" if self.found.rated else "empty"

    def picture(self) -> Radar:
        """The scores of everybody."""
        names = {US: self("us"), **self.found.vendors}
        vendors = [Vendor(name, tuple(row.scores[one].value for row in self.found.axes)) for one, name in names.items()]
        return Radar(
            tuple(self.texts.term(row.axis) for row in self.found.axes), tuple(vendors), axis_title=self("axis")
        )

    def gaps(self) -> Table:
        """Of each axis its weight, the gap to the best rival, and what our score rests on."""
        columns = (
            Column(self("axis")),
            Column(self("weight"), "right"),
            Column(self("gap"), "right"),
            Column(self("weighted"), "right"),
            Column(self("rated_by")),
            Column(self("evidence")),
        )
        title = self("gaps", rival=self.rival) if self.found.totals else self(f"gaps_{self.no_total()}")
        return Table(columns, tuple(self.row(row) for row in self.found.axes), title)

    def row(self, row: AxisRow) -> tuple[Cell, ...]:
        """One axis."""
        ours = row.scores[US]
        bad = row.gap is not None and row.gap < 0
        old = next(filter(None, (self.footing.mark(Kind.RADAR, one, row.axis.value) for one in row.scores)), "")
        return (
            Cell(self.texts.term(row.axis) + old, "strong" if self.behind[:1] == [row] else "plain"),
            Cell(self.texts.show(row.weight), "plain" if row.weight_given else "quiet"),
            Cell(signed(row.gap), "bad" if bad else "plain"),
            Cell(signed(row.weighted), "bad" if bad else "plain"),
            self.rater(ours),
            self.evidence(ours),
        )

    def rater(self, score: Score) -> Cell:
        """Who gave our score."""
        if score.value is None:
            return Cell(self("not_rated"), "quiet")
        if score.rated_by is Source.UNKNOWN:
            return Cell(self("by_unknown"), "warn")
        return Cell(self.texts.term(score.rated_by), "good" if score.rated_by is Source.CUSTOMER else "plain")

    def evidence(self, score: Score) -> Cell:
        """What shows our score."""
        if score.value is None:
            return Cell("")
        if not score.evidence:
            return Cell(self("no_evidence"), "quiet")
        said = self.texts.join(score.evidence)
        return Cell(self("dated", said=said, date=score.date) if score.date else said)

    def totals(self) -> Iterator[Block]:
        """The weighted means against each rival, the strongest first."""
        if self.found.totals:
            columns = (Column(self("rival")), *(Column(self(key), "right") for key in ("us", "them", "gap", "axes")))
            yield Table(columns, tuple(self.total(one) for one in self.found.totals), self("totals"))

    def total(self, one: Total) -> tuple[Cell, ...]:
        """One rival."""
        gap = Cell(signed(one.gap), "bad" if one.gap < 0 else "plain")
        shown = Cell(self("of", count=one.axes, total=len(self.found.axes)))
        return Cell(self.found.vendors[one.rival]), Cell(number(one.ours)), Cell(number(one.theirs)), gap, shown

    def doubts(self) -> Iterator[Note]:
        """What the picture does not rest on: the customer's own scores, and their weights."""
        rated, given = self.found.rated, self.found.by_customer
        if rated:
            key = "customer_none" if not given else "customer_all" if given == rated else "customer_some"
            yield Note(self(key, count=given, total=rated), bullet=True)
        if rated and not self.found.weights_given:
            yield Note(self("no_weights"), bullet=True)
        elif rated and not all(row.weight_given for row in self.found.axes):
            missing = [row.axis for row in self.found.axes if not row.weight_given]
            yield Note(self("some_weights", axes=missing), bullet=True)

    def todo(self) -> Iterator[Note]:
        """What to mend where it costs most, and what to ask where nothing is known."""
        for row in self.behind[:MOST_DONE]:
            advice = quoted(self.book, "axes", row.axis.value, self.texts)
            yield Note(advice, label=self.texts.term(row.axis), bullet=True)
        blank = [row for row in self.found.axes if row.scores[US].value is None]
        for row in blank[:MOST_ASKED]:
            asked = self.texts(f"swot.ask_{row.axis.value}_us")
            yield Note(asked, label=self.texts.term(row.axis), bullet=True)
        if blank[MOST_ASKED:]:
            yield Note(self("more", axes=[row.axis for row in blank[MOST_ASKED:]]), "quiet", bullet=True)
        unknown = [
            name
            for one, name in self.found.vendors.items()
            if all(row.scores[one].value is None for row in self.found.axes)
        ]
        if unknown:
            yield Note(self("rival_unknown", rivals=unknown), bullet=True)

    def terms(self) -> Iterator[Block]:
        """The sum behind the gap to the best rival."""
        yield Note(self("how"))
        counted = [row for row in self.found.axes if row.weighted is not None]
        columns = (Column(self("axis")), Column(self("sum"), "right"), Column(self("weighted"), "right"))
        whole = sum((row.weight for row in counted), Decimal(0))
        rows = []
        for row in counted:
            ours, theirs = row.scores[US].value, row.scores[self.found.best or ""].value
            said = f"{row.weight} × ({ours} − {theirs}) ÷ {whole}"
            rows.append((Cell(self.texts.term(row.axis)), Cell(said), Cell(signed(row.weighted))))
        total = Cell(signed(self.found.totals[0].gap), "strong")
        yield Table(columns, (*rows, (Cell(self("together"), "strong"), Cell(""), total)))
        for row in counted:
            both = (self.footing.in_deal("radar", one, row.axis.value) for one in (US, self.found.best or ""))
            weight = [self.footing.in_deal("weights", row.axis.value)] if row.weight_given else []
            yield self.footing.cite(self.texts.term(row.axis), *both, *weight)
