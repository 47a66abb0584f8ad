"""What runs the query: DuckDB in this process, or Spark."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol

from kamtool.ledger.text import TextFile


class Unreadable(Exception):
    """The engine stumbled over the file's rows; they must be made plain first."""


class EngineUnknown(Exception):
    """An engine there is not."""


class Engine(Protocol):
    """Where a ledger's lines are summed. Made views are named ``cells``; their columns c0, c1 and so on, all text."""

    def text(self, file: TextFile, width: int) -> None:
        """View the rows below the first line of a plain file."""

    def parquet(self, path: str) -> list[str]:
        """View a Parquet file; its columns' names."""

    def rows(self, sql: str) -> Iterator[tuple[Any, ...]]:
        """The rows of a query. Raises Unreadable."""

    def close(self) -> None:
        """Give back what it holds."""


def open_engine(name: str, folder: Path) -> Engine:
    """The engine of a name: ``duckdb``, ``spark``, or ``spark:MASTER``; it may spill into *folder*.

    Raises MissingExtra, NoJava, EngineUnknown.
    """
    kind, _, master = name.partition(":")
    if kind == "duckdb" and not master:
        from kamtool.ledger.duck import Duck

        return Duck(folder)
    if kind == "spark":
        from kamtool.ledger.spark import Spark

        return Spark(master or "local[*]")
    raise EngineUnknown(name)
