"""What two plans say differently: nothing is left out, and what says the same is no difference."""

from __future__ import annotations

import json
import random
import re
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kamtool.analysis.edits import dump
from kamtool.diff import State
from kamtool.load import load_bytes, load_file
from kamtool.model.term import words as words_of
from kamtool.texts.lookup import Lang, Texts, aliases_of
from tests.diff.plans import ACCOUNTS, Way, at, compared, data, leaves, loaded, put, shuffled, words
from tests.kam import MINIMAL, ROOT

OLD = ROOT / "tests" / "diff" / "huadong-telecom-2026-09-20.yaml"
PLANS = [data(file) for file in ACCOUNTS]
EVERY = [(at_, way, shape) for at_, plan in enumerate(PLANS) for way, shape in leaves(plan)]
KINDS = ("text", "date", "number", "whole", "term")
PLAIN = [one for one in EVERY if one[2].kind in KINDS and one[1] != ("account", "name")]


def changed(value: str, shape: Any, how: int) -> str | None:
    """Another value of the same kind, easy to find again."""
    if shape.kind == "text":
        return f"改{how}{value}" if how % 2 else f"全新的说法{how}"
    if shape.kind == "date":
        return f"20{25 + how % 3}-0{1 + how % 9}-1{how % 10}"
    if shape.kind == "term":
        others = [one for one in shape.of if one != words_of(shape.of)[value.strip().casefold()] and one != "unknown"]
        return str(others[how % len(others)].value) if others else None
    return str(how % 5 + 1)


@pytest.mark.parametrize("file", [*ACCOUNTS, OLD], ids=lambda one: one.stem)
def test_a_plan_does_not_differ_from_itself(file: Any) -> None:
    """Whatever day it is seen on."""
    one = load_file(str(file))
    assert compared(one, one).accounts[0].state is State.SAME


@given(st.sampled_from(range(len(PLANS))), st.randoms(use_true_random=False))
def test_order_and_layout_are_no_difference(which: int, how: random.Random) -> None:
    """Keys, items, quotes, blocks or braces: only what is said counts."""
    plan = PLANS[which]
    found = compared(loaded(plan), loaded(shuffled(plan, how))).accounts[0]
    assert found.state is State.SAME


@given(st.sampled_from([one for one in EVERY if one[2].kind == "term"]), st.integers(0, 50))
def test_another_word_for_the_same_value_is_no_difference(one: tuple[int, Way, Any], how: int) -> None:
    """国企 is soe, and resist is 抵触."""
    which, way, shape = one
    plan = PLANS[which]
    meant = words_of(shape.of)[at(plan, way).strip().casefold()]
    every = [str(meant.value), *aliases_of(shape.of)[meant.value]]
    new = loaded(put(plan, way, every[how % len(every)]))
    assert compared(loaded(plan), new).accounts[0].state is State.SAME


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("stakeholders: {a: {attitude: resist}}", "stakeholders: {a: {attitude: {value: 抵触, source: unknown}}}"),
        ("opportunities: {d: {value: 240万}}", "opportunities: {d: {value: {amount: '2,400,000'}}}"),
        ("opportunities: {d: {close: 2027-01-31}}", "opportunities: {d: {close: {date: 2027-01-31}}}"),
        ("actions: [{what: 打电话, about: []}]", "actions:\n- what: 打电话\n"),
    ],
)
def test_short_and_long_form_are_no_difference(short: str, long: str) -> None:
    """Nor are a number's ways to be written, and a list of nothing."""
    old, new = (load_bytes((MINIMAL + text + "\n").encode(), "a.yaml") for text in (short, long))
    assert compared(old, new).accounts[0].state is State.SAME


@given(st.sampled_from(PLAIN), st.integers(1, 1000))
def test_a_changed_fact_is_told(one: tuple[int, Way, Any], how: int) -> None:
    """Every single fact of every example, changed at random: the new value is there to be read."""
    which, way, shape = one
    plan = PLANS[which]
    value = changed(at(plan, way), shape, how)
    if value is None or value == at(plan, way):
        return
    new = loaded(put(plan, way, value))
    assume(new.plan is not None)
    found = compared(loaded(plan), new)
    account = found.accounts[0]
    assume(account.state is not State.SAME)  # 1 and 1.0 are one number
    told = words(found)
    assert account.difference is not None
    assert account.difference.count
    if shape.kind == "term":
        label = Texts(Lang.EN).term(words_of(shape.of)[value.casefold()])
        assert "".join(label.split()) in told or value in told
    elif shape.kind in ("text", "date"):
        assert "".join(value.split()) in told
    else:
        assert re.search(rf"(?<![\d.]){value}(?![\d.])|{value}00%", told)


@given(st.sampled_from(EVERY))
def test_a_fact_taken_out_is_told(one: tuple[int, Way, Any]) -> None:
    """Something is said of it: its old value, its key or its entry."""
    which, way, _ = one
    plan = PLANS[which]
    new = loaded(put(plan, way, None))
    was = loaded(plan)
    assume(new.plan is not None and was.plan is not None)
    assert new.plan is not None
    assert was.plan is not None
    found = compared(was, new)
    account = found.accounts[0]
    if account.state is State.SAME:
        assert dump(new.plan) == dump(was.plan)  # it said what is taken for granted
        return
    told = account.difference
    assert told is not None
    assert told.changes or told.rest or told.visits


RENAMES = [
    ("accounts/huadong-telecom.yaml", "bai", "bai-yizhou"),
    ("accounts/huadong-telecom.yaml", "gaoyuan", "gao"),
    ("accounts/huadong-telecom.yaml", "beichen", "north"),
    ("accounts/huadong-telecom.yaml", "linewatch-2027", "lines"),
    ("accounts/huadong-telecom.yaml", "a4", "ledger"),
    ("accounts/huadong-telecom.yaml", "g0", "first"),
    ("accounts/hongqi.yaml", "song", "song-min"),
]


@pytest.mark.parametrize(("file", "old", "new"), RENAMES)
def test_a_renamed_id_is_no_difference(file: str, old: str, new: str) -> None:
    """People, our team, rivals, deals, actions and goals, wherever they are named."""
    plan = {name: one for name, one in data(ROOT / file).items() if name != "changes"}  # they name facts in words
    text = json.dumps(plan, ensure_ascii=False)
    was, now = (load_bytes(one.encode(), file) for one in (text, text.replace(f'"{old}"', f'"{new}"')))
    assert now.plan is not None
    found = compared(was, now).accounts[0]
    assert found.state is State.SAME, found.difference
    assert (old, new) in found.names
