"""三角分析: customer, competitor and us, what the plan knows of each on the seven factors (A11).

Ratings, scores and SWOT items name their factor. Criteria, needs and a rival's strengths are free text: they go to the
factor whose word they contain, the longest word first, and are marked as sorted by words; what fits nowhere is kept
apart. Every field without a fact is a question.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from kamtool.analysis.deal import name_of, parts
from kamtool.analysis.tender import under_notice
from kamtool.model.opportunity import Opportunity
from kamtool.model.plan import Plan
from kamtool.model.swot import SwotItem
from kamtool.model.values import Axis, Factor, OrganizationNeed, Source, SwotFactor, SwotKind

US = "us"
NOTHING_BOUGHT = "status_quo"
NO_DEAL = Opportunity()
# Which of the ten factors of a purchase, and which needs of the firm, speak of one of the seven.
PURCHASE = {
    Factor.PRICE_SENSITIVITY: Axis.COMMERCIAL,
    Factor.TCO_QUALITY: Axis.COMMERCIAL,
    Factor.BUDGET_RIGIDITY: Axis.COMMERCIAL,
    Factor.TENDER_AUDIT: Axis.COMMERCIAL,
    Factor.RELATIONSHIP_WEIGHT: Axis.RELATIONSHIP,
    Factor.ONE_PERSON_AUTHORITY: Axis.RELATIONSHIP,
}
FIRM = {
    OrganizationNeed.PROFIT_COST: Axis.COMMERCIAL,
    OrganizationNeed.IMAGE: Axis.COMPANY_BRAND,
    OrganizationNeed.PERFORMANCE: Axis.TECHNOLOGY,
}
WORDS = {
    Axis.COMPANY_BRAND: "公司品牌, 品牌, 牌子, 资质, 形象, 名气, 注册资本, brand, reputation, balance sheet, company",
    Axis.PRODUCT_BRAND: "产品品牌, 型号, 样板, 机型, product, product brand, reference",
    Axis.MARKET_SHARE: "份额, 占有, 存量, 在用, 在网, 保有, market share, share, installed base",
    Axis.RELATIONSHIP: "关系, 熟, 信任, 认可, 合作, 顺手, 用惯, relationship, trust, contacts",
    Axis.TECHNOLOGY: "技术, 性能, 参数, 指标, 网管, 接口, 开通, 准确率, 出勤率, 油耗, 续航, 安全, 车型, 终端, 改装, "
    "质量, technical, technology, performance, safety, metering, data, quality, uptime",
    Axis.COMMERCIAL: "成本, 价, 账期, 付款, 租赁, 收费, 免维保, 预算, 现金, 折扣, 合同, cost, price, payment, leasing, "
    "budget, bonus, discount, contract",
    Axis.SERVICE: "服务, 维保, 维修, 装维, 售后, 备件, 响应, 到场, 培训, service, maintenance, spare parts, crew, "
    "support, response, training",
}


class Kind(StrEnum):
    """What a fact was taken from."""

    RATING = "rating"
    CRITERION = "criterion"
    SCORE = "score"
    NEED = "need"
    FIRM_NEED = "firm_need"
    PURCHASE = "purchase"
    STRENGTH = "strength"
    WEAKNESS = "weakness"
    OPPORTUNITY = "opportunity"
    THREAT = "threat"
    SHARE = "share"
    ALLY = "ally"
    OFFER = "offer"


class Corner(StrEnum):
    """The three corners."""

    CUSTOMER = "customer"
    COMPETITOR = "competitor"
    US = "us"


class Chosen(StrEnum):
    """Why this rival: as asked, by the best ratings, named most, the only one, or the only one the deal lists."""

    ASKED = "asked"
    BEST_RATED = "best_rated"
    MOST_NAMED = "most_named"
    ONLY = "only"
    ONLY_IN_DEAL = "only_in_deal"


@dataclass(frozen=True, slots=True)
class Said:
    """One fact: where it stands in the plan, its words, a number if it has one, and by whom and by what it is known.

    *by_words* tells that its factor was found by the words of its text.
    """

    kind: Kind
    text: str
    value: Decimal | None = None
    by: Source = Source.UNKNOWN
    evidence: tuple[str, ...] = ()
    by_words: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """What is known of one factor at each corner; a factor of ``None`` holds what fits nowhere."""

    factor: Axis | None
    customer: tuple[Said, ...]
    competitor: tuple[Said, ...]
    us: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Triangle:
    """The seven factors, what fits none of them, and the empty fields, each of them a question.

    With *notice* a tender decides and its notice is out: of customer and rival nothing is asked apart.
    """

    rival: str | None
    rival_name: str | None
    chosen: Chosen | None
    rows: tuple[Row, ...]
    unsorted: Row
    unknown: tuple[tuple[Axis, Corner], ...]
    notice: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether the plan has no fact at all."""
        return not any(row.customer or row.competitor or row.us for row in (*self.rows, self.unsorted))


def triangle(plan: Plan, deal: str | None, as_of: dt.date, against: str | None = None) -> Triangle:
    """The triangle of one deal, with *against* or else the rival that counts most."""
    opportunity = plan.opportunities[deal] if deal else NO_DEAL
    rival, chosen = (against, Chosen.ASKED) if against else strongest(plan, opportunity)
    customer = list(of_customer(plan, deal, as_of))
    competitor = list(of_rival(plan, opportunity, rival)) if rival else []
    ours = list(of_us(plan, opportunity, rival))
    rows = tuple(Row(axis, at(customer, axis), at(competitor, axis), at(ours, axis)) for axis in Axis)
    return Triangle(
        rival=rival,
        rival_name=rival_name(plan, rival) if rival else None,
        chosen=chosen,
        rows=rows,
        unsorted=Row(None, at(customer, None), at(competitor, None), at(ours, None)),
        unknown=tuple(
            (axis, corner)
            for corner in Corner
            for axis, row in zip(Axis, rows, strict=True)
            if not getattr(row, corner.value)
        ),
        notice=under_notice(plan, deal, as_of),
    )


def at(facts: Iterable[tuple[Axis | None, Said]], axis: Axis | None) -> tuple[Said, ...]:
    """The facts of one factor."""
    return tuple(said for where, said in facts if where is axis)


def strongest(plan: Plan, deal: Opportunity) -> tuple[str | None, Chosen | None]:
    """The rival with the best ratings in the deal, else the one named most; to buy nothing only if alone."""
    there = list(deal.competitors) or list(plan.competitors)
    rivals = [key for key in there if key != NOTHING_BOUGHT] or there
    if not rivals:
        return None, None
    if len(rivals) == 1:
        elsewhere = plan.competitors.keys() - {rivals[0], NOTHING_BOUGHT}
        return rivals[0], Chosen.ONLY_IN_DEAL if elsewhere else Chosen.ONLY
    best = max(rivals, key=lambda key: (rated(deal, key), named(plan, deal, key), -rivals.index(key)))
    return best, Chosen.BEST_RATED if rated(deal, best) else Chosen.MOST_NAMED


def rated(deal: Opportunity, rival: str) -> Decimal:
    """A rival's mean rating on the seven factors, else its mean score on the customer's criteria; 0 without either."""
    ratings = [one.value for one in deal.radar.get(rival, {}).values() if one.value is not None]
    numbers = ratings or [one.scores[rival] for one in deal.criteria if rival in one.scores]
    return Decimal(sum(numbers)) / len(numbers) if numbers else Decimal(0)


def named(plan: Plan, deal: Opportunity, rival: str) -> int:
    """How often the plan speaks of a rival: in SWOT, by traits and allies, and by attitudes toward it."""
    one = plan.competitors[rival]
    traits = len(one.strengths) + len(one.weaknesses) + len(one.allies)
    attitudes = sum(rival in person.attitudes for person in plan.stakeholders.values())
    attitudes += sum(rival in part.attitudes for part in deal.participants.values())
    return traits + attitudes + sum(rival in (item.of, item.against) for item in plan.swot)


def rival_name(plan: Plan, rival: str) -> str:
    """What to call a rival."""
    return plan.competitors[rival].name or rival


def is_ours(item: SwotItem) -> bool:
    """Whether an item is not one of a rival's own strengths and weaknesses."""
    return item.of in (None, US) or item.kind in {SwotKind.OPPORTUNITY, SwotKind.THREAT}


def rival_of(item: SwotItem) -> str | None:
    """The rival an item speaks of: whom it is measured by, or whose it is."""
    owner = None if item.of == US else item.of
    return owner if not is_ours(item) else item.against or owner


def of_customer(plan: Plan, deal: str | None, as_of: dt.date) -> Iterator[tuple[Axis | None, Said]]:
    """What the customer wants: criteria, needs, how it buys, and what changes there."""
    opportunity = plan.opportunities[deal] if deal else NO_DEAL
    for criterion in opportunity.criteria:
        yield sorted_by_words(
            Said(Kind.CRITERION, criterion.name, criterion.weight, criterion.rated_by, tuple(criterion.evidence))
        )
    for need in opportunity.needs:
        yield sorted_by_words(Said(Kind.NEED, need.text, None, need.source))
    for factor, score in plan.account.procurement_factors.items():
        if factor in PURCHASE:
            yield PURCHASE[factor], Said(Kind.PURCHASE, factor.value, Decimal(score))
    for kind, axis in FIRM.items():
        people = sum(kind in one.needs.organization for one in parts(plan, deal, as_of))
        if people:
            yield axis, Said(Kind.FIRM_NEED, kind.value, Decimal(people))
    for item in plan.swot:
        if item.kind is SwotKind.OPPORTUNITY:
            yield from by_factor(item)


def of_rival(plan: Plan, deal: Opportunity, rival: str) -> Iterator[tuple[Axis | None, Said]]:
    """What is known of one rival: ratings and scores, its traits, and our items that speak of it."""
    yield from ratings(deal, rival)
    yield from scores(deal, rival)
    for item in plan.swot:
        if rival_of(item) == rival and (item.kind is SwotKind.THREAT or not is_ours(item)):
            yield from by_factor(item)
    known = plan.competitors[rival]
    for text in known.strengths:
        yield sorted_by_words(Said(Kind.STRENGTH, text))
    for text in known.weaknesses:
        yield sorted_by_words(Said(Kind.WEAKNESS, text))
    if known.offer:
        yield sorted_by_words(Said(Kind.OFFER, known.offer))
    if known.share is not None:
        yield Axis.MARKET_SHARE, Said(Kind.SHARE, "", known.share)
    for ally in known.allies:
        yield Axis.RELATIONSHIP, Said(Kind.ALLY, name_of(ally, plan.stakeholders[ally]))


def of_us(plan: Plan, deal: Opportunity, rival: str | None) -> Iterator[tuple[Axis | None, Said]]:
    """What is known of us; items measured by another rival are left out."""
    yield from ratings(deal, US)
    yield from scores(deal, US)
    for item in plan.swot:
        inside = item.kind in {SwotKind.STRENGTH, SwotKind.WEAKNESS}
        if is_ours(item) and inside and item.against in (None, rival):
            yield from by_factor(item)


def ratings(deal: Opportunity, vendor: str) -> Iterator[tuple[Axis, Said]]:
    """A vendor's ratings on the seven factors."""
    for axis, one in deal.radar.get(vendor, {}).items():
        if one.value is not None:
            yield axis, Said(Kind.RATING, "", Decimal(one.value), one.rated_by, tuple(one.evidence))


def scores(deal: Opportunity, vendor: str) -> Iterator[tuple[Axis | None, Said]]:
    """A vendor's scores on the customer's criteria."""
    for one in deal.criteria:
        if vendor in one.scores:
            yield sorted_by_words(Said(Kind.SCORE, one.name, Decimal(one.scores[vendor]), one.rated_by))


def by_factor(item: SwotItem) -> Iterator[tuple[Axis | None, Said]]:
    """A SWOT item at its factor; one about the environment is about none of the seven."""
    said = Said(Kind(item.kind.value), item.text, evidence=tuple(item.evidence))
    if item.factor is None:
        yield sorted_by_words(said)
    elif item.factor is not SwotFactor.ENVIRONMENT:
        yield Axis(item.factor.value), said


def sorted_by_words(said: Said) -> tuple[Axis | None, Said]:
    """A fact of free text at the factor whose longest word it contains, if any."""
    axis = factor_of(said.text)
    return axis, Said(said.kind, said.text, said.value, said.by, said.evidence, axis is not None)


def factor_of(text: str) -> Axis | None:
    """The factor that a text speaks of, by the longest word of WORDS in it."""
    found = [(len(word), -order, axis) for order, (axis, word) in enumerate(VOCABULARY) if contains(text, word)]
    return max(found)[2] if found else None


def contains(text: str, word: str) -> bool:
    """Whether a text has a word; Latin words stand whole."""
    if word.isascii():
        return re.search(rf"\b{word}\b", text, re.IGNORECASE) is not None
    return word in text


VOCABULARY = tuple((axis, word) for axis, words in WORDS.items() for word in words.split(", "))
