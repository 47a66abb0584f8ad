"""The JSON Schema of a plan (draft 2020-12), for editors: what the model accepts, described in both languages.

Editors give every scalar YAML's type, kamtool gives it the plan's; so a text may be a number or a boolean here. The
schema is narrower than kamtool in one thing: listed words must be in the letter case of the list. Whether an id
names something that the plan has is for ``kam check``.
"""

from __future__ import annotations

import json
from typing import Any

from kamtool.model.base import ID_PATTERN, Section
from kamtool.model.plan import Plan
from kamtool.model.shape import Field, Shape, fields, name_of, sections, short
from kamtool.model.term import Term, words
from kamtool.model.tiers import Mark, mark
from kamtool.model.values import CellState
from kamtool.texts.lookup import Lang, Texts, aliases_of, list_name

Schema = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
BOTH = (Texts(Lang.EN), Texts(Lang.ZH))
DIGITS = r"[+-]?(?:[0-9]{1,15}|[0-9]{1,3}(?:,[0-9]{3}){1,4})"
AMOUNT = rf"^{DIGITS}(?:\.[0-9]{{1,6}})?\s*[万亿%]?$"
COUNT = rf"^{DIGITS}(?:(?:\.0{{1,6}})?|(?:\.[0-9]{{1,4}}0{{0,2}})?\s*万|(?:\.[0-9]{{1,6}})?\s*亿)$"
SHARE = r"^\+?(?:0*(?:0(?:\.[0-9]{1,6})?|1(?:\.0{1,6})?)|0*(?:[0-9]{1,2}(?:\.[0-9]{1,6})?|100(?:\.0{1,6})?)\s*%)$"
MOST = 10**15
# Text that an editor takes for a truth value before the plan can say that it is a word.
TRUTH = {"true", "false"}

SCALARS: dict[str, Schema] = {
    "text": {"type": ["string", "number", "boolean"], "minLength": 1},
    "id": {"type": ["string", "integer"], "pattern": ID_PATTERN, "minimum": 0},
    "code": {"type": "string", "pattern": "^KAM[0-9]{3}$"},
    "date": {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
    "version": {"enum": [1, "1"]},
}


def plan_schema() -> Schema:
    """The schema of a whole plan."""
    terms = {list_name(listed): term(listed) for section in sections() for listed in lists_in(section)}
    below = {key(one): section_schema(one) for one in sections()[1:]}
    return {"$schema": DIALECT, "title": "kamtool plan", **section_schema(Plan), "$defs": {**below, **terms}}


def schema_text() -> str:
    """The schema as a file holds it."""
    return json.dumps(plan_schema(), ensure_ascii=False, indent=2) + "\n"


def lists_in(section: type[Section]) -> list[type[Term]]:
    """The closed lists that a section draws from."""
    found, pending = [], [field.shape for field in fields(section)]
    while pending:
        shape = pending.pop(0)
        pending += [one for one in (shape.item, shape.key) if one is not None]
        if shape.kind in {"term", "cell"}:
            found.append(shape.of)
    return found


def key(section: type[Section]) -> str:
    """The name of a section's definition: ``judgement_attitude`` for a judgement of that list."""
    of = section.__pydantic_generic_metadata__["args"]
    return "_".join([name_of(section), *map(list_name, of)])


def section_schema(section: type[Section]) -> Schema:
    """A section in its long form, and in its short one where it has one."""
    own = fields(section)
    long = {
        "type": "object",
        "properties": {field.name: field_schema(section, field) for field in own},
        "required": [field.name for field in own if field.required],
        "additionalProperties": False,
    }
    about = {"description": described(name_of(section), "section")}
    brief = short(section)
    return {**about, **long} if brief is None else {**about, "anyOf": [shape_schema(brief.shape), long]}


def field_schema(section: type[Section], field: Field) -> Schema:
    """One key: its description, and its shape; what is not required may be left empty."""
    made = shape_schema(field.shape)
    about = {"description": described(name_of(section), field.name), **tier(mark(section, field.name))}
    return about | (made if field.required else nullable(made))


def tier(told: Mark) -> Schema:
    """How near a key comes to a person, and whether the customer may read it (docs/privacy.md)."""
    return {"x-kam-tier": told.tier.word, "x-kam-shared": told.shared}


def described(section: str, name: str) -> str:
    """What a key means, English first, then Chinese."""
    return "\n".join(description(texts, section, name) for texts in BOTH)


def description(texts: Texts, section: str, name: str) -> str:
    """What a key means in one language; keys that mean the same everywhere are described once."""
    own = f"schema.{section}.{name}"
    return texts(own if texts.has(own) else f"schema.any.{name}")


def shape_schema(shape: Shape) -> Schema:
    """What may stand in one place."""
    if shape.kind in SCALARS:
        return dict(SCALARS[shape.kind])
    if shape.kind in {"number", "whole"}:
        return number(shape)
    if shape.kind == "cell":
        return {"anyOf": [refer(list_name(CellState)), SCALARS["id"]]}
    if shape.kind == "term":
        return refer(list_name(shape.of))
    if shape.kind == "section":
        return refer(key(shape.of))
    assert shape.item is not None
    item = shape_schema(shape.item)
    if shape.kind == "map" and shape.key is not None:
        return mapping(shape.key, nullable(item))
    many = {"type": "array", "items": item}
    one = SCALARS["text"] if shape.item.kind == "section" else item
    return {"anyOf": [many, one]} if shape.alone else many


def refer(name: str) -> Schema:
    """A reference to a definition."""
    return {"$ref": f"#/$defs/{name}"}


def nullable(made: Schema) -> Schema:
    """The same, or nothing: an empty value is unknown."""
    if "type" in made:
        types = made["type"] if isinstance(made["type"], list) else [made["type"]]
        return {**made, "type": [*types, "null"]}
    return {"anyOf": [*made.get("anyOf", [made]), {"type": "null"}]}


def number(shape: Shape) -> Schema:
    """A number as YAML has it, or as a text in the ways people write numbers."""
    whole = shape.kind == "whole"
    types = ["integer" if whole else "number", "string"]
    if shape.low is None or shape.high is None:
        bounds = {"exclusiveMinimum": -MOST, "exclusiveMaximum": MOST}
        return {"type": types, **bounds, "pattern": COUNT if whole else AMOUNT}
    each = "|".join(map(str, range(shape.low, shape.high + 1)))
    pattern = rf"^\+?0*(?:{each})(?:\.0{{1,6}})?$" if whole else SHARE
    return {"type": types, "minimum": shape.low, "maximum": shape.high, "pattern": pattern}


def mapping(name: Shape, item: Schema) -> Schema:
    """Names with what stands under each. A closed list of names offers its canonical words first."""
    if name.kind != "term" or name.of is None:
        rule = {"minLength": 1} if name.kind == "text" else {"pattern": ID_PATTERN}
        return {"type": "object", "propertyNames": rule, "additionalProperties": item}
    labels = {one.value: " / ".join(aliases_of(name.of)[one.value][:2]) for one in name.of}
    return {
        "type": "object",
        "properties": {word: {"description": label, **item} for word, label in labels.items()},
        "propertyNames": refer(list_name(name.of)),
        "additionalProperties": item,
    }


def term(listed: type[Term]) -> Schema:
    """A closed list: the canonical words with their labels, then every other word that is accepted."""
    choices: list[Schema] = [
        {
            "enum": [one.value for one in listed],
            "enumDescriptions": [" / ".join(aliases_of(listed)[one.value][:2]) for one in listed],
        },
        {"enum": others(listed)},
    ]
    return {"anyOf": [*choices, {"type": "boolean"}] if words(listed).keys() >= TRUTH else choices}


def others(listed: type[Term]) -> list[str]:
    """The accepted words beside the canonical ones, value by value."""
    canonical = {one.value for one in listed}
    every = [word for one in listed for word in aliases_of(listed)[one.value]]
    return [word for word in dict.fromkeys(every) if word not in canonical]
