"""Edits change what they mean to and nothing else, in whatever style a plan is written."""

from __future__ import annotations

import io
import re
from collections import Counter
from typing import Any

import yaml
from hypothesis import assume, event, given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from kamtool.diagnostic import Path
from kamtool.source.comments import comments as found_in
from kamtool.source.document import Data, Document, document, plain
from kamtool.source.operation import AddEntry, AddItem, Operation, Remove, RenameKey, Set, changed, difference
from kamtool.source.scalar import scalar
from kamtool.source.splice import no_order
from tests.source.styles import DATA, KEYS, SCALARS, documents


def paths(data: Data, path: Path = ()) -> list[Path]:
    """Every path of a plan's data, that of the whole first."""
    if isinstance(data, dict):
        return [path, *(one for key, value in data.items() for one in paths(value, (*path, key)))]
    if isinstance(data, list):
        return [path, *(one for at, value in enumerate(data) for one in paths(value, (*path, at)))]
    return [path]


def at(data: Any, path: Path) -> Any:
    """The data at a path that is there."""
    for step in path:
        data = data[step]
    return data


@st.composite
def edited(draw: Any) -> tuple[str, Operation]:
    """A plan in some style, and an edit that it allows."""
    text = draw(documents())
    data = plain(document(text).root)
    every = [path for path in paths(data) if path]
    path = draw(st.sampled_from(every))
    there = at(data, path)
    kinds = ["set", "remove"] if (isinstance(data, dict) and len(data) > 1) or len(path) > 1 else ["set"]
    if isinstance(path[-1], str):
        kinds.append("rename")
    if isinstance(there, dict) or there is None:
        kinds.append("entry")
    if isinstance(there, list) or there is None:
        kinds.append("item")
    kind = draw(st.sampled_from(kinds))
    event(kind)
    if kind == "set":
        return text, Set(path, draw(DATA))
    if kind == "remove":
        return text, Remove(path)
    if kind == "item":
        return text, AddItem(path, draw(DATA))
    taken = at(data, path[:-1]) if kind == "rename" else there or {}
    key = draw(KEYS.filter(lambda one: one not in taken))
    return text, RenameKey(path, key) if kind == "rename" else AddEntry(path, key, draw(DATA))


@given(edited())
def test_an_edit_says_what_was_meant_and_another_reader_agrees(case: tuple[str, Operation]) -> None:
    """None is refused; ruamel.yaml finds the same text in the same places."""
    old, one = document(case[0]), case[1]
    new = changed(old, [one])
    assert same(plain(new.root), read_by_ruamel(new.text))


@given(edited())
def test_bytes_outside_of_an_edit_stay(case: tuple[str, Operation]) -> None:
    """What the edits do not cover is there as it was, in its order; line breaks are those of the file."""
    old, one = document(case[0]), case[1]
    new = changed(old, [one])
    place, at_old = 0, 0
    for edit in sorted(set(one.edits(old, no_order))):
        kept = old.text[at_old : edit.start]
        assert new.text[place : place + len(kept)] == kept
        place, at_old = place + len(kept) + len(edit.text), edit.end
    rest = old.text[at_old:]
    assert new.text[place:] in (rest, rest + old.newline)  # a block of text at the end needs its line break
    if "\r\n" in old.text:
        assert not re.search("[^\r]\n", new.text)


@given(edited())
def test_comments_stay(case: tuple[str, Operation]) -> None:
    """What adds or renames keeps every comment; what sets or removes keeps those outside of what goes."""
    old, one = document(case[0]), case[1]
    new = changed(old, [one])
    before, after = comments(old), comments(new)
    if isinstance(one, AddEntry | AddItem | RenameKey):
        assert after == before
    else:
        start, end = covered(old, one.path)
        outside = Counter(text for place, text in places(old) if not start <= place < end)
        assert not outside - Counter(after)


@given(documents(), DATA)
def test_the_smallest_operations_lead_from_one_plan_to_another(text: str, data: Any) -> None:
    """Whatever differs, the operations make it alike; alike needs none."""
    old = document(text)
    assume(isinstance(data, dict) and data)
    new = changed(old, difference(plain(old.root), data))
    assert plain(new.root) == data
    assert not list(difference(plain(new.root), plain(new.root)))


@given(SCALARS)
def test_a_scalar_reads_the_same_in_every_version(value: str) -> None:
    """YAML 1.1 and 1.2 readers find one value of one kind, and where it is text just this text."""
    text = f"k: {scalar(value)}\n"
    assume("\r" not in value)
    old = yaml.safe_load(text)["k"]
    new = YAML(typ="safe", pure=True).load(io.StringIO(text))["k"]
    assert type(old) is type(new)
    assert old == new
    assert old == value or not isinstance(old, str)
    inside = yaml.safe_load(f"{{k: [{scalar(value)}]}}")["k"][0]
    assert inside == old


def comments(one: Document) -> list[str]:
    """Every comment of a document, in order."""
    return [text for _, text in places(one)]


def places(one: Document) -> list[tuple[int, str]]:
    """Every comment with its offset."""
    return [(found.start, one.text[found.start : found.end].rstrip()) for found in found_in(one.text, one.root)]


def covered(one: Document, path: Path) -> tuple[int, int]:
    """The lines of what stands at a path, its own comments included."""
    node = one.node(path)
    above = one.node(path[:-1])
    assert node is not None
    assert above is not None
    key = next((k for k, v in above.pairs() if k.text == path[-1]), node) if above.kind == "mapping" else node
    return one.line_start(key.start.index), one.next_line(one.end_of(node))


def same(ours: Any, theirs: Any) -> bool:
    """Whether two readers found the same; theirs has words where ours has nothing."""
    if isinstance(ours, dict) and isinstance(theirs, dict):
        return list(ours) == list(theirs) and all(same(ours[key], theirs[key]) for key in ours)
    if isinstance(ours, list) and isinstance(theirs, list):
        return len(ours) == len(theirs) and all(map(same, ours, theirs))
    return bool(theirs in ("", "~", "null") if ours is None else ours == theirs)


def read_by_ruamel(text: str) -> Any:
    """The plain data that ruamel.yaml finds, each scalar as text."""
    return YAML(typ="base", pure=True).load(io.StringIO(text))
