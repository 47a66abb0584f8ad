"""``kam check --baseline``: what the team already knows of, so that only new findings fail."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from kamtool.baseline import BadBaseline, as_baseline, read_baseline, without_known
from kamtool.check import Checked
from kamtool.cli.errors import UsageError
from kamtool.cli.session import Session
from kamtool.source.write import replace


def apply_baseline(
    session: Session, checked: Sequence[Checked], file: str | None, renew: bool, notes: list[str]
) -> list[Checked]:
    """The findings that are not in the baseline; with *renew* it is first written anew from all of them.

    Raises UsageError when there is no such file, or it is no baseline.
    """
    if file is None:
        raise UsageError("baseline_name")
    path = Path(file)
    if renew:
        found = [one for some in checked for one in some.diagnostics]
        try:
            replace(path, as_baseline(found).encode())
        except OSError as error:
            raise UsageError("output_failed", file=file, reason=error.strerror or "") from None
    try:
        fresh, met, gone = without_known(checked, read_baseline(path))
    except FileNotFoundError:
        raise UsageError("baseline_missing", file=file) from None
    except (BadBaseline, OSError):
        raise UsageError("baseline_bad", file=file) from None
    if met:
        notes.append(session.texts("check.known", count=met))
    if gone:
        notes.append(session.texts("check.gone", count=gone))
    return fresh
