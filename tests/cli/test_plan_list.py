"""``kam plan list``: every plan is a row, broken or not."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest

from tests.golden import golden
from tests.kam import AS_OF, MINIMAL, kam, put, terminal

FORMATS = ("table", "plain", "md", "csv", "json")


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("chosen", FORMATS)
def test_the_list_of_the_example_accounts(lang: str, chosen: str) -> None:
    found = kam("plan", "list", *AS_OF, "--lang", lang, "--format", chosen)
    assert (found.code, found.err) == (0, "")
    golden(f"plan_list/{lang}.{chosen}", found.out)


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("columns", [60, 80, 120])
def test_it_fits_the_terminal(lang: str, columns: int) -> None:
    from kamtool.render.layout import text_width

    found = terminal("plan", "list", *AS_OF, "--lang", lang, "--color", "never", columns=columns)
    assert found.code == 0
    assert max(map(text_width, found.out.split("\n"))) <= columns


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_eighty_columns_hold_a_line_for_each_plan(lang: str) -> None:
    """It fell apart into a record of ten lines for each plan, for two cells too many."""
    found = terminal("plan", "list", *AS_OF, "--lang", lang, "--color", "never", columns=80)
    assert len([line for line in found.out.split("\n") if "东海电信" in line and "赵一鸣" in line]) == 1


def test_a_hospital_is_no_government() -> None:
    """State organs and public institutions are one kind of customer, and the word has to hold both."""
    found = kam("plan", "list", "minghua-hospital", *AS_OF, "--lang", "zh", "-f", "plain").out
    assert "政府" not in found


def test_a_broken_file_is_a_row_that_says_where_and_why(tmp_path: Path) -> None:
    put(tmp_path, "good.yaml", MINIMAL)
    put(tmp_path, "bad.yaml", "kam: 1\naccount:\n  name：红旗\n")
    put(tmp_path, "gbk.yaml", "kam: 1\naccount: {name: 红旗机械厂}\n".encode("gbk"))
    found = kam("plan", "list", *AS_OF, "--format", "table", cwd=tmp_path)
    assert found.code == 0
    assert "2 files are not valid plans" in found.out
    assert re.search(r"accounts/bad\.yaml:3:\d+ +full-width colon after a key", found.out)
    assert re.search(r"accounts/gbk\.yaml:2:\d+ +this file looks like GBK", found.out)
    assert "红旗机械厂" in found.out
    data = json.loads(kam("plan", "list", *AS_OF, "--format", "json", cwd=tmp_path).out)
    faults = {one["id"]: one["fault"] and one["fault"]["code"] for one in data["plans"]}
    assert faults == {"bad": "KAM004", "gbk": "KAM002", "good": None}


def test_amounts_in_csv_are_exact_and_stand_under_their_currency(tmp_path: Path) -> None:
    put(
        tmp_path,
        "a.yaml",
        MINIMAL
        + "opportunities: {x: {value: {amount: 1234567.89, currency: EUR}}, y: {value: {amount: 5, currency: CNY}}}\n",
    )
    found = kam("plan", "list", *AS_OF, "--format", "csv", cwd=tmp_path)
    row = next(csv.DictReader(io.StringIO(found.out)))
    assert (row["open value EUR"], row["open value CNY"]) == ("1234567.89", "5")


def test_a_plan_with_no_review_date_is_not_called_fresh_nor_stale(tmp_path: Path) -> None:
    put(tmp_path, "a.yaml", MINIMAL)
    found = kam("plan", "list", *AS_OF, cwd=tmp_path)
    assert "1 has no day of review" in found.out
    assert "not reviewed in" not in found.out


def test_it_sorts_as_asked_and_names_the_orders_when_it_cannot() -> None:
    data = json.loads(kam("plan", "list", *AS_OF, "--sort", "touch", "--format", "json").out)
    days = [one["days_touched"] for one in data["plans"]]
    assert days == sorted(days, reverse=True)
    wrong = kam("plan", "list", "--sort", "size")
    assert wrong.code == 2
    assert "findings, name, value, touch, reviewed" in wrong.err


def test_it_lists_only_the_accounts_named() -> None:
    data = json.loads(kam("plan", "list", "hongqi", "jin*", *AS_OF, "--format", "json").out)
    assert sorted(one["id"] for one in data["plans"]) == ["hongqi", "jinshan"]


def test_an_empty_folder_says_how_to_begin(tmp_path: Path) -> None:
    (tmp_path / "accounts").mkdir()
    found = kam("plan", "list", cwd=tmp_path)
    assert (found.code, "kam plan new" in found.out) == (0, True)


def test_many_files_give_the_same_rows_as_few(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for at in range(8):
        put(tmp_path, f"p{at}.yaml", MINIMAL if at % 3 else "kam: 2\n")
    alone = kam("plan", "list", *AS_OF, "--format", "json", cwd=tmp_path).out
    monkeypatch.setattr("kamtool.cli.plan_list.PARALLEL_FROM", 2)
    assert kam("plan", "list", *AS_OF, "--format", "json", cwd=tmp_path).out == alone


def test_inside_the_folder_of_plans_it_says_so(tmp_path: Path) -> None:
    """It said that there are no plans, and to make one, amid the plans."""
    put(tmp_path, "a.yaml", MINIMAL)
    found = kam("plan", "list", *AS_OF, "--lang", "en", cwd=tmp_path / "accounts")
    assert (found.code, found.out) == (2, "")
    assert "cd .." in found.err
    assert "kam plan new" not in found.err
    assert kam("plan", "list", ".", *AS_OF, cwd=tmp_path / "accounts").code == 0
