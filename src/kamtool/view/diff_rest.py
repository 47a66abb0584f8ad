"""Facts that no sentence of the trade tells: how many there are, or as the file writes them, a line for each owner."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from enum import Enum
from itertools import groupby

from kamtool.analysis.difference import Plain
from kamtool.texts.lookup import Lang, Texts
from kamtool.view.blocks import Fact
from kamtool.view.money import exact


def counted(facts: Sequence[Plain], texts: Texts) -> str:
    """How many there are in each section of the plan, most first; an entry that came with its facts is one."""
    found: Counter[str] = Counter()
    for (section, _), group in groupby(facts, key=lambda one: (one.section, one.owner)):
        found[section] += sum(1 for _ in clauses(list(group), texts))
    parts = [texts("diff.in_section", section=name(key, texts), count=count) for key, count in found.most_common()]
    own = "diff.rest_one" if found.total() == 1 else "diff.rest"
    return texts(own, count=found.total(), sections=texts.join(parts))


def name(section: str, texts: Texts) -> str:
    """What people call a section of the plan."""
    own = f"diff.section_{section}"
    return texts(own if texts.has(own) else "diff.section_plan")


def rest(facts: Sequence[Plain], texts: Texts) -> Iterator[Fact]:
    """A line for every owner, in the order of the plan."""
    part = "；" if texts.lang is Lang.ZH else "; "
    for owner in dict.fromkeys(one.owner for one in facts):
        mine = [one for one in facts if one.owner == owner]
        yield Fact(owner or texts("diff.plan"), part.join(together(clauses(mine, texts))))


def together(found: Iterator[tuple[str, str]]) -> Iterator[str]:
    """Clauses, those of one thing behind its name: ``criteria[price] (weight: 1 → 2, formal: unknown → yes)``."""
    for head, group in groupby(found, key=lambda one: one[0]):
        clauses_ = [clause for _, clause in group]
        if not head:
            yield from clauses_
        elif len(clauses_) == 1:
            yield f"{head}.{clauses_[0]}"
        else:
            yield f"{head} ({', '.join(clauses_)})"


def clauses(mine: Sequence[Plain], texts: Texts) -> Iterator[tuple[str, str]]:
    """The facts of one owner, each behind what it is a fact of; an entry that came with everything it says."""
    told: set[int] = set()
    for at, one in enumerate(mine):
        if at in told:
            continue
        head, name = parted(one.path)
        if one.entry and one.new:
            inside = [i for i in range(at + 1, len(mine)) if is_below(mine[i].path, one.path)]
            told.update(inside)
            yield "", came(one, [mine[i] for i in inside], texts)
        elif one.entry:
            yield "", f"− {one.path or texts('diff.entry')}"
        elif one.several:
            gone, new = items(one.old), items(one.new)
            signs = [f"− {shown(each, texts)}" for each in gone] + [f"+ {shown(each, texts)}" for each in new]
            yield head, f"{name}: " + ", ".join(signs)
        else:
            yield head, f"{name}: {shown(one.old, texts)} → {shown(one.new, texts)}"


def items(value: object) -> tuple[object, ...]:
    """What went from a list, or came."""
    return value if isinstance(value, tuple) else ()


def parted(path: str) -> tuple[str, str]:
    """A path as what it is a fact of and the fact's own name: the item of a list, else all but the last key."""
    head, dot, name = path.rpartition("].")
    if dot:
        return f"{head}]", name
    head, _, name = path.rpartition(".")
    return head, name


def came(entry: Plain, inside: Sequence[Plain], texts: Texts) -> str:
    """An entry that came with its facts; entries inside it that say nothing are named."""
    words = []
    for one in inside:
        path = one.path[len(entry.path) :].removeprefix(".")
        if not one.entry:
            words.append(f"{path} {shown(one.new, texts)}")
        elif not any(is_below(other.path, one.path) for other in inside if other is not one):
            words.append(path)
    if not words:
        return f"+ {entry.path}".rstrip()
    of = entry.path[: entry.path.rfind("[")] if entry.path.endswith("]") else entry.path
    return f"{f'+ {of}'.rstrip()} ({', '.join(words)})"


def is_below(path: str, entry: str) -> bool:
    """Whether a fact belongs to an entry; all of an owner's facts do to the owner itself."""
    return not entry or path.startswith((f"{entry}.", f"{entry}["))


def shown(value: object, texts: Texts) -> str:
    """A value as the file would write it; listed values by their label."""
    if value is None:
        return texts("diff.unknown")
    if isinstance(value, Enum):
        return texts.term(value)
    if isinstance(value, Decimal):
        return exact(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, (tuple, list)):
        return texts.join(shown(one, texts) for one in value) or texts("diff.none")
    return str(value)
