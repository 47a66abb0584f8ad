"""The names of findings: they stay when a plan is edited elsewhere, and no two findings share one."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamtool.check import Selection, check_text
from kamtool.diagnostic import Diagnostic, Severity, Span
from kamtool.render.ci.mark import fingerprint, fingerprints
from kamtool.texts.lookup import Lang, Texts
from kamtool.view.said import Said, said
from tests.kam import AS_OF, ROOT, kam, put

TODAY = dt.date(2026, 11, 23)
STRICT = Selection(profile="strict")
ACCOUNTS = sorted((ROOT / "accounts").glob("*.yaml"))
HEAD = "kam: 1\naccount: {name: 红旗}\n"
PEOPLE = [
    "  song: {name: 宋敏, roles: [decider], influence: high, attitude: resist}",
    "  zhang: {name: 张伟, roles: [recommender], attitude: 接受, relationship: ally}",
    "  zhao: {name: 赵, roles: [approver], influence: high}",
    "  gao: {name: 高工, roles: [user], attitude: accept}",
]
VISITS = [
    "  - {date: 2026-10-12, with: [song], by: [li], next: {what: 报价, date: 2026-10-20}}",
    "  - {date: 2026-10-13, with: [zhang], by: [li], next: {what: 试驾, date: 2026-10-21}}",
    "  - {date: 2026-10-14, with: [gao], by: [li]}",
]
COSTS = [
    "  - {date: 2026-10-01, kind: gift, to: [song], amount: 5000}",
    "  - {date: 2026-10-02, kind: cash, to: [zhang], amount: 100}",
    "  - {date: 2026-10-02, kind: cash, to: [gao], amount: 100}",
]
ACTIONS = [
    "  - {id: a1, what: 请教, who: li, about: [song], due: 2026-10-01}",
    "  - {id: a2, what: 拜访, who: li, due: 2026-10-01}",
]


def plan(people: list[str], visits: list[str], costs: list[str], actions: list[str]) -> str:
    sections = {"stakeholders": people, "visits": visits, "expenses": costs, "actions": actions}
    deal = "opportunities:\n  d: {name: 公务车, stage: evaluation, value: 100, close: 2026-12-20}\n"
    body = "".join(f"{name}:\n" + "\n".join(lines) + "\n" for name, lines in sections.items())
    return f"{HEAD}team:\n  li: {{name: 李}}\n{deal}{body}"


def found(text: str) -> list[Said]:
    return [said(each, Texts(Lang.EN)) for each in check_text(text.encode(), TODAY, STRICT).diagnostics]


def names(text: str) -> Counter[str]:
    return Counter(fingerprints(found(text)))


def one(file: str, code: str, message: str = "m", mark: str = "") -> Said:
    """A finding with nothing special about it."""
    return Said(Diagnostic(code, Severity.HINT, file, Span(1, 1, 1, 2), mark=mark), "t", message, "w", "c.", "question")


PLAN = plan(PEOPLE, VISITS, COSTS, ACTIONS)


def test_the_plan_of_these_tests_has_findings_in_every_part() -> None:
    """Or the tests below would prove little."""
    assert len({path for each in found(PLAN) for path in [each.found.path[0]]}) >= 3
    assert len(names(PLAN)) >= 8


@pytest.mark.parametrize("file", ACCOUNTS, ids=lambda file: file.stem)
@settings(max_examples=5)
@given(data=st.data())
def test_lines_inserted_anywhere_change_no_name(file: Path, data: st.DataObject) -> None:
    """Comments and empty lines move everything below them."""
    text = file.read_text(encoding="utf-8")
    lines = text.split("\n")
    tops = [at for at, line in enumerate(lines) if line[:1].isalpha()]
    places = data.draw(st.lists(st.sampled_from(tops), min_size=1, max_size=3))
    for at in sorted(places, reverse=True):
        lines[at:at] = ["# 新的一行", ""]
    assert names("\n".join(lines)) == names(text)


@given(*(st.permutations(part) for part in (PEOPLE, VISITS, COSTS, ACTIONS)))
def test_reordered_lists_change_no_name(
    people: list[str], visits: list[str], costs: list[str], actions: list[str]
) -> None:
    """A person sorts a list; the findings about its items keep their names."""
    assert names(plan(people, visits, costs, actions)) == names(PLAN)


@given(st.integers(0, len(PEOPLE)), st.integers(0, len(COSTS)))
def test_another_finding_takes_no_name_away(at: int, cost_at: int) -> None:
    """The new one is new, wherever it stands; the old ones are still known."""
    people, costs = PEOPLE.copy(), COSTS.copy()
    people.insert(at, "  luo: {name: 罗燕, attitude: sabotage, influence: high}")
    costs.insert(cost_at, "  - {date: 2026-10-02, kind: cash, to: [gao], amount: 100}")
    gone = names(PLAN) - names(plan(people, VISITS, costs, ACTIONS))
    assert {each for each in gone if each in set(fingerprints(about_items()))} == set()


def about_items() -> list[Said]:
    """The findings about people, costs, visits and actions; those about the whole deal, or all people, may change."""
    return [
        each for each in found(PLAN) if each.found.path and each.found.path[0] != "opportunities" and not all_(each)
    ]


def all_(said: Said) -> bool:
    """Whether a finding sums up several people or items."""
    return len(said.found.of) > 1


@pytest.mark.parametrize("file", ACCOUNTS, ids=lambda file: file.stem)
def test_different_findings_have_different_names(file: Path) -> None:
    """In every example account, by their ids alone."""
    marks = [fingerprint(each) for each in found(file.read_text(encoding="utf-8"))]
    assert len(set(marks)) == len(marks)


def test_findings_alike_are_counted() -> None:
    """Two that nothing tells apart get two names, the same ones in every run."""
    alike = [one("a.yaml", "KAM105", mark="x") for _ in range(3)]
    assert len(set(fingerprints(alike))) == 3
    assert fingerprints(alike[:2]) == fingerprints(alike)[:2]


def test_mending_one_plan_renames_nothing_in_another_of_the_same_id(tmp_path: Path) -> None:
    """The folder tells them apart; a plan whose id is its own has none in its names."""
    for place in ("n", "s", "."):
        (tmp_path / "accounts" / place).mkdir(parents=True, exist_ok=True)
        put(tmp_path, f"{place}/abc.yaml" if place != "." else "lone.yaml", PLAN)

    def marks(folder: Path, file: str) -> set[str]:
        out = kam("check", "--format", "gitlab", "--select", "KAM1,KAM9", *AS_OF, cwd=folder).out
        return {each["fingerprint"] for each in json.loads(out) if each["location"]["path"].endswith(file)}

    before, lone = marks(tmp_path, "s/abc.yaml"), marks(tmp_path, "lone.yaml")
    assert before
    assert not before & marks(tmp_path, "n/abc.yaml")
    put(tmp_path, "n/abc.yaml", HEAD)
    assert marks(tmp_path, "s/abc.yaml") == before
    (tmp_path / "accounts" / "n" / "abc.yaml").unlink()
    (tmp_path / "accounts" / "s" / "abc.yaml").unlink()
    assert marks(tmp_path, "lone.yaml") == lone


def test_one_more_on_a_list_is_another_finding() -> None:
    """As its lines move it keeps its name; with one person more it has a new one."""

    def lacking(people: list[str]) -> str:
        told = found(plan(people, [], [], []))
        (one_,) = [each for each in told if each.found.code == "KAM902"]
        return fingerprint(one_)

    assert lacking(PEOPLE) == lacking(PEOPLE[::-1])
    assert lacking(PEOPLE) != lacking(PEOPLE[1:])


def test_a_name_does_not_hang_on_the_folder_or_the_language() -> None:
    """Checked from a subfolder, or told in Chinese, it is the same finding."""
    told = check_text(PLAN.encode(), TODAY, STRICT).diagnostics
    assert fingerprints([said(each, Texts(Lang.ZH)) for each in told]) == fingerprints(found(PLAN))


def test_a_plan_below_the_folder_has_one_name_from_wherever_it_is_checked(tmp_path: Path) -> None:
    """By its folder, whoever else is there or named; one in the plans' folder has none before its name."""
    put(tmp_path, "n/abc.yaml", PLAN)
    put(tmp_path, "lone.yaml", PLAN)

    def marks(*call: str, folder: Path = tmp_path) -> set[str]:
        out = kam("check", *call, "--format", "gitlab", "--select", "KAM1,KAM9", *AS_OF, cwd=folder).out
        return {each["fingerprint"] for each in json.loads(out)}

    below, lone = marks("accounts/n/abc.yaml"), marks("accounts/lone.yaml")
    assert below.isdisjoint(lone)
    put(tmp_path, "s/abc.yaml", PLAN)
    assert marks("accounts/n/abc.yaml") == below == marks("abc.yaml", folder=tmp_path / "accounts" / "n")
    assert marks("lone.yaml", folder=tmp_path / "accounts") == lone
    (tmp_path / "kam.toml").write_text("")
    assert marks("accounts/n/abc.yaml") == below
    assert marks("lone.yaml", folder=tmp_path / "accounts") == lone
    (tmp_path / "kam.toml").write_text('accounts = "accounts/n"\n')
    assert marks("abc.yaml", folder=tmp_path / "accounts" / "n").isdisjoint(below | lone)
    assert marks("accounts/n/abc.yaml").isdisjoint(marks("accounts/s/abc.yaml"))
