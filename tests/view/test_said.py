"""Findings in words: one thing is one, a limit is the team's own, and a day ahead is not missed."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from kamtool.check import Selection, check_text
from kamtool.rules.limits import Limits
from kamtool.texts.lookup import HERE, Lang, Texts
from kamtool.view.said import Said, said

AS_OF = dt.date(2026, 11, 23)
HEAD = "kam: 1\naccount: {name: 红旗}\n"


def told(plan: str, code: str, lang: Lang = Lang.EN, limits: Limits | None = None) -> Said:
    """The only finding of that code, in words."""
    chosen = Selection(profile="strict", limits=limits or Limits())
    (found,) = (one for one in check_text((HEAD + plan).encode(), AS_OF, chosen).diagnostics if one.code == code)
    return said(found, Texts(lang))


@pytest.mark.parametrize("file", sorted(HERE.glob("*/rules/*.toml")), ids=lambda file: f"{file.parts[-3]}-{file.stem}")
def test_no_sentence_of_a_rule_writes_out_a_limit_in_days(file: Path) -> None:
    """A team may have set another."""
    text = file.read_text(encoding="utf-8")
    assert re.findall(r"\b\d+ (?:days|天)", text) == []


def test_a_limit_is_said_as_the_team_set_it() -> None:
    """In what was found and in what clears it."""
    plan = (
        "stakeholders: {a: {name: 甲, roles: [decider], attitude: doubt}, b: {name: 乙}, c: {name: 丙}}\n"
        "opportunities: {d: {name: 换车, stage: shortlist, close: 2025-01-01}}\n"
        "visits: [{date: 2026-11-20, with: [a], by: [li]}]\nteam: {li: {}}\n"
    )
    limits = Limits(single_thread_days=21, ally_deed_days=22, silence_days=23)
    assert "in 21 days" in told(plan, "KAM103", limits=limits).message
    assert "in the last 21 days" in told(plan, "KAM103", limits=limits).clear
    assert "in the last 22 days" in told(plan, "KAM104", limits=limits).clear
    assert "in the last 23 days" in told(plan, "KAM206", limits=limits).clear
    assert "21 天内" in told(plan, "KAM103", Lang.ZH, limits).message


def test_one_thing_and_one_day_are_told_as_one() -> None:
    """Nobody says these 1 people, nor 1 days."""
    assert told("stakeholders: {a: {name: 甲}}\n", "KAM902").message == (
        "on which ground is the data of 甲 kept, and were they told? The plan does not say"
    )
    assert (
        "one person without"
        in told("stakeholders: {a: {name: 甲}, b: {privacy: {basis: contract}}}\n", "KAM902").message
    )
    assert told("swot: [{kind: threat, text: 一}]\n", "KAM706").message == "one SWOT item of 1 has no action: 一"
    action = "actions: [{what: 拜访, who: li, due: 2026-11-DAY}]\nteam: {li: {name: 李}}\n"
    assert told(action.replace("DAY", "22"), "KAM307").message == "李: 拜访, due yesterday (2026-11-22)"
    assert "2 days overdue" in told(action.replace("DAY", "21"), "KAM307").message


MET = "stakeholders: {a: {name: 甲}}\nvisits: [{date: 2026-05-20, with: [a], by: [li]}]\nteam: {li: {}}\n"


@pytest.mark.parametrize(
    ("lang", "title", "message"),
    [
        (Lang.EN, "expectation ahead",
         "甲 met (from 2026-09-01 on) by 2026-12-04, in 11 days: no contact with 甲 since 2026-09-01 is on file"),
        (Lang.ZH, "预期快到期了",
         "见到甲（2026-09-01 起算），最晚 2026-12-04，还有 11 天：2026-09-01 以来跟甲还没有接触"),
    ],
)  # fmt: skip
def test_an_expectation_that_counts_from_a_day_says_so(lang: Lang, title: str, message: str) -> None:
    """There is a contact from before; and a day still ahead is not missed."""
    expect = "expect: [{what: met, who: [a], since: 2026-09-01, by: 2026-12-04}]\n"
    found = told(MET + expect, "KAM710", lang)
    assert (found.title, found.message) == (title, message)


def test_an_expectation_past_its_day_is_missed() -> None:
    """Its title accuses then."""
    found = told(MET + "expect: [{what: met, who: [a], since: 2026-09-01, by: 2026-11-22}]\n", "KAM710")
    assert (found.title, "by yesterday" in found.message) == ("expectation missed", True)
