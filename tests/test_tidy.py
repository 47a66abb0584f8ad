"""A plan in order says the same, keeps its comments, and is in order."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamtool.load import load_bytes
from kamtool.load.address import order
from kamtool.source.comments import comments
from kamtool.source.document import Document, document
from kamtool.tidy import tidied
from tests.kam import ROOT
from tests.source.styles import SCALARS, documents

ACCOUNTS = sorted((ROOT / "accounts").glob("*.yaml"))
PEOPLE = st.dictionaries(
    st.sampled_from(["song", "zhang", "li"]),
    st.dictionaries(st.sampled_from(["note", "name", "title", "unit", "phone", "odd"]), SCALARS, max_size=5),
    min_size=1,
)
ROOTS = st.dictionaries(st.sampled_from(["stakeholders", "team", "competitors"]), PEOPLE, min_size=1)


def remarks(one: Document) -> Counter[str]:
    """Every comment."""
    return Counter(one.text[found.start : found.end].rstrip() for found in comments(one.text, one.root))


@pytest.mark.parametrize("file", ACCOUNTS, ids=lambda file: file.stem)
def test_the_examples_in_order_are_the_same_plans(file: Path) -> None:
    """The plan as kamtool reads it, and every comment; a second time changes nothing."""
    text = file.read_text(encoding="utf-8")
    new = tidied(text)
    assert load_bytes(new.encode(), "a").plan == load_bytes(text.encode(), "a").plan
    assert remarks(document(new)) == remarks(document(text))
    assert tidied(new) == new


@given(documents(ROOTS))
def test_any_plan_in_order_says_the_same(text: str) -> None:
    """In whatever style; the keys of people then stand in the model's order, unless a block of text forbids it."""
    old, new = document(text), document(tidied(text))
    from kamtool.source.document import plain

    assert plain(new.root) == plain(old.root)
    assert remarks(new) == remarks(old)
    assert tidied(new.text) == new.text
    if "|" not in text and "#" not in text:
        people = new.node(("stakeholders",))
        for key, value in people.pairs() if people is not None and people.kind == "mapping" else ():
            keys = [one.text for one in value.items[::2]] if value.kind == "mapping" else []
            known = [one for one in keys if one in order(("stakeholders", key.text))]
            assert known == sorted(known, key=order(("stakeholders", key.text)).index)
