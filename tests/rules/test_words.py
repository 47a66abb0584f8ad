"""The words that compliance looks for: the quick look never misses what the slow one would find."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamtool.rules.compliance import BRIBERY, BRIBERY_SIGNS, TENDER, TENDER_SIGNS


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
