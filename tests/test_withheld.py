"""What speaks of bribery or a tender's secrets is advised by no command and shown to no customer (methods.md C)."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from kamtool.check import Selection
from kamtool.load import load_bytes
from kamtool.withheld import kept_back
from tests.kam import AS_OF, kam

DAY = dt.date(2026, 11, 23)
TAINTED = ("好处费", "购物卡", "名单", "红包")
PLAN = """kam: 1
owner: 李明
account: {name: 北州市公安局, type: gov, tier: A}
team: {li: {name: 李明}}
stakeholders:
  song: {name: 宋敏, title: 处长, roles: [decider], influence: high}
  zhao: {name: 赵刚, title: 科长, roles: [buyer], influence: high, attitude: {value: accept, date: 2026-11-01}}
opportunities:
  van:
    name: 执法车
    stage: research
    needs: [{text: 想要回扣, layer: underlying, source: us}, {text: 油耗低, layer: expressed, source: customer}]
    close_plan:
      - {what: 递红包, by: us, owner: li, due: 2026-11-24, customer_agreed: yes}
      - {what: 交油耗表, by: us, owner: li, due: 2026-11-24, customer_agreed: yes}
    give_get: {give: [购物卡, 试车], get: [见赵总, 评委名单]}
    decision: {milestones: [{name: 标底编制, date: 2026-12-01}]}
actions:
  - {what: 给宋处送购物卡, who: li, about: song, opportunity: van, due: 2026-11-20}
  - {what: 找赵科长要评委名单, who: li, about: zhao, opportunity: van, due: 2026-11-22}
  - {what: 拒收红包, who: li, about: song, opportunity: van, due: 2026-11-22}
  - {what: 请宋处看样车, who: li, about: song, opportunity: van, due: 2026-11-21}
promises:
  - {by: us, to: song, what: 节后给好处费, opportunity: van, made: 2026-10-01, due: 2026-11-01, owner: li}
  - {by: us, to: song, what: 交检测报告, opportunity: van, made: 2026-10-01, due: 2026-11-02, owner: li}
visits:
  - date: 2026-11-15
    with: [song]
    by: [li]
    opportunity: van
    facts: [对手去年给过回扣]
    next: {what: 见面给红包, date: 2026-11-25, proposed_by: us, accepted: yes, owner: li}
issues:
  - {opened: 2026-11-01, what: 经销商收了红包, reported_by: song}
documents:
  - {title: 标底测算表, tag: public}
"""
COMMANDS = (
    ("brief", "bz", "--with", "song,zhao"), ("questions", "bz"), ("promises", "bz"), ("next",), ("visits", "bz"),
    ("plan", "show", "bz"), ("portfolio", "calendar"), ("portfolio", "health", "bz"), ("coverage", "bz"),
    ("chain", "bz"), ("needs", "bz"), ("swot", "bz"), ("fishbone", "bz"), ("stakeholders", "bz"),
)  # fmt: skip


@pytest.fixture(name="folder")
def folder_of_one(tmp_path: Path) -> Path:
    (tmp_path / "accounts").mkdir()
    (tmp_path / "accounts" / "bz.yaml").write_text(PLAN, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("shape", ["plain", "json"])
def test_no_command_advises_it_and_one_line_says_so(folder: Path, command: tuple[str, ...], shape: str) -> None:
    """Neither to give it nor to get it; nor is it advice to refuse it."""
    said = kam(*command, "-f", shape, *AS_OF, cwd=folder, env={"KAM_CACHE": "off"})
    assert said.code == 0, said.err
    told = said.out.replace("经销商收了红包", "")  # a failure that was reported is a fact, and to be made good
    assert [word for word in TAINTED if word in told] == []
    assert "10 entries kept back: kam check says why" in said.err


def test_what_is_innocent_stays(folder: Path) -> None:
    said = kam("brief", "bz", "--with", "song", *AS_OF, cwd=folder, env={"KAM_CACHE": "off"})
    for words in ("交检测报告", "请宋处看样车", "交油耗表", "对手去年给过回扣"):
        assert words in said.out


def test_a_line_of_the_list_keeps_its_place_in_the_file(folder: Path) -> None:
    said = kam("next", "-f", "json", *AS_OF, cwd=folder)
    places = {one["waiting"]["what"]: one["place"].rpartition(":")[2] for one in json.loads(said.out)["lines"]}
    for words in ("交检测报告", "请宋处看样车"):
        assert PLAN.splitlines()[int(places[words]) - 1].find(words) > 0


def test_the_customer_sees_neither_it_nor_that_anything_is_kept_back(folder: Path) -> None:
    said = kam("plan", "show", "bz", "--audience", "customer", *AS_OF, cwd=folder, env={"KAM_CACHE": "off"})
    assert [word for word in (*TAINTED, "标底", "kept back") if word in said.out] == []
    assert "交油耗表" in said.out
    assert "交检测报告" in said.out
    assert "12 entries kept back" in said.err


def test_a_contact_does_not_ask_whether_it_was_given(folder: Path) -> None:
    """And the promise that fell due is named by its place in the file."""
    file = folder / "accounts" / "bz.yaml"
    said = kam("log", "bz", "met song, showed the van", "--yes", *AS_OF, cwd=folder, env={"KAM_CACHE": "off"})
    assert said.code == 0, said.err
    assert "好处费" not in said.err
    assert "promises.2.kept" in said.err
    assert file.read_text(encoding="utf-8").startswith("kam: 1")


def test_what_was_looked_at_and_silenced_counts(folder: Path) -> None:
    """A comment, or a word that the team took off the list."""
    end = "due: 2026-11-01, owner: li}"
    silenced = PLAN.replace(end, f"{end}  # kam: ignore[KAM901]: 印的贺卡")
    (folder / "accounts" / "bz.yaml").write_text(silenced, encoding="utf-8")
    assert "好处费" in kam("promises", "bz", *AS_OF, cwd=folder).out
    (folder / "accounts" / "bz.yaml").write_text(PLAN, encoding="utf-8")
    (folder / "kam.toml").write_text('[words.bribery]\nremove = ["好处费"]\n', encoding="utf-8")
    assert "好处费" in kam("promises", "bz", *AS_OF, cwd=folder).out


def test_places_are_told_as_the_file_has_them() -> None:
    """Also where the day shortens the same list."""
    text = PLAN.replace("promises:\n", "promises:\n  - {by: us, what: 后来的, made: 2026-12-01}\n")
    loaded = load_bytes(text.encode(), "bz.yaml")
    assert loaded.plan is not None
    stood = kept_back(loaded, loaded.plan, DAY, Selection()).stood
    assert [one.what for one in stood.plan.promises] == ["交检测报告"]
    assert stood.path(("promises", 0)) == ("promises", 2)


def test_an_action_kept_back_is_no_answer_to_a_threat() -> None:
    named = PLAN.replace("  - {what: 给宋处", "  - {id: a1, what: 给宋处")
    text = f"{named}swot: [{{kind: threat, text: 降价, action: a1}}]\n"
    loaded = load_bytes(text.encode(), "bz.yaml")
    assert loaded.plan is not None, loaded.diagnostics
    assert kept_back(loaded, loaded.plan, DAY, Selection()).stood.plan.swot[0].action is None


def test_a_plan_without_such_words_is_left_as_it_is() -> None:
    loaded = load_bytes("kam: 1\naccount: {name: X}\nactions: [{what: 打电话}]\n".encode(), "x.yaml")
    assert loaded.plan is not None
    kept = kept_back(loaded, loaded.plan, DAY, Selection())
    assert (kept.stood.plan, kept.held) == (loaded.plan, 0)
