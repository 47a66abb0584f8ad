"""A ledger of ten million lines: ``kam`` on DuckDB against pandas on the same work, side by side.

    .venv/bin/python bench/ledger.py                    # 100 000, a million and ten million lines
    .venv/bin/python bench/ledger.py --lines 1000000
    .venv/bin/python bench/ledger.py --engine spark:local[2]

The lines are invented by DuckDB from a counter, the same at each run: 20 000 customers with a long tail (the top fifth
brings most), 3 % returns, 1 % without a customer, two years of days. Each contestant is a process of its own; what is
printed is its time from start to end and the most memory it held, and whether both found the same sums.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

LINES = (100_000, 1_000_000, 10_000_000)
CUSTOMERS = 20_000
# The text columns that an export has and this work does not need are there too.
MAKE = """
COPY (
  WITH drawn AS (
    SELECT i, (hash(i) % 1000000) / 1e6 AS a, (hash(i + 7919) % 1000000) / 1e6 AS b,
      (hash(i + 104729) % 1000000) / 1e6 AS c FROM range({lines}) t(i)
  ), lines AS (
    SELECT i, CAST(floor({customers} * a * a * a) AS INT) AS who, b, c,
      round(CAST(20 + 4000 * b * b * b AS DECIMAL(12, 2)), 2) * CASE WHEN c < 0.03 THEN -1 ELSE 1 END AS revenue
    FROM drawn
  )
  SELECT 'INV-' || lpad(CAST(i AS VARCHAR), 9, '0') AS "invoice",
    CASE WHEN hash(i + 31) % 100 = 0 THEN ''
      ELSE 'Customer ' || lpad(CAST(who AS VARCHAR), 5, '0') || ' GmbH' END AS "customer",
    CAST(DATE '2025-01-01' + CAST(i % 730 AS INT) AS VARCHAR) AS "date",
    'Article ' || hash(i) % 500 AS "article", 1 + hash(i) % 12 AS "quantity",
    revenue AS "revenue", round(revenue * CAST(0.55 + 0.3 * c AS DECIMAL(6, 4)), 2) AS "cost of goods",
    CAST(3 + 25 * c AS DECIMAL(8, 2)) AS "cost to serve"
  FROM lines
) TO '{file}' ({options})
"""
PANDAS = """
import json, sys
import pandas as pd
read = pd.read_parquet if sys.argv[1].endswith("parquet") else pd.read_csv
names = ["customer", "date", "revenue", "cost of goods", "cost to serve", "quantity"]
lines = read(sys.argv[1], **({"columns": names} if read is pd.read_parquet else {"usecols": names}))
lines["date"] = pd.to_datetime(lines["date"], format="%Y-%m-%d")
lines["credit"] = lines["revenue"] < 0
named = lines[lines["customer"].notna() & (lines["customer"] != "")]
sums = named.groupby("customer").agg(
    revenue=("revenue", "sum"), goods=("cost of goods", "sum"), serve=("cost to serve", "sum"),
    quantity=("quantity", "sum"), credits=("credit", "sum"), lines=("revenue", "size"),
    first=("date", "min"), last=("date", "max"))
sums["profit"] = sums["revenue"] - sums["goods"] - sums["serve"]
sums = sums.sort_values("profit", ascending=False)
print(json.dumps([len(lines), len(sums), round(float(sums["profit"].sum()), 2)]))
"""
KAM = """
import json, sys
from kamtool.ledger.read import read_ledger
found = read_ledger(sys.argv[1], {}, sys.argv[2])
profit = sorted((one.gross_profit - one.cost_to_serve for one in found.customers), reverse=True)
print(json.dumps([found.lines, len(found.customers), round(float(sum(profit)), 2)]))
"""
# Runs the rest of its arguments as a child and tells the child's time, peak and answer.
WATCH = """
import json, resource, subprocess, sys, time
start = time.perf_counter()
done = subprocess.run(sys.argv[1:], capture_output=True, text=True)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps([time.perf_counter() - start, used.ru_maxrss / 1024, used.ru_utime + used.ru_stime,
                  done.stdout.strip().splitlines()[-1:], done.stderr[-500:] if done.returncode else ""]))
"""


def make(lines: int, kind: str, folder: Path) -> Path:
    """Write a ledger."""
    import duckdb

    file = folder / f"ledger-{lines}.{kind}"
    options = "HEADER, DELIMITER ','" if kind == "csv" else "FORMAT parquet"
    duckdb.connect().execute(MAKE.format(lines=lines, customers=CUSTOMERS, file=file, options=options))
    return file


def watched(script: str, *arguments: str) -> tuple[float, float, float, str]:
    """Seconds, megabytes at most, seconds of processor, and the answer of a Python script."""
    command = [sys.executable, "-c", WATCH, sys.executable, "-c", script, *arguments]
    seconds, peak, processor, answer, error = json.loads(subprocess.check_output(command, text=True))
    return seconds, peak, processor, answer[0] if answer and not error else error.strip().splitlines()[-1]


def compare(file: Path, lines: int, engine: str) -> None:
    """One line for each contestant, and the ratio."""
    ours = watched(KAM, str(file), engine)
    theirs = watched(PANDAS, str(file))
    size = file.stat().st_size / 1e6
    print(f"{lines:>11,} lines, {file.suffix[1:]}, {size:,.0f} MB")
    for name, (seconds, peak, processor, answer) in ((f"kam on {engine}", ours), ("pandas", theirs)):
        print(f"  {name:<20}{seconds:>8.1f} s {processor:>8.1f} s of processor {peak:>8,.0f} MB at most   {answer}")
    if not theirs[3].startswith("["):
        return
    print(f"  pandas takes {theirs[0] / ours[0]:.1f} times the time, {theirs[1] / ours[1]:.1f} times the memory")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--lines", type=int, nargs="*", default=LINES)
    parser.add_argument("--engine", default="duckdb")
    parser.add_argument("--kind", choices=("csv", "parquet"), nargs="*", default=["csv"])
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        for lines in options.lines:
            for kind in options.kind:
                start = time.perf_counter()
                file = make(lines, kind, Path(name))
                print(f"(written in {time.perf_counter() - start:.1f} s)", flush=True)
                compare(file, lines, options.engine)
                file.unlink()


if __name__ == "__main__":
    main()
