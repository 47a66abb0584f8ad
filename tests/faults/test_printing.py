"""Rows 12 to 18, 24, 28 to 31, 33 and 34 of the fault table: what an answer must not do to whoever reads it."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from types import FrameType

import pytest
from wcwidth import wcswidth

import kamtool
from tests.faults.hostile import COMMAND, CONTROL, bounded, harmless, inside
from tests.kam import AS_OF, MINIMAL, ROOT, kam, plain, put, shell, terminal

HEAD = "kam: 1\naccount: {name: x}\n"
ANSI = re.compile(r"\x1b\[[\d;]*m")
# Everything that some format, terminal or runner could take for an instruction.
PAYLOADS = (
    "[red]x[/red]",
    "[/red]",
    "[link=http://x]y[/link]",
    ":skull:",
    "<script>alert(1)</script>",
    "</svg><script>",
    "&lt;b&gt;",
    "![x](http://x)",
    "[x](javascript:alert(1))",
    "| a | b |",
    "`rm -rf`",
    "*b* _i_ ~s~",
    "# h",
    "- item",
    "=HYPERLINK(1)",
    "+1",
    "-1+2",
    "@SUM(1)",
    "::error file=x::y",
    "::add-mask::x",
    "##vso[task.complete]",
    "##[error]x",
    "%0A::error::",
    "{{7*7}}",
    "${x}",
    "{who}",
    "{0}",
    "%s",
    'x"]; a -> b; ["',
    "--> B",
    "end\\n",
    "\\x1b[31m",
    "&#58;",
    "a,b;c\"d'e",
)
HOSTILE = (
    HEAD
    + "stakeholders:\n"
    + "".join(
        f"  p{at}: {{name: {json.dumps(one)}, title: {json.dumps(one)}, unit: {json.dumps(one)}}}\n"
        for at, one in enumerate(PAYLOADS)
    )
)


def folded(text: str) -> str:
    """Without colours and white space: what wrapping cannot change."""
    return re.sub(r"\s", "", ANSI.sub("", text))


# Row 14, 16, 18: text is data


@pytest.mark.parametrize("chosen", ["table", "plain"])
def test_row_14_markup_is_shown(tmp_path: Path, chosen: str) -> None:
    """Row 14: ``[x]`` vanished, ``[/x]`` crashed, ``:skull:`` turned into a picture; each is shown as it is."""
    names = PAYLOADS[:4]
    plan = HEAD + "stakeholders:\n" + "".join(f"  p{i}: {{name: {json.dumps(n)}}}\n" for i, n in enumerate(names))
    put(tmp_path, "a.yaml", plan)
    for color in ("always", "never"):
        result = kam("stakeholders", "a", "--format", chosen, "--color", color, *AS_OF, cwd=tmp_path)
        assert result.code == 0
        assert all(folded(name) in folded(result.out) for name in names)


@pytest.mark.parametrize("chosen", ["table", "plain", "md", "json", "csv", "svg", "mermaid", "dot"])
def test_rows_14_to_18_no_format_obeys_a_name(tmp_path: Path, chosen: str) -> None:
    """Rows 14 to 18: with every payload as name, title and unit each format is written, and nothing in it acts."""
    put(tmp_path, "a.yaml", HOSTILE)
    result = inside("stakeholders", "a", "--format", chosen, *AS_OF, cwd=tmp_path)
    assert result.code == 0
    if chosen in {"md", "svg"}:
        assert not re.search(r"<(script|img|a|b)\b", result.out)
    if chosen == "md":
        assert not re.search(r"(?<!\\)\]\(javascript", result.out)
    if chosen == "json":
        assert json.loads(result.out)
    if chosen == "csv":
        cells = {cell for row in csv.reader(io.StringIO(result.out)) for cell in row}
        assert {cell for cell in cells if cell[:1] in set("=+-@")} == {"+1"}  # a number stays one


@pytest.mark.parametrize("chosen", ["text", "concise", "json"])
def test_row_18_no_key_or_value_is_a_command(tmp_path: Path, chosen: str) -> None:
    """Row 18: ``::error`` at the start of a line and ``##vso[`` anywhere are orders to a runner; none gets through."""
    keys = "".join(f"  {json.dumps(one)}: {json.dumps(one)}\n" for one in PAYLOADS)
    put(tmp_path, "a.yaml", "kam: 1\naccount:\n  name: x\n" + keys + '"x\\n::stop-commands::y": 1\n')
    assert inside("check", "--format", chosen, *AS_OF, cwd=tmp_path).code == 1
    put(tmp_path, "a.yaml", HEAD + "owner: x\n::error::x\n")
    assert inside("check", "--format", chosen, *AS_OF, cwd=tmp_path).code == 1
    put(tmp_path, "a.yaml", HEAD + "stakeholders:\n  ::add-mask::x: {nmae: x}\n  ##vso[x]: {a: b}\n")
    assert inside("check", "--format", chosen, *AS_OF, cwd=tmp_path).code == 1


NAMES = [
    b"a\nb.yaml",
    b"e\x1b[31m.yaml",
    b"::error::x.yaml",
    b"\xff.yaml",
    b"##[error]z.yaml",
    b"r\r.yaml",
    b"-rf.yaml",
    "\u202ea.yaml".encode(),
    "张.yaml".encode(),
]


@pytest.mark.parametrize("chosen", ["text", "concise", "json"])
def test_rows_12_and_18_file_names(tmp_path: Path, chosen: str) -> None:
    """Rows 12 and 18: a file name may hold anything but a slash; a line break, an escape or a command is shown only."""
    folder = os.fsencode(tmp_path / "accounts")
    os.mkdir(folder)
    for name in NAMES:
        with open(os.path.join(folder, name), "wb") as stream:
            stream.write(b"kam: 1\naccount: {zz: 1}\n")
    result = inside("check", "--format", chosen, *AS_OF, cwd=tmp_path)
    assert result.code == 1
    if chosen == "concise":
        lines = result.out.splitlines()
        assert len(lines) == 2 * len(NAMES)
        assert all(re.match(r"accounts/.*\.yaml:2:\d+: KAM00[89] error ", line) for line in lines)
    if chosen == "json":
        assert json.loads(result.out)["files"] == len(NAMES)


@pytest.mark.parametrize(
    "words",
    [
        [b"\xff\x1b[31m"],
        [b"check", b"\xff\x1b[31m.yaml"],
        [b"stakeholders", b"a\n::error::b"],
        [b"check", b"--\x1b]52;c;x\x07"],
        [b"check", b"--format", b"\xe2\x80\xae::error::"],
        [b"check", b"--as-of", b"\n::error::"],
        [b"--lang", b"\x1b[2J", b"check"],
        [b"check", b"--select", b"\n##[error]"],
    ],
)
def test_rows_12_18_and_29_arguments(tmp_path: Path, words: list[bytes]) -> None:
    """Rows 12, 18 and 29: arguments may be no UTF-8 and may hold escapes; the error is one harmless line, code 2."""
    put(tmp_path, "a.yaml", HEAD)
    result = inside(*(os.fsdecode(word) for word in words), cwd=tmp_path)
    assert result.code == 2
    assert result.out == ""
    assert result.err.count("\n") == 1


def test_row_29_arguments_of_a_real_process(tmp_path: Path) -> None:
    """Row 29: the same through the operating system's own argument list."""
    put(tmp_path, "a.yaml", HEAD)
    assert bounded("check", b"\xff\x1b[31m.yaml", cwd=tmp_path).code == 2


# Row 24: git


def test_row_24_programs_are_started_in_one_place() -> None:
    """Row 24: git, git's merge of lines, the person's editor and the query's own process; never through a shell."""
    starters, home = {}, Path(kamtool.__file__).parent
    for file in home.rglob("*.py"):
        text = file.read_text(encoding="utf-8")
        if re.search(r"\bsubprocess\b|os\.(system|popen|exec|spawn)|\bpty\b", text):
            starters[file.relative_to(home).as_posix()] = text
    assert set(starters) <= {"source/git.py", "merge/textual.py", "cli/plan_edit.py", "store/sandbox.py"}
    assert not any("shell=True" in text for text in starters.values())


def test_row_24_a_repository_runs_and_writes_nothing(tmp_path: Path) -> None:
    """Row 24: its monitor, diff program, text conversion, filters and hooks all ran; a revision wrote a file."""
    file = put(tmp_path, "a.yaml", HEAD)
    (tmp_path / ".gitattributes").write_text("*.yaml diff=x filter=x\n")

    def git(*words: str) -> None:
        owner = ("-c", "user.name=x", "-c", "user.email=x@example.org")
        subprocess.run(["git", *owner, *words], cwd=tmp_path, check=True, capture_output=True)

    git("init", "--quiet")
    git("add", ".")
    git("commit", "--quiet", "-m", "x")
    for key in ("core.fsmonitor", "diff.external", "diff.x.textconv", "diff.x.command", "filter.x.clean", "core.pager"):
        git("config", key, f"touch {tmp_path}/ran-{key}; cat")
    git("config", "core.hooksPath", str(tmp_path))
    (tmp_path / "post-index-change").write_text(f"#!/bin/sh\ntouch {tmp_path}/ran-hook\n")
    (tmp_path / "post-index-change").chmod(0o755)
    file.write_text(HEAD + "owner: x\n", encoding="utf-8")
    assert inside("check", "--changed-since", "HEAD", *AS_OF, cwd=tmp_path).code == 0
    for revision in ("--output=written", "-O written", "HEAD --output=written", "\n::error::", "HEAD:a"):
        assert inside("check", "--changed-since", revision, *AS_OF, cwd=tmp_path).code == 2
    assert [one.name for one in tmp_path.iterdir() if one.name.startswith(("ran", "written"))] == []


# Row 28: streams that cannot be written


@pytest.mark.parametrize(
    "call", ["--help", "--version", "check --as-of 2026-11-23", "stakeholders hongqi --as-of 2026-11-23"]
)
def test_row_28_an_answer_that_was_not_written(call: str) -> None:
    """Row 28: with stdout closed or full the exit code was 0 or a traceback came; it is 2, with a line saying why."""
    for broken in (">&-", ">/dev/full"):
        result = shell(f"$KAM {call} {broken}")
        assert result.code == 2
        assert "Traceback" not in result.err
        assert result.err.count("\n") == 1
        assert "could not be written" in result.err


def test_row_28_a_reader_that_leaves_is_no_error() -> None:
    """Row 28: who reads through ``head -1`` leaves early; kam is quiet, and its code is that of the answer."""
    for call in (["--help"], ["check", *AS_OF, "--fail-on", "never"], ["stakeholders", "hongqi", *AS_OF]):
        theirs, ours = os.pipe()
        os.close(theirs)  # the reader has left before the first byte
        with open(ours, "wb") as stream:
            done = subprocess.run(
                [sys.executable, "-m", "kamtool", *call],
                cwd=ROOT,
                stdout=stream,
                stderr=subprocess.PIPE,
                env=plain(None),
                check=False,
            )
        assert done.returncode == 0
        assert b"Traceback" not in done.stderr
        assert b"Broken" not in done.stderr
        assert b"written" not in done.stderr
    assert shell("$KAM stakeholders hongqi --as-of 2026-11-23 | head -1").out.count("\n") == 1


def test_row_28_no_stderr_and_no_stdin() -> None:
    """Row 28: what would go to a closed stderr has nowhere to go; a closed stdin is empty; neither is a bug."""
    assert shell("$KAM check --as-of 2026-11-23 --fail-on never 2>&-").code == 0
    assert shell("$KAM nope 2>&-").code == 2
    assert shell("$KAM nope 2>/dev/full").code == 2
    empty = shell("$KAM check - <&-")
    assert empty.code == 1
    assert "KAM009" in empty.out


def broken_pipe(call: list[str], cwd: Path, cache: Path) -> int:
    """The exit code of a call whose stdout and stderr go to a reader that has left."""
    theirs, ours = os.pipe()
    os.close(theirs)
    with open(ours, "wb") as stream:
        done = subprocess.run(
            [sys.executable, "-m", "kamtool", *call],
            cwd=cwd,
            stdout=stream,
            stderr=stream,
            env={**plain(None), "KAM_CACHE": "on", "KAM_CACHE_DIR": str(cache)},
            check=False,
        )
    return done.returncode


def test_row_28_a_remark_that_nobody_reads_changes_no_code(tmp_path: Path) -> None:
    """Row 28: with ``2>&1 | grep -q`` a failing check ended with 0, and what was written looked as if it was not."""
    put(tmp_path, "a.yaml", MINIMAL + "x: 1\n")
    put(tmp_path, "b.yaml", MINIMAL)
    cache = tmp_path / "cache"
    for _ in range(2):  # the second time from memory
        assert broken_pipe(["check", *AS_OF], tmp_path, cache) == 1
    assert broken_pipe(["check", "--fix", *AS_OF], tmp_path, cache) == 1
    assert broken_pipe(["check", "nowhere", *AS_OF], tmp_path, cache) == 2
    assert broken_pipe(["stakeholders", "a", *AS_OF], tmp_path, cache) == 2
    assert broken_pipe(["plan", "set", "b", "owner", "张三"], tmp_path, cache) == 0
    assert broken_pipe(["undo", "b"], tmp_path, cache) == 0
    for _ in range(2):
        assert shell("$KAM check --as-of 2026-11-23 2>/dev/full", cwd=tmp_path).code == 1
    assert shell("$KAM plan set b owner 张三 2>/dev/full", cwd=tmp_path).code == 0
    assert shell("$KAM check nowhere >/dev/full 2>/dev/full", cwd=tmp_path).code == 2


def test_row_28_a_clean_check_has_nothing_to_write(tmp_path: Path) -> None:
    """Row 28: where there is no answer, a closed stdout loses none."""
    put(tmp_path, "a.yaml", MINIMAL)
    assert shell("$KAM check >&-", cwd=tmp_path).code == 0


# Row 29: encodings


def test_row_29_ascii_and_gbk_streams() -> None:
    """Row 29: a stream that cannot show a sign made a traceback; look-alikes and escapes stand in."""
    for encoding in ("ascii", "gbk", "cp1252", "gb18030"):
        for call in (["check"], ["stakeholders", "hongqi"], ["--help"], ["nope"]):
            result = kam(
                "--lang", "zh", *call, *(AS_OF if len(call[0]) > 4 and call[0] != "--help" else ()), encoding=encoding
            )
            assert (
                result.code
                == kam("--lang", "zh", *call, *(AS_OF if len(call[0]) > 4 and call[0] != "--help" else ())).code
            )
            assert result.out + result.err


def test_row_29_gbk_shows_chinese() -> None:
    """Row 29: a Chinese Windows console shows Chinese, with every sign that GBK lacks replaced by one as wide."""
    wide = kam("--lang", "zh", "stakeholders", "hongqi", "--format", "table", *AS_OF).out.splitlines()
    gbk = kam("--lang", "zh", "stakeholders", "hongqi", "--format", "table", *AS_OF, encoding="gbk").out.splitlines()
    assert any("宋敏" in line for line in gbk)
    assert not any("\\u" in line for line in gbk)
    assert len(gbk) == len(wide)


@pytest.mark.parametrize(
    "env",
    [
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONIOENCODING": "gbk"},
        {"PYTHONIOENCODING": "ascii"},
    ],
)
def test_row_29_locales(tmp_path: Path, env: dict[str, str]) -> None:
    """Row 29: whatever the locale, files are UTF-8 and the answer arrives."""
    put(tmp_path, "a.yaml", "kam: 1\naccount: {name: 红旗, tpye: 国企}\n")
    done = subprocess.run(
        [sys.executable, "-m", "kamtool", "--lang", "zh", "check"],
        cwd=tmp_path,
        capture_output=True,
        env=plain(env),
        check=False,
    )
    assert done.returncode == 1
    assert b"KAM008" in done.stdout
    assert b"Traceback" not in done.stderr


# Row 30: widths


@pytest.mark.parametrize("columns", [1, 20, 60, 400])
def test_row_30_no_width_drops_a_value(columns: int) -> None:
    """Row 30: a narrow terminal clipped names; below 40 columns the answer is that of 40, and nothing is dropped."""
    result = terminal("stakeholders", "hongqi", *AS_OF, columns=columns)
    assert result.code == 0
    assert all(name in folded(result.out) for name in ("宋敏", "张伟", "赵国强", "周师傅"))
    widest = max(wcswidth(line) for line in ANSI.sub("", result.out).splitlines())
    assert widest <= max(40, columns)


def test_row_30_columns_of_zero_in_colour() -> None:
    """Row 30: some editors' terminals say ``COLUMNS=0``; the answer is still printed."""
    result = terminal("stakeholders", "hongqi", *AS_OF, env={"COLUMNS": "0"})
    assert "宋敏" in result.out


@pytest.mark.parametrize("columns", ["0", "1", "20", "400", "x", ""])
def test_row_30_columns_in_the_environment(columns: str) -> None:
    """Row 30: COLUMNS may say anything; check and the maps still print everything."""
    env = {"COLUMNS": columns, "NO_COLOR": "1"}
    shown = kam("stakeholders", "hongqi", *AS_OF, tty=True, env=env)
    assert shown.code == 0
    assert "宋敏" in folded(shown.out)
    checked = kam("check", *AS_OF, tty=True, env=env)
    wide = kam("check", *AS_OF, tty=True, env={"NO_COLOR": "1"})
    assert re.findall(r"--> (\S+)", checked.out) == re.findall(r"--> (\S+)", wide.out) != []
    if columns in {"1", "20"}:
        assert shown == kam("stakeholders", "hongqi", *AS_OF, tty=True, env={"COLUMNS": "40", "NO_COLOR": "1"})


@pytest.mark.parametrize(
    ("env", "colored"),
    [
        ({}, True),
        ({"NO_COLOR": "1"}, False),
        ({"NO_COLOR": ""}, True),
        ({"TERM": "dumb"}, False),
        ({"FORCE_COLOR": "1", "TERM": "dumb"}, True),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
    ],
)
def test_row_30_colour_on_a_terminal(env: dict[str, str], colored: bool) -> None:
    """Row 30 and the contract: ``--color``, then NO_COLOR, then FORCE_COLOR, then the terminal."""
    given = {"TERM": "xterm", **env}
    assert ("\x1b[" in kam("check", *AS_OF, tty=True, env=given).out) is colored
    assert "\x1b[" in kam("check", "--color", "always", *AS_OF, tty=True, env=given).out
    assert "\x1b[" not in kam("check", "--color", "never", *AS_OF, tty=True, env=given).out


def test_row_30_no_colour_where_nobody_looks(tmp_path: Path) -> None:
    """A pipe and a file get no colours unless somebody asks."""
    assert "\x1b[" not in kam("stakeholders", "hongqi", *AS_OF).out
    assert "\x1b[" in kam("check", *AS_OF, env={"FORCE_COLOR": "1"}).out
    kam("stakeholders", str(ROOT / "accounts" / "hongqi.yaml"), *AS_OF, "--output", "a.txt", cwd=tmp_path, tty=True)
    assert "\x1b[" not in (tmp_path / "a.txt").read_text(encoding="utf-8")


# Row 31: the clock


@pytest.fixture
def _local_time() -> Iterator[None]:
    """The process's own zone again after a test that changed it."""
    yield
    time.tzset()


@pytest.mark.usefixtures("_local_time")
def test_row_31_today_is_the_day_of_whoever_asks(tmp_path: Path) -> None:
    """Row 31: the day differs by up to two across zones; without ``--as-of`` it is the local one."""
    put(tmp_path, "a.yaml", MINIMAL)
    for zone, hours in (("EAST-14", 14), ("UTC0", 0), ("WEST12", -12)):
        before = (dt.datetime.now(dt.UTC) + dt.timedelta(hours=hours)).date()
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("TZ", zone)
            time.tzset()
            out = kam("check", "--format", "json", cwd=tmp_path, env={"TZ": zone}).out
            fixed = kam("check", "--format", "json", *AS_OF, cwd=tmp_path, env={"TZ": zone}).out
        after = (dt.datetime.now(dt.UTC) + dt.timedelta(hours=hours)).date()
        assert json.loads(out)["as_of"] in {before.isoformat(), after.isoformat()}
        assert json.loads(fixed)["as_of"] == "2026-11-23"


def test_row_31_only_one_place_looks_at_the_clock() -> None:
    """Row 31: analyses and rules are given the day. (The cache of outcomes keeps the day of a call in its key.)"""
    looks = re.compile(r"\.today\(\)|datetime\.now\(|localtime|utcnow")
    home = Path(kamtool.__file__).parent
    found = {
        str(file.relative_to(home)) for file in home.rglob("*.py") if looks.search(file.read_text(encoding="utf-8"))
    }
    assert found <= {"cli/session.py", "cli/warm.py"}


# Row 33: our own patterns


def uses() -> dict[str, Callable[[str], object]]:
    """Every pattern that a module of ours keeps, as it is used: at the start of a text, or sought all over it."""
    found: dict[str, Callable[[str], object]] = {}
    for module in walk_packages(kamtool.__path__, "kamtool."):
        if module.name.endswith("__main__"):
            continue
        here = import_module(module.name)
        source = Path(here.__file__ or "").read_text(encoding="utf-8")
        for name, value in vars(here).items():
            if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
                anchored = re.findall(rf"\b{name}\.(match|fullmatch)\(", source)
                sought = re.findall(rf"\b{name}\.(search|finditer|findall|sub|split)\b", source)
                if anchored and not sought:
                    found[f"{module.name}.{name}"] = getattr(value, anchored[0])
                else:
                    found[f"{module.name}.{name}"] = value.findall
    return found


UNITS = (
    "a",
    " ",
    "- ",
    "\t",
    "#",
    "1",
    "1,",
    "a ",
    "红",
    "： ",
    "::",
    "[",
    "{a",
    "\\",
    "aе",
    "-",
    "\x1b[",
    "kam:",
    "# kam: ignore[",
    "~",
    "\r",
)


def test_row_33_no_pattern_is_slow() -> None:
    """Row 33: ``^(\\w+\\s?)*$`` took 18 seconds for 28 signs; each of ours passes 20,000 hostile ones."""

    def late(signal_number: int, frame: FrameType | None) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, late)
    try:
        for name, use in uses().items():
            for unit in UNITS:
                for text in (unit * (20_000 // len(unit)) + "!", "x" + unit * (20_000 // len(unit)) + "\n"):
                    signal.alarm(2)
                    try:
                        use(text)
                    except TimeoutError:
                        pytest.fail(f"{name} is slow on {unit!r}")
                    finally:
                        signal.alarm(0)
    finally:
        signal.signal(signal.SIGALRM, before)
    assert len(uses()) > 20


def test_row_33_a_plan_of_long_names_is_checked_in_time(tmp_path: Path) -> None:
    """Row 33: the look-alike rule took six seconds for a name of 20,000 letters; a plan may have many."""
    named = "".join(f"  p{at}: {{name: {'a' * 19_000}{at}}}\n" for at in range(40))
    put(tmp_path, "a.yaml", HEAD + "owner: 李明\nstakeholders:\n" + named)
    assert bounded("check", "--select", "KAM015", *AS_OF, cwd=tmp_path).code == 0


# Row 34: what must not be told

SECRET = "canary-13800000000"


@pytest.mark.parametrize("chosen", ["text", "concise", "json"])
def test_row_34_an_error_does_not_tell_its_neighbours(tmp_path: Path, chosen: str) -> None:
    """Row 34: messages echoed whole records; only the value that is wrong may be told, and no private one."""
    plan = HEAD + (
        f"stakeholders:\n  a:\n    phone: {SECRET}\n    email: {SECRET}\n    nmae: x\n    attitude: qqq\n"
        f"    privacy:\n      consent_ref: {SECRET}\n      basis: qqq\n    birthday: {SECRET}\n    身份证号: {SECRET}\n"
        f"    needs: {SECRET}\n    left: {SECRET}\n"
    )
    put(tmp_path, "a.yaml", plan)
    result = kam("check", "--format", chosen, *AS_OF, cwd=tmp_path)
    assert result.code == 1
    told = [line for line in result.out.splitlines() if SECRET in line]
    # The text format shows the source line of a finding; that of a private key never, the others only themselves.
    assert all(re.search(r"\| +(needs|left): ", line) for line in told)
    assert "birthday:" not in result.out


def test_row_34_words_of_bribery_are_pointed_at_not_repeated(tmp_path: Path) -> None:
    """Row 34: a report in a public CI log must not quote the sentence."""
    put(tmp_path, "a.yaml", HEAD + f"actions: [{{what: 给{SECRET}红包}}]\n")
    for chosen in ("text", "concise", "json"):
        result = kam("check", "--format", chosen, *AS_OF, cwd=tmp_path)
        assert "KAM901" in result.out
        assert SECRET not in result.out


def test_row_34_a_bug_tells_its_kind_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Row 34: a traceback shows local values and the text of errors quotes them; a bug is one line without either."""
    import kamtool.cli.stakeholders as edge

    def broken(*_: object) -> None:
        raise ValueError(SECRET)

    monkeypatch.setattr(edge, "stakeholders", broken)
    put(tmp_path, "a.yaml", HEAD)
    result = kam("stakeholders", "a", *AS_OF, cwd=tmp_path)
    assert (result.code, result.out, result.err.count("\n")) == (3, "", 1)
    assert "ValueError" in result.err
    assert SECRET not in result.err
    assert not CONTROL.search(result.err)
    assert not COMMAND.search(result.err)


def test_row_34_debug_shows_the_traceback_to_whoever_asks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """``--debug`` is the one way to see it."""
    import kamtool.cli.stakeholders as edge

    def broken(*_: object) -> None:
        raise ValueError(SECRET)

    monkeypatch.setattr(edge, "stakeholders", broken)
    put(tmp_path, "a.yaml", HEAD)
    with pytest.raises(ValueError, match=SECRET):
        kam("stakeholders", "a", "--debug", *AS_OF, cwd=tmp_path)


def test_a_harmful_answer_is_noticed() -> None:
    """The check that all these tests rely on sees what it is meant to see."""
    from tests.kam import Result

    for out in ("\x1b[31m", "a\n::error::x", "##vso[x]", "Traceback (most", "\u202e"):
        with pytest.raises(AssertionError):
            harmless(Result(0, out, ""))
    with pytest.raises(AssertionError):
        harmless(Result(3, "", ""))
