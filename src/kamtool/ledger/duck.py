"""DuckDB: in this process, on all cores, in bounded memory."""

from __future__ import annotations

import atexit
import gc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kamtool.ledger.engine import Unreadable
from kamtool.ledger.fields import MissingExtra
from kamtool.ledger.text import TextFile

# Beyond this it spills to disk. Sums for each customer take far less.
MEMORY = "2GB"
BATCH = 10_000


def quoted(text: str, sign: str = "'") -> str:
    """A literal, or with ``"`` a name."""
    return sign + text.replace(sign, sign + sign) + sign


class Duck:
    """An engine (see ``kamtool.ledger.engine``)."""

    def __init__(self, folder: Path) -> None:
        try:
            import duckdb
        except ImportError:
            raise MissingExtra("ledger") from None
        self.faults = (duckdb.InvalidInputException, duckdb.ConversionException)
        settings = {
            "memory_limit": MEMORY,
            "temp_directory": str(folder),
            "preserve_insertion_order": "false",
            # Nothing is fetched from anywhere.
            "autoinstall_known_extensions": "false",
        }
        self.connection = duckdb.connect(":memory:", config=dict[str, Any](settings))
        # What the process froze for a quick exit must be looked at again, or DuckDB reports its own objects as leaked.
        atexit.register(gc.unfreeze)
        self.connection.execute("SET enable_progress_bar = false")
        self.connection.execute("CREATE MACRO regexp_like(text, pattern) AS regexp_matches(text, pattern)")

    def text(self, file: TextFile, width: int) -> None:
        """View the rows below the first line of a plain file."""
        columns = ", ".join(f"'c{at}': 'VARCHAR'" for at in range(width))
        self.connection.execute(
            f"CREATE OR REPLACE VIEW cells AS SELECT * FROM read_csv({quoted(str(file.path))},"
            f" delim = {quoted(file.delimiter)}, quote = '\"', escape = '\"', header = false, skip = 1,"
            f" auto_detect = false, columns = {{{columns}}})"
        )

    def parquet(self, path: str) -> list[str]:
        """View a Parquet file; its columns' names. Raises Unreadable."""
        import duckdb

        source = f"read_parquet({quoted(path)})"
        try:
            described = self.connection.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()
        except duckdb.Error:
            raise Unreadable(path) from None
        names = [str(row[0]) for row in described]
        casts = []
        for at, (name, row) in enumerate(zip(names, described, strict=True)):
            column = quoted(name, '"')
            if row[1] in ("DOUBLE", "FLOAT"):
                column = f"TRY_CAST({column} AS DECIMAL(28, 8))"
            casts.append(f"CAST({column} AS VARCHAR) AS c{at}")
        self.connection.execute(f"CREATE OR REPLACE VIEW cells AS SELECT {', '.join(casts)} FROM {source}")
        return names

    def rows(self, sql: str) -> Iterator[tuple[Any, ...]]:
        """The rows of a query. Raises Unreadable."""
        try:
            found = self.connection.execute(sql)
            while batch := found.fetchmany(BATCH):
                yield from batch
        except self.faults as error:
            raise Unreadable(str(error)) from None

    def close(self) -> None:
        """Give back memory and files."""
        self.connection.close()
