"""Wins, losses and forecasts in words: small numbers are shown as counts, with an interval in tenths beside them."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from kamtool.analysis.outcomes import BackTest, Calibration, Told
from kamtool.analysis.overview import Money
from kamtool.analysis.pipeline import Pipeline
from kamtool.analysis.proportion import Rate
from kamtool.model.values import DealStatus
from kamtool.texts.lookup import Texts
from kamtool.view.blocks import Block, Cell, Column, Heading, Note, Table, Tone
from kamtool.view.figures import NOTHING, interval, rated
from kamtool.view.money import sums

SHOWN = 12
TONES: dict[str, Tone] = {"won": "good", "lost": "bad", "dropped": "quiet"}


def many(texts: Texts, key: str, count: int, **values: object) -> str:
    """A sentence of the pipeline with a number, in the singular for one."""
    own = f"pipeline.{key}_one" if count == 1 else f"pipeline.{key}"
    return texts(own, count=count, **values)


class OutcomeWords:
    """The words of what became of deals."""

    def __init__(self, found: Pipeline, texts: Texts) -> None:
        self.found = found
        self.texts = texts

    def __call__(self, key: str, /, **values: object) -> str:
        """A sentence of the pipeline."""
        return self.texts(f"pipeline.{key}", **values)

    def blocks(self) -> Iterator[Block]:
        """Wins and losses, calibration, back-test."""
        over = self.found.outcomes
        if over.deals:
            yield Heading(self("over"), level=2)
            values = {"won": over.won, "lost": over.lost, "dropped": over.dropped}
            money = {
                "value_won": self.worth(over.value_won, DealStatus.WON),
                "value_lost": self.worth(over.value_lost, DealStatus.LOST),
            }
            yield Note(self("over_point", **values, **money, rate=self.rated(over.rate)))
            yield self.decided()
        if self.found.bands:
            yield self.calibrations()
            yield Note(self("calibration_means"), "quiet")
        if self.found.back_test is not None:
            yield from self.tested(self.found.back_test)

    def money(self, every: tuple[Money, ...]) -> str:
        """Amounts currency by currency."""
        whole = [Money(one.amount.quantize(Decimal(1)), one.currency) for one in every]
        return sums(whole, self.texts) if whole else NOTHING

    def worth(self, every: tuple[Money, ...], status: DealStatus) -> str:
        """What the deals that ended so are worth, and how many of them have no amount written."""
        bare = sum(one.status is status and one.value is None for one in self.found.outcomes.deals)
        shown = self.money(every)
        return self("bare", sums=shown, count=bare) if every and bare else shown

    def rated(self, one: Rate) -> str:
        """A rate; of few the counts and the range it may lie in, in tenths, for a percentage would promise more."""
        if one.gap or one.low is None or one.high is None:
            return NOTHING
        if one.few:
            low, high = round(one.low * 10), round(one.high * 10)
            return self("few", counts=rated(one, self.texts), low=low, high=high)
        return self("many_rate", rate=rated(one, self.texts), interval=interval(one))

    def decided(self) -> Table:
        """The deals that are over, the latest first, each with its reason."""
        columns = tuple(Column(self(key)) for key in ("closed", "result", "customer", "reason"))
        return Table(columns, tuple(map(self.decision, self.found.outcomes.deals[:SHOWN])), self("decided"))

    def decision(self, one: Told) -> tuple[Cell, ...]:
        """One deal that is over."""
        reason = Cell(one.reason) if one.reason else Cell(self("no_reason"), "warn")
        result = Cell(self.texts.term(one.status), TONES[one.status.value])
        return Cell(str(one.closed or "?")), result, Cell(self("deal_of", who=one.name, deal=one.deal)), reason

    def calibrations(self) -> Table:
        """What was claimed of decided deals against what happened: by band, then by owner."""
        keys = ("count", "expected", "really", "range")
        columns = (Column(self("claimed")), *(Column(self(key), "right") for key in keys))
        rows = [self.calibration(one, f"{one.name} %") for one in self.found.bands]
        rows += [self.calibration(one, one.name or self("no_group")) for one in self.found.owners]
        return Table(columns, tuple(rows), self("calibration"))

    def calibration(self, one: Calibration, name: str) -> tuple[Cell, ...]:
        """One band or owner."""
        cells = (str(one.deals), f"{one.expected:.1f}", str(one.won), self.rated(one.rate))
        return Cell(name), *map(Cell, cells)

    def tested(self, one: BackTest) -> Iterator[Block]:
        """What the plans said on a day, and what happened."""
        yield Heading(self("tested"), self("tested_scope", day=one.day, commit=one.commit), level=2)
        if not one.deals:
            yield Note(self("tested_nothing"))
            return
        values = {"deals": len(one.deals), "won": one.won, "lost": one.lost, "open": one.open, "gone": one.gone}
        yield Note(self("tested_point", **values))
        if one.due:
            money = {"forecast": self.money(one.forecast), "signed": self.money(one.signed)}
            yield Note(self("tested_due", due=one.due, won=one.due_won, expected=f"{one.expected:.1f}", **money))
        columns = tuple(Column(self(key)) for key in ("customer", "said", "now"))
        rows = []
        for each in one.deals[:SHOWN]:
            chance = "?" if each.then.probability is None else f"{100 * each.then.probability:.0f}%"
            said = self("said_of", chance=chance, close=each.then.close or "?")
            now = self("now_gone") if each.now is None else self.texts.term(each.now.status)
            if each.now is not None and each.now.close and each.then.close and each.now.close > each.then.close:
                now = self("now_moved", now=now, close=each.now.close)
            rows.append((Cell(self("deal_of", who=each.then.name, deal=each.then.deal)), Cell(said), Cell(now)))
        yield Table(columns, tuple(rows))
