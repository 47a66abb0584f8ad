"""Which strategy the data bear, against the one chosen."""

from __future__ import annotations

from collections.abc import Iterator

from kamtool.analysis.strategy import Fit, Strategies
from kamtool.model.values import YesNo
from kamtool.playbook.read import Playbook
from kamtool.texts.lookup import Texts
from kamtool.view.blocks import Block, Cell, Column, Heading, Note, Table, Tone
from kamtool.view.quote import quoted_whole

TONES: dict[YesNo, Tone] = {YesNo.YES: "good", YesNo.NO: "quiet", YesNo.UNKNOWN: "warn"}


def strategy_blocks(found: Strategies, book: Playbook, texts: Texts) -> list[Block]:
    """The verdict, the six strategies, and on whose ratings it rests."""
    t = Words(found, book, texts)
    columns = tuple(Column(t(key)) for key in ("strategy", "borne", "because"))
    rows = tuple(t.row(one) for one in found.fits)
    return [Heading(t("heading"), level=2), Note(t.point(), "strong"), Table(columns, rows), *t.cautions()]


class Words:
    """The words of one deal's strategies in one language."""

    def __init__(self, found: Strategies, book: Playbook, texts: Texts) -> None:
        self.found = found
        self.book = book
        self.texts = texts

    def __call__(self, key: str, /, **values: object) -> str:
        """A sentence of this view."""
        return self.texts(f"strategy.{key}", **values)

    def point(self) -> str:
        """The chosen strategy against what the data bear."""
        chosen, first = self.found.chosen, self.found.first
        if chosen is None:
            return self("point_none", first=first) if first else self("point_nothing")
        holds = self.found.fit(chosen).holds
        if chosen is first:
            return self("point_same", chosen=chosen)
        if first is None:
            return self(f"point_open_{holds}", chosen=chosen)
        return self(f"point_{holds}", chosen=chosen, first=first)

    def row(self, one: Fit) -> tuple[Cell, ...]:
        """One strategy."""
        mark = self("chosen_mark", kind=one.kind) if one.kind is self.found.chosen else self.texts.term(one.kind)
        return (
            Cell(mark, "strong" if one.kind is self.found.chosen else "plain"),
            Cell(self(f"holds_{one.holds}"), TONES[one.holds]),
            Cell(self.why(one)),
        )

    def why(self, one: Fit) -> str:
        """What a verdict rests on."""
        found = self.found
        bounded = f"why_{one.why}_notice"
        return self(
            bounded if found.notice and self.texts.has(f"strategy.{bounded}") else f"why_{one.why}",
            won=found.won,
            lost=found.lost,
            ratio=found.ratio,
            rival=found.rival or "",
            ours=found.ours[:2] or self("value_of_ours"),
            theirs=found.theirs[:2],
            people=f"{found.people:+d}".replace("-", "−"),
            scope=found.scope or "",
        )

    def cautions(self) -> Iterator[Block]:
        """Whose ratings the ratio rests on, and the reason the plan gives."""
        found = self.found
        if found.weight and found.rated < found.weight:
            key = "rated" if found.rated else "rated_none"
            yield Note(self(key, rated=found.rated, weight=found.weight), "warn")
        if found.unweighed:
            key = "unweighed_one" if len(found.unweighed) == 1 else "unweighed"
            yield Note(self(f"{key}_notice" if found.notice else key, what=found.unweighed), "warn")
        if found.reason:
            yield Note(self("reason", reason=found.reason), "quiet")
        if found.notice:
            yield Note(self("notice"), "warn")
        elif found.first is not None:
            advice = quoted_whole(self.book, "strategies", found.first.value, self.texts)
            yield Note(advice, label=self.texts.term(found.first), bullet=True)
