"""What a person reads of ``kam radar``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.golden import golden
from tests.kam import AS_OF, MINIMAL, ROOT, kam, put

ACCOUNTS = sorted(file.stem for file in (ROOT / "accounts").glob("*.yaml"))
DEAL = f"{MINIMAL}competitors: {{a: {{name: 甲}}, b: {{name: 乙}}}}\nopportunities:\n  d:\n    stage: evaluation\n    "


def shown(tmp_path: Path, deal: str, *args: str) -> str:
    put(tmp_path, "one.yaml", DEAL + deal + "\n")
    found = kam("radar", "one", *AS_OF, "--lang", "en", "-f", "plain", *args, cwd=tmp_path)
    assert (found.code, found.err) == (0, "")
    return " ".join(found.out.split())


@pytest.mark.parametrize("account", ["hongqi", "huadong-telecom"])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_plain(account: str, lang: str) -> None:
    found = kam("radar", account, *AS_OF, "--lang", lang, "--explain", "--format", "plain")
    assert (found.code, found.err) == (0, "")
    golden(f"radar/{account}.{lang}.txt", found.out)


@pytest.mark.parametrize("format_", ["md", "json", "csv"])
def test_other_formats(format_: str) -> None:
    golden(f"radar/hongqi.{format_}", kam("radar", "hongqi", *AS_OF, "--lang", "zh", "-f", format_).out)


@pytest.mark.parametrize("account", ACCOUNTS)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_account_has_a_point(account: str, lang: str) -> None:
    """Also those whose deal has no radar."""
    found = kam("radar", account, *AS_OF, "--lang", lang, "-f", "md")
    assert (found.code, found.err) == (0, "")
    assert len(found.out.split("\n\n")[1]) > 20


def test_a_polygon_a_vendor() -> None:
    """Every outline has an edge for each of its seven axes."""
    found = kam("radar", "huadong-telecom", *AS_OF, "--lang", "zh", "-f", "svg").out
    assert found.count("<polygon") == 1
    assert found.count('stroke="#c05621"') == found.count('stroke="#6b46c1"') == 7 + 1


def test_an_empty_plan_says_what_to_write_first(tmp_path: Path) -> None:
    put(tmp_path, "one.yaml", MINIMAL)
    for lang, said in (("en", "Write the deal first"), ("zh", "先写项目")):
        assert said in kam("radar", "one", *AS_OF, "--lang", lang, "-f", "plain", cwd=tmp_path).out


@pytest.mark.parametrize(
    ("radar", "said"),
    [
        ("{}", "Nobody is rated on any of the seven factors."),
        ("{us: {service: 4}}", "Only we are rated, and a radar of one says nothing."),
        ("{us: {service: 4}, a: {service: 5}}", "甲 leads us: 5.00 to 4.00 of 5. What costs us most is service"),
        ("{us: {service: 4}, a: {service: 4}}", "甲 is level with us: 4.00 of 5."),
        ("{us: {service: 4}, a: {service: 2}}", "甲 comes nearest, 2.00 to our 4.00 of 5. On no factor"),
        ("{us: {service: 4}, a: {service: 2}, b: {service: 3}}", "乙 comes nearest, 3.00 to our 4.00 of 5."),
    ],
)
def test_the_point(tmp_path: Path, radar: str, said: str) -> None:
    assert said in shown(tmp_path, f"radar: {radar}")


def test_self_flattery_is_pointed_out_in_the_words_of_the_rule(tmp_path: Path) -> None:
    """Best everywhere, high without evidence, and nothing of it said by the customer."""
    axes = "{service: 5, technology: 5, commercial: 4}"
    out = shown(tmp_path, f"radar: {{us: {axes}, a: {{service: 2, technology: 2, commercial: 2}}}}")
    assert "no rival beats us on any axis; would the customer draw it so?" in out
    assert "The customer gave none of our 3 scores" in out
    assert "The customer's weights are unknown" in out


def test_of_a_deal_only_its_own_findings_count(tmp_path: Path) -> None:
    """What flatters us in another deal says nothing of this one."""
    other = "\n  e: {name: 另一单, radar: {us: {service: 5, technology: 5}}}"
    put(tmp_path, "one.yaml", DEAL + "radar: {us: {service: 3}}" + other + "\n")
    found = json.loads(kam("radar", "one/d", *AS_OF, "-f", "json", cwd=tmp_path).out)
    assert found["flattering"] == ["KAM503"]
    assert "另一单" not in kam("radar", "one/d", *AS_OF, "--lang", "zh", "-f", "plain", cwd=tmp_path).out


def test_what_is_not_rated_is_unknown_and_asked_for(tmp_path: Path) -> None:
    out = shown(tmp_path, "radar: {us: {service: 4}, a: {service: 5, technology: 3}}\n    competitors: [a, b]")
    assert "technology ? ■■■□□ 3 ?" in out
    assert "Which of our figures has the customer measured" in out or "Also not rated" in out
    assert "Not rated at all: 乙." in out


def test_bad_input() -> None:
    assert kam("radar", "nobody", *AS_OF).code == 2
    assert kam("radar", "hongqi/nothing", *AS_OF).code == 2
    assert kam("radar", "hongqi", *AS_OF, "-f", "mermaid").code == 2


@pytest.mark.parametrize(
    ("deal", "point", "table"),
    [
        ("weights: {service: 0}\n    radar: {us: {service: 3}, a: {service: 3}}",
         "are both rated on weigh 0, so nobody leads", "what a rival is rated on too weighs 0"),
        ("radar: {us: {service: 3}, a: {technology: 3}}",
         "No rival is rated on a factor that we are rated on too", "no rival is rated on the same factors"),
        ("radar: {us: {service: 3}}", "Only we are rated", "no rival is rated factor"),
    ],
)  # fmt: skip
def test_why_nobody_leads(deal: str, point: str, table: str, tmp_path: Path) -> None:
    """With a weight of 0 on all that both are rated on it said that only we are rated."""
    out = shown(tmp_path, deal)
    assert point in out
    assert table in out
