"""``kam diff``: two versions of the plans in the trade's words."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from kamtool.model.plan import Plan
from kamtool.texts.lookup import Lang, Texts
from tests.diff.repo import QUIET, ask, commit, git
from tests.golden import golden
from tests.kam import AS_OF, MINIMAL, ROOT, kam, put

FILES = ("tests/diff/huadong-telecom-2026-09-20.yaml", "accounts/huadong-telecom.yaml")
PERSON = "stakeholders:\n  song: {{name: 宋敏, influence: high, attitude: {attitude}}}\n"
RESIST = MINIMAL + PERSON.format(attitude="resist")
DOUBT = MINIMAL + PERSON.format(attitude="{value: doubt, date: 2026-10-28, source: customer, evidence: 肯见我们了}")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_two_months_of_the_rich_account(lang: str) -> None:
    """It reads like a colleague's summary."""
    found = kam("diff", *FILES, *AS_OF, "--lang", lang, "-f", "plain")
    assert (found.code, found.err) == (0, "")
    golden(f"diff/two-months.{lang}.txt", found.out)


@pytest.mark.parametrize("format_", ["md", "json", "html"])
def test_other_formats(format_: str) -> None:
    golden(f"diff/two-months.{format_}", kam("diff", *FILES, *AS_OF, "--lang", "zh", "-f", format_).out)


def test_everything_else_is_counted_until_all_of_it_is_asked_for() -> None:
    """The count is that of the clauses which --all writes; a contact is one line until then."""
    short, whole = (kam("diff", *FILES, *AS_OF, "--lang", "zh", "-f", "plain", *more).out for more in ([], ["--all"]))
    assert "103 处：项目 34、人 19" in short.replace("\n  ", "")
    assert "其余改动，照文件原样" in whole
    assert "installed_base" in whole
    assert "installed_base" not in short
    assert len(short.split("\n")) < 0.75 * len(whole.split("\n"))
    for said in (short, whole):
        assert "advance" not in said
        assert "没推进" in said


@pytest.mark.parametrize("lang", list(Lang))
def test_every_section_of_a_plan_has_a_name_to_be_counted_by(lang: Lang) -> None:
    own = [name for name in Plan.model_fields if name not in ("kam", "owner", "reviewed", "jurisdiction", "expect")]
    assert [name for name in own if not Texts(lang).has(f"diff.section_{name}")] == []


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    """Three days: resist, a deal more and another account, doubt."""
    git(tmp_path, "init", "--quiet")
    put(tmp_path, "a.yaml", RESIST)
    put(tmp_path, "b.yaml", MINIMAL.replace("红旗机械厂", "北风厂"))
    commit(tmp_path, "2026-09-20")
    put(tmp_path, "a.yaml", RESIST + "opportunities: {d: {name: 换车, value: 240万}}\n")
    put(tmp_path, "c.yaml", MINIMAL.replace("红旗机械厂", "南山厂"))
    commit(tmp_path, "2026-10-05")
    put(tmp_path, "a.yaml", DOUBT + "opportunities: {d: {name: 换车, value: 200万}}\n")
    (tmp_path / "accounts" / "b.yaml").unlink()
    commit(tmp_path, "2026-11-01")
    return tmp_path


def states(folder: Path, *words: str) -> dict[str, str]:
    """What became of each plan."""
    found = kam("diff", "-f", "json", *AS_OF, *words, cwd=folder, env=QUIET)
    assert found.code == 0, found.err
    return {one["id"]: one["state"] for one in json.loads(found.out)["accounts"]}


def test_the_words_of_the_trade(repo: Path) -> None:
    """Who moved, when, and from whom we know; then the deal."""
    out = ask(repo, "diff", "HEAD~1", "--account", "a").out
    assert "In 7 weeks: 宋敏 moved from resist to doubt; 换车 is worth 2m instead of 2.4m." in " ".join(out.split())
    assert "resist → doubt (2026-10-28, customer): 肯见我们了" in out
    assert "value 2.4m → 2m" in out


def test_without_a_word_head_and_the_folder(repo: Path) -> None:
    """Nothing changed, until something does."""
    assert set(states(repo).values()) == {"same"}
    assert "Nothing changed." in ask(repo, "diff").out
    put(repo, "a.yaml", RESIST)
    assert states(repo) == {"a": "changed", "c": "same"}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["HEAD~1"], {"a": "changed", "b": "gone", "c": "same"}),
        (["HEAD~2..HEAD~1"], {"a": "changed", "b": "same", "c": "new"}),
        (["HEAD~2", "HEAD~1"], {"a": "changed", "b": "same", "c": "new"}),
        (["HEAD~2...HEAD~1", "-a", "c"], {"c": "new"}),
        (["2026-10-05"], {"a": "changed", "b": "gone", "c": "new"}),
        (["2026-10-06"], {"a": "changed", "b": "gone", "c": "same"}),
        (["2026-10-05", "2026-10-06"], {"a": "changed", "b": "same", "c": "new"}),
        (["2026-10-05..HEAD", "--account", "b"], {"b": "gone"}),
        (["HEAD~1", "a"], {"a": "changed"}),
        (["HEAD~1", "--", "a", "accounts/c.yaml"], {"a": "changed", "c": "same"}),
        (["a"], {"a": "same"}),
        (["HEAD~1", "--account", "红旗机械厂"], {"a": "changed"}),
        (["红旗机械厂", "HEAD~1"], {"a": "changed"}),
    ],
)
def test_revisions_ranges_days_and_accounts(repo: Path, words: list[str], expected: dict[str, str]) -> None:
    """A day means the last commit before it; ``--`` changes nothing."""
    assert states(repo, *words) == expected


@pytest.mark.parametrize(
    "words", [["nothing"], ["--output=x", "HEAD", "HEAD", "HEAD"], ["2020-01-01"], ["HEAD", "-a", "zz"], ["a..b..c"]]
)
def test_what_means_nothing_is_told(repo: Path, words: list[str]) -> None:
    """With a way out, in one line, and nothing is written."""
    found = ask(repo, "diff", *words)
    assert (found.code, found.out) == (2, "")
    assert found.err.startswith("kam diff: ")
    assert not (repo / "x").exists()


def test_an_account_that_is_a_branch_too_is_asked_for(repo: Path) -> None:
    git(repo, "branch", "a")
    found = ask(repo, "diff", "a")
    assert found.code == 2
    assert "--account a" in found.err
    assert states(repo, "--account", "a") == {"a": "same"}


def test_a_moved_or_renamed_file_is_the_same_plan(repo: Path) -> None:
    (repo / "accounts" / "east").mkdir()
    git(repo, "mv", "accounts/a.yaml", "accounts/east/a.yaml")
    git(repo, "mv", "accounts/c.yaml", "accounts/south.yaml")
    assert states(repo) == {"a": "same", "south": "same"}
    assert "Only another name: accounts/c.yaml → accounts/south.yaml" in ask(repo, "diff").out


def test_a_version_that_is_no_plan_is_told(repo: Path) -> None:
    """Before and now; the others are compared all the same."""
    put(repo, "a.yaml", "kam: 1\naccount: [\n")
    assert states(repo) == {"a": "broken", "c": "same"}
    commit(repo, "2026-11-02")
    put(repo, "a.yaml", RESIST)
    assert states(repo) == {"a": "was_broken", "c": "same"}
    assert "HEAD could not be read (KAM" in ask(repo, "diff", "a").out


def test_without_git_two_files_can_be_compared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    put(tmp_path, "a.yaml", RESIST)
    put(tmp_path, "b.yaml", DOUBT)
    found = ask(tmp_path, "diff", "HEAD")
    assert found.code == 2
    assert "kam diff OLD.yaml NEW.yaml" in found.err
    assert "resist → doubt" in ask(tmp_path, "diff", "accounts/a.yaml", "accounts/b.yaml").out


AHEAD = (
    MINIMAL
    + """stakeholders: {song: {name: 宋敏, attitude: ATTITUDE}}
promises: [{by: us, what: 样机, to: song, made: 2026-10-01, due: 2026-11-22 KEPT}]
visits: [{date: 2026-10-01, with: song} VISIT]
"""
)


def ahead(folder: Path, day: str, *more: str) -> str:
    """The difference of a plan to one that says what comes after 2026-11-23, as it is on a day."""
    old = {"ATTITUDE": "{value: accept, date: 2026-10-01}", "KEPT": "", "VISIT": ""}
    new = {
        "ATTITUDE": "{value: doubt, date: 2026-12-01}",
        "KEPT": ", kept: 2026-12-01",
        "VISIT": ", {date: 2026-12-05, with: song, purpose: 看样机}",
    }
    for name, words in (("old.yaml", old), ("new.yaml", new)):
        text = AHEAD
        for key, value in words.items():
            text = text.replace(key, value)
        put(folder, name, text)
    return ask(folder, "diff", "accounts/old.yaml", "accounts/new.yaml", *more, day=day).out


def test_what_is_dated_after_the_day_is_not_told_as_having_happened(tmp_path: Path) -> None:
    """It is counted by itself, and with --all it stands there as the file has it; on its own day it is told."""
    out = ahead(tmp_path, "2026-11-23")
    assert not any(word in out for word in ("kept late", "accept → doubt", "unknown", "看样机"))
    assert "dated after 2026-11-23: not told as having happened" in out
    assert "4 facts: people 2, contacts 1, promises 1. --all shows them." in " ".join(out.split())
    whole = " ".join(ahead(tmp_path, "2026-11-23", "--all").split())
    assert "attitude (value: accept → doubt, date: 2026-10-01 → 2026-12-01)" in whole
    assert "kept: unknown → 2026-12-01" in whole
    assert "purpose 看样机" in whole
    then = ahead(tmp_path, "2026-12-24")
    assert all(word in then for word in ("kept late", "accept → doubt", "看样机"))
    assert "dated after" not in then


def test_a_revision_later_than_the_day_is_seen_on_the_day(repo: Path) -> None:
    found = ask(repo, "diff", "HEAD~1", "HEAD", "-f", "json", "-a", "a", day="2026-10-10")
    one = json.loads(found.out)
    assert (one["old_day"], one["new_day"]) == ("2026-10-05", "2026-10-10")
    (account,) = one["accounts"]
    assert {each["path"] for each in account["difference"]["ahead"]} >= {"attitude.value"}


def test_row_24_a_hostile_repository_runs_nothing(repo: Path) -> None:
    """Row 24: signatures, filters, diff drivers, text conversions, monitors, pagers and the environment's own."""
    sprung = repo.parent / "sprung"
    trap = repo.parent / "trap.sh"
    trap.write_text(f'#!/bin/sh\ntouch "{sprung}"\ncat\n')
    trap.chmod(0o755)
    put(repo, "a.yaml", RESIST)
    for key in ("core.fsmonitor", "core.pager", "diff.external", "diff.evil.textconv", "filter.evil.clean",
                "filter.evil.smudge", "gpg.program"):  # fmt: skip
        git(repo, "config", key, str(trap))
    git(repo, "config", "log.showSignature", "true")
    (repo / ".gitattributes").write_text("*.yaml diff=evil filter=evil\n")
    hostile = {**QUIET, "GIT_EXTERNAL_DIFF": str(trap), "GIT_PAGER": str(trap), "GIT_TRACE": str(repo / "trace"),
               "GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "core.fsmonitor", "GIT_CONFIG_VALUE_0": str(trap),
               "GIT_DIR": os.devnull}  # fmt: skip
    for words in (["diff", "HEAD~2"], ["history", "a"], ["check", "--against", "HEAD~1"]):
        found = kam(*words, *AS_OF, cwd=repo, env=hostile)
        assert found.code in (0, 1), found.err
    assert not sprung.exists()
    assert not (repo / "trace").exists()


def test_the_older_file_is_there() -> None:
    """The fixture is a plan."""
    assert kam("check", FILES[0], *AS_OF, "--fail-on", "never", cwd=ROOT).code == 0
