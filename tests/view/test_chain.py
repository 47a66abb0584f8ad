"""What a person reads of ``kam chain``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.golden import golden
from tests.kam import AS_OF, MINIMAL, ROOT, kam, put

ACCOUNTS = sorted(file.stem for file in (ROOT / "accounts").glob("*.yaml"))


@pytest.mark.parametrize("account", ["hongqi", "huadong-telecom"])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_plain(account: str, lang: str) -> None:
    found = kam("chain", account, *AS_OF, "--lang", lang, "--format", "plain")
    assert (found.code, found.err) == (0, "")
    golden(f"chain/{account}.{lang}.txt", found.out)


@pytest.mark.parametrize("format_", ["md", "json", "csv", "mermaid"])
def test_other_formats(format_: str) -> None:
    golden(f"chain/hongqi.{format_}", kam("chain", "hongqi", *AS_OF, "--lang", "zh", "-f", format_).out)


@pytest.mark.parametrize("account", ACCOUNTS)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_account_explained(account: str, lang: str) -> None:
    found = kam("chain", account, *AS_OF, "--lang", lang, "--explain", "-f", "plain")
    assert (found.code, found.err) == (0, "")
    assert "--explain" not in found.out


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_an_empty_plan_is_told_what_to_write_first(lang: str) -> None:
    found = kam("chain", "-", *AS_OF, "--lang", lang, "-f", "plain", stdin=MINIMAL.encode())
    assert found.code == 0
    assert "opportunities:" in found.out


def test_a_deal_that_says_nothing_has_nothing_confirmed() -> None:
    plan = f"{MINIMAL}opportunities:\n  new: {{name: 新项目}}\n"
    found = kam("chain", "-", *AS_OF, "--lang", "zh", "-f", "json", stdin=plan.encode())
    answer = json.loads(found.out)
    told = answer.get("result", answer)
    assert [one["confirmed"] for one in told["links"]] == [0] * 5
    assert {one["fault"] for one in told["breaks"]} == {"nobody"}


def test_the_arrows_between_stages_stand_in_the_picture_alone() -> None:
    assert "==>" in kam("chain", "hongqi", *AS_OF, "-f", "mermaid").out
    assert "→" not in kam("chain", "hongqi", *AS_OF, "-f", "plain").out


def test_a_deal_that_is_not_there_is_told() -> None:
    found = kam("chain", "hongqi/nothing", *AS_OF, "--lang", "en")
    assert (found.code, found.out) == (2, "")
    assert "nothing" in found.err


@pytest.mark.parametrize(("lang", "said"), [("en", "past, no outcome noted"), ("zh", "日子过了，结果没记")])
def test_a_day_of_theirs_that_passed_is_not_called_overdue(tmp_path: Path, lang: str, said: str) -> None:
    """It happened or it did not: the plan does not say, and it is not ours to do."""
    deal = "opportunities: {d: {stage: evaluation, decision: {milestones: [{name: 踏勘, date: 2026-11-10}]}}}\n"
    put(tmp_path, "a.yaml", MINIMAL + deal)
    assert said in kam("chain", "a", *AS_OF, "--lang", lang, cwd=tmp_path).out
