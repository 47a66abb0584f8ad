"""The second pass of a check: what all plans together give, placed in the plan each finding belongs to.

It works on the few facts that the first pass takes of each plan; only the plans a finding is about are read again.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple, TypeAlias

from kamtool.analysis.portfolio import Entries
from kamtool.check import Checked, Selection, check_loaded, facts_from, finished, reported
from kamtool.diagnostic import Diagnostic, Finding
from kamtool.load import Loaded, load_bytes, load_file
from kamtool.rules import PORTFOLIO
from kamtool.rules.portfolio import Portfolio, PortfolioRule
from kamtool.source.node import locate, mark_of

FEWEST = 2
RULES = {one.code: one for one in PORTFOLIO}
Judged: TypeAlias = tuple[tuple[str, Finding], ...]  # codes and what their rules found in one plan


class Result(NamedTuple):
    """What was found in a plan: by itself, by the rules over all plans, and both together."""

    own: Checked
    judged: Judged
    whole: Checked


Facts: TypeAlias = tuple[str, bytes]  # of a plan, by its file


def facts_in(files: Iterable[str]) -> list[Facts]:
    """The facts of the plans that can be read."""
    return [(file, facts) for file, facts in ((file, facts_from(load_file(file))) for file in files) if facts]


def across(
    checked: Sequence[Checked],
    others: Iterable[Facts],
    as_of: dt.date,
    chosen: Selection,
    load: Callable[[str], Loaded] = load_file,
) -> list[Checked]:
    """What was found, with what the rules over all plans find in the same files.

    *others* are plans that belong to the whole and are not reported on.
    """
    found = judge([*((one.file, one.facts) for one in checked if one.facts), *others], as_of, chosen)
    return [added(one, found[one.file], as_of, chosen, load) if one.file in found else one for one in checked]


def judge(facts: Sequence[Facts], as_of: dt.date, chosen: Selection) -> dict[str, Judged]:
    """What the rules over all plans find, by file; no plan stands out among fewer than two."""
    if len(facts) < FEWEST:
        return {}
    everything = Portfolio(Entries(facts), as_of, chosen.limits)
    found: dict[str, Judged] = {}
    for rule in PORTFOLIO:
        if rule.code in reported(chosen):
            for one, finding in rule.check(everything):
                found[one.file] = (*found.get(one.file, ()), (rule.code, finding))
    return found


def check_several(text: str, as_of: dt.date, chosen: Selection) -> list[Diagnostic]:
    """What is found in several plans in one text, with ``---`` between them; lines count from the top of the text.

    Only the rules' own examples are written so.
    """
    parts: list[list[str]] = [[]]
    for at, line in enumerate(text.split("\n"), 1):
        if line == "---":
            parts.append([""] * at)
        else:
            parts[-1].append(line)
    plans = {
        f"plan{number}": load_bytes("\n".join(one).encode(), f"plan{number}") for number, one in enumerate(parts, 1)
    }
    checked = [check_loaded(one, as_of, chosen)._replace(facts=facts_from(one)) for one in plans.values()]
    return [found for one in across(checked, (), as_of, chosen, plans.__getitem__) for found in one.diagnostics]


def added(
    checked: Checked,
    judged: Judged,
    as_of: dt.date,
    chosen: Selection,
    load: Callable[[str], Loaded] = load_file,
) -> Checked:
    """One file's findings with those over all plans, silenced and graded as any other."""
    loaded, own = load(checked.file), chosen.for_file(checked.file)
    if loaded.plan is None:
        return checked
    every = [diagnostic(RULES[code], found, loaded) for code, found in judged if code in reported(own)]
    left = unsilenced(every, loaded, as_of)
    shown = [*checked.diagnostics, *(finished(one, own, loaded) for one in left)]
    return checked._replace(
        diagnostics=tuple(sorted(shown, key=lambda one: one.key)),
        silenced=checked.silenced + len(every) - len(left),
    )


def diagnostic(rule: PortfolioRule, found: Finding, loaded: Loaded) -> Diagnostic:
    """A finding at its place in its file."""
    return Diagnostic(
        rule.code,
        rule.severity if found.severity is None else found.severity,
        loaded.file,
        locate(loaded.root, found.path, found.on_key),
        found.path,
        found.params,
        found.variant,
        confidence=rule.sure(found.variant),
        of=tuple(mark_of(loaded.root, one) for one in found.of),
    )


def unsilenced(found: list[Diagnostic], loaded: Loaded, as_of: dt.date) -> list[Diagnostic]:
    """The findings that no comment silences; what is wrong with a comment the first pass has told."""
    from kamtool.source.suppress import suppressions

    comments = suppressions(loaded.source.text, loaded.root)
    return [one for one in found if not any(each.silences(one, as_of) for each in comments)]
