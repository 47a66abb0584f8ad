"""Which account deserves how much of us: attractiveness against our position, A, B, C or 分流 (A12).

An axis is the median of its known terms: no weights, no points. What earns a loss is never highly attractive, and
nobody hands over an account where much is still to be won. An axis of which too little is known is unknown, and what
tier follows stays open as long as it matters.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from kamtool.analysis.customers import Alike, join
from kamtool.analysis.tier_candidate import Candidate, Standard, with_ledger
from kamtool.analysis.tier_grid import LEVELS, RANKED, axis_level, classes, may_be, too_much_open, worth_level
from kamtool.analysis.tier_terms import About, Level, Term, TierLimits
from kamtool.ledger.result import Ledger, Sold
from kamtool.model.values import Tier


class Move(StrEnum):
    """What the proposal means for the tier the plan claims."""

    KEEP = "keep"
    PROMOTE = "promote"
    DEMOTE = "demote"
    ASSIGN = "assign"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Flip:
    """A term that, standing elsewhere, would change the proposal to *tier*."""

    about: About
    level: Level
    tier: Tier


@dataclass(frozen=True, slots=True)
class Placed:
    """An account on the grid. *tier* is ``None`` when not enough is known to say; *possible* is what it may be.

    *flips* are the single terms that would change it; *ask* the unknown terms of an axis that is not known.
    *recovery* is how the plan means to earn on it again.
    """

    id: str
    name: str
    file: str
    owner: str | None
    claimed: Tier
    worth: tuple[Term, ...]
    standing: tuple[Term, ...]
    attractiveness: Level
    position: Level
    tier: Tier | None
    possible: tuple[Tier, ...]
    move: Move
    standard: Standard
    flips: tuple[Flip, ...]
    ask: tuple[About, ...]
    recovery: str | None

    def term(self, about: About) -> Term | None:
        """The term about one thing, if it was looked at."""
        return next((one for one in self.worth + self.standing if one.about is about), None)

    @property
    def failing(self) -> bool:
        """Whether a failure of ours is open there."""
        one = self.term(About.SERVICE)
        return one is not None and one.reason == "failure"


@dataclass(frozen=True, slots=True)
class Unplanned:
    """A customer of the ledger without a plan whose profit is among those that bring the most."""

    name: str
    profit: Decimal


@dataclass(frozen=True, slots=True)
class Tiers:
    """Everybody asked for, by claimed tier then name; *of* accounts were compared, in *currency*.

    *ledger* names the ledger the money comes from, if any, and *alike* whom of it may be a plan's customer. *taken* are
    the names of those whose plan names no currency: their amounts are taken as in *taken_as*, the plans' main one.
    """

    as_of: dt.date
    of: int
    currency: str | None
    placed: tuple[Placed, ...]
    ledger: str | None
    unplanned: tuple[Unplanned, ...]
    alike: tuple[Alike, ...]
    taken: tuple[str, ...]
    taken_as: str | None

    def moved(self, *moves: Move) -> tuple[Placed, ...]:
        """Those with one of these moves."""
        return tuple(one for one in self.placed if one.move in moves)


def tiers(every: Sequence[Candidate], asked: frozenset[str], as_of: dt.date, limits: TierLimits,
          ledger: Ledger | None = None) -> Tiers:  # fmt: skip
    """Place the plans whose file is *asked* for among *every*; with a *ledger* its money and rhythm count instead."""
    if ledger is not None:
        sold, alike = joined(every, ledger)
        every = [with_ledger(one, sold.get(one.card.id), ledger, as_of, limits) for one in every]
    else:
        sold, alike = {}, ()
    kinds = (About.OPEN_VALUE,) if ledger is not None else (About.PROFIT, About.OPEN_VALUE)
    own = main_currency(every, *kinds)
    bare = [one for one in every if own is not None and any(is_bare(term, kinds) for term in one.worth)]
    every = [in_currency(one, kinds, own) if one in bare else one for one in every]
    currency, open_currency = main_currency(every, About.PROFIT), main_currency(every, About.OPEN_VALUE)
    profits = {one.card.id: held for one in every if (held := amount(one, About.PROFIT, currency)) is not None}
    values = {one.card.id: held for one in every if (held := amount(one, About.OPEN_VALUE, open_currency)) is not None}
    compared, strangers = dict(profits), []
    if ledger is not None:
        known = {id(one) for one in sold.values()}
        strangers = [one for one in ledger.customers if id(one) not in known and earned(one) is not None]
        compared |= {f"\0{one.name}": held for one in strangers if (held := earned(one)) is not None}
    by_profit, by_value = classes(compared), classes(values)
    placing = {About.PROFIT: (by_profit, currency), About.OPEN_VALUE: (by_value, open_currency)}
    placed = [
        place(replace(one, worth=tuple(graded(term, one.card.id, placing) for term in one.worth)))
        for one in every
        if one.file in asked
    ]
    unplanned = [
        Unplanned(one.name or "", held)
        for one in strangers
        if by_profit.get(f"\0{one.name}") is Level.HIGH and (held := earned(one)) is not None
    ]
    order = {tier: at for at, tier in enumerate(Tier)}
    return Tiers(
        as_of=as_of,
        of=len(compared),
        currency=currency,
        placed=tuple(sorted(placed, key=lambda one: (order[one.claimed], one.name, one.file))),
        ledger=ledger.file if ledger else None,
        unplanned=tuple(sorted(unplanned, key=lambda one: (-one.profit, one.name))),
        alike=alike,
        taken=tuple(one.card.name for one in bare if one.file in asked),
        taken_as=own if bare else None,
    )


def main_currency(every: Iterable[Candidate], *kinds: About) -> str | None:
    """The currency that most plans have amounts of these kinds in; ``None`` when none names one."""
    held = ({one.money.currency for one in each.worth if one.about in kinds and one.money} for each in every)
    used = Counter(currency for each in held for currency in each)
    return max(used, key=lambda one: (one is not None, used[one], one or ""), default=None)


def is_bare(term: Term, kinds: Iterable[About]) -> bool:
    """Whether a term of these kinds is an amount of which no plan says the currency."""
    return term.about in kinds and term.money is not None and term.money.currency is None


def in_currency(one: Candidate, kinds: Iterable[About], own: str | None) -> Candidate:
    """A candidate with its bare amounts in a currency."""
    worth = (
        replace(term, money=replace(term.money, currency=own)) if term.money and is_bare(term, kinds) else term
        for term in one.worth
    )
    return replace(one, worth=tuple(worth))


def amount(one: Candidate, about: About, currency: str | None) -> Decimal | None:
    """The amount a term rests on, in the currency the portfolio is compared in."""
    held = next((term.money for term in one.worth if term.about is about), None)
    return held.amount if held is not None and held.currency == currency else None


def graded(term: Term, key: str, placing: Mapping[About, tuple[Mapping[str, Level], str | None]]) -> Term:
    """An amount with its place in the portfolio; in another currency only a loss has one."""
    if term.reason != "amount" or term.money is None:
        return term
    levels, currency = placing[term.about]
    if term.money.amount <= 0:
        is_loss = term.about is About.PROFIT and term.money.amount < 0
        return replace(term, level=Level.LOW, reason="loss" if is_loss else term.reason)
    if term.money.currency != currency:
        return replace(term, reason="other_currency")
    level = levels.get(key, Level.UNKNOWN)
    return replace(term, level=level, reason="amount" if level is not Level.UNKNOWN else "few")


def place(one: Candidate) -> Placed:
    """Where an account stands, what follows, and what would change it."""
    attractiveness, position = worth_level(one.worth), axis_level(one.standing)
    possible = may_be(attractiveness, position, too_much_open(one.worth))
    tier = possible[0] if len(possible) == 1 else None
    unknown = [
        term.about
        for terms, level in ((one.worth, attractiveness), (one.standing, position))
        if level is Level.UNKNOWN
        for term in terms
        if term.level is Level.UNKNOWN
    ]
    return Placed(
        id=one.card.id,
        name=one.card.name,
        file=one.file,
        owner=one.owner,
        claimed=one.tier,
        worth=one.worth,
        standing=one.standing,
        attractiveness=attractiveness,
        position=position,
        tier=tier,
        possible=possible,
        move=move(one.tier, tier),
        standard=one.standard,
        flips=tuple(flips(one, tier)) if tier is not None else (),
        ask=tuple(unknown) if tier is None else (),
        recovery=one.card.recovery,
    )


def move(claimed: Tier, tier: Tier | None) -> Move:
    """From the tier claimed to the tier proposed."""
    if tier is None:
        return Move.UNKNOWN
    if claimed is Tier.UNKNOWN:
        return Move.ASSIGN
    if claimed is tier:
        return Move.KEEP
    return Move.PROMOTE if RANKED.index(tier) < RANKED.index(claimed) else Move.DEMOTE


def flips(one: Candidate, tier: Tier) -> Iterable[Flip]:
    """The single terms that would lead to another tier, each with the nearest level that does."""
    for term in (*one.worth, *one.standing):
        at = LEVELS.index(term.level) if term.level in LEVELS else 1
        others = [level for level in LEVELS if level is not term.level]
        for level in sorted(others, key=lambda each: abs(LEVELS.index(each) - at)):
            reason = term.reason if term.reason != "loss" or level is Level.LOW else "amount"
            changed = replace(term, level=level, reason=reason)
            worth = tuple(changed if each is term else each for each in one.worth)
            standing = tuple(changed if each is term else each for each in one.standing)
            found = may_be(worth_level(worth), axis_level(standing), too_much_open(worth))
            if len(found) == 1 and found[0] is not tier:
                yield Flip(term.about, level, found[0])
                break


def joined(every: Sequence[Candidate], ledger: Ledger) -> tuple[dict[str, Sold], tuple[Alike, ...]]:
    """The ledger's customer of each plan, by the plan's id; and whom it may be."""
    largest = sorted(ledger.customers, key=lambda one: (-(one.revenue or 0), one.name or ""))
    found = join([one.name for one in largest if one.name], [one.card for one in every])
    named = {one.name: one for one in largest}
    return {each.id: named[name] for name, each in found.cards.items()}, found.alike


def earned(one: Sold) -> Decimal | None:
    """A customer's profit after cost to serve by the ledger."""
    return None if one.gross_profit is None or one.cost_to_serve is None else one.gross_profit - one.cost_to_serve
