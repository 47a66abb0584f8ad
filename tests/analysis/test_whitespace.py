"""Whitespace: five states kept apart."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from kamtool.analysis.whitespace import Whitespace, whitespace
from kamtool.load import load_bytes

AS_OF = dt.date(2026, 11, 23)
STATES = ("won", "open", "none", "unknown", "rival")


def found(text: str) -> Whitespace:
    loaded = load_bytes(f"kam: 1\naccount: {{name: 例}}\ncompetitors: {{r: {{name: 对手}}}}\n{text}".encode(), "t.yaml")
    assert loaded.plan is not None, loaded.diagnostics
    return whitespace(loaded.plan, AS_OF)


def test_what_was_never_asked_is_unknown_not_none() -> None:
    result = found("whitespace: {甲: {一: won}, 乙: {二: none}}\n")
    assert [result.at(*place).state for place in (("甲", "二"), ("乙", "一"), ("乙", "二"))] == [
        "unknown",
        "unknown",
        "none",
    ]


def test_a_competitor_is_named_and_amounts_are_kept() -> None:
    result = found("whitespace: {甲: {一: r, 二: {value: 已成交, amount: 240万}}}\n")
    assert (result.at("甲", "一").state, result.at("甲", "一").rival) == ("rival", "对手")
    assert (result.at("甲", "二").state, result.at("甲", "二").amount) == ("won", Decimal(2400000))


def test_who_accepts_us_is_asked_before_who_does_not() -> None:
    people = "stakeholders: {a: {name: 甲, unit: 一}, b: {name: 乙, unit: 一, attitude: accept}}\n"
    assert [one.name for one in found(f"{people}whitespace: {{甲: {{一: unknown}}}}\n").contacts] == ["乙"]


@given(st.dictionaries(st.sampled_from("甲乙丙"), st.dictionaries(st.sampled_from("一二三"), st.sampled_from(STATES))))
def test_every_square_is_in_exactly_one_state(table: dict[str, dict[str, str]]) -> None:
    """The five counts add up to offerings times units, and what was written is what is shown."""
    rows = {
        name: {unit: "r" if state == "rival" else state for unit, state in row.items()} for name, row in table.items()
    }
    text = "".join(f"  {name}: {{{', '.join(f'{u}: {s}' for u, s in row.items())}}}\n" for name, row in rows.items())
    result = found(f"whitespace:\n{text}" if text else "")
    assert sum(result.count(state) for state in STATES) == len(result.offerings) * len(result.units)
    for name, row in table.items():
        for unit, state in row.items():
            assert result.at(name, unit).state == state
