"""Findings a team already knows of: a file of their names by ids, so that only new ones fail."""

from __future__ import annotations

import json
import os
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TypeAlias

from kamtool.check import Checked
from kamtool.diagnostic import Diagnostic, is_broken
from kamtool.load import account_id
from kamtool.rules import PORTFOLIO

SCHEMA = "kam.baseline/1"
LARGEST = 100_000_000
Folders: TypeAlias = Mapping[str, str]
NOWHERE: Folders = MappingProxyType({})


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


def entries(checked: Iterable[Checked], folders: Folders = NOWHERE) -> Counter[str]:
    """What a baseline holds of these findings: how often each occurs, by its name; a list is known item by item."""
    found = (one for some in checked for one in some.diagnostics if not is_broken(one.code))
    return Counter(mark for one in found for mark in apart(one, folders).marks)


def apart(found: Diagnostic, folders: Folders) -> Diagnostic:
    """The finding with its folder before its name, where another plan has the same id."""
    folder = folders.get(found.file)
    if folder is None:
        return found
    return found._replace(mark=f"{folder}{found.mark}", of=tuple(f"{folder}{one}" for one in found.of))


def namesakes(files: Iterable[str]) -> dict[str, str]:
    """For each plan that has its id in common with another one the folders that tell them apart: ``north/``.

    They hang on the other plans alone, not on where kam was called.
    """
    by_id: dict[str, set[str]] = defaultdict(set)
    for file in files:
        by_id[account_id(file)].add(file)
    found = {}
    for same in by_id.values():
        above = {file: Path(os.path.abspath(file)).parent.parts for file in same}
        for file, mine in above.items() if len(set(above.values())) > 1 else ():
            count = 1
            while any(other[-count:] == mine[-count:] for other in above.values() if other != mine):
                count += 1
            found[file] = "".join(f"{name}/" for name in mine[-count:])
    return found


def as_baseline(known: Counter[str]) -> str:
    """A baseline file: by name, in order, so that two versions of it can be compared."""
    found = dict(sorted(known.items()))
    return json.dumps({"schema": SCHEMA, "findings": found}, ensure_ascii=False, indent=2) + "\n"


def split(
    known: Counter[str], checked: Iterable[Checked], together: bool, folders: Folders = NOWHERE
) -> tuple[Counter[str], Counter[str]]:
    """The entries of the accounts that were checked, and those of the others.

    Without *together* what the rules over all plans found stands with the others: they were not asked.
    """
    accounts = {folders.get(some.file, "") + account_id(some.file) for some in checked}
    unasked = () if together else tuple(one.code for one in PORTFOLIO)
    own: Counter[str] = Counter()
    for mark, count in known.items():
        account, _, rest = mark.partition(":KAM")
        if account in accounts and not f"KAM{rest}".startswith(unasked):
            own[mark] = count
    return own, known - own


def without_known(
    checked: Iterable[Checked], known: Counter[str], folders: Folders = NOWHERE
) -> tuple[list[Checked], int, int]:
    """What is new; how many findings were known; and how many of the known are gone.

    A plan that cannot be read is never merely known, whatever the baseline says.
    """
    left = Counter(known)
    fresh, met = [], 0
    for some in checked:
        new = [one for one in some.diagnostics if is_broken(one.code) or not take(left, apart(one, folders))]
        met += len(some.diagnostics) - len(new)
        fresh.append(some._replace(diagnostics=tuple(new)))
    return fresh, met, sum(count for count in left.values() if count > 0)


def take(left: Counter[str], found: Diagnostic) -> bool:
    """Whether a finding is known, which what is left then no longer holds; one that sums up a list, by every item."""
    known = [mark for mark in found.marks if left[mark] > 0]
    if found.mark not in found.marks and not known and left[found.mark] > 0:
        left[found.mark] -= 1  # a baseline written before lists were known item by item
        return True
    left.subtract(known)
    return len(known) == len(found.marks)
