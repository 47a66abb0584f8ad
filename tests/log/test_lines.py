"""What lines are read as: the cases of lines.toml, and that no line ever says more than was written."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kamtool.load import load_bytes, load_file
from kamtool.log.amount import amounts
from kamtool.log.entry import (
    Entry,
    Flags,
    Next,
    Promised,
    entry,
    promise_data,
    visit_data,
)
from kamtool.log.line import LONGEST, read_line
from kamtool.log.names import Names, Nobody
from kamtool.log.setting import NotClear, Setting
from kamtool.model.values import Channel, Party, YesNo
from kamtool.texts.lookup import Lang, Texts
from kamtool.view.log import line
from kamtool.when.read import FARTHEST_DAYS, folded
from tests.kam import ROOT

AS_OF = dt.date(2026, 11, 23)
LOADED = load_file(str(ROOT / "accounts" / "hongqi.yaml"))
assert LOADED.plan is not None
PLAN = LOADED.plan
SETTING = Setting(Names(PLAN), AS_OF)
LINES = tomllib.loads((Path(__file__).parent / "lines.toml").read_text(encoding="utf-8"))
CASES = LINES["line"]


def read(text: str, setting: Setting = SETTING) -> Entry:
    """A line as of the day of the cases."""
    return entry(read_line(text, setting), Flags(), setting, None)


def setting_of(case: dict[str, object]) -> Setting:
    """What a case's line is read with: hongqi's people, or those of the plan that it names."""
    if "plan" not in case:
        return SETTING
    plan = load_bytes(LINES["plans"][case["plan"]].encode(), "x.yaml").plan
    assert plan is not None
    return Setting(Names(plan), AS_OF)


def why(error: Exception) -> str:
    """A refusal as the cases have it."""
    if isinstance(error, Nobody):
        return f"{'many' if error.many else 'nobody'} {error.given} -> {', '.join(error.near)}"
    assert isinstance(error, NotClear)
    return f"{error.reason} {error.given}".strip()


def test_there_are_cases_enough_of_both_kinds() -> None:
    assert len([one for one in CASES if "refused" in one]) >= 20
    assert len([one for one in CASES if "visit" in one]) >= 20


@pytest.mark.parametrize("case", CASES, ids=[one["text"] for one in CASES])
def test_a_line_is_read_as_meant_or_refused(case: dict[str, object]) -> None:
    text, setting = str(case["text"]), setting_of(case)
    if "refused" in case:
        with pytest.raises((Nobody, NotClear)) as raised:
            read(text, setting)
        error = raised.value
        assert why(error) == case["refused"]
        return
    found = read(text, setting)
    assert visit_data(found) == case["visit"]
    assert [promise_data(found, one) for one in found.promises] == case.get("promises", [])
    assert list(found.doubts) == case.get("doubts", [])
    assert list(found.undated) == case.get("undated", [])


SCRAPS = """
见 拜访 met_ song 宋敏 宋处 张 张伟 周师傅 王总 李明 、 ， ； ： ,_ ;_ :_ 下一步 next_ 答应 promised_ 我们
客户 她 （客户提出） 已同意 her_proposal 昨天 下周三 11-28 3/4 前 月底 2026Q4 FY26 28日 in_3_days 120万 1,200
没接 来电 给 和 _and_ 处 0 ９ 。 ._ ( ) _ in_999_days 999个月后 9999-12-31 0001年1月1日 上上周日 ㎏ İ ß ﬁ
"""
WORDS = [*(one.replace("_", " ") for one in re.findall(r"\S+", SCRAPS)), "\n"]
TEXTS = st.one_of(st.lists(st.sampled_from(WORDS), max_size=25).map("".join), st.text(max_size=80))


@given(TEXTS)
@example("下一步")
@example("答应（")
@example("，，，")
def test_no_text_crashes_and_nothing_is_made_up(text: str) -> None:
    """Whatever is read: only people of the plan, words that were written, and days within bounds."""
    try:
        found = read(text)
    except (Nobody, NotClear):
        return
    assert set(found.people) <= set(PLAN.stakeholders)
    assert set(found.by) <= set(PLAN.team)
    assert AS_OF - dt.timedelta(days=FARTHEST_DAYS) <= found.date <= AS_OF
    written = [*found.facts, *([found.next.what] if found.next else []), *(one.what for one in found.promises)]
    assert all(words and words in text for words in written)
    ahead = [found.next.date if found.next else None, *(one.due for one in found.promises)]
    for day in ahead:
        assert day is None or found.date <= day <= AS_OF + dt.timedelta(days=FARTHEST_DAYS)


@given(st.text())
def test_folding_keeps_every_sign_in_its_place(text: str) -> None:
    assert len(folded(text)) == len(text)


def test_a_line_too_long_is_refused() -> None:
    with pytest.raises(NotClear) as raised:
        read("见宋敏：" + "长" * LONGEST)
    assert raised.value.reason == "long"


@pytest.mark.parametrize(
    ("said", "amount"),
    [
        ("300k", "300000"),
        ("2.4m", "2400000"),
        ("1.2bn", "1200000000"),
        ("240万", "2400000"),
        ("1.2亿", "120000000"),
        ("1,200万元", "12000000"),
    ],
)
def test_an_amount_is_worth_what_its_unit_says(said: str, amount: str) -> None:
    assert [number for _, number in amounts(f"预算 {said}，够了")] == [Decimal(amount)]


FACTS = st.lists(
    st.sampled_from(
        ["问每公里成本", "she asked for cost per km", "预算 240万", "考察不去", "wants 1,200 km", "说豪车贵"]
    ),
    max_size=3,
)
PEOPLE = st.lists(st.sampled_from(sorted(PLAN.stakeholders)), min_size=1, max_size=3, unique=True)
DAYS_AHEAD = st.none() | st.dates(AS_OF, AS_OF + dt.timedelta(days=FARTHEST_DAYS))
THINGS = st.sampled_from(["成本对比", "test drive", "送样车名单", "the report"])
BEGAN = {Channel.CALL: st.sampled_from([None, *Party]), Channel.MESSAGE: st.sampled_from([None, *Party])}
BEGAN[Channel.VISIT] = st.sampled_from([None, Party.CUSTOMER])


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    """What the grammar can say."""
    channel = draw(st.sampled_from(list(Channel)))
    people = tuple(draw(PEOPLE))
    step = Next(
        draw(THINGS), draw(DAYS_AHEAD), draw(st.sampled_from([None, *Party])), draw(st.sampled_from(list(YesNo)))
    )
    person = people[0] if len(people) == 1 else draw(st.sampled_from([None, *people]))
    ours = Promised(Party.US, draw(THINGS), person, draw(DAYS_AHEAD))
    theirs = Promised(Party.CUSTOMER, draw(THINGS), person, draw(DAYS_AHEAD))
    return Entry(
        date=draw(st.dates(AS_OF - dt.timedelta(days=FARTHEST_DAYS), AS_OF)),
        channel=channel,
        opportunity=None,
        people=people,
        by=tuple(draw(st.lists(st.sampled_from(sorted(PLAN.team)), max_size=2, unique=True))),
        initiated_by=draw(BEGAN.get(channel, st.none())),
        answered=draw(st.sampled_from([YesNo.UNKNOWN, YesNo.NO])),
        facts=tuple(draw(FACTS)),
        next=draw(st.sampled_from([None, step])),
        promises=tuple(draw(st.sampled_from([[], [ours], [theirs], [ours, theirs]]))),
    )


@given(entries(), st.sampled_from(list(Lang)))
def test_a_contact_told_in_one_line_reads_back_as_the_same(found: Entry, lang: Lang) -> None:
    assert read(line(found, PLAN, Texts(lang))) == found
