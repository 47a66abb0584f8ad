"""`kam setup git`: what it puts in, that it can be run again and taken out, and what it never touches."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests.diff.repo import QUIET
from tests.golden import golden
from tests.kam import AS_OF, Result, kam
from tests.merge.repo import Repo
from tests.merge.test_git import PLAN

KEPT = (".gitattributes", ".gitignore", ".git/config", ".git/hooks/pre-commit")


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    """A repository with a plan in it."""
    made = Repo(tmp_path)
    made.commit(PLAN)
    return made


def setup(repo: Repo, *words: str, lang: str = "en") -> Result:
    """The command in the repository."""
    return kam("setup", "git", *words, "--lang", lang, cwd=repo.folder, env=QUIET)


def state(repo: Repo) -> dict[str, bytes | None]:
    """Whatever the command may write."""
    files = {name: repo.folder / name for name in KEPT}
    return {name: file.read_bytes() if file.exists() else None for name, file in files.items()}


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_it_tells_every_part(repo: Repo, lang: str) -> None:
    """Before, after, again, and when it is taken out."""
    calls = [["--hook", "--dry-run"], ["--hook"], ["--hook"], ["--remove", "--dry-run"], ["--remove"], ["--remove"]]
    told = []
    for words in calls:
        done = setup(repo, *words, lang=lang)
        assert done.code == 0
        told += [f"$ kam setup git {' '.join(words)}\n", done.out, done.err]
    golden(f"setup_git/{lang}.txt", "".join(told))


def test_a_dry_run_writes_nothing_and_a_second_run_changes_nothing(repo: Repo) -> None:
    """Byte for byte."""
    before = state(repo)
    setup(repo, "--hook", "--dry-run")
    setup(repo, "--remove", "--dry-run")
    assert state(repo) == before
    setup(repo, "--hook")
    after = state(repo)
    assert after != before
    setup(repo, "--hook")
    assert state(repo) == after


def test_what_was_there_stays(repo: Repo) -> None:
    """Lines of others with their breaks, in and out again; only what keeps secrets out of git is left."""
    repo.write("*.png binary\r\n*.txt text", ".gitattributes")
    before = state(repo)
    setup(repo, "--hook")
    told = state(repo)[".gitattributes"]
    assert told is not None
    assert told.startswith(b"*.png binary\r\n*.txt text\r\naccounts/**/*.yaml merge=kam\r\n")
    setup(repo, "--remove")
    assert state(repo)[".gitattributes"] == b"*.png binary\r\n*.txt text\r\n"
    assert state(repo)[".git/hooks/pre-commit"] is None
    assert state(repo)[".gitignore"] == b"*.kam-key\n.*.edit.yaml\n.kam-*.tmp\n"
    assert b"kam" not in (state(repo)[".git/config"] or b"")
    assert before[".git/config"] is not None


def test_a_hook_of_ones_own_is_never_touched(repo: Repo) -> None:
    """Not by --hook, nor by --remove; how to add the check is said, and the exit code tells it."""
    hook = repo.folder / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\nexit 0\n")
    done = setup(repo, "--hook")
    assert done.code == 1
    assert "add the line `kam check --select KAM0" in done.err
    setup(repo, "--remove")
    assert hook.read_text() == "#!/bin/sh\nexit 0\n"


def test_hooks_kept_elsewhere_are_left_alone(repo: Repo, tmp_path: Path) -> None:
    """A shared folder of hooks serves other repositories."""
    repo.git("config", "core.hooksPath", str(tmp_path / "hooks"))
    assert setup(repo, "--hook").code == 1
    assert not (tmp_path / "hooks").exists()
    assert not (repo.folder / ".git/hooks/pre-commit").exists()


def test_the_hook_stops_what_cannot_be_read_and_nothing_else(repo: Repo) -> None:
    """A weak plan may be committed, a torn one may not; without kam on the PATH commits go on, and it is said."""
    setup(repo, "--hook")
    repo.git("add", "--all")
    assert repo.git("commit", "--quiet", "--message", "x").returncode == 0
    repo.write("kam: 1\naccount: {name: [}\n")
    assert repo.git("commit", "--all", "--quiet", "--message", "x").returncode != 0
    (repo.bin / "kam").unlink()
    path = {"PATH": "/usr/bin:/bin", **QUIET}
    done = subprocess.run(
        ["git", "commit", "-aqm", "x"], cwd=repo.folder, env=path, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0
    assert "plans were not checked" in done.stderr


TORN = "kam: 1\naccount: {name: [}\n"


def committed(repo: Repo, *words: str) -> bool:
    """Whether git commits with the hook."""
    return repo.git("commit", "--quiet", "--message", "x", *words).returncode == 0


def test_the_hook_looks_at_what_is_staged(repo: Repo) -> None:
    """Not at the folder: a plan mended there alone is torn in the commit, and one torn there alone is not in it."""
    setup(repo, "--hook")
    repo.commit()
    repo.write(TORN)
    repo.git("add", "--all")
    repo.write(PLAN)
    done = repo.git("commit", "--message", "x")
    assert done.returncode != 0
    assert "accounts/hongqi.yaml:2:" in done.stdout + done.stderr
    repo.git("add", "--all")
    repo.write(TORN)
    repo.write(TORN, "accounts/untracked.yaml")
    repo.write("read me", "README.md")
    repo.git("add", "README.md")
    assert committed(repo)
    assert not committed(repo, "accounts/hongqi.yaml")  # git makes an index of its own for this
    assert not committed(repo, "--all")


def test_the_hook_asks_for_no_plan(repo: Repo) -> None:
    """The last may go, and without a folder of plans everything else may be committed; the first commit is one too."""
    setup(repo, "--hook")
    repo.git("rm", "-r", "--quiet", "accounts")
    repo.write("read me", "README.md")
    repo.git("add", "--all")
    assert committed(repo)
    repo.git("update-ref", "-d", "HEAD")
    repo.write(PLAN)
    repo.git("add", "--all")
    assert committed(repo)
    repo.git("rm", "-r", "--quiet", "accounts")
    assert committed(repo)
    repo.git("update-ref", "-d", "HEAD")
    repo.write(TORN)
    repo.git("add", "--all")
    assert not committed(repo)


@pytest.mark.parametrize("name", ["a b'c\"$x.yaml", "-n.yml", "红旗\n.yaml", "[a]*.yaml", "deep/er/x.yaml"])
def test_the_hook_takes_any_name(repo: Repo, name: str) -> None:
    """Of a plan, and of the folder of plans; what lies beside that is none of its business."""
    folder = "sales [x]/it's *plans"
    (repo.folder / "kam.toml").write_text(f'accounts = "{folder}"\n')
    setup(repo, "--hook")
    repo.commit()
    file = repo.folder / folder / name
    file.parent.mkdir(parents=True)
    file.write_text(TORN)
    repo.git("add", "--all")
    assert not committed(repo)
    file.write_text(PLAN)
    repo.write(TORN, "sales x/plans.yaml")
    repo.write(TORN, "accounts/torn.yaml")
    repo.write(TORN, f"{folder}/.torn.yaml")
    repo.write(TORN, f"{folder}/.hidden/torn.yaml")
    repo.git("add", "--all")
    assert committed(repo)
    repo.write("# more\n" + TORN, f"{folder}/.torn.yaml")
    repo.git("add", "--all")
    assert committed(repo)


def test_the_hook_checks_by_the_settings_that_are_staged(repo: Repo) -> None:
    """As the commit will have them, with the baseline; and leaves nothing behind."""
    setup(repo, "--hook")
    settings = 'baseline = "known.json"\n[severity]\nKAM012 = "off"\n'
    repo.write(settings, "kam.toml")
    assert kam("check", "--update-baseline", *AS_OF, cwd=repo.folder).code == 0
    repo.git("add", "--all")
    repo.write("severity = 3\n", "kam.toml")
    (repo.folder.parent / "tmp").mkdir()
    repo.git("config", "alias.c", "!TMPDIR=../tmp git commit --quiet --message x")
    done = repo.git("c")
    assert done.returncode == 0, done.stderr
    assert list((repo.folder.parent / "tmp").iterdir()) == []
    repo.write(PLAN + "# more\n")
    repo.git("add", "--all")
    repo.write(settings, "kam.toml")
    assert not committed(repo)


def test_the_hook_and_the_lines_are_of_the_folder_of_plans(repo: Repo, tmp_path: Path) -> None:
    """From within the folder as from the top; a folder that is elsewhere is refused, for nothing there is committed."""
    setup(repo, "--hook")
    before = state(repo)
    assert kam("setup", "git", "--hook", "--lang", "en", cwd=repo.folder / "accounts", env=QUIET).code == 0
    assert state(repo) == before
    (repo.folder / "kam.toml").write_text('accounts = "../elsewhere"\n')
    done = setup(repo, "--hook")
    assert (done.code, done.out) == (2, "")
    assert "elsewhere is not in this git repository" in done.err
    assert state(repo) == before


def test_an_unfinished_edit_stays_out_of_git(repo: Repo) -> None:
    """It is a whole plan, beside the plan."""
    setup(repo)
    repo.write(PLAN, "accounts/.hongqi.0123abcd.edit.yaml")
    repo.git("add", "--all")
    assert "edit.yaml" not in repo.git("ls-files").stdout


def test_from_below_in_a_work_tree_and_outside(repo: Repo, tmp_path: Path) -> None:
    """The top is found; a linked work tree shares the settings; no repository is a sentence."""
    assert kam("setup", "git", cwd=repo.folder / "accounts", env=QUIET).code == 0
    assert (repo.folder / ".gitattributes").exists()
    repo.commit()
    repo.git("worktree", "add", "--quiet", str(tmp_path / "other"))
    parts = json.loads(kam("setup", "git", "--hook", "-f", "json", cwd=tmp_path / "other", env=QUIET).out)
    assert parts["schema"] == "kam.setup-git/1"
    assert (repo.folder / ".git/hooks/pre-commit").exists()
    done = kam("setup", "git", cwd=tmp_path, env={**QUIET, "GIT_CEILING_DIRECTORIES": str(tmp_path.parent)})
    assert (done.code, done.out) == (2, "")
    assert "no git repository" in done.err


@pytest.mark.parametrize("words", [(), ("a",), ("a", "b"), ("a", "b", "c", "d", "e")])
def test_the_driver_wants_three_files(words: tuple[str, ...], tmp_path: Path) -> None:
    """And says so."""
    done = kam("merge-driver", *words, cwd=tmp_path)
    assert (done.code, done.out) == (2, "")
    assert "three files" in done.err


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_driver_tells_what_a_person_must_decide(lang: str, tmp_path: Path) -> None:
    """On stderr: facts, lines, and a sum that is no plan; on stdout one word."""
    cases = {
        "facts": (PLAN.replace("处长\n", "主任\n"), PLAN.replace("处长\n", "局长\n")),
        "lines": (PLAN, "kam: [\n"),
        "both": (PLAN.replace("address", "phone"), PLAN.replace("resist", "doubt")),
    }
    told = []
    for name, (ours, theirs) in cases.items():
        for file, text in (("base", PLAN), ("ours", ours), ("theirs", theirs)):
            (tmp_path / file).write_text(text, encoding="utf-8")
        done = kam("merge-driver", "base", "ours", "theirs", "accounts/hongqi.yaml", "--lang", lang, cwd=tmp_path)
        told += [f"{name}: {done.code} {done.out}", done.err]
    golden(f"merge_driver/{lang}.txt", "".join(told))
