"""``kam next``: one list over all plans, in every format, with what is wrong said beside it."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest

from kamtool.analysis.ranking import Weights
from kamtool.cli.table import COMMANDS
from kamtool.render.layout import text_width
from kamtool.view.next import COMMANDS as SHOWN_BY
from tests.golden import golden
from tests.kam import AS_OF, MINIMAL, ROOT, kam, put, terminal

FORMATS = ("table", "plain", "md", "csv", "json", "ics")
BOTH = ("hongqi", "huadong-telecom")
ACTION = MINIMAL + "owner: 李明\nreviewed: 2026-11-20\nactions: [{what: 报价, due: 2026-11-20}]\n"


def data(*words: str, cwd: Path = ROOT) -> Any:
    found = kam("next", *words, *AS_OF, "-f", "json", cwd=cwd)
    assert found.code == 0, found.err
    return json.loads(found.out)


@pytest.mark.parametrize("account", BOTH)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_plain(account: str, lang: str) -> None:
    found = kam("next", account, *AS_OF, "--lang", lang, "-f", "plain")
    assert (found.code, found.err) == (0, "")
    golden(f"next/{account}.{lang}.txt", found.out)


@pytest.mark.parametrize("chosen", ["json", "md", "csv", "ics"])
def test_other_formats(chosen: str) -> None:
    golden(f"next/hongqi.{chosen}", kam("next", "hongqi", *AS_OF, "--lang", "zh", "-f", chosen).out)


def test_explained() -> None:
    golden("next/hongqi.explain.zh.txt", kam("next", "hongqi", *AS_OF, "--lang", "zh", "-f", "plain", "--explain").out)


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("chosen", FORMATS)
def test_all_accounts_in_every_format(lang: str, chosen: str) -> None:
    found = kam("next", *AS_OF, "--lang", lang, "-f", chosen, "--explain")
    assert (found.code, found.err) == (0, "")
    assert "红旗机械厂" in found.out


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("columns", [80, 120])
def test_it_fits_the_terminal(lang: str, columns: int) -> None:
    found = terminal("next", *AS_OF, "--lang", lang, "--color", "never", "--explain", columns=columns)
    assert found.code == 0
    assert max(map(text_width, found.out.split("\n"))) <= columns


def test_json_has_no_language() -> None:
    pages = [kam("next", *AS_OF, "--lang", lang, "-f", "json").out for lang in ("en", "zh")]
    assert pages[0] == pages[1]


def test_the_worst_comes_first_and_every_score_is_the_sum_of_its_terms() -> None:
    lines = data()["lines"]
    assert [one["score"] for one in lines] == sorted((one["score"] for one in lines), reverse=True)
    assert [one["rank"] for one in lines] == list(range(1, len(lines) + 1))
    assert all(one["score"] == sum(term["points"] for term in one["terms"]) for one in lines)


def test_of_all_plans_three_unknowns_are_listed_and_a_short_list_keeps_them() -> None:
    for words in ((), ("--limit", "6")):
        assert sum(one["question"] is not None for one in data(*words)["lines"]) == 3
    assert len(data("--limit", "6")["lines"]) == 6
    assert [one["rank"] for one in data("--limit", "2")["lines"]] == [1, 2]


def test_the_owner_sees_what_falls_to_them_by_name_id_or_part_of_the_name() -> None:
    for given in ("李明", "liming"):
        assert {one["waiting"]["who"] for one in data("hongqi", "--owner", given)["lines"]} == {"李明"}
    assert {one["waiting"]["who"] for one in data("--owner", "Grace")["lines"]} == {"Grace Lin"}


def test_an_owner_nobody_knows_is_an_error_with_the_names() -> None:
    found = kam("next", *AS_OF, "--owner", "nobody", "--lang", "en")
    assert (found.code, found.out) == (2, "")
    assert "Grace Lin" in found.err


def test_broken_plans_are_named_and_the_rest_is_listed(tmp_path: Path) -> None:
    put(tmp_path, "good.yaml", ACTION)
    put(tmp_path, "bad.yaml", "kam: 1\naccount:\n  name：红旗\n")
    found = kam("next", *AS_OF, "--lang", "en", "-f", "plain", cwd=tmp_path)
    assert found.code == 0
    assert "报价" in found.out
    assert "1 file could not be read" in found.out
    assert re.match(r"accounts/bad\.yaml:3:\d+: .*; left out\n$", found.err)


def test_when_none_can_be_read_it_fails(tmp_path: Path) -> None:
    put(tmp_path, "bad.yaml", "kam: 2\n")
    found = kam("next", *AS_OF, "--lang", "en", cwd=tmp_path)
    assert (found.code, found.out) == (2, "")


def test_an_empty_folder_says_how_to_begin(tmp_path: Path) -> None:
    (tmp_path / "accounts").mkdir()
    found = kam("next", cwd=tmp_path)
    assert (found.code, "kam plan new" in found.err) == (2, True)


def test_an_empty_plan_says_what_to_write_and_what_to_find_out(tmp_path: Path) -> None:
    put(tmp_path, "a.yaml", MINIMAL)
    found = kam("next", *AS_OF, "--lang", "en", "-f", "plain", cwd=tmp_path)
    assert found.code == 0
    assert "The plan of 红旗机械厂 names no action, promise or close plan" in " ".join(found.out.split())
    assert "this plan was never" in found.out
    assert "kam questions a" in re.sub(r"\s+", " ", found.out)


def test_nothing_to_do_is_said(tmp_path: Path) -> None:
    put(tmp_path, "a.yaml", ACTION + "team: {wang: {name: 王芳}}\n")
    found = kam("next", *AS_OF, "--owner", "王芳", "--lang", "en", "-f", "plain", cwd=tmp_path)
    assert "1 plan: nothing is overdue" in found.out


@pytest.mark.parametrize("word", ["--days=-1", "--days=100001", "--limit=0"])
def test_wrong_numbers(word: str) -> None:
    assert kam("next", *AS_OF, word).code == 2


def test_days_look_ahead() -> None:
    assert all((one["waiting"]["days"] or 0) <= 0 for one in data("--days", "0")["lines"])
    assert max(one["waiting"]["days"] or 0 for one in data("--days", "7")["lines"]) == 7


def test_a_team_sets_the_weights(tmp_path: Path) -> None:
    put(tmp_path, "a.yaml", ACTION)
    (tmp_path / "kam.toml").write_text("[next]\naction = 50\noverdue-day = 0\n", encoding="utf-8")
    (one,) = [one for one in data(cwd=tmp_path)["lines"] if one["waiting"]["kind"] == "action"]
    assert one["terms"] == [{"name": "overdue", "points": 25}, {"name": "kind", "points": 50}]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[next]\nactoin = 1\n", "kam.toml:2: [next] has no `actoin`; did you mean `action`?"),
        ("[next]\nxyzzy = 1\n", "kam.toml:2: [next] has no `xyzzy`; it has "),
        ("[next]\naction = -1\n", "kam.toml:2: `action` takes a whole number"),
        ("[next]\naction = true\n", "takes a whole number"),
        ("next = 5\n", "`next` takes a table"),
    ],
)
def test_wrong_weights(tmp_path: Path, text: str, said: str) -> None:
    put(tmp_path, "a.yaml", ACTION)
    (tmp_path / "kam.toml").write_text(text, encoding="utf-8")
    found = kam("next", *AS_OF, "--lang", "en", cwd=tmp_path)
    assert (found.code, found.out) == (2, "")
    assert said in found.err


def test_explain_shows_every_weight_by_the_name_of_its_setting() -> None:
    from dataclasses import fields

    out = kam("next", "hongqi", *AS_OF, "-f", "md", "--explain").out
    assert all(f"{one.name} = {getattr(Weights(), one.name)}" in out.replace("\\", "") for one in fields(Weights))


def test_what_it_sends_a_person_to_exists() -> None:
    assert set(SHOWN_BY.values()) <= {name for name, _, _ in COMMANDS}


def test_csv_has_every_line_and_the_calendar_every_day() -> None:
    lines = data()["lines"]
    rows = list(csv.DictReader(io.StringIO(kam("next", *AS_OF, "--lang", "en", "-f", "csv").out)))
    assert [row["score"] for row in rows] == [str(one["score"]) for one in lines]
    dated = sum(one["waiting"]["due"] is not None for one in lines)
    assert kam("next", *AS_OF, "-f", "ics").out.count("BEGIN:VEVENT") == dated


def test_a_file_that_ends_in_ics_is_a_calendar(tmp_path: Path) -> None:
    put(tmp_path, "a.yaml", ACTION)
    assert kam("next", *AS_OF, "-o", "out.ics", cwd=tmp_path).code == 0
    assert (tmp_path / "out.ics").read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")


def test_many_plans_give_the_same_list_as_few(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for at in range(8):
        put(tmp_path, f"p{at}.yaml", ACTION if at % 3 else "kam: 2\n")
    alone = kam("next", *AS_OF, "-f", "json", cwd=tmp_path).out
    monkeypatch.setattr("kamtool.cli.next.PARALLEL_FROM", 2)
    assert kam("next", *AS_OF, "-f", "json", cwd=tmp_path).out == alone


def test_a_plan_to_be_reviewed_is_sent_to_the_review(tmp_path: Path) -> None:
    """Not to check, which asks nothing and writes no day."""
    put(tmp_path, "accounts/a.yaml", MINIMAL + "owner: 李明\n")
    assert "kam review a" in kam("next", *AS_OF, "--lang", "zh", "-f", "plain", cwd=tmp_path).out
