"""``kam query``: SQL over the facts of all plans; it reads nothing else and changes nothing."""

from __future__ import annotations

import re
import sys
import tempfile
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated

import typer

from kamtool.cli.account import STDIN, expand
from kamtool.cli.errors import ExitCode, UsageError
from kamtool.cli.output import remark
from kamtool.cli.session import Session, command
from kamtool.cli.tables import NAMES, TABLES, need_duckdb, stage
from kamtool.render.layout import text_width
from kamtool.render.safe import safe
from kamtool.store import sandbox
from kamtool.store.build import types
from kamtool.view.query import query_view
from kamtool.view.tables import table_view, tables_view

FORMATS = ("table", "plain", "md", "csv", "json")
LIMIT = 1_000
LONGEST = 100_000  # signs of a query

Sql = Annotated[str | None, typer.Argument(help="query_sql", metavar="SQL")]
File = Annotated[str | None, typer.Option("--file", help="query_file", metavar="FILE")]
Tables = Annotated[bool, typer.Option("--tables", help="query_tables")]
Limit = Annotated[int, typer.Option("--limit", help="query_limit", metavar="N")]


@command
def run(session: Session, sql: Sql = None, file: File = None, tables: Tables = False, limit: Limit = LIMIT) -> ExitCode:
    """Answer one query, or say what there is to ask about."""
    session.choose(FORMATS)
    if limit < 1:
        raise UsageError("query_limit", given=limit)
    if tables:
        return describe(session, sql)
    text = query_text(sql, file)
    need_duckdb()
    found = ask(session, text, limit)
    if found.more:
        remark(session.texts("query.more", count=len(found.rows)))
    columns = [{"name": name, "type": kind} for name, kind in found.columns]
    result = {"columns": columns, "rows": found.rows, "more": found.more}
    session.show(query_view(found, session.texts), result, "kam.query/1", FORMATS)
    return ExitCode.OK


def describe(session: Session, name: str | None) -> ExitCode:
    """All tables, or the columns of one. Raises UsageError for one there is not."""
    if name is None:
        about = [{"name": one.name, "columns": types(one.columns)} for one in TABLES]
        session.show(tables_view(TABLES, session.texts), about, "kam.tables/1", FORMATS)
        return ExitCode.OK
    if name not in NAMES:
        near = "".join(get_close_matches(name, NAMES, n=1))
        raise UsageError("query_table_near" if near else "query_table", name=name, near=near, place="")
    kinds = types(NAMES[name].columns)
    blocks = table_view(NAMES[name], kinds, session.texts)
    session.show(blocks, {"name": name, "columns": kinds}, "kam.tables/1", FORMATS)
    return ExitCode.OK


def query_text(sql: str | None, file: str | None) -> str:
    """The query, from the call, a file or standard input. Raises UsageError."""
    if (sql is None) == (file is None):
        raise UsageError("query_which")
    if file is None:
        text = sql or ""
    else:
        try:
            with sys.stdin.buffer if file == STDIN else Path(file).open("rb") as stream:
                text = stream.read(LONGEST * 4).decode("utf-8-sig")
        except OSError as error:
            raise UsageError("query_unread", file=file, reason=error.strerror or "") from None
        except UnicodeDecodeError:
            raise UsageError("query_unread", file=file, reason="UTF-8") from None
    if len(text) > LONGEST:
        raise UsageError("query_long", most=LONGEST)
    return text


def ask(session: Session, sql: str, limit: int) -> sandbox.Answer:
    """Build the tables that the query names, and ask. Raises UsageError."""
    from kamtool.store.build import database

    with tempfile.TemporaryDirectory(prefix="kam-query-") as name:
        folder = Path(name)
        try:
            found = stage(session, expand(session, []), folder, "exact", named_in(sql))
            database(folder / "facts.duckdb", TABLES, found.parts, folder, {})
            return sandbox.ask(folder / "facts.duckdb", sql, limit, sandbox.SECONDS)
        except OSError as error:
            raise UsageError("output_failed", file=name, reason=error.strerror or "") from None
        except sandbox.Refused as error:
            raise refused(session, sql, error) from None


def named_in(sql: str) -> frozenset[str]:
    """The tables that a query may read; the rest need not be filled. A query inside a text may read any."""
    words = sql.casefold()
    if re.search(r"\bquery|execute|duckdb_", words):
        return frozenset(NAMES)
    return frozenset(one for one in NAMES if one in words)


def refused(session: Session, sql: str, error: sandbox.Refused) -> UsageError:
    """Why a query was not answered; where DuckDB names a place, its line goes before, with a mark under it."""
    reason, place, near = error.reason, "", error.near
    if reason == "table":
        own = get_close_matches(error.name, NAMES, n=1)
        near = own[0] if own else ""
    if error.at is not None and reason in ("table", "column", "syntax", "fault"):
        before = sql[: error.at]
        row, start = before.count("\n"), before.rfind("\n") + 1
        remark("  " + safe(sql.split("\n")[row]))
        remark("  " + " " * text_width(safe(before[start:])) + "^")
        place = f"{row + 1}:{error.at - start + 1}: "
    key = f"query_{reason}_near" if near and reason in ("table", "column") else f"query_{reason}"
    first = error.said.split("\n")[0]
    return UsageError(key, name=error.name, near=near, said=first, place=place, seconds=sandbox.SECONDS)
