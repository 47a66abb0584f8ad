"""What answers rest on: every map marks and names what is stale, and every --explain leads to file and line."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.kam import AS_OF, ROOT, kam, put

EXPLAINED = (
    "stakeholders", "quadrant", "swot", "qualify", "chain", "radar", "coverage", "needs", "questions", "visits",
    "promises", "issues", "next", "funnel", "fishbone", "plan show",
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
  wu: {name: 吴敏, unit: 车队, attitude: {value: accept, date: 2026-04-01}}
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
    compelling_event: {value: yes, date: 2026-04-01, consequence: 停产}
swot:
  - {kind: threat, text: 租赁, date: 2026-03-01}
whitespace: {轿车: {车队: x}}
"""
# What each map must call stale.
STALE = {
    "stakeholders": ("attitude", "relationship stage", "line"),
    "quadrant": ("attitude", "needs"),
    "swot": ("SWOT items", "ratings", "scores on their criteria", "needs of the deal", "needs"),
    "qualify": ("answers", "budget"),
    "chain": ("attitude", "budget"),
    "radar": ("ratings",),
    "coverage": ("attitude", "relationship stage"),
    "needs": ("needs of the deal", "scores on their criteria", "needs"),
    "brief": ("attitude", "needs", "relationship stage", "compelling event"),
    "fishbone": ("attitude", "line", "budget", "compelling event", "answers", "ratings", "SWOT items"),
    "plan show": ("attitude", "budget (d ", "compelling event (d "),
    "whitespace": ("attitude",),
}
# With whom, where a command asks.
MORE = {"brief": ("--with", "song")}


@pytest.mark.parametrize("command", STALE)
def test_a_map_says_what_has_gone_stale_and_how_to_confirm_it(command: str, tmp_path: Path) -> None:
    """One note, begun by the mark that stands at what is stale."""
    put(tmp_path, "old.yaml", OLD)
    out = kam(*command.split(), "old", *MORE.get(command, ()), *AS_OF, cwd=tmp_path).out
    (note,) = re.findall(r"^ *† old .*?(?:\n\n|\Z)", out, re.MULTILINE | re.DOTALL)
    told = " ".join(note.split())
    assert all(kind in told for kind in STALE[command])
    assert "Confirm: " in told
    assert "†" in out.replace(note, "")


@pytest.mark.parametrize("command", STALE)
def test_what_is_fresh_is_not_marked(command: str, tmp_path: Path) -> None:
    fresh = re.sub(r"2025-\d\d-\d\d|2026-\d\d-\d\d", "2026-11-20", OLD)
    put(tmp_path, "old.yaml", fresh)
    assert "†" not in kam(*command.split(), "old", *MORE.get(command, ()), *AS_OF, cwd=tmp_path).out


@pytest.mark.parametrize("command", STALE)
def test_explain_tells_the_age_in_days(command: str, tmp_path: Path) -> None:
    put(tmp_path, "old.yaml", OLD)
    found = kam(*command.split(), "old", "--explain", *MORE.get(command, ()), *AS_OF, cwd=tmp_path)
    out = " ".join(found.out.split())
    assert re.search(r"\d+ days \(2026-\d\d-\d\d\), old from \d+ days on \[accounts/old\.yaml:\d+\]", out)


@pytest.mark.parametrize("command", EXPLAINED)
@pytest.mark.parametrize("account", ["hongqi", "huadong-telecom"])
def test_explain_leads_to_file_and_line(command: str, account: str) -> None:
    """Terms that come from the plan name the file and a line that there is."""
    out = kam(*command.split(), account, "--explain", *AS_OF, "--lang", "en").out
    lines = [int(number) for number in re.findall(rf"accounts/{account}\.yaml:(\d+)", out)]
    length = len((ROOT / "accounts" / f"{account}.yaml").read_text("utf-8").splitlines())
    assert lines or (command, account) == ("funnel", "hongqi")
    assert all(1 < line <= length for line in lines)


def test_a_place_is_the_line_of_the_fact() -> None:
    """The attitude's line is the one on which the attitude stands, though a later visit was left out above it."""
    out = kam("stakeholders", "hongqi", "--explain", *AS_OF, "--lang", "en").out
    text = (ROOT / "accounts" / "hongqi.yaml").read_text("utf-8").splitlines()
    places = re.findall(r"attitude, (\S+): .*?\[accounts/hongqi\.yaml:(\d+)", " ".join(out.split()))
    assert len(places) >= 3
    assert all("attitude" in text[int(line) - 1] for _, line in places)


@pytest.mark.parametrize("command", STALE)
def test_json_lists_what_is_stale_with_path_age_and_limits(command: str, tmp_path: Path) -> None:
    """The same judgements as people read, of the same kinds."""
    put(tmp_path, "old.yaml", OLD)
    more = (*MORE.get(command, ()), *AS_OF)
    listed = json.loads(kam(*command.split(), "old", *more, "-f", "json", cwd=tmp_path).out)["stale"]
    out = kam(*command.split(), "old", *more, cwd=tmp_path).out
    (note,) = re.findall(r"^ *† old .*?(?:\n\n|\Z)", out, re.MULTILINE | re.DOTALL)
    told = " ".join(note.split())
    assert listed
    assert sum(one["expired"] for one in listed) == sum(map(int, re.findall(r"(\d+) over the limit", told)))
    for one in listed:
        assert one["days"] > (one["error"] if one["expired"] else one["warn"])
        assert f"{one['days']} d" in told
        assert one["path"][0] in ("stakeholders", "relations", "opportunities", "swot")


@pytest.mark.parametrize("command", STALE)
def test_json_of_what_is_fresh_lists_nothing(command: str, tmp_path: Path) -> None:
    put(tmp_path, "old.yaml", re.sub(r"202[56]-\d\d-\d\d", "2026-11-20", OLD))
    found = kam(*command.split(), "old", *MORE.get(command, ()), *AS_OF, "-f", "json", cwd=tmp_path)
    assert json.loads(found.out)["stale"] == []


def test_a_path_in_json_is_the_files_though_later_entries_were_left_out(tmp_path: Path) -> None:
    """The first line is of a day to come: the stale one is the file's second."""
    later = OLD.replace("relations: [", "relations: [{from: wu, to: song, kind: influences, date: 2026-12-24}, ")
    put(tmp_path, "old.yaml", later)
    listed = json.loads(kam("stakeholders", "old", *AS_OF, "-f", "json", cwd=tmp_path).out)["stale"]
    assert [one["path"] for one in listed if one["kind"] == "line"] == [["relations", 1]]


def test_the_triangle_marks_each_fact_by_its_own_day(tmp_path: Path) -> None:
    """Ratings, scores, criteria, needs of the deal and of the firm; another rival's rating is not its business."""
    put(tmp_path, "old.yaml", OLD.replace("us: {service: {value: 4, date: 2026-03-01}}", "us: {service: 4}"))
    out = kam("swot", "old", *AS_OF, cwd=tmp_path).out
    for fact in ("rated 2/5 †", "价格 (1) †", "价格 3/5 †", "“换车” †"):
        assert fact in " ".join(out.split()), fact
    assert re.search(r"profit and cost matters? to \w+ †", " ".join(out.split()))
    assert "rated 4/5 †" not in out


def test_the_page_keeps_the_age_of_an_attitude_apart_from_the_last_contact(tmp_path: Path) -> None:
    """Whoever met the decider last week without learning where they stand still holds an old judgement."""
    visit = "visits: [{date: 2026-11-20, with: [song], channel: visit}]\n"
    put(tmp_path, "old.yaml", OLD + visit)
    out = kam("plan", "show", "old", *AS_OF, "--lang", "zh", cwd=tmp_path).out
    assert "怀疑 †，3 天前来往过" in out
    assert "宋敏 175 天" in out


@pytest.mark.parametrize("command", ["brief", "fishbone", "plan show", "whitespace"])
@pytest.mark.parametrize(("lang", "title"), [("en", "how old it is"), ("zh", "各是多久以前的")])
def test_explain_holds_in_every_format_that_people_read(command: str, lang: str, title: str, tmp_path: Path) -> None:
    put(tmp_path, "old.yaml", OLD)
    more = (*MORE.get(command, ()), *AS_OF, "--lang", lang)
    for format_ in ("table", "plain", "md", *(("html",) if command == "brief" else ())):
        told = kam(*command.split(), "old", "--explain", *more, "-f", format_, cwd=tmp_path)
        assert (told.code, told.err) == (0, "")
        assert title in told.out, format_
        assert title not in kam(*command.split(), "old", *more, "-f", format_, cwd=tmp_path).out


def test_explain_shows_the_customer_nothing(tmp_path: Path) -> None:
    put(tmp_path, "old.yaml", OLD)
    shared = ("plan", "show", "old", *AS_OF, "--audience", "customer")
    assert kam(*shared, "--explain", cwd=tmp_path).out == kam(*shared, cwd=tmp_path).out
