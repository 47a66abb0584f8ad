"""What a plan may hold, as data: walked off the model, for the JSON Schema and the page that describes the format."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BeforeValidator
from pydantic.fields import FieldInfo

from kamtool.model.base import ID_PATTERN, Ready, Section, read_list
from kamtool.model.plan import Plan
from kamtool.model.term import Term
from kamtool.model.values import CellState
from kamtool.model.whitespace import read_state

Kind = Literal["text", "id", "code", "date", "number", "whole", "term", "cell", "version", "section", "list", "map"]
SCALARS: dict[Any, Kind] = {str: "text", dt.date: "date", Decimal: "number", int: "whole"}


@dataclass(frozen=True, slots=True)
class Shape:
    """What may be written in one place.

    *of* is the closed list of a term or the class of a section; *item* the shape of a list's items or a map's
    values, *key* that of a map's keys. *alone* tells that a single word or text may stand for a list of one; *low*
    and *high* bound a number.
    """

    kind: Kind
    of: Any = None
    item: Shape | None = None
    key: Shape | None = None
    alone: bool = False
    low: int | None = None
    high: int | None = None


@dataclass(frozen=True, slots=True)
class Field:
    """One key of a section, as the file writes it."""

    name: str
    shape: Shape
    required: bool


@cache
def fields(section: type[Section]) -> tuple[Field, ...]:
    """The keys of a section, in the order of the model."""
    filled = section_from(section, {})
    return tuple(
        Field(
            own := field.alias or name,
            lone(section, own, shape_of(field.annotation, field.metadata)),
            field.is_required() and own not in filled,
        )
        for name, field in section.model_fields.items()
    )


def short(section: type[Section]) -> Field | None:
    """The key that the section's short form stands for, if it has one: ``attitude: resist`` is its ``value``."""
    name = next(iter(section_from(section, "x")), None)
    return next((field for field in fields(section) if field.name == name), None)


def sections() -> tuple[type[Section], ...]:
    """Every section of the model, each once, in the order in which a reader of a plan meets them."""
    found: dict[type[Section], None] = {}
    pending: list[type[Section]] = [Plan]
    while pending:
        one = pending.pop(0)
        if one not in found:
            found[one] = None
            pending[:0] = [below for field in fields(one) for below in sections_in(field.shape)]
    return tuple(found)


def name_of(section: type[Section]) -> str:
    """What a section is called, whatever it is a judgement of: ``Judgement[Attitude]`` is ``judgement``."""
    origin = section.__pydantic_generic_metadata__["origin"] or section
    return "".join(f"_{c.lower()}" if c.isupper() and at else c.lower() for at, c in enumerate(origin.__name__))


def sections_in(shape: Shape) -> Iterator[type[Section]]:
    """The sections that a shape leads to directly."""
    if shape.kind == "section":
        yield shape.of
    if shape.item is not None:
        yield from sections_in(shape.item)


def section_from(section: type[Section], written: Any) -> dict[str, Any]:
    """What a section's own reader makes of *written* before the fields are read; empty when it leaves it alone."""
    reader = getattr(section, "_short_form", None)
    made = reader(written) if reader is not None else None
    return made if isinstance(made, dict) else {}


def lone(section: type[Section], name: str, shape: Shape) -> Shape:
    """The shape with *alone* set where the section's own reader makes a list of a single text."""
    if shape.kind == "list" and isinstance(section_from(section, {name: "x"}).get(name), list):
        return replace(shape, alone=True)
    return shape


def shape_of(annotation: Any, metadata: Iterable[Any] = ()) -> Shape:
    """The shape of a type of the model with what its annotations say."""
    said = list(flat(metadata))
    origin, args = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return shape_of(args[0], [*args[1:], *said])
    if origin in {Union, UnionType}:
        return shape_of(next(one for one in args if one is not NoneType), said)
    if origin is Literal:
        return Shape("version")
    if origin is tuple:
        alone = any(isinstance(one, BeforeValidator) and one.func is read_list for one in said)
        return Shape("list", item=shape_of(args[0]), alone=alone)
    if origin is dict:
        return Shape("map", key=shape_of(args[0]), item=shape_of(args[1]))
    if issubclass(annotation, Section):
        return Shape("section", of=annotation)
    if issubclass(annotation, Term):
        return Shape("term", of=annotation)
    if any(isinstance(one, BeforeValidator) and one.func is read_state for one in said):
        return Shape("cell", of=CellState)
    return Shape(scalar_kind(annotation, said), low=bound(said, "ge"), high=bound(said, "le"))


def flat(metadata: Iterable[Any]) -> Iterator[Any]:
    """What annotations say, looked for inside nested ones too."""
    for one in metadata:
        if isinstance(one, FieldInfo):
            yield from flat(one.metadata)
        else:
            yield one


def scalar_kind(annotation: Any, said: list[Any]) -> Kind:
    """The kind of a single value."""
    pattern = next((one.told.get("pattern") for one in said if isinstance(one, Ready)), None)
    if annotation is not str or pattern is None:
        return SCALARS[annotation]
    return "id" if pattern == ID_PATTERN else "code"


def bound(said: list[Any], name: str) -> int | None:
    """The least or greatest number allowed."""
    return next((getattr(one, name) for one in said if hasattr(one, name)), None)
