"""A fix replaces a plan as a whole or not at all: rows 25 to 27 of the fault table, for ``kam check --fix``."""

from __future__ import annotations

import errno
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from filelock import FileLock

from kamtool.cli import fixing
from kamtool.source import write
from tests.kam import AS_OF, MINIMAL, ROOT, kam, plain, put

WRONG, RIGHT = MINIMAL + "reviewed: 2026/1/2\n", MINIMAL + "reviewed: 2026-01-02\n"
FIX = ("check", "--fix", *AS_OF)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return put(tmp_path, "a.yaml", WRONG)


def untouched(file: Path) -> None:
    """The old file is whole, and nothing lies beside it."""
    assert file.read_text(encoding="utf-8") == WRONG
    assert os.listdir(file.parent) == ["a.yaml"]


def failing(number: int) -> object:
    def fail(*_args: object, **_more: object) -> None:
        raise OSError(number, os.strerror(number))

    return fail


@pytest.mark.parametrize("call", ["fsync", "chmod", "replace"])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EROFS])
def test_row_26_no_space(file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, number: int) -> None:
    """Row 26: whichever step fails, the old file is intact, one line says why, and the exit code is 2."""
    monkeypatch.setattr(os if call == "fsync" else Path, call, failing(number))
    result = kam(*FIX, cwd=tmp_path)
    assert (result.code, result.out) == (2, "")
    assert result.err == f"kam check: accounts/a.yaml could not be written: {os.strerror(number)}\n"
    untouched(file)


def test_row_26_a_folder_that_may_not_be_written(file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Row 26: no temporary file can be made."""
    monkeypatch.setattr(tempfile, "mkstemp", failing(errno.EACCES))
    result = kam(*FIX, cwd=tmp_path)
    assert result.code == 2
    assert result.err.endswith("could not be written: Permission denied\n")
    untouched(file)


def test_row_26_a_real_limit(tmp_path: Path) -> None:
    """Row 26: the system itself cuts the write short."""
    big = WRONG + "#" * 20_000 + "\n"
    file = put(tmp_path, "a.yaml", big)
    done = subprocess.run(
        [sys.executable, "-m", "kamtool", *FIX],
        cwd=tmp_path,
        env=plain({"TMPDIR": str(tmp_path)}),
        capture_output=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096)),
        check=False,
        timeout=30,
    )
    assert done.returncode == 2
    assert done.stderr.count(b"\n") == 1
    assert file.read_text(encoding="utf-8") == big
    assert os.listdir(file.parent) == ["a.yaml"]


@pytest.mark.parametrize("late", [False, True])
def test_row_27_an_editor_saved_meanwhile(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, late: bool
) -> None:
    """Row 27: what the editor wrote stays, whether it came before or after the new text was ready."""
    saved = WRONG + "owner: 李明\n"
    place, name = (Path, "chmod") if late else (fixing, "mended")
    original = getattr(place, name)

    def meanwhile(*args: object) -> object:
        file.write_text(saved, encoding="utf-8")
        return original(*args)

    monkeypatch.setattr(place, name, meanwhile)
    result = kam(*FIX, cwd=tmp_path)
    assert (result.code, result.out) == (2, "")
    assert "was changed by somebody else meanwhile" in result.err
    assert file.read_text(encoding="utf-8") == saved
    assert os.listdir(file.parent) == ["a.yaml"]


def test_row_27_a_pipe_put_in_the_place_of_the_plan(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Row 27: comparing does not wait for a pipe, nor follow a link."""
    original = fixing.mended

    def meanwhile(*args: object) -> object:
        file.unlink()
        os.mkfifo(file)
        return original(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(fixing, "mended", meanwhile)
    assert kam(*FIX, cwd=tmp_path).code == 2


def test_row_27_a_held_lock(file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Row 27: after a while one gives up, and says so; in both languages."""
    monkeypatch.setattr(write, "LOCK_SECONDS", 0.05)
    with FileLock(write.lock_file(file)):
        result = kam(*FIX, cwd=tmp_path)
        assert (result.code, result.err) == (
            2,
            "kam check: accounts/a.yaml is being written by another kam; try again\n",
        )
        assert kam(*FIX, "--lang", "zh", cwd=tmp_path).code == 2
    untouched(file)
    assert kam(*FIX, cwd=tmp_path).code == 0
    assert file.read_text(encoding="utf-8") == RIGHT


def test_row_27_a_lock_folder_of_somebody_else(file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Row 27: a link in the place of the folder could name any file as the lock."""
    temporary, elsewhere = tmp_path / "tmp", tmp_path / "elsewhere"
    temporary.mkdir()
    elsewhere.mkdir()
    (temporary / f"kamtool-{os.getuid()}").symlink_to(elsewhere)
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    result = kam(*FIX, cwd=tmp_path)
    assert result.code == 2
    assert "belongs to somebody else" in result.err
    assert os.listdir(elsewhere) == []
    untouched(file)


def test_row_27_writers_at_once(tmp_path: Path) -> None:
    """Row 27: four processes mend the same plans; each is mended once, and none is lost."""
    files = [put(tmp_path, f"p{at}.yaml", WRONG) for at in range(30)]
    command = [sys.executable, "-m", "kamtool", *FIX]
    running = [
        subprocess.Popen(command, cwd=tmp_path, env=plain(None), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(4)
    ]
    told = [one.communicate(timeout=60) for one in running]
    assert [one.returncode for one in running] == [0] * 4
    counts = [int(err.split()[-2]) for _, err in told if b"fixed" in err]
    assert sum(counts) == len(files)
    assert {file.read_text(encoding="utf-8") for file in files} == {RIGHT}
    assert len(os.listdir(tmp_path / "accounts")) == len(files)


def test_row_25_what_a_killed_writer_left_is_swept(file: Path, tmp_path: Path) -> None:
    """Row 25: an hour later; a younger one may be somebody's who is still writing."""
    old, young = file.parent / ".kam-old.tmp", file.parent / ".kam-young.tmp"
    for left in (old, young):
        left.write_text("half")
    os.utime(old, (1, 1))
    assert kam(*FIX, cwd=tmp_path).code == 0
    assert sorted(os.listdir(file.parent)) == [".kam-young.tmp", "a.yaml"]


def test_one_plan_that_cannot_be_written_does_not_undo_the_others(tmp_path: Path) -> None:
    """Plans before it are mended and stay so; run again, the rest follow."""
    put(tmp_path, "a.yaml", WRONG)
    put(tmp_path, "b.yaml", WRONG)
    with FileLock(write.lock_file(tmp_path / "accounts" / "b.yaml")), pytest.MonkeyPatch.context() as patch:
        patch.setattr(write, "LOCK_SECONDS", 0.05)
        assert kam(*FIX, cwd=tmp_path).code == 2
    assert (tmp_path / "accounts" / "a.yaml").read_text(encoding="utf-8") == RIGHT
    assert kam(*FIX, cwd=tmp_path).code == 0
    assert (tmp_path / "accounts" / "b.yaml").read_text(encoding="utf-8") == RIGHT


def test_no_temporary_folder_of_ours_lies_in_the_project() -> None:
    """The locks live in the system's temporary folder."""
    assert not write.lock_file(ROOT / "accounts" / "a.yaml").is_relative_to(ROOT)
