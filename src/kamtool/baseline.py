"""Findings a team already knows of: a file of their names by ids, so that only new ones fail."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from kamtool.check import FILE_CODES, Checked
from kamtool.diagnostic import Diagnostic

SCHEMA = "kam.baseline/1"


# A plan that cannot be read is never merely known.
BROKEN = frozenset(FILE_CODES[:14])


class BadBaseline(Exception):
    """A file that is no baseline."""


def read_baseline(path: Path) -> Counter[str]:
    """How often each known finding may occur. Raises BadBaseline, or FileNotFoundError."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        if content["schema"] != SCHEMA:
            raise BadBaseline(str(path))
        return Counter({str(mark): int(count) for mark, count in content["findings"].items()})
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadBaseline(str(path)) from error


def as_baseline(found: Iterable[Diagnostic]) -> str:
    """The findings as a baseline file: by name, in order, so that two versions of it can be compared."""
    counts = Counter(one.mark for one in found if one.code not in BROKEN)
    return json.dumps({"schema": SCHEMA, "findings": dict(sorted(counts.items()))}, ensure_ascii=False, indent=2) + "\n"


def without_known(checked: Iterable[Checked], known: Counter[str]) -> tuple[list[Checked], int, int]:
    """What is new; how many findings were known; and how many of the known are gone."""
    left = Counter(known)
    fresh, met = [], 0
    for some in checked:
        new = []
        for one in some.diagnostics:
            if left[one.mark] > 0:
                left[one.mark] -= 1
                met += 1
            else:
                new.append(one)
        fresh.append(replace(some, diagnostics=tuple(new)))
    return fresh, met, sum(left.values())
