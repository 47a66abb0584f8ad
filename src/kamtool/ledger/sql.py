"""The one query over a ledger, in SQL that DuckDB and Spark read alike (see docs/ledger.md for why SQL).

It sums plain lines for each customer. A line that is not plain in any way (another date, a bracket, a total) goes out
as its text, once for each text, with its count: what it means is told by ``kamtool.ledger.line`` alone. What the
query takes for plain, that module reads to the same value; a test holds the two together.
"""

from __future__ import annotations

import datetime as dt

from kamtool.ledger.columns import Column
from kamtool.ledger.fields import AMOUNTS, Field
from kamtool.ledger.shape import Shape

# Between the cells of a line that goes out as text.
SEPARATOR = "\x1f"
# Four decimals of the currency; eight where a heading says 万元. Both end below amounts.TOO_LARGE.
DECIMALS, DECIMALS_IN_UNITS = 4, 8
# No backslash: Spark reads one in a string as an escape.
_GROUPED = {
    ".": "^[+-]?([0-9]+|[0-9]{1,3}(,[0-9]{3})+)([.][0-9]*)?$",
    ",": "^[+-]?([0-9]+|[0-9]{1,3}([.][0-9]{3})+)(,[0-9]*)?$",
}
# What engines cast that is no amount to us: 1_000, and 1e7, which a spreadsheet has rounded.
_NOT_PLAIN = "_eE"
_YEAR = "(19[89][0-9]|20[0-9]{2})"
_TIME = "([T ][0-9]{1,2}:[0-9]{2}(:[0-9]{2}([.][0-9]+)?)?)?"


def cell(column: Column) -> str:
    """A column's text as it stands: to trim ten million cells costs more than to cast them."""
    return f"c{column.at}"


def blank(column: Column) -> str:
    """Whether a cell is empty."""
    return f"({cell(column)} IS NULL OR {cell(column)} = '')"


def decimals(column: Column) -> int:
    """How many decimals a column's amounts keep."""
    return DECIMALS if column.factor == 1 else DECIMALS_IN_UNITS


def amount_sql(column: Column, shape: Shape) -> str:
    """The amount in a plain cell, else NULL."""
    text, mark = cell(column), shape.marks[column.field]
    kind = f"DECIMAL({14 + decimals(column)}, {decimals(column)})"
    if mark is not None and (mark == "," or column.field in shape.grouped):
        bare = f"translate({text}, ',.', '.')" if mark == "," else f"replace({text}, ',', '')"
        return f"CASE WHEN regexp_like({text}, '{_GROUPED[mark]}') THEN TRY_CAST({bare} AS {kind}) END"
    without = " AND ".join(f"instr({text}, '{sign}') = 0" for sign in _NOT_PLAIN + ("" if mark else "."))
    return f"CASE WHEN {without} THEN TRY_CAST({text} AS {kind}) END"


def day_sql(column: Column, shape: Shape) -> str:
    """The day in a plain cell, else NULL."""
    text, sign = cell(column), shape.date_sign
    if not sign:
        parts = ", '-', ".join(f"substr({text}, {start}, {length})" for start, length in ((1, 4), (5, 2), (7, 2)))
        return f"CASE WHEN regexp_like({text}, '^{_YEAR}[0-9]{{4}}$') THEN TRY_CAST(concat({parts}) AS DATE) END"
    year, number, time = (_YEAR, "[0-9]{1,2}", _TIME if shape.timed else "")
    first, second, third = (number, number, year) if shape.order != "ymd" else (year, number, number)
    between = ("年", "月", "日?") if sign == "年" else (f"[{sign}]", f"[{sign}]", "")
    pattern = f"^{first}{between[0]}{second}{between[1]}{third}{between[2]}{time}$"
    date = text if sign == "-" else f"translate({text}, '年月/.日', '----')"
    if shape.timed:
        date = f"split_part(translate({date}, 'T', ' '), ' ', 1)"
    if shape.order != "ymd":
        third_, first_, second_ = (f"split_part({date}, '-', {at})" for at in (3, 1, 2))
        month, day = (second_, first_) if shape.order == "dmy" else (first_, second_)
        date = f"concat({third_}, '-', {month}, '-', {day})"
    return f"CASE WHEN regexp_like({text}, '{pattern}') THEN TRY_CAST({date} AS DATE) END"


def query(shape: Shape, period: tuple[dt.date, dt.date] | None, source: str = "cells") -> str:
    """The query over the view *source*, whose columns are c0, c1 and so on, all text.

    Its rows: name, currency, ok, inside, lines, credits; then sum and count for each field of AMOUNTS; then the first
    and the last day. *name* is the customer; where *ok* is not, the text of the lines, and no sum means anything.
    *inside* is whether the day lies in the *period*.
    """
    by_field = {one.field: one for one in shape.columns}
    date = by_field.get(Field.DATE)
    used = [one for one in shape.columns if one.at]
    raw = f"concat_ws('{SEPARATOR}', coalesce(c0, ''), " + ", ".join(f"coalesce(c{one.at}, '')" for one in used) + ")"
    reads = [f"{amount_sql(one, shape)} AS {one.field}" for one in shape.amounts]
    plain = [
        f"({one.field} IS NOT NULL)" if one.field is Field.REVENUE else f"({one.field} IS NOT NULL OR {blank(one)})"
        for one in shape.amounts
    ]
    plain.append("day IS NOT NULL" if date else f"NOT {blank(by_field[Field.CUSTOMER])}")
    inside = f"coalesce(day BETWEEN DATE '{period[0]}' AND DATE '{period[1]}', FALSE)" if period else "TRUE"
    sums = []
    for field in AMOUNTS:
        value = str(field) if field in by_field else "CAST(NULL AS INT)"
        sums.append(f"SUM({value}) AS {field}_sum, COUNT({value}) AS {field}_count")
    customer, money = cell(by_field[Field.CUSTOMER]), by_field.get(Field.CURRENCY)
    currency = f"CASE WHEN ok AND inside THEN {cell(money)} END" if money else "''"
    return f"""
WITH read AS (
  SELECT *, {day_sql(date, shape) if date else "CAST(NULL AS DATE)"} AS day,
    {", ".join(reads)}
  FROM {source}
), checked AS (
  SELECT *, {" AND ".join(plain)} AS ok, {inside} AS inside FROM read
), keyed AS (
  SELECT *, CASE WHEN NOT ok THEN {raw} WHEN inside THEN {customer} END AS name, {currency} AS currency FROM checked
)
SELECT name, currency, ok, inside, COUNT(*) AS line_count,
  SUM(CASE WHEN revenue < 0 THEN 1 ELSE 0 END) AS credit_count,
  {", ".join(sums)}, MIN(day) AS first_day, MAX(day) AS last_day
FROM keyed GROUP BY name, currency, ok, inside"""
