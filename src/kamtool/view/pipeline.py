"""The pipeline as a leader reads it: what it is worth and on what that rests, where it stands still, what slips."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from kamtool.analysis.overview import Money
from kamtool.analysis.pipeline import By, Pipeline, Row, share
from kamtool.model.values import OrganizationType, Stage
from kamtool.texts.lookup import Texts
from kamtool.view.blocks import Bar, Block, Cell, Chart, Column, Heading, Note, Table
from kamtool.view.figures import NOTHING
from kamtool.view.money import exact, sums
from kamtool.view.outcomes import OutcomeWords
from kamtool.view.outcomes import many as counted

SHOWN, NAMED = 15, 3


def pipeline_view(found: Pipeline, texts: Texts) -> tuple[Block, ...]:
    """The blocks of a pipeline."""
    t = Words(found, texts)
    blocks: list[Block] = [*t.head()]
    if found.deals:
        blocks += [t.chart(), t.stages(), t.months()]
        if found.slips:
            blocks.append(t.slips())
    if found.groups:
        blocks.append(t.groups())
    blocks += t.outcomes.blocks()
    blocks += t.funnel()
    todo = tuple(t.todo())
    return (*blocks, Heading(t("todo"), level=2), *todo) if todo else tuple(blocks)


def pipeline_picture(found: Pipeline, texts: Texts) -> tuple[Block, ...]:
    """The stages alone, with the point."""
    t = Words(found, texts)
    return (*t.head(), t.chart()) if found.deals else t.head()


def pipeline_csv(found: Pipeline, texts: Texts) -> tuple[Block, ...]:
    """Every deal in a row, the open ones first; what is unknown is empty."""
    t = Words(found, texts)
    keys = (
        "account", "customer", "deal", "owner", "status", "stage", "days", "amount", "currency", "probability", "close",
        "moves", "closed", "reason", "doubts",
    )  # fmt: skip
    rows = []
    for one in (*found.deals, *found.outcomes.deals):
        money = (exact(one.value.amount), one.value.currency or "") if one.value else ("", "")
        days = "" if one.days_in_stage is None or one.closed else str(one.days_in_stage)
        chance = "" if one.probability is None else exact(one.probability)
        texts_ = (
            one.account, one.name, one.deal, one.owner or "", texts.term(one.status),
            texts.term(one.stage) if one.stage else "", days, *money, chance, str(one.close or ""),
            str(len(one.moved_from)), str(one.closed or ""), one.reason or "", " ".join(one.doubts),
        )  # fmt: skip
        rows.append(tuple(map(Cell, texts_)))
    return (Table(tuple(Column(t(f"csv_{key}")) for key in keys), tuple(rows)),)


class Words:
    """The words of one pipeline in one language."""

    def __init__(self, found: Pipeline, texts: Texts) -> None:
        self.found = found
        self.texts = texts
        self.outcomes = OutcomeWords(found, texts)

    def __call__(self, key: str, /, **values: object) -> str:
        """A sentence of this view."""
        return self.texts(f"pipeline.{key}", **values)

    def head(self) -> tuple[Block, ...]:
        """The title and the point, with what the weighted value rests on."""
        found, weight = self.found, self.found.total.weighted
        note = " · ".join(filter(None, (found.owner, str(found.as_of))))
        title = Heading(self("title"), note)
        if not found.deals:
            return title, Note(self("nothing", plans=found.plans), "strong")
        deals = counted(self.texts, "deals", found.total.deals)
        point = self("point", deals=deals, value=self.money(found.total.value), weighted=self.money(weight.value))
        rests = self("rests", without=self.part(weight.unweighed), doubted=self.part(weight.doubted))
        return title, Note(point, "strong"), Note(rests)

    def money(self, every: Sequence[Money]) -> str:
        """Amounts currency by currency."""
        whole = [Money(one.amount.quantize(Decimal(1)), one.currency) for one in every]
        return sums(whole, self.texts) if whole else NOTHING

    def part(self, some: Sequence[Money]) -> str:
        """A part of the open value: the amounts, and their share of the whole in each currency."""
        if not some:
            return self("none")
        shares = [share(some, self.found.total.value, one.currency) for one in some]
        shown = ", ".join(f"{100 * one:.0f}%" for one in shares if one is not None)
        return self("part", value=self.money(some), share=shown)

    def chart(self) -> Chart:
        """How many deals stand at each stage, with their value."""
        bars = tuple(
            Bar(self.stage(one.name), float(one.deals), str(one.deals), (Cell(self.money(one.value)),))
            for one in self.found.stages
        )
        return Chart((Column(self("value"), "right"),), bars, self("stages"))

    def stage(self, name: str) -> str:
        """A stage's label."""
        return self.texts.term(Stage(name)) if name else self("no_stage")

    def stages(self) -> Table:
        """Stage by stage: what it weighs, what has no probability, what is doubted, how long it has stood there."""
        keys = ("stage", "weighted", "without", "doubted", "median", "longest")
        columns = tuple(Column(self(key), "left" if key == "stage" else "right") for key in keys)
        return Table(columns, tuple(self.stage_row(one) for one in self.found.stages), self("weight"))

    def stage_row(self, one: Row) -> tuple[Cell, ...]:
        """One stage."""
        weight = one.weighted
        without = self("of", count=weight.deals_without, all=one.deals) if weight.deals_without else NOTHING
        doubted = self.money(weight.doubted) if weight.doubted else NOTHING
        middle = NOTHING if one.median_days is None else self("days_of", days=f"{one.median_days:g}", count=one.timed)
        longest = NOTHING if one.longest_days is None else self("days", days=one.longest_days)
        return (
            Cell(self.stage(one.name)),
            Cell(self.money(weight.value)),
            Cell(without, "warn" if weight.deals_without else "quiet"),
            Cell(doubted, "bad" if weight.doubted else "quiet"),
            Cell(middle, "quiet" if one.median_days is None else "plain"),
            Cell(longest),
        )

    def months(self) -> Table:
        """When the signatures are expected; months that have passed are told as such."""
        now = f"{self.found.as_of.year}-{self.found.as_of.month:02}"
        columns = (Column(self("month")), *(Column(self(key), "right") for key in ("count", "value", "weighted")))
        rows = []
        for one in self.found.months:
            late = bool(one.name) and one.name < now
            name = self("month_past", month=one.name) if late else one.name or self("no_month")
            cells = (Cell(str(one.deals)), Cell(self.money(one.value)), Cell(self.money(one.weighted.value)))
            rows.append((Cell(name, "bad" if late else "plain" if one.name else "warn"), *cells))
        return Table(columns, tuple(rows), self("months"))

    def slips(self) -> Table:
        """The deals whose date moved or has passed."""
        columns = tuple(Column(self(key)) for key in ("customer", "deal", "owner", "close", "slipped"))
        rows = []
        for one in self.found.slips[:SHOWN]:
            words = [self("overdue", days=one.overdue)] if one.overdue is not None else []
            words += [counted(self.texts, "moves", one.moves, days=one.days)] if one.days else []
            words += [counted(self.texts, "dropped_date", one.moves)] if one.close is None else []
            tone = "bad" if one.overdue is not None else "warn"
            cells = (Cell(one.name), Cell(one.deal), Cell(one.owner or "?"), Cell(str(one.close or "?")))
            rows.append((*cells, Cell(" · ".join(words), tone)))  # type: ignore[arg-type]
        return Table(columns, tuple(rows), self("slips"))

    def groups(self) -> Table:
        """Group by group: what is open, what it weighs, what was won and lost."""
        keys = ("count", "value", "weighted", "won_lost", "rate")
        assert self.found.by is not None
        columns = (Column(self(f"by_{self.found.by.value}")), *(Column(self(key), "right") for key in keys))
        rows = tuple(
            (
                Cell(self.group(one.name)),
                Cell(str(one.deals)),
                Cell(self.money(one.value)),
                Cell(self.money(one.weighted.value)),
                Cell(self("won_lost_of", won=over.won, lost=over.lost)),
                Cell(self.outcomes.rated(over.rate)),
            )
            for one, over in self.found.groups
        )
        return Table(columns, rows, self("groups"))

    def group(self, name: str) -> str:
        """A group's name: a listed value in its words."""
        if not name:
            return self("no_group")
        if self.found.by is By.TYPE:
            return self.texts.term(OrganizationType(name))
        return self.stage(name) if self.found.by is By.STAGE else name

    def funnel(self) -> Iterator[Block]:
        """The funnel over all plans, as far as they count one."""
        if self.found.funnel is None or self.found.funnel.funnel is None:
            return
        from kamtool.view.funnel import Page

        page = Page(self.found.funnel, self.texts, False)
        yield Heading(self("funnel"), page.scope(self.found.funnel.funnel), level=2)
        yield Note(page.point(self.found.funnel.funnel))
        yield page.chart(self.found.funnel.funnel)

    def todo(self) -> Iterator[Block]:
        """What to do: the overdue, the doubted, those nobody gave a probability, an amount or a reason."""
        found = self.found
        late = [one for one in found.slips if one.overdue is not None]
        if late:
            one = late[0]
            values = {"who": one.name, "deal": one.deal, "days": one.overdue}
            yield Note(self("todo_late", **values, count=len(late)), bullet=True)
        doubted = [one for one in found.deals if one.doubts and one.probability is not None]
        for one_ in doubted[:NAMED]:
            chance = f"{100 * (one_.probability or 0):.0f}%"
            words = {"who": one_.name, "deal": one_.deal, "chance": chance, "codes": " ".join(one_.doubts)}
            yield Note(self("todo_doubted", **words, id=one_.account), bullet=True)
        bare = [self("deal_of", who=one.name, deal=one.deal) for one in found.deals if one.probability is None]
        if bare:
            yield Note(self("todo_bare", names=self.first(bare)), bullet=True)
        unpriced = [self("deal_of", who=one.name, deal=one.deal) for one in found.deals if one.value is None]
        if unpriced:
            yield Note(self("todo_unpriced", names=self.first(unpriced)), bullet=True)
        if found.outcomes.untold:
            yield Note(counted(self.texts, "todo_untold", found.outcomes.untold), bullet=True)

    def first(self, names: Sequence[str]) -> str:
        """The first few, and how many more."""
        shown = self.texts.join(names[:NAMED])
        return shown if len(names) <= NAMED else self("and_more", names=shown, count=len(names) - NAMED)
