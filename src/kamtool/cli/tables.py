"""All facts of many plans as lines of text, table by table, in a folder: worked on in parts, none held in memory."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import TextIO

from kamtool.analysis.results import FINDINGS, RESULTS, result_rows
from kamtool.analysis.tables import Row, plan_rows
from kamtool.analysis.upto import upto
from kamtool.check import Selection, check_loaded
from kamtool.cli.account import STDIN, load
from kamtool.cli.errors import UsageError
from kamtool.cli.gather import tell_left_out
from kamtool.cli.many import some, spread
from kamtool.cli.selecting import choose
from kamtool.cli.session import Session
from kamtool.diagnostic import Diagnostic, family
from kamtool.load import Loaded
from kamtool.load.address import dotted
from kamtool.model.tables import Table, tables
from kamtool.render.rows import csv_line, exact_line, json_line
from kamtool.texts.lookup import Texts
from kamtool.view.said import said

TABLES: tuple[Table, ...] = (*tables(), RESULTS, FINDINGS)
NAMES = {one.name: one for one in TABLES}
# Few enough that every processor has work, many enough that the files of a part are worth opening.
PART = 250


@dataclass(frozen=True, slots=True)
class Order:
    """What to write: where, in which form (``exact``, ``jsonl``, ``csv``), which tables, as of when."""

    folder: Path
    form: str
    wanted: frozenset[str]
    as_of: dt.date
    chosen: Selection
    texts: Texts


@dataclass(frozen=True, slots=True)
class Staged:
    """What was written: for each table its files in order and its rows; how many plans were read and could not be."""

    parts: Mapping[str, Sequence[Path]]
    rows: Counter[str]
    plans: int
    left_out: int


def stage(session: Session, files: Sequence[str], folder: Path, form: str, wanted: frozenset[str]) -> Staged:
    """Write the rows of all files into *folder*; a file that is no valid plan is named on stderr and gives findings."""
    order = Order(folder, form, wanted, session.as_of, choose(session, None, None), session.texts)
    size = max(1, len(files)) if STDIN in files else PART
    parts = [(nr, files[at : at + size]) for nr, at in enumerate(range(0, len(files), size))]
    rows: Counter[str] = Counter()
    written: dict[str, list[Path]] = {}
    left_out = 0
    for (nr, _), (counted, faults) in zip(parts, spread(parts, partial(stage_part, order)), strict=True):
        for name in counted:
            written.setdefault(name, []).append(part_file(folder, name, nr))
        rows.update(counted)
        left_out += len(faults)
        for one in faults:
            tell_left_out(session, one)
    return Staged(written, rows, len(files) - left_out, left_out)


def part_file(folder: Path, table: str, nr: int) -> Path:
    """Where the rows of one part go."""
    return folder / f"{table}.{nr:05}"


def stage_part(order: Order, part: tuple[int, Sequence[str]]) -> tuple[Counter[str], list[Diagnostic]]:
    """Write the rows of some files; how many there are of each table, and why files could not be read."""
    nr, files = part
    counted: Counter[str] = Counter()
    with ExitStack() as stack:
        streams: dict[str, TextIO] = {}

        def one_file(file: str) -> Diagnostic | None:
            loaded = load(file)
            for name, row in file_rows(loaded, order):
                if name not in streams:
                    path = part_file(order.folder, name, nr)
                    streams[name] = stack.enter_context(path.open("w", encoding="utf-8", newline=""))
                streams[name].write(line(name, row, order.form))
                counted[name] += 1
            return loaded.diagnostics[0] if loaded.plan is None else None

        faults = [one for one in some(files, one_file) if one is not None]
    return counted, faults


def file_rows(loaded: Loaded, order: Order) -> Iterator[tuple[str, Row]]:
    """The wanted rows of one file, with their tables."""
    if loaded.plan is not None:
        stood = upto(loaded.plan, order.as_of)
        for name, row in plan_rows(loaded, stood):
            if name in order.wanted:
                yield name, row
        if RESULTS.name in order.wanted:
            for row in result_rows(stood.plan, loaded.id, loaded.file, order.as_of):
                yield RESULTS.name, row
    if FINDINGS.name in order.wanted:
        for one in check_loaded(loaded, order.as_of, order.chosen).diagnostics:
            yield FINDINGS.name, finding(one, loaded.id, order.texts)


def finding(one: Diagnostic, account: str, texts: Texts) -> Row:
    """One finding, in words."""
    return {
        "account": account,
        "code": one.code,
        "family": family(one.code),
        "severity": one.severity.word,
        "confidence": one.confidence,
        "message": said(one, texts).message,
        "path": dotted(one.path),
        "file": one.file,
        "line": one.span.line,
        "column_": one.span.column,
    }


def line(table: str, row: Row, form: str) -> str:
    """One row as text."""
    if form == "csv":
        return csv_line([row.get(one.name) for one in NAMES[table].columns])
    return json_line(row) if form == "jsonl" else exact_line(row)


def need_duckdb() -> None:
    """Say what is missing before any work is done. Raises UsageError."""
    if find_spec("duckdb") is None:
        raise UsageError("extra_missing", extra="ledger")
