"""Findings a team already knows of: a file of their names by ids, so that only new ones fail."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from kamtool.check import Checked
from kamtool.diagnostic import is_broken
from kamtool.load import account_id
from kamtool.rules import PORTFOLIO

SCHEMA = "kam.baseline/1"
LARGEST = 100_000_000


class BadBaseline(Exception):
    """A file that is no baseline."""


def read_baseline(path: Path) -> Counter[str]:
    """How often each known finding may occur. Raises BadBaseline, or FileNotFoundError."""
    if not path.exists():
        raise FileNotFoundError(str(path))
    if not path.is_file() or path.stat().st_size > LARGEST:
        raise BadBaseline(str(path))
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        if content["schema"] != SCHEMA:
            raise BadBaseline(str(path))
        return Counter({str(mark): int(count) for mark, count in content["findings"].items()})
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError) as error:
        raise BadBaseline(str(path)) from error


def entries(checked: Iterable[Checked]) -> Counter[str]:
    """What a baseline holds of these findings: how often each occurs, by its name."""
    return Counter(one.mark for some in checked for one in some.diagnostics if not is_broken(one.code))


def as_baseline(known: Counter[str]) -> str:
    """A baseline file: by name, in order, so that two versions of it can be compared."""
    found = dict(sorted(known.items()))
    return json.dumps({"schema": SCHEMA, "findings": found}, ensure_ascii=False, indent=2) + "\n"


def split(known: Counter[str], checked: Iterable[Checked], together: bool) -> tuple[Counter[str], Counter[str]]:
    """The entries of the accounts that were checked, and those of the others.

    Without *together* what the rules over all plans found stands with the others: they were not asked.
    """
    accounts = {account_id(some.file) for some in checked}
    unasked = () if together else tuple(one.code for one in PORTFOLIO)
    own: Counter[str] = Counter()
    for mark, count in known.items():
        account, _, rest = mark.partition(":KAM")
        if account in accounts and not f"KAM{rest}".startswith(unasked):
            own[mark] = count
    return own, known - own


def without_known(checked: Iterable[Checked], known: Counter[str]) -> tuple[list[Checked], int, int]:
    """What is new; how many findings were known; and how many of the known are gone.

    A plan that cannot be read is never merely known, whatever the baseline says.
    """
    left = Counter(known)
    fresh, met = [], 0
    for some in checked:
        new = []
        for one in some.diagnostics:
            if left[one.mark] > 0 and not is_broken(one.code):
                left[one.mark] -= 1
                met += 1
            else:
                new.append(one)
        fresh.append(some._replace(diagnostics=tuple(new)))
    return fresh, met, sum(count for count in left.values() if count > 0)
