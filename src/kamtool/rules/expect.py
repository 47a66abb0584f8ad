"""Family account (7xx): what the plan itself expects to be so by a day."""

from __future__ import annotations

from collections.abc import Iterator

from kamtool.analysis.expectation import Expected, State, expectations
from kamtool.diagnostic import Finding, Severity
from kamtool.rules.rule import Case, rule


@rule("KAM710", "expectation-missed", Severity.ERROR, profile="basic")
def expectation_missed(case: Case) -> Iterator[Finding]:
    """An expectation whose day has come and that is not so, or that nobody can tell; those whose day is near."""
    for one in expectations(case.plan, case.as_of):
        path = ("expect", one.at)
        if one.state is State.UNFIT:
            yield Finding(path, told(one), variant="unfit")
        elif one.state is State.FAILED:
            yield Finding(path, told(one))
        elif one.state is State.UNKNOWN:
            yield Finding(path, told(one), Severity.WARNING, "unknown")
        elif one.state is State.LATE:
            yield Finding(path, told(one), Severity.HINT, "late")
        elif one.state is State.AHEAD and one.days <= case.limits.expect_days:
            variant = "near" if one.days else "today"
            yield Finding(path, told(one), Severity.HINT, variant)


def told(one: Expected) -> dict[str, object]:
    """The values for the sentences of an expectation (texts: expect)."""
    return {
        "expectation": one.kind.value,
        "have": one.verdict.have,
        "who": list(one.who),
        "unit": one.unit or "",
        "deal": one.deal or "",
        "level": one.level or "",
        "value": one.verdict.value or "",
        "people": list(one.verdict.people),
        "by": one.by,
        "days": abs(one.days),
        "since": one.since or "",
    }
