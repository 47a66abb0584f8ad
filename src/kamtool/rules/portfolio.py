"""Family account (7xx), over all plans at once: whom we hang on, who carries too much, which plans are one customer.

These rules see the facts of every plan; a finding names the file it belongs to.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from kamtool.analysis.portfolio import Entries, Entry, total
from kamtool.diagnostic import Finding, Severity, each_of
from kamtool.model.values import Tier
from kamtool.rules.limits import Limits
from kamtool.rules.rule import Confidence, Profile

FEWEST = 5  # plans: below that every share is large
NAMED = 3
KEY = (Tier.A, Tier.B)
ORDER = (Tier.DELEGATE, Tier.UNKNOWN, Tier.C, Tier.B, Tier.A)


class Portfolio(NamedTuple):
    """All plans of a call that can be read, in the order of their files; the day; the limits."""

    entries: Entries
    as_of: dt.date
    limits: Limits


Placed = tuple[Entry, Finding]
PortfolioCheck = Callable[[Portfolio], Iterator[Placed]]


class PortfolioRule(NamedTuple):
    """A rule over all plans; like ``Rule`` in everything else."""

    code: str
    name: str
    severity: Severity
    check: PortfolioCheck
    confidence: Confidence
    profile: Profile

    def sure(self, variant: str) -> Confidence:
        """How sure a finding is."""
        return "medium" if variant == "alike" else self.confidence


def rule(
    code: str, name: str, severity: Severity, confidence: Confidence = "high"
) -> Callable[[PortfolioCheck], PortfolioRule]:
    """Make a check a rule over all plans."""
    return lambda check: PortfolioRule(code, name, severity, check, confidence, "standard")


@rule("KAM711", "concentrated-income", Severity.WARNING)
def concentrated_income(all_: Portfolio) -> Iterator[Placed]:
    """One customer brings more of the profit, or of the revenue, than a business should hang on."""
    told: set[str] = set()
    for measure, variant in (("profit", "profit"), ("revenue", "message")):
        found = total(all_.entries, measure, all_.as_of.year)
        if found is None or found.plans < FEWEST:
            continue
        for one in found.held:
            if one.share * 100 <= all_.limits.concentration_percent or one.entry.file in told:
                continue
            told.add(one.entry.file)
            params = {"percent": round(one.share * 100), "year": found.year, "count": found.plans}
            yield one.entry, Finding(("account", "economics", one.at), params, variant=variant)


@rule("KAM712", "tier-without-standard", Severity.WARNING)
def tier_without_standard(all_: Portfolio) -> Iterator[Placed]:
    """A key account nobody of ours leads; a tier A account without a sponsor."""
    for one in all_.entries:
        path, params = ("account", "tier"), {"tier": one.tier}
        if one.tier in KEY and one.owner is None:
            yield one, Finding(path, params, variant="owner")
        elif one.tier is Tier.A and not one.sponsors and one.team:
            yield one, Finding(path, params)
        elif one.tier is Tier.A and not one.sponsors:
            yield one, Finding(path, params, Severity.HINT, "unknown")


@rule("KAM713", "overloaded-across-plans", Severity.WARNING)
def overloaded_across_plans(all_: Portfolio) -> Iterator[Placed]:
    """An account manager or a sponsor with more key accounts than one person can look after."""
    for who, mine in above(all_.entries, managers, all_.limits.manager_accounts):
        of = each_of(("owner",), (one.id for one in mine))
        yield first(mine), Finding(("owner",), load(who, mine, all_.limits.manager_accounts), of=of)
    for who, mine in above(all_.entries, sponsors, all_.limits.sponsor_accounts):
        there = first(mine)
        key = next(key for key, name in there.sponsors if name == who)
        path, params = ("team", key), load(who, mine, all_.limits.sponsor_accounts)
        yield there, Finding(path, params, variant="sponsor", of=each_of(path, (one.id for one in mine)))


def managers(one: Entry) -> list[str]:
    """Who leads a plan, where it is a key account."""
    return [one.owner] if one.tier in KEY and one.owner is not None else []


def sponsors(one: Entry) -> list[str]:
    """Who of ours stands behind a plan."""
    return [name for _, name in one.sponsors]


def above(entries: Entries, people: Callable[[Entry], list[str]], limit: int) -> Iterator[tuple[str, list[Entry]]]:
    """Those who have more plans than the limit, with their plans; only these are held."""
    count = Counter(name for one in entries for name in people(one))
    found: dict[str, list[Entry]] = {name: [] for name in sorted(count) if count[name] > limit}
    for one in entries if found else ():
        for name in people(one):
            if name in found:
                found[name].append(one)
    yield from found.items()


def first(mine: Iterable[Entry]) -> Entry:
    """The plan to give away first: the lowest tier, then the smallest revenue known, then by id."""
    return min(mine, key=lambda one: (ORDER.index(one.tier), revenue(one) is None, revenue(one) or 0, one.id))


def revenue(one: Entry) -> float | None:
    """The newest revenue that is known, to tell small from large only."""
    known = [(year.year, float(year.revenue)) for year in one.years if year.revenue is not None]
    return max(known)[1] if known else None


def load(who: str, mine: Sequence[Entry], limit: int) -> dict[str, object]:
    """What to say of somebody with too many accounts."""
    return {"who": who, "accounts": len(mine), "limit": limit}


@rule("KAM714", "twin-plans", Severity.WARNING)
def twin_plans(all_: Portfolio) -> Iterator[Placed]:
    """Two plans for one customer: one register number, or one name; told in each of them."""
    twice = met_twice(hash(key) for one in all_.entries for key in keys(one))
    groups: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for one in all_.entries if twice else ():
        for key in keys(one):
            if hash(key) in twice:
                groups[key].append(one)
    told: set[tuple[str, str]] = set()
    for kind in ("code", "name", "alike"):
        for (group, _), mine in groups.items():
            if group == kind and len(mine) > 1:
                for at, one in enumerate(mine):
                    other = mine[1 if at == 0 else 0]
                    if (one.file, other.file) not in told and not apart(one, other):
                        told |= {(one.file, other.file), (other.file, one.file)} if kind == "alike" else set()
                        told.add((one.file, other.file))
                        yield one, twin(kind, other)


def keys(one: Entry) -> Iterator[tuple[str, str]]:
    """What a customer is known by: its register number, its names, and these but for the firm's form."""
    from kamtool.analysis.customers import core, is_pattern, is_register_number
    from kamtool.ledger.sums import same_name

    if one.code is not None and is_register_number(one.code):
        yield "code", same_name(one.code)
    names = [name for name in one.names if not is_pattern(name)]
    yield from dict.fromkeys(("name", same_name(name)) for name in names)
    yield from dict.fromkeys(("alike", short) for name in names if (short := core(name)))


def met_twice(hashes: Iterable[int]) -> set[int]:
    """Those that come more than once, without holding what they are the hashes of."""
    ordered = sorted(hashes)
    return {one for one, other in pairwise(ordered) if one == other}


def twin(kind: str, other: Entry) -> Finding:
    """The finding about one of two; a name that is the same but for the firm's form is only asked about."""
    params = {"name": other.name, "file": other.file}
    if kind == "code":
        return Finding(("account", "credit_code"), params, variant="code")
    if kind == "name":
        return Finding(("account", "name"), params)
    return Finding(("account", "name"), params, Severity.HINT, "alike")


def apart(one: Entry, other: Entry) -> bool:
    """Whether two register numbers tell two firms apart, whatever they are called."""
    from kamtool.analysis.customers import is_register_number
    from kamtool.ledger.sums import same_name

    codes = [each.code for each in (one, other) if each.code is not None and is_register_number(each.code)]
    return len(codes) == 2 and same_name(codes[0]) != same_name(codes[1])


@rule("KAM715", "too-many-key-accounts", Severity.WARNING)
def too_many_key_accounts(all_: Portfolio) -> Iterator[Placed]:
    """So many tier A accounts that none is one; told at the one that brings least."""
    count = Counter(one.tier for one in all_.entries)
    known = count.total() - count[Tier.UNKNOWN]
    if known < FEWEST or count[Tier.A] * 100 <= all_.limits.top_tier_percent * known:
        return
    allowed = known * all_.limits.top_tier_percent // 100
    top = [one for one in all_.entries if one.tier is Tier.A]
    weakest = sorted(top, key=lambda one: (revenue(one) is None, revenue(one) or 0, one.id))
    params = {
        "accounts": len(top),
        "plans": known,
        "allowed": allowed,
        "names": [one.name for one in weakest[:NAMED]],
    }
    path = ("account", "tier")
    yield weakest[0], Finding(path, params, of=each_of(path, (one.id for one in top)))


PORTFOLIO: tuple[PortfolioRule, ...] = (
    concentrated_income,
    tier_without_standard,
    overloaded_across_plans,
    twin_plans,
    too_many_key_accounts,
)
