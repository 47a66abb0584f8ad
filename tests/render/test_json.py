from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum, StrEnum
from pathlib import PurePosixPath
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, Field

from kamtool.render.json import render


class Stage(StrEnum):
    WON = "won"


class Level(Enum):
    HIGH = 3


class Point(NamedTuple):
    x: int


class Model(BaseModel):
    from_: str = Field(alias="from")
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Step:
    source: Stage
    rate: float | None
    parts: tuple[Decimal, ...] = ()


def _read(value: object) -> object:
    return json.loads(render({"it": value}, "kam/test/1"))["it"]


def test_a_result_names_its_shape_first() -> None:
    assert render(Step(Stage.WON, None, (Decimal("0.5"),)), "kam/step/1") == (
        '{\n  "schema": "kam/step/1",\n  "source": "won",\n  "rate": null,\n  "parts": [\n    0.5\n  ]\n}\n'
    )


def test_lists_and_bare_values() -> None:
    assert json.loads(render([1, 2], "s")) == {"schema": "s", "items": [1, 2]}
    assert json.loads(render(None, "s")) == {"schema": "s", "value": None}
    assert json.loads(render({"schema": "other"}, "s")) == {"schema": "s"}


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (Decimal("2400000.00"), 2400000),
        (Decimal("1234567.891"), 1234567.891),
        (Decimal("0.1234567890123456789"), "0.1234567890123456789"),
        (Decimal("1e999999999"), "1E+999999999"),
        (Decimal("0e-50"), 0),
        (Decimal("NaN"), None),
        (float("inf"), None),
        (date(2026, 11, 23), "2026-11-23"),
        (timedelta(seconds=90), 90.0),
        (Level.HIGH, 3),
        (Point(1), {"x": 1}),
        (PurePosixPath("a/b"), "a/b"),
        (frozenset({"b", "a"}), ["a", "b"]),
        ({Stage.WON: True, date(2026, 1, 2): 1, 3: 2}, {"won": True, "2026-01-02": 1, "3": 2}),
        (Model.model_validate({"from": "x", "amount": "3"}), {"from": "x", "amount": 3}),
    ],
)
def test_values(value: object, written: object) -> None:
    assert _read(value) == written


def test_what_has_no_json_is_refused() -> None:
    with pytest.raises(TypeError, match="bytes"):
        render({"x": b""}, "s")


def test_chinese_is_readable_and_controls_are_not_sent() -> None:
    text = render({"name": "宋敏\x1b\x9b\u202e ##vso[x]"}, "s")
    assert "宋敏\\u001b\\u009b\\u202e \\u0023#vso[x]" in text


@given(
    st.recursive(st.none() | st.booleans() | st.integers() | st.text(), lambda inner: st.dictionaries(st.text(), inner))
)
def test_reads_back_as_it_was(value: object) -> None:
    assert _read(value) == value
