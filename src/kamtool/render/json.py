"""Results as JSON: the result itself, with the name of its shape; no layout and no language."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence, Set
from dataclasses import fields, is_dataclass
from datetime import date, time, timedelta
from decimal import Decimal
from enum import Enum
from pathlib import PurePath
from typing import TypeAlias

from kamtool.render.safe import safe_json

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"

_LONGEST_INTEGER = 30


def render(result: object, schema: str) -> str:
    """*result* as JSON with *schema* first; a list stands under ``items``, a bare value under ``value``."""
    data = as_json(result)
    if isinstance(data, dict):
        whole: dict[str, Json] = {"schema": schema, **{key: value for key, value in data.items() if key != "schema"}}
    else:
        whole = {"schema": schema, "items" if isinstance(data, list) else "value": data}
    return safe_json(json.dumps(whole, ensure_ascii=False, indent=2, allow_nan=False)) + "\n"


def as_json(value: object) -> Json:
    """*value* in JSON's own types: what is not a finite number is null; keys keep their order, sets are sorted."""
    match value:
        case Enum():
            return as_json(value.value)
        case None | bool() | int() | str():
            return value
        case float():
            return value if math.isfinite(value) else None
        case Decimal():
            return _number(value)
        case date() | time():
            return value.isoformat()
        case timedelta():
            return value.total_seconds()
        case PurePath():
            return value.as_posix()
        case Mapping():
            return {_key(key): as_json(item) for key, item in value.items()}
        case Set():
            return sorted((as_json(item) for item in value), key=repr)
        case _:
            return _compound(value)


def _compound(value: object) -> Json:
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: as_json(getattr(value, field.name)) for field in fields(value)}
    if hasattr(value, "model_dump"):
        return as_json(value.model_dump(by_alias=True))
    if hasattr(value, "_asdict"):
        return as_json(value._asdict())
    if isinstance(value, Sequence) and not isinstance(value, bytes | bytearray):
        return [as_json(item) for item in value]
    raise TypeError(f"no JSON for {type(value).__name__}")


def _key(key: object) -> str:
    plain = as_json(key)
    return plain if isinstance(plain, str) else json.dumps(plain)


def _number(value: Decimal) -> Json:
    """An integer, or a float that means the same number; text where neither can hold it."""
    if not value.is_finite():
        return None
    if value and abs(value.adjusted()) > _LONGEST_INTEGER:
        return str(value)
    if value == value.to_integral_value():
        return int(value)
    number = float(value)
    return number if Decimal(repr(number)) == value else str(value)
