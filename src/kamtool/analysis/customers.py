"""Which customer of a ledger is which plan's: by id, name, legal name, alias or credit code, exact after normalising.

What is only alike is proposed, never joined: 红旗机械 and 红旗机械厂 may be two firms.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from kamtool.ledger.sums import same_name
from kamtool.model.plan import Plan
from kamtool.model.values import Tier

ALIKE = 0.85
SHORTEST = 2
# What firms are, not what they are called; the Latin forms stand behind a space or a comma.
FORMS = ("集团", "股份", "有限责任", "有限", "分公司", "总公司", "公司")
LATIN_FORMS = frozenset(
    ("gmbh", "gmbh & co kg", "co ltd", "coltd", "ltd", "limited", "inc", "llc", "ag", "plc", "sa", "corp")
)


@dataclass(frozen=True, slots=True)
class Card:
    """A plan as a ledger may know its customer: the plan's id, name, tier, every name it goes by, and how it means
    to earn on it again.
    """

    id: str
    name: str
    tier: Tier
    names: tuple[str, ...]
    recovery: str | None = None


@dataclass(frozen=True, slots=True)
class Alike:
    """A customer of the ledger that may be a plan's."""

    plan: str
    name: str
    customer: str


@dataclass(frozen=True, slots=True)
class Joined:
    """The plan of each customer that has one; plans the ledger does not name; what may belong together.

    *claimed* are names that several plans go by: they are joined to none.
    """

    cards: Mapping[str, Card]
    missing: tuple[Card, ...]
    alike: tuple[Alike, ...]
    claimed: tuple[str, ...]


def card(plan: Plan, id: str) -> Card:
    """A plan's card."""
    account = plan.account
    every = (id, account.name, account.legal_name, account.credit_code, *account.aliases)
    return Card(
        id, account.name, account.tier, tuple(dict.fromkeys(one for one in every if one)), account.recovery_plan
    )


def join(customers: Sequence[str], cards: Iterable[Card], most: int = 500) -> Joined:
    """Join customers, the largest first, to plans; of those with none the first *most* are looked at for likeness."""
    cards = list(cards)
    owners: dict[str, list[Card]] = {}
    for one in cards:
        for key in {same_name(name) for name in one.names}:
            owners.setdefault(key, []).append(one)
    found: dict[str, Card] = {}
    claimed: list[str] = []
    for name in customers:
        hits = owners.get(same_name(name), [])
        if len(hits) == 1:
            found[name] = hits[0]
        elif hits:
            claimed.append(name)
    there = {one.id for one in found.values()}
    missing = tuple(one for one in cards if one.id not in there)
    rest = [name for name in customers if name not in found and name not in claimed][:most]
    near = [
        Alike(one.id, one.name, name)
        for one in missing
        for name in rest
        if any(alike(name, mine) for mine in one.names if mine != one.id)
    ]
    return Joined(found, missing, tuple(near), tuple(claimed))


def alike(first: str, second: str) -> bool:
    """Whether two names may mean one firm: the same but for the form, one within the other, or nearly the same."""
    one, other = core(first), core(second)
    if min(len(one), len(other)) < SHORTEST:
        return False
    if one == other or (min(len(one), len(other)) > SHORTEST and (one in other or other in one)):
        return True
    pair = SequenceMatcher(None, one, other)
    return pair.quick_ratio() >= ALIKE and pair.ratio() >= ALIKE


def core(name: str) -> str:
    """A name without the firm's form."""
    words = name.replace(",", " ").replace(".", "").casefold().split()
    for size in (3, 4, 2, 1):
        if len(words) > size and " ".join(words[-size:]) in LATIN_FORMS:
            return same_name(" ".join(words[:-size]))
    short = name.strip()
    while form := next((one for one in FORMS if short.endswith(one)), ""):
        short = short.removesuffix(form)
    return same_name(short)


def is_pattern(name: str) -> bool:
    """Whether this is a form not filled in, as a template or an example has it: NAME, or four X and more."""
    return name == "NAME" or "XXXX" in name.upper()


def is_register_number(code: str) -> bool:
    """Whether a register number is one, and not a row of placeholders."""
    return not is_pattern(code) and any(sign.isdigit() for sign in code)
