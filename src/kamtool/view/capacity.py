"""Capacity as a sales leader reads it: who has more than there is time for, what to hand on, who has time for whom."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from kamtool.analysis.capacity import Account, Capacity, Manager, Rests
from kamtool.analysis.overview import Money
from kamtool.model.values import Tier
from kamtool.texts.lookup import Texts
from kamtool.view.blocks import Bar, Block, Cell, Chart, Column, Fact, Facts, Heading, Note, Table
from kamtool.view.figures import NOTHING, UNKNOWN
from kamtool.view.money import exact, money, plain

ROWS, BARS, NAMED, SECTIONS = 40, 30, 3, 8
TEAM = 3


def capacity_view(found: Capacity, texts: Texts, places: Mapping[str, str] | None = None) -> tuple[Block, ...]:
    """The blocks of a load; with *places*, by file, where the hours of each account stand."""
    t = View(found, texts)
    head = Heading(t("title"), found.as_of.isoformat())
    if not found.managers:
        return head, Note(t("nothing"), "strong")
    blocks: list[Block] = [head, Note(t.point(), "strong"), t.chart(), t.table()]
    for one in found.over[:SECTIONS]:
        blocks += [Heading(t("over_heading", who=one.name), level=2), *t.overload(one)]
    if len(found.over) > SECTIONS:
        blocks.append(Note(t("more", count=len(found.over) - SECTIONS), "quiet"))
    if found.over:
        blocks.append(Note(t("evidence"), "quiet"))
    if found.spare:
        blocks += [Heading(t("spare_heading"), level=2), *(t.spare(one) for one in found.spare[:SECTIONS])]
        if len(found.spare) > SECTIONS:
            blocks.append(Note(t("more", count=len(found.spare) - SECTIONS), "quiet", bullet=True))
        blocks.append(Note(t("spare_tiers"), "quiet"))
    unknown = tuple(t.unknown())
    if unknown:
        blocks += [Heading(t("unknown_heading"), level=2), *unknown]
    blocks.append(t.basis())
    if places is not None:
        blocks += [Heading(t("places_heading"), level=2), *t.places(places)]
    return tuple(blocks)


def capacity_csv(found: Capacity, texts: Texts) -> tuple[Block, ...]:
    """An account a row, with its manager's hours, every digit."""
    t = View(found, texts)
    keys = ("owner", "available", "assumed", "id", "account", "tier", "spent", "rests", "year", "asked", "profit",
            "currency", "per_hour", "days", "every", "step")  # fmt: skip
    rows = []
    for who in found.managers:
        steps = {one.account.id: "hand_on" for one in who.hand_on} | {one.id: "more" for one in who.give_to}
        for one in who.accounts:
            row = ["", "", ""] if who.available is None else [who.name or "", exact(who.available), answer(who.assumed)]
            row += [one.id, one.name]
            row += ["" if one.tier is Tier.UNKNOWN else texts.term(one.tier)]
            row += ["" if one.spent is None else exact(one.spent), one.rests.value, text(one.year), text(one.asked)]
            row += [exact(one.profit.amount) if one.profit else "", (one.profit.currency or "") if one.profit else ""]
            row += ["" if one.per_hour is None else f"{one.per_hour:.2f}", text(one.days), text(one.every)]
            rows.append(tuple(Cell(each) for each in (*row, steps.get(one.id, ""))))
    return (Table(tuple(Column(t(f"csv_{key}")) for key in keys), tuple(rows)),)


def answer(value: bool) -> str:
    """Yes or no for a machine."""
    return "yes" if value else "no"


def text(value: int | None) -> str:
    """A number for a machine; nothing for what is unknown."""
    return "" if value is None else str(value)


class View:
    """The parts of one answer in one language."""

    def __init__(self, found: Capacity, texts: Texts) -> None:
        self.found = found
        self.texts = texts

    def __call__(self, key: str, /, **values: object) -> str:
        """A sentence of this view."""
        return self.texts(f"capacity.{key}", **values)

    def hours(self, value: Decimal | int | None) -> str:
        """Hours in whole numbers."""
        return UNKNOWN if value is None else plain(Decimal(round(value)))

    def per_hour(self, one: Account) -> str:
        """Profit an hour; of a gain over a floor of hours what it is at most."""
        found = one.most_per_hour if one.per_hour is None else one.per_hour
        if found is None or one.profit is None:
            return "< 0" if one.profit is not None and one.profit.amount < 0 else UNKNOWN
        shown = money(Money(Decimal(round(found)), one.profit.currency), self.texts)
        return self("at_most", rate=shown) if one.per_hour is None else shown

    def owner(self, one: Manager) -> str:
        """A manager's name; accounts without an owner have none."""
        return one.name or self("nobody")

    def point(self) -> str:
        """Who has too much, and who has time."""
        over, spare = self.found.over, self.found.spare
        count = sum(one.name is not None for one in self.found.managers)
        if len(self.found.managers) == 1 and not over:
            one = self.found.managers[0]
            spent, available = self.hours(one.spent), self.hours(one.available)
            if one.name is None:
                return self("point_nobody", spent=spent)
            return self("point_single", who=self.owner(one), spent=spent, available=available)
        if over:
            first = over[0]
            values = {"who": first.name, "hours": self.hours(first.over), "count": count, "over": len(over)}
            return self("point_over" if len(over) > 1 else "point_over_one", **values)
        floors = sum(one.name is not None and self.floor(one) for one in self.found.managers)
        if floors:
            return self("point_floor", count=count, floors=floors)
        return self("point_spare" if spare else "point_fits", count=count, spare=len(spare))

    def chart(self) -> Chart:
        """Each manager's share of hours spent."""
        columns = (Column(self("accounts")), Column(self("spent_of"), "right"), Column(self("asked"), "right"))
        return Chart(columns, tuple(self.bar(one) for one in self.found.managers[:BARS]), self("chart"))

    def bar(self, one: Manager) -> Bar:
        """One manager."""
        part = float(one.spent / one.available) if one.available else None
        tiers = self.texts.join(
            self("tier_count", tier=tier if tier is not Tier.UNKNOWN else UNKNOWN, count=count)
            for tier, count in one.by_tier
        )
        available = f"{self.hours(one.available)}{'*' if one.assumed else ''}" if one.name else NOTHING
        at_least = self("at_least", hours=self.hours(one.spent)) if self.floor(one) else self.hours(one.spent)
        cells = (Cell(tiers), Cell(self("of", spent=at_least, available=available)), Cell(self.hours(one.asked)))
        shown = NOTHING if part is None else f"{round(part * 100)}%"
        remark = self("remark_over", hours=self.hours(one.over)) if one in self.found.over else ""
        return Bar(self.owner(one), part, shown, cells, remark, "bad" if remark else "plain")

    def floor(self, one: Manager) -> bool:
        """Whether a manager's hours may be more than what is known."""
        return bool(one.unknown) or any(each.rests is Rests.VISITS for each in one.accounts)

    def table(self) -> Table:
        """The accounts of each manager, the most hours first."""
        keys = ("owner", "account", "tier", "spent", "asked", "per_hour", "contact")
        rows = []
        every = [(who, one) for who in self.found.managers for one in who.accounts]
        for who, one in every[:ROWS]:
            spent = (
                self("at_least", hours=self.hours(one.spent)) if one.rests is Rests.VISITS else self.hours(one.spent)
            )
            late = one.every is not None and (one.days is None or one.days > one.every)
            days = UNKNOWN if one.days is None else self("days_ago", days=one.days)
            rows.append(
                (
                    Cell(self.owner(who)),
                    Cell(one.name),
                    Cell(UNKNOWN if one.tier is Tier.UNKNOWN else self.texts.term(one.tier)),
                    Cell(spent),
                    Cell(self.hours(one.asked)),
                    Cell(self.per_hour(one), "bad" if (one.per_hour or 0) < 0 else "plain"),
                    Cell(days, "warn" if late else "plain"),
                )
            )
        left = ("owner", "account", "tier")
        title = self("table") if len(every) <= ROWS else self("table_first", count=ROWS, all=len(every))
        columns = tuple(Column(self(key), "left" if key in left else "right") for key in keys)
        return Table(columns, tuple(rows), title)

    def overload(self, one: Manager) -> Iterator[Block]:
        """What to hand on first, what stays, and who else has time."""
        for at, each in enumerate(one.hand_on):
            values = {"who": each.account.name, "rate": self.per_hour(each.account), "freed": self.hours(each.freed)}
            left = "rest" if each.left > 0 else "enough"
            key = "hand_on_first" if at == 0 else "hand_on"
            yield Note(self(key, **values, then=self(left, left=self.hours(each.left))), bullet=True)
        if not one.hand_on:
            yield Note(self("hand_on_none"), "warn", bullet=True)
        for account in one.keep[:NAMED]:
            if account.kept is not None:
                yield Note(self(f"keep_{account.kept.value}", who=account.name), bullet=True)
        crowd = [each for each in one.accounts if each.ours >= TEAM]
        for account in crowd[:NAMED]:
            hours = self.hours(account.spent)
            yield Note(self("team", who=account.name, ours=account.ours, hours=hours), bullet=True)
        free = [each for each in self.found.managers if each.name and not self.floor(each) and each.over < 0]
        if free:
            free.sort(key=lambda each: each.over)
            names = [self("free", who=each.name, hours=self.hours(-each.over)) for each in free[:NAMED]]
            yield Note(self("others", names=self.texts.join(names)), bullet=True)

    def spare(self, one: Manager) -> Note:
        """Where a manager's time should go."""
        first = one.give_to[0]
        values = {"who": one.name, "hours": self.hours(-one.over), "account": first.name, "rate": self.per_hour(first)}
        return Note(self("give", **values, why=self.neglect(first)), bullet=True)

    def neglect(self, one: Account) -> str:
        """How an account is seen too little."""
        if one.every is not None and one.days is None:
            return self("why_never", every=one.every)
        if one.every is not None and one.days is not None and one.days > one.every:
            return self("why_late", days=one.days, every=one.every)
        return self("why_hours", spent=self.hours(one.spent), asked=self.hours(one.asked))

    def unknown(self) -> Iterator[Note]:
        """What would have to be known to reckon better."""
        every = [one for who in self.found.managers for one in who.accounts]
        for key, names in (
            ("no_hours", [one.name for one in every if one.rests is Rests.NOTHING]),
            ("only_visits", [one.name for one in every if one.rests is Rests.VISITS]),
            ("no_tier", [one.name for one in every if one.tier is Tier.UNKNOWN]),
            ("no_profit", [one.name for one in every if one.profit is None]),
            ("no_owner", [one.name for one in every if one.owner is None]),
            ("assumed", [one.name or "" for one in self.found.managers if one.assumed and one.name]),
            ("disagree", [one.name or "" for one in self.found.managers if one.disagree]),
        ):
            if names:
                shown = self.texts.join(names[:NAMED])
                if len(names) > NAMED:
                    shown = self("and_more", names=shown, count=len(names) - NAMED)
                yield Note(self(key, names=shown, hours=self.hours(self.found.limits.hours)), bullet=True)

    def basis(self) -> Facts:
        """The hours reckoned with."""
        held = self.found.limits
        tiers = [(tier, held.asked(tier)) for tier in (Tier.A, Tier.B, Tier.C, Tier.DELEGATE)]
        asked = self.texts.join(self("tier_hours", tier=tier, hours=self.hours(hours)) for tier, hours in tiers)
        rows = (
            Fact(self("basis"), self("basis_tiers", tiers=asked)),
            Fact("", self("basis_visits", visit=held.visit_hours, call=held.call_hours)),
        )
        return Facts(rows)

    def places(self, places: Mapping[str, str]) -> Iterator[Block]:
        """Where the hours of each account stand."""
        for who in self.found.managers:
            for one in who.accounts:
                year = self("in_year", year=one.year) if one.year else ""
                said = self(f"place_{one.rests.value}", who=one.name, hours=self.hours(one.spent), year=year)
                place = places.get(one.file, "")
                shown = self.texts("ages.at", text=said, places=place) if place else said
                yield Note(shown, "quiet" if one.rests is Rests.NOTHING else "plain", bullet=True)
