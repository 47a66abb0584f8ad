"""Which ids of a plan only have another name in another: the same entry, told by its name or by what it says (ours)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from kamtool.analysis.edits import Facts, alike, dump, facts
from kamtool.model.plan import Plan
from kamtool.model.references import ACTION, DEAL, OURS, PERSON, RIVAL

SAME = 0.75
SECTIONS = (PERSON, OURS, RIVAL, DEAL)
LISTS = (ACTION, "goals")


def renames(old: Plan, new: Plan) -> dict[str, dict[str, str]]:
    """By section, the old ids and the new ones of entries that were only renamed."""
    was, now = dump(old), dump(new)
    found = {section: dict(pairs(was[section], now[section])) for section in SECTIONS}
    for section in LISTS:
        found[section] = dict(pairs(by_id(was[section]), by_id(now[section])))
    return {section: names for section, names in found.items() if names}


def by_id(items: tuple[Mapping[str, Any], ...]) -> dict[str, Any]:
    """The items of a list that have an id, by it."""
    return {one["id"]: {key: value for key, value in one.items() if key != "id"} for one in items if one["id"]}


def pairs(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Ids of the one that are not in the other, with the id there of the same entry."""
    gone = {key: facts(one) for key, one in old.items() if key not in new}
    came = {key: facts(one) for key, one in new.items() if key not in old}
    ranked = sorted(((-likeness(was, now), key, other) for key, was in gone.items() for other, now in came.items()))
    taken: set[str] = set()
    for score, key, other in ranked:
        if -score >= SAME and key not in taken and other not in taken:
            taken |= {key, other}
            yield key, other


def likeness(old: Facts, new: Facts) -> float:
    """How sure it is that two entries are one: a name in common settles it, another name does so the other way."""
    names = old.get(("name",)), new.get(("name",))
    if None not in names and names[0] == names[1]:
        return 1 + alike(old, new, set(), False)
    if not old or not new or (None not in names):
        return 0.0
    return alike(old, new, {"what"}, False)
