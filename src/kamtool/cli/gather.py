"""Facts of many plans for one answer over all of them; what cannot be read is named on stderr and left out."""

from __future__ import annotations

import datetime as dt
import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields
from difflib import get_close_matches
from functools import partial
from typing import TypeVar

from kamtool.analysis.upto import Stood, upto
from kamtool.check import Selection
from kamtool.cli import warm
from kamtool.cli.account import STDIN, expand, read_stdin, tell_kept
from kamtool.cli.errors import UsageError
from kamtool.cli.many import over
from kamtool.cli.output import remark
from kamtool.cli.selecting import limits
from kamtool.cli.session import Session, as_bytes
from kamtool.config import Config
from kamtool.diagnostic import Diagnostic, Path
from kamtool.load import Loaded, load_bytes
from kamtool.model.values import Tier
from kamtool.source.digest import digest
from kamtool.source.node import locate
from kamtool.source.read import Unreadable, read_bytes
from kamtool.view.said import said
from kamtool.withheld import Kept, kept_back

Facts = TypeVar("Facts")
PARALLEL_FROM = 200


def gather(
    session: Session,
    accounts: Sequence[str],
    work: Callable[[Loaded, Stood], Facts],
    advised: Selection | None = None,
) -> list[Facts]:
    """What *work* finds in each plan as it stood; all plans when no account is named. *work* must be picklable.

    Where something is *advised*, what must not be is kept back, and stderr says so. Raises UsageError when there are
    plans and none can be read.
    """
    return gathered(session, accounts, work, advised)[0]


def gathered(
    session: Session,
    accounts: Sequence[str],
    work: Callable[[Loaded, Stood], Facts],
    advised: Selection | None = None,
) -> tuple[list[Facts], dict[bytes, bytes] | None]:
    """The same, with a digest of the very bytes of each plan; without digests when there is more to say on stderr."""
    files = expand(session, accounts)
    answers = over(files, partial(one_plan, work=work, as_of=session.as_of, advised=advised), PARALLEL_FROM)
    found: list[Facts] = []
    for one, _, _ in answers:
        if isinstance(one, Diagnostic):
            tell_left_out(session, one)
        else:
            found.append(one)
    if files and not found:
        raise UsageError("bad_plan" if len(files) == 1 else "bad_plans", file=files[0], count=len(files))
    count = sum(held for _, _, held in answers)
    tell_kept(session, count)
    marks = {os.fsencode(file): mark for file, (_, mark, _) in zip(files, answers, strict=True)}
    return found, marks if len(found) == len(files) and not count else None


def tell_left_out(session: Session, fault: Diagnostic) -> None:
    """Name on stderr a plan that cannot be read, with the reason."""
    place = f"{fault.file}:{fault.span.line}:{fault.span.column}"
    remark(session.texts("next.left_out", place=place, why=said(fault, session.texts).message))


def one_plan(
    file: str, work: Callable[[Loaded, Stood], Facts], as_of: dt.date, advised: Selection | None
) -> tuple[Facts | Diagnostic, bytes, int]:
    """What one file gives, or the first reason why it cannot be read; a digest of what was read; entries kept back."""
    try:
        raw = read_stdin() if file == STDIN else read_bytes(file)
    except Unreadable as error:
        return error.diagnostics[0], b"", 0
    loaded = load_bytes(raw, file)
    if loaded.plan is None:
        return loaded.diagnostics[0], b"", 0
    plan = loaded.plan
    kept = kept_back(loaded, plan, as_of, advised) if advised else Kept(upto(plan, as_of), 0)
    return work(loaded, kept.stood), digest(raw), kept.held


def remembered(session: Session, accounts: Sequence[str]) -> warm.Call | None:
    """This call, if its outcome may be kept: it looks at every plan, whose state is taken before they are read."""
    call, folder = warm.CURRENT, str(session.config.folder)
    if call is None or accounts or not os.path.isdir(folder):
        return None
    call.look([os.fsencode(folder)])
    return call


def keep(call: warm.Call | None, marks: dict[bytes, bytes] | None, answer: str) -> None:
    """Keep the answer for the next call; not when a plan could not be read, for that is told anew each time."""
    if call is not None and marks is not None:
        call.record(marks, (as_bytes(answer, sys.stdout.encoding), b"", 0), b"", {})


def places(loaded: Loaded, stood: Stood, paths: Iterable[Path]) -> str:
    """``file:line`` of the first path, ``:line`` of each further one; empty without paths."""
    lines = dict.fromkeys(locate(loaded.root, stood.path(path)).line for path in paths)
    return ", ".join(f":{line}" if at else f"{loaded.file}:{line}" for at, line in enumerate(lines))


def of_owner(session: Session, owners: Iterable[str | None], owner: str | None) -> None:
    """Raises UsageError when *owner* is asked for and keeps none of the plans."""
    known = sorted({one for one in owners if one})
    if owner is not None and owner not in known:
        raise UsageError("no_owner", given=owner, known=known)


def settings(config: Config, table: str, pairs: Sequence[tuple[str, int]], kind: type) -> Mapping[str, int]:
    """The numbers a team set in a table of kam.toml. Raises UsageError for one there is not."""
    known = [field.name for field in fields(kind)]
    for name, _ in pairs:
        if name not in known:
            near = "".join(get_close_matches(name, known, n=1))
            key = "config_term_near" if near else "config_term"
            raise UsageError(key, file=config.place(name), table=table, key=name, near=near, known=known)
    return dict(pairs)


def cadence(session: Session) -> Mapping[Tier, int]:
    """Days until a return by tier. Raises UsageError."""
    found = limits(session.config)
    return {Tier.A: found.return_days_a, Tier.B: found.return_days_b, Tier.C: found.return_days_c}
