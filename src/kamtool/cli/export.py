"""``kam export``: all facts of all plans as tables, for any tool that reads tables."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from kamtool.cli.account import expand
from kamtool.cli.errors import ExitCode, UsageError
from kamtool.cli.output import remark
from kamtool.cli.session import PLANS, Session, command
from kamtool.cli.tables import NAMES, TABLES, Staged, need_duckdb, stage
from kamtool.render.rows import csv_line
from kamtool.render.safe import safe
from kamtool.view.tables import about_column, about_table

FORMATS = ("parquet", "duckdb", "jsonl", "csv")
SUFFIXES = {".duckdb": "duckdb", ".ddb": "duckdb"}

Accounts = Annotated[list[str] | None, typer.Argument(help="accounts", metavar="ACCOUNT...")]
Force = Annotated[bool, typer.Option("--force", help="export_force")]


@command
def run(session: Session, accounts: Accounts = None, force: Force = False) -> ExitCode:
    """Write every table; nothing that exists is replaced unless told."""
    chosen, target = choose_format(session), where(session, force)
    if chosen in ("parquet", "duckdb"):
        need_duckdb()
    files = expand(session, accounts or [])
    try:
        with tempfile.TemporaryDirectory(prefix="kam-export-") as name:
            folder = Path(name)
            form = chosen if chosen in ("jsonl", "csv") else "exact"
            found = stage(session, files, folder, form, frozenset(NAMES))
            publish(session, found, chosen, folder, target)
    except OSError as error:
        raise UsageError("output_failed", file=str(target), reason=error.strerror or "") from None
    told = session.texts(
        "export.done", tables=len(TABLES), rows=f"{found.rows.total():,}", plans=found.plans, file=str(target)
    )
    remark(safe(told))
    return ExitCode.OK


def choose_format(session: Session) -> str:
    """The format asked for, or the output's. Raises UsageError for one there is not, and where nothing says."""
    by_suffix = SUFFIXES.get(Path(session.output).suffix.lower()) if session.output else None
    found = session.format or by_suffix
    if found is None:
        raise UsageError("export_format", formats=list(FORMATS))
    if found not in FORMATS:
        raise UsageError("format", given=found, formats=list(FORMATS))
    return found


def where(session: Session, force: bool) -> Path:
    """Where to write. Raises UsageError when nothing is said, and for what is there already or is a plan."""
    if not session.output:
        raise UsageError("export_output")
    target = Path(session.output)
    if target.suffix.lower() in PLANS:
        raise UsageError("output_plan", file=session.output)
    try:
        taken = any(target.iterdir()) if target.is_dir() else os.path.lexists(target)
    except OSError as error:
        raise UsageError("output_failed", file=session.output, reason=error.strerror or "") from None
    if taken and not force:
        raise UsageError("export_exists", file=session.output)
    return target


def publish(session: Session, found: Staged, chosen: str, folder: Path, target: Path) -> None:
    """Make the files beside the target and move them there when they are whole. Raises OSError."""
    beside = Path(tempfile.mkdtemp(prefix=".kam-", dir=target.resolve().parent))
    try:
        if chosen == "duckdb":
            from kamtool.store.build import database

            made = beside / "made.duckdb"
            database(made, TABLES, found.parts, folder, about(session))
            os.replace(made, target)
            return
        made = beside / "made"
        made.mkdir()
        if chosen == "parquet":
            from kamtool.store.build import parquet

            parquet(made, TABLES, found.parts, folder)
        else:
            for table in TABLES:
                head = csv_line([one.name for one in table.columns]) if chosen == "csv" else ""
                joined(made / f"{table.name}.{chosen}", head, found.parts.get(table.name, ()))
        if not target.exists():
            os.rename(made, target)
            return
        for file in sorted(made.iterdir()):
            os.replace(file, target / file.name)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def joined(file: Path, head: str, parts: Sequence[Path]) -> None:
    """One file of several, below a header."""
    with file.open("wb") as out:
        out.write(head.encode())
        for part in parts:
            with part.open("rb") as stream:
                shutil.copyfileobj(stream, out)


def about(session: Session) -> dict[str, str]:
    """What each table and column holds, for whoever opens the database."""
    texts = session.texts
    columns = {f"{one.name}.{each.name}": about_column(each, texts) for one in TABLES for each in one.columns}
    return {**{one.name: about_table(one, texts) for one in TABLES}, **columns}
