"""A plan as it stood on a day: what is dated later is not there, whatever it is."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamtool.analysis.upto import upto
from kamtool.load import load_bytes, load_file
from kamtool.model.base import Section
from kamtool.model.plan import Plan
from kamtool.source.node import data
from kamtool.source.parse import parse
from tests.kam import AS_OF, ROOT, kam, put

DAY = dt.date(2026, 11, 23)
ACCOUNTS = sorted((ROOT / "accounts").glob("*.yaml"))
BASE = ROOT / "accounts" / "hongqi.yaml"
# Days that lie ahead by nature, and the days of what is planned.
AHEAD = {
    "due", "by", "expires", "valid_until", "left", "limit", "close", "moved_from", "milestones", "next",
    "close_plan", "goals", "funnel", "actions", "contract_until", "expect",
}  # fmt: skip


def days(value: object, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], dt.date]]:
    """Every day that says when something was seen or done, with its path."""
    if isinstance(value, dt.date):
        yield path, value
    elif isinstance(value, Section):
        for name in type(value).model_fields:
            if name not in AHEAD:
                yield from days(getattr(value, name), (*path, name))
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from days(one, (*path, str(key)))
    elif isinstance(value, tuple):
        for at, one in enumerate(value):
            yield from days(one, (*path, str(at)))


@pytest.mark.parametrize("file", ACCOUNTS, ids=lambda file: str(file.stem))
@given(back=st.integers(0, 900))
def test_no_later_day_is_left(file: Path, back: int) -> None:
    """Whatever the day, nothing that was seen or done after it remains; and taking it out twice changes nothing."""
    plan, day = load_file(str(file)).plan, DAY - dt.timedelta(days=back)
    assert plan is not None
    known = upto(plan, day).plan
    assert [(path, when) for path, when in days(known) if when > day] == []
    again = upto(known, day)
    assert again.plan is known
    assert again.kept == {}


def later(days_ahead: int) -> str:
    return (DAY + dt.timedelta(days=days_ahead)).isoformat()


def newer(old: Any, value: str, day: str) -> dict[str, Any]:
    """A judgement as it stands once a newer one replaced it."""
    before = old if isinstance(old, dict) else {"value": old}
    past = {key: one for key, one in before.items() if key in ("value", "date", "source", "evidence")}
    return {"value": value, "date": day, "history": [past, *before.get("history", [])]}


def add_visit(plan: Any, day: str) -> None:
    plan["visits"].append({"date": day, "with": ["song"], "initiated_by": "customer", "checklist": ["company_intro"]})


def insert_visit(plan: Any, day: str) -> None:
    plan["visits"].insert(0, {"date": day, "with": ["zhao"], "satisfaction": 1})


def change_attitude(plan: Any, day: str) -> None:
    song = plan["stakeholders"]["song"]
    song["attitude"] = newer(song["attitude"], "accept", day)


def prove_authority(plan: Any, day: str) -> None:
    authority = plan["stakeholders"]["zhang"].setdefault("authority", {"claim": "recommends"})
    authority["evidence"] = [{"kind": "approval_matrix", "date": day}, *authority.get("evidence", [])]


def act_as_ally(plan: Any, day: str) -> None:
    driver = plan["stakeholders"]["driver"]["relationship"]
    driver["evidence"] = [*driver["evidence"], {"behaviour": "牵线", "date": day, "initiated_by": "customer"}]


def draw_line(plan: Any, day: str) -> None:
    plan["relations"].insert(0, {"from": "driver", "to": "song", "kind": "influences", "date": day})


def rate(plan: Any, day: str) -> None:
    plan["opportunities"]["fleet-2026"]["radar"]["other"] = {"service": {"value": 5, "date": day}}
    plan["competitors"]["other"] = {"name": "别家"}


def judge_swot(plan: Any, day: str) -> None:
    plan["swot"].insert(0, {"kind": "threat", "text": "后来才知道", "date": day})


def tell_need(plan: Any, day: str) -> None:
    plan["opportunities"]["fleet-2026"]["needs"].insert(0, {"text": "后来才说", "layer": "underlying", "date": day})


def answer(plan: Any, day: str) -> None:
    ours = plan["opportunities"]["fleet-2026"]["qualification"]["us"]
    ours["solution_fit"] = newer(ours["solution_fit"], "no", day)


def approve(plan: Any, day: str) -> None:
    deal = plan["opportunities"]["fleet-2026"]
    deal["budget"] = newer(deal["budget"], "none", day)


def promise(plan: Any, day: str) -> None:
    plan["promises"].insert(0, {"by": "us", "what": "后来才答应", "to": "song", "made": day, "due": day})


def fail(plan: Any, day: str) -> None:
    plan["issues"].insert(0, {"opened": day, "what": "后来才坏", "severity": "critical"})


def move(plan: Any, day: str) -> None:
    plan.setdefault("changes", []).insert(0, {"date": day, "field": "payment_terms", "to": "90 天"})


def finish(plan: Any, day: str) -> None:
    for one in plan["actions"]:
        if one.get("done") in (None, "null"):
            one["done"] = day


LATER = (
    add_visit, insert_visit, change_attitude, prove_authority, act_as_ally, draw_line, judge_swot, tell_need, answer,
    approve, promise, fail, move, finish,
)  # fmt: skip
COMMANDS = (
    "stakeholders", "quadrant", "swot", "qualify", "chain", "radar", "fishbone", "coverage", "needs", "questions",
    "visits", "promises", "issues", "next", "whitespace", "plan list", "plan show", "check",
)  # fmt: skip


def written(plan: Any) -> str:
    return json.dumps(plan, ensure_ascii=False, indent=1)


def read() -> Any:
    root = parse(BASE.read_text("utf-8"), "hongqi.yaml")
    assert root is not None
    return data(root)


def as_plan(plan: Any) -> Plan:
    loaded = load_bytes(written(plan).encode(), "hongqi.yaml")
    assert loaded.plan is not None, loaded.diagnostics
    return loaded.plan


@given(st.lists(st.tuples(st.sampled_from([*LATER, rate]), st.integers(1, 400)), min_size=1, max_size=8))
def test_what_comes_later_never_changes_the_plan_that_is_seen(additions: list[tuple[Any, int]]) -> None:
    """Facts dated after the day, in whatever number and order, leave the plan as it stood just as it was."""
    plan, rivals = read(), read()["competitors"]
    for add, ahead in sorted(additions, key=lambda pair: pair[1]):
        add(plan, later(ahead))
    known, before = upto(as_plan(plan), DAY).plan, upto(as_plan(read()), DAY).plan
    new = set(known.competitors) - set(rivals)
    without = known.model_copy(update={"competitors": {k: v for k, v in known.competitors.items() if k not in new}})
    deals = {
        key: deal.model_copy(update={"radar": {v: axes for v, axes in deal.radar.items() if axes}})
        for key, deal in without.opportunities.items()
    }
    assert without.model_copy(update={"opportunities": deals}) == before


@pytest.mark.parametrize("command", COMMANDS)
def test_no_command_counts_what_comes_later(command: str, tmp_path: Path) -> None:
    """Every command answers as if the later facts had not been written yet."""
    plan = read()
    put(tmp_path, "hongqi.yaml", written(plan))
    arguments = [] if command in ("plan list", "check") else ["hongqi"]
    call = (*command.split(), *arguments, *AS_OF, "--format", "json")
    before = kam(*call, cwd=tmp_path)
    assert before.code in (0, 1), before.err
    for add in LATER:
        add(plan, later(3))
    put(tmp_path, "hongqi.yaml", written(plan))
    after = kam(*call, cwd=tmp_path)
    assert unplaced(after.out) == unplaced(before.out)


def unplaced(out: str) -> Any:
    """An answer without lines and places in lists, which move when something stands before them."""

    def strip(value: Any) -> Any:
        if isinstance(value, dict):
            left = ("line", "lines", "column", "end_line", "end_column", "path", "place", "mark", "fingerprint", "at")
            return {key: strip(one) for key, one in value.items() if key not in left}
        return [strip(one) for one in value] if isinstance(value, list) else value

    return strip(json.loads(out))


def test_a_path_leads_to_the_place_in_the_file() -> None:
    """Where a list was shortened, a path in the plan as it stood names the item's place in the file."""
    text = """
visits:
  - {date: 2026-12-01, with: []}
  - {date: 2026-11-01, with: []}
  - {date: 2026-12-02, with: []}
  - {date: 2026-11-02, with: [], facts: [一]}
"""
    plan = load_bytes(f"kam: 1\naccount: {{name: 例}}\n{text}".encode(), "t.yaml").plan
    assert plan is not None
    stood = upto(plan, DAY)
    assert [one.date.day for one in stood.plan.visits] == [1, 2]
    assert stood.path(("visits", 1, "facts", 0)) == ("visits", 3, "facts", 0)
    assert stood.path(("visits", 0)) == ("visits", 1)
    assert stood.path(("swot", 0)) == ("swot", 0)


def deal(text: str) -> Any:
    plan = load_bytes(f"kam: 1\naccount: {{name: 例}}\nopportunities: {{d: {text}}}\n".encode(), "t.yaml").plan
    assert plan is not None
    return upto(plan, DAY).plan.opportunities.get("d")


def test_a_deal_is_open_until_the_day_it_closed() -> None:
    found = deal("{status: won, closed: 2026-12-01, closed_reason: 签了}")
    assert (found.status, found.closed, found.closed_reason) == ("open", None, None)
    assert deal("{status: won, closed: 2026-11-23}").status == "won"


def test_a_deal_opened_later_is_not_there() -> None:
    assert deal("{opened: 2026-11-24}") is None


def test_a_stage_entered_later_is_unknown() -> None:
    """Which stage came before is nowhere written."""
    assert deal("{stage: decision, stage_since: 2026-11-24}").stage is None


def test_the_newest_known_entry_of_a_history_counts() -> None:
    found = deal(
        "{budget: {value: none, date: 2026-12-01, history: [{value: planned, date: 2026-10-01},"
        " {value: approved, date: 2026-11-01}, {value: unconfirmed}]}}"
    )
    assert (found.budget.value, found.budget.date) == ("approved", dt.date(2026, 11, 1))


def known_of(text: str) -> Plan:
    """A plan as it stood on the day."""
    plan = load_bytes(f"kam: 1\naccount: {{name: 例}}\n{text}".encode(), "t.yaml").plan
    assert plan is not None
    return upto(plan, DAY).plan


def test_nobody_was_dissatisfied_with_a_repair_still_to_come() -> None:
    (issue,) = known_of("issues: [{opened: 2026-01-01, what: 异响, fixed: 2026-11-25, satisfied: no}]\n").issues
    assert (issue.fixed, issue.satisfied) == (None, "unknown")
    (issue,) = known_of("issues: [{opened: 2026-01-01, what: 异响, fixed: 2026-11-23, satisfied: no}]\n").issues
    assert issue.satisfied == "no"


def test_amounts_stay_in_the_currency_that_only_a_later_deal_names() -> None:
    """What was meant in euros did not lose them because the deal that says so was not there yet."""
    deals = "{now: {value: 5}, later: {opened: 2026-12-01, value: {amount: 1, currency: EUR}}}"
    found = known_of(f"opportunities: {deals}\n").opportunities
    assert [(key, deal.value.currency) for key, deal in found.items()] == [("now", "EUR")]


def test_before_its_signature_a_deal_was_not_in_use() -> None:
    """It was told as open and at stage use, and no rule looked at it."""
    deal = "opportunities: {d: {status: won, stage: use, step: after_sales, closed: 2026-06-11}}\n"
    loaded = load_bytes(f"kam: 1\naccount: {{name: x}}\n{deal}".encode(), "a.yaml")
    assert loaded.plan is not None
    before, after = (upto(loaded.plan, day).plan.opportunities["d"] for day in (dt.date(2026, 5, 1), DAY))
    assert (before.stage, before.step, before.status.value) == (None, None, "open")
    assert (after.status.value, after.stage is not None) == ("won", True)
