"""One row of a table as a line of text: JSON, or comma-separated values that a spreadsheet takes for data."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from kamtool.render.csv import guarded
from kamtool.render.json import as_json
from kamtool.render.safe import safe, safe_json

BETWEEN = "; "


def json_line(row: Mapping[str, Any]) -> str:
    """A row as JSON, what is unknown left out; numbers as numbers unless none could hold them."""
    return safe_json(json.dumps(row, ensure_ascii=False, default=as_json)) + "\n"


def exact_line(row: Mapping[str, Any]) -> str:
    """A row as JSON for a reader that knows the types: numbers are texts, so that no digit is lost."""
    return json.dumps(row, ensure_ascii=False, default=text) + "\n"


def csv_line(cells: Sequence[Any]) -> str:
    """A row as comma-separated values; the items of a list stand in one cell."""
    out = io.StringIO()
    csv.writer(out).writerow([guarded(safe(text(one))) for one in cells])
    return out.getvalue()


def text(value: Any) -> str:
    """A value as a cell has it; nothing for what is unknown."""
    if value is None:
        return ""
    if isinstance(value, tuple):
        return BETWEEN.join(map(text, value))
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value.isoformat() if isinstance(value, date) else str(value)
