"""From a path to a place: the caret stands where a person would look."""

from __future__ import annotations

import pytest

from kamtool.diagnostic import TOP, Path
from kamtool.source.node import child, data, key_of, locate
from kamtool.source.parse import parse

PLAN = """kam: 1
account: {name: 红旗, type: soe}
stakeholders:
  song:
    name: 宋敏
    needs:
      personal: {security: unmet}
    roles: [decider, user]
    note: |
      first
      second
  zhou:
visits:
  - {date: 2026-10-12, with: [song]}
  - date: 2026-10-13
    with: [song]
"""
ROOT = parse(PLAN, "plan.yaml")


def shown(path: Path, on_key: bool = False) -> str:
    """The text the caret stands under; only spans on one line."""
    span = locate(ROOT, path, on_key)
    line = PLAN.split("\n")[span.line - 1]
    assert span.end_line == span.line
    return line[span.column - 1 : span.end_column - 1]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (("kam",), "1"),
        (("account", "name"), "红旗"),
        (("account",), "{name: 红旗, type: soe}"),
        (("stakeholders",), "stakeholders"),
        (("stakeholders", "song"), "song"),
        (("stakeholders", "song", "name"), "宋敏"),
        (("stakeholders", "song", "needs", "personal", "security"), "unmet"),
        (("stakeholders", "song", "roles", 1), "user"),
        (("stakeholders", "song", "roles"), "[decider, user]"),
        (("stakeholders", "zhou"), "zhou"),
        (("visits", 0, "with", 0), "song"),
        (("visits", 0), "{date: 2026-10-12, with: [song]}"),
        (("visits", 1), "date"),
    ],
)
def test_a_path_leads_to_its_value(path: Path, text: str) -> None:
    """A value on one line is shown whole; what opens a block is shown by its name."""
    assert shown(path) == text


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (("account", "tier"), "{name: 红旗, type: soe}"),
        (("stakeholders", "song", "attitude"), "song"),
        (("stakeholders", "song", "attitude", "value"), "song"),
        (("stakeholders", "nobody"), "stakeholders"),
        (("visits", 7), "visits"),
        (("stakeholders", "song", "name", "deeper"), "宋敏"),
    ],
)
def test_what_is_not_in_the_file_is_shown_by_what_holds_it(path: Path, text: str) -> None:
    """A missing key has no place of its own; its nearest ancestor has."""
    assert shown(path) == text


def test_the_key_is_shown_when_it_is_meant() -> None:
    """An unknown key is an error of the key, not of its value."""
    assert shown(("account", "name"), on_key=True) == "name"
    assert shown(("stakeholders", "song", "roles", 1), on_key=True) == "user"


def test_a_section_that_is_not_there_is_shown_at_the_top() -> None:
    """So is everything of a file that has no root."""
    assert locate(ROOT, ("funnel", 0)) == TOP
    assert locate(ROOT, ()) == TOP
    assert locate(None, ("account",)) == TOP


def test_a_block_of_text_is_shown_by_its_key() -> None:
    """The caret cannot span lines; the span itself tells where the block ends."""
    span = locate(ROOT, ("stakeholders", "song", "note"))
    assert (span.line, span.column) == (9, 11)
    assert span.end_line > span.line


def test_children_by_key_and_by_index() -> None:
    """A list has no keys, a mapping no indexes, a scalar neither."""
    assert ROOT is not None
    visits = child(ROOT, "visits")
    assert visits is not None
    assert child(visits, 2) is None
    assert child(visits, -1) is None
    assert child(visits, "date") is None
    assert key_of(visits, "date") is None
    kam = child(ROOT, "kam")
    assert kam is not None
    assert child(kam, "x") is None


def test_null_is_left_out_and_quotes_are_text() -> None:
    """``tier:``, ``tier: ~`` and ``tier: null`` say nothing; ``""`` and ``"null"`` say something."""
    root = parse("a:\nb: ~\nc: null\nd: ''\ne: 'null'\nf: NULL\ng: none\nh: [~, x]\n", "a")
    assert root is not None
    assert data(root) == {"d": "", "e": "null", "g": "none", "h": [None, "x"]}


def test_a_person_with_nothing_behind_the_id_is_still_a_person() -> None:
    """``song:`` names somebody of whom nothing is known; elsewhere nothing is nothing."""
    root = parse("stakeholders:\n  song:\n  li: {needs: }\naccount:\n  units:\n", "a")
    assert root is not None
    assert data(root) == {"stakeholders": {"song": {}, "li": {}}, "account": {}}
