"""``kam funnel`` as it is called: golden answers on accounts/, and what it says when there is little to say."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.golden import golden
from tests.kam import AS_OF, Result, kam, put

DECK = """kam: 1
owner: 李明
account: {name: 甲厂}
funnel:
  - period: 2026
    territory: 华东
    market_capacity: 1000
    contacted: 200
    retained: 100
    followed_up: 60
    won: 30
    redeveloped: 15
    target: {reach: 0.20, capture: 0.50, follow_up: 0.70, close: 0.50, redevelop: 0.50}
"""
CASES = {
    "hongqi": ("hongqi",),
    "huadong": ("huadong-telecom", "--target-wins", "15"),
    "explain": ("huadong-telecom", "--explain"),
    "all": ("--all",),
    "none": ("laochen",),
}


def ask(*args: str, lang: str = "en", cwd: Path | None = None) -> Result:
    """Ask for a funnel as of the day of the examples."""
    asked = ("--lang", lang, "funnel", *args, *AS_OF)
    return kam(*asked, cwd=cwd) if cwd else kam(*asked)


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("case", CASES)
def test_golden_plain(case: str, lang: str) -> None:
    """What a person reads, in both languages."""
    found = ask(*CASES[case], lang=lang)
    assert (found.code, found.err) == (0, "")
    golden(f"funnel/{case}.{lang}.txt", found.out)


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize(("chosen", "suffix"), [("md", "md"), ("csv", "csv")])
def test_golden_formats(chosen: str, suffix: str, lang: str) -> None:
    """The same in the formats that are passed on."""
    found = ask(*CASES["huadong"], "--format", chosen, lang=lang)
    golden(f"funnel/huadong.{lang}.{suffix}", found.out)


def test_golden_json_is_the_same_in_both_languages() -> None:
    """JSON holds the result, no words."""
    found = ask(*CASES["all"], "--format", "json")
    assert found.out == ask(*CASES["all"], "--format", "json", lang="zh").out
    assert json.loads(found.out)["schema"] == "kam.funnel/1"
    golden("funnel/all.json", found.out)


def test_json_has_the_same_shape_when_explained() -> None:
    """Verbosity never changes JSON."""
    asked = ("hongqi", "--format", "json")
    assert ask(*asked).out == ask(*asked, "--explain").out


def test_the_point_comes_first(tmp_path: Path) -> None:
    """Before any number a sentence says what the worst step costs."""
    put(tmp_path, "a.yaml", DECK)
    lines = ask("a", cwd=tmp_path).out.split("\n")
    assert lines[2].startswith("The follow-up step costs 5 deals in 2026: 60% of those on file were followed up")
    assert "2026 卡在跟进这一步，少成交 5 单" in ask("a", lang="zh", cwd=tmp_path).out


def test_no_percentage_of_fewer_than_thirty(tmp_path: Path) -> None:
    """Of 20 the bare counts are told, in words that no spreadsheet takes for a day."""
    put(tmp_path, "a.yaml", DECK.replace("followed_up: 60", "followed_up: 20").replace("won: 30", "won: 12"))
    found = ask("a", "--format", "csv", cwd=tmp_path).out
    assert "won,12,12,12 of 20,39–78%,50%,–," in found.replace("\r", "").split("\n")


def test_a_missing_count_is_a_question(tmp_path: Path) -> None:
    """Where the chain breaks stands what to count, never 0."""
    put(tmp_path, "a.yaml", DECK.replace("    contacted: 200\n", ""))
    found = ask("a", cwd=tmp_path).out
    assert "Not judged yet: reach, capture." in found
    assert "contacted: with how many of them was there a contact" in found


def test_a_count_that_cannot_be_is_the_point(tmp_path: Path) -> None:
    """Nothing is concluded from it, and its place is told."""
    put(tmp_path, "a.yaml", DECK.replace("contacted: 200", "contacted: 2000"))
    found = ask("a", cwd=tmp_path).out
    assert "contacted is 2,000, more than the 1,000 of" in found.replace("\n", " ")
    assert "bottleneck to find" in found.replace("\n", " ")
    assert "+10 points" not in found


def test_a_plan_that_cannot_be_read_does_not_hide_the_others(tmp_path: Path) -> None:
    """It is told on stderr and in the answer; the rest is counted, and the exit code is 0."""
    put(tmp_path, "a.yaml", DECK)
    put(tmp_path, "b.yaml", "kam: 1\n")
    found = ask("--all", cwd=tmp_path)
    assert found.code == 0
    assert "accounts/b.yaml" in found.err
    assert "1 plan could not be read and is not in it: b" in found.out


def test_nothing_readable_is_an_error(tmp_path: Path) -> None:
    """Exit code 2, nothing on stdout."""
    put(tmp_path, "a.yaml", "kam: 1\n")
    put(tmp_path, "b.yaml", "kam: 1\n")
    found = ask(cwd=tmp_path)
    assert (found.code, found.out) == (2, "")
    assert "none of the 2 plans could be read" in found.err


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("hongqi", "--all"), "name accounts or give --all, not both"),
        (("hongqi", "--period", "2019"), "no funnel for the period `2019`; there are: 2026"),
        (("hongqi", "--territory", "华西"), "no funnel for the territory `华西`; there are: 华东"),
        (("hongqi", "--target-wins", "0"), "--target-wins takes a whole number from 1 on, not `0`"),
        (("hongqi", "--target-wins", "²"), "--target-wins takes a whole number from 1 on, not `²`"),
        (("hongqi", "--target-wins", "9999999999"), "--target-wins takes a whole number"),
        (("hongqi", "--format", "dot"), "no format `dot` here"),
    ],
)
def test_a_wrong_call_says_what_is_right(args: tuple[str, ...], said: str) -> None:
    """Exit code 2 and one line."""
    found = ask(*args)
    assert (found.code, found.out) == (2, "")
    assert said in found.err


def test_period_and_territory_choose() -> None:
    """Last year alone, however it is written."""
    found = ask("huadong-telecom", "--period", "2025年", "--territory", "东海省")
    assert "2025 东海省" in found.out
    assert "compared" not in found.out


@pytest.mark.parametrize("account", ["hongqi", "huadong-telecom", "jiaotong", "jinshan", "laochen", "meridian"])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_account_has_an_answer(account: str, lang: str) -> None:
    """A picture, or the six things to count first."""
    drawn = ask(account, "--format", "svg", lang=lang)
    assert (drawn.code, drawn.err) == (0, "")
    assert drawn.out.startswith("<svg")


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ({}, "A tenth more on any one step brings the same 3 deals"),
        ({"retained": 200}, "any one of these brings the same 3 deals, so begin where it costs you least: reach, "
                            "follow-up, close."),
        ({"retained": 200, "followed_up": 200, "won": 200}, ""),
    ],
)  # fmt: skip
def test_a_tenth_more_is_not_promised_of_a_step_that_stands_at_the_top(
    counts: dict[str, int], said: str, tmp_path: Path
) -> None:
    """Nothing can be added to 100 %."""
    text = DECK
    for name, count in counts.items():
        text = "".join(
            f"    {name}: {count}\n" if line.startswith(f"    {name}:") else line for line in text.splitlines(True)
        )
    put(tmp_path, "one.yaml", text)
    found = ask("one", "-f", "plain", cwd=tmp_path)
    assert found.code == 0
    words = " ".join(found.out.split())
    assert said in words
    assert said or "A tenth more" not in words
