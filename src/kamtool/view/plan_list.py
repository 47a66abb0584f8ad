"""All plans as a person reads them: what they add up to, which to look at first, and a row for each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import reduce

from kamtool.analysis.overview import REVIEW_DAYS, Overview, PlanList
from kamtool.diagnostic import Diagnostic
from kamtool.model.values import OrganizationType, Tier
from kamtool.texts.lookup import Texts
from kamtool.view.blocks import Block, Cell, Column, Fact, Facts, Heading, Note, Table, Tone
from kamtool.view.counts import counts
from kamtool.view.money import exact, money, sums
from kamtool.view.said import said

TOUCH_DAYS = 60
UNKNOWN = Cell("?", "quiet")


def plan_list_view(found: PlanList, reasons: Mapping[str, Diagnostic], texts: Texts) -> tuple[Block, ...]:
    """The blocks of a list; *reasons* holds, by file, the first reason why a file is no plan."""
    t = Words(found, texts)
    if not found.plans:
        return (Heading(t("title")), Note(t("empty")))
    blocks: list[Block] = [Heading(t("title"), t("as_of", day=found.as_of)), Note(t.point(), "strong"), t.table()]
    broken = [(one, reasons[one.file]) for one in found.plans if one.file in reasons]
    if broken:
        blocks.append(Facts(tuple(Fact(place(why), said(why, texts).message, "bad") for _, why in broken)))
    blocks.append(Note(t("legend"), "quiet"))
    return tuple(blocks)


def plan_list_csv(found: PlanList, reasons: Mapping[str, Diagnostic], texts: Texts) -> tuple[Block, ...]:
    """The same rows for a spreadsheet: every digit of an amount, a column for each currency, days as dates too."""
    t = Words(found, texts)
    currencies = [one.currency for one in found.value]
    names = [t("csv_value", currency=one) if one else t("csv_value_none") for one in currencies]
    fixed = ("csv_id", "account", "type", "tier", "owner", "csv_deals")
    late = ("stage", "csv_touched", "csv_days_touched", "csv_reviewed", "csv_days_reviewed")
    last = ("errors", "warnings", "questions", "csv_file", "csv_reason")
    titles = [*map(t, fixed), *names, *map(t, late), *map(t, last)]
    rows = tuple(tuple(Cell(text) for text in t.exact(one, currencies, reasons)) for one in found.plans)
    return (Table(tuple(Column(title) for title in titles), rows),)


def place(why: Diagnostic) -> str:
    """The place of a diagnostic: ``file:line:column``."""
    return f"{why.file}:{why.span.line}:{why.span.column}"


class Words:
    """The words of one list in one language."""

    def __init__(self, found: PlanList, texts: Texts) -> None:
        self.found = found
        self.texts = texts

    def __call__(self, key: str, /, **values: object) -> str:
        """A sentence of this view."""
        return self.texts(f"plan_list.{key}", **values)

    def point(self) -> str:
        """What this list says in a sentence or two."""
        total = reduce(lambda before, after: self("and", before=before, after=after), self.sums())
        return self("point", sums=total, first=self.first())

    def sums(self) -> Iterator[str]:
        """How many plans, how much is open, how many are stale or broken."""
        found = self.found
        count, late, never = len(found.plans), found.not_reviewed, found.never_reviewed
        number = self("plans_one") if count == 1 else self("plans", count=count)
        yield self("with_value", plans=number, value=self.total()) if found.value else number
        if found.broken:
            yield self("broken_one") if found.broken == 1 else self("broken", count=found.broken)
        if late:
            yield self("late_one" if late == 1 else "late", count=late, days=REVIEW_DAYS)
        if never:
            yield self("never_one") if never == 1 else self("never", count=never)

    def total(self) -> str:
        """What is open in each currency, and what names none, said so."""
        amounts = [
            self("no_currency", value=money(one, self.texts)) if one.currency is None else money(one, self.texts)
            for one in self.found.value
        ]
        return " + ".join(amounts)

    def first(self) -> str:
        """Which plan to look at first, and why."""
        one = next((one for one in self.found.plans if one.file == self.found.first), None)
        if one is None:
            return self("nothing_found")
        if one.fault is not None:
            return self("first_broken", who=one.title)
        return self("first", who=one.title, what=counts(one.findings, self.texts))

    def table(self) -> Table:
        """A row for each file."""
        left = [Column(self(key)) for key in ("account", "class", "owner")]
        several = any(len(one.value) > 1 for one in self.found.plans)  # too long to keep on one line
        value, stage = Column(self("value"), "left" if several else "right"), Column(self("stage"))
        days = [Column(self(key), "right") for key in ("touch", "reviewed")]
        found = [Column(self(f"{key}_sign"), "right") for key in ("errors", "warnings", "questions")]
        return Table((*left, value, stage, *days, *found), tuple(map(self.row, self.found.plans)))

    def row(self, one: Overview) -> tuple[Cell, ...]:
        """One file's row; of a broken one nothing is known but that it is."""
        found = one.findings
        last = (number(found.errors, "bad"), number(found.warnings, "warn"), number(found.questions, "plain"))
        if one.fault is not None:
            return (Cell(one.id, "bad"), Cell(self("is_broken"), "bad"), *[Cell("")] * 5, *last)
        return (
            Cell(one.title, "strong" if one.file == self.found.first else "plain"),
            self.rank(one),
            Cell(one.owner) if one.owner else UNKNOWN,
            self.value(one),
            self.stage(one),
            self.days(one.days_touched, TOUCH_DAYS),
            self.days(one.days_reviewed, REVIEW_DAYS),
            *last,
        )

    def rank(self, one: Overview) -> Cell:
        """Tier and type."""
        tier, kind = one.tier is not Tier.UNKNOWN, one.type is not OrganizationType.UNKNOWN
        if not tier and not kind:
            return UNKNOWN
        return Cell(f"{self.texts.term(one.tier) if tier else '?'} {self(f'type_{one.type.value}') if kind else '?'}")

    def value(self, one: Overview) -> Cell:
        """What is open; a mark where some deal has no amount."""
        if not one.deals:
            return Cell(self("no_deal"), "quiet")
        if not one.value:
            return UNKNOWN
        return Cell(sums(one.value, self.texts) + (" + ?" if one.unpriced else ""))

    def stage(self, one: Overview) -> Cell:
        """The furthest stage of the open deals."""
        if one.stage is None:
            return UNKNOWN if one.deals else Cell(self("no_deal"), "quiet")
        return Cell(self.texts.term(one.stage))

    def days(self, count: int | None, limit: int) -> Cell:
        """A number of days; more than *limit* stand out."""
        if count is None:
            return UNKNOWN
        return Cell(self("days", count=count), "warn" if count > limit else "plain")

    def exact(self, one: Overview, currencies: list[str | None], reasons: Mapping[str, Diagnostic]) -> Iterator[str]:
        """One row's cells for a spreadsheet; what is unknown is empty."""
        valid = one.fault is None
        known = {each.currency: each.amount for each in one.value}
        yield from (one.id, one.title if valid else "")
        yield self.texts.term(one.type) if one.type is not OrganizationType.UNKNOWN else ""
        yield self.texts.term(one.tier) if one.tier is not Tier.UNKNOWN else ""
        yield from (one.owner or "", "" if one.deals is None else str(one.deals))
        yield from (exact(known[key]) if key in known else "" for key in currencies)
        yield self.texts.term(one.stage) if one.stage else ""
        for value in (one.touched, one.days_touched, one.reviewed, one.days_reviewed):
            yield "" if value is None else str(value)
        yield from (str(one.findings.errors), str(one.findings.warnings), str(one.findings.questions))
        why = reasons.get(one.file)
        yield from (one.file, f"{place(why)}: {said(why, self.texts).message}" if why else "")


def number(count: int, tone: Tone) -> Cell:
    """A count that stands out when it is not zero."""
    return Cell(str(count), tone if count else "quiet")
