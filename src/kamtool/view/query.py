"""The answer to a query: its rows as a table, and a word when there are none or more."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from kamtool.store.sandbox import Answer
from kamtool.texts.lookup import Texts
from kamtool.view.blocks import Block, Cell, Column, Note, Table

NUMBERS = ("DECIMAL", "DOUBLE", "FLOAT", "BIGINT", "INTEGER", "HUGEINT", "SMALLINT", "TINYINT", "U")


def query_view(found: Answer, texts: Texts) -> tuple[Block, ...]:
    """The blocks of an answer."""
    columns = tuple(Column(name, "right" if kind.startswith(NUMBERS) else "left") for name, kind in found.columns)
    rows = tuple(tuple(Cell(shown(one)) for one in row) for row in found.rows)
    blocks: tuple[Block, ...] = (Table(columns, rows),)
    if not rows and not found.more:
        blocks = (*blocks, Note(texts("query.nothing")))
    return blocks


def shown(value: Any) -> str:
    """A value in a cell; nothing for what is unknown."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return f"{Decimal(repr(value)):f}"
    if isinstance(value, list):
        return "; ".join(map(shown, value))
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else str(value)
