"""What the words of a SWOT item are about: which people, units and offerings of the plan, and which factor."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from kamtool.analysis.deal import name_of
from kamtool.analysis.triangle import factor_of
from kamtool.model.plan import Plan
from kamtool.model.swot import SwotItem
from kamtool.model.values import SwotFactor

SHORTEST = 2
# A title as short as 经理 is part of too many others.
SHORTEST_TITLE = 3


def named_in(plan: Plan, item: SwotItem) -> tuple[str, ...]:
    """The people, units and offerings that an item or the action it names is about, by the name to show.

    Of names within each other the longest counts: 总经理司机 names the driver and not the general manager.
    """
    action = next((one for one in plan.actions if item.action is not None and one.id == item.action), None)
    texts = [item.text, *item.evidence, *([action.what] if action else [])]
    found = [name_of(key, plan.stakeholders[key]) for key in action.about] if action else []
    known = vocabulary(tuple(called(plan)))
    for text in texts:
        found += found_in(text, known)
    return tuple(dict.fromkeys(found))


def called(plan: Plan) -> Iterator[tuple[str, str]]:
    """Every word by which the plan calls a person, a unit or an offering, and the name to show for it."""
    for key, person in plan.stakeholders.items():
        shown = name_of(key, person)
        words = [(person.name, SHORTEST), (person.title, SHORTEST_TITLE), *((one, SHORTEST) for one in person.aliases)]
        yield from ((word, shown) for word, least in words if word and len(word) >= least)
        if person.unit and len(person.unit) >= SHORTEST:
            yield person.unit, person.unit
    for offering, units in plan.whitespace.items():
        yield from ((word, word) for word in (offering, *units) if len(word) >= SHORTEST)


@cache
def vocabulary(words: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    """The words, the longest first; one that means several people means none."""
    shown: dict[str, set[str]] = {}
    for word, name in words:
        shown.setdefault(word, set()).add(name)
    single = [(word, names.pop()) for word, names in shown.items() if len(names) == 1]
    return tuple(sorted(single, key=lambda pair: (-len(pair[0]), pair[0])))


def found_in(text: str, known: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Whom and what a text names; a word found is taken out before a shorter one is looked for."""
    for word, name in known:
        pattern = rf"\b{re.escape(word)}\b" if word.isascii() else re.escape(word)
        text, count = re.subn(pattern, "\0", text, flags=re.IGNORECASE)
        if count:
            yield name


def speaks_of(item: SwotItem) -> SwotFactor | None:
    """The factor that the words of an item speak of, when it names none, or only the environment."""
    if item.factor not in (None, SwotFactor.ENVIRONMENT):
        return None
    axes = (factor_of(text) for text in (item.text, *item.evidence))
    axis = next((one for one in axes if one is not None), None)
    return SwotFactor(axis.value) if axis else None
