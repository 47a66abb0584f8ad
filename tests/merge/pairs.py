"""Plans in any style with two people's changes, and what both changes come to, reckoned on bare facts alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from kamtool.load.address import order
from kamtool.source.document import Document, Refused, document, plain
from kamtool.source.operation import AddEntry, AddItem, Operation, Remove, Set, changed
from kamtool.source.read import Unreadable
from tests.source.styles import block

Draw = Any
Fact = tuple[str, ...]
Facts = dict[Fact, str]

WORDS = ["财务处", "two bays", "a: b", "它说：不", "x # y", "'quoted'", "12", "[three]", "每公里 1.1 元", "yes", "- no"]
DAYS = [f"2026-{month:02}-{day:02}" for month in (9, 10, 11) for day in (3, 12, 28)]
ATTITUDES = ["resist", "doubt", "accept"]
PEOPLE, VISITS, ACTIONS, PROMISES = 4, 3, 3, 3
UNITS = ("attitude",)
# Whom and what only one side tells of: the same visit or promise of both would be one.
MET = {"ours": "p1", "theirs": "p2"}
NEW = {"ours": "车库", "theirs": "QQQQ"}


def base_plan(draw: Draw) -> dict[str, Any]:
    """A plan with people, contacts, actions and promises; each item of a list has a mark that no change touches."""
    word, day = st.sampled_from(WORDS), st.sampled_from(DAYS)
    people: dict[str, Any] = {}
    for at in range(PEOPLE):
        one: dict[str, Any] = {"name": f"Person {at}", "title": draw(word), "unit": draw(word)}
        if draw(st.booleans()):
            one["influence"] = draw(st.sampled_from(["high", "low", "medium"]))
        if draw(st.booleans()):
            one["attitude"] = draw(st.one_of(st.sampled_from(ATTITUDES), judgements()))
        if draw(st.booleans()):
            one["roles"] = ["decider", "user"][: draw(st.integers(1, 2))]
        if draw(st.booleans()):
            one["note"] = draw(st.sampled_from([*WORDS, "line one\nline two\n", "eins\n\nzwei\ndrei\n"]))
        people[f"p{at}"] = one
    visits = [
        {
            "date": draw(day),
            "with": ["p0"],
            "purpose": f"visit {at}",
            "outcome": draw(word),
            "facts": [f"heard {at}-{n}" for n in range(draw(st.integers(1, 3)))],
            "next": {"what": draw(word), "date": draw(day)},
        }
        for at in range(VISITS)
    ]
    actions = [{"id": f"a{at}", "what": draw(word), "due": draw(day), "about": ["p1"]} for at in range(ACTIONS)]
    promises = [{"by": "us", "to": "p0", "what": f"promise {at}", "due": draw(day)} for at in range(PROMISES)]
    account = {"name": "红旗机械厂", "address": draw(word), "payment_terms": draw(word)}
    return {
        "kam": "1", "account": account, "stakeholders": people, "visits": visits, "actions": actions,
        "promises": promises,
    }  # fmt: skip


def judgements() -> Any:
    """The long form of an attitude."""
    return st.fixed_dictionaries(
        {"value": st.sampled_from(ATTITUDES), "date": st.sampled_from(DAYS), "source": st.just("customer")},
        optional={"evidence": st.sampled_from(WORDS)},
    )


Change = Callable[[Document], list[Operation]]


def change(draw: Draw, who: str, number: int) -> Change:
    """One change that somebody makes, in facts as ``kam plan`` would make it."""
    word, day = draw(st.sampled_from(WORDS)) + draw(st.sampled_from(["", f" {who}"])), draw(st.sampled_from(DAYS))
    person = f"p{draw(st.integers(0, PEOPLE - 1))}"
    kind = draw(st.sampled_from(
        ["person", "person", "person", "judge", "role", "visit", "visit", "next", "fact", "action", "promise",
         "account", "new person", "new visit", "new action", "new promise", "drop field", "drop person", "drop visit",
         "drop action", "drop promise", "drop fact"]
    ))  # fmt: skip
    field = draw(st.sampled_from(["title", "unit", "note"]))
    at = draw(st.integers(0, 2))
    new = f"{who}{number}"
    judged = draw(st.one_of(judgements(), st.sampled_from(ATTITUDES)))

    def operations(old: Document) -> list[Operation]:
        data: Any = plain(old.root)
        visit = where(data["visits"], "purpose", f"visit {at}")
        action = where(data["actions"], "id", f"a{at}")
        promise = where(data["promises"], "what", f"promise {at}")
        there = person in data["stakeholders"]
        if kind in ("visit", "next", "fact", "drop visit", "drop fact") and visit is None:
            return []
        if (kind in ("action", "drop action") and action is None) or ("promise" in kind and promise is None):
            return []
        if kind in ("person", "judge", "role", "drop field", "drop person") and not there:
            return []
        if kind == "person":
            return [Set(("stakeholders", person, field), word)]
        if kind == "judge":
            return [Set(("stakeholders", person, "attitude"), judged)]
        if kind == "role":
            held = data["stakeholders"][person].get("roles", [])
            return [] if "approver" in held else [AddItem(("stakeholders", person, "roles"), "approver")]
        if kind == "account":
            return [Set(("account", "address" if at else "payment_terms"), word)]
        if kind == "visit":
            return [Set(("visits", visit or 0, "outcome"), word)]
        if kind == "next":
            return [Set(("visits", visit or 0, "next", "date"), day)]
        if kind == "fact":
            return [AddItem(("visits", visit or 0, "facts"), f"{word} {new}")]
        if kind == "drop fact":
            held = data["visits"][visit].get("facts", [])
            return [Remove(("visits", visit or 0, "facts", 0))] if len(held) > 1 else []
        if kind == "action":
            return [Set(("actions", action or 0, "due"), day)]
        if kind == "promise":
            return [Set(("promises", promise or 0, "due"), day)]
        if kind == "new person":
            return [AddEntry(("stakeholders",), new, {"name": f"New {new}", "title": word})]
        if kind == "new visit":
            return [AddItem(("visits",), {"date": day, "with": [MET[who]], "purpose": new})]
        if kind == "new action":
            return [AddItem(("actions",), {"id": new, "what": word, "due": day})]
        if kind == "new promise":
            return [AddItem(("promises",), {"by": "us", "what": f"{NEW[who]}{number}", "due": day})]
        if kind == "drop field":
            return [Remove(("stakeholders", person, field))] if field in data["stakeholders"][person] else []
        if kind == "drop person":
            return [Remove(("stakeholders", "p3"))] if "p3" in data["stakeholders"] else []
        section, gone = {"drop visit": ("visits", visit), "drop action": ("actions", action)}.get(
            kind, ("promises", promise)
        )
        return [Remove((section, gone or 0))] if len(data[section]) > 1 else []

    return operations


def where(items: Any, name: str, value: str) -> int | None:
    """Which item of a list has this mark."""
    return next((at for at, one in enumerate(items or []) if one.get(name) == value), None)


@dataclass(frozen=True)
class Pair:
    """A plan and two people's versions of it."""

    base: str
    ours: str
    theirs: str


@st.composite
def pairs(draw: Draw, remarks: bool = False) -> Pair:
    """A plan in some style, and one to four changes on each side, and remarks if asked for."""
    step = draw(st.sampled_from([2, 2, 4]))
    habit = (step, draw(st.sampled_from([0, 2, step])), 2)
    base = block(draw, base_plan(draw), 0, habit) + draw(st.sampled_from(["", "# 结尾\n"]))
    return Pair(base, changed_by(draw, base, "ours", remarks), changed_by(draw, base, "theirs", remarks))


def changed_by(draw: Draw, text: str, who: str, remarks: bool) -> str:
    """The plan after one person's changes."""
    old = document(text)
    for number in range(draw(st.integers(1, 4))):
        make = change(draw, who, number)
        try:
            old = changed(old, make(old), order)
        except Refused:
            continue
    if remarks and draw(st.integers(0, 2)):
        old = remarked(old, who, draw(st.integers(0, 60)))
    return old.text


def remarked(old: Document, who: str, at: int) -> Document:
    """The plan with a remark behind or above a line, if it says the same."""
    lines = old.text.split("\n")[:-1]
    at %= len(lines)
    beside = [*lines[:at], lines[at] + f"  # {who} says", *lines[at + 1 :]]
    indent = lines[at][: len(lines[at]) - len(lines[at].lstrip())]
    above = [*lines[:at], f"{indent}# {who} says", *lines[at:]]
    for told in (beside, above):
        try:
            new = document("\n".join(told) + "\n")
        except Unreadable:
            continue
        if plain(new.root) == plain(old.root):
            return new
    return old


MARKS = {"visits": ("purpose",), "actions": ("id",), "promises": ("what",)}


def facts(text: str) -> Facts:
    """Every fact of a plan by an address that survives moving: items of lists by their mark, words of lists as sets."""
    data: Any = plain(document(text).root)
    out: Facts = {}
    for section, content in data.items():
        if section in MARKS:
            for one in content or []:
                mark = next(str(one[name]) for name in MARKS[section] if name in one)
                gather(one, (section, mark), out)
        else:
            gather(content, (section,), out)
    return out


def gather(data: Any, path: Fact, out: Facts) -> None:
    """The facts below a path."""
    if path[0] == "stakeholders" and len(path) == 3 and path[2] in UNITS and isinstance(data, str):
        data = {"value": data}
    if isinstance(data, Mapping):
        out[path] = "{}"
        for key, value in data.items():
            gather(value, (*path, str(key)), out)
    elif isinstance(data, list):
        for one in data:
            out[*path, str(one)] = "in"
    else:
        out[path] = str(data)


def unit(fact: Fact) -> Fact:
    """The smallest thing of which a fact is part: a judgement is one."""
    return fact[:3] if fact[0] == "stakeholders" and len(fact) > 3 and fact[2] in UNITS else fact


@dataclass(frozen=True)
class Sum:
    """What two changes come to: the facts if one side settles what both changed, and what that is."""

    ours: Facts
    theirs: Facts
    both: frozenset[Fact]


def together(base: Facts, ours: Facts, theirs: Facts) -> Sum:
    """Both changes in bare facts: what one side changed, or both alike, holds; all else is in dispute."""
    split = [by_unit(side) for side in (base, ours, theirs)]
    keys = {*split[0], *split[1], *split[2]}
    both = {key for key in keys if disputed(*(side.get(key, {}) for side in split))}
    both |= {entry for entry in base if base[entry] == "{}" and torn(entry, base, ours, theirs)}
    made: tuple[Facts, Facts] = ({}, {})
    for key in keys:
        b, o, t = (side.get(key, {}) for side in split)
        open_ = disputed(b, o, t) or in_torn(key, both, base, ours, theirs)
        agreed = o if b == t else t
        made[0].update(o if open_ else agreed)
        made[1].update(t if open_ else agreed)
    return Sum(made[0], made[1], frozenset(both))


def disputed(base: Facts, ours: Facts, theirs: Facts) -> bool:
    """Whether both sides changed a thing, and not alike."""
    return ours != theirs and base not in (ours, theirs)


def torn(entry: Fact, base: Facts, ours: Facts, theirs: Facts) -> bool:
    """Whether one side took an entry out and the other changed something in it."""
    sides = [{key: value for key, value in side.items() if key[: len(entry)] == entry} for side in (base, ours, theirs)]
    return (entry in ours) != (entry in theirs) and sides[0] not in sides[1:]


def in_torn(key: Fact, both: set[Fact], base: Facts, ours: Facts, theirs: Facts) -> bool:
    """Whether a fact stands in such an entry."""
    return any(key[: len(one)] == one and one in base and torn(one, base, ours, theirs) for one in both)


def by_unit(facts: Facts) -> dict[Fact, Facts]:
    """Facts by the thing they are part of."""
    out: dict[Fact, Facts] = {}
    for fact, value in facts.items():
        out.setdefault(unit(fact), {})[fact] = value
    return out


def settled(text: str, side: int) -> str:
    """A merged text with every conflict as one side has it: 0 ours, 1 theirs."""
    out, inside, seen = [], False, 0
    for line in text.split("\n"):
        if line.startswith("<<<<<<< "):
            inside, seen = True, 0
        elif inside and line == "=======":
            seen = 1
        elif inside and line.startswith(">>>>>>> "):
            inside = False
        elif not inside or seen == side:
            out.append(line)
    return "\n".join(out)
