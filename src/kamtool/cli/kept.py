"""What was found in each plan, as it is kept between two calls: JSON, in which every value keeps its type."""

from __future__ import annotations

import datetime as dt
import json
import os
import sys
from collections.abc import Sequence
from dataclasses import astuple
from decimal import Decimal
from enum import Enum
from typing import Any

from kamtool.analysis.portfolio import Entry, Year
from kamtool.check import Checked
from kamtool.cli.warm import Call
from kamtool.diagnostic import Diagnostic, Severity, Span

PLAIN = (str, int, bool, float, type(None))
DAMAGED = (ValueError, KeyError, TypeError, IndexError, AttributeError, ArithmeticError, RecursionError)


def recall(call: Call, files: Sequence[str]) -> dict[str, Checked]:
    """What is known of those of the files that have not changed since; nothing when it cannot be read."""
    if not call.marks:
        return {}
    try:
        found = json.loads(call.found)
        marks = {file: call.marks.get(os.fsencode(file)) for file in files}
        return {file: checked(file, found.get(file), mark) for file, mark in marks.items() if mark}
    except DAMAGED:
        return {}


def checked(file: str, found: Any, mark: bytes) -> Checked:
    """One file's result; one in which nothing was found is not kept."""
    if found is None:
        return Checked(file, (), 0, mark)
    silenced, diagnostics, facts = found
    entry = None if facts is None else entry_from(file, facts)
    return Checked(file, tuple(diagnostic(file, one) for one in diagnostics), int(silenced), mark, entry)


def diagnostic(file: str, row: list[Any]) -> Diagnostic:
    """A finding from its row."""
    code, severity, span, path, params, variant, hide, mark, confidence = map(typed, row)
    return Diagnostic(code, Severity(severity), file, Span(*span), path, params, variant, hide, mark, confidence)


def remembered(results: Sequence[Checked]) -> bytes:
    """What was found, for the next call. Raises TypeError for a value that could not be told again as it was."""
    found = {
        one.file: [one.silenced, [row(each) for each in one.diagnostics], one.entry and facts_of(one.entry)]
        for one in results
        if one.diagnostics or one.silenced or one.entry
    }
    return json.dumps(found).encode()


def row(one: Diagnostic) -> list[Any]:
    """A finding without its file, in the order in which ``diagnostic`` reads it."""
    span = (one.span.line, one.span.column, one.span.end_line, one.span.end_column)
    values = (int(one.severity), span, one.path, dict(one.params), one.variant, one.hide, one.mark, one.confidence)
    return [one.code, *map(told, values)]


def facts_of(entry: Entry) -> list[Any]:
    """What the rules over all plans need of a plan, without its file."""
    return [told(value) for value in astuple(entry)[1:]]


def entry_from(file: str, facts: list[Any]) -> Entry:
    """The same again from its row. Raises one of DAMAGED."""
    id, name, names, code, tier, owner, team, sponsors, years = map(typed, facts)
    return Entry(file, id, name, names, code, tier, owner, team, sponsors, tuple(Year(*one) for one in years))


def told(value: Any) -> Any:
    """A value as JSON that says its type, where JSON has none of its own for it. Raises TypeError."""
    if type(value) in PLAIN:
        return value
    if isinstance(value, Enum):
        return {"enum": [type(value).__module__, type(value).__qualname__, value.value]}
    if type(value) is list:
        return [told(one) for one in value]
    if type(value) is tuple:
        return {"tuple": [told(one) for one in value]}
    if type(value) is dict:
        return {"dict": [[told(key), told(one)] for key, one in value.items()]}
    if type(value) is dt.date:
        return {"date": value.isoformat()}
    if type(value) is Decimal:
        return {"decimal": str(value)}
    raise TypeError(type(value))


def typed(value: Any) -> Any:
    """A value from its JSON. Raises one of DAMAGED."""
    if isinstance(value, list):
        return [typed(one) for one in value]
    if not isinstance(value, dict):
        return value
    ((kind, content),) = value.items()
    if kind == "tuple":
        return tuple(map(typed, content))
    if kind == "dict":
        return {typed(key): typed(one) for key, one in content}
    if kind == "date":
        return dt.date.fromisoformat(content)
    if kind == "decimal":
        return Decimal(content)
    module, name, word = content
    listed = getattr(sys.modules[module], name)
    if kind != "enum" or not module.startswith("kamtool.") or not issubclass(listed, Enum):
        raise ValueError(kind)
    return listed(word)
