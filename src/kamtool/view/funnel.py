"""The funnel as a person reads it: what the worst step costs, the six counts, the way to more deals."""

from __future__ import annotations

from collections.abc import Iterator

from kamtool.analysis.backplan import BackPlan
from kamtool.analysis.funnel import COUNTS, STEPS, TO_WIN, Funnel, Step
from kamtool.analysis.funnel_report import Compared, FunnelReport
from kamtool.analysis.proportion import Rate
from kamtool.analysis.territories import Merge
from kamtool.texts.lookup import Texts
from kamtool.view.blocks import Bar, Block, Cell, Chart, Column, Fact, Facts, Heading, Note, Table, Tone
from kamtool.view.figures import NOTHING, UNKNOWN, amount, deals, interval, rated, share, wanted, whole
from kamtool.view.funnel_words import OVERALL, Words, beside_target, is_capped


def funnel_view(found: FunnelReport, texts: Texts, explain: bool = False, asked: bool = False) -> tuple[Block, ...]:
    """The blocks of a funnel; *asked* when the wins wanted were given, *explain* for the terms of its numbers."""
    words = Page(found, texts, asked)
    name = found.name or words("several", count=found.plans)
    if found.funnel is None:
        return (Heading(name, words("title")), *words.nothing())
    blocks: list[Block] = [Heading(name, words.scope(found.funnel)), Note(words.point(found.funnel), "strong")]
    blocks += [words.chart(found.funnel), Facts(tuple(words.facts(found.funnel)))]
    if asked and found.back_plan is not None:
        blocks.append(words.back_table(found.back_plan))
    if found.compared:
        blocks.append(words.comparison())
    advice = tuple(words.advice(found.funnel))
    if advice:
        blocks += [Heading(words("do"), level=2), *advice]
    if explain:
        from kamtool.view.funnel_terms import terms

        blocks += terms(found, texts)
    return tuple(blocks)


class Page(Words):
    """The blocks of one report in one language."""

    def nothing(self) -> Iterator[Block]:
        """What to count when there is no funnel."""
        many = self.found.plans != 1
        yield Note(self("empty_many", count=self.found.plans) if many else self("empty"), "strong")
        rows = tuple((Cell(self(name)), Cell(self(f"ask_{name}")), Cell(name, "quiet")) for name in COUNTS)
        yield Table(tuple(Column(self(f"empty_{key}")) for key in ("count", "question", "key")), rows)
        yield Note(self("empty_first"), bullet=True)
        yield Note(self("empty_how"), bullet=True)
        yield from (Note(text, "warn", bullet=True) for text in self.unreadable())

    def scope(self, funnel: Funnel) -> str:
        """What is counted: the period, the territories, whether it is over."""
        territories = self.texts.join(one for one in funnel.territories if one)
        words = [self("title"), " ".join(word for word in (funnel.period, territories) if word)]
        return " · ".join(words + [self("running")] * funnel.running)

    def chart(self, funnel: Funnel) -> Chart:
        """The six counts as bars; beside each the step that led to it."""
        columns = tuple(Column(self(key), "right") for key in ("rate", "interval", "target", "lost"))
        steps: tuple[Step | None, ...] = (None, *funnel.steps)
        bad = {one.count for one in funnel.faults}
        return Chart(
            columns,
            tuple(
                self.bar(count.name, count.value, at, funnel, count.name in bad)
                for count, at in zip(funnel.counts, steps, strict=True)
            ),
        )

    def bar(self, name: str, value: int | None, at: Step | None, funnel: Funnel, bad: bool) -> Bar:
        """One count with its step."""
        remark, tone = self.remark(value, at, funnel, bad)
        cells = self.cells(at) if at else ()
        length = float(value) if value is not None and value >= 0 else None
        return Bar(self(name), length, whole(value), cells, remark, tone)

    def remark(self, value: int | None, at: Step | None, funnel: Funnel, bad: bool) -> tuple[str, Tone]:
        """What stands behind a bar."""
        if value is None:
            return self("count_it"), "warn"
        if bad:
            return self("impossible"), "bad"
        if at and at.name == funnel.stopped:
            return self("stopped"), "bad"
        if at and at.name == funnel.bottleneck and not funnel.stopped:
            return self("bottleneck"), "bad"
        if at and at.name not in TO_WIN and at.loss:
            return self("repeat"), "plain"
        return "", "plain"

    def cells(self, at: Step) -> tuple[Cell, ...]:
        """Rate, interval, target and lost deals of a step."""
        if at.loss is None:
            lost = "" if at.target is None else UNKNOWN
        else:
            lost = amount(at.loss) if 0 < at.loss < 0.05 else f"{at.loss:,.1f}" if at.loss else NOTHING
        target = wanted(at.target) if at.target is not None else ""
        quiet: Tone = "quiet"
        return Cell(beside_target(at, self.texts)), Cell(interval(at.rate), quiet), Cell(target), Cell(lost)

    def facts(self, funnel: Funnel) -> Iterator[Fact]:
        """What the funnel adds up to."""
        if not funnel.faults:
            overall = [self(name, rate=self.ranged(getattr(funnel, name))) for name in OVERALL]
            yield Fact(self("overall"), " · ".join(overall))
            if gains := self.gains(funnel):
                yield Fact(self("more_points"), gains)
            yield from self.back(funnel, self.found.back_plan)
        yield from labelled(self("sources"), [*self.origin(funnel), *self.unreadable()])
        telling = [one for one in self.found.merges if one.kind != "once" or one.period == funnel.period]
        yield from labelled(self("merges"), [self.merge(one) for one in telling])

    def ranged(self, rate: Rate) -> str:
        """A rate over several steps with its interval."""
        if rate.gap:
            return rated(rate, self.texts)
        key = "few_between" if rate.few else "between"
        return self(key, rate=rated(rate, self.texts, 1), interval=interval(rate, 1))

    def gains(self, funnel: Funnel) -> str:
        """What ten points more on each step bring."""
        words = []
        for at in funnel.steps[: len(TO_WIN)]:
            if at.gain is not None and at.rate.value != 1:
                key = "gain_capped" if is_capped(at) else "gain"
                words.append(self(key, step=self(at.name), gain=amount(at.gain)))
        said = [self("gains", gains=" · ".join(words))] if words else []
        last = funnel.steps[-1].gain
        if last:
            said.append(self("gain_again", gain=deals(last, self.texts, "funnel.again")))
        return " · ".join(said)

    def back(self, funnel: Funnel, plan: BackPlan | None) -> Iterator[Fact]:
        """What the wins wanted take."""
        if plan is None:
            if self.asked:
                none = "won" if funnel.count("won").value == 0 else "unknown"
                yield Fact(self("won"), self(f"back_none_{none}"), "warn")
            return
        label = deals(plan.more, self.texts, "funnel.back_more") if plan.more > 0 else ""
        label = label or self("back_plan", deals=deals(plan.wins, self.texts))
        contacts, market = plan.need("contacted").needed, plan.need("market_capacity").needed
        today = plan.need("market_capacity").now
        if contacts is not None and today is not None and contacts > today:
            yield Fact(label, self("back_beyond", contacts=whole(contacts), market=whole(today)), "warn")
            return
        first = [self("back_contacts", contacts=whole(contacts))] if contacts is not None else []
        then = [self("back_market", market=whole(market))] if market is not None else []
        if plan.reach is not None and plan.more > 0:
            then.append(self("back_reach", reach=share(plan.reach), now=rated(funnel.step("reach").rate, self.texts)))
        both = ["".join(first), ("，" if self.texts.lang == "zh" else ", ").join(then)]
        text = self("back_both", contacts=both[0], market=both[1]) if all(both) else "".join(both)
        if text:
            yield Fact(label, text)

    def origin(self, funnel: Funnel) -> Iterator[str]:
        """Which plans and territories are in it."""
        if self.found.plans != 1:
            plans, count = self.texts.join(self.found.sources), len(self.found.sources)
            yield self("sources_of", plans=plans, count=count, all=self.found.plans)
        if len(funnel.territories) > 1:
            names = [one or self("no_territory") for one in funnel.territories]
            yield self("sources_sum", territories=self.texts.join(names))

    def unreadable(self) -> list[str]:
        """The plans that could not be read, as one line or none."""
        bad = self.found.unreadable
        key = "unreadable_one" if len(bad) == 1 else "unreadable"
        return [self(key, count=len(bad), plans=self.texts.join(bad))] if bad else []

    def merge(self, one: Merge) -> str:
        """How some rows were taken together."""
        where = self("where", period=one.period, territory=one.territory or self("no_territory"))
        own = one.plans == (one.first,) and one.kind in ("once", "contradict")
        key = f"merge_{one.kind}" + "_self" * own
        return self(key, where=where, first=one.first, plans=self.texts.join(one.plans))

    def back_table(self, plan: BackPlan) -> Table:
        """Every count before the win: now, needed, still missing."""
        columns = (Column(""), *(Column(self(f"back_{key}"), "right") for key in ("now", "needed", "missing", "range")))
        rows = []
        for one in plan.needs:
            short = max(0, one.needed - one.now) if one.needed is not None and one.now is not None else None
            span = f"{whole(one.low)}–{whole(one.high)}" if one.low is not None else ""
            texts = (self(one.count), whole(one.now), whole(one.needed), whole(short) if short else NOTHING, span)
            rows.append(tuple(Cell(text) for text in texts))
        return Table(columns, tuple(rows), self("back_title", deals=deals(plan.wins, self.texts)))

    def comparison(self) -> Table:
        """Every territory and period, those of the picture marked."""
        titles = [Column(self(key)) for key in ("period", "territory")]
        titles += [Column(self(key), "right") for key in (*STEPS, "to_won")]
        return Table(tuple(titles), tuple(self.compared(one) for one in self.found.compared), self("compared"))

    def compared(self, one: Compared) -> tuple[Cell, ...]:
        """One territory and period."""
        tone: Tone = "strong" if one.shown else "plain"
        period = self("here", period=one.period) if one.shown else one.period
        texts = [period, one.territory or self("no_territory"), *(rated(rate, self.texts) for rate in one.rates)]
        texts.append(rated(one.market_to_won, self.texts, 1))
        return tuple(Cell(text, tone) for text in texts)

    def advice(self, funnel: Funnel) -> Iterator[Note]:
        """What to do: correct, count, set targets, then work on the step that costs most."""
        for fault in funnel.faults[1:]:
            yield Note(self.fault(fault), "bad", bullet=True)
        for one in funnel.counts:
            if one.value is None:
                question = self(f"ask_{one.name}")
                some = bool(one.places)
                key = "ask_absent" if some else "ask"
                values = {"count": self(one.name), "plans": self.texts.join(one.absent)}
                yield Note(self(key, question=question, **values), "warn", bullet=True)
        step = None if funnel.faults else funnel.stopped or funnel.bottleneck or self.after_win(funnel)
        if step:
            yield Note(self(f"do_{step}_1"), bullet=True)
            yield Note(self(f"do_{step}_2"), bullet=True)
        lacking = [at.name for at in funnel.steps if at.target is None]
        if lacking:
            yield Note(self("set_targets", steps=self.texts.join(lacking)), bullet=True)
        won = funnel.count("won").value
        if won and all(funnel.step(name).rate.value for name in TO_WIN):
            open_ = tuple(name for name in TO_WIN if has_a_tenth(funnel.step(name)))
            key = "equal" if len(open_) == len(TO_WIN) else "equal_some"
            if len(open_) > 1:
                yield Note(self(key, deals=deals(won / 10, self.texts), steps=self.named(open_)), bullet=True)

    def after_win(self, funnel: Funnel) -> str | None:
        """Redeveloping, when it alone misses its target."""
        return "redevelop" if funnel.step("redevelop").loss and not funnel.unjudged else None


def has_a_tenth(at: Step) -> bool:
    """Whether a step can bring a tenth more before it stands at 100 %."""
    advanced, entered = at.rate.advanced, at.rate.entered
    return advanced is not None and entered is not None and 11 * advanced <= 10 * entered


def labelled(label: str, texts: list[str]) -> Iterator[Fact]:
    """Facts under one label, said once."""
    for at, text in enumerate(texts):
        yield Fact("" if at else label, text)
