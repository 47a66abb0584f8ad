"""The cases of the rules, as their files have them.

``src/kamtool/rules/cases/<CODE>.yaml`` is a list of cases, each with a *name*, a *plan*, and what is *found* in it: for
each finding *at* (line and column), and where they differ from the rule's own, *variant* and *severity*. *as_of* is
2026-11-23 unless given. ``unknown: yes`` marks the cases in which the plan does not say what the rule would need.
A case of a rule over all plans holds several plans with ``---`` between them.
The first failing and the first passing case are the rule's documentation, so their names are in both languages,
``English / 中文``.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import kamtool.rules
from kamtool.source.node import data
from kamtool.source.parse import parse

FOLDER = Path(kamtool.rules.__file__).parent / "cases"


@dataclass(frozen=True)
class RuleCase:
    """One case of one rule."""

    code: str
    name: str
    plan: str
    as_of: dt.date
    found: tuple[dict[str, Any], ...]
    unknown: bool

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


def read_cases(code: str) -> list[RuleCase]:
    """The cases of one rule, in the order of its file; none when it has none yet."""
    file = FOLDER / f"{code}.yaml"
    if not file.is_file():
        return []
    root = parse(file.read_text(encoding="utf-8"), file.name)
    assert root is not None
    return [
        RuleCase(
            code,
            one["name"],
            one["plan"],
            dt.date.fromisoformat(one.get("as_of", "2026-11-23")),
            tuple(one["found"]),
            one.get("unknown") == "yes",
        )
        for one in data(root)
    ]


def all_cases() -> list[RuleCase]:
    """The cases of every rule, in the order of the rules."""
    return [one for rule in kamtool.rules.CATALOGUE for one in read_cases(rule.code)]
