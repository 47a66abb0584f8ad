"""``kam check --against REV``: only what got worse."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.diff.repo import ask, commit, git
from tests.kam import MINIMAL, put

DEAL = "opportunities:\n  d: {name: 换车, stage: evaluation, close: 2027-03-01}\n"
MORE = "stakeholders:\n  wang: {name: 王, roles: [decider], influence: high}\n"


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    git(tmp_path, "init", "--quiet")
    put(tmp_path, "a.yaml", MINIMAL + DEAL)
    put(tmp_path, "b.yaml", MINIMAL + DEAL)
    commit(tmp_path, "2026-11-01")
    return tmp_path


def codes(folder: Path, *more: str) -> list[str]:
    """What is found by code."""
    return [one["code"] for one in json.loads(ask(folder, "check", "-f", "json", *more).out)["findings"]]


def test_nothing_changed_is_nothing_worse(repo: Path) -> None:
    """What was there is counted; moved lines and a renamed file change nothing."""
    there = len(codes(repo))
    assert there
    git(repo, "mv", "accounts/b.yaml", "accounts/z.yaml")
    put(repo, "a.yaml", "# 新\n\n" + MINIMAL + DEAL)
    found = ask(repo, "check", "--against", "HEAD", "-f", "concise")
    assert (found.code, found.out) == (0, "")
    assert f"{there} there already at HEAD" in found.err


def test_what_got_worse_and_what_was_fixed(repo: Path) -> None:
    """In every format alike (JUnit names the plans that passed too); the fixed ones are counted beside it."""
    put(repo, "a.yaml", MINIMAL + MORE + DEAL)
    before, now = set(codes(repo, "accounts/b.yaml")), set(codes(repo, "accounts/a.yaml"))
    assert set(codes(repo, "--against", "HEAD")) == now - before != set()
    (fixed,) = before - now
    assert fixed
    assert "1 of HEAD is fixed" in ask(repo, "check", "--against", "HEAD").err
    for format_ in ("text", "concise", "github", "gitlab", "sarif", "rdjson"):
        assert "b.yaml" not in ask(repo, "check", "--against", "HEAD", "-f", format_).out


def test_a_new_plan_is_new_as_a_whole_and_a_broken_one_is_always_told(repo: Path) -> None:
    put(repo, "c.yaml", (MINIMAL + DEAL).replace("红旗机械厂", "南山厂"))
    assert codes(repo, "--against", "HEAD") == codes(repo, "accounts/c.yaml")
    put(repo, "b.yaml", "kam: [\n")
    commit(repo, "2026-11-02")
    assert ask(repo, "check", "--against", "HEAD", "accounts/b.yaml").code == 1


def test_with_a_baseline_a_finding_must_be_new_to_both(repo: Path) -> None:
    """And the baseline still renews itself from everything there is."""
    assert ask(repo, "check", "--baseline", "known.json", "--update-baseline").code == 0
    put(repo, "a.yaml", MINIMAL + MORE + DEAL)
    worse = codes(repo, "--against", "HEAD")
    assert codes(repo, "--against", "HEAD", "--baseline", "known.json") == worse
    assert ask(repo, "check", "--against", "HEAD", "--baseline", "known.json", "--update-baseline").code == 0
    assert codes(repo, "--baseline", "known.json") == []


def test_a_copy_of_a_plan_that_is_still_there_is_no_rename(repo: Path) -> None:
    """It is a new plan, and all that is found in it is new."""
    put(repo, "c.yaml", MINIMAL + DEAL)
    assert codes(repo, "--against", "HEAD", "accounts/c.yaml") == codes(repo, "accounts/c.yaml") != []


def test_a_plan_that_was_broken_has_fixed_nothing(repo: Path) -> None:
    """No rule was asked in it: that its findings are gone, nobody knows."""
    own = (MINIMAL + DEAL).replace("红旗机械厂", "南山厂")
    put(repo, "b.yaml", own)
    commit(repo, "2026-11-02")
    put(repo, "b.yaml", own + "x: 1\n")
    found = ask(repo, "check", "--against", "HEAD")
    assert (found.code, "fixed" in found.err) == (1, False)


def test_one_more_person_on_a_list_is_worse_and_one_less_is_better(repo: Path) -> None:
    """It is told by who they are, not by how many; with one less it is the same finding, and so not fixed."""
    listed = "stakeholders:\n  wang: {name: 王}\n  li: {name: 李}\n"
    put(repo, "a.yaml", MINIMAL + listed)
    commit(repo, "2026-11-02")
    put(repo, "a.yaml", MINIMAL + listed + "  zhao: {name: 赵}\n")
    assert codes(repo, "--against", "HEAD", "--select", "KAM902") == ["KAM902"]
    put(repo, "a.yaml", MINIMAL + listed.replace("  li: {name: 李}\n", ""))
    found = ask(repo, "check", "--against", "HEAD", "--select", "KAM902")
    assert (found.out, "1 there already at HEAD" in found.err, "fixed" in found.err) == ("", True, False)
    put(repo, "a.yaml", MINIMAL)
    assert "1 of HEAD is fixed" in ask(repo, "check", "--against", "HEAD", "--select", "KAM902").err


def test_plans_of_one_id_keep_their_names_when_only_some_are_looked_at(repo: Path) -> None:
    """A merge request shows what changed by the names that the whole folder has."""
    for place in ("north", "south"):
        (repo / "plans" / place).mkdir(parents=True)
        (repo / "plans" / place / "x.yaml").write_text(MINIMAL + DEAL, encoding="utf-8")
    commit(repo, "2026-11-02")
    (repo / "plans" / "south" / "x.yaml").write_text(MINIMAL + MORE + DEAL, encoding="utf-8")

    def names(*more: str, folder: Path = repo) -> set[str]:
        found = json.loads(ask(folder, "check", "-f", "gitlab", "--select", "KAM1,KAM2,KAM9", *more).out)
        return {one["fingerprint"] for one in found if one["location"]["path"].endswith("south/x.yaml")}

    every = names("plans")
    assert every
    assert every == names("plans", "--changed-since", "HEAD")
    assert every == names("plans/south/x.yaml") == names("south/x.yaml", folder=repo / "plans")


def test_with_changed_since_only_those_plans_are_looked_at(repo: Path) -> None:
    put(repo, "a.yaml", MINIMAL + MORE + DEAL)
    assert codes(repo, "--against", "HEAD", "--changed-since", "HEAD") == codes(repo, "--against", "HEAD")


@pytest.mark.parametrize("revision", ["none", "--output=x", "a..b"])
def test_what_is_no_revision_is_told(repo: Path, revision: str) -> None:
    found = ask(repo, "check", f"--against={revision}")
    assert (found.code, found.out) == (2, "")
    assert "git knows no revision" in found.err
