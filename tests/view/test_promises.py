"""What a person reads of ``kam promises``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kamtool.render.layout import text_width
from tests.golden import golden
from tests.kam import AS_OF, MINIMAL, ROOT, kam, put, terminal

ACCOUNTS = sorted(file.stem for file in (ROOT / "accounts").glob("*.yaml"))


@pytest.mark.parametrize("account", ["hongqi", "huadong-telecom"])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_plain(account: str, lang: str) -> None:
    found = kam("promises", account, *AS_OF, "--lang", lang, "--format", "plain")
    assert (found.code, found.err) == (0, "")
    golden(f"promises/{account}.{lang}.txt", found.out)


@pytest.mark.parametrize("chosen", ["json", "md", "csv"])
def test_other_formats(chosen: str) -> None:
    golden(f"promises/hongqi.{chosen}", kam("promises", "hongqi", *AS_OF, "--lang", "zh", "-f", chosen).out)


def test_explained() -> None:
    golden(
        "promises/hongqi.explain.zh.txt",
        kam("promises", "hongqi", *AS_OF, "--lang", "zh", "-f", "plain", "--explain").out,
    )


@pytest.mark.parametrize("account", ACCOUNTS)
@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("chosen", ["table", "plain", "md", "csv", "json", "svg"])
def test_every_account_in_every_format(account: str, lang: str, chosen: str) -> None:
    found = kam("promises", account, *AS_OF, "--lang", lang, "-f", chosen, "--explain")
    assert (found.code, found.err) == (0, "")
    assert found.out


def test_json_has_no_language() -> None:
    pages = [kam("promises", "hongqi", *AS_OF, "--lang", lang, "-f", "json").out for lang in ("en", "zh")]
    assert pages[0] == pages[1]
    assert json.loads(pages[0])["schema"] == "kam.promises/1"


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("columns", [80, 120])
def test_it_fits_the_terminal(lang: str, columns: int) -> None:
    found = terminal("promises", "huadong-telecom", *AS_OF, "--lang", lang, "--color", "never", columns=columns)
    assert found.code == 0
    assert max(map(text_width, found.out.split("\n"))) <= columns


def test_a_deal_that_is_not_there() -> None:
    found = kam("promises", "hongqi/nope", *AS_OF, "--lang", "en")
    assert (found.code, found.out) == (2, "")
    assert "fleet-2026" in found.err


def said(tmp_path: Path, text: str, lang: str = "zh") -> str:
    trusting = "{date: 2026-09-01, behaviour: 替我们说话, shows: trust}"
    people = f"stakeholders: {{a: {{name: 甲科长, relationship: {{value: trust, evidence: [{trusting}]}}}}}}\n"
    put(tmp_path, "one.yaml", MINIMAL + people + text)
    found = kam("promises", "one", *AS_OF, "--lang", lang, "-f", "md", cwd=tmp_path)
    assert found.code == 0
    return found.out


def test_an_empty_plan_says_what_to_write_first(tmp_path: Path) -> None:
    assert "先写两条" in said(tmp_path, "")


@pytest.mark.parametrize(
    ("promises", "point"),
    [
        ("{by: us, to: a, what: 报价, due: 2026-11-20}", "我们欠着 1 件，都过期了；对方没有欠的。"),
        ("{by: us, to: a, what: 报价, due: 2026-11-20}", "最伤的是甲科长那一件：信得过我们的人，“报价”已过期 3 天。"),
        ("{by: us, what: 报价, due: 2026-11-22}", "最该先还的是红旗机械厂的“报价”，已过期 1 天。"),
        ("{by: us, to: a, what: 报价, due: 2026-11-30}", "最近要给的是甲科长的“报价”，2026-11-30 到期。"),
        ("{by: us, to: a, what: 报价}", "定日子：报价。"),
        ("{by: customer, from: a, what: 清单, due: 2026-11-01}", "问甲科长“清单”卡在哪里"),
    ],
)
def test_the_point_and_what_to_do(tmp_path: Path, promises: str, point: str) -> None:
    assert point in said(tmp_path, f"promises: [{promises}]")


def test_few_are_said_in_bare_numbers() -> None:
    assert "%" not in kam("promises", "huadong-telecom", *AS_OF, "--lang", "en", "-f", "plain").out


def test_a_kept_promise_keeps_its_day_its_owner_and_its_deal(tmp_path: Path) -> None:
    """A row of a kept promise left them empty."""
    rest = "{by: us, what: 报价, owner: w, opportunity: d, made: 2026-10-01, due: 2026-11-01, kept: 2026-10-20}"
    plan = f"{MINIMAL}team: {{w: {{name: 王工}}}}\nopportunities: {{d: {{name: 换车}}}}\npromises: [{rest}]\n"
    put(tmp_path, "one.yaml", plan)
    call = ("promises", "one", *AS_OF, "--lang", "en", "-f")
    rows = kam(*call, "csv", cwd=tmp_path).out.splitlines()
    assert rows[1] == "us,报价,,王工,换车,2026-10-01,2026-11-01,2026-10-20,0,kept"
    (done,) = json.loads(kam(*call, "json", cwd=tmp_path).out)["done"]
    assert (done["owner"], done["deal"], done["made"]) == ("王工", "换车", "2026-10-01")


PROMISE = "promises: [{by: us, what: 样件, due: 2026-11-30}]\n"


@pytest.mark.parametrize(("owner", "who"), [("owner: 周莉\n", "周莉"), ("", "没定人")])
def test_a_promise_without_a_name_is_the_plan_owners(tmp_path: Path, owner: str, who: str) -> None:
    """As ``kam next`` has it; only where the plan is nobody's either is it nobody's."""
    put(tmp_path, "accounts/a.yaml", MINIMAL + owner + PROMISE)
    found = kam("promises", "a", *AS_OF, "--lang", "zh", "-f", "plain", cwd=tmp_path).out
    assert who in found
    assert ("没定谁办" in found) is (owner == "")
