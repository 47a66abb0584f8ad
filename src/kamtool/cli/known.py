"""``kam check --baseline``: what the team already knows of, so that only new findings fail."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Sequence
from pathlib import Path

from kamtool.baseline import (
    BadBaseline,
    as_baseline,
    as_now,
    entries,
    folders_of,
    read_baseline,
    split,
    without_known,
)
from kamtool.check import Checked
from kamtool.cli.account import plan_files
from kamtool.cli.errors import UsageError
from kamtool.cli.session import Session
from kamtool.source.write import replace


def apply_baseline(
    session: Session,
    checked: Sequence[Checked],
    file: str | None,
    renew: bool,
    everything: bool,
    unasked: Container[str],
    notes: list[str],
) -> list[Checked]:
    """The findings that are not in the baseline; with *renew* it is first written anew from all of them.

    *everything* says that all plans were checked: then what is not found is gone, whatever account it belongs to.
    What is known of rules that were *unasked*, by their codes, stays.
    Raises UsageError when there is no such file, or it is no baseline.
    """
    if file is None:
        raise UsageError("baseline_name")
    path = Path(file)
    known = read(path, renew)
    place = session.config.folder
    plans = place if session.config.file else None
    folders = folders_of([*(plan_files(place) if place.is_dir() else ()), *(one.file for one in checked)], plans)
    known = as_now(known, folders, plans)
    own, others = split(known, checked, unasked, everything, folders)
    if renew:
        own = entries(checked, folders)
        write(path, as_baseline(own + others))
    fresh, met, gone = without_known(checked, own, folders)
    if met:
        notes.append(session.texts("check.known", count=met))
    if gone:
        notes.append(session.texts("check.gone", count=gone))
    return fresh


def read(path: Path, renew: bool) -> Counter[str]:
    """The baseline; an empty one when it is about to be written for the first time. Raises UsageError."""
    try:
        return read_baseline(path)
    except FileNotFoundError:
        if renew:
            return Counter()
        raise UsageError("baseline_missing", file=str(path)) from None
    except (BadBaseline, OSError):
        raise UsageError("baseline_bad", file=str(path)) from None


def write(path: Path, text: str) -> None:
    """Put a new baseline in place. Raises UsageError."""
    try:
        replace(path, text.encode("utf-8", "backslashreplace"))
    except OSError as error:
        raise UsageError("output_failed", file=str(path), reason=error.strerror or "") from None
