"""A plan as it would read if some of its ids had other names: for comparing it with one in which they have."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kamtool.load import Loaded
from kamtool.model.plan import Plan
from kamtool.model.references import ACTION, REFERENCES
from kamtool.source.node import data

# By section of the plan: the old id and the new one.
Renames = Mapping[str, Mapping[str, str]]
GOAL = "goals"


def renamed(loaded: Loaded, renames: Renames) -> Plan | None:
    """The plan of a loaded file with every id renamed, where it stands and where it is named; ``None`` without one."""
    if loaded.plan is None or loaded.root is None or not any(renames.values()):
        return loaded.plan
    content: Any = data(loaded.root)
    for path, sections, _, by_key in REFERENCES:
        known = {old: new for section in sections for old, new in renames.get(section, {}).items()}
        if known:
            replace(content, path, known, by_key)
    for section, names in renames.items():
        if section in (ACTION, GOAL):
            replace(content, (section, "*", "id"), names, False)
        else:
            replace(content, (section,), names, True)
    replace(content, (GOAL, "*", "why"), renames.get(GOAL, {}), False)
    return Plan.model_validate(content)


def replace(at: Any, path: tuple[str, ...], known: Mapping[str, str], by_key: bool) -> None:
    """Put the new ids at a path of plain data: as keys of the mapping there, or as the value or list there."""
    if isinstance(at, list):
        for item in at:
            replace(item, path[1:] if path[0] == "*" else path, known, by_key)
        return
    if not isinstance(at, dict):
        return
    step, rest = path[0], path[1:]
    if not rest:
        for key in list(at) if step == "*" else [step] if step in at else []:
            at[key] = swapped(at[key], known, by_key)
    else:
        for value in list(at.values()) if step == "*" else [at[step]] if step in at else []:
            replace(value, rest, known, by_key)


def swapped(value: Any, known: Mapping[str, str], by_key: bool) -> Any:
    """A value, a list or the keys of a mapping with the new ids."""
    if by_key:
        return {known.get(key, key): one for key, one in value.items()} if isinstance(value, dict) else value
    if isinstance(value, list):
        return [swapped(one, known, False) for one in value]
    return known.get(value, value) if isinstance(value, str) else value
