"""What the tables and their columns hold, in words."""

from __future__ import annotations

from collections.abc import Iterable

from kamtool.model.schema import description
from kamtool.model.tables import Column as Kept
from kamtool.model.tables import Table as Kind
from kamtool.model.tables import described
from kamtool.texts.lookup import Texts
from kamtool.view.blocks import Block, Cell, Column, Heading, Note, Table


def about_table(table: Kind, texts: Texts) -> str:
    """What the rows of a table are."""
    own = f"tables.about.{table.name}"
    return texts(own) if texts.has(own) else description(texts, *described(table.places[0]))


def about_column(column: Kept, texts: Texts) -> str:
    """What a column holds: the key of the plan, or a key of the table."""
    if column.section:
        return description(texts, column.section, column.key)
    own = f"tables.column.{column.key}"
    return texts(own if texts.has(own) else "tables.column.nr" if column.type == "whole" else "tables.column.key")


def tables_view(tables: Iterable[Kind], texts: Texts) -> tuple[Block, ...]:
    """Every table with what it holds."""
    titles = tuple(Column(texts(f"tables.head_{one}")) for one in ("table", "about"))
    rows = tuple((Cell(one.name, "strong"), Cell(about_table(one, texts))) for one in tables)
    return Heading(texts("tables.title")), Table(titles, rows), Note(texts("tables.hint"))


def table_view(table: Kind, types: dict[str, str], texts: Texts) -> tuple[Block, ...]:
    """One table's columns."""
    titles = tuple(Column(texts(f"tables.head_{one}")) for one in ("column", "type", "holds"))
    rows = tuple(
        (Cell(one.name, "strong"), Cell(types[one.name]), Cell(about_column(one, texts))) for one in table.columns
    )
    return Heading(table.name, about_table(table, texts)), Table(titles, rows)
