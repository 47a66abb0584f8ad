"""Comments that silence a finding: on their line, for their codes, until their day, for a reason."""

from __future__ import annotations

import datetime as dt

import pytest

from kamtool.diagnostic import Diagnostic, Severity, Span
from kamtool.source.parse import parse
from kamtool.source.suppress import Suppression, apply, suppressions

TODAY = dt.date(2026, 11, 23)


def comments(text: str) -> list[Suppression]:
    return suppressions(text, parse(text, "plan.yaml"))


def only(text: str) -> Suppression:
    (one,) = comments(text)
    return one


def finding(line: int, code: str = "KAM105") -> Diagnostic:
    return Diagnostic(code, Severity.WARNING, "plan.yaml", Span(line, 1, line, 2))


def test_a_comment_behind_a_value_silences_its_own_line() -> None:
    """Code, day and reason are read."""
    one = only("a: b  # kam: ignore[KAM105] until 2026-12-31: his boss handles it\n")
    assert (one.line, one.codes, one.until, one.reason, one.fault) == (
        1,
        frozenset({"KAM105"}),
        dt.date(2026, 12, 31),
        "his boss handles it",
        "",
    )


def test_a_comment_on_its_own_line_silences_the_next_line_that_says_something() -> None:
    """Blank lines and further comments between them do not matter."""
    assert only("# kam: ignore[KAM105]: reason\n\n# more\na: b\n").line == 4


@pytest.mark.parametrize(
    "comment",
    [
        "# kam: ignore[KAM105,KAM101]: 两条一起",
        "#kam:ignore[KAM105 KAM101] : 两条一起",
        "# kam: ignore[KAM105，KAM101]：两条一起",
        "# kam: ignore[KAM105、KAM101] 两条一起",
    ],
)
def test_codes_and_reason_are_read_as_people_type_them(comment: str) -> None:
    """Chinese commas and colons are as good as ASCII ones."""
    one = only(f"a: b {comment}\n")
    assert (one.codes, one.reason, one.fault) == (frozenset({"KAM101", "KAM105"}), "两条一起", "")


@pytest.mark.parametrize(
    ("comment", "fault"),
    [
        ("# kam: ignore[KAM105]", "reason"),
        ("# kam: ignore[KAM105]:   ", "reason"),
        ("# kam: ignore[KAM105] until 2026-12-31", "reason"),
        ("# kam: ignore: reason", "codes"),
        ("# kam: ignore[]: reason", "codes"),
        ("# kam: ignore[people]: reason", "codes"),
        ("# kam: ignore[KAM1]: reason", "codes"),
        ("# kam: ignore[KAM105] until 2026-02-30: reason", "date"),
        ("# kam: ignore[KAM105] until spring: reason", "date"),
        ("# kam: ignore[KAM105] until 20261231: reason", "date"),
    ],
)
def test_a_comment_that_lacks_something_silences_nothing_and_is_told(comment: str, fault: str) -> None:
    """Half a suppression must not look like a whole one."""
    one = only(f"a: b {comment}\n")
    assert one.fault == fault
    left, silenced = apply([finding(1)], [one], "plan.yaml", TODAY)
    assert [(each.code, each.variant) for each in left] == [("KAM105", "message"), ("KAM016", fault)]
    assert silenced == 0


def test_the_same_words_inside_a_value_are_no_comment() -> None:
    """A note that quotes the syntax silences nothing."""
    assert comments('a: "# kam: ignore[KAM105]: x"\n') == []
    assert comments("a: |\n  # kam: ignore[KAM105]: x\nb: c\n") == []


def test_a_silenced_finding_is_counted_and_gone() -> None:
    """The comment was needed, so nothing is said of it."""
    one = only("a: b  # kam: ignore[KAM105]: reason\n")
    assert apply([finding(1)], [one], "plan.yaml", TODAY) == ([], 1)


def test_another_code_or_line_is_not_silenced() -> None:
    """The comment is then unused, and that is told at its place."""
    one = only("a: b  # kam: ignore[KAM105]: reason\nc: d\n")
    left, silenced = apply([finding(1, "KAM101"), finding(2)], [one], "plan.yaml", TODAY)
    assert [(each.code, each.span.line) for each in left] == [("KAM101", 1), ("KAM105", 2), ("KAM017", 1)]
    assert silenced == 0


def test_a_suppression_holds_on_its_last_day_and_not_after() -> None:
    """``until`` includes its day; past it the finding is back and the comment is told."""
    one = only("a: b  # kam: ignore[KAM105] until 2026-11-23: reason\n")
    assert apply([finding(1)], [one], "plan.yaml", TODAY) == ([], 1)
    left, silenced = apply([finding(1)], [one], "plan.yaml", TODAY + dt.timedelta(days=1))
    assert [(each.code, each.variant) for each in left] == [("KAM105", "message"), ("KAM017", "expired")]
    assert silenced == 0
