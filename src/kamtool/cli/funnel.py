"""``kam funnel``: how many organisations pass each step, and which step costs the most deals."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import PurePath
from typing import Annotated

import typer

from kamtool.analysis.funnel_report import report
from kamtool.analysis.period import read_period
from kamtool.analysis.territories import Row, plain, rows
from kamtool.cli.account import expand, load
from kamtool.cli.errors import ExitCode, UsageError
from kamtool.cli.output import complain
from kamtool.cli.session import Session, command
from kamtool.view.funnel import funnel_view

FORMATS = ("table", "plain", "md", "csv", "json", "svg")
LONGEST = 9

Accounts = Annotated[list[str] | None, typer.Argument(help="accounts", metavar="ACCOUNT...")]
All = Annotated[bool, typer.Option("--all", help="all")]
Period = Annotated[str | None, typer.Option("--period", help="period", metavar="PERIOD")]
Territory = Annotated[str | None, typer.Option("--territory", help="territory", metavar="TERRITORY")]
TargetWins = Annotated[str | None, typer.Option("--target-wins", help="target_wins", metavar="N")]
Explain = Annotated[bool, typer.Option("--explain", help="explain")]


@command
def run(
    session: Session,
    accounts: Accounts = None,
    all_: All = False,
    period: Period = None,
    territory: Territory = None,
    target_wins: TargetWins = None,
    explain: Explain = False,
) -> ExitCode:
    """Show the six counts, the bottleneck, and what more deals take; exit 2 only when no plan could be read."""
    if all_ and accounts:
        raise UsageError("all_or_some")
    wins = whole_number(target_wins)
    session.choose(FORMATS)
    files = expand(session, accounts or [])
    if not files:
        raise UsageError("no_plans", folder=str(session.config.folder))
    found, unreadable, name = read(session, files)
    chosen = choose(found, period, territory)
    result = report(chosen, session.as_of, wins, name, len(files) - len(unreadable), unreadable)
    session.show(funnel_view(result, session.texts, explain, wins is not None), result, "kam.funnel/1", FORMATS)
    return ExitCode.OK


def read(session: Session, files: Sequence[str]) -> tuple[list[Row], list[str], str | None]:
    """The funnels of the plans, the plans that cannot be read, and the account's name when there is only one.

    Raises UsageError when none can be read.
    """
    found: list[Row] = []
    unreadable: list[str] = []
    names: list[str] = []
    for file in files:
        loaded = load(file)
        if loaded.plan is None:
            complain(session, loaded)
            unreadable.append(PurePath(file).stem)
        else:
            names.append(loaded.plan.account.name)
            found += rows(loaded)
    if not names:
        raise UsageError("bad_plan" if len(files) == 1 else "bad_plans", file=files[0], count=len(files))
    return found, unreadable, names[0] if len(files) == 1 else None


def choose(found: Sequence[Row], period: str | None, territory: str | None) -> list[Row]:
    """The funnels of a period and territory. Raises UsageError when there are some, but not these."""
    chosen = list(found)
    if period is not None:
        at = read_period(period) or plain(period)
        chosen = [row for row in chosen if row.months == at]
        if found and not chosen:
            raise UsageError("no_period", given=period, known=listed(row.period for row in found))
    if territory is not None:
        there = chosen
        chosen = [row for row in there if row.place == plain(territory)]
        if there and not chosen:
            raise UsageError("no_territory", given=territory, known=listed(row.territory or "–" for row in there))
    return chosen


def listed(words: Iterable[str]) -> list[str]:
    """Each word once, at most a dozen."""
    return list(dict.fromkeys(words))[:12]


def whole_number(text: str | None) -> int | None:
    """The wins wanted. Raises UsageError for anything but a whole number from 1 on."""
    if text is None:
        return None
    if not (text.isascii() and text.isdigit()) or len(text) > LONGEST or int(text) < 1:
        raise UsageError("number", name="--target-wins", given=text)
    return int(text)
