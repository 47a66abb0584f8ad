"""Signs that make a judgement readable at a glance, without colour; the word always stands beside them."""

from __future__ import annotations

from kamtool.model.values import Attitude, Influence
from kamtool.texts.lookup import Texts
from kamtool.view.blocks import Cell, Tone

ATTITUDES: dict[Attitude, tuple[str, Tone]] = {
    Attitude.ACCEPT: ("+", "good"),
    Attitude.DOUBT: ("~", "warn"),
    Attitude.INDIFFERENT: ("·", "warn"),
    Attitude.RESIST: ("−", "bad"),
    Attitude.SABOTAGE: ("✗", "bad"),
    Attitude.UNKNOWN: ("?", "quiet"),
}
INFLUENCES = {Influence.HIGH: "■■■", Influence.MEDIUM: "■■□", Influence.LOW: "■□□", Influence.UNKNOWN: "???"}


def attitude(value: Attitude, texts: Texts, mark: str = "") -> Cell:
    """An attitude with its sign and tone; *mark* stands behind it when it is stale."""
    sign, tone = ATTITUDES[value]
    return Cell(f"{sign} {texts.term(value)}{mark}", tone)


def influence(value: Influence, texts: Texts) -> Cell:
    """An influence as three blocks, its column says of what; the unknown in its word as well."""
    if value is Influence.UNKNOWN:
        return Cell(f"? {texts.term(value)}", "quiet")
    return Cell(INFLUENCES[value])


def percent(share: float | None) -> str:
    """A share as a whole percentage; ``?`` when unknown."""
    return "?" if share is None else f"{share * 100:.0f}%"


def signed(value: float | None) -> str:
    """An index with its sign, two decimals; ``?`` when unknown."""
    return "?" if value is None else f"{value:+.2f}".replace("-", "−")
