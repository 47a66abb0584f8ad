"""Every field that names an id of another part is known as a reference, and every reference is a field."""

from __future__ import annotations

import types
from collections.abc import Iterator
from typing import Annotated, Any, Union, get_args, get_origin

import pytest
from pydantic import BaseModel

from kamtool.model.base import ID_PATTERN, Ready
from kamtool.model.plan import Plan
from kamtool.model.references import REFERENCES

Pattern = tuple[str, ...]
# Ids that a plan defines, rather than names.
DEFINED = {
    ("stakeholders",), ("team",), ("competitors",), ("opportunities",), ("actions", "*", "id"), ("goals", "*", "id"),
}  # fmt: skip


def is_id(kind: Any) -> bool:
    """Whether an annotation is the Id type, or a type built on it."""
    return get_origin(kind) is Annotated and any(
        (isinstance(one, Ready) and one.told.get("pattern") == ID_PATTERN) or is_id(get_args(kind)[0])
        for one in kind.__metadata__
    )


def unwrapped(kind: Any) -> Any:
    """An annotation without the optional, and without what Annotated adds unless that makes it an Id."""
    while True:
        origin = get_origin(kind)
        if origin in {Union, types.UnionType}:
            kind = next(one for one in get_args(kind) if one is not type(None))
        elif origin is Annotated and not is_id(kind):
            kind = get_args(kind)[0]
        else:
            return kind


def ids_below(kind: Any, path: Pattern = (), extra: tuple[Any, ...] = ()) -> Iterator[tuple[Pattern, bool]]:
    """The paths of every id below a type, and whether it is the keys of a mapping that are ids."""
    kind = unwrapped(kind)
    if is_id(kind):
        yield path, False
    elif get_origin(kind) is dict:
        key, value = get_args(kind)
        if is_id(unwrapped(key)):
            yield path, True
        yield from ids_below(value, (*path, "*"))
    elif get_origin(kind) is tuple:
        item = get_args(kind)[0]
        yield from [(path, False)] if is_id(unwrapped(item)) else ids_below(item, (*path, "*"))
    elif isinstance(kind, type) and issubclass(kind, BaseModel):
        for name, field in kind.model_fields.items():
            annotation: Any = field.annotation
            if field.metadata:
                annotation = Annotated[(annotation, *field.metadata)]
            yield from ids_below(annotation, (*path, field.alias or name))


FOUND = dict(ids_below(Plan))
LISTED = {path: by_key for path, _, _, by_key in REFERENCES}
# A cell of the whitespace may be written short, so its id stands at two places.
SHORT = {("whitespace", "*", "*")}


def test_every_id_of_the_model_is_defined_or_checked() -> None:
    """A new field of type Id without its line in REFERENCES would let a dangling id through."""
    assert set(FOUND) - set(LISTED) - DEFINED == set()


def test_every_reference_is_a_field_of_the_model() -> None:
    """A line for a field that was renamed would check nothing."""
    assert set(LISTED) - set(FOUND) == SHORT


def test_keys_are_checked_where_the_keys_are_ids() -> None:
    """And values where the values are."""
    assert all(FOUND[path] == by_key for path, by_key in LISTED.items() if path in FOUND)


def test_the_search_finds_all_forms() -> None:
    """The introspection sees a scalar, a list, keys, and an id below a list of a mapping."""
    assert len(FOUND) >= len(LISTED)
    assert FOUND[("stakeholders", "*", "reports_to")] is False
    assert FOUND[("visits", "*", "with")] is False
    assert FOUND[("team", "*", "covers")] is True
    assert FOUND[("opportunities", "*", "fishbone", "*", "*", "owner")] is False


@pytest.mark.parametrize("pattern", [one[0] for one in REFERENCES], ids=".".join)
def test_a_dangling_id_is_found_at_every_reference(pattern: Pattern) -> None:
    """The path of each line leads to a place where an unknown id is reported."""
    from kamtool.load.reference import bad_references
    from kamtool.source.node import Node
    from kamtool.source.parse import parse

    by_key = LISTED[pattern]
    value: Any = {"nobody": {}} if by_key else "nobody"
    for step in reversed(pattern):
        # A star is a list in some sections and a mapping in others; the check walks both alike.
        value = [value] if step == "*" else {step: value}
    import yaml

    root = parse(yaml.safe_dump(value), "a")
    assert isinstance(root, Node)
    assert "nobody" in [one.params["given"] for one in bad_references(root, "a")]
