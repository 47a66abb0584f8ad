"""``kam plan list``: every plan with its freshness and its findings."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from functools import partial
from typing import Annotated

import typer

from kamtool.analysis.overview import Counts, Fault, Order, Overview, overview, plan_list
from kamtool.analysis.upto import upto
from kamtool.check import PARALLEL_FROM, Selection, check_loaded
from kamtool.cli.account import expand, load
from kamtool.cli.errors import ExitCode, UsageError
from kamtool.cli.many import over
from kamtool.cli.selecting import choose
from kamtool.cli.session import Session, command
from kamtool.diagnostic import Diagnostic, Severity
from kamtool.load import Loaded
from kamtool.view.plan_list import plan_list_csv, plan_list_view

FORMATS = ("table", "plain", "md", "csv", "json")

Accounts = Annotated[list[str] | None, typer.Argument(help="accounts", metavar="ACCOUNT...")]
Sort = Annotated[str, typer.Option("--sort", help="sort", metavar="ORDER")]
# A file's row, and the first reason why it has no more to say.
Row = tuple[Overview, Diagnostic | None]


@command
def run(session: Session, accounts: Accounts = None, sort: Sort = Order.FINDINGS) -> ExitCode:
    """List plans, what needs attention most first; a file that is no valid plan is a row that says so."""
    if sort not in list(Order):
        raise UsageError("sort", given=sort, orders=[one.value for one in Order])
    chosen = session.choose(FORMATS)
    rows = read_rows(expand(session, accounts or []), session.as_of, choose(session, None, None))
    reasons = {row.file: why for row, why in rows if why is not None}
    found = plan_list([row for row, _ in rows], Order(sort), session.as_of)
    view = plan_list_csv if chosen == "csv" else plan_list_view
    session.show(view(found, reasons, session.texts), found, "kam.plans/1", FORMATS)
    return ExitCode.OK


def read_rows(files: Sequence[str], as_of: dt.date, chosen: Selection) -> list[Row]:
    """The rows of all files, on as many processes as there are processors when there are many; in the order given."""
    return over(files, partial(read_row, as_of=as_of, chosen=chosen), PARALLEL_FROM)


def read_row(file: str, as_of: dt.date, chosen: Selection) -> Row:
    """The row of one file."""
    return row(load(file), as_of, chosen)


def row(loaded: Loaded, as_of: dt.date, chosen: Selection) -> Row:
    """One file's row."""
    found = check_loaded(loaded, as_of, chosen).diagnostics
    if loaded.plan is not None:
        return overview(upto(loaded.plan, as_of).plan, loaded.id, loaded.file, as_of, count(found)), None
    first = loaded.diagnostics[0]
    fault = Fault(first.code, first.span.line, first.span.column)
    return Overview(loaded.id, loaded.file, count(found), fault), first


def count(found: Sequence[Diagnostic]) -> Counts:
    """How many findings of each severity."""
    number = Counter(one.severity for one in found)
    return Counts(number[Severity.ERROR], number[Severity.WARNING], number[Severity.HINT])
