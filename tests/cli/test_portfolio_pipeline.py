"""``kam portfolio pipeline``: what it shows in each format, and how forecasts are held against what happened."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest

from tests.cli.test_portfolio_health import git
from tests.golden import golden
from tests.kam import AS_OF, MINIMAL, Result, kam, put

DEAL = """opportunities:
  fleet:
    {{name: 换车, status: {status}, value: {{amount: 100万, probability: 80%}}, close: 2026-11-10{more}}}
"""


def ask(*words: str, cwd: Path | None = None, lang: str = "en") -> Result:
    place = {} if cwd is None else {"cwd": cwd}
    return kam("portfolio", "pipeline", *AS_OF, "--lang", lang, *words, **place)  # type: ignore[arg-type]


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("chosen", ["table", "plain", "md", "csv", "json", "svg"])
def test_in_each_format(lang: str, chosen: str) -> None:
    """Golden: four plans split by owner."""
    found = ask("dafeng-taxi", "jinshan", "laochen", "qingtian", "--by", "owner", "-f", chosen, lang=lang)
    assert (found.code, found.err) == (0, "")
    golden(f"portfolio_pipeline/four.{lang}.{chosen}", found.out)


def test_a_win_rate_of_few_deals_is_no_percentage() -> None:
    text = ask("-f", "plain").out
    told = " ".join(text[text.index("won and lost") :].split())
    assert re.search(r"Win rate: \d of \d", told)
    assert not re.search(r"Win rate: \d+%", told)


@pytest.mark.parametrize(
    ("lang", "told"),
    [("en", "Won 2 (1m, 1 without an amount), lost 0"), ("zh", "赢 2 个（100万，另有 1 个没写金额），输 0 个")],
)
def test_a_sum_says_how_many_deals_it_leaves_out(tmp_path: Path, lang: str, told: str) -> None:
    """Two deals and one amount are not two deals for that amount."""
    deals = "opportunities: {a: {name: 甲, status: won, value: {amount: 100万}}, b: {name: 乙, status: won}}\n"
    put(tmp_path, "hongqi.yaml", MINIMAL + deals)
    assert told in " ".join(ask("-f", "md", cwd=tmp_path, lang=lang).out.split())


def test_a_spreadsheet_reads_every_deal() -> None:
    rows = list(csv.DictReader(io.StringIO(ask("-f", "csv").out)))
    found = json.loads(ask("-f", "json").out)
    assert len(rows) == len(found["deals"]) + len(found["outcomes"]["deals"])


def test_what_was_said_is_held_against_what_happened(tmp_path: Path) -> None:
    put(tmp_path, "hongqi.yaml", MINIMAL + DEAL.format(status="open", more=""))
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-q", "-m", "first", day="2026-09-01")
    put(tmp_path, "hongqi.yaml", MINIMAL + DEAL.format(status="lost", more=", closed: 2026-11-05"))
    found = json.loads(ask("--since", "2026-09-01", "-f", "json", cwd=tmp_path).out)["back_test"]
    assert (found["due"], found["due_won"], found["lost"]) == (1, 0, 1)
    assert float(found["expected"]) == 0.8
    assert "By their own dates 1" in " ".join(ask("--since", "2026-09-01", "-f", "plain", cwd=tmp_path).out.split())


def test_a_wrong_split_is_refused_with_those_there_are() -> None:
    found = ask("--by", "colour")
    assert found.code == 2
    assert "owner" in found.err
