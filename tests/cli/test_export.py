"""``kam export``: every fact once, typed, with its place; nothing overwritten; nothing that acts in a spreadsheet."""

from __future__ import annotations

import csv
import datetime as dt
import json
import os
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from kamtool.analysis.tables import plan_rows
from kamtool.analysis.upto import upto
from kamtool.cli.tables import TABLES
from kamtool.load import load_bytes, load_file
from kamtool.load.address import find
from kamtool.model.base import Section
from kamtool.model.shape import fields, name_of, sections
from kamtool.model.tables import RESERVED, tables
from kamtool.model.tiers import DataTier, mark
from kamtool.render.rows import csv_line, json_line
from kamtool.source.node import child, key_of
from tests.golden import golden
from tests.kam import AS_OF, MINIMAL, ROOT, kam, put

EXAMPLE = ROOT / "docs" / "plan.example.yaml"
DAY = dt.date(2026, 11, 23)
DAYS = (dt.date(2026, 9, 10), dt.date(2026, 10, 11), DAY)


def rows(text: str | None = None, day: dt.date = DAY) -> dict[str, list[dict[str, Any]]]:
    """The rows of a plan by table."""
    loaded = load_file(str(EXAMPLE)) if text is None else load_bytes(text.encode(), "accounts/x.yaml")
    assert loaded.plan is not None, loaded.diagnostics
    found: dict[str, list[dict[str, Any]]] = {}
    for name, row in plan_rows(loaded, upto(loaded.plan, day)):
        found.setdefault(name, []).append(row)
    return found


def texts_in(value: Any, section: type[Section] | None = None) -> list[str]:
    """Every text of a plan that a table may hold, wherever it stands."""
    if isinstance(value, Section):
        kind = type(value)
        pairs = zip(kind.model_fields, fields(kind), strict=True)
        return [
            one
            for name, field in pairs
            if mark(kind, field.name).tier < DataTier.CONSENTED and field.shape.kind != "version"
            for one in texts_in(getattr(value, name))
        ]
    if isinstance(value, dict):
        return [str(key) for key in value] + [one for each in value.values() for one in texts_in(each)]
    if isinstance(value, tuple):
        return [one for each in value for one in texts_in(each)]
    return [] if value is None else [str(value)]


def test_every_value_of_the_full_example_is_in_some_table() -> None:
    """Whatever the model takes, the tables give; only what needs a person's consent is left out."""
    loaded = load_file(str(EXAMPLE))
    assert loaded.plan is not None
    told = {str(one) for each in rows().values() for row in each for value in row.values()
            for one in (value if isinstance(value, tuple) else (value,))}  # fmt: skip
    assert set(texts_in(loaded.plan)) <= told
    personal = load_file(str(EXAMPLE)).plan.stakeholders["song"].personal  # type: ignore[union-attr]
    assert personal.home_address is not None
    assert personal.home_address not in told


def test_columns_are_the_ones_declared_and_names_need_no_quotes() -> None:
    """A row has no column that its table lacks; no name twice; none that SQL has for itself."""
    columns = {one.name: [each.name for each in one.columns] for one in TABLES}
    for name, found in rows().items():
        assert {key for row in found for key in row} <= set(columns[name])
    assert all(len(set(names)) == len(names) for names in columns.values())
    kept = duckdb.execute(
        "select keyword_name from duckdb_keywords() where keyword_category in ('reserved', 'type_function')"
    ).fetchall()
    for word in [one for (one,) in kept]:
        assert word not in columns, word
        assert all(word not in names for names in columns.values()), word
    assert {"from", "to", "by", "left"} <= RESERVED


def test_a_new_field_has_a_table_or_a_column_by_itself() -> None:
    """Every key of the model that may be told stands in a column, or its place gives a table its rows."""
    held = {(one.section, one.key) for table in tables() for one in table.columns if one.section}
    places = {place.rpartition(".")[2] for table in tables() for place in table.places}
    for section, field in every_field():
        deep = field.shape.kind in ("section", "version")
        told = mark(section, field.name).tier < DataTier.CONSENTED
        assert deep or not told or (name_of(section), field.name) in held or field.name in places, (section, field)


def every_field() -> list[tuple[type[Section], Any]]:
    """Sections with their fields, but for those below what needs consent."""
    return [(section, field) for section in sections() for field in fields(section)]


@pytest.mark.parametrize("day", DAYS, ids=str)
@pytest.mark.parametrize("file", [EXAMPLE, *sorted((ROOT / "accounts").glob("*.yaml"))], ids=lambda one: one.stem)
def test_each_path_leads_to_the_line_that_is_told(file: Path, day: dt.date) -> None:
    """`path` is what `kam plan set` takes, and `line` where that stands, also for an earlier day."""
    loaded = load_file(str(file))
    assert loaded.plan is not None
    assert loaded.root is not None
    for _, row in plan_rows(loaded, upto(loaded.plan, day)):
        steps = find(loaded.root, row["path"]).path if row["path"] != "account" else ()
        node, line = loaded.root, None
        for step in steps:
            name, below = key_of(node, step), child(node, step)
            if below is None:
                break
            node, line = below, (name or below).start.line + 1
        else:
            assert line is None or row["line"] == line, row


def test_what_was_not_known_on_the_day_is_left_out() -> None:
    """A judgement made later gives way to the one before; a later visit is not there; places stay the file's."""
    before = rows(day=dt.date(2026, 9, 10))
    now = rows()
    assert [one["attitude"] for one in now["attitudes"] if one["path"] == "stakeholders.song.attitude"] == ["resist"]
    assert [one["attitude"] for one in before["attitudes"] if one["path"] == "stakeholders.song.attitude"] == [
        "unknown"
    ]
    assert "visits" in now
    assert "visits" not in before


def test_places_count_as_the_file_does_when_items_are_left_out() -> None:
    """The second visit is number 2 though the first, dated later, is left out; so with a history."""
    text = MINIMAL + (
        "stakeholders:\n  a:\n    attitude:\n      value: accept\n      date: 2026-01-05\n      history:\n"
        "        - {value: doubt, date: 2026-12-01}\n        - {value: resist, date: 2025-01-01}\n"
        "visits:\n  - {date: 2026-12-05}\n  - {date: 2026-02-05}\n"
    )
    found = rows(text)
    assert [(one["visit_nr"], one["path"], one["line"]) for one in found["visits"]] == [(2, "visits.2", 14)]
    past = [one for one in found["attitudes"] if one["current"] == "no"]
    assert [(one["history_nr"], one["attitude"], one["line"]) for one in past] == [(2, "resist", 11)]


def test_a_plan_that_says_nothing_gives_nulls_and_no_rows() -> None:
    """Unknown is never a zero or a no."""
    found = rows(MINIMAL)
    assert list(found) == ["accounts"]
    (row,) = found["accounts"]
    assert row["tier"] == row["type"] == "unknown"
    assert "owner" not in row


@pytest.mark.parametrize("form", ["jsonl", "csv", "parquet", "duckdb"])
def test_all_formats_hold_the_same_rows(form: str, tmp_path: Path) -> None:
    """As many rows in each table, whatever the format."""
    target = tmp_path / f"out.{form}"
    result = kam("export", "--format", form, "-o", str(target), *AS_OF)
    assert (result.code, result.out) == (0, "")
    base = tmp_path / "base"
    assert kam("export", "--format", "jsonl", "-o", str(base), *AS_OF).code == 0
    for table in TABLES:
        wanted = (base / f"{table.name}.jsonl").read_text("utf-8").count("\n")
        assert count(target, table.name, form) == wanted, table.name


def count(target: Path, table: str, form: str) -> int:
    """The rows of one table."""
    if form == "jsonl":
        return len((target / f"{table}.jsonl").read_text("utf-8").splitlines())
    if form == "csv":
        with (target / f"{table}.csv").open(encoding="utf-8", newline="") as stream:
            return len(list(csv.DictReader(stream)))
    if form == "parquet":
        (found,) = duckdb.execute(f"select count(*) from '{target / table}.parquet'").fetchall()
    else:
        with duckdb.connect(str(target), read_only=True) as connection:
            (found,) = connection.execute(f"select count(*) from {table}").fetchall()
    return int(found[0])


def test_numbers_keep_every_digit_and_days_are_days(tmp_path: Path) -> None:
    """The largest number a plan may hold, to the last place; a share; a day."""
    text = MINIMAL + (
        "  economics: [{year: 2025, revenue: 123456789012345.123456, gross_profit: 999999999999999亿}]\n"
        "reviewed: 2026-11-02\nopportunities: {d: {value: {amount: 1, probability: 0.123456%}}}\n"
        "funnel: [{period: 2026, market_capacity: 999999999999999亿}]\n"
    )
    put(tmp_path, "x.yaml", text)
    assert kam("export", "-o", "f.duckdb", *AS_OF, cwd=tmp_path).code == 0
    with duckdb.connect(str(tmp_path / "f.duckdb"), read_only=True) as connection:
        assert connection.execute("select revenue, gross_profit from economics").fetchall() == [
            (Decimal("123456789012345.123456"), Decimal(999999999999999) * 10**8)
        ]
        assert connection.execute("select value_probability from opportunities").fetchall() == [
            (Decimal("0.00123456"),)
        ]
        assert connection.execute("select reviewed from accounts").fetchall() == [(dt.date(2026, 11, 2),)]
        assert connection.execute("select market_capacity from funnel").fetchall() == [
            (Decimal(999999999999999) * 10**8,)
        ]


def test_a_cell_is_data_to_a_spreadsheet() -> None:
    """What begins as a formula gets an apostrophe; numbers below zero stay numbers; lists stand in one cell."""
    assert csv_line(["=1+1", "+x", "-y", "@z", "-5", None, ("a", "=b")]) == "'=1+1,'+x,'-y,'@z,-5,,a; =b\r\n"
    assert json.loads(json_line({"a": Decimal("1.5"), "b": DAY})) == {"a": 1.5, "b": "2026-11-23"}


def test_formulas_in_a_plan_and_in_a_file_name_are_data(tmp_path: Path) -> None:
    """No cell of the whole export begins with a sign that a spreadsheet runs."""
    put(tmp_path, "=cmd.yaml", "kam: 1\naccount: {name: '=1+1', note: '@SUM(A1)', aliases: ['-a', '=b']}\n")
    assert kam("export", "--format", "csv", "-o", "out", *AS_OF, cwd=tmp_path).code == 0
    cells = [
        cell
        for file in (tmp_path / "out").glob("*.csv")
        for row in csv.reader(file.read_text("utf-8").splitlines())
        for cell in row
    ]
    assert "'=1+1" in cells
    assert not [one for one in cells if one[:1] in "=+-@" and one]


def test_nothing_is_replaced_unasked(tmp_path: Path) -> None:
    """A file or a full folder stays as it is; with --force our tables are replaced, other files stay."""
    put(tmp_path, "x.yaml", MINIMAL)
    mine = tmp_path / "out" / "mine.txt"
    mine.parent.mkdir()
    mine.write_text("mine", "utf-8")
    refused = kam("export", "--format", "jsonl", "-o", "out", *AS_OF, cwd=tmp_path)
    assert refused.code == 2
    assert "--force" in refused.err
    assert os.listdir(mine.parent) == ["mine.txt"]
    assert kam("export", "--format", "jsonl", "-o", "out", "--force", *AS_OF, cwd=tmp_path).code == 0
    assert mine.read_text("utf-8") == "mine"
    assert len(os.listdir(mine.parent)) == len(TABLES) + 1
    assert sorted(os.listdir(tmp_path)) == ["accounts", "out"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "which format"),
        (("--format", "xlsx", "-o", "out"), "xlsx"),
        (("--format", "csv"), "where to"),
        (("-o", "out.txt"), "which format"),
        (("--format", "csv", "-o", "accounts/x.yaml"), "looks like a plan"),
        (("--format", "csv", "-o", "none/out"), "could not be written"),
        (("nobody", "--format", "csv", "-o", "out"), "nobody"),
    ],
)
def test_a_wrong_call_is_refused_and_leaves_nothing(words: tuple[str, ...], said: str, tmp_path: Path) -> None:
    """Exit code 2, a sentence, and no file."""
    put(tmp_path, "x.yaml", MINIMAL)
    result = kam("export", *words, *AS_OF, cwd=tmp_path)
    assert result.code == 2
    assert said in result.err
    assert os.listdir(tmp_path) == ["accounts"]


def test_a_plan_that_cannot_be_read_is_named_and_gives_its_findings(tmp_path: Path) -> None:
    """The others are told all the same."""
    put(tmp_path, "bad.yaml", "kam: 1\naccount: {nmae: x}\n")
    put(tmp_path, "good.yaml", MINIMAL)
    result = kam("export", "--format", "jsonl", "-o", "out", *AS_OF, cwd=tmp_path)
    assert result.code == 0
    assert "bad.yaml:2" in result.err
    found = [json.loads(line) for line in (tmp_path / "out" / "findings.jsonl").read_text("utf-8").splitlines()]
    assert "bad" in {one["account"] for one in found}
    accounts = (tmp_path / "out" / "accounts.jsonl").read_text("utf-8")
    assert [json.loads(line)["account"] for line in accounts.splitlines()] == ["good"]


def test_many_plans_in_parts_are_the_same_as_few_in_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The order and the rows do not depend on how the work was split."""
    words = ("export", "--format", "jsonl", *AS_OF, "-o")
    assert kam(*words, str(tmp_path / "one")).code == 0
    monkeypatch.setattr("kamtool.cli.tables.PART", 2)
    assert kam(*words, str(tmp_path / "parts")).code == 0
    for table in TABLES:
        name = f"{table.name}.jsonl"
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "parts" / name).read_bytes()


def test_the_missing_library_is_told_and_the_plain_formats_need_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the extra, CSV and JSON lines still work."""
    put(tmp_path, "x.yaml", MINIMAL)
    monkeypatch.setattr("kamtool.cli.tables.find_spec", lambda name: None)
    result = kam("export", "-o", "f.duckdb", *AS_OF, cwd=tmp_path)
    assert result.code == 2
    assert "kamtool[ledger]" in result.err
    assert kam("query", "select 1", *AS_OF, cwd=tmp_path).code == 2
    assert kam("export", "--format", "csv", "-o", "out", *AS_OF, cwd=tmp_path).code == 0


@pytest.mark.parametrize("table", ["stakeholders", "attitudes", "opportunities", "visit_people", "results"])
def test_as_approved(table: str, tmp_path: Path) -> None:
    """One account's rows as a person once read them."""
    assert kam("export", "hongqi", "--format", "csv", "-o", str(tmp_path / "out"), *AS_OF).code == 0
    golden(f"export/hongqi.{table}.csv", (tmp_path / "out" / f"{table}.csv").read_bytes().decode())


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_word_at_the_end(lang: str, tmp_path: Path) -> None:
    """How much was written where, on stderr; the descriptions in the database speak the language."""
    put(tmp_path, "x.yaml", MINIMAL)
    result = kam("export", "-o", "f.duckdb", "--lang", lang, *AS_OF, cwd=tmp_path)
    assert result.out == ""
    assert "f.duckdb" in result.err
    with duckdb.connect(str(tmp_path / "f.duckdb"), read_only=True) as connection:
        told = connection.execute("select comment from duckdb_tables() where table_name = 'visits'").fetchone()
    assert told is not None
    assert (told[0].isascii(), told[0] != "") == (lang == "en", True)


def test_a_list_of_texts_is_a_column_and_a_list_of_ids_a_table() -> None:
    """What can be joined on stands in rows."""
    named = {one.name: {each.name: each.type for each in one.columns} for one in tables()}
    assert named["visits"]["facts"] == "texts"
    assert named["visit_people"]["stakeholder"] == "text"
    assert named["opportunities"]["close_moved_from"] == "dates"
