"""``kam query``: right answers, mistakes told with their place, and no way out of the tables."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kamtool.cli.query import named_in
from kamtool.cli.tables import NAMES
from kamtool.store import sandbox
from tests.golden import golden
from tests.kam import AS_OF, MINIMAL, ROOT, Result, kam, put

QUERIES = re.findall(r"^([^\n`]+)\n\n```sql\n(.*?)```", (ROOT / "docs" / "query.md").read_text("utf-8"), re.M | re.S)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder with one plan, and a file beside it that nobody may read or write."""
    put(tmp_path, "x.yaml", MINIMAL + "  tier: A\n")
    (tmp_path / "secret.csv").write_text("word\nrosebud\n", "utf-8")
    return tmp_path


def ask(place: Path, sql: str, *more: str) -> Result:
    """A query in a folder."""
    return kam("query", sql, *more, *AS_OF, cwd=place)


@pytest.mark.parametrize(("what", "sql"), QUERIES, ids=[one.partition(" ·")[0] for one, _ in QUERIES])
def test_the_queries_of_the_documentation_answer(what: str, sql: str) -> None:
    """Each runs on our accounts, and finds something."""
    result = kam("query", sql, "--format", "json", *AS_OF)
    assert result.code == 0, result.err
    assert json.loads(result.out)["rows"], what


def test_a_call_that_nobody_answered_is_no_meeting(place: Path) -> None:
    """The first query of the documentation took a decider for met whose telephone rang unanswered."""
    people = "stakeholders: {a: {name: 甲, roles: [decider]}, b: {name: 乙, roles: [decider]}}\n"
    calls = "  - {date: 2026-11-20, channel: call, with: [a], answered: no}\n  - {date: 2026-11-20, with: [b]}\n"
    put(place, "x.yaml", MINIMAL + people + "visits:\n" + calls)
    rows = json.loads(ask(place, QUERIES[0][1], "--format", "json").out)["rows"]
    assert [row[1] for row in rows] == ["甲"]


def test_a_late_promise_nobody_took_on_is_the_plan_owners(place: Path) -> None:
    put(place, "x.yaml", MINIMAL + "owner: 李明\npromises: [{by: us, what: 交报告, due: 2026-11-01}]\n")
    (sql,) = (sql for what, sql in QUERIES if what.startswith("Promises"))
    assert json.loads(ask(place, sql, "--format", "json").out)["rows"][0][0] == "李明"


@pytest.mark.parametrize("form", ["table", "plain", "md", "csv", "json"])
def test_an_answer_in_each_format(form: str) -> None:
    """As approved."""
    result = kam("query", QUERIES[0][1], "--format", form, *AS_OF)
    assert (result.code, result.err) == (0, "")
    golden(f"query/deciders.{form}", result.out)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_what_there_is_to_ask_about(lang: str) -> None:
    """All tables, and the columns of one; nothing is read for it."""
    golden(f"query/tables.{lang}.md", kam("query", "--tables", "--format", "md", "--lang", lang).out)
    golden(f"query/visits.{lang}.md", kam("query", "--tables", "visits", "--format", "md", "--lang", lang).out)


@pytest.mark.parametrize(
    "sql",
    [
        "from read_csv('secret.csv')",
        "from 'secret.csv'",
        "from read_text('secret.csv')",
        "from read_blob('accounts/x.yaml')",
        "from glob('*')",
        "from sniff_csv('secret.csv')",
        "from read_json('secret.csv')",
        "from parquet_scan('secret.csv')",
        "from query('from ''secret.csv''')",
        "from query_table('secret.csv')",
        "select getenv('HOME')",
        "from which_secret('s3://x', 's3')",
        "from duckdb_secrets()",
        "from read_csv('https://example.com/x.csv')",
        "from json_execute_serialized_sql(json_serialize_sql('from ''secret.csv'''))",
        "copy accounts to 'out.csv'",
        "copy (select 1) to 'out.csv'",
        "attach 'out.db' as o",
        "attach ':memory:' as o",
        "detach facts",
        "use memory",
        "install httpfs",
        "load httpfs",
        "set enable_external_access = true",
        "set memory_limit = '100GB'",
        "reset lock_configuration",
        "pragma database_list",
        "pragma enable_profiling",
        "call pragma_version()",
        "export database 'out'",
        "import database 'out'",
        "create table t as select 1",
        "create macro m(a) as a",
        "create view v as select 1",
        "create secret s (type s3)",
        "insert into accounts (account) values ('y')",
        "update accounts set tier = 'C'",
        "delete from accounts",
        "drop table accounts",
        "alter table accounts add column z integer",
        "truncate accounts",
        "vacuum",
        "checkpoint",
        "begin",
        "prepare p as select 1",
        "execute p",
        "explain analyze copy (select 1) to 'out.csv'",
        "select 1; copy (select 1) to 'out.csv'",
        "with x as (select 1) insert into accounts (account) select 'y'",
    ],
)
def test_there_is_no_way_out(sql: str, place: Path) -> None:
    """Refused with a sentence and exit code 2; nothing read, nothing written, no library fetched."""
    before = sorted(os.listdir(place))
    result = ask(place, sql)
    assert (result.code, result.out) == (2, ""), result.out
    assert "rosebud" not in result.err
    assert "kam query: " in result.err
    assert sorted(os.listdir(place)) == before


def test_the_settings_that_hold_it_are_shut(place: Path) -> None:
    """What DuckDB itself says of them."""
    names = ("enable_external_access", "lock_configuration", "autoload_known_extensions", "python_enable_replacements")
    told = ask(place, "from duckdb_settings() select name, value", "--format", "json", "--limit", "9999")
    held = dict(json.loads(told.out)["rows"])
    assert [held[one] for one in names] == ["false", "true", "false", "false"]
    assert held["temp_directory"] == ""


def test_a_module_in_the_working_folder_is_not_run(place: Path) -> None:
    """The process that asks does not look there for DuckDB."""
    (place / "duckdb.py").write_text("open('run', 'w').close()", "utf-8")
    assert ask(place, "select 1").code == 0
    assert not (place / "run").exists()


@pytest.mark.parametrize(
    "sql",
    [
        "with recursive t(x) as (select 1 union all select x + 1 from t) select count(*) from t",
        "select list_sum(list_transform(range(100000000), lambda x: x * 2))",
    ],
)
def test_a_query_without_end_is_stopped(sql: str, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also one that DuckDB itself cannot interrupt."""
    monkeypatch.setattr(sandbox, "SECONDS", 2)
    begun = time.monotonic()
    result = ask(place, sql)
    assert result.code == 2
    assert "stopped after 2 seconds" in result.err or "memory" in result.err
    assert time.monotonic() - begun < 30


@pytest.mark.parametrize(
    "sql",
    [
        "select string_agg(repeat('x', 10000)) from range(1000000)",
        "select lpad('x', 4000000000, 'y')",
        f"select {'(' * 5000}1{')' * 5000}",
    ],
)
def test_a_query_that_eats_memory_is_stopped(sql: str, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The process is bounded, whatever the function."""
    monkeypatch.setattr(sandbox, "SECONDS", 20)
    assert ask(place, sql).code == 2


BOUNDED = """
import resource
from kamtool.store import sandbox
sandbox.answer = lambda call: {"bound": resource.getrlimit(resource.RLIMIT_AS)}
sandbox.main()
"""


def test_the_system_bounds_the_memory_before_a_query_is_asked(tmp_path: Path) -> None:
    """What DuckDB keeps for itself does not bound every function."""
    pytest.importorskip("resource")
    asked, said = tmp_path / "call", tmp_path / "answer"
    asked.write_text("{}", "utf-8")
    subprocess.run([sys.executable, "-c", BOUNDED, str(asked), str(said)], check=True)
    assert json.loads(said.read_text("utf-8")) == {"bound": [sandbox.ROOM, sandbox.ROOM]}


def test_a_long_answer_is_cut_and_that_is_said(place: Path) -> None:
    """1000 rows, or as many as asked; on stderr and in JSON that there are more."""
    result = ask(place, "from range(5000)", "--format", "json")
    assert (len(json.loads(result.out)["rows"]), json.loads(result.out)["more"]) == (1000, True)
    assert "first 1000 rows" in result.err
    whole = ask(place, "from range(7)", "--format", "json", "--limit", "7")
    assert (len(json.loads(whole.out)["rows"]), json.loads(whole.out)["more"], whole.err) == (7, False, "")
    wide = ask(place, "select repeat('x', 30000000) from range(9)", "--format", "json")
    assert json.loads(wide.out)["more"]
    assert len(wide.out) < 80_000_000


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("select nme from accounts", "1:8: there is no column nme; did you mean name?"),
        ("select '红旗',\n  nme from accounts", "2:3: there is no column nme; did you mean name?"),
        ("from acounts", "1:6: there is no table acounts; did you mean accounts?"),
        ("from zzzzzzzz", "1:6: there is no table zzzzzzzz; kam query --tables"),
        ("selct 1", "1:1: not SQL as DuckDB reads it"),
        ("select account + from accounts", "not SQL as DuckDB reads it"),
        ("select cast(name as date) from accounts", "DuckDB says: "),
        ("", "the query is empty"),
        ("/* nothing */", "the query is empty"),
        ("select 1; select 2", "one query at a time"),
    ],
)
def test_a_mistake_is_told_with_its_place(sql: str, said: str, place: Path) -> None:
    """Line and column, what was probably meant, exit code 2."""
    result = ask(place, sql)
    assert (result.code, result.out) == (2, "")
    assert said in result.err


def test_the_mark_stands_under_the_word(place: Path) -> None:
    """Also behind Chinese characters, which are twice as wide."""
    result = ask(place, "select '红旗', nme from accounts")
    line, mark, _ = result.err.splitlines()
    assert line == "  select '红旗', nme from accounts"
    assert mark == " " * 17 + "^"


def test_from_a_file_and_from_standard_input(place: Path) -> None:
    """One of the two ways, not both and not neither."""
    (place / "q.sql").write_text("select tier from accounts;\n", "utf-8")
    from_file = kam("query", "--file", "q.sql", "--format", "csv", *AS_OF, cwd=place)
    assert from_file.out == "tier\r\nA\r\n"
    given = kam("query", "--file", "-", "--format", "csv", *AS_OF, cwd=place, stdin=b"select tier from accounts")
    assert given.out == from_file.out
    assert kam("query", *AS_OF, cwd=place).code == 2
    assert kam("query", "select 1", "--file", "q.sql", *AS_OF, cwd=place).code == 2
    assert "none.sql" in kam("query", "--file", "none.sql", *AS_OF, cwd=place).err
    assert kam("query", "--tables", "visit", *AS_OF, cwd=place).err.count("visits") == 1
    assert kam("query", "select 1", "--limit", "0", *AS_OF, cwd=place).code == 2


def test_values_are_shown_as_they_are(place: Path) -> None:
    """Nothing for null, exact numbers without idle zeros, days, lists, truth; nothing acts in a terminal or a sheet."""
    sql = "select null, 1.50, 2400000.00::decimal(32,8), date '2026-11-23', ['a','b'], true, chr(27) || '[31m', '=1+1'"
    result = ask(place, sql, "--format", "csv")
    assert result.out.splitlines()[1] == ",1.5,2400000,2026-11-23,a; b,true,\\x1b[31m,'=1+1"
    told = json.loads(ask(place, sql, "--format", "json").out)["rows"]
    assert told == [[None, 1.5, 2400000, "2026-11-23", ["a", "b"], True, "\x1b[31m", "=1+1"]]


def test_only_the_tables_that_a_query_names_are_filled() -> None:
    """Those it may read: a query in a text may read any."""
    assert named_in('FROM Accounts join "VISITS" using (account)') == {"accounts", "visits"}
    assert named_in("from query('from ' || 'acc' || 'ounts')") == frozenset(NAMES)


def test_nothing_is_an_answer_too(place: Path) -> None:
    """A sentence below the empty table."""
    assert "No row" in ask(place, "from visits", "--format", "plain").out
