"""What answers rest on: every map marks and names what is stale, and every --explain leads to file and line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.kam import AS_OF, ROOT, kam, put

EXPLAINED = (
    "stakeholders", "quadrant", "swot", "qualify", "chain", "radar", "coverage", "needs", "questions", "visits",
    "promises", "issues", "next", "funnel",
)  # fmt: skip
OLD = """\
kam: 1
account: {name: 例}
owner: 李明
stakeholders:
  song:
    name: 宋敏
    influence: high
    roles: [decider]
    attitude: {value: doubt, date: 2026-06-01}
    needs:
      personal: {security: {status: met, date: 2026-03-01}}
      organization: {profit_cost: {status: met, date: 2025-03-01}}
    relationship: {value: engagement, evidence: [{behaviour: 试驾, date: 2026-03-01}]}
  zhang: {name: 张伟, attitude: accept}
team: {ming: {name: 李明, covers: {song: engagement}}}
relations: [{from: zhang, to: song, kind: conflicts, date: 2026-02-01}]
competitors: {x: {name: 豪车集团}}
opportunities:
  d:
    stage: evaluation
    budget: {value: planned, source: customer, date: 2026-05-01}
    needs: [{text: 换车, layer: underlying, date: 2026-03-01}]
    criteria: [{name: 价格, weight: 1, scores: {us: 3, x: 2}, date: 2026-03-01}]
    qualification: {us: {solution_fit: {value: yes, date: 2026-03-01, evidence: 试过}}}
    radar:
      us: {service: {value: 4, date: 2026-03-01}}
      x: {service: {value: 2, date: 2026-03-01}}
swot:
  - {kind: threat, text: 租赁, date: 2026-03-01}
"""
# What each map must call stale.
STALE = {
    "stakeholders": ("attitude", "relationship stage", "line"),
    "quadrant": ("attitude", "needs"),
    "swot": ("SWOT items",),
    "qualify": ("answers", "budget"),
    "chain": ("attitude", "budget"),
    "radar": ("ratings",),
    "coverage": ("attitude", "relationship stage"),
    "needs": ("needs of the deal", "scores on their criteria", "needs"),
    "brief": ("attitude", "needs"),
}


@pytest.mark.parametrize("command", STALE)
def test_a_map_says_what_has_gone_stale_and_how_to_confirm_it(command: str, tmp_path: Path) -> None:
    """One note, begun by the mark that stands at what is stale."""
    put(tmp_path, "old.yaml", OLD)
    more = ("--with", "song") if command == "brief" else ()
    out = kam(command, "old", *more, *AS_OF, cwd=tmp_path).out
    (note,) = re.findall(r"^ *† old .*?(?:\n\n|\Z)", out, re.MULTILINE | re.DOTALL)
    told = " ".join(note.split())
    assert all(kind in told for kind in STALE[command])
    assert "Confirm: " in told
    assert command == "brief" or "†" in out.replace(note, "")


@pytest.mark.parametrize("command", STALE)
def test_what_is_fresh_is_not_marked(command: str, tmp_path: Path) -> None:
    fresh = re.sub(r"2025-\d\d-\d\d|2026-\d\d-\d\d", "2026-11-20", OLD)
    put(tmp_path, "old.yaml", fresh)
    more = ("--with", "song") if command == "brief" else ()
    assert "†" not in kam(command, "old", *more, *AS_OF, cwd=tmp_path).out


@pytest.mark.parametrize("command", sorted(set(STALE) - {"brief"}))
def test_explain_tells_the_age_in_days(command: str, tmp_path: Path) -> None:
    put(tmp_path, "old.yaml", OLD)
    out = " ".join(kam(command, "old", "--explain", *AS_OF, cwd=tmp_path).out.split())
    assert re.search(r"\d+ days \(2026-\d\d-\d\d\), old from \d+ days on \[accounts/old\.yaml:\d+\]", out)


@pytest.mark.parametrize("command", EXPLAINED)
@pytest.mark.parametrize("account", ["hongqi", "huadong-telecom"])
def test_explain_leads_to_file_and_line(command: str, account: str) -> None:
    """Terms that come from the plan name the file and a line that there is."""
    out = kam(command, account, "--explain", *AS_OF, "--lang", "en").out
    lines = [int(number) for number in re.findall(rf"accounts/{account}\.yaml:(\d+)", out)]
    length = len((ROOT / "accounts" / f"{account}.yaml").read_text("utf-8").splitlines())
    assert lines or (command, account) == ("funnel", "hongqi")
    assert all(1 < line <= length for line in lines)


def test_a_place_is_the_line_of_the_fact() -> None:
    """The attitude's line is the one on which the attitude stands, though a later visit was left out above it."""
    out = kam("stakeholders", "hongqi", "--explain", *AS_OF, "--lang", "en").out
    text = (ROOT / "accounts" / "hongqi.yaml").read_text("utf-8").splitlines()
    places = re.findall(r"attitude, (\S+): .*?\[accounts/hongqi\.yaml:(\d+)\]", out)
    assert len(places) >= 3
    assert all("attitude" in text[int(line) - 1] for _, line in places)
