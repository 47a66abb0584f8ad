"""The words that compliance looks for: the quick look never misses what the slow one would find."""

from __future__ import annotations

import datetime as dt
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamtool.load import load_bytes
from kamtool.model.plan import Plan
from kamtool.rules.compliance import BRIBERY, BRIBERY_SIGNS, TENDER, TENDER_SIGNS, speaks
from kamtool.rules.rule import Case

PLAN = cast(Plan, load_bytes(b"kam: 1\naccount: {name: x}\n", "t.yaml").plan)


@given(st.from_regex(BRIBERY))
def test_no_bribery_without_its_sign(text: str) -> None:
    assert any(sign in text.lower() for sign in BRIBERY_SIGNS)


@given(st.from_regex(TENDER))
def test_no_tender_secret_without_its_sign(text: str) -> None:
    assert any(sign in text.lower() for sign in TENDER_SIGNS)


@pytest.mark.parametrize("text", ["给点回扣", "a Kickback of 2%", "UNDER THE TABLE", "bribes"])
def test_bribery_is_found(text: str) -> None:
    assert BRIBERY.search(text)


@pytest.mark.parametrize("text", ["拿到标底", "评委名单", "the competitor's bid price", "names of the judges"])
def test_tender_secrets_are_found(text: str) -> None:
    assert TENDER.search(text)


@given(st.text(max_size=200), st.from_regex(TENDER, fullmatch=True), st.text(max_size=200))
def test_a_secret_is_found_wherever_it_stands(before: str, secret: str, after: str) -> None:
    """Windows round the signs see what a search of the whole would see."""
    text = f"{before} {secret} {after}"
    if "\\" not in text and TENDER.search(" ".join(text.lower().split())):
        assert speaks(Case(PLAN, dt.date(2026, 11, 23), text), TENDER_SIGNS, TENDER)
