"""``kam portfolio calendar``: what it shows in each format, and what it refuses."""

from __future__ import annotations

import json
from pathlib import Path

import icalendar
import pytest

from tests.golden import golden
from tests.kam import AS_OF, MINIMAL, Result, kam, put


def ask(*words: str, cwd: Path | None = None, lang: str = "en") -> Result:
    place = {} if cwd is None else {"cwd": cwd}
    return kam("portfolio", "calendar", *AS_OF, "--lang", lang, *words, **place)  # type: ignore[arg-type]


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("chosen", ["table", "md", "csv", "json", "ics"])
def test_in_each_format(lang: str, chosen: str) -> None:
    """Golden: two months of one owner."""
    found = ask("-f", chosen, "--owner", "李明", lang=lang)
    assert (found.code, found.err) == (0, "")
    golden(f"portfolio_calendar/liming.{lang}.{chosen}", found.out)


def test_a_program_that_keeps_calendars_reads_every_line() -> None:
    found = json.loads(ask("-f", "json").out)
    events = icalendar.Calendar.from_ical(ask("-f", "ics").out).walk("VEVENT")
    assert len(events) == len(found["lines"]) + len(found["late"])
    assert len({str(one["UID"]) for one in events}) == len(events)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--months", "0"), "1 to 60"),
        (("--months", "2", "--to", "2027-01-01"), "not both"),
        (("--from", "2027-02-01", "--to", "2027-01-01"), "before it begins"),
        (("--from", "1.2.2027"), "1.2.2027"),
        (("--owner", "谁"), "李明"),
    ],
)
def test_what_makes_no_time_is_refused_with_a_way_out(words: tuple[str, ...], said: str) -> None:
    found = ask(*words)
    assert (found.code, found.out) == (2, "")
    assert said in found.err


@pytest.mark.parametrize("command", [("portfolio", "calendar"), ("next",)])
@pytest.mark.parametrize(
    ("lang", "agreed", "unanswered"),
    [
        ("en", "agreed with 甲: 看样", "next step with 甲, no answer on file: 看样"),
        ("zh", "跟甲约好：看样", "跟甲的下一步，没记对方答应没有：看样"),
    ],
)
def test_a_proposal_nobody_answered_is_not_called_agreed(
    tmp_path: Path, command: tuple[str, ...], lang: str, agreed: str, unanswered: str
) -> None:
    text = (
        "stakeholders: {a: {name: 甲}}\nvisits: [{date: 2026-11-20, with: a, next: {what: 看样, date: 2026-11-25%s}}]\n"
    )
    for said, told in ((", accepted: yes", agreed), (", proposed_by: us", unanswered)):
        put(tmp_path, "one.yaml", MINIMAL + text % said)
        assert told in kam(*command, *AS_OF, "--lang", lang, "-f", "csv", cwd=tmp_path).out.replace('"', "")


def test_a_broken_plan_is_named_and_left_out(tmp_path: Path) -> None:
    put(tmp_path, "good.yaml", MINIMAL + "  tier: A\n")
    put(tmp_path, "bad.yaml", "kam: 1\n")
    found = ask("-f", "plain", cwd=tmp_path)
    assert found.code == 0
    assert "accounts/bad.yaml:1:1" in found.err
    assert "红旗机械厂" in found.out
