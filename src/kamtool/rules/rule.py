"""What a rule is, and what it sees."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from kamtool.analysis.deal import Part, live, parts, stage_number
from kamtool.diagnostic import Finding, Severity
from kamtool.model.opportunity import Opportunity
from kamtool.model.plan import Plan

Check = Callable[["Case"], Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A code, a name, the severity a finding has unless it says otherwise, and the check itself."""

    code: str
    name: str
    severity: Severity
    check: Check


def rule(code: str, name: str, severity: Severity) -> Callable[[Check], Rule]:
    """Make a check a rule. Its words stand in ``texts``, its cases in ``tests/rules/cases``, both under its code."""
    return lambda check: Rule(code, name, severity, check)


@dataclass(frozen=True, slots=True)
class Deal:
    """An open deal with everybody's part in it; *stage* is 1 to 6, 0 when unknown."""

    id: str
    deal: Opportunity
    parts: tuple[Part, ...]
    stage: int

    @property
    def name(self) -> str:
        """What to call the deal."""
        return self.deal.name or self.id


class Case:
    """What a rule sees: a valid plan, the day, and the file's text for a quick look before a slow one."""

    def __init__(self, plan: Plan, as_of: dt.date, text: str) -> None:
        self.plan = plan
        self.as_of = as_of
        self.text = text

    @cached_property
    def deals(self) -> tuple[Deal, ...]:
        """The open deals."""
        return tuple(
            Deal(key, deal, parts(self.plan, key, self.as_of), stage_number(deal)) for key, deal in live(self.plan)
        )
