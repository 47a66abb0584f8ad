"""The eighteen buying factors, matched to the criteria a customer weighs in a deal (A16)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from kamtool.analysis.comparison import US
from kamtool.analysis.rivals import rival_name
from kamtool.model.opportunity import BuyingCriterion, Opportunity
from kamtool.model.plan import Plan
from kamtool.model.values import BuyingFactor, Source
from kamtool.texts.lookup import aliases_of


class FactorGroup(StrEnum):
    """What the eighteen are about: four, four, two, three and five of them."""

    PRODUCT = "product"
    PRICE = "price"
    AFTER_SALES = "after_sales"
    PUBLICITY = "publicity"
    COMPANY = "company"


SIZES = {
    FactorGroup.PRODUCT: 4,
    FactorGroup.PRICE: 4,
    FactorGroup.AFTER_SALES: 2,
    FactorGroup.PUBLICITY: 3,
    FactorGroup.COMPANY: 5,
}


def groups() -> Mapping[FactorGroup, tuple[BuyingFactor, ...]]:
    """The factors of each group."""
    every = iter(BuyingFactor)
    return {group: tuple(next(every) for _ in range(size)) for group, size in SIZES.items()}


@dataclass(frozen=True, slots=True)
class Weighed:
    """A criterion of the customer's, the factor it is (if any), its weight, and our score against the best rival's.

    *guessed*: the plan names no factor, the criterion's name speaks of one.
    """

    name: str
    factor: BuyingFactor | None
    guessed: bool
    weight: Decimal | None
    ours: int | None
    rival: str | None
    theirs: int | None
    rated_by: Source


@dataclass(frozen=True, slots=True)
class Buying:
    """The criteria of a deal, heaviest first, and the factors that none of them is."""

    criteria: tuple[Weighed, ...]
    not_asked: tuple[tuple[FactorGroup, tuple[BuyingFactor, ...]], ...]


def buying(plan: Plan, deal: Opportunity) -> Buying:
    """The eighteen factors against a deal's criteria."""
    rows = sorted((weighed(plan, one) for one in deal.criteria), key=lambda one: -(one.weight or 0))
    asked = {one.factor for one in rows}
    left = [(group, tuple(one for one in members if one not in asked)) for group, members in groups().items()]
    return Buying(tuple(rows), tuple((group, members) for group, members in left if members))


def weighed(plan: Plan, one: BuyingCriterion) -> Weighed:
    """One criterion, with the rival who scores best on it."""
    others = {key: score for key, score in one.scores.items() if key != US}
    best = max(others, key=lambda key: others[key]) if others else None
    factor = one.factor or factor_of(one.name)
    return Weighed(
        name=one.name,
        factor=factor,
        guessed=one.factor is None and factor is not None,
        weight=one.weight,
        ours=one.scores.get(US),
        rival=rival_name(plan, best) if best else None,
        theirs=others[best] if best else None,
        rated_by=one.rated_by,
    )


def factor_of(name: str) -> BuyingFactor | None:
    """The factor a criterion's name speaks of: by the longest word of the catalogue in it."""
    given = name.casefold()
    hits = [
        (len(word), key)
        for key, words in aliases_of(BuyingFactor).items()
        for word in words
        if word.casefold() in given
    ]
    return BuyingFactor(max(hits, key=lambda hit: hit[0])[1]) if hits else None
