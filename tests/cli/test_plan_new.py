"""``kam plan new``: a first plan by flags or by answers, never over anything that is there."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import select
import subprocess
import sys
import termios
import time
from pathlib import Path

import pytest

from kamtool.load import load_file
from kamtool.model.plan import Plan
from kamtool.model.values import OrganizationType
from tests.golden import golden
from tests.kam import AS_OF, SECONDS, Result, kam, plain, process, put
from tests.typing_at import hear_interrupts


def plan(folder: Path, name: str) -> Plan:
    loaded = load_file(str(folder / "accounts" / name))
    assert loaded.plan is not None, loaded.diagnostics
    return loaded.plan


def take_the_terminal() -> None:
    """In the new process: the terminal is its own, and Ctrl-C reaches it whatever the tests' own process does."""
    hear_interrupts()
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


def answering(folder: Path, answers: list[str], *args: str) -> Result:
    """Run ``kam plan new`` on a terminal and type an answer to each question."""
    ours, theirs = pty.openpty()
    running = subprocess.Popen(
        [sys.executable, "-m", "kamtool", "plan", "new", *args],
        cwd=folder, stdin=theirs, stdout=theirs, stderr=theirs, env=plain({"TERM": "dumb"}),
        start_new_session=True, preexec_fn=take_the_terminal,
    )  # fmt: skip
    os.close(theirs)
    shown = ""
    with running:
        try:
            for answer in answers:
                shown += until_asked(ours)
                if answer in ("\x03", "\x04"):
                    time.sleep(1)  # what comes just before the read is only heard after it, by any program
                os.write(ours, answer.encode())
            shown += until_asked(ours)
        except BaseException:
            running.kill()
            raise
        finally:
            os.close(ours)
        return Result(running.wait(SECONDS), shown.replace("\r\n", "\n"), "")


def until_asked(terminal: int) -> str:
    """What is shown up to the next question, or to the end."""
    shown = b""
    while not shown.endswith((b": ", "： ".encode())):
        assert select.select([terminal], [], [], SECONDS)[0], f"neither a question nor the end: {shown!r}"
        try:
            shown += os.read(terminal, 65536)
        except OSError:  # Linux reports the end so
            break
    return shown.decode()


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize(
    ("args", "name"),
    [
        (["--type", "国企", "--owner", "李明", "--industry", "机械"], "soe"),
        (["--type", "private"], "private"),
        (["--type", "政府"], "gov"),
        (["--type", "foreign"], "foreign"),
        ([], "minimal"),
    ],
)
def test_a_new_plan_is_told_and_passes(tmp_path: Path, lang: str, args: list[str], name: str) -> None:
    """The path on stdout, what comes next on stderr; the check of it finds questions only."""
    done = kam("plan", "new", "红旗机械厂", *args, "--lang", lang, cwd=tmp_path)
    assert (done.code, done.out) == (0, "accounts/hongqi-jixiechang.yaml\n")
    golden(f"plan_new/{name}.{lang}.err", done.err)
    text = (tmp_path / "accounts" / "hongqi-jixiechang.yaml").read_text("utf-8")
    golden(f"plan_new/{name}.{lang}.yaml", text)
    checked = kam("check", *AS_OF, "--format", "json", cwd=tmp_path)
    counts = json.loads(checked.out)["counts"]
    assert (checked.code, counts["error"], counts["warning"]) == (0, 0, 0)
    assert counts["hint"] > 0


def test_what_was_given_stands_in_the_plan(tmp_path: Path) -> None:
    """Name, kind, industry and owner; the kind in its canonical word, the template by it."""
    kam("plan", "new", "红旗", "--type", " 国有企业 ", "--owner", "李明", "--industry", "yes: #1", cwd=tmp_path)
    made = plan(tmp_path, "hongqi.yaml")
    account = made.account
    assert (account.name, account.type, account.industry) == ("红旗", OrganizationType.SOE, "yes: #1")
    assert made.owner == "李明"


def test_type_and_template_may_differ(tmp_path: Path) -> None:
    """The template gives the text, the type the value; a template may be named in Chinese too."""
    kam("plan", "new", "甲乙", "--template", "外企", "--type", "私企", cwd=tmp_path)
    assert plan(tmp_path, "jiayi.yaml").account.type is OrganizationType.PRIVATE
    kam("plan", "new", "丙丁", "--template", "minimal", cwd=tmp_path)
    assert plan(tmp_path, "bingding.yaml").account.type is OrganizationType.UNKNOWN


def test_json_tells_id_and_file(tmp_path: Path) -> None:
    """For scripts, with nothing else on stdout."""
    done = kam("plan", "new", "Two Rivers Ltd", "--format", "json", cwd=tmp_path)
    assert json.loads(done.out) == {"schema": "kam.new/1", "id": "two-rivers", "file": "accounts/two-rivers.yaml"}


@pytest.mark.parametrize(
    ("args", "said"),
    [
        ([], "NAME is missing"),
        (["  "], "NAME is empty"),
        (["红旗\n厂"], "one line"),
        (["红旗\r"], None),
        (["红旗\u202e厂"], "U+202E"),
        (["红旗\x1b[31m"], "U+001B"),
        (["红" * 201], "longer than 200"),
        (["红旗", "--owner", "a\nb"], "--owner must stand on one line"),
        (["红旗", "--industry", "a\u200bb"], "--industry holds a hidden character"),
        (["红旗", "--type", "国棋"], "did you mean `国有`"),
        (["红旗", "--type", "zzz"], "foreign, soe, private or gov"),
        (["红旗", "--template", "minmal"], "did you mean `minimal`"),
        (["Газпром"], "--id"),
        (["红旗", "--id", "Hong Qi"], "--id hong-qi"),
        (["红旗", "--id", "../红旗"], "not an id"),
        (["红旗", "--id", "/etc/passwd"], "not an id"),
        (["红旗", "--id", "-rf"], "not an id"),
        (["红旗", "--id", "a" * 65], "not an id"),
        (["红旗", "--id", "con"], "Windows"),
        (["COM1"], "Windows"),
        (["红旗", "--folder", "a\nb"], "--folder must stand on one line"),
    ],
)
def test_a_bad_call_says_what_to_do_and_writes_nothing(tmp_path: Path, args: list[str], said: str | None) -> None:
    """Exit code 2, one line on stderr, and no folder made."""
    done = kam("plan", "new", *args, cwd=tmp_path)
    if said is None:
        assert done.code == 0, "blank space around a name is cut"
        return
    assert (done.code, done.out) == (2, "")
    assert said in done.err
    assert done.err.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_an_argument_that_is_no_text_is_refused(tmp_path: Path) -> None:
    """Bytes from a GBK terminal are no name (reliability, row 29)."""
    done = process(b"plan", b"new", "红旗".encode("gbk"), cwd=tmp_path)
    assert done.code == 2
    assert "UTF-8" in done.err
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_written_over(tmp_path: Path) -> None:
    """A file, a dangling link, and a plan of the same id in a folder below all stay; the way out is told."""
    mine = put(tmp_path, "hongqi.yaml", "mine\n")
    put(tmp_path, "old/bingding.yml", "kam: 1\naccount: {name: 丙丁}\n")
    (tmp_path / "accounts" / "jiayi.yaml").symlink_to(tmp_path / "elsewhere.yaml")
    for name, near in (("红旗", "hongqi-2"), ("甲乙", "jiayi-2"), ("丙丁", "bingding-2")):
        done = kam("plan", "new", name, cwd=tmp_path)
        assert (done.code, done.out) == (2, "")
        assert f"--id {near}" in done.err
    assert mine.read_text() == "mine\n"
    assert not (tmp_path / "elsewhere.yaml").exists()


def test_ids_are_told_apart_whatever_their_case(tmp_path: Path) -> None:
    """On Windows and macOS Hongqi.yaml and hongqi.yaml are one file (reliability, row 22)."""
    put(tmp_path, "HongQi.yaml", "kam: 1\naccount: {name: 红旗}\n")
    assert kam("plan", "new", "红旗", cwd=tmp_path).code == 2
    assert kam("plan", "new", "红旗", "--id", "hongqi-2", cwd=tmp_path).code == 0


def test_a_link_out_of_the_project_is_not_followed(tmp_path: Path) -> None:
    """accounts/ may be somebody else's link; a folder named by hand may be any."""
    outside, project = tmp_path / "outside", tmp_path / "project"
    outside.mkdir()
    project.mkdir()
    (project / "accounts").symlink_to(outside)
    done = kam("plan", "new", "红旗", cwd=project)
    assert done.code == 2
    assert "--folder" in done.err
    assert list(outside.iterdir()) == []
    assert kam("plan", "new", "红旗", "--folder", "../outside", cwd=project).code == 0
    assert (outside / "hongqi.yaml").is_file()


def test_a_folder_that_cannot_be_is_an_error(tmp_path: Path) -> None:
    """A file in the folder's place is not removed."""
    (tmp_path / "accounts").write_text("mine")
    done = kam("plan", "new", "红旗", cwd=tmp_path)
    assert done.code == 2
    assert (tmp_path / "accounts").read_text() == "mine"


def test_the_configured_folder_is_used_from_below(tmp_path: Path) -> None:
    """kam.toml says where the plans are, also for a call from a folder below it."""
    (tmp_path / "kam.toml").write_text('accounts = "客户"\n')
    (tmp_path / "sub").mkdir()
    assert kam("plan", "new", "红旗", cwd=tmp_path / "sub").code == 0
    assert (tmp_path / "客户" / "hongqi.yaml").is_file()


def test_the_schema_is_put_beside_the_plans_once(tmp_path: Path) -> None:
    """So that the first lines of the plan lead to it; one that is there, here or in docs/, is used as it is."""
    kam("plan", "new", "红旗", cwd=tmp_path)
    assert "$schema=plan.schema.json" in (tmp_path / "accounts" / "hongqi.yaml").read_text("utf-8")
    schema = tmp_path / "accounts" / "plan.schema.json"
    assert json.loads(schema.read_text("utf-8")) == json.loads(kam("schema").out)
    schema.write_text("{}")
    kam("plan", "new", "甲乙", cwd=tmp_path)
    assert schema.read_text() == "{}"
    schema.unlink()
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "plan.schema.json").write_text("{}")
    kam("plan", "new", "丙丁", cwd=tmp_path)
    assert "$schema=../docs/plan.schema.json" in (tmp_path / "accounts" / "bingding.yaml").read_text("utf-8")
    assert not schema.exists()


def test_a_terminal_is_asked_for_what_is_missing(tmp_path: Path) -> None:
    """Name, kind, industry and owner; a wrong answer is asked again with what was probably meant."""
    done = answering(tmp_path, ["\n", "红旗\n", "国棋\n", "2\n", "机械\n", "李明\n"])
    assert done.code == 0, done.out
    assert "did you mean" in done.out
    made = plan(tmp_path, "hongqi.yaml")
    assert (made.account.type, made.account.industry, made.owner) == (OrganizationType.SOE, "机械", "李明")


@pytest.mark.parametrize("at", range(4))
def test_the_numbers_of_the_question_mean_what_it_says(tmp_path: Path, at: int) -> None:
    """1 foreign, 2 state-owned, 3 private, 4 government; full-width digits too."""
    order = [OrganizationType.FOREIGN, OrganizationType.SOE, OrganizationType.PRIVATE, OrganizationType.GOV]
    assert answering(tmp_path, [f"{'１２３４'[at]}\n", "\n", "\n"], "红旗").code == 0
    assert plan(tmp_path, "hongqi.yaml").account.type is order[at]


def test_enter_skips_and_takes_the_owner_of_the_others(tmp_path: Path) -> None:
    """Skipped is unknown; the account manager whom every plan here names is the default."""
    put(tmp_path, "jiayi.yaml", "kam: 1\nowner: 李明\naccount: {name: 甲乙}\n")
    assert answering(tmp_path, ["\n", "\n", "\n"], "红旗").code == 0
    made = plan(tmp_path, "hongqi.yaml")
    assert (made.account.type, made.account.industry, made.owner) == (OrganizationType.UNKNOWN, None, "李明")
    put(tmp_path, "bingding.yaml", "kam: 1\nowner: 王芳\naccount: {name: 丙丁}\n")
    assert answering(tmp_path, ["\n", "\n", "\n"], "红星").code == 0
    assert plan(tmp_path, "hongxing.yaml").owner is None


def test_an_id_is_asked_for_where_none_can_be_made(tmp_path: Path) -> None:
    """Until one is given that can name a file."""
    assert answering(tmp_path, ["Gaz\n", "con\n", "gaz\n", "\n", "\n", "\n"], "Газпром").code == 0
    assert plan(tmp_path, "gaz.yaml").account.name == "Газпром"


def test_leaving_a_question_writes_nothing(tmp_path: Path) -> None:
    """Ctrl-C and the end of the input: 130, and no file."""
    for sign in ("\x03", "\x04"):
        left = answering(tmp_path, ["\n", sign], "红旗")
        assert left.code == 130, left.out
    assert list(tmp_path.iterdir()) == []
