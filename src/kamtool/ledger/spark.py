"""Spark: for those who have a cluster, or on this machine. The file must be readable where Spark runs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kamtool.ledger.engine import Unreadable
from kamtool.ledger.fields import MissingExtra
from kamtool.ledger.text import TextFile


class NoJava(Exception):
    """Spark could not be started: mostly because there is no Java 17 or later."""


class Spark:
    """An engine (see ``kamtool.ledger.engine``)."""

    def __init__(self, master: str) -> None:
        try:
            from py4j.protocol import Py4JJavaError
            from pyspark.errors import PySparkException
            from pyspark.sql import SparkSession
        except ImportError:
            raise MissingExtra("spark") from None
        self.was_there = SparkSession.getActiveSession() is not None
        try:
            self.session = (
                SparkSession.builder.master(master)
                .appName("kamtool")
                .config("spark.ui.enabled", "false")
                .config("spark.ui.showConsoleProgress", "false")
                .getOrCreate()
            )
        except (PySparkException, OSError) as error:
            raise NoJava(str(error)) from None
        self.session.sparkContext.setLogLevel("OFF")
        # What fails on the way to a row is not put into Python's own exceptions.
        self.faults = (PySparkException, Py4JJavaError)

    def text(self, file: TextFile, width: int) -> None:
        """View the rows below the first line of a plain file. Raises Unreadable."""
        if has_open_lines(file):
            raise Unreadable(str(file.path))
        schema = ", ".join(f"c{at} STRING" for at in range(width))
        options = {"sep": file.delimiter, "escape": '"', "mode": "FAILFAST", "header": "true", "enforceSchema": "true"}
        read = self.session.read.schema(schema).options(maxCharsPerColumn="-1", **options)
        read.csv(str(file.path)).createOrReplaceTempView("cells")

    def parquet(self, path: str) -> list[str]:
        """View a Parquet file; its columns' names. Raises Unreadable."""
        try:
            frame = self.session.read.parquet(path)
        except self.faults:
            raise Unreadable(path) from None
        casts = []
        for at, (name, kind) in enumerate(frame.dtypes):
            column = "`" + name.replace("`", "``") + "`"
            if kind in ("double", "float"):
                column = f"TRY_CAST({column} AS DECIMAL(28, 8))"
            casts.append(f"CAST({column} AS STRING) AS c{at}")
        frame.selectExpr(*casts).createOrReplaceTempView("cells")
        return list(frame.columns)

    def rows(self, sql: str) -> Iterator[tuple[Any, ...]]:
        """The rows of a query. Raises Unreadable."""
        try:
            for row in self.session.sql(sql).toLocalIterator():
                yield tuple(row)
        except self.faults as error:
            raise Unreadable(str(error)) from None

    def close(self) -> None:
        """Stop the session if it was started here."""
        if not self.was_there:
            self.session.stop()


def has_open_lines(file: TextFile) -> bool:
    """Whether a quote is open at the end of some line: Spark, which parts a file at its lines, would read it wrong."""
    with file.path.open("rb") as stream:
        return any(line.count(b'"') % 2 for line in stream)
