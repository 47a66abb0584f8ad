"""``--changed-since``: which plans a revision does not have, and that a hostile repository runs nothing (row 24)."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from tests.kam import AS_OF, MINIMAL, Result, kam, put

OTHER = MINIMAL + "owner: 李明\n"
QUIET = {
    "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull, "GIT_AUTHOR_NAME": "x", "GIT_AUTHOR_EMAIL": "x@x",
    "GIT_COMMITTER_NAME": "x", "GIT_COMMITTER_EMAIL": "x@x",
}  # fmt: skip


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=folder, env={**os.environ, **QUIET}, check=True, capture_output=True)


def commit(folder: Path) -> None:
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "x")


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    folder = tmp_path / "仓库 a"
    for name in ("same", "changed", "renamed", "deleted", "客户"):
        put(folder, f"{name}.yaml", MINIMAL)
    git(folder, "init", "--quiet")
    commit(folder)
    return folder


def check(folder: Path, revision: str, *more: str) -> Result:
    return kam("check", f"--changed-since={revision}", "--format", "json", *more, *AS_OF, cwd=folder, env=QUIET)


def checked(folder: Path, revision: str = "HEAD", *more: str) -> list[str]:
    """The names of the plans that were checked; each has a finding."""
    result = check(folder, revision, "--select", "KAM0", *more)
    assert result.code == 1 or json.loads(result.out)["files"] == 0
    return sorted(Path(one["file"]).stem for one in json.loads(result.out)["findings"])


def edit(folder: Path, name: str, text: str = OTHER) -> None:
    """Change a plan, so that checking it finds something."""
    put(folder, f"{name}.yaml", text + "x: 1\n")


def test_nothing_changed_is_nothing_checked(repo: Path) -> None:
    """And that is no error."""
    result = check(repo, "HEAD")
    assert result.code == 0
    assert json.loads(result.out)["files"] == 0


def test_changed_new_staged_and_renamed_plans_are_checked(repo: Path) -> None:
    """Deleted and unchanged ones are not; names of any script, and files git was told to ignore, are."""
    accounts = repo / "accounts"
    edit(repo, "changed")
    edit(repo, "客户")
    edit(repo, "new")
    edit(repo, "新客户 2")
    edit(repo, "staged")
    git(repo, "add", "accounts/staged.yaml")
    edit(repo, "ignored")
    (repo / ".gitignore").write_text("ignored.yaml\n")
    (accounts / "deleted.yaml").unlink()
    git(repo, "mv", "accounts/renamed.yaml", "accounts/moved.yaml")
    result = check(repo, "HEAD")
    assert json.loads(result.out)["files"] == 7
    assert checked(repo) == sorted(["changed", "客户", "new", "新客户 2", "staged", "ignored"])
    git(repo, "commit", "--all", "--quiet", "--message", "y")
    assert checked(repo) == sorted(["new", "新客户 2", "ignored"])
    assert "客户" in checked(repo, "HEAD~1")


@pytest.mark.parametrize("below", ["accounts", "accounts/deep", "elsewhere"])
def test_it_holds_from_any_folder_of_the_repository(repo: Path, below: str) -> None:
    """Also where no plan lies below, and for paths of every form."""
    (repo / "kam.toml").write_text("")
    (repo / below).mkdir(exist_ok=True, parents=True)
    edit(repo, "changed")
    assert checked(repo / below) == ["changed"]
    changed = str(repo / "accounts" / "changed.yaml")
    assert checked(repo / below, "HEAD", changed) == ["changed"]
    assert checked(repo / below, "HEAD", os.path.relpath(changed, repo / below)) == ["changed"]


def test_a_repository_reached_through_a_link(repo: Path, tmp_path: Path) -> None:
    """The plans are the same ones."""
    edit(repo, "changed")
    (tmp_path / "link").symlink_to(repo)
    assert checked(tmp_path / "link") == ["changed"]
    assert checked(repo, "HEAD", str(tmp_path / "link" / "accounts")) == ["changed"]


def test_line_ends_alone_are_no_change(repo: Path) -> None:
    """Git may write them as the system likes."""
    put(repo, "same.yaml", MINIMAL.replace("\n", "\r\n"))
    assert json.loads(check(repo, "HEAD").out)["files"] == 0


def test_a_plan_that_became_a_link_is_checked(repo: Path) -> None:
    """And refused as ever."""
    file = repo / "accounts" / "same.yaml"
    file.unlink()
    file.symlink_to("changed.yaml")
    assert check(repo, "HEAD").code == 2


def test_standard_input_has_no_revision(repo: Path) -> None:
    """So it is always checked."""
    result = kam("check", "-", "--changed-since", "HEAD", *AS_OF, cwd=repo, stdin=b"x: 1\n", env=QUIET)
    assert result.code == 1


@pytest.mark.parametrize(
    "revision", ["--output=stolen", "-p", "--git-dir=/", "none", "HEAD:accounts", "a..b", "", "\n", "@{x}"]
)
def test_what_is_no_revision_is_told(repo: Path, revision: str) -> None:
    """A word that looks like an option is none, and writes nothing."""
    result = check(repo, revision)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("kam check: git knows no revision `")
    assert result.err.count("\n") == 1
    assert sorted(os.listdir(repo)) == [".git", "accounts"]


@pytest.fixture
def branches(repo: Path) -> Path:
    """A branch with one change, from a main branch that went on with another; the branch is checked out."""
    git(repo, "branch", "--move", "main")
    git(repo, "switch", "--quiet", "--create", "topic")
    edit(repo, "changed")
    commit(repo)
    git(repo, "switch", "--quiet", "main")
    edit(repo, "same")
    commit(repo)
    git(repo, "switch", "--quiet", "topic")
    return repo


@pytest.mark.parametrize(
    ("revision", "names"),
    [
        ("main...HEAD", ["changed"]),
        ("main...", ["changed"]),
        ("main...topic", ["changed"]),
        ("HEAD~1..HEAD", ["changed"]),
        ("HEAD~1..", ["changed"]),
        ("..HEAD", []),
        ("...", []),
    ],
)
def test_a_range_up_to_the_plans_as_they_are(branches: Path, revision: str, names: list[str]) -> None:
    """As ``kam diff`` and pull requests write it: three dots count from where the branches parted."""
    assert checked(branches, revision) == names
    result = check(branches, "main")
    assert json.loads(result.out)["files"] == 2


def test_a_range_that_ends_elsewhere_is_refused(branches: Path) -> None:
    """The plans that are checked are those in the folder, not those of another commit."""
    for call in ("--changed-since", "--against"):
        result = kam("check", call, "HEAD...main", *AS_OF, cwd=branches, env=QUIET)
        assert (result.code, result.out) == (2, "")
        assert "`HEAD...main` ends elsewhere than at the plans as they are" in result.err
    against = kam("check", "--against", "main...HEAD", "--select", "KAM0", *AS_OF, cwd=branches, env=QUIET)
    assert against.err == "1 error in 1 of 5 plans\n"


def test_a_shallow_clone_is_told_what_it_lacks(branches: Path, tmp_path: Path) -> None:
    """As CI systems make them, where the revision is there but was not fetched."""
    git(tmp_path, "clone", "--quiet", "--depth=1", branches.as_uri(), str(tmp_path / "shallow"))
    for revision in ("HEAD~1", "origin/main", "origin/main...HEAD"):
        result = check(tmp_path / "shallow", revision)
        assert result.code == 2
        assert "has only the latest commits" in result.err
        assert "fetch-depth: 0" in result.err


def test_no_repository_and_no_git_and_plans_outside(
    tmp_path: Path, repo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each is one line and exit code 2, never a clean bill."""
    put(tmp_path, "a.yaml", MINIMAL)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert "not a git repository" in check(tmp_path, "HEAD").err
    outside = check(repo, "HEAD", str(tmp_path / "accounts"))
    assert outside.code == 2
    assert "is not in this git repository" in outside.err
    monkeypatch.setenv("PATH", str(tmp_path))
    assert check(repo, "HEAD").err == "kam check: git: FileNotFoundError\n"


def test_a_sha_256_repository(tmp_path: Path) -> None:
    """Its names of contents are longer."""
    put(tmp_path, "a.yaml", MINIMAL)
    put(tmp_path, "b.yaml", MINIMAL)
    git(tmp_path, "init", "--quiet", "--object-format=sha256")
    commit(tmp_path)
    edit(tmp_path, "b")
    assert checked(tmp_path) == ["b"]


# Row 24


@pytest.fixture
def traps(repo: Path) -> Path:
    """The folder in which each trap that was sprung leaves a file."""
    sprung = repo.parent / "sprung"
    sprung.mkdir()

    def trap(name: str) -> str:
        script = repo.parent / f"{name}.sh"
        script.write_text(f'#!/bin/sh\ntouch "{sprung}/{name}"\ncat\n')
        script.chmod(0o755)
        return str(script)

    config = {
        "core.fsmonitor": trap("fsmonitor"),
        "core.pager": trap("pager"),
        "core.sshCommand": trap("ssh"),
        "core.editor": trap("editor"),
        "diff.external": trap("external"),
        "diff.evil.textconv": trap("textconv"),
        "diff.evil.command": trap("command"),
        "filter.evil.clean": trap("clean"),
        "filter.evil.smudge": trap("smudge"),
        "filter.slow.process": trap("process"),
        "alias.ls-tree": f"!{trap('alias')}",
        "credential.helper": trap("credential"),
        "gpg.program": trap("gpg"),
        "core.hooksPath": str(repo.parent / "hooks"),
    }
    hooks = repo.parent / "hooks"
    hooks.mkdir()
    for name in ("post-index-change", "post-checkout", "pre-commit", "fsmonitor-watchman", "reference-transaction"):
        (hooks / name).write_text(f'#!/bin/sh\ntouch "{sprung}/hook-{name}"\n')
        (hooks / name).chmod(0o755)
    for key, value in config.items():
        git(repo, "config", key, value)
    (repo / ".gitattributes").write_text("*.yaml diff=evil filter=evil\nsame.yaml filter=slow\n")
    return sprung


def test_row_24_a_hostile_repository_runs_nothing(repo: Path, traps: Path) -> None:
    """Row 24: monitors, hooks, filters, diff drivers, text conversions, aliases, pagers: none is started."""
    edit(repo, "changed")
    os.utime(repo / "accounts" / "same.yaml", (1, 1))
    assert checked(repo) == ["changed"]
    assert os.listdir(traps) == []


def test_row_24_the_traps_are_real(repo: Path, traps: Path) -> None:
    """Row 24: an ordinary call of git in that repository springs them, or the test above would prove nothing."""
    edit(repo, "changed")
    os.utime(repo / "accounts" / "same.yaml", (1, 1))
    environment = {**os.environ, **QUIET}
    subprocess.run(["git", "diff", "HEAD"], cwd=repo, env=environment, capture_output=True, check=False, timeout=30)
    git(repo, "config", "--unset", "diff.external")
    git(repo, "config", "--unset", "diff.evil.command")
    subprocess.run(["git", "diff", "HEAD"], cwd=repo, env=environment, capture_output=True, check=False, timeout=30)
    assert {"fsmonitor", "clean", "textconv"} <= set(os.listdir(traps))
    assert {"external", "command"} & set(os.listdir(traps))


def test_row_24_nothing_is_written_to_the_repository(repo: Path) -> None:
    """Row 24: not even the index is refreshed."""
    edit(repo, "changed")
    os.utime(repo / "accounts" / "same.yaml", (1, 1))
    before = {file: file.stat().st_mtime_ns for file in repo.rglob("*")}
    checked(repo)
    assert {file: file.stat().st_mtime_ns for file in repo.rglob("*")} == before
