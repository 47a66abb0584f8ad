"""What is found in plans now and was not before: the files of two versions side by side, and their findings.

``kam diff`` has the plans themselves, and so knows which item of a list is which and which id was renamed; ``kam check
--against`` names findings by ids, as a baseline does, and takes only the pairing of files from here.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from kamtool.analysis.edits import Edits, Item
from kamtool.check import Selection, check_loaded
from kamtool.diagnostic import Diagnostic
from kamtool.load import Loaded
from kamtool.load.rename import Renames

Key = tuple[str, str, tuple[str | Item, ...]]


@dataclass(frozen=True, slots=True)
class Found:
    """A finding that appeared or vanished; *by_time* when the older plan would have it too by the newer day."""

    diagnostic: Diagnostic
    by_time: bool = False


def paired(old: Mapping[str, Loaded], new: Mapping[str, Loaded]) -> list[tuple[Loaded | None, Loaded | None]]:
    """The plans of two versions side by side, by their paths: a moved or renamed file is the same plan.

    It is told by its id, then by its text, then by the customer's name or register number.
    """
    pairs: list[tuple[Loaded | None, Loaded | None]] = [(old[path], new[path]) for path in new if path in old]
    gone = [one for path, one in old.items() if path not in new]
    came = [one for path, one in new.items() if path not in old]
    for same in (same_id, same_text, same_customer):
        for now in list(came):
            was = next((one for one in gone if same(one, now)), None)
            if was is not None:
                pairs.append((was, now))
                gone.remove(was)
                came.remove(now)
    pairs += [(None, one) for one in came] + [(one, None) for one in gone]
    return sorted(pairs, key=lambda pair: next(one.file for one in (pair[1], pair[0]) if one is not None))


def same_id(old: Loaded, new: Loaded) -> bool:
    """Whether two files have one name, in different folders."""
    return PurePath(old.file).name == PurePath(new.file).name


def same_text(old: Loaded, new: Loaded) -> bool:
    """Whether two files hold the same."""
    return bool(old.source.text) and old.source.text == new.source.text


def same_customer(old: Loaded, new: Loaded) -> bool:
    """Whether two plans are of one customer."""
    if old.plan is None or new.plan is None:
        return False
    was, now = old.plan.account, new.plan.account
    return was.name == now.name or (was.credit_code is not None and was.credit_code == now.credit_code)


def moved_findings(
    old: Loaded,
    new: Loaded,
    days: tuple[dt.date, dt.date],
    chosen: Selection,
    renames: Renames,
    edits: Edits,
) -> tuple[tuple[Found, ...], tuple[Found, ...]]:
    """What appeared and what vanished between two versions of a plan, each judged on its own day."""
    was = check_loaded(old, days[0], chosen).diagnostics
    now = check_loaded(new, days[1], chosen).diagnostics
    by_now = Counter(key(one, renames, edits, True) for one in check_loaded(old, days[1], chosen).diagnostics)
    before = [key(one, renames, edits, True) for one in was]
    after = [key(one, {}, edits, False) for one in now]
    appeared = tuple(Found(one, by_now[mark] > 0) for one, mark in beyond(now, after, Counter(before)))
    vanished = tuple(Found(one) for one, _ in beyond(was, before, Counter(after)))
    return appeared, vanished


def beyond(found: Sequence[Diagnostic], keys: Sequence[Key], known: Counter[Key]) -> Iterator[tuple[Diagnostic, Key]]:
    """The findings that are not among the known ones, the gravest first."""
    left = Counter(known)
    fresh = []
    for one, mark in zip(found, keys, strict=True):
        if left[mark] > 0:
            left[mark] -= 1
        else:
            fresh.append((one, mark))
    yield from sorted(fresh, key=lambda pair: (-pair[0].severity, pair[0].code))


def key(found: Diagnostic, renames: Renames, edits: Edits, before: bool) -> Key:
    """A finding by what it is about: ids as the newer plan has them, items of lists by themselves."""
    place: tuple[str | Item, ...] = ()
    for step in found.path:
        if isinstance(step, int):
            items = edits.items.get(place, ())
            here = next((one for one in items if (one.old if before else one.new) == step), None)
            place = (*place, here if here is not None else str(step))
        else:
            known = renames.get(str(place[0]), {}) if len(place) == 1 else {}
            place = (*place, known.get(step, step))
    return found.code, found.variant, place
