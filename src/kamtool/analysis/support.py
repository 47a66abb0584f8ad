"""The support index: how far the known attitudes, weighed by influence, lean to us (A3)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kamtool.analysis.deal import WEIGHT, Part
from kamtool.model.values import Attitude

STANCE = {
    Attitude.ACCEPT: 2,
    Attitude.DOUBT: 0,
    Attitude.INDIFFERENT: 0,
    Attitude.RESIST: -1,
    Attitude.SABOTAGE: -2,
}


@dataclass(frozen=True, slots=True)
class SupportTerm:
    """One person's part in the index: influence weight 3, 2 or 1, stance +2 to -2; ``None`` where unknown."""

    person: str
    weight: int | None
    stance: int | None


@dataclass(frozen=True, slots=True)
class Support:
    """*index* runs from -1 to +1 over those whose attitude and influence are known, ``None`` when there are none.

    *unknown_share* is the part of the known influence whose attitude is unknown; people whose influence is
    unknown are in neither, and are counted in *unweighed*.
    """

    index: float | None
    known: int
    unknown_share: float | None
    unweighed: int
    terms: tuple[SupportTerm, ...]


def support(people: Iterable[Part]) -> Support:
    """The support index of these people, with its terms."""
    terms = tuple(SupportTerm(one.id, WEIGHT.get(one.influence), STANCE.get(one.attitude.value)) for one in people)
    weighed = [(term.weight, term.stance) for term in terms if term.weight is not None]
    known = [(weight, stance) for weight, stance in weighed if stance is not None]
    total, known_total = sum(weight for weight, _ in weighed), sum(weight for weight, _ in known)
    return Support(
        index=sum(weight * stance for weight, stance in known) / (2 * known_total) if known_total else None,
        known=len(known),
        unknown_share=(total - known_total) / total if total else None,
        unweighed=len(terms) - len(weighed),
        terms=terms,
    )
