"""Plans as plain data, changed at random in one place, and everything a person reads of a difference as one text."""

from __future__ import annotations

import datetime as dt
import json
import random
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import yaml

from kamtool.check import Selection
from kamtool.diff import Diff, Version, diff
from kamtool.load import Loaded, load_bytes
from kamtool.model.plan import Plan
from kamtool.model.shape import Shape, section_from, short
from kamtool.model.shape import fields as fields_of
from kamtool.texts.lookup import Lang, Texts
from kamtool.view.diff import diff_view
from tests.kam import ROOT

DAY = dt.date(2026, 11, 23)
ACCOUNTS = sorted((ROOT / "accounts").glob("*.yaml"))
FEW = Selection(select=("KAM101",))  # what is found is not the point here, and takes time
WHOLE = Shape("section", of=Plan)
Way = tuple[str | int, ...]


def data(file: Path) -> Any:
    """A plan as plain data; every scalar is text."""
    return without_nulls(yaml.load(file.read_text(encoding="utf-8"), yaml.BaseLoader))


def without_nulls(content: Any) -> Any:
    """The data without what is null: it is as if it were not written."""
    if isinstance(content, dict):
        return {name: without_nulls(one) for name, one in content.items() if one not in ("null", "~", "")}
    return [without_nulls(one) for one in content] if isinstance(content, list) else content


def loaded(content: Any, name: str = "a.yaml") -> Loaded:
    """Plain data as a plan, in a layout of its own."""
    return load_bytes(json.dumps(content, ensure_ascii=False).encode(), name)


def compared(old: Loaded, new: Loaded, old_day: dt.date = DAY, new_day: dt.date = DAY) -> Diff:
    """Two versions of one plan."""
    return diff(Version({}, old_day, "file"), Version({}, new_day, "file"), FEW, [(old, new)])


def words(found: Diff, lang: str = "en") -> str:
    """Everything a person reads of it, without blank space."""
    return "".join("".join(strings(diff_view(found, Texts(Lang(lang)), every=True))).split())


def strings(value: object) -> Iterator[str]:
    """Every text of blocks."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (tuple, list)):
        for one in value:
            yield from strings(one)
    elif is_dataclass(value):
        for field in fields(value):
            yield from strings(getattr(value, field.name))


def leaves(value: Any, shape: Shape = WHOLE, way: Way = ()) -> Iterator[tuple[Way, Shape]]:
    """Every single value of a plan with its shape; a short form is what it stands for."""
    if shape.kind == "section" and not isinstance(value, dict):
        field = short(shape.of)
        if field is not None:
            yield from leaves(value, field.shape, way)
        return
    if shape.kind == "section":
        known = {field.name: field.shape for field in fields_of(shape.of)}
        for name, one in value.items():
            if name in known and not (name == "evidence" and section_from(shape.of, {"evidence": "x"})):
                yield from leaves(one, known[name], (*way, name))
    elif isinstance(value, dict) and shape.item is not None:
        for name, one in value.items():
            yield from leaves(one, shape.item, (*way, name))
    elif isinstance(value, list) and shape.item is not None:
        for at, one in enumerate(value):
            yield from leaves(one, shape.item, (*way, at))
    elif isinstance(value, str):
        yield way, shape.item if shape.kind == "list" and shape.item is not None else shape


def put(content: Any, way: Way, value: Any) -> Any:
    """A copy of plain data with another value in one place; ``None`` takes it out."""
    if not way:
        return value
    step, rest = way[0], way[1:]
    if isinstance(content, dict):
        changed = {name: put(one, rest, value) if name == step else one for name, one in content.items()}
        return {name: one for name, one in changed.items() if not (name == step and one is None)}
    changed_items = [put(one, rest, value) if at == step else one for at, one in enumerate(content)]
    return [one for one in changed_items if one is not None]


def at(content: Any, way: Way) -> Any:
    """The value in a place."""
    for step in way:
        content = content[step]
    return content


def shuffled(content: Any, how: random.Random) -> Any:
    """The same data with keys and items of lists in another order."""
    if isinstance(content, dict):
        pairs = [(name, shuffled(one, how)) for name, one in content.items()]
        how.shuffle(pairs)
        return dict(pairs)
    if isinstance(content, list):
        items = [shuffled(one, how) for one in content]
        how.shuffle(items)
        return items
    return content
