"""Answers from memory: the same as without one, and never an old one."""

from __future__ import annotations

import datetime
import os
import stat
import subprocess
import sys
import time
import zlib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import kamtool
from kamtool import across
from kamtool.check import Checked, check_files
from kamtool.cli import account, kept, listing, seen, warm
from kamtool.cli import check as check_command
from kamtool.cli import entry as entry_file
from kamtool.cli.entry import FORMAT, frame, packed
from tests.kam import AS_OF, MINIMAL, FakeTerminal, Result, kam, plain, put

PLAN = MINIMAL + "stakeholders: {wang: {name: 王, roles: [decider]}}\nopportunities: {d: {stage: evaluation}}\n"
PLAN += "visits: [{date: 2026-11-20, with: [wang], next: {what: 试驾, date: 2026-12-01, accepted: no}}]\n"
FORMATS = ("text", "concise", "json", "github", "gitlab", "sarif", "junit", "rdjson")
Outcome = tuple[Result, bool]


class House:
    """A folder of plans, its cache, and calls of which one can see whether they were answered from memory."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.kept = folder / "cache"
        self.env: dict[str, str] = {"KAM_CACHE": "on", "KAM_CACHE_DIR": str(self.kept)}
        self.cold = 0
        self.read: list[str] = []

    def run(self, *args: str, cwd: Path | None = None, env: dict[str, str] | None = None, **more: Any) -> Outcome:
        """The result, and whether it came from memory."""
        before = self.cold
        everything = ("check", *(args or AS_OF))
        result = kam(*everything, cwd=cwd or self.folder, env={**self.env, **(env or {})}, **more)
        return result, self.cold == before

    def again(self, *args: str, **more: Any) -> bool:
        """Whether the next call is answered from memory; whatever it is, it is what a call without one gives."""
        result, replayed = self.run(*args, **more)
        env = {**more.pop("env", {}), "KAM_CACHE": "off"}
        assert result == self.run(*args, **more, env=env)[0]
        return replayed

    def entries(self) -> list[Path]:
        return sorted(self.kept.iterdir()) if self.kept.is_dir() else []


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    """A folder with two plans, in which also a file of this moment is old enough to be trusted."""
    monkeypatch.setattr(listing, "YOUNG_NS", 0)
    monkeypatch.setattr(warm, "own_state", lambda: "as it is")
    found = House(tmp_path)
    original = check_command.check

    def counted(*args: Any) -> list[Any]:
        found.cold += 1
        return original(*args)

    def read(files: Any, *args: Any) -> list[Any]:
        found.read += [Path(file).name for file in files]
        return check_files(files, *args)

    monkeypatch.setattr(check_command, "check", counted)
    monkeypatch.setattr(check_command, "check_files", read)
    put(tmp_path, "a.yaml", PLAN)
    put(tmp_path, "b.yaml", MINIMAL)
    later()
    return found


def later() -> None:
    """Let the clock of the file system tick."""
    time.sleep(0.012)


# The same answer


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_second_call_gives_the_same_from_memory(house: House, kind: str, lang: str) -> None:
    """Output, remark and exit code, in every format and language."""
    args = ("--format", kind, "--lang", lang, *AS_OF)
    assert house.run(*args)[1] is False
    assert house.again(*args)


def test_a_clean_folder_and_a_terminal_as_well(house: House) -> None:
    """Nothing found is an outcome, too; and colours are part of one."""
    put(house.folder, "a.yaml", MINIMAL)
    later()
    for tty in (False, True):
        house.run(tty=tty)
        assert house.again(tty=tty)


def test_a_stream_that_cannot_show_every_sign(house: House) -> None:
    """What is kept are the bytes for that stream."""
    house.run(encoding="ascii")
    assert house.again(encoding="ascii")
    assert not house.again(encoding="utf-8")


# What makes it forget


def changes() -> dict[str, Any]:
    """Everything that may change the answer, by name: what is done between two calls."""

    def write(name: str, text: str) -> Any:
        return lambda folder: put(folder, name, text)

    def same_size_and_time(folder: Path) -> None:
        file = folder / "accounts" / "a.yaml"
        state = file.stat()
        file.write_text(PLAN.replace("decider", "decidex"), encoding="utf-8")
        os.utime(file, ns=(state.st_atime_ns, state.st_mtime_ns))

    def swapped(folder: Path) -> None:
        a, b = (folder / "accounts" / f"{name}.yaml" for name in "ab")
        a.rename(folder / "c")
        b.rename(a)
        (folder / "c").rename(b)

    return {
        "changed": write("a.yaml", PLAN + "owner: x\n"),
        "changed, same size and time": same_size_and_time,
        "new": write("c.yaml", PLAN),
        "new in a new folder": write("deep/er/c.yml", PLAN),
        "deleted": lambda folder: (folder / "accounts" / "a.yaml").unlink(),
        "renamed": lambda folder: (folder / "accounts" / "a.yaml").rename(folder / "accounts" / "c.yaml"),
        "two swapped": swapped,
        "a link instead": lambda folder: [
            (folder / "accounts" / "b.yaml").unlink(), (folder / "accounts" / "b.yaml").symlink_to("a.yaml")
        ],
        "settings": lambda folder: (folder / "kam.toml").write_text('select = ["KAM1"]\n'),
        "settings elsewhere": lambda folder: (folder / "pyproject.toml").write_text("[tool.kam]\n"),
    }  # fmt: skip


@pytest.mark.parametrize("name", changes())
def test_a_change_is_noticed(house: House, name: str) -> None:
    """And the next answer is the right one; after it memory serves again."""
    house.run()
    assert house.run()[1]
    changes()[name](house.folder)
    assert not house.again()
    later()
    house.run()
    assert house.again() or name == "a link instead"  # what could not be read is looked at each time


def test_a_plan_in_a_folder_with_the_name_of_a_plan(house: House) -> None:
    """``x.yaml/y.yaml`` is a plan like any other."""
    put(house.folder, "x.yaml/y.yaml", MINIMAL)
    later()
    house.run()
    assert house.run()[1]
    put(house.folder, "x.yaml/y.yaml", PLAN)
    assert not house.again()


def test_settings_changed_far_above(house: House) -> None:
    """The nearest file is not always the one that counts: a pyproject.toml may say nothing of kam."""
    inner = house.folder / "inner"
    put(inner, "a.yaml", PLAN)
    (inner / "pyproject.toml").write_text("[tool.black]\n")
    (house.folder / "kam.toml").write_text('accounts = "inner/accounts"\n')
    later()
    house.run(cwd=inner)
    assert house.run(cwd=inner)[1]
    (house.folder / "kam.toml").write_text('accounts = "inner/accounts"\nselect = ["KAM104"]\n')
    assert not house.again(cwd=inner)


def test_settings_changed_while_plans_were_checked(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody knows which of the two the outcome is of, so it is not kept."""
    counted = check_command.check

    def meanwhile(*args: Any) -> list[Any]:
        (house.folder / "kam.toml").write_text('select = ["KAM1"]\n')
        found: list[Any] = counted(*args)
        return found

    monkeypatch.setattr(check_command, "check", meanwhile)
    house.run()
    assert house.entries() == []


def test_settings_written_again_the_same_are_the_same(house: House) -> None:
    """As in a fresh checkout: their text counts, not their times."""
    (house.folder / "kam.toml").write_text('select = ["KAM1"]\n')
    house.run()
    later()
    (house.folder / "kam.toml").write_text('select = ["KAM1"]\n')
    assert house.again()
    (house.folder / "kam.toml").write_text('select = ["KAM2"]\n')
    assert not house.again()


@pytest.mark.parametrize(
    "other",
    [("--as-of", "2026-11-24"), (*AS_OF, "--lang", "zh"), (*AS_OF, "--profile", "strict"), (*AS_OF, "accounts"),
     (*AS_OF, "--format", "json"), (*AS_OF, "--color", "always"), (*AS_OF, "accounts/a.yaml"), (*AS_OF, "--no-config")],
)  # fmt: skip
def test_another_call_is_another_answer(house: House, other: tuple[str, ...]) -> None:
    """Each is kept for itself."""
    house.run()
    assert not house.again(*other)
    assert house.again()
    assert house.again(*other)


@pytest.mark.parametrize(
    "env",
    [{"LC_ALL": "zh_CN.UTF-8"}, {"KAM_LANG": "zh"}, {"COLUMNS": "60"}, {"NO_COLOR": "1"}, {"FORCE_COLOR": "1"},
     {"TERM": "dumb"}, {"TZ": "Asia/Shanghai"}],
)  # fmt: skip
def test_another_environment_is_another_answer(house: House, env: dict[str, str]) -> None:
    """Whatever reaches the answer from outside."""
    house.run()
    assert not house.again(env=env)


def test_another_day_is_another_answer(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """Even where the call names a day: ages of files are not days of plans, but it costs one call a day."""
    house.run()
    tomorrow = datetime.date.today() + datetime.timedelta(days=1)
    monkeypatch.setattr(time, "strftime", lambda _: tomorrow.isoformat())
    assert not house.run()[1]
    assert house.run()[1]
    assert len(house.entries()) == 1  # today's took the place of yesterday's


def test_another_width_is_another_answer(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal that was made wider wraps otherwise."""
    monkeypatch.setattr(FakeTerminal, "fileno", lambda _: 1, raising=False)
    for columns in (80, 100):
        size = os.terminal_size((columns, 24))
        monkeypatch.setattr(os, "get_terminal_size", lambda *_, size=size: size)
        assert not house.run(tty=True)[1]
        assert house.run(tty=True)[1]


def test_another_version_of_kam_is_another_answer(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rules change with it; in a checkout any of its files counts."""
    house.run()
    monkeypatch.setattr(warm, "own_state", lambda: "edited")
    assert not house.run()[1]
    monkeypatch.setattr(kamtool, "__version__", "99")
    assert not house.run()[1]
    monkeypatch.setattr(warm, "libraries", lambda: ["pydantic-99.dist-info"])
    assert not house.run()[1]


def test_the_libraries_that_read_plans_are_found() -> None:
    """By the names of their folders, whose times say nothing."""
    assert [one.lower().partition("-")[0].partition("_")[0] for one in warm.libraries()].count("pydantic") >= 2
    assert any(one.lower().startswith("pyyaml-") for one in warm.libraries())


def test_another_folder_is_another_answer(house: House) -> None:
    """The same words mean other plans there."""
    put(house.folder / "other", "a.yaml", MINIMAL)
    later()
    house.run()
    assert not house.again(cwd=house.folder / "other")


# What it remembers all the same


def test_a_touched_plan_with_the_same_contents_is_remembered(house: House) -> None:
    """As after a checkout: the contents are compared once, and then the new times are known."""
    house.run()
    for file in (house.folder / "accounts").iterdir():
        file.write_bytes(file.read_bytes())
    assert house.run()[1]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(seen, "file_digest", lambda path: None)
        assert house.run()[1]


def test_what_is_no_plan_does_not_count(house: House) -> None:
    """Hidden files and notes beside the plans."""
    house.run()
    (house.folder / "accounts" / ".hidden.yaml").write_text("x")
    (house.folder / "accounts" / "notes.md").write_text("x")
    assert house.again()


# What it does not keep


def test_a_plan_of_this_very_moment_is_not_trusted_by_its_times(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two writes within one tick of the clock look alike, so its contents are compared."""
    monkeypatch.setattr(listing, "YOUNG_NS", 2_000_000_000)
    house.run()
    real = listing.line_for
    first: dict[bytes, bytes] = {}

    def same_state(path: bytes, state: os.stat_result) -> bytes:
        return first.setdefault(path, real(path, state))

    monkeypatch.setattr(listing, "line_for", same_state)
    assert house.again()
    put(house.folder, "a.yaml", PLAN.replace("decider", "decidex"))
    assert not house.again()


def test_a_plan_changed_while_it_was_checked_is_not_trusted(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is kept is a digest of the bytes that were checked, not of those that are there afterwards."""
    counted = check_command.check

    def meanwhile(*args: Any) -> list[Any]:
        found: list[Any] = counted(*args)
        put(house.folder, "a.yaml", PLAN + "# x\n")
        return found

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(check_command, "check", meanwhile)
        house.run()
    assert not house.again()

    def before(*args: Any) -> list[Any]:
        put(house.folder, "a.yaml", MINIMAL)
        found: list[Any] = counted(*args)
        return found

    put(house.folder, "a.yaml", PLAN)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(check_command, "check", before)
        house.run()
    house.again()
    put(house.folder, "a.yaml", PLAN)
    assert not house.again()


def test_a_plan_that_came_or_went_meanwhile_is_not_kept(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """The plans that were read must be those that were there when the call began."""
    original = account.expand
    monkeypatch.setattr(check_command, "expand", lambda *args: original(*args)[:1])
    house.run()
    assert house.entries() == []


@pytest.mark.parametrize(
    "args",
    [("--no-cache",), ("--fix",), ("--diff",), ("--unsafe-fixes",), ("--output", "x.txt"), ("-ox.txt",), ("--debug",),
     ("-",), ("--baseline", "b.json", "--update-baseline"), ("nowhere",), ("--lang", "xx"), ("--format", "xx")],
)  # fmt: skip
def test_calls_that_write_or_read_elsewhere_are_not_kept(house: House, args: tuple[str, ...]) -> None:
    """Each is done anew."""
    for _ in range(2):
        house.run(*args, *AS_OF)
    assert house.entries() == []


def test_a_call_with_a_baseline_of_the_team_is_not_kept(house: House) -> None:
    """Its file is not among the plans."""
    (house.folder / "b.json").write_text('{"schema": "kam.baseline/1", "findings": {}}')
    (house.folder / "kam.toml").write_text('baseline = "b.json"\n')
    later()
    house.run()
    assert house.entries() == []


def test_it_may_be_switched_off(house: House) -> None:
    """By a variable; and GitHub's summary must be written each time."""
    house.run(env={"KAM_CACHE": "off"})
    house.run("--format", "github", *AS_OF, env={"GITHUB_STEP_SUMMARY": str(house.folder / "s.md")})
    assert house.entries() == []


def test_unreadable_plans_are_looked_at_each_time(house: House) -> None:
    """Whether they can be read now, no listing tells; the others are known."""
    (house.folder / "accounts" / "link.yaml").symlink_to("a.yaml")
    later()
    assert house.run()[0].code == 2
    house.read.clear()
    assert house.run()[0].code == 2
    assert house.read == ["link.yaml"]
    (house.folder / "accounts" / "link.yaml").unlink()
    assert house.run()[0].code == 1


# One plan changed among many


def test_only_what_changed_is_checked_again(house: House) -> None:
    """The others are known from the call before; what is said is what a call without a memory says."""
    for at in range(5):
        put(house.folder, f"p{at}.yaml", PLAN)
    later()
    house.run()
    put(house.folder, "p3.yaml", MINIMAL)
    house.read.clear()
    assert house.run()[1] is False
    assert house.read == ["p3.yaml"]
    assert house.again()
    (house.folder / "accounts" / "p1.yaml").unlink()
    house.read.clear()
    house.run()
    assert house.read == []
    assert house.again()


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["write", "write", "touch", "delete", "swap", "link", "settings", "run"]),
        st.sampled_from("abcd"),
        st.sampled_from([PLAN, MINIMAL, PLAN + "owner: x\n", MINIMAL + "no: 1\n", "kam: [", PLAN.replace("王", "李")]),
    ),
    max_size=12,
)  # fmt: skip


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS, kind=st.sampled_from(["text", "concise", "json", "sarif"]))
def test_any_sequence_of_edits_gives_the_same_as_without_a_memory(house: House, steps: Any, kind: str) -> None:
    """Byte for byte, whatever was done to the plans between the calls."""
    accounts = house.folder / "accounts"
    args = ("--format", kind, *AS_OF)
    for step, name, text in steps:
        file = accounts / f"{name}.yaml"
        if step == "write":
            file.unlink(missing_ok=True)
            file.write_text(text, encoding="utf-8")
        elif step == "touch" and file.is_file():
            os.utime(file)
        elif step == "delete":
            file.unlink(missing_ok=True)
        elif step == "swap" and file.exists() and (accounts / "a.yaml").exists():
            file.rename(accounts / "other")
            (accounts / "a.yaml").rename(file)
            (accounts / "other").rename(accounts / "a.yaml")
        elif step == "link":
            file.unlink(missing_ok=True)
            file.symlink_to("a.yaml")
        elif step == "settings":
            (house.folder / "kam.toml").write_text(f'ignore = ["KAM{ord(name) % 3 + 1}"]\n')
        later()
        house.again(*args)
    house.again(*args)


def values() -> st.SearchStrategy[Any]:
    """Whatever a finding's sentence may be filled with."""
    from decimal import Decimal

    from kamtool.model.values import Role, YesNo

    plain = st.one_of(
        st.none(), st.booleans(), st.integers(), st.text(), st.dates(), st.sampled_from([*Role, *YesNo]),
        st.decimals(allow_nan=False).map(Decimal),
    )  # fmt: skip
    return st.recursive(
        plain,
        lambda inner: st.one_of(
            st.lists(inner), st.lists(inner).map(tuple), st.dictionaries(st.text(), inner, max_size=3)
        ),
        max_leaves=8,
    )


@given(value=values())
def test_a_value_keeps_its_type(value: Any) -> None:
    """Through JSON and back: a tuple stays one, a date, a number, a word of a list."""
    import json

    again = kept.typed(json.loads(json.dumps(kept.told(value))))
    assert again == value
    assert repr(again) == repr(value)


def test_what_was_found_in_the_examples_is_told_again_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every finding of every case of every rule."""
    import datetime as dt
    import json

    from kamtool.check import Selection, check_text
    from tests.kam import ROOT

    chosen, day = Selection(profile="strict"), dt.date(2026, 11, 23)
    files = [*(ROOT / "accounts").glob("*.yaml"), *(ROOT / "templates").glob("*.yaml")]
    results = [check_text(file.read_bytes(), day, chosen) for file in files]
    results += [check_text(raw, day, chosen) for raw in (PLAN.encode(), b"kam: [", b"\xff", b"kam: 1\nx: 2\n")]
    assert sum(len(one.diagnostics) for one in results) > 50
    for one in results:
        found = json.loads(kept.remembered([across.Result(one, (), one)]))[one.file]
        bare = Checked(one.file, one.diagnostics, one.silenced)
        assert kept.result(one.file, *found) == across.Result(bare, (), bare)


@pytest.mark.parametrize(
    "found",
    [b"", b"x", b"[]", b"1", b'{"accounts/b.yaml": 1}', b'{"accounts/b.yaml": [0, [1]]}', b"[" * 100_000,
     b'{"accounts/b.yaml": [0, [["KAM101", 9, {"tuple": [1, 1, 1, 1]}, {"tuple": []}, {}, "", false, "", "high"]]]}',
     b'{"accounts/b.yaml": [0, [[{"enum": ["os", "system", "x"]}, 1, 1, 1, 1, 1, 1, 1, 1]]]}'],
)  # fmt: skip
def test_findings_that_cannot_be_read_are_looked_for_again(house: House, found: bytes) -> None:
    """Nothing is run, nothing is said that no plan gave."""
    entry, _ = damaged(house)
    outcome, plans = frames(entry)
    entry.write_bytes(packed(outcome) + packed([*plans[:2], found]))
    entry.chmod(0o600)
    put(house.folder, "a.yaml", MINIMAL)
    assert not house.again()


def test_an_entry_that_others_may_write_is_no_entry(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor one that belongs to somebody else."""
    entry, _ = damaged(house)
    for mode in (0o620, 0o602, 0o666):
        entry.chmod(mode)
        assert not house.run()[1]
        assert house.run()[1]
    monkeypatch.setattr(os, "geteuid", lambda: 12345)
    assert not house.run()[1]


def test_there_are_never_more_than_so_many_entries(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """The oldest go first, by number and by size."""
    monkeypatch.setattr(entry_file, "MOST_KEPT", 3)
    for at in range(6):
        house.run("--as-of", f"2026-11-{10 + at}")
        later()
    assert len(house.entries()) == 3
    assert house.run("--as-of", "2026-11-15")[1]
    monkeypatch.setattr(entry_file, "LARGEST_KEPT", 1)
    house.run("--as-of", "2026-11-20")
    assert len(house.entries()) == 0


@pytest.mark.parametrize("name", ["a\tb.yaml", "a\nb.yaml"])
def test_names_that_would_blur_a_listing_are_not_kept(house: House, name: str) -> None:
    """A tab or a line break in the name of a plan."""
    (house.folder / "accounts" / name).write_text(MINIMAL, encoding="utf-8")
    for _ in range(2):
        house.again()
    assert house.entries() == []


# Damage


def frames(entry: Path) -> tuple[list[bytes], list[bytes]]:
    """The parts of both frames of an entry."""
    with entry.open("rb") as stream:
        outcome, plans = frame(stream, 6), frame(stream, 3)
    assert outcome is not None
    assert plans is not None
    return outcome, plans


def damaged(house: House) -> tuple[Path, bytes]:
    """The one entry, and what it holds."""
    house.run()
    (entry,) = house.entries()
    return entry, entry.read_bytes()


def test_an_entry_damaged_at_any_byte_is_no_entry(house: House) -> None:
    """Every bit of every byte, and every length."""
    entry, raw = damaged(house)
    whole = frames(entry)
    first = len(packed(whole[0]))

    def read(content: bytes, count: int) -> list[bytes] | None:
        """The frame that damage at any of its bytes must spoil."""
        entry.write_bytes(content)
        with entry.open("rb") as stream:
            found = frame(stream, 6)
            return found if count == 6 else frame(stream, 3)

    for at in range(len(raw)):
        count = 6 if at < first else 3
        for bit in (1, 32, 128):
            assert read(raw[:at] + bytes([raw[at] ^ bit]) + raw[at + 1 :], count) is None
        assert read(raw[:at], count) is None
        assert read(raw[:at] + b"0" + raw[at:], count) is None
    for at in range(0, first, 97):
        entry.write_bytes(raw[:at] + bytes([raw[at] ^ 1]) + raw[at + 1 :])
        assert not house.run()[1]
        assert house.run()[1]


def test_damage_to_what_is_known_of_the_plans_costs_a_reading_and_no_more(house: House) -> None:
    """The second frame is read only when a plan has changed, and then all are read again."""
    entry, _ = damaged(house)
    for part in range(0, 100, 7):
        raw, first = entry.read_bytes(), len(packed(frames(entry)[0]))
        at = first + (len(raw) - first) * part // 100
        entry.write_bytes(raw[:at] + bytes([raw[at] ^ 1]) + raw[at + 1 :])
        assert house.run()[1]
        put(house.folder, "a.yaml", PLAN + f"# {part}\n")
        house.read.clear()
        assert not house.again()
        assert house.read[:2] == ["a.yaml", "b.yaml"]


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.one_of(st.binary(max_size=300), st.lists(st.binary(max_size=9), max_size=9)))
def test_a_foreign_entry_never_changes_an_answer(house: House, content: bytes | list[bytes]) -> None:
    """Any bytes, and also well-formed entries that say something else."""
    if not house.entries():
        house.run()
    (entry,) = house.entries()
    entry.write_bytes(content if isinstance(content, bytes) else packed(content))
    assert not house.again()


def test_a_forged_frame_is_no_reason_to_fail(house: House) -> None:
    """The right checksum over what cannot be: lengths that are none, too few lines, a code that is no number."""
    entry, _ = damaged(house)
    outcome, plans = frames(entry)
    forged = [
        [[*outcome[:5], b"x"], plans], [[*outcome[:2], b"a\nb", *outcome[3:]], plans],
        [[outcome[0], b"\xff\0accounts", *outcome[2:]], plans], [[*outcome[:2], b"", *outcome[3:]], plans],
        [[*outcome[:2], outcome[2].replace(b"\t", b" "), *outcome[3:]], [b"", *plans[1:]]],
        [outcome, [b"", b"", b"{}"]],
        [outcome, [plans[0], b"[1]\n{", plans[2]]], [outcome, [plans[0], b"\n", b"[]"]],
    ]  # fmt: skip
    for one in forged:
        for text in (MINIMAL, PLAN):
            entry.write_bytes(b"".join(map(packed, one)))
            put(house.folder, "a.yaml", text)
            house.again()
    for head in (b"x y", b"-1 -1", b"", b"1 " * 9):
        body = head + b"\n" + b"".join(outcome)
        for size in (len(body), 0, 1 << 40):
            entry.write_bytes(b"%s %08x %d\n%s" % (FORMAT, zlib.crc32(body), size, body))
            assert not house.again()


def test_the_entry_of_another_call_is_no_entry(house: House) -> None:
    """Whoever copied it there."""
    entry, _ = damaged(house)
    house.run("--format", "json", *AS_OF)
    (other,) = set(house.entries()) - {entry}
    entry.write_bytes(other.read_bytes())
    assert not house.again()


@pytest.mark.parametrize("kind", ["folder", "pipe", "link", "device", "large"])
def test_what_is_no_entry_is_not_waited_for(house: House, kind: str) -> None:
    """A pipe, a link, a folder or a gigabyte in its place."""
    entry, _ = damaged(house)
    entry.unlink()
    if kind == "folder":
        entry.mkdir()
    elif kind == "pipe":
        os.mkfifo(entry)
    elif kind == "large":
        entry.touch()
        os.truncate(entry, 1 << 30)
    else:
        entry.symlink_to("/dev/zero" if kind == "device" else house.folder / "accounts" / "a.yaml")
    assert not house.again()
    assert len(house.entries()) == 1


@pytest.mark.parametrize("call", ["makedirs", "open", "replace"])
def test_a_cache_that_cannot_be_written_is_no_error(house: House, monkeypatch: pytest.MonkeyPatch, call: str) -> None:
    """Nothing is said, nothing is left."""
    original = getattr(os, call)

    def refuse(*args: Any, **more: Any) -> Any:
        if str(house.kept) in str(args[0]):
            raise PermissionError
        return original(*args, **more)

    monkeypatch.setattr(os, call, refuse)
    assert not house.again()
    monkeypatch.undo()
    assert house.entries() == []


def test_a_cache_in_the_place_of_a_file(house: House) -> None:
    """No folder can be made there."""
    house.kept.write_text("x")
    assert not house.again()
    assert house.kept.read_text() == "x"


def test_only_the_user_reads_it(house: House) -> None:
    """It holds names from the plans."""
    entry, _ = damaged(house)
    assert stat.S_IMODE(house.kept.stat().st_mode) == 0o700
    assert stat.S_IMODE(entry.stat().st_mode) == 0o600


def test_a_working_folder_that_is_gone(house: House) -> None:
    """Is told as ever."""
    done = subprocess.run(
        ["bash", "-c", f'mkdir gone && cd gone && rmdir ../gone && "{sys.executable}" -m kamtool check'],
        cwd=house.folder, env=plain(house.env), capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "kam check: the working folder is gone\n"


# As processes

YOUNG = "import sys; from kamtool.cli import listing; listing.YOUNG_NS = 0; from kamtool.cli.start import start; "
FORBIDDEN = ("typer", "pydantic", "rich", "yaml", "dataclasses", "json", "tomllib", "kamtool.config", "kamtool.check")
PROVE = f"loaded = [one for one in {FORBIDDEN!r} if one in sys.modules]; sys.exit(f'{{code}} {{loaded}}')"


@pytest.fixture
def python(house: House) -> Any:
    """Runs a line of Python in the house, with its cache."""

    def run(script: str, wait: bool = True) -> Any:
        process = subprocess.Popen(
            [sys.executable, "-c", YOUNG + script],
            cwd=house.folder, env=plain(house.env), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        return process.communicate(timeout=60) if wait else process

    return run


@pytest.mark.parametrize("config", [None, 'lang = "zh"\n'])
def test_an_answer_from_memory_loads_nothing_it_does_not_need(house: House, python: Any, config: str | None) -> None:
    """Also where the settings name a language."""
    if config is not None:
        (house.folder / "kam.toml").write_text(config)
        later()
    call = f"code = start({['check', *AS_OF]!r}); "
    first, told = python(call + PROVE)
    assert "'pydantic'" in told
    again, told = python(call + PROVE)
    assert told.splitlines()[-1] == "1 []"
    assert again == first != ""


def test_two_processes_at_once(house: House, python: Any) -> None:
    """Eight calls on two plans, while one of the plans changes: each answer is one of the two right ones."""
    answers = set()
    for text in (PLAN, PLAN + "owner: x\n"):
        put(house.folder, "a.yaml", text)
        answers.add(house.run(env={"KAM_CACHE": "off"})[0].out)
    call = f"sys.exit(start({['check', *AS_OF]!r}))"
    running = [python(call, wait=False) for _ in range(4)]
    put(house.folder, "a.yaml", PLAN)
    running += [python(call, wait=False) for _ in range(4)]
    told = [one.communicate(timeout=60)[0] for one in running]
    assert set(told) <= answers
    assert [entry.name for entry in house.entries() if entry.suffix] == []
    assert house.again() or house.again()


def test_a_closed_pipe_changes_no_exit_code(house: House, python: Any) -> None:
    """``kam check | head -1`` ends as it would without a cache."""
    put(house.folder, "a.yaml", PLAN + "# " + "x" * 200_000 + "\n")
    put(house.folder, "c.yaml", MINIMAL + "x: 1\n" * 1)
    later()
    script = f"sys.exit(start({['check', '--format', 'json', *AS_OF]!r}))"
    line = f"\"{sys.executable}\" -c '{YOUNG}{script.replace(chr(39), chr(34))}' | true; echo ${{PIPESTATUS[0]}}"
    codes = [
        subprocess.run(
            ["bash", "-c", line], cwd=house.folder, env=plain(house.env), capture_output=True, text=True, check=False
        ).stdout
        for _ in range(2)
    ]
    assert codes == ["1\n", "1\n"]


@pytest.mark.parametrize("place", ["pl", "pl/north"])
def test_findings_are_named_after_the_repository_there_is_now(house: House, place: str) -> None:
    """A checkout that came or went gave them the names of before."""
    plan = house.folder / "pl" / "north" / "a.yaml"
    plan.parent.mkdir(parents=True)
    plan.write_text(PLAN, encoding="utf-8")
    later()
    call = ("pl", "-f", "gitlab", *AS_OF)
    before, _ = house.run(*call)
    assert house.again(*call)
    (house.folder / place / ".git").mkdir()
    assert not house.again(*call)
    assert (house.run(*call)[0].out != before.out) == (place == "pl/north")
    (house.folder / place / ".git").rmdir()
    house.again(*call)
    assert house.run(*call)[0] == before
    assert house.again(*call)


def test_a_folder_that_became_a_link_is_told(house: House) -> None:
    """What lies behind a link is not checked, whatever was there before."""
    house.run("accounts", *AS_OF)
    assert house.again("accounts", *AS_OF)
    (house.folder / "accounts").rename(house.folder / "elsewhere")
    (house.folder / "accounts").symlink_to("elsewhere")
    for text in (PLAN, MINIMAL):
        (house.folder / "elsewhere" / "a.yaml").write_text(text, encoding="utf-8")
        assert not house.again("accounts", *AS_OF)
