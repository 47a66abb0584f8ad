"""From lines of JSON to a DuckDB file or to Parquet, table by table, in bounded memory."""

from __future__ import annotations

import atexit
import gc
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from kamtool.ledger.duck import quoted
from kamtool.ledger.fields import MissingExtra
from kamtool.model.tables import Column, Table

MEMORY = "1GB"
# Fifteen digits times 亿, and six places of per cent: whatever a plan can say has room.
TYPES = {
    "text": "VARCHAR",
    "date": "DATE",
    "number": "DECIMAL(32, 8)",
    "whole": "INTEGER",
    "count": "DECIMAL(24, 0)",
    "texts": "VARCHAR[]",
    "dates": "DATE[]",
}
CLOSED = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "python_enable_replacements": "false",
}


def connect(file: Path | None, folder: Path) -> Any:
    """A connection to a database file, or to none; it may spill into *folder*. Raises MissingExtra."""
    try:
        import duckdb
    except ImportError:
        raise MissingExtra("ledger") from None
    settings = {**CLOSED, "memory_limit": MEMORY, "temp_directory": str(folder / "spill")}
    connection = duckdb.connect(str(file or ":memory:"), config=dict[str, Any](settings))
    # What the process froze for a quick exit must be looked at again, or DuckDB reports its own objects as leaked.
    atexit.register(gc.unfreeze)
    connection.execute("SET enable_progress_bar = false")
    return connection


def named(text: str) -> str:
    """A name in SQL."""
    return quoted(text, '"')


def lines(table: Table, parts: Sequence[Path]) -> str:
    """SQL for the rows of a table that lie in files of JSON lines; an empty table when there are none."""
    typed = types(table.columns)
    if not parts:
        columns = ", ".join(f"CAST(NULL AS {kind}) AS {named(name)}" for name, kind in typed.items())
        return f"SELECT {columns} WHERE false"
    files = ", ".join(quoted(str(one)) for one in parts)
    columns = ", ".join(f"{quoted(name)}: {quoted(kind)}" for name, kind in typed.items())
    # The longest plan makes a shorter line than this.
    return (
        f"SELECT * FROM read_json([{files}], format = 'newline_delimited', columns = {{{columns}}},"
        " maximum_object_size = 67108864)"
    )


def database(
    file: Path, tables: Sequence[Table], parts: Mapping[str, Sequence[Path]], folder: Path, about: Mapping[str, str]
) -> None:
    """Write a database with every table; *about* describes ``table`` and ``table.column``. Raises MissingExtra."""
    connection = connect(file, folder)
    try:
        for table in tables:
            name = named(table.name)
            connection.execute(f"CREATE TABLE {name} AS {lines(table, parts.get(table.name, ()))}")
            if table.name in about:
                connection.execute(f"COMMENT ON TABLE {name} IS {quoted(about[table.name])}")
            for one in table.columns:
                described = about.get(f"{table.name}.{one.name}")
                if described is not None:
                    connection.execute(f"COMMENT ON COLUMN {name}.{named(one.name)} IS {quoted(described)}")
    finally:
        connection.close()


def parquet(target: Path, tables: Sequence[Table], parts: Mapping[str, Sequence[Path]], folder: Path) -> None:
    """Write each table to its own file in *target*. Raises MissingExtra."""
    connection = connect(None, folder)
    try:
        for table in tables:
            file = quoted(str(target / f"{table.name}.parquet"))
            connection.execute(f"COPY ({lines(table, parts.get(table.name, ()))}) TO {file} (FORMAT parquet)")
    finally:
        connection.close()


def types(columns: Sequence[Column]) -> dict[str, str]:
    """The SQL type of each column."""
    return {one.name: TYPES[one.type] for one in columns}
