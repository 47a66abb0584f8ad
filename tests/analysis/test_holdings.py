"""Whose data is kept until when: the ground by its own day, a judgement twelve months."""

from __future__ import annotations

import datetime as dt

from kamtool.analysis.ages import Kind
from kamtool.analysis.holdings import held, holdings
from kamtool.load import load_bytes

AS_OF = dt.date(2026, 11, 23)


def people(text: str, head: str = "") -> dict[str, tuple[dt.date | None, int | None, bool]]:
    """For each person the first day something ends, the days to it, and whether a ground lacks."""
    loaded = load_bytes(f"kam: 1\n{head}account: {{name: x}}\nstakeholders:\n{text}".encode(), "a.yaml")
    assert loaded.plan is not None, loaded.diagnostics
    return {one.id: (one.ends, one.days, one.lacking) for one in held(loaded.plan, "a", AS_OF)}


GROUND = "privacy: {basis: consent, notice_on: 2026-01-01"


def test_the_ground_ends_on_its_day() -> None:
    assert people(f"  a: {{name: 宋敏, {GROUND}, expires: 2026-11-22}}}}\n") == {
        "a": (dt.date(2026, 11, 22), -1, False)
    }
    assert people(f"  a: {{name: 宋敏, {GROUND}}}}}\n") == {"a": (None, None, False)}


def test_a_judgement_is_kept_twelve_months() -> None:
    """365 days from its day, the oldest of each kind, whatever the ground says."""
    text = f"  a: {{name: 宋敏, attitude: {{value: resist, date: 2025-12-01}}, {GROUND}, expires: 2027-01-01}}}}\n"
    assert people(text) == {"a": (dt.date(2026, 12, 1), 8, False)}


def test_a_ground_that_does_not_hold_is_lacking() -> None:
    """No ground, no notice, or legitimate interest in China; a mere post is nobody's data, other law is other law."""
    assert people("  a: {name: 宋敏}\n")["a"][2]
    assert people("  a: {name: 宋敏, privacy: {basis: consent}}\n")["a"][2]
    interest = "  a: {name: 宋敏, privacy: {basis: legitimate_interest, notice_on: 2026-01-01}}\n"
    assert people(interest)["a"][2]
    assert not people(interest, "jurisdiction: eu\n")["a"][2]
    assert not people("  a: {title: 处长}\n")["a"][2]
    assert not people("  a: {name: 宋敏}\n", "jurisdiction: other\n")["a"][2]


def test_what_runs_out_first_stands_first() -> None:
    """Over all plans; with a number of days only what ends by then, is over, or lacks its ground."""
    text = (
        f"  a: {{name: A, {GROUND}, expires: 2027-05-01}}}}\n  b: {{name: B, {GROUND}, expires: 2026-12-01}}}}\n"
        f"  c: {{name: C}}\n  d: {{name: D, {GROUND}}}}}\n"
    )
    loaded = load_bytes(f"kam: 1\naccount: {{name: x}}\nstakeholders:\n{text}".encode(), "a.yaml")
    assert loaded.plan is not None
    found = held(loaded.plan, "a", AS_OF)
    assert [one.id for one in holdings([found], AS_OF, None).people] == ["b", "a", "c", "d"]
    assert [one.id for one in holdings([found], AS_OF, 8).people] == ["b", "c"]
    assert [one.id for one in holdings([found], AS_OF, 7).people] == ["c"]


def test_a_line_is_a_judgement_on_both() -> None:
    """Who fights whom is said of two people."""
    loaded = load_bytes(
        b"kam: 1\naccount: {name: x}\nstakeholders: {a: {title: A}, b: {title: B}}\n"
        b"relations: [{from: a, to: b, kind: conflicts, date: 2026-01-01}]\n",
        "a.yaml",
    )
    assert loaded.plan is not None
    kinds = [[one.kind for one in person.inferences] for person in held(loaded.plan, "a", AS_OF)]
    assert kinds == [[Kind.LINE], [Kind.LINE]]
