"""Who and what a plan names, each with the stand-in it gets: people, firms, numbers and references, and the ids."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kamtool.load import Loaded
from kamtool.model.plan import Plan
from kamtool.model.references import ACTION, DEAL, OURS, PERSON, RIVAL
from kamtool.privacy.key import Key
from kamtool.privacy.leaves import leaves
from kamtool.privacy.mentions import LATIN_FIRM, NAME
from kamtool.privacy.named import BETWEEN, NAMED, is_body, is_post, posts_in
from kamtool.source.naming import id_from
from kamtool.source.node import Node

GOAL = "goals"
PREFIX = {PERSON: "person", OURS: "ours", RIVAL: "rival", DEAL: "deal", ACTION: "action", GOAL: "goal"}
STANDING = frozenset({"us", "status_quo"})
PEOPLE = frozenset({("stakeholder", "name"), ("stakeholder", "aliases"), ("member", "name")})
FIRMS = frozenset(
    {
        ("account", "name"),
        ("account", "legal_name"),
        ("account", "aliases"),
        ("competitor", "name"),
        ("registration", "dealer"),
    }
)
CODES: Mapping[tuple[str, str], str] = {
    ("account", "credit_code"): "code-{}",
    ("account", "phone"): "000-{:07}",
    ("account", "address"): "address-{}",
    ("account", "website"): "https://example.invalid/{}",
    ("stakeholder", "phone"): "000-{:07}",
    ("stakeholder", "email"): "contact-{}@example.invalid",
    ("privacy", "consent_ref"): "ref-{}",
    ("expense", "approval"): "ref-{}",
    ("compensation", "approval"): "ref-{}",
    ("registration", "customer_choice"): "ref-{}",
}
PHONES = frozenset({("account", "phone"), ("stakeholder", "phone")})


@dataclass(frozen=True, slots=True)
class Cast:
    """Who and what one plan names: stand-ins by name, and new ids by section.

    *people* are looked for by their whole names, *spoken* by parts of them too; *named* is what stands in fields that
    want a person.
    """

    people: Mapping[str, str]
    spoken: Mapping[str, str]
    named: Mapping[str, str]
    firms: Mapping[str, str]
    codes: Mapping[str, str]
    phones: Mapping[str, str]
    ids: Mapping[str, Mapping[str, str]]


def cast(loaded: Loaded, key: Key) -> Cast:
    """Whom a plan names, each given a number."""
    plan = valid(loaded)
    told = list(leaves(root_of(loaded)))
    posts = posts_in(told)
    people = known(plan, key)
    spoken = dict(people)
    codes: dict[str, str] = {}
    phones: dict[str, str] = {}
    named: dict[str, str] = {}
    for leaf in told:
        place, value = (leaf.section, leaf.key), leaf.node.text
        if place in CODES:
            codes[value] = CODES[place].format(key.number("other", value))
            if place in PHONES:
                phones[value] = codes[value]
        elif place in NAMED:
            for one in filter(None, BETWEEN.split(value)[::2]):
                named[one] = put = people.get(one) or key.person(one)
                if one in people or is_post(one, posts):
                    continue
                # Price signs, the price does not.
                if one.isascii() and " " not in one:
                    spoken[one] = put
                    continue
                people[one] = put
                if not is_body(one):
                    spoken[one] = put
    return Cast(people, spoken, named, firms(plan, key), codes, phones, dict(new_ids(loaded.id, plan, key)))


def known(plan: Plan, key: Key) -> dict[str, str]:
    """The people of a plan, theirs and ours, by all they are called; 张伟 of 张伟（副总） too."""
    people: dict[str, str] = {}
    for person in plan.stakeholders.values():
        names = [name for name in (person.name, *person.aliases) if name]
        names += [one for name in names for one in BETWEEN.split(name)[::2] if NAME.match(one) and not is_post(one, ())]
        for name in names:
            key.same("person", names[0], name)
            people.setdefault(name, key.person(names[0]))
    return people | {one.name: key.person(one.name) for one in plan.team.values() if one.name}


def firms(plan: Plan, key: Key) -> dict[str, str]:
    """The firms of a plan: the customer by all it is called, the rivals, the dealers."""
    found: dict[str, str] = {}
    account = plan.account
    for name in (account.name, *account.aliases, *([account.legal_name] if account.legal_name else [])):
        key.same("firm", account.name, name)
        found[name] = key.firm(account.name)
    found |= {one.name: key.firm(one.name) for id_, one in plan.competitors.items() if one.name and id_ != "status_quo"}
    return found | {one.dealer: key.firm(one.dealer) for one in plan.registrations}


def new_ids(account: str, plan: Plan, key: Key) -> Iterator[tuple[str, Mapping[str, str]]]:
    """The opaque ids of every section: of people and rivals by the number of who it is, of the rest in their order."""
    named = {
        PERSON: ("person", {one: person.name for one, person in plan.stakeholders.items()}),
        OURS: ("person", {one: member.name for one, member in plan.team.items()}),
        RIVAL: ("firm", {one: rival.name for one, rival in plan.competitors.items() if one not in STANDING}),
        DEAL: ("deal", dict.fromkeys(plan.opportunities)),
    }
    for section, (kind, names) in named.items():
        given: dict[str, str] = {}
        for old, name in names.items():
            new = f"{PREFIX[section]}-{key.number(kind, name or f'{account}/{old}')}"
            again = sum(one == new or one.startswith(f"{new}-") for one in given.values())
            given[old] = f"{new}-{again + 1}" if again else new
        yield section, given
    for section, items in ((ACTION, plan.actions), (GOAL, plan.goals)):
        own = [one.id for one in items if one.id]
        yield section, {old: f"{PREFIX[section]}-{number}" for number, old in enumerate(own, 1)}


def account_name(loaded: Loaded, key: Key) -> str:
    """What names the copy of a plan."""
    return f"account-{key.number('account', loaded.id)}"


def spells(id_: str, name: str) -> bool:
    """Whether an account's id tells its name, as kam plan new makes it: hongqi for 红旗机械厂."""
    return len(id_) >= LATIN_FIRM and id_ in (id_from(name) or "")


def valid(loaded: Loaded) -> Plan:
    """The plan of a file that has one. Raises ValueError."""
    if loaded.plan is None:
        raise ValueError(f"{loaded.file} is no valid plan")
    return loaded.plan


def root_of(loaded: Loaded) -> Node:
    """The root of a valid plan's file. Raises ValueError."""
    if loaded.root is None:
        raise ValueError(f"{loaded.file} is no valid plan")
    return loaded.root
