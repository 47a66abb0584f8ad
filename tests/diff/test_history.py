"""``kam history``: how an account went, from git and from the plan itself."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from kamtool.cli import history
from tests.diff.repo import ask, commit, git
from tests.golden import golden
from tests.kam import AS_OF, MINIMAL, ROOT, kam, put

SONG = MINIMAL + "stakeholders: {{song: {{name: 宋敏, influence: high, attitude: {attitude}}}}}\n"
STEPS = (("2026-09-01", "resist"), ("2026-10-01", "doubt"), ("2026-11-01", "accept"))


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    """An account whose person came round, and whose file got another name on the way."""
    git(tmp_path, "init", "--quiet")
    for day, attitude in STEPS:
        put(tmp_path, "old.yaml", SONG.format(attitude=attitude))
        commit(tmp_path, day)
    git(tmp_path, "mv", "accounts/old.yaml", "accounts/new.yaml")
    commit(tmp_path, "2026-11-10")
    return tmp_path


def points(folder: Path, *more: str, day: str = AS_OF[1]) -> list[tuple[str, str]]:
    """The days and values of the one attitude."""
    out = ask(folder, "history", "new", "-f", "csv", *more, day=day).out
    rows = list(csv.DictReader(io.StringIO(out)))
    return [(one["date"], one["value"]) for one in rows if one["measure"] == "attitude"]


def test_it_follows_the_file_through_its_names(repo: Path) -> None:
    assert points(repo) == list(STEPS)


def test_since_begins_with_what_held_then(repo: Path) -> None:
    assert points(repo, "--since", "2026-10-15") == [("2026-10-15", "doubt"), ("2026-11-01", "accept")]


def test_a_shallow_clone_goes_as_far_as_it_goes_and_says_so(repo: Path) -> None:
    clone = repo.parent / "clone"
    git(repo.parent, "clone", "--quiet", "--depth", "2", repo.as_uri(), str(clone))
    assert points(clone) == [("2026-11-01", "accept")]
    assert "shallow" in ask(clone, "history", "new").out


def test_an_unreadable_version_is_left_out_and_told(repo: Path) -> None:
    put(repo, "new.yaml", "kam: [\n")
    commit(repo, "2026-11-11")
    put(repo, "new.yaml", SONG.format(attitude="resist"))
    assert points(repo) == [*STEPS, ("2026-11-23", "resist")]
    assert "One version could not be read" in " ".join(ask(repo, "history", "new").out.split())


def test_what_is_written_down_late_ends_with_what_the_plan_says_now(tmp_path: Path) -> None:
    """Seen on the 5th, committed on the 21st: the version of the 10th, which knew nothing yet, came last."""
    git(tmp_path, "init", "--quiet")
    put(tmp_path, "new.yaml", MINIMAL + "stakeholders: {song: {name: 宋敏}}\n")
    commit(tmp_path, "2026-11-10")
    put(tmp_path, "new.yaml", SONG.format(attitude="{value: accept, date: 2026-11-05}"))
    commit(tmp_path, "2026-11-21")
    assert points(tmp_path) == [("2026-11-05", "accept")]


def test_many_versions_are_sampled_and_that_is_told(repo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first and the last among them."""
    monkeypatch.setattr(history, "MOST", 2)
    assert points(repo) == [STEPS[0], ("2026-11-10", "accept")]
    assert "Versions in git: 4; 2 of them were read" in ask(repo, "history", "new").out


def test_without_git_the_plan_tells(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From its own history; and where each point comes from."""
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    long = "{value: accept, date: 2026-11-01, history: [{value: resist, date: 2026-09-01}]}"
    put(tmp_path, "new.yaml", SONG.format(attitude=long))
    assert points(tmp_path) == [("2026-09-01", "resist"), ("2026-11-01", "accept")]
    found = json.loads(ask(tmp_path, "history", "new", "-f", "json").out)
    assert [one["origin"] for one in found["tracks"][0]["points"]] == ["plan", "now"]
    assert "git could not be asked" in ask(tmp_path, "history", "new").out


def test_what_was_learned_after_the_day_is_not_there_yet(repo: Path) -> None:
    """Neither in the plan as it is nor in a version of it; on its own day it is there."""
    later = "{value: resist, date: 2026-11-15, history: [{value: accept, date: 2026-11-01}]}"
    put(repo, "new.yaml", SONG.format(attitude=later))
    commit(repo, "2026-11-12")
    assert points(repo, day="2026-11-14") == list(STEPS)
    assert points(repo) == [*STEPS, ("2026-11-15", "resist")]


def test_seen_from_an_earlier_day_the_file_as_it_is_now_is_not_there(tmp_path: Path) -> None:
    """What has no day of its own, such as influence, came into the past from a version committed later."""
    git(tmp_path, "init", "--quiet")
    people = "stakeholders: {{a: {{attitude: accept, influence: medium}}, b: {{attitude: resist, influence: {}}}}}\n"
    for day, influence in (("2026-02-01", "low"), ("2026-06-01", "high")):
        put(tmp_path, "new.yaml", MINIMAL + people.format(influence))
        commit(tmp_path, day)
    told = ask(tmp_path, "history", "new", "-f", "csv", day="2026-04-15").out
    same = ask(tmp_path, "history", "new", "-f", "csv", day="2026-02-01").out
    support = [[line for line in one.splitlines() if line.startswith("support")] for one in (told, same)]
    assert support[0] == support[1] != []


def test_without_git_nothing_is_known_before_its_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    put(tmp_path, "new.yaml", SONG.format(attitude="{value: accept, date: 2026-10-30}"))
    assert points(tmp_path, day="2026-06-01") == [("2026-06-01", "unknown")]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_rich_account(lang: str) -> None:
    """As a person reads it, without git: the input is copied out of the repository by standard input."""
    plan = (ROOT / "accounts" / "huadong-telecom.yaml").read_bytes()
    found = kam("history", "-", *AS_OF, "--lang", lang, "-f", "plain", stdin=plan)
    assert found.code == 0
    golden(f"history/huadong-telecom.{lang}.txt", found.out)
