"""Findings a team already knows of: a file of their names by ids, so that only new ones fail."""

from __future__ import annotations

import json
import os
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TypeAlias

from kamtool.check import STDIN, Checked
from kamtool.config import Config
from kamtool.diagnostic import Diagnostic, is_broken
from kamtool.load import account_id

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
    """What a baseline holds of these findings: how often each occurs, by its name.

    A finding that sums up a list is known item by item; beside them stands how many lists there are.
    """
    found = [apart(one, folders) for some in checked for one in some.diagnostics if not is_broken(one.code)]
    return Counter(mark for one in found for mark in one.marks) + Counter(list_of(one.mark) for one in found if one.of)


def apart(found: Diagnostic, folders: Folders) -> Diagnostic:
    """The finding with its plan's folder before its name, when it does not lie in the plans' folder itself."""
    folder = folders.get(found.file)
    if not folder:
        return found
    return found._replace(mark=f"{folder}{found.mark}", of=tuple(f"{folder}{one}" for one in found.of))


def folders_of(files: Iterable[str], plans: Path | None) -> dict[str, str]:
    """For each plan the way to it from the plans' folder: ``north/``, nothing for one that lies in that folder itself.

    *plans* is the folder that the team set, if it set any. It hangs on where the plan lies alone: not on the other
    plans, on those that were named or on where kam was called.
    """
    ways: dict[str, str] = {}
    found = {}
    for file in files:
        above = os.path.dirname(os.path.abspath(file))
        if above not in ways:
            way = os.path.relpath(above, plans_above(above, plans))
            ways[above] = "" if way == os.curdir else way.replace(os.sep, "/") + "/"
        found[file] = "" if file == STDIN else ways[above]
    return found


def plans_above(folder: str, plans: Path | None) -> str:
    """The plans' folder of a plan in *folder*: the one set, else the nearest above it that is called so.

    Where there is none, the top of the repository; in none, the folder above.
    """
    if plans is not None:
        return os.path.abspath(plans)
    for above in (Path(folder), *Path(folder).parents):
        if above.name == Config().accounts or (above / ".git").exists():
            return str(above)
    return os.path.dirname(folder)


def as_now(known: Counter[str], folders: Folders, plans: Path | None) -> Counter[str]:
    """The known findings by the names that these plans have now.

    An older baseline has no folder, or fewer, before a name: it means the one plan whose name ends so, if there is only
    one, the baseline does not have that one's full name, and no plan lies where the shorter name says.
    """
    held = {account_of(mark) for mark in known}
    there = {folder + account_id(file): file for file, folder in folders.items()}
    ending: dict[str, list[str]] = defaultdict(list)
    if held - there.keys():
        for name in there:
            ending[name.rpartition("/")[2]].append(name)
    now = {}
    for account in held - there.keys():
        fits = [name for name in ending[account.rpartition("/")[2]] if name.endswith(f"/{account}")]
        if len(fits) == 1 and fits[0] not in held:
            file = Path(os.path.abspath(there[fits[0]]))
            if not Path(plans_above(str(file.parent), plans), account + file.suffix).exists():
                now[account] = fits[0]
    out: Counter[str] = Counter()
    for mark, count in known.items():
        account = account_of(mark)
        out[now.get(account, account) + mark[len(account) :]] += count
    return out


def account_of(mark: str) -> str:
    """The account in the name of a finding."""
    return mark.partition(":KAM")[0]


def as_baseline(known: Counter[str]) -> str:
    """A baseline file: by name, in order, so that two versions of it can be compared."""
    found = dict(sorted(known.items()))
    return json.dumps({"schema": SCHEMA, "findings": found}, ensure_ascii=False, indent=2) + "\n"


def split(
    known: Counter[str],
    checked: Sequence[Checked],
    unasked: Container[str],
    everything: bool = False,
    folders: Folders = NOWHERE,
) -> tuple[Counter[str], Counter[str]]:
    """The entries that this check could meet, and the others, of which it says nothing.

    The others are those of the rules that were *unasked*, of plans that cannot be read, for no rule was asked in them,
    and, unless *everything* was checked, of the plans that were not.
    """
    broken = {name_in(some, folders) for some in checked if any(is_broken(one.code) for one in some.diagnostics)}
    there = {name_in(some, folders) for some in checked}
    own: Counter[str] = Counter()
    for mark, count in known.items():
        account = account_of(mark)
        code = mark[len(account) + 1 :].partition(":")[0]
        if (everything or account in there) and account not in broken and code not in unasked:
            own[mark] = count
    return own, known - own


def name_in(checked: Checked, folders: Folders) -> str:
    """The account of a file that was checked, as entries name it."""
    return folders.get(checked.file, "") + account_id(checked.file)


def without_known(
    checked: Iterable[Checked],
    known: Counter[str],
    folders: Folders = NOWHERE,
    then: Sequence[Diagnostic] | None = None,
) -> tuple[list[Checked], int, int]:
    """What is new; how many findings were known; and how many of the known are gone: those of which nothing is met.

    *then* are the findings that are known, where there is more of them than their names. A plan that cannot be read is
    never merely known, whatever the baseline says.
    """
    left = Counter(known)
    fresh, met, lists = [], 0, Counter[str]()
    for some in checked:
        new = []
        for one in some.diagnostics:
            named = apart(one, folders)
            lists[list_of(named.mark)] += any(left[mark] > 0 for mark in named.of)
            if is_broken(one.code) or not take(left, named):
                new.append(one)
        met += len(some.diagnostics) - len(new)
        fresh.append(some._replace(diagnostics=tuple(new)))
    return fresh, met, gone_by_name(known, left, lists) if then is None else gone_of(then, left)


def gone_of(then: Iterable[Diagnostic], left: Counter[str]) -> int:
    """How many of the findings have nothing of them met; *left* are the names that were not."""
    left, count = Counter(left), 0
    for one in then:
        if not is_broken(one.code) and all(left[mark] > 0 for mark in one.marks):
            left.subtract(one.marks)
            count += 1
    return count


def gone_by_name(known: Counter[str], left: Counter[str], met: Counter[str]) -> int:
    """How many findings are gone, by their names alone; *met* are the lists of which something is there still.

    In a baseline from before lists were counted each of their items is one.
    """
    lists = sum(max(0, count - met[mark]) for mark, count in known.items() if list_of(mark) == mark)
    return lists + sum(count for mark, count in left.items() if count > 0 and list_of(mark) not in known)


def list_of(mark: str) -> str:
    """The name of a finding without its place, under which a baseline counts those that sum up a list."""
    account = account_of(mark)
    return account + ":" + ":".join(mark[len(account) + 1 :].split(":", 2)[:2])


def take(left: Counter[str], found: Diagnostic) -> bool:
    """Whether a finding is known, which what is left then no longer holds; one that sums up a list, by every item."""
    known = [mark for mark in found.marks if left[mark] > 0]
    if found.mark not in found.marks and not known and left[found.mark] > 0:
        left[found.mark] -= 1  # a baseline written before lists were known item by item
        return True
    left.subtract(known)
    return len(known) == len(found.marks)
