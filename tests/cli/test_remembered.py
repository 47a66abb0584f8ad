"""``kam portfolio health`` and ``pipeline`` answer again from memory, and never but what they would say anew."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.kam import AS_OF, MINIMAL, Result, process, put

COMMANDS = (("portfolio", "health"), ("portfolio", "pipeline"))
DEAL = "opportunities:\n  d: {name: 换车, stage: evaluation, value: {amount: 100000}, close: 2027-03-01}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    put(tmp_path, "a.yaml", MINIMAL + DEAL)
    put(tmp_path, "b.yaml", MINIMAL.replace("红旗", "南山") + "owner: 李明\n")
    return tmp_path


def ask(folder: Path, command: tuple[str, ...], *more: str, memory: bool = True) -> Result:
    kept = {"KAM_CACHE": "on", "KAM_CACHE_DIR": str(folder / "kept")} if memory else {"KAM_CACHE": "off"}
    return process(*command, *AS_OF, *more, cwd=folder, env=kept)


def entries(folder: Path) -> int:
    return len(list((folder / "kept").glob("check-*")))


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_the_second_answer_is_the_first(folder: Path, command: tuple[str, ...]) -> None:
    """It is kept once: what is answered from memory is not written again."""
    first = ask(folder, command)
    assert first == ask(folder, command, memory=False)
    (kept,) = (folder / "kept").glob("check-*")
    written = kept.stat().st_mtime_ns
    assert ask(folder, command) == first
    assert kept.stat().st_mtime_ns == written


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_whatever_changes_the_answer_is_new(folder: Path, command: tuple[str, ...]) -> None:
    """A plan edited, added, taken away; another day, owner, language, format, or setting."""

    def same(*more: str) -> None:
        assert ask(folder, command, *more) == ask(folder, command, *more, memory=False)

    same()
    put(folder, "b.yaml", MINIMAL.replace("红旗", "南山") + "owner: 李红\n")
    same()
    put(folder, "c.yaml", MINIMAL.replace("红旗", "北湖") + DEAL)
    same()
    (folder / "accounts" / "a.yaml").unlink()
    same()
    for more in (("--lang", "zh"), ("--format", "json"), ("--owner", "李红"), ("--as-of", "2027-05-01")):
        same(*more)
        same(*more)
    (folder / "kam.toml").write_text("[thresholds]\nreview-days = 5\n")
    same()


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_what_is_told_beside_the_answer_is_told_each_time(folder: Path, command: tuple[str, ...]) -> None:
    """A plan that cannot be read is named on stderr: such an answer is not kept."""
    put(folder, "c.yaml", "kam: [\n")
    first = ask(folder, command)
    assert "c.yaml" in first.err
    assert ask(folder, command) == first
    assert entries(folder) == 0


def test_what_reads_git_or_single_plans_is_not_kept(folder: Path) -> None:
    ask(folder, COMMANDS[0], "--since", "2026-01-01")
    ask(folder, COMMANDS[0], "a")
    assert entries(folder) == 0
