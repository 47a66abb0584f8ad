"""The health of plans as a leader reads it: which are dead, the map of what is missing, what is old, what was done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kamtool.analysis.completeness import Filled, Part
from kamtool.analysis.execution import Done, Work
from kamtool.analysis.health import Age, Gap, Health, HealthReport, Measure, Sign, Then, then_of, totals
from kamtool.model.values import Tier
from kamtool.texts.lookup import Texts
from kamtool.view.blocks import Block, Cell, Column, Heading, Note, Table

FULL, EMPTY, UNASKED = "■", "□", "·"
SHOWN, NAMED = 60, 3
TREND = (("met", "asked"), ("old", "dated"), ("in_time", "due"))


def health_view(found: HealthReport, texts: Texts, alone: bool = False) -> tuple[Block, ...]:
    """The blocks of a report; with *alone* the lines behind the one plan there is."""
    t = Words(found, texts)
    blocks = [*t.head(), t.map(), Note(t("legend"), "quiet"), t.fresh(), t.done()]
    if found.then is not None:
        blocks.append(t.trend())
    if alone and found.plans:
        return (*blocks, *t.gaps(found.plans[0]), *t.todo())
    return (*blocks, *t.todo(), Note(t("drill"), "quiet"))


def health_picture(found: HealthReport, texts: Texts) -> tuple[Block, ...]:
    """The map alone, with its point."""
    t = Words(found, texts)
    return (*t.head(), t.map(), Note(t("legend"), "quiet"))


def health_csv(found: HealthReport, texts: Texts) -> tuple[Block, ...]:
    """Every plan in a row: each section, each sign of age, each kind of work, as counts and days."""
    t = Words(found, texts)
    columns = [t(f"csv_{key}") for key in ("id", "account", "tier", "owner", "deals", "dead", "alive")]
    columns += [f"{t(f'part_{part.value}')} {word}" for part in Part for word in (t("csv_met"), t("csv_asked"))]
    columns += [t(f"sign_{sign.value}") for sign in Sign] + [t("csv_stale"), t("csv_judged")]
    columns += [f"{t(f'work_{work.value}')} {word}" for work in Work for word in (t("csv_in_time"), t("csv_due"))]
    rows = tuple(tuple(map(Cell, t.exact(one))) for one in found.plans)
    return (Table(tuple(map(Column, columns)), rows),)


class Words:
    """The words of one report in one language."""

    def __init__(self, found: HealthReport, texts: Texts) -> None:
        self.found = found
        self.texts = texts

    def __call__(self, key: str, /, **values: object) -> str:
        """A sentence of this view."""
        return self.texts(f"health.{key}", **values)

    def head(self) -> list[Block]:
        """The title and the point."""
        note = self("scope", day=self.found.as_of)
        title = Heading(self("title"), f"{self.found.owner} · {note}" if self.found.owner else note)
        return [title, Note(self.point(), "strong")]

    def point(self) -> str:
        """How many are dead, how much is there, and how much was done in time."""
        plans = self.found.plans
        if not plans:
            return self("nothing")
        sums = totals(plans)
        old = sum(bool(one.old) for one in plans)
        values = {"plans": len(plans), "old": old, "in_time": sums.in_time, "due": sums.due}
        if len(plans) == 1:
            one = plans[0]
            key = "point_alone_dead" if one.dead is not None else "point_alone"
            return self(key, who=one.name, met=one.met, asked=one.asked, days=one.dead, **values)
        key = "point_dead" if self.found.dead else "point"
        return self(key, dead=len(self.found.dead), first=self.first(self.found.dead), **values)

    def first(self, plans: Sequence[Health]) -> str:
        """The first few by name."""
        names = self.texts.join(one.name for one in plans[:NAMED])
        return names if len(plans) <= NAMED else self("and_more", names=names, count=len(plans) - NAMED)

    def account(self, one: Health, short: bool = False) -> Cell:
        """A plan's account with its tier, without when *short*; the dead are marked."""
        name = one.name if one.tier is Tier.UNKNOWN or short else f"{one.name} ({self.texts.term(one.tier)})"
        return Cell(f"† {name}", "bad") if one.dead is not None else Cell(name)

    def map(self) -> Table:
        """Plans down, sections across."""
        columns = (
            Column(self("account")),
            *(Column(self(f"short_{part.value}")) for part in Part),
            Column(self("sum")),
        )
        rows = tuple(
            (self.account(one, short=True), *map(self.square, one.complete), Cell(f"{one.met}/{one.asked}"))
            for one in self.found.plans[:SHOWN]
        )
        return Table(columns, rows, self("map"))

    def square(self, one: Filled) -> Cell:
        """One section of one plan: a sign when all or nothing is there, else how much."""
        if not one.asked:
            return Cell(UNASKED, "quiet")
        if one.met == one.asked:
            return Cell(FULL, "good")
        return Cell(f"{one.met}/{one.asked}", "warn") if one.met else Cell(EMPTY, "bad")

    def fresh(self) -> Table:
        """How old each sign is."""
        columns = (Column(self("account")), *(Column(self(f"sign_{sign.value}"), "right") for sign in Sign))
        rows = tuple((self.account(one, short=True), *map(self.age, one.fresh)) for one in self.found.plans[:SHOWN])
        return Table(columns, rows, self("fresh"))

    def age(self, one: Age) -> Cell:
        """One sign's age against its limit; what is too old is marked by a word, not by colour alone."""
        if one.sign is Sign.JUDGEMENTS:
            if not one.count:
                return Cell(UNASKED, "quiet")
            key = "stale" if one.stale else "none_stale"
            return Cell(self(key, stale=one.stale, count=one.count), "warn" if one.stale else "good")
        if one.days is None:
            return Cell(UNASKED, "quiet") if one.good is None else Cell(self("never"), "bad")
        if one.good is False:
            return Cell(self("too_old", days=one.days, limit=one.limit), "bad")
        return Cell(self("days", days=one.days), "quiet" if one.good is None else "good")

    def done(self) -> Table:
        """What was due, and how much of it was done in time."""
        columns = (Column(self("account")), *(Column(self(f"work_{work.value}"), "right") for work in Work))
        rows = tuple((self.account(one, short=True), *map(self.work, one.done)) for one in self.found.plans[:SHOWN])
        return Table(columns, rows, self("done"))

    def work(self, one: Done) -> Cell:
        """One kind of work; what nobody wrote the outcome of is told."""
        if not one.due:
            return Cell(UNASKED, "quiet")
        words = self("in_time", in_time=one.in_time, due=one.due)
        if one.untold:
            words = self("untold", words=words, count=one.untold)
        return Cell(words, "good" if one.in_time == one.due else "warn")

    def trend(self) -> Table:
        """How each plan stood on the earlier day, and how it stands now."""
        then = self.found.then or {}
        columns = (Column(self("account")), *(Column(self(f"measure_{one.value}"), "right") for one in Measure))
        rows = tuple(
            (self.account(one), *self.moves(then.get(one.id), then_of(one))) for one in self.found.plans[:SHOWN]
        )
        return Table(columns, rows, self("trend", day=self.found.since, commit=self.found.commit))

    def moves(self, then: Then | None, now: Then) -> Iterator[Cell]:
        """The three measures, then and now; a plan that was not there yet has no then."""
        for have, of in TREND:
            after = f"{getattr(now, have)}/{getattr(now, of)}"
            if then is None:
                yield Cell(self("new", now=after), "quiet")
            else:
                yield Cell(f"{getattr(then, have)}/{getattr(then, of)} → {after}")

    def gaps(self, one: Health) -> Iterator[Block]:
        """The lines behind the three measures."""
        for measure in Measure:
            mine = [gap for gap in one.gaps if gap.measure is measure]
            yield Heading(self(f"gaps_{measure.value}"), level=2)
            if mine:
                columns = (Column(self("place")), Column(self("write")))
                yield Table(columns, tuple((Cell(gap.place), Cell(self.gap(gap))) for gap in mine))
            else:
                yield Note(self(f"whole_{measure.value}"), "good")

    def gap(self, one: Gap) -> str:
        """What to write at one place."""
        what = self.texts(f"ages.{one.what}") if one.key == "judgement" else one.what
        said = self(f"gap_{one.key}", what=what, day=one.day, days=one.days)
        return said if one.deal is None else self("of_deal", deal=one.deal, what=said)

    def todo(self) -> Iterator[Block]:
        """What to do with the dead."""
        if self.found.dead:
            yield Heading(self("dead"), level=2)
        for one in self.found.dead[:SHOWN]:
            key = "bury_deal" if one.deals else "bury"
            who = one.owner or self("nobody")
            yield Note(self(key, who=one.name, owner=who, days=one.dead, id=one.id, alive=one.alive), bullet=True)
        if self.found.dead:
            yield Note(self("dead_means", days=self.found.dead_days), "quiet")

    def exact(self, one: Health) -> Iterator[str]:
        """One plan's cells for a spreadsheet; what is unknown is empty."""
        tier = "" if one.tier is Tier.UNKNOWN else self.texts.term(one.tier)
        yield from (one.id, one.name, tier, one.owner or "", str(one.deals))
        yield from (shown(one.dead), one.alive.isoformat() if one.alive else "")
        for part in one.complete:
            yield from (str(part.met), str(part.asked))
        for age in one.fresh:
            yield shown(age.days)
        judged = one.fresh[-1]
        yield from (str(judged.stale), str(judged.count))
        for work in one.done:
            yield from (str(work.in_time), str(work.due))


def shown(number: int | None) -> str:
    """A number, or nothing."""
    return "" if number is None else str(number)
