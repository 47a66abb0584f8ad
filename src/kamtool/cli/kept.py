"""What was found in each plan, as it is kept between two calls: JSON, in which every value keeps its type."""

from __future__ import annotations

import datetime as dt
import json
import os
import sys
from collections.abc import Mapping, Sequence
from decimal import Decimal
from enum import Enum
from typing import Any, NamedTuple

from kamtool.across import Facts, Result
from kamtool.check import Checked
from kamtool.cli.seen import Seen
from kamtool.diagnostic import Diagnostic, Finding, Severity, Span

PLAIN = (str, int, bool, float, type(None))
DAMAGED = (ValueError, KeyError, TypeError, IndexError, AttributeError, ArithmeticError, RecursionError)


class Memory(NamedTuple):
    """What is known of the plans of the last call: what was found, in those in which there was something, and facts.

    *stale* are the files that have to be read.
    """

    seen: Seen
    known: Mapping[str, Result]
    stale: frozenset[str]

    def say_the_same(self, read: Sequence[Checked]) -> bool:
        """Whether the plans that were read, and they alone, tell the rules over all plans what they told before."""
        before = [self.seen.facts_before(os.fsencode(one.file)) for one in read]
        return not self.seen.gone and before == [one.facts for one in read]

    def facts(self) -> list[Facts]:
        """What the rules over all plans need of the plans that need not be read."""
        return [(os.fsdecode(path), facts) for path, facts in self.seen.left()]


def recall(seen: Seen, found: bytes) -> Memory | None:
    """What is known of the plans; ``None`` when it cannot be read."""
    try:
        rows = json.loads(found)
        stale = frozenset(map(os.fsdecode, seen.stale))
        return Memory(seen, {file: result(file, *row) for file, row in rows.items()}, stale)
    except DAMAGED:
        return None


def remembered(results: Sequence[Result]) -> bytes:
    """What was found, for the next call. Raises TypeError for a value that could not be told again as it was."""
    return json.dumps({one.own.file: result_row(one) for one in results}).encode()


def result(file: str, own: Any, judged: Any = (), whole: Any = None) -> Result:
    """One file's results from their rows."""
    mine = checked(file, own)
    found = tuple((code, finding(one)) for code, one in judged)
    return Result(mine, found, mine if whole is None else checked(file, whole))


def result_row(one: Result) -> list[Any]:
    """One file's results; what the rules over all plans said only where they did."""
    if not one.judged:
        return [checked_row(one.own)]
    judged = [[code, [told(value) for value in found]] for code, found in one.judged]
    return [checked_row(one.own), judged, checked_row(one.whole)]


def checked(file: str, row: Any) -> Checked:
    """What was found in a file, from its row."""
    silenced, diagnostics = row
    return Checked(file, tuple(diagnostic(file, one) for one in diagnostics), int(silenced))


def checked_row(one: Checked) -> list[Any]:
    """What was found in a file, without its name."""
    return [one.silenced, [row(each) for each in one.diagnostics]]


def finding(row: list[Any]) -> Finding:
    """What a rule found, from its row."""
    path, params, severity, variant, on_key, of = map(typed, row)
    return Finding(path, params, severity, variant, on_key, of)


def diagnostic(file: str, row: list[Any]) -> Diagnostic:
    """A finding from its row."""
    code, severity, span, path, params, variant, hide, mark, confidence, of, gate = map(typed, row)
    place = Span(*span)
    return Diagnostic(code, Severity(severity), file, place, path, params, variant, hide, mark, confidence, of, gate)


def row(one: Diagnostic) -> list[Any]:
    """A finding without its file, in the order in which ``diagnostic`` reads it."""
    values = (int(one.severity), tuple(one.span), one.path, dict(one.params), one.variant, one.hide, one.mark)
    return [one.code, *map(told, values), one.confidence, told(one.of), one.gate]


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
    if isinstance(value, Mapping):
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
