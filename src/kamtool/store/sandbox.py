"""One query, in a process of its own: it reads the tables and nothing else, and can be ended from outside.

Run as a module, it reads a call and writes its answer, both as JSON in files. Limits that DuckDB keeps for itself do
not bound every function, so the system's own bound its memory and its time.
"""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

MEMORY, ROOM = "1GB", 2 * 2**30  # what DuckDB may use, and what the whole process may
SECONDS = 60
LARGEST = 50_000_000  # signs in all cells of an answer
BATCH = 200
CLOSED: Mapping[str, str] = {
    "enable_external_access": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    "python_enable_replacements": "false",
    "temp_directory": "",
    "errors_as_json": "true",
    "memory_limit": MEMORY,
}


@dataclass(frozen=True, slots=True)
class Answer:
    """The columns with their SQL types, the rows, and whether there were more than asked for."""

    columns: tuple[tuple[str, str], ...]
    rows: tuple[tuple[Any, ...], ...]
    more: bool = False


class Refused(Exception):
    """A query that is not answered: why, with what DuckDB says, and from where to where in the query it means."""

    def __init__(self, reason: str, said: str = "", at: int | None = None, near: str = "", name: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.said = said
        self.at = at
        self.near = near
        self.name = name


def ask(database: Path, sql: str, limit: int, seconds: float = SECONDS) -> Answer:
    """The first *limit* rows of a query's answer. Raises Refused; ``slow`` and ``ended`` when it had to be stopped."""
    asked, said = database.with_suffix(".call"), database.with_suffix(".answer")
    asked.write_text(json.dumps({"database": str(database), "sql": sql, "limit": limit}), encoding="utf-8")
    command = [sys.executable, "-P", "-m", "kamtool.store.sandbox", str(asked), str(said)]
    try:
        subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=seconds, check=False)
    except subprocess.TimeoutExpired:
        raise Refused("slow") from None
    try:
        told = json.loads(said.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise Refused("ended") from None
    if "reason" in told:
        raise Refused(**told)
    columns, rows = told["columns"], told["rows"]
    return Answer(tuple((name, kind) for name, kind in columns), tuple(map(tuple, rows)), told["more"])


def answer(call: Mapping[str, Any]) -> dict[str, Any]:
    """What to say to a call."""
    import duckdb

    connection = duckdb.connect(call["database"], read_only=True, config=dict[str, Any](CLOSED))
    connection.execute("SET lock_configuration = true")
    sql = call["sql"]
    try:
        statements = connection.extract_statements(sql)
        if len(statements) != 1:
            return {"reason": "several" if statements else "empty"}
        if statements[0].type.name != "SELECT":
            return {"reason": "writes"}
        found = connection.execute(statements[0])
        columns = [(one[0], str(one[1])) for one in found.description or ()]
        rows, more = some(found, call["limit"])
    except duckdb.Error as error:
        return fault(str(error), sql)
    except MemoryError:
        return {"reason": "memory"}
    return {"columns": columns, "rows": rows, "more": more}


def some(found: Any, limit: int) -> tuple[list[list[Any]], bool]:
    """The first rows, and whether there were more; fewer where they are very large."""
    rows: list[list[Any]] = []
    signs = 0
    while batch := found.fetchmany(BATCH):
        for one in batch:
            row = [plain(value) for value in one]
            signs += sum(len(str(value)) for value in row)
            if len(rows) == limit or signs > LARGEST:
                return rows, True
            rows.append(row)
    return rows, False


def plain(value: Any) -> Any:
    """A value in JSON's types: an exact number stays exact, a day is its text."""
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, float):
        return value if value == value and abs(value) != float("inf") else None
    if isinstance(value, Decimal):
        whole = value.to_integral_value()
        return int(whole) if value == whole else float(value) if Decimal(repr(float(value))) == value else f"{value:f}"
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    if isinstance(value, dict):
        return {str(name): plain(one) for name, one in value.items()}
    return str(value)


def fault(told: str, sql: str) -> dict[str, Any]:
    """DuckDB's error in parts; *at* counts signs, not bytes."""
    start = told.find("{")
    try:
        found = json.loads(told[start:])
    except ValueError:
        return {"reason": "fault", "said": told}
    kind, subtype = found.get("exception_type", ""), found.get("error_subtype", "")
    position = found.get("position", "")
    at = len(sql.encode()[: int(position)].decode("utf-8", "ignore")) if position.isdigit() else None
    reasons = {"Permission": "outside", "Out of Memory": "memory", "Parser": "syntax"}
    reason = reasons.get(kind, "fault")
    if subtype == "COLUMN_NOT_FOUND":
        reason = "column"
    if subtype == "MISSING_ENTRY" and found.get("type") == "Table":
        reason = "table"
    near = found.get("candidates", "").split(",")[0].strip()
    return {
        "reason": reason,
        "said": found.get("exception_message", told),
        "at": at,
        "near": near,
        "name": found.get("name", ""),
    }


def main() -> None:
    """Answer one call."""
    bound()
    asked, said = map(Path, sys.argv[1:])
    told = answer(json.loads(asked.read_text(encoding="utf-8")))
    said.write_text(json.dumps(told), encoding="utf-8")


def bound() -> None:
    """Bound the memory of this process, where the system can."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (ROOM, ROOM))


if __name__ == "__main__":
    main()
