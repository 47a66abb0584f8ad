"""Concentration as a sales leader reads it: how few bring how much, the curve, who takes away, and what to do."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Sequence
from decimal import ROUND_CEILING, Decimal

from kamtool.analysis.concentration import Concentration, Curve, Customer, Intake, Measure, Step
from kamtool.analysis.overview import Money
from kamtool.model.values import Tier
from kamtool.texts.lookup import Texts
from kamtool.view.blocks import Bar, Block, Cell, Chart, Column, Fact, Facts, Heading, Note, Table, Tone
from kamtool.view.figures import NOTHING, UNKNOWN, share, whole
from kamtool.view.money import exact, money

NAMED, WORST = 3, 5
# From this share of the whole on, one customer is a risk of its own.
DEPENDS = Decimal("0.25")
# Among fewer customers there is nothing to concentrate.
LEAST = 3


def concentration_view(found: Concentration, texts: Texts, top: int) -> tuple[Block, ...]:
    """The blocks of a concentration, with the *top* customers by name."""
    t = Words(found, texts)
    head = t.head()
    if not found.ranked:
        return head, Note(t.nothing(), "strong"), *t.notes()
    blocks: list[Block] = [head, Note(t.point(), "strong"), *t.why(), t.chart(), t.compared(), t.table(top)]
    if found.below:
        blocks += [Heading(t("below"), level=2), t.worst()]
    todo = tuple(t.todo(top))
    if todo:
        blocks += [Heading(t("todo"), level=2), *todo]
    return (*blocks, *t.notes())


def concentration_picture(found: Concentration, texts: Texts) -> tuple[Block, ...]:
    """The curve alone, with its point."""
    t = Words(found, texts)
    head = t.head()
    if not found.ranked:
        return head, Note(t.nothing(), "strong")
    return head, Note(t.point(), "strong"), t.chart()


def concentration_csv(found: Concentration, texts: Texts) -> tuple[Block, ...]:
    """Every customer in a row, every digit; those whose figure is not known stand last, with empty cells."""
    t = Words(found, texts)
    keys = (
        "rank",
        "customer",
        "plan",
        "tier",
        "revenue",
        "gross_profit",
        "cost_to_serve",
        "profit",
        "share",
        "running",
    )
    rows = []
    running = Decimal(0)
    for rank, one in enumerate((*found.ranked, *found.unknown), 1):
        value = one.value(found.by)
        running += value or 0
        known = value is not None and found.curve.total > 0
        figures = (one.revenue, one.gross_profit, one.cost_to_serve, one.profit)
        rows.append(
            (
                Cell(str(rank) if value is not None else ""),
                Cell(one.name),
                Cell(one.plan or ""),
                Cell("" if one.tier is Tier.UNKNOWN else texts.term(one.tier)),
                *(Cell("" if figure is None else exact(figure)) for figure in figures),
                Cell(f"{(value or 0) / found.curve.total:.4f}" if known else ""),
                Cell(f"{running / found.curve.total:.4f}" if known else ""),
            )
        )
    return (Table(tuple(Column(t(key)) for key in keys), tuple(rows)),)


class Words:
    """The words of one concentration in one language."""

    def __init__(self, found: Concentration, texts: Texts) -> None:
        self.found = found
        self.curve = found.curve
        self.texts = texts

    def __call__(self, key: str, /, **values: object) -> str:
        """A sentence of this view."""
        return self.texts(f"concentration.{key}", **values)

    def head(self) -> Heading:
        """The title with the period, and whether it is over."""
        return Heading(self("title"), " · ".join([self.found.period] + [self("not_over")] * self.found.running))

    def measure(self, by: Measure) -> str:
        """A measure's name."""
        return self(by.value)

    def money(self, value: Decimal | None) -> str:
        """An amount in the picture's currency."""
        return UNKNOWN if value is None else money(Money(value.quantize(Decimal(1)), self.found.currency), self.texts)

    def share(self, value: Decimal | None) -> str:
        """A share as a percentage, with a true minus."""
        if value is None:
            return NOTHING
        sign = "−" if value < 0 else ""
        return sign + share(float(abs(value)))

    def rise(self, value: Decimal) -> str:
        """By how much to raise prices, rounded up: a rise rounded down would leave a loss."""
        step = Decimal("0.001") if value < Decimal("0.1") else Decimal("0.01")
        return self.share(value.quantize(step, ROUND_CEILING))

    def names(self, customers: Sequence[Customer]) -> str:
        """The first few by name, and how many more."""
        return self.first([one.name for one in customers])

    def first(self, names: Sequence[str]) -> str:
        """The first few names, and how many more."""
        shown = self.texts.join(names[:NAMED])
        more = len(names) - NAMED
        return self("and_more", names=shown, count=more) if more > 0 else shown

    def nothing(self) -> str:
        """Why there is nothing to rank."""
        return self("nothing_ledger" if self.found.intake else "nothing", by=self.measure(self.found.by))

    def point(self) -> str:
        """How few bring how much, and what is lost again."""
        one, by = self.curve, self.measure(self.found.by)
        if one.known < LEAST:
            key = "point_few_one" if one.known == 1 else "point_few"
            return self(key, count=one.known, by=by, total=self.money(one.total))
        if one.fifth_share is None:
            return self("point_loss", count=one.known, by=by, total=self.money(one.total))
        values = {"fifth": whole(one.fifth), "count": whole(one.known), "share": self.share(one.fifth_share), "by": by}
        if self.found.below:
            lost = self.share(-one.drag / one.total)
            key = "point_below_one" if len(self.found.below) == 1 else "point_below"
            return self(key, **values, below=whole(len(self.found.below)), lost=lost, drag=self.money(-one.drag))
        return self("point", **values, needed=whole(one.needed))

    def why(self) -> Iterator[Block]:
        """Why the picture is not by profit after cost to serve, or for whom it is not."""
        profit = next(one for one in self.found.curves if one.by is Measure.PROFIT)
        if not self.found.asked and self.found.by is not Measure.PROFIT:
            by = self.measure(self.found.by)
            key = "why_not_profit" if profit.known else "why_no_profit"
            yield Note(self(key, by=by, known=whole(profit.known), count=whole(profit.known + profit.unknown)))
        elif self.curve.unknown:
            yield Note(self("unknown", by=self.measure(self.found.by), names=self.names(self.found.unknown)))

    def chart(self) -> Chart:
        """The curve: so many customers, the best first, and what they bring together."""
        bars = []
        before = Decimal(0)
        for step in self.curve.steps:
            added = self.share((step.value - before) / self.curve.total) if self.curve.total > 0 else NOTHING
            bars.append(self.bar(step, added))
            before = step.value
        columns = (Column(self("added"), "right"),)
        return Chart(columns, tuple(bars), self("curve", by=self.measure(self.found.by)))

    def bar(self, step: Step, added: str) -> Bar:
        """One step of the curve."""
        label = self("step", share=self.share(Decimal(step.customers) / self.curve.known), count=whole(step.customers))
        shown = self.money(step.value) if step.share is None else self.share(step.share)
        turns = bool(self.found.below) and step == self.curve.peak
        past = bool(self.found.below) and self.curve.peak is not None and step.customers > self.curve.peak.customers
        tone: Tone = "good" if turns else "warn" if past else "plain"
        value = float(step.value if step.share is None else step.share)
        return Bar(label, value, shown, (Cell(added),), self("peak") if turns else "", tone)

    def compared(self) -> Table:
        """The three measures side by side: what ranking by revenue alone hides."""
        keys = ("by", "known", "total", "fifth_column", "needed_column", "gini", "peak_column")
        columns = tuple(Column(self(key), "left" if key == "by" else "right") for key in keys)
        return Table(columns, tuple(self.compare(one) for one in self.found.curves), self("compared"))

    def compare(self, one: Curve) -> tuple[Cell, ...]:
        """One measure."""
        name = Cell(self(f"short_{one.by}"), "strong" if one.by is self.found.by else "plain")
        if not one.known:
            return (
                name,
                Cell(self("of", known=0, count=whole(one.unknown))),
                *(Cell(UNKNOWN, "quiet") for _ in range(5)),
            )
        return (
            name,
            Cell(
                self("of", known=whole(one.known), count=whole(one.known + one.unknown)),
                "warn" if one.unknown else "plain",
            ),
            Cell(self.money(one.total)),
            Cell(self.share(one.fifth_share)),
            Cell(NOTHING if one.needed is None else whole(one.needed)),
            Cell(NOTHING if one.gini is None else f"{one.gini:.2f}"),
            Cell(self.share(one.peak.share) if one.peak else NOTHING),
        )

    def table(self, top: int) -> Table:
        """The best customers."""
        keys = ("rank", "customer", "plan", f"short_{self.found.by}", "share", "running")
        left = ("customer", "plan")
        rows = []
        running = Decimal(0)
        total = self.curve.total
        for rank, one in enumerate(self.best(top), 1):
            value = one.value(self.found.by) or Decimal(0)
            running += value
            shares = [self.share(each / total) if total > 0 else NOTHING for each in (value, running)]
            rows.append((Cell(str(rank)), Cell(one.name), self.plan(one), Cell(self.money(value)), *map(Cell, shares)))
        columns = tuple(Column(self(key), "left" if key in left else "right") for key in keys)
        return Table(columns, tuple(rows), self("best"))

    def best(self, top: int) -> tuple[Customer, ...]:
        """The first customers that bring something; the first of all when none does."""
        bring = tuple(one for one in self.found.ranked if (one.value(self.found.by) or 0) > 0)
        return (bring or self.found.ranked)[:top]

    def plan(self, one: Customer) -> Cell:
        """A customer's plan and tier."""
        if one.plan is None:
            return Cell(self("no_plan"), "quiet")
        return Cell(one.plan if one.tier is Tier.UNKNOWN else f"{one.plan} ({self.texts.term(one.tier)})")

    def worst(self) -> Table:
        """Who takes away, with the figures that say why."""
        keys = ("customer", "plan", "revenue", "gross_profit", "cost_to_serve", "short_profit")
        columns = tuple(Column(self(key), "left" if key in ("customer", "plan") else "right") for key in keys)
        rows = []
        for one in self.found.below[:WORST]:
            figures = (one.revenue, one.gross_profit, one.cost_to_serve)
            last = Cell(self.money(one.profit), "bad" if (one.profit or 0) < 0 else "plain")
            rows.append((Cell(one.name), self.plan(one), *(Cell(self.money(figure)) for figure in figures), last))
        return Table(columns, tuple(rows))

    def todo(self, top: int) -> Iterator[Block]:
        """What to do about those who take away, those without a plan, one who is too much, and what is not known."""
        for one in self.found.below[:NAMED]:
            yield Note(self.mend(one), bullet=True)
        first = self.found.ranked[0]
        value = first.value(self.found.by)
        if value and self.curve.total > 0 and len(self.found.ranked) > 1 and value / self.curve.total >= DEPENDS:
            yield Note(self("todo_depends", who=first.name, share=self.share(value / self.curve.total)), bullet=True)
        if self.found.intake:
            unplanned = [one for one in self.best(top) if one.plan is None and (one.value(self.found.by) or 0) > 0]
            if unplanned:
                who = as_word(unplanned[0].name)
                key = "todo_plan_one" if len(unplanned) == 1 else "todo_plan"
                yield Note(self(key, names=self.names(unplanned), count=len(unplanned), top=top, who=who), bullet=True)
        costless = [one for one in self.found.ranked + self.found.unknown if one.cost_to_serve is None]
        if costless:
            costless.sort(key=lambda one: -(one.revenue or 0))
            yield Note(self("todo_cost_unknown", names=self.names(costless)), bullet=True)
        for alike in self.found.alike[:WORST]:
            yield Note(self("alike", customer=alike.customer, plan=alike.name, id=alike.plan), bullet=True)
        if self.found.below:
            yield Note(self("evidence"), "quiet")

    def mend(self, one: Customer) -> str:
        """What to do about one who takes away: by price, by cost, or by handing it on."""
        if one.revenue is None or one.revenue <= 0:
            return self("todo_returns", who=one.name, revenue=self.money(one.revenue))
        if one.gross_profit is not None and one.gross_profit < 0:
            rise = self.rise(-(one.profit if one.profit is not None else one.gross_profit) / one.revenue)
            return self("todo_price", who=one.name, gross=self.money(one.gross_profit), rise=rise)
        rise = self.rise(-(one.profit or Decimal(0)) / one.revenue)
        values = {"cost": self.money(one.cost_to_serve), "gross": self.money(one.gross_profit), "rise": rise}
        if one.recovery:
            return self("todo_recovery", who=one.name, plan=one.recovery.rstrip("。."), **values)
        return self("todo_cost_large" if one.name in self.found.large else "todo_cost", who=one.name, **values)

    def notes(self) -> Iterator[Block]:
        """Where the figures come from and what is not in them."""
        if self.found.intake:
            yield Facts(tuple(self.facts(self.found.intake)))
            return
        for key in ("left_out", "foreign", "taken"):
            names = getattr(self.found, key)
            if names:
                values = {"period": self.found.period, "currency": self.found.currency or ""}
                yield Note(self(key, names=self.first(names), **values), "quiet")

    def facts(self, one: Intake) -> Iterator[Fact]:
        """What was read of the ledger, and what stands in no customer's sum."""
        yield Fact(self("source"), self("lines", file=one.file, count=whole(one.lines)))
        if one.credits:
            yield Fact("", self("credits", count=whole(one.credits)))
        if one.nobody_lines:
            amount = self.money(one.nobody_revenue)
            yield Fact("", self("nobody", count=whole(one.nobody_lines), amount=amount), "warn")
        for key, count in (("totals", one.totals), ("remarks", one.remarks), ("outside", one.outside)):
            if count:
                yield Fact("", self(key, count=whole(count)))
        if one.bad:
            yield Fact("", self("bad", count=whole(one.bad)), "bad")
        if self.found.left_out:
            yield Fact("", self("not_sold", names=self.first(self.found.left_out)), "warn")


def as_word(name: str) -> str:
    """A name as one word of a command that somebody may copy."""
    return name if re.fullmatch(r"[\w.-]+", name) else shlex.quote(name)
