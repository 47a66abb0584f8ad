"""Real merges by git, with the driver that `kam setup git` installs."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.kam import kam
from tests.merge.repo import FILE, Repo

PLAN = """# the plan
kam: 1
account:
  name: 红旗机械厂
  address: "12 号"        # the gate is behind
stakeholders:
  song:
    name: 宋敏
    title: 处长
    attitude: resist
  zhang: {name: 张伟, title: 副处长, reports_to: song}
actions:
  - {id: a1, what: 问预算, due: 2026-11-30, about: [song]}
visits:
  - date: 2026-10-12
    with: [song]
    facts: [buys on cost]
"""
HERS = PLAN.replace("title: 副处长", "title: 处长助理").replace(
    "facts: [buys on cost]", "facts: [buys on cost, no tender]"
)
MINE = PLAN.replace("  zhang: {name: 张伟,", "  zhang: {name: 张大伟,").replace("due: 2026-11-30", "due: 2026-12-05")
BOTH = HERS.replace("name: 张伟", "name: 张大伟").replace("due: 2026-11-30", "due: 2026-12-05")


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    """A repository that merges plans by facts."""
    made = Repo(tmp_path)
    assert kam("setup", "git", cwd=made.folder).code == 0
    made.commit()
    return made


def test_facts_on_one_line_are_merged(repo: Repo) -> None:
    """Two people change two facts of one line: git alone would have a conflict there."""
    repo.fork(PLAN, MINE, HERS)
    done = repo.git("merge", "theirs")
    assert done.returncode == 0, done.stderr
    assert repo.read() == BOTH


def test_without_the_driver_git_has_a_conflict_there(repo: Repo) -> None:
    """The test above can fail."""
    repo.git("config", "merge.kam.driver", "false")
    repo.git("config", "--unset", "merge.kam.driver")
    repo.write("", ".gitattributes")
    repo.fork(PLAN, MINE, HERS)
    assert repo.git("merge", "theirs").returncode == 1


def test_one_fact_changed_twice_is_a_conflict_that_git_knows(repo: Repo) -> None:
    """Only that entry stands between markers, the rest is merged; git lists the file as unmerged."""
    repo.fork(PLAN, MINE.replace("title: 处长\n", "title: 主任\n"), HERS.replace("title: 处长\n", "title: 局长\n"))
    done = repo.git("merge", "theirs")
    assert done.returncode == 1
    assert "facts that two people changed: 1; decide between the markers: stakeholders.song.title" in done.stderr
    marked = "<<<<<<< ours\n    title: 主任\n=======\n    title: 局长\n>>>>>>> theirs\n"
    assert repo.read() == BOTH.replace("    title: 处长\n", marked)
    assert repo.git("ls-files", "--unmerged").stdout.count(FILE) == 3
    assert repo.git("diff", "--check").returncode == 2


def test_a_rebase_and_a_cherry_pick(repo: Repo) -> None:
    """They merge with the same driver."""
    repo.fork(PLAN, MINE, HERS)
    repo.git("checkout", "--quiet", "-b", "picked")
    assert repo.git("cherry-pick", "theirs").returncode == 0
    assert repo.read() == BOTH
    repo.git("checkout", "--quiet", "theirs")
    assert repo.git("rebase", "main").returncode == 0
    assert repo.read() == BOTH


def test_a_base_made_of_two(repo: Repo) -> None:
    """Criss-cross: git merges two bases first, with the same driver."""
    repo.fork(PLAN, MINE, HERS)
    repo.git("branch", "first")
    assert repo.git("merge", "theirs").returncode == 0
    repo.git("checkout", "--quiet", "theirs")
    assert repo.git("merge", "first").returncode == 0
    repo.commit(BOTH.replace("buys on cost,", "buys on total cost,"))
    repo.git("checkout", "--quiet", "main")
    repo.commit(BOTH.replace("no tender]", "no tender, car pool]"))
    assert len(repo.git("merge-base", "--all", "main", "theirs").stdout.split()) == 2
    assert repo.git("merge", "theirs").returncode == 0
    assert "facts: [buys on total cost, no tender, car pool]" in repo.read()


def test_three_branches_at_once(repo: Repo) -> None:
    """Octopus: git asks no driver there and gives up where lines meet; one after the other they merge."""
    repo.fork(PLAN, PLAN, HERS)
    repo.git("checkout", "--quiet", "-b", "third", "main")
    repo.commit(MINE)
    repo.git("checkout", "--quiet", "main")
    repo.commit(PLAN.replace("# the plan", "# our plan"))
    assert repo.git("merge", "theirs", "third").returncode != 0
    repo.git("reset", "--quiet", "--hard")
    assert [repo.git("merge", name).returncode for name in ("theirs", "third")] == [0, 0]
    assert repo.read() == BOTH.replace("# the plan", "# our plan")


def test_a_plan_that_both_added(repo: Repo) -> None:
    """No base: what is alike stays, what one has is taken, what differs is a conflict field by field."""
    repo.commit()
    repo.git("checkout", "--quiet", "-b", "theirs")
    repo.commit(PLAN.replace("    title: 处长\n", "    title: 局长\n"))
    repo.git("checkout", "--quiet", "main")
    repo.commit(PLAN.replace("actions:\n  - {id: a1, what: 问预算, due: 2026-11-30, about: [song]}\n", ""))
    assert repo.git("merge", "theirs").returncode == 1
    marked = "<<<<<<< ours\n    title: 处长\n=======\n    title: 局长\n>>>>>>> theirs\n"
    assert "".join(sorted(repo.read())) == "".join(sorted(PLAN.replace("    title: 处长\n", marked)))
    assert marked in repo.read()


def test_a_file_that_one_side_renamed(repo: Repo) -> None:
    """Its contents are merged under the new name."""
    repo.commit(PLAN)
    repo.git("checkout", "--quiet", "-b", "theirs")
    repo.git("mv", FILE, "accounts/red-flag.yaml")
    repo.commit(HERS, "accounts/red-flag.yaml")
    repo.git("checkout", "--quiet", "main")
    repo.commit(MINE)
    assert repo.git("merge", "theirs").returncode == 0
    assert repo.read("accounts/red-flag.yaml") == BOTH


@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["no mark", "byte order mark"])
@pytest.mark.parametrize("breaks", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_line_breaks_and_mark_are_ours(repo: Repo, breaks: str, mark: str) -> None:
    """Though the other side has others."""
    ours = (mark + MINE).replace("\n", breaks).encode()
    repo.fork(PLAN, ours, ("\ufeff" + HERS).replace("\n", "\r\n").encode())
    assert repo.git("merge", "theirs").returncode == 0
    assert repo.read() == (mark + BOTH).replace("\n", breaks)


@pytest.mark.parametrize("broken", ["kam: 1\naccount: {name: x\n", PLAN.replace("[song]}", "[nobody]}"), "\x00\x01"])
def test_what_is_no_plan_is_merged_as_git_would(repo: Repo, broken: str) -> None:
    """Syntax, references or bytes: the outcome is git's own, and it is said."""
    repo.fork(PLAN, MINE, broken)
    done = repo.git("merge", "theirs")
    assert "git merged it line by line" in done.stderr or "could not merge" in done.stderr
    ours = repo.read()
    repo.git("merge", "--abort")
    repo.write("", ".gitattributes")
    repo.commit()
    plain = repo.git("merge", "theirs")
    assert plain.returncode == done.returncode
    assert ours.replace(">>>>>>> theirs", "").replace("<<<<<<< ours", "") == repo.read().replace(
        ">>>>>>> theirs", ""
    ).replace("<<<<<<< HEAD", "")


@pytest.mark.parametrize("kam", [None, "exit 3", "echo Traceback; exit 1", "exit 127"])
def test_without_kam_git_merges_the_lines(tmp_path: Path, kam: str | None) -> None:
    """A clone in which kam is missing or fails still has both sides, and the conflict between markers."""
    from tests.kam import kam as run

    repo = Repo(tmp_path, kam)
    assert run("setup", "git", cwd=repo.folder).code == 0
    repo.commit()
    if kam is None:
        (repo.bin / "kam").write_text("#!/no/such/shell\n")
        (repo.bin / "kam").chmod(0o755)
    repo.fork(PLAN, MINE, HERS)
    assert repo.git("merge", "theirs").returncode == 1
    assert "张大伟" in repo.read()
    assert "处长助理" in repo.read()
    assert "<<<<<<< ours" in repo.read()


def test_a_long_marker_is_asked_for(tmp_path: Path) -> None:
    """Git's attribute for the size of markers, and its labels, are told by the driver's line."""
    names = ["base", "ours", "theirs"]
    texts = [PLAN, PLAN.replace("title: 处长\n", "title: 甲\n"), PLAN.replace("title: 处长\n", "title: 乙\n")]
    for name, text in zip(names, texts, strict=True):
        (tmp_path / name).write_text(text, encoding="utf-8")
    done = kam("merge-driver", "--size=9", "--ours=HEAD", "--theirs=%Y", "--base=%S", *names, FILE, cwd=tmp_path)
    assert (done.code, done.out) == (1, "conflict\n")
    told = (tmp_path / "ours").read_text("utf-8")
    assert "<<<<<<<<< HEAD\n    title: 甲\n=========\n    title: 乙\n>>>>>>>>> theirs\n" in told


def test_a_merged_plan_is_a_plan_for_another_reader(repo: Repo) -> None:
    """What git stored can be checked out and read."""
    repo.fork(PLAN, MINE, HERS)
    repo.git("merge", "theirs")
    assert subprocess.run(["git", "show", f"HEAD:{FILE}"], cwd=repo.folder, capture_output=True, check=True).stdout
    assert kam("check", FILE, "--select", "KAM0", "--as-of", "2026-11-23", cwd=repo.folder).code == 0
