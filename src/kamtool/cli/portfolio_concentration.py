"""``kam portfolio concentration``: how few customers bring how much, and who takes away from it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer

from kamtool.analysis.concentration import Concentration, Customer, Intake, Measure, concentration
from kamtool.analysis.customers import Card, join
from kamtool.analysis.economics import Earner, earner, year_of
from kamtool.analysis.period import Months, month
from kamtool.cli.account import expand, load
from kamtool.cli.errors import ExitCode, UsageError
from kamtool.cli.gather import tell_left_out
from kamtool.cli.ledger import (
    EngineOption,
    LedgerOption,
    PeriodOption,
    SetOption,
    SkipOption,
    months_of,
    open_ledger,
    span,
)
from kamtool.cli.many import over
from kamtool.cli.session import Session, command
from kamtool.diagnostic import Diagnostic
from kamtool.ledger.result import Ledger, Sold
from kamtool.view.concentration import concentration_csv, concentration_picture, concentration_view

FORMATS = ("table", "plain", "md", "csv", "json", "svg")
PARALLEL_FROM = 200

Accounts = Annotated[list[str] | None, typer.Argument(help="accounts", metavar="ACCOUNT...")]
By = Annotated[str | None, typer.Option("--by", help="concentration_by", metavar="MEASURE")]
Top = Annotated[int, typer.Option("--top", help="concentration_top", metavar="N")]
Plans = Annotated[bool, typer.Option("--plans", help="concentration_plans")]


@command
def run(
    session: Session,
    accounts: Accounts = None,
    ledger: LedgerOption = None,
    set_: SetOption = None,
    plans: Plans = False,
    by: By = None,
    period: PeriodOption = None,
    top: Top = 10,
    engine: EngineOption = "duckdb",
    skip_bad: SkipOption = False,
) -> ExitCode:
    """Show the curve from the plans' figures, or from a ledger joined to the plans."""
    if by is not None and by not in list(Measure):
        raise UsageError("measure", given=by, known=[one.value for one in Measure])
    if top < 1:
        raise UsageError("top", given=top)
    measure, months = Measure(by) if by else None, months_of(period)
    chosen = session.choose(FORMATS)
    path = ledger or (None if plans else ledger_path(session))
    if path is not None and accounts:
        raise UsageError("accounts_with_ledger")
    if path is not None:
        found = open_ledger(session, path, set_ or [], engine, months, skip_bad)
        every = earners(session, expand(session, ())) if session.config.folder.is_dir() else []
        running = months is not None and months.last >= month(session.as_of)
        result = of_ledger(found, every, measure, period, running)
    else:
        result = of_plans(session, earners(session, expand(session, accounts or ())), measure, months)
    if chosen == "csv":
        blocks = concentration_csv(result, session.texts)
    elif chosen == "svg":
        blocks = concentration_picture(result, session.texts)
    else:
        blocks = concentration_view(result, session.texts, top)
    session.show(blocks, result, "kam.concentration/1", FORMATS)
    return ExitCode.OK


def ledger_path(session: Session) -> str | None:
    """The ledger that the configuration names, from the working folder; an address stays as it is."""
    path = dict(session.config.ledger).get("path")
    return path if path is None or "://" in path else str(session.config.beside(path))


def earners(session: Session, files: Sequence[str]) -> list[Earner]:
    """What the plans say of their customers; a plan that cannot be read is named on stderr."""
    answers = over(files, one_plan, PARALLEL_FROM)
    for one in answers:
        if isinstance(one, Diagnostic):
            tell_left_out(session, one)
    found = [one for one in answers if isinstance(one, Earner)]
    if files and not found:
        raise UsageError("bad_plan" if len(files) == 1 else "bad_plans", file=files[0], count=len(files))
    return found


def one_plan(file: str) -> Earner | Diagnostic:
    """What one file says, or the first reason why it cannot be read."""
    loaded = load(file)
    return loaded.diagnostics[0] if loaded.plan is None else earner(loaded.plan, loaded.id)


def of_plans(session: Session, every: Sequence[Earner], by: Measure | None, months: Months | None) -> Concentration:
    """The concentration of the plans' own figures, which are by year.

    Raises UsageError for a part of a year, and for a year that has not begun.
    """
    if months is not None and (months.length != 12 or months.first % 12):
        raise UsageError("period_year")
    year = months.first // 12 if months else None
    if year is not None and year > session.as_of.year:
        raise UsageError("period_ahead", given=year, day=session.as_of)
    found = year_of(every, session.as_of, year)
    if found is None:
        return concentration((), str(year or ""), None, by, running=year == session.as_of.year)
    return concentration(
        found.customers,
        str(found.year),
        found.currency,
        by,
        found.left_out,
        foreign=found.foreign,
        taken=found.taken,
        running=found.running,
    )


def of_ledger(
    found: Ledger, every: Sequence[Earner], by: Measure | None, period: str | None, running: bool
) -> Concentration:
    """The concentration of a ledger, its customers joined to plans."""
    largest = sorted(found.customers, key=lambda one: (-(one.revenue or 0), one.name or ""))
    joined = join([one.name for one in largest if one.name], [one.card for one in every])
    customers = [sold(one, joined.cards.get(one.name or "")) for one in largest]
    nobody = found.nobody
    intake = Intake(
        file=found.file,
        lines=found.lines,
        credits=found.credits,
        nobody_lines=nobody.lines if nobody else 0,
        nobody_revenue=nobody.revenue if nobody else None,
        totals=found.totals,
        remarks=found.remarks,
        outside=found.outside,
        bad=found.bad,
    )
    missing = [one.name for one in joined.missing]
    return concentration(
        customers, period or span(found), found.currency, by, missing, joined.alike, intake, running=running
    )


def sold(one: Sold, card: Card | None) -> Customer:
    """A customer of a ledger, with what its plan adds."""
    figures = (one.name or "", one.revenue, one.gross_profit, one.cost_to_serve)
    return Customer(*figures, card.id, card.tier, card.recovery) if card else Customer(*figures)
