"""``kam portfolio concentration``: what it is asked, what it refuses, and in which words."""

from __future__ import annotations

import builtins
import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from unittest import mock

import pytest

from kamtool.config import LEDGER
from kamtool.ledger.fields import Field
from tests.kam import AS_OF, MINIMAL, ROOT, Result, kam, plain, put
from tools import ledger

SALES = "accounts/ledger/sales.csv"
LINES = """客户,日期,金额,成本,服务成本
红旗机械厂,2025-03-01,100,60,10
云帆,2025-04-01,900,600,400
云帆,2026-04-01,50,20,1
"""


def ask(*words: str, cwd: Path | None = None) -> Result:
    place = {} if cwd is None else {"cwd": cwd}
    return kam("portfolio", "concentration", *AS_OF, "--lang", "en", *words, **place)  # type: ignore[arg-type]


@pytest.fixture
def sales(tmp_path: Path) -> Path:
    put(tmp_path, "hongqi.yaml", MINIMAL)
    (tmp_path / "sales.csv").write_text(LINES, encoding="utf-8")
    return tmp_path


def test_guessed_columns_are_told_as_they_would_stand_in_the_settings(sales: Path) -> None:
    found = ask("--ledger", "sales.csv", "-f", "json", cwd=sales)
    assert found.code == 0
    assert 'customer = "客户", date = "日期", revenue = "金额"' in found.err
    shown = json.loads(found.out)
    assert [(one["name"], one["plan"]) for one in shown["ranked"]] == [("红旗机械厂", "hongqi"), ("云帆", None)]


def test_settings_name_the_ledger_and_its_columns_once(sales: Path) -> None:
    keys = {"path": "sales.csv", "customer": "客户", "date": "日期", "revenue": "金额", "cost_of_goods": "成本"}
    keys["cost_to_serve"] = "服务成本"
    (sales / "kam.toml").write_text("[ledger]\n" + "".join(f'{k} = "{v}"\n' for k, v in keys.items()), encoding="utf-8")
    found = ask("-f", "plain", cwd=sales)
    assert (found.code, found.err) == (0, "")
    assert "云帆" in found.out
    below = sales / "below"
    below.mkdir()
    assert ask("-f", "plain", cwd=below).code == 0
    assert "nothing to rank" in ask("--plans", "-f", "plain", cwd=sales).out


def test_every_meaning_of_a_column_is_a_setting() -> None:
    assert set(Field) <= set(LEDGER)


@pytest.mark.parametrize(
    ("toml", "said"),
    [
        ("ledger = 3", "takes a table"),
        ('[ledger]\nrevenu = "x"', "kam.toml:2: there is no setting `revenu`; did you mean `revenue`?"),
        ("[ledger]\nrevenue = 3", "takes a text"),
        ('[ledger]\ndecimal = "dot"\npath = "sales.csv"', "`decimal` of the ledger takes"),
    ],
)
def test_wrong_settings_are_told(toml: str, said: str, sales: Path) -> None:
    (sales / "kam.toml").write_text(toml, encoding="utf-8")
    found = ask(cwd=sales)
    assert found.code == 2
    assert said in found.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--by", "sales"), "--by takes"),
        (("--top", "0"), "--top takes"),
        (("--period", "soon"), "--period takes"),
        (("--ledger", "none.csv"), "no such file or folder: none.csv"),
        (("--ledger", "sales.csv", "--set", "revenue"), "--set takes KEY=VALUE"),
        (("--ledger", "sales.csv", "--set", "revenue=金额2"), "did you mean `金额`?"),
        (("--ledger", "sales.csv", "--set", "path=x"), "--set takes KEY=VALUE"),
        (("--ledger", "sales.csv", "--engine", "abacus"), "--engine takes"),
        (("--period", "2026Q1"), "a year here"),
        (("hongqi", "--ledger", "sales.csv"), "joined to all plans"),
    ],
)
def test_what_is_asked_wrongly_is_said_in_a_line(words: tuple[str, ...], said: str, sales: Path) -> None:
    found = ask(*words, cwd=sales)
    assert (found.code, found.out) == (2, "")
    assert said in found.err
    assert found.err.count("\n") == 1


def test_bad_lines_stop_the_call_unless_they_are_to_be_skipped(sales: Path) -> None:
    with (sales / "sales.csv").open("a", encoding="utf-8") as stream:
        stream.write("云帆,2026-05-01,待定,1,1\n")
    found = ask("--ledger", "sales.csv", cwd=sales)
    assert (found.code, found.out) == (2, "")
    assert "sales.csv:5: revenue: `待定` is no amount" in found.err
    skipped = ask("--ledger", "sales.csv", "--skip-bad", "-f", "plain", cwd=sales)
    assert skipped.code == 0
    assert "skipped as asked: 1" in skipped.out


def test_the_period_picks_the_lines(sales: Path) -> None:
    shown = json.loads(ask("--ledger", "sales.csv", "--period", "2026Q2", "-f", "json", cwd=sales).out)
    assert [(one["name"], one["revenue"]) for one in shown["ranked"]] == [("云帆", 50)]
    assert shown["intake"]["outside"] == 2


@pytest.mark.parametrize(
    ("missing", "engine", "extra"), [("duckdb", "duckdb", "ledger"), ("pyspark", "spark", "spark")]
)
def test_a_missing_library_is_told_with_what_to_install(missing: str, engine: str, extra: str, sales: Path) -> None:
    real = builtins.__import__

    def no(name: str, *rest: object, **named: object) -> object:
        if name.partition(".")[0] == missing:
            raise ImportError(name)
        return real(name, *rest, **named)  # type: ignore[arg-type]

    with mock.patch.object(builtins, "__import__", no):
        found = ask("--ledger", "sales.csv", "--engine", engine, cwd=sales)
    assert (found.code, found.err.count("\n")) == (2, 1)
    assert f"pip install 'kamtool[{extra}]'" in found.err


def test_the_plans_own_figures_need_no_library() -> None:
    """Neither is loaded, not even by accident."""
    code = "from kamtool.__main__ import main\ntry:\n  main()\nfinally:\n  import sys; print(sorted(sys.modules))"
    words = ("portfolio", "concentration", "--plans", *AS_OF)
    done = subprocess.run(
        [sys.executable, "-c", code, *words], capture_output=True, text=True, check=True, cwd=ROOT, env=plain(None)
    )
    assert "'kamtool.analysis.concentration'" in done.stdout
    assert not {"'duckdb'", "'pyspark'", "'openpyxl'"} & set(done.stdout.replace("]", ",").split(", "))


def test_the_example_ledger_is_what_its_script_writes() -> None:
    assert ledger.FILE.read_text(encoding="utf-8") == ledger.written()


def test_for_a_year_the_example_ledger_earns_what_the_plans_say() -> None:
    """A plan's figures of 2025 are its ledger lines of 2025, wherever it has figures for that year."""

    def figures(*words: str) -> Mapping[str, tuple[object, ...]]:
        shown = json.loads(ask(*words, "--period", "2025", "-f", "json").out)
        return {
            one["plan"]: tuple(one[key] for key in ("revenue", "gross_profit", "cost_to_serve"))
            for one in shown["ranked"]
        }

    plans, lines = figures("--plans"), figures("--ledger", SALES)
    both = plans.keys() & lines.keys()
    assert both >= {"hongqi", "huadong-telecom", "jiaotong", "meridian"}
    assert {key: plans[key] for key in both} == {key: lines[key] for key in both}


FIGURES = "kam: 1\naccount: {{name: {name}, economics: [{{year: {year}, revenue: 5{more}}}]}}\n"


def test_a_year_that_has_not_begun_is_refused_and_one_not_over_is_said_to_be(tmp_path: Path) -> None:
    put(tmp_path, "a.yaml", FIGURES.format(name="A", year=2026, more=""))
    ahead = ask("--period", "2027", cwd=tmp_path)
    assert (ahead.code, ahead.out) == (2, "")
    assert "the year 2027 has not begun on 2026-11-23" in ahead.err
    running = ask("--period", "2026", "-f", "md", cwd=tmp_path).out
    assert "2026 · not over yet" in running
    (tmp_path / "sales.csv").write_text(LINES, encoding="utf-8")
    for period, said in (("2026", True), ("2026Q3", False), ("2025", False)):
        shown = ask("--ledger", "sales.csv", "--period", period, "-f", "md", cwd=tmp_path).out
        assert ("not over yet" in shown) is said, period


def test_it_is_said_whose_figures_name_no_currency_and_whose_another(tmp_path: Path) -> None:
    for name, more in (("A", ", currency: CNY"), ("B", ", currency: CNY"), ("C", "")):
        put(tmp_path, f"{name}.yaml", FIGURES.format(name=name, year=2025, more=more))
    deal = "opportunities: {d: {value: {amount: 9, currency: USD}}}\n"
    put(tmp_path, "D.yaml", FIGURES.format(name="D", year=2025, more="") + deal)
    out = " ".join(ask("-f", "plain", cwd=tmp_path).out.split())
    assert "Taken as CNY: no currency named in C." in out
    assert "In another currency than CNY, so not in the picture: D." in out
