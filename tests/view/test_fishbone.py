"""What a person reads of ``kam fishbone``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.golden import golden
from tests.kam import AS_OF, MINIMAL, ROOT, kam, put

ACCOUNTS = sorted(file.stem for file in (ROOT / "accounts").glob("*.yaml"))


@pytest.mark.parametrize("account", ["hongqi", "huadong-telecom"])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_plain(account: str, lang: str) -> None:
    found = kam("fishbone", account, *AS_OF, "--lang", lang, "--format", "plain")
    assert (found.code, found.err) == (0, "")
    golden(f"fishbone/{account}.{lang}.txt", found.out)


@pytest.mark.parametrize("format_", ["md", "json", "mermaid"])
def test_other_formats(format_: str) -> None:
    golden(f"fishbone/hongqi.{format_}", kam("fishbone", "hongqi", *AS_OF, "--lang", "zh", "-f", format_).out)


@pytest.mark.parametrize("account", ACCOUNTS)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_cause_of_the_plan_is_on_the_picture(account: str, lang: str) -> None:
    ribs = json.loads(kam("fishbone", account, *AS_OF, "-f", "json").out)["ribs"]
    found = kam("fishbone", account, *AS_OF, "--lang", lang, "-f", "csv")
    assert (found.code, found.err) == (0, "")
    assert all(one["text"] in found.out for rib in ribs for one in rib["causes"] if one["text"])
    assert all(one["code"] in found.out for rib in ribs for one in rib["causes"] if one["code"])


def test_drawn_with_head_spine_and_a_line_for_every_cause() -> None:
    found = json.loads(kam("fishbone", "hongqi", *AS_OF, "-f", "json").out)
    drawn = kam("fishbone", "hongqi", *AS_OF, "--lang", "zh", "-f", "svg").out
    assert drawn.count("<path") == 1 + len(found["ribs"]) + found["causes"]
    assert "我们会输在哪里" in drawn


def test_an_empty_plan_says_what_to_write_first(tmp_path: Path) -> None:
    put(tmp_path, "one.yaml", MINIMAL)
    found = kam("fishbone", "one", *AS_OF, "--lang", "zh", "-f", "svg", cwd=tmp_path)
    assert (found.code, found.err) == (0, "")
    plain = kam("fishbone", "one", *AS_OF, "--lang", "zh", "-f", "plain", cwd=tmp_path).out
    assert "先写项目" in plain


def test_a_cause_without_owner_or_reason_is_somebodys_turn(tmp_path: Path) -> None:
    """Who looks after it, and why it is so."""
    put(tmp_path, "one.yaml", f"{MINIMAL}opportunities: {{d: {{stage: intent, fishbone: {{time: [太慢]}}}}}}\n")
    found = " ".join(kam("fishbone", "one", *AS_OF, "--lang", "en", "-f", "plain", cwd=tmp_path).out.split())
    assert "Who looks after “太慢”? Name an owner." in found
    assert "Ask once more why: 太慢" in found


def test_a_rule_on_two_bones_is_named_once_in_what_to_do(tmp_path: Path) -> None:
    """Money and event are old: two causes, one rule, one action."""
    old = "budget: {value: approved, date: 2026-01-01}, compelling_event: {value: yes, date: 2026-01-01}"
    put(tmp_path, "one.yaml", f"{MINIMAL}opportunities: {{d: {{stage: intent, {old}}}}}\n")
    out = kam("fishbone", "one", *AS_OF, "--lang", "zh", "-f", "plain", cwd=tmp_path).out
    tree, _, todo = out.partition("怎么办")
    assert tree.count("KAM209") == 2
    assert todo.count("KAM209") == 1


def test_bad_input() -> None:
    assert kam("fishbone", "nobody", *AS_OF).code == 2
    assert kam("fishbone", "hongqi/nothing", *AS_OF).code == 2
    assert kam("fishbone", "hongqi", *AS_OF, "-f", "dot").code == 2


def test_a_promise_and_a_failure_in_somebodys_hands_have_an_owner(tmp_path: Path) -> None:
    """The page said that nobody had them, while kam issues and kam promises named who."""
    team = "owner: 周莉\nteam: {li: {name: 李明}}\nopportunities: {d: {name: 换车, stage: evaluation}}\n"
    failure = "issues: [{opened: 2026-08-01, what: 漏油, severity: critical, owner: li}]\n"
    promise = "promises: [{by: us, what: 交报告, due: 2026-11-01}]\n"
    put(tmp_path, "a.yaml", MINIMAL + team + failure + promise)
    found = json.loads(kam("fishbone", "a", *AS_OF, "-f", "json", cwd=tmp_path).out)
    owners = {one["code"]: one["owner"] for rib in found["ribs"] for one in rib["causes"] if one["code"]}
    assert (owners["KAM303"], owners["KAM601"]) == ("周莉", "李明")
