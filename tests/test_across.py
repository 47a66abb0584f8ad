"""The rules over all plans in ``kam check``: when they run, where they report, and that no way of asking loses them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.test_portfolio_health import git
from tests.kam import AS_OF, MINIMAL, kam, put

TWIN = "KAM714"


@pytest.fixture
def twins(tmp_path: Path) -> Path:
    put(tmp_path, "a.yaml", MINIMAL)
    put(tmp_path, "b.yaml", MINIMAL + "  aliases: [红机]\n")
    return tmp_path


def found(folder: Path, *words: str) -> list[tuple[str, str, int]]:
    answer = kam("check", "-f", "json", "--lang", "en", *AS_OF, *words, cwd=folder)
    told: dict[str, Any] = json.loads(answer.out)
    return [(one["code"], one["file"], one["line"]) for one in told["findings"] if one["code"] == TWIN]


BOTH = [(TWIN, "accounts/a.yaml", 3), (TWIN, "accounts/b.yaml", 3)]


def test_they_see_whole_folders_and_not_files_named_one_by_one(twins: Path) -> None:
    """Or the answer would change with how a caller splits the list of files."""
    assert found(twins) == found(twins, "accounts") == BOTH
    assert found(twins, "accounts/a.yaml", "accounts/b.yaml") == []


def test_one_plan_is_no_portfolio(tmp_path: Path) -> None:
    put(tmp_path, "a.yaml", MINIMAL)
    assert found(tmp_path) == []


def test_a_plan_that_cannot_be_read_is_left_out(twins: Path) -> None:
    put(twins, "c.yaml", "kam: 1\naccount: {name: 红旗机械厂, tier: 甲}\n")
    assert found(twins) == BOTH


def test_selection_severity_and_overrides_hold(twins: Path) -> None:
    assert found(twins, "--ignore", TWIN) == []
    assert found(twins, "--select", "twin-plans") == BOTH
    (twins / "kam.toml").write_text(
        f'[severity]\n{TWIN} = "error"\n[[overrides]]\npaths = ["accounts/b.yaml"]\nignore = ["{TWIN}"]\n'
    )
    assert found(twins) == BOTH[:1]
    assert kam("check", *AS_OF, cwd=twins).code == 1


def test_a_comment_silences_and_is_not_told_as_unused(twins: Path) -> None:
    note = f"  name: 红旗机械厂  # kam: ignore[{TWIN}] until 2026-12-31: 两个厂区分开管\n"
    put(twins, "a.yaml", MINIMAL.replace("  name: 红旗机械厂\n", note))
    answer = kam("check", "-f", "json", *AS_OF, cwd=twins)
    told = json.loads(answer.out)
    assert [one["file"] for one in told["findings"]] == ["accounts/b.yaml"]
    assert told["silenced"] == 1


def test_a_baseline_knows_them(twins: Path) -> None:
    kam("check", "--baseline", "known.json", "--update-baseline", *AS_OF, cwd=twins)
    assert found(twins, "--baseline", "known.json") == []


def test_changed_since_sees_all_plans_and_reports_in_the_changed(twins: Path) -> None:
    git(twins, "init", "-q")
    git(twins, "add", ".")
    git(twins, "commit", "-q", "-m", "first")
    assert found(twins, "--changed-since", "HEAD") == []
    put(twins, "b.yaml", MINIMAL + "  aliases: [红机厂]\n")
    assert found(twins, "--changed-since", "HEAD") == BOTH[1:]
    assert found(twins, "--against", "HEAD") == []
    put(twins, "c.yaml", MINIMAL)
    assert (TWIN, "accounts/c.yaml", 3) in found(twins, "--against", "HEAD")


@pytest.mark.parametrize("chosen", ["concise", "github", "gitlab", "sarif", "junit", "rdjson"])
def test_every_ci_format_tells_them(twins: Path, chosen: str) -> None:
    assert TWIN in kam("check", "-f", chosen, "--select", TWIN, "--fail-on", "warning", *AS_OF, cwd=twins).out
