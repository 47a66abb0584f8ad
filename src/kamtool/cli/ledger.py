"""A ledger for a command: which file, how it is read, and every way that can fail, in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from kamtool.analysis.period import Months, read_period
from kamtool.cli.errors import UsageError
from kamtool.cli.output import remark
from kamtool.cli.session import Session
from kamtool.config import LEDGER
from kamtool.render.safe import safe

if TYPE_CHECKING:
    from kamtool.ledger.result import Fault, Ledger

LedgerOption = Annotated[str | None, typer.Option("--ledger", help="ledger", metavar="FILE")]
SetOption = Annotated[list[str] | None, typer.Option("--set", help="ledger_set", metavar="KEY=VALUE")]
EngineOption = Annotated[str, typer.Option("--engine", help="engine", metavar="duckdb|spark[:MASTER]")]
SkipOption = Annotated[bool, typer.Option("--skip-bad", help="skip_bad")]
PeriodOption = Annotated[str | None, typer.Option("--period", help="ledger_period", metavar="PERIOD")]


def open_ledger(
    session: Session, path: str, sets: Sequence[str], engine: str, months: Months | None, skip_bad: bool
) -> Ledger:
    """The ledger in a file. What was guessed of it is told on stderr. Raises UsageError."""
    from kamtool.ledger.engine import EngineUnknown
    from kamtool.ledger.fields import BadLedger, MissingExtra
    from kamtool.ledger.read import read_ledger
    from kamtool.ledger.spark import NoJava

    told = settings(session, sets)
    try:
        found = read_ledger(path, told, engine, days(months) if months else None)
    except BadLedger as error:
        place = f"{path}:{error.line}" if error.line else path
        raise UsageError(f"ledger_{error.key}", place=place, **error.values) from None
    except MissingExtra as error:
        raise UsageError("extra_missing", extra=error.extra) from None
    except NoJava:
        raise UsageError("no_java") from None
    except EngineUnknown:
        raise UsageError("engine", given=engine) from None
    except FileNotFoundError:
        raise UsageError("no_path", given=path) from None
    except OSError as error:
        raise UsageError("ledger_unreadable", place=path, reason=error.strerror or "") from None
    tell_guesses(session, found)
    if found.bad:
        for fault in found.faults:
            remark(bad_line(session, found.file, fault))
        if not skip_bad:
            raise UsageError("ledger_bad_lines", place=path, count=found.bad)
    return found


def settings(session: Session, sets: Sequence[str]) -> Mapping[str, str]:
    """How the ledger is written: ``[ledger]`` of the configuration, then what ``--set`` says. Raises UsageError."""
    told = {key: value for key, value in session.config.ledger if key != "path"}
    for one in sets:
        key, equals, value = one.partition("=")
        name = key.strip().replace("-", "_")
        if not equals or name not in LEDGER or name == "path":
            raise UsageError("ledger_set", given=one, known=[key for key in LEDGER if key != "path"])
        told[name] = value.strip()
    for key, values in (("decimal", (".", ",")), ("dates", ("ymd", "dmy", "mdy"))):
        if key in told and told[key] not in values:
            raise UsageError("ledger_value", key=key, given=told[key], known=list(values))
    return told


def tell_guesses(session: Session, found: Ledger) -> None:
    """Say on stderr which columns were taken by their headings alone, and which unit a heading named."""
    guessed = [f"{one.field.value} = {toml(one.head)}" for one in found.columns if one.guessed]
    if guessed:
        remark(safe(session.texts("errors.ledger_guessed", file=found.file, columns=", ".join(guessed))))
    for one in found.columns:
        if one.factor != 1:
            remark(safe(session.texts("errors.ledger_unit", head=one.head, factor=f"{one.factor:,}")))


def toml(text: str) -> str:
    """A text as kam.toml has it."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def bad_line(session: Session, file: str, fault: Fault) -> str:
    """A line that could not be read: where it is and why."""
    place = f"{file}:{fault.line}" if fault.line else file
    why = session.texts(f"errors.ledger_fault_{fault.kind}", text=fault.text[:60])
    return safe(f"{place}: {fault.field}: {why}")


def months_of(given: str | None) -> Months | None:
    """The period asked for. Raises UsageError."""
    if given is None:
        return None
    found = read_period(given)
    if found is None:
        raise UsageError("period", given=given)
    return found


def days(months: Months) -> tuple[dt.date, dt.date]:
    """The first and the last day of some months."""
    after = months.last + 1
    first = dt.date(months.first // 12, months.first % 12 + 1, 1)
    return first, dt.date(after // 12, after % 12 + 1, 1) - dt.timedelta(days=1)


def span(found: Ledger) -> str:
    """From when to when its lines are; empty without days."""
    return f"{found.first} – {found.last}" if found.first and found.last else ""
