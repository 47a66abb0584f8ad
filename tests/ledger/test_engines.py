"""DuckDB and Spark say the same, line by line of dirt and on two hundred thousand lines."""

from __future__ import annotations

import datetime as dt
import os
import random
import shutil
import warnings
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from kamtool.ledger.amounts import amount
from kamtool.ledger.columns import Column
from kamtool.ledger.dates import day
from kamtool.ledger.fields import Field
from kamtool.ledger.read import read_ledger
from kamtool.ledger.result import Ledger
from kamtool.ledger.shape import Shape
from kamtool.ledger.sql import amount_sql, day_sql
from tests.ledger.cases import BAD, READ, Bad, Read

SPARK = "spark:local[2]"
LINES = 200_000


def plain_or_odd(number: Decimal, chance: float) -> str:
    """An amount as exports write it; one in fifty in a way that only the careful reader knows."""
    if chance < 0.01:
        return f'"{number:,.2f}"'
    return f"({-number})" if number < 0 and chance < 0.3 else f"{number}"


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A ledger with a long tail, returns, lines without a customer, odd amounts, and totals."""
    draw = random.Random(20261123)
    file = tmp_path_factory.mktemp("large") / "ledger.csv"
    with file.open("w", encoding="utf-8") as stream:
        stream.write("invoice,customer,date,revenue,cost,cost to serve\n")
        for number in range(LINES):
            customer = f"客户{int(3000 * draw.random() ** 3)}" if draw.random() > 0.01 else ""
            when = dt.date(2025, 1, 1) + dt.timedelta(days=number % 700)
            revenue = Decimal(draw.randint(-3_000, 100_000)) / 100
            cells = (plain_or_odd(revenue, draw.random()), plain_or_odd(revenue / 2, draw.random()))
            stream.write(f"{number},{customer},{when},{','.join(cells)},{draw.randint(1, 9)}\n")
            if number % 50_000 == 49_999:
                stream.write("Total,,,1,1,1\n")
    return str(file)


@pytest.fixture(scope="module")
def spark() -> Iterator[None]:
    """One session for all tests of this module; without PySpark or Java they are skipped, and say so."""
    pytest.importorskip("pyspark", reason="kamtool[spark] is not installed")
    if not (shutil.which("java") or os.environ.get("JAVA_HOME")):
        pytest.skip("Spark needs Java 17 or later; there is none")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pyspark.sql import SparkSession

        session = (
            SparkSession.builder.master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.shuffle.partitions", "2")
            .getOrCreate()
        )
        yield
        session.stop()


def said(found: Ledger) -> Ledger:
    """A ledger without the name of its engine."""
    return replace(found, engine="")


def test_both_engines_agree_on_many_lines(large: str, spark: None) -> None:
    ours, theirs = read_ledger(large, {}), read_ledger(large, {}, SPARK)
    assert said(ours) == said(theirs)
    assert (ours.lines, ours.totals, ours.bad) == (LINES, 4, 0)
    assert ours.nobody is not None
    assert ours.credits > 1000 < ours.nobody.lines


def test_both_engines_agree_on_a_part_of_the_time_in_parquet(large: str, spark: None, tmp_path: Path) -> None:
    import duckdb

    file = str(tmp_path / "ledger.parquet")
    duckdb.execute(
        f"COPY (SELECT customer, CAST(date AS DATE) AS date, TRY_CAST(replace(revenue, ',', '') AS DOUBLE) AS revenue,"
        f" TRY_CAST(cost AS DECIMAL(18, 4)) AS cost, \"cost to serve\" FROM read_csv('{large}', all_varchar = true)"
        f" WHERE customer <> 'x') TO '{file}' (FORMAT parquet)"
    )
    period = (dt.date(2025, 3, 1), dt.date(2025, 8, 31))
    ours = read_ledger(file, {}, period=period)
    assert said(ours) == said(read_ledger(file, {}, SPARK, period))
    assert ours.lines > 30_000 < ours.outside


# Dirt that meets the engine; the rest is settled before it, or after it by the code that both share.
MEETS_THE_ENGINE = (
    "plain",
    "byte order mark",
    "GBK",
    "1.234,56",
    "1,234.56",
    "negatives in brackets",
    "万元 in the heading",
    "a remark at the end, with fewer cells",
    "empty lines and lines of separators",
    "a cell with a line end, a quote and a comma",
    "a quote within a bare cell",
    "D/M/Y with times",
    "年月日 throughout",
    "dates without signs",
    "a column of currency",
    "more decimals than money has",
    "headings alone",
    "a line number behind a cell of two lines",
    "an underscore, which engines read",
)


@pytest.mark.parametrize("name", MEETS_THE_ENGINE)
def test_spark_reads_the_same_dirt(name: str, spark: None, tmp_path: Path) -> None:
    every: list[Read | Bad] = [*READ, *BAD]
    case = next(one for one in every if one.name == name)
    file = tmp_path / "ledger.csv"
    file.write_bytes(case.content)
    assert said(read_ledger(str(file), case.told, SPARK)) == said(read_ledger(str(file), case.told))


AMOUNTS = (
    "1",
    "-1",
    "+1",
    "1.5",
    ".5",
    "5.",
    "1.00005",
    "-1.00005",
    "1.00015",
    "1,234.5",
    "1.234,5",
    "1,234",
    "1.234",
    "12,34",
    " 1",
    "1 ",
    "1 2",
    "(1)",
    "1-",
    "1_000",
    "1e3",
    "1E3",
    "1e-3",
    "NaN",
    "inf",
    "0x1",
    "１２",
    "٣",
    "--1",
    "1..2",
    "",
    "99999999999999.99999",
    "100000000000000",
    "1%",
    "¥1",
    "1元",
    "true",
    "1d",
    "1f",
    "1L",
    "1BD",
)
DAYS = (
    "2026-01-02",
    "2026-1-2",
    "2026/01/02",
    "2026.01.02",
    "20260102",
    "2026-02-30",
    "2026-13-01",
    "02/01/2026",
    "2/1/2026",
    "13/01/2026",
    "01/13/2026",
    "2026-01-02 10:00:00",
    "2026-01-02T10:00",
    "2026-01-02 x",
    "0026-01-02",
    "2026年1月2日",
    "2026",
    "2026-01",
    "",
    "46024",
    "02.01.2026",
    "1/2/26",
    " 2026-01-02",
)


@pytest.mark.parametrize("mark", [".", ",", None])
@pytest.mark.parametrize("grouped", [False, True])
def test_what_the_query_takes_for_an_amount_the_reader_reads_alike(mark: str | None, grouped: bool) -> None:
    """The quick path may know less, never anything else."""
    import duckdb

    column = Column(Field.REVENUE, 0, "", Decimal(1), False)
    shape = Shape((column,), {Field.REVENUE: mark}, "ymd", frozenset({Field.REVENUE} if grouped else ()))
    connection = duckdb.connect()
    connection.execute("CREATE MACRO regexp_like(text, pattern) AS regexp_matches(text, pattern)")
    known = 0
    for text in AMOUNTS:
        quick = connection.execute(f"SELECT {amount_sql(column, shape)} FROM (SELECT ? AS c0)", [text]).fetchone()
        assert quick is not None
        if quick[0] is not None:
            careful = amount(text, mark)
            assert careful.fault is None, text
            assert careful.value is not None, text
            assert round(careful.value, 3) == round(quick[0], 3), text
            known += 1
    assert known >= 3


@pytest.mark.parametrize("order", ["ymd", "dmy", "mdy"])
@pytest.mark.parametrize("sign", ["-", "/", ".", "年", ""])
@pytest.mark.parametrize("timed", [False, True])
def test_what_the_query_takes_for_a_day_the_reader_reads_alike(order: str, sign: str, timed: bool) -> None:
    import duckdb

    column = Column(Field.DATE, 0, "", Decimal(1), False)
    shape = Shape((column,), {}, order, frozenset(), sign, timed)
    connection = duckdb.connect()
    connection.execute("CREATE MACRO regexp_like(text, pattern) AS regexp_matches(text, pattern)")
    for text in DAYS:
        quick = connection.execute(f"SELECT {day_sql(column, shape)} FROM (SELECT ? AS c0)", [text]).fetchone()
        assert quick is not None
        assert quick[0] is None or quick[0] == day(text, order), text
