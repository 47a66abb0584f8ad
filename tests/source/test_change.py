"""The writing contract: one change at a time, nobody's work lost, the old file or the new one whatever breaks."""

from __future__ import annotations

import errno
import itertools
import os
import signal
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from kamtool.source import change as module
from kamtool.source import journal
from kamtool.source.change import Draft, Make, change, change_all, draft, write
from kamtool.source.document import Document, Refused
from kamtool.source.operation import AddItem, Operation, Set
from kamtool.source.read import Unreadable
from kamtool.source.stop import Stopped
from kamtool.source.write import Changed
from kamtool.source.write import locked as real_locked
from kamtool.source.write import replace as real_replace
from tests.kam import MINIMAL, kam

OLD = "kam: 1  # 说明\naccount:\n  name: 红旗机械厂\n  tier: A\n".encode()
NEW = OLD.replace(b"tier: A", b"tier: B")
# The calls by which a change reaches the disk.
CALLS = ("open", "write", "fsync", "chmod", "link", "rename", "replace", "unlink", "mkdir")


def tier(value: str) -> Make:
    """The change that sets the tier."""
    return lambda old: [Set(("account", "tier"), value)]


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A plan, and a state folder of its own."""
    monkeypatch.setenv("KAM_STATE_DIR", str(tmp_path / "state"))
    path = tmp_path / "accounts" / "a.yaml"
    path.parent.mkdir()
    path.write_bytes(OLD)
    return path


def test_a_read_only_plan_is_not_written(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A rename would not mind the mark, the person who set it would."""
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(PermissionError):
        change(file, tier("B"))
    assert file.read_bytes() == OLD
    assert os.listdir(file.parent) == ["a.yaml"]


def test_a_change_is_written_as_a_whole_and_keeps_the_mode(file: Path) -> None:
    """The rest of the file, its byte order mark and its mode stay; nothing lies beside it."""
    file.write_bytes(b"\xef\xbb\xbf" + OLD.replace(b"\n", b"\r\n"))
    file.chmod(0o640)
    change(file, tier("B"))
    assert file.read_bytes() == b"\xef\xbb\xbf" + NEW.replace(b"\n", b"\r\n")
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert os.listdir(file.parent) == ["a.yaml"]


def test_the_same_again_writes_nothing(file: Path) -> None:
    """Not even the time of the file changes."""
    before = file.stat().st_mtime_ns
    assert change(file, tier("A")).drafts == ()
    assert file.stat().st_mtime_ns == before
    assert not list(journal.entries())


def test_a_splice_that_says_something_else_is_never_written(file: Path) -> None:
    """The text is read again and compared with what was meant."""

    class Wrong(Set):
        def meant(self, data: Any) -> Any:
            return {"kam": "1"}

    with pytest.raises(Refused, match="different"):
        change(file, lambda old: [Wrong(("account", "tier"), "B")])
    assert file.read_bytes() == OLD


def test_what_the_caller_refuses_is_not_written(file: Path) -> None:
    """*accept* sees the bytes that would be written."""

    def never(one: Draft) -> None:
        assert one.after == NEW
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        change(file, tier("B"), accept=never)
    assert file.read_bytes() == OLD


def test_an_editor_that_saved_meanwhile_keeps_its_text(file: Path) -> None:
    """Saved between our reading and our writing, by renaming or in place: the change is refused, the text stays."""
    for save in (lambda raw: file.write_bytes(raw), lambda raw: swapped(file, raw)):
        file.write_bytes(OLD)

        def make(old: Document, save: Callable[[bytes], object] = save) -> list[Operation]:
            save(OLD + b"owner: li\n")
            return [Set(("account", "tier"), "B")]

        with pytest.raises(Changed):
            change(file, make)
        assert file.read_bytes() == OLD + b"owner: li\n"


def test_an_editor_that_saves_while_we_write_keeps_its_text(file: Path) -> None:
    """The last look at the file comes after the temporary file is on the disk."""
    real = os.fsync

    def saved(descriptor: int) -> None:
        real(descriptor)
        if not stat.S_ISDIR(os.fstat(descriptor).st_mode) and file.read_bytes() == OLD:
            swapped(file, OLD + b"owner: li\n")

    with mock.patch("os.fsync", saved), pytest.raises(Changed):
        change(file, tier("B"), undoable=False)
    assert file.read_bytes() == OLD + b"owner: li\n"


def swapped(file: Path, raw: bytes) -> None:
    """Save as many editors do: a new file in place of the old."""
    other = file.with_suffix(".swp")
    other.write_bytes(raw)
    other.replace(file)


def test_a_draft_is_written_as_it_was_shown(file: Path) -> None:
    """And not at all when the file has moved on since."""
    shown = draft(file, tier("B"))
    assert (shown.before, shown.after) == (OLD, NEW)
    file.write_bytes(OLD + b"owner: li\n")
    with pytest.raises(Changed):
        write([shown])
    file.write_bytes(OLD)
    write([shown])
    assert file.read_bytes() == NEW


def test_a_link_or_a_broken_file_is_not_written(file: Path, tmp_path: Path) -> None:
    """What is not read is not changed."""
    link = tmp_path / "accounts" / "b.yaml"
    link.symlink_to(file)
    with pytest.raises(Unreadable):
        change(link, tier("B"))
    file.write_bytes(b"a: [\n")
    with pytest.raises(Unreadable):
        change(file, tier("B"))
    assert file.read_bytes() == b"a: [\n"


class Killed(BaseException):
    """The process is gone: nothing it would still do happens."""


@contextmanager
def failing(number: int, kind: int | None) -> Iterator[dict[str, Any]]:
    """The *number*-th call that reaches the disk fails with errno *kind*; with ``None`` the process dies there.

    A write that dies has written half. Gives whether it came to that, and the number of calls so far.
    """
    seen: dict[str, Any] = {"count": 0, "failed": "", "dead": False}

    def wrap(name: str) -> Callable[..., Any]:
        real = getattr(os, name)

        def called(*args: Any, **more: Any) -> Any:
            if seen["dead"]:
                raise Killed
            flags = args[1] if name == "open" and len(args) > 1 else 0
            if name == "open" and not flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
                return real(*args, **more)
            seen["count"] += 1
            if seen["count"] != number:
                return real(*args, **more)
            seen["failed"] = name
            if kind is not None:
                raise OSError(kind, os.strerror(kind))
            if name == "write":
                real(args[0], bytes(args[1])[: len(args[1]) // 2])
            seen["dead"] = True
            raise Killed

        return called

    with ExitStack() as patched:
        for name in CALLS:
            patched.enter_context(mock.patch.object(os, name, wrap(name)))
        yield seen


@pytest.mark.parametrize("kind", [errno.ENOSPC, errno.EIO, None], ids=["no space", "broken disk", "killed"])
def test_whatever_call_fails_the_plan_is_the_old_one_or_the_new_one(file: Path, kind: int | None) -> None:
    """Every call that reaches the disk, one after the other, until a run in which none fails."""
    for number in itertools.count(1):
        file.write_bytes(OLD)
        raised = False
        with failing(number, kind) as seen:
            try:
                change(file, tier("B"))
            except (OSError, Killed):
                raised = True
        assert file.read_bytes() in (OLD, NEW)
        if kind is not None:
            assert file.read_bytes() == (OLD if raised else NEW)
            assert os.listdir(file.parent) == ["a.yaml"] or seen["failed"] == "unlink"
        again(file)
        if not seen["failed"]:
            break
    assert number > 10


def again(file: Path) -> None:
    """Whatever was left behind, the next change goes through, and can be taken back."""
    before = file.read_bytes()
    value = "C" if b"tier: B" in before else "B"
    change(file, tier(value))
    assert f"tier: {value}".encode() in file.read_bytes()
    entry = next(journal.entries())
    assert [one.before for one in entry.files] == [before]


@pytest.mark.parametrize("undoable", [True, False], ids=["undoable", "not undoable"])
@pytest.mark.parametrize("kind", [errno.ENOSPC, errno.EIO, None], ids=["no space", "broken disk", "killed"])
def test_a_change_of_several_plans_is_whole_or_told(file: Path, kind: int | None, undoable: bool) -> None:
    """Cut off between two plans, it is told by the next change, and ``kam undo`` takes all of it back.

    Also one of which nothing is kept to be undone once it is whole.
    """
    other = file.with_name("b.yaml")
    mixed = 0
    for number in itertools.count(1):
        file.write_bytes(OLD)
        other.write_bytes(OLD)
        raised = False
        with failing(number, kind) as seen:
            try:
                change_all({file: tier("B"), other: tier("B")}, undoable=undoable)
            except (OSError, Killed):
                raised = True
        states = [one.read_bytes() for one in (file, other)]
        assert set(states) <= {OLD, NEW}
        if kind is not None:
            assert states == ([OLD, OLD] if raised else [NEW, NEW])
        elif states == [NEW, OLD]:
            mixed += 1
            with pytest.raises(journal.Interrupted) as error:
                change(other, tier("C"))
            back = {one.path: one.before for one in error.value.entry.files}
            assert back == {file.resolve(): OLD, other.resolve(): OLD}
            assert kam("undo", cwd=file.parents[1]).code == 0
            assert [one.read_bytes() for one in (file, other)] == [OLD, OLD]
            change(other, tier("C"))
            journal.forget(file)
            journal.forget(other)
        if not seen["failed"]:
            break
    assert mixed or kind is not None
    assert bool(list(journal.entries())) is undoable


def test_a_change_that_failed_and_was_taken_back_is_nothing_to_undo(file: Path) -> None:
    """Else ``kam undo`` would offer it before the change that was made last."""
    other = file.with_name("b.yaml")
    other.write_bytes(OLD)

    def full(path: Path, new: bytes, old: bytes) -> bool:
        if path == other:
            raise OSError(errno.ENOSPC, "full")
        return real_replace(path, new, old)

    with mock.patch.object(module, "replace", full), pytest.raises(OSError, match="full"):
        change_all({file: tier("B"), other: tier("B")})
    assert [one.read_bytes() for one in (file, other)] == [OLD, OLD]
    assert not list(journal.entries())


def test_a_change_cut_off_is_told_also_when_one_of_its_plans_was_edited_since(file: Path) -> None:
    """One was written, one not, and what a person made of the third settles nothing."""
    written, edited, left = files = [file.with_name(name) for name in ("a.yaml", "b.yaml", "c.yaml")]
    for one in files:
        one.write_bytes(OLD)
    journal.begin([(one, OLD, NEW) for one in files], "x")
    written.write_bytes(NEW)
    edited.write_bytes(OLD + b"owner: li\n")
    with pytest.raises(journal.Interrupted):
        change(left, tier("C"))
    assert left.read_bytes() == OLD


def test_ctrl_c_leaves_no_half_of_a_change_and_undo_knows_what_stands(file: Path) -> None:
    """Just after a rename, while the folder was synced, it left one plan of two changed, and no note of it."""
    other = file.with_name("b.yaml")
    real, seen = os.fsync, set[bytes]()
    for number in itertools.count(1):
        file.write_bytes(OLD)
        other.write_bytes(OLD)
        calls = itertools.count(1)

        def sync(descriptor: int, calls: Iterator[int] = calls, number: int = number) -> None:
            real(descriptor)
            if next(calls) == number:
                raise KeyboardInterrupt

        with mock.patch("os.fsync", sync):
            try:
                change_all({file: tier("B"), other: tier("B")})
            except KeyboardInterrupt:
                pass
            else:
                break
        states = {one.read_bytes() for one in (file, other)}
        assert len(states) == 1
        seen |= states
        entry = next((one for one in journal.entries() if journal.reached(one)), None)
        assert (entry is not None) == (states == {NEW})
        for note in journal.notes(journal.folder()):
            note.unlink()
    assert seen == {OLD, NEW}


def test_notes_past_their_days_go_when_they_are_looked_at(file: Path) -> None:
    """They held a customer's old text until the next change, which may never come."""
    change(file, tier("B"))
    (entry,) = journal.entries()
    past = time.time() - (journal.KEPT_DAYS + 1) * 86_400
    os.utime(entry.note, (past, past))
    assert not list(journal.entries())
    assert not entry.note.exists()


@contextmanager
def pressing(number: int, how: Callable[[], None]) -> Iterator[dict[str, int]]:
    """Ctrl-C at the *number*-th fsync or rename: after it, when the disk has been slow about it. Gives their count."""
    seen = {"count": 0}

    def wrap(real: Callable[..., Any]) -> Callable[..., Any]:
        def called(*args: Any, **more: Any) -> Any:
            answer = real(*args, **more)
            seen["count"] += 1
            if seen["count"] == number:
                how()
            return answer

        return called

    with ExitStack() as patched:
        for name in ("fsync", "rename", "replace", "link"):
            patched.enter_context(mock.patch.object(os, name, wrap(getattr(os, name))))
        yield seen


def by_key() -> None:
    """Ctrl-C as the system tells of it."""
    signal.raise_signal(signal.SIGINT)


def by_exception() -> None:
    """Ctrl-C where it cannot be held back: the exception comes out of the call itself."""
    raise KeyboardInterrupt


@pytest.mark.parametrize("press", [by_key, by_exception])
@pytest.mark.parametrize("count", [1, 2, 3])
def test_ctrl_c_leaves_the_old_plans_or_the_new_ones_and_says_which(
    file: Path, count: int, press: Callable[[], None]
) -> None:
    """At every sync and rename of a change of one plan or several; a change that stands can be taken back, and the
    one before it when it does not.
    """
    every = [file, file.with_name("b.yaml"), file.with_name("c.yaml")][:count]
    kept = set()
    for number in itertools.count(1):
        for one in every:
            one.write_bytes(OLD)
        change_all(dict.fromkeys(every, tier("A1")), told="before")
        first = file.read_bytes()
        stopped: KeyboardInterrupt | None = None
        with pressing(number, press) as seen:
            try:
                change_all(dict.fromkeys(every, tier("B")), told="now")
            except KeyboardInterrupt as error:
                stopped = error
        states = {one.read_bytes() for one in every}
        assert len(states) == 1
        stands = states == {NEW}
        assert stands or states == {first}
        if isinstance(stopped, Stopped):
            assert stopped.kept == stands
            kept.add(stands)
        journal.settle(every)
        entry = next(journal.entries())
        assert entry.told == ("now" if stands else "before")
        assert {past.before for past in entry.files} == {first if stands else OLD}
        assert {journal.state(past) for past in entry.files} == {"after"}
        assert not [name for name in os.listdir(file.parent) if name.startswith(".")]
        if seen["count"] < number:
            break
    assert number > 4
    assert kept == ({True, False} if press is by_key else {False})


def test_ctrl_c_while_a_change_is_taken_back_does_not_break_that_off(file: Path) -> None:
    """Whoever presses again and again still finds all plans as they were."""
    every = [file, file.with_name("b.yaml"), file.with_name("c.yaml")]
    for one in every:
        one.write_bytes(OLD)
    real = os.rename

    def impatient(source: Any, target: Any) -> None:
        real(source, target)
        if str(target).endswith(".yaml"):
            signal.raise_signal(signal.SIGINT)

    before = signal.getsignal(signal.SIGINT)
    with mock.patch("os.replace", impatient), pytest.raises(Stopped) as stop:
        change_all(dict.fromkeys(every, tier("B")))
    assert not stop.value.kept
    assert {one.read_bytes() for one in every} == {OLD}
    assert not list(journal.entries())
    assert signal.getsignal(signal.SIGINT) is before


def test_ctrl_c_stays_ignored_where_it_was(file: Path) -> None:
    """In the background of a shell, whose Ctrl-C is meant for another program."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with pressing(1, by_key) as seen:
            change_all({file: tier("B")})
        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, before)
    assert seen["count"] > 1
    assert file.read_bytes() == NEW


def test_a_disk_that_does_not_confirm_the_rename_is_told(file: Path) -> None:
    """The new file stands, and the caller knows that it may not outlast a power cut."""
    real = os.fsync

    def failed(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(errno.EIO, "broken")
        real(descriptor)

    with mock.patch("os.fsync", failed):
        assert change(file, tier("B")).synced is False
    assert file.read_bytes() == NEW


def test_only_the_last_change_of_a_plan_is_noted_and_it_can_be_forgotten(file: Path) -> None:
    """The notes hold old text; nobody else may read them."""
    change(file, tier("B"), told="one")
    change(file, tier("C"), told="two")
    (entry,) = journal.entries()
    assert (entry.told, entry.files[0].before) == ("two", NEW)
    assert stat.S_IMODE(entry.note.stat().st_mode) == 0o600
    assert stat.S_IMODE(entry.note.parent.stat().st_mode) == 0o700
    change(file, tier("D"), undoable=False)
    journal.forget(file)
    assert not list(journal.entries())


def test_a_note_is_thrown_away_after_a_month_whatever_plan_changes_next(file: Path) -> None:
    """A customer's old text is not kept for ever because nobody changed that plan again."""
    change(file, tier("B"))
    (old,) = journal.entries()
    past = time.time() - (journal.KEPT_DAYS + 1) * 86_400
    os.utime(old.note, (past, past))
    other = file.with_name("b.yaml")
    other.write_bytes(OLD)
    change(other, tier("C"))
    assert [one.path.name for entry in journal.entries() for one in entry.files] == ["b.yaml"]
    assert not old.note.exists()


def test_several_plans_are_all_verified_before_one_is_written(file: Path) -> None:
    """The second cannot be spliced, so the first stays as well."""
    other = file.with_name("b.yaml")
    other.write_text("kam: 1\naccount: none\n", encoding="utf-8")
    with pytest.raises(Refused):
        change_all({file: tier("B"), other: lambda old: [AddItem(("account",), "x")]})
    assert file.read_bytes() == OLD


def test_several_plans_one_of_which_changed_meanwhile(file: Path) -> None:
    """Nothing is written, though the change came before the file's turn."""
    other = file.with_name("b.yaml")
    other.write_bytes(OLD)

    def make(old: Document) -> list[Operation]:
        file.write_bytes(OLD + b"owner: li\n")
        return [Set(("account", "tier"), "B")]

    with pytest.raises(Changed):
        change_all({file: tier("B"), other: make})
    assert other.read_bytes() == OLD


def test_locks_are_taken_in_one_order(file: Path) -> None:
    """Two changes of the same plans named the other way round cannot wait for each other."""
    taken: list[str] = []
    real = real_locked

    @contextmanager
    def noted(path: Path) -> Iterator[None]:
        taken.append(path.name)
        with real(path):
            yield

    other = file.with_name("b.yaml")
    other.write_text(MINIMAL, encoding="utf-8")
    with mock.patch.object(module, "locked", noted):
        change_all({other: tier("B"), file: tier("B")})
    assert taken == ["a.yaml", "b.yaml"]
