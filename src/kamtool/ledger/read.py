"""From a file to a ledger: CSV and other separated text, XLSX, Parquet, on DuckDB or Spark.

The cells are looked at first, from all over the file, to decide how they are written; then one query sums the plain
lines and hands out the others, which are read one by one. A file an engine stumbles over is made plain and read again.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from kamtool.ledger.columns import Column, columns, header_at
from kamtool.ledger.engine import Engine, Unreadable, open_engine
from kamtool.ledger.fields import BadLedger
from kamtool.ledger.result import Fault, Ledger
from kamtool.ledger.shape import Shape, shape_of
from kamtool.ledger.sheet import sheet_rows
from kamtool.ledger.sql import SEPARATOR, query
from kamtool.ledger.sums import Sums
from kamtool.ledger.text import HEAD, Row, TextFile, head_of, make_plain, one_line, open_text, rows_of, spots

TEXTS = (".csv", ".txt", ".tsv")
SHEETS = (".xlsx", ".xlsm")
PARQUETS = (".parquet", ".pq")
FAULTS_SHOWN = 5
Period = tuple[dt.date, dt.date]


@dataclass(frozen=True, slots=True)
class Opened:
    """A ledger whose columns are known: the headings' line (whether it is one), the width, rows to decide from."""

    columns: tuple[Column, ...]
    line: int
    one_line: bool
    width: int
    sample: list[list[str]]


def read_ledger(path: str, told: Mapping[str, str], engine: str = "duckdb", period: Period | None = None) -> Ledger:
    """The sums of a ledger for each customer.

    *told* holds headings by field, and ``sheet``, ``encoding``, ``decimal`` and ``dates`` (see docs/ledger.md); what is
    not told is found out, or refused where two readings are possible. *period* is first and last day.

    Raises BadLedger, MissingExtra, NoJava, EngineUnknown, OSError.
    """
    kind = Path(path).suffix.lower()
    if kind not in (*TEXTS, *SHEETS, *PARQUETS):
        raise BadLedger("old_workbook" if kind == ".xls" else "kind", path)
    if "://" not in path:
        with open(path, "rb"):
            pass
    with TemporaryDirectory(prefix="kam-ledger-") as name, closing(open_engine(engine, Path(name))) as run:
        if kind in PARQUETS:
            return from_parquet(path, told, run, engine, period)
        return from_rows(path, told, run, engine, period, Path(name))


def from_parquet(path: str, told: Mapping[str, str], run: Engine, engine: str, period: Period | None) -> Ledger:
    """A ledger in Parquet, which only the engine opens."""
    try:
        header = run.parquet(path)
        found = columns(header, told, path, 0)
        names = ", ".join(f"c{at}" for at in range(len(header)))
        sample = [[cell or "" for cell in row] for row in run.rows(f"SELECT {names} FROM cells LIMIT {HEAD}")]
        shape = shape_of(found, sample, told, path)
        return summed(path, shape, run, engine, period, iter(()))
    except Unreadable:
        raise BadLedger("no_parquet", path) from None


def from_rows(
    path: str, told: Mapping[str, str], run: Engine, engine: str, period: Period | None, folder: Path
) -> Ledger:
    """A ledger in separated text or in a workbook."""
    target = folder / "plain.csv"
    if Path(path).suffix.lower() in SHEETS:

        def sheet() -> Iterator[Row]:
            return sheet_rows(Path(path), told.get("sheet"))

        opened = opened_rows(list(islice(sheet(), HEAD)), told, path)
        return in_view(path, told, run, engine, period, opened, plain(sheet(), opened, target, path), sheet())
    file = open_text(Path(path), told.get("encoding"))
    opened = opened_rows(head_of(file), told, path)
    # An engine skips one line for the headings, and reads UTF-8.
    if file.is_plain and opened.line == 1 and opened.one_line:
        try:
            return in_view(path, told, run, engine, period, opened, file, rows_of(file))
        except Unreadable:
            pass  # short lines or the like
    whole = plain(rows_of(file), opened, target, path)
    return in_view(path, told, run, engine, period, opened, whole, rows_of(file))


def in_view(
    path: str,
    told: Mapping[str, str],
    run: Engine,
    engine: str,
    period: Period | None,
    opened: Opened,
    file: TextFile,
    rows: Iterator[Row],
) -> Ledger:
    """The ledger in a file that the engine can read; *rows* are those of the original. Raises BadLedger, Unreadable."""
    # What the head does not show may show elsewhere.
    shape = shape_of(opened.columns, opened.sample + spots(file, opened.width), told, path)
    run.text(file, opened.width)
    return summed(path, shape, run, engine, period, rows)


def opened_rows(head: Sequence[Row], told: Mapping[str, str], path: str) -> Opened:
    """Find the headings among the first rows. Raises BadLedger."""
    at = header_at([row for _, row in head], told)
    if at is None:
        raise BadLedger("no_header", path, head[0][0] if head else 0)
    line, header = head[at]
    one_line = not any("\n" in cell or "\r" in cell for cell in header)
    sample = [row for _, row in head[at + 1 :]]
    return Opened(columns(header, told, path, line), line, one_line, len(header), sample)


def plain(rows: Iterator[Row], opened: Opened, target: Path, path: str) -> TextFile:
    """The rows from the headings on, as an engine reads them. Raises BadLedger."""
    return make_plain((row for row in rows if row[0] >= opened.line), opened.width, target, path)


def summed(path: str, shape: Shape, run: Engine, engine: str, period: Period | None, rows: Iterator[Row]) -> Ledger:
    """Run the query and put the answer together; *rows* are the file's own, to say where a bad line stands."""
    sums = Sums(shape, period if any(one.field == "date" for one in shape.columns) else None)
    sums.add(run.rows(query(shape, sums.period)))
    sums.settle()
    if len(sums.currencies) > 1:
        raise BadLedger("currencies", path, counts=[f"{name} ({count})" for name, count in sums.currencies.items()])
    found = sums.sold()
    days = [day for one in found for day in (one.first, one.last) if day]
    return Ledger(
        file=path,
        engine=engine,
        columns=shape.columns,
        currency=next(iter(sums.currencies), None),
        customers=tuple(one for one in found if one.name is not None),
        nobody=next((one for one in found if one.name is None), None),
        lines=sum(one.lines for one in found),
        credits=sum(one.credits for one in found),
        totals=sums.totals,
        remarks=sums.remarks,
        outside=sums.outside,
        bad=sums.bad_lines,
        faults=located(sums, shape, rows),
        first=min(days, default=None),
        last=max(days, default=None),
    )


def located(sums: Sums, shape: Shape, rows: Iterator[Row]) -> tuple[Fault, ...]:
    """The first bad lines with where they stand; the file is read again only when there are some."""
    wanted = sums.bad
    found: list[Fault] = []
    at = [0, *(one.at for one in shape.columns if one.at)]
    for number, row in rows if wanted else ():
        cells = [row[one] if one < len(row) else "" for one in at]
        text = next(
            (text for text in (SEPARATOR.join(cells), SEPARATOR.join(map(one_line, cells))) if text in wanted), None
        )
        if text is not None:
            line = wanted[text]
            found.append(Fault(number, str(line.field), line.fault, line.text))
            if len(found) == FAULTS_SHOWN:
                break
    # A file whose lines have no number.
    rest = [Fault(0, str(one.field), one.fault, one.text) for one in wanted.values()]
    return tuple(found or rest[:FAULTS_SHOWN])
