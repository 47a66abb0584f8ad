"""The commands that change plans: what they write is what was meant, and what they cannot read they refuse."""

from __future__ import annotations

import json
import os
import shlex
import sys
from pathlib import Path

import pytest

from kamtool.cli import plan_edit
from kamtool.cli.writing import difference
from kamtool.load import load_file
from kamtool.source import journal
from kamtool.source.change import Draft, change_all
from kamtool.source.operation import Set
from tests.golden import golden
from tests.kam import AS_OF, Result, kam, put

PLAN = """\
# 九月接手
kam: 1
account:
  name: 红旗机械厂
  aliases: [红旗厂]
  tier: A        # 年初定的
stakeholders:
  song:
    name: 宋敏
    roles: [decider]
    attitude:
      value: resist
      date: 2026-10-12
      source: customer
      evidence: 只问每公里成本
    note: 说话直
  # 副处长
  zhang: {name: 张伟, aliases: [张处], reports_to: song, attitude: doubt}
team:
  liming: {name: 李明, covers: {song: {now: acquaintance}}}
opportunities:
  cars:
    name: 公务车更新
    stage: evaluation
    status: open
visits:
  - {date: 2026-10-12, with: [song], by: [liming]}
promises:
  - {by: us, to: song, what: 成本表, due: 2026-11-28}
"""
OTHER = "kam: 1\naccount: {name: 蓝天}\nteam:\n  liming: {name: 李明}\nactions:\n  - {what: 报价, who: liming}\n"

# What a hurried manager types, and what comes of it, one after the other on one plan.
TYPED = r"""
plan set hongqi song.attitude 怀疑 --source 客户 --evidence '她说：可以看看成本表' --dry-run
plan set hongqi song.attitude 怀疑 --source 客户 --evidence '她说：可以看看成本表'
plan set hongqi 宋敏.态度 怀疑
plan set 红旗厂 张处.态度 接受 --date 2026/11/3
plan set hongqi zhang.attitude.source 客户
plan set hongqi 等级 B
plan set hongqi hongqi/cars.stage 调研
plan set hongqi/cars stage 调研
plan set hongqi song.attitude resits
plan set hongqi song.atitude resist
plan set hongqi sogn.attitude resist
plan set hongqi stakeholders.sogn.attitude resist
plan set hongqi song resist
plan set hongqi song.attitude 抵触 --date 2026-09-01
plan set hongqi song.attitude 抵触 --date 2027-09-01
plan set hongqi song.note 直 --evidence x
plan set hongqi song.note ' '
plan set hongqi visits.last.outcome '约了下周试驾'
plan set hongqi visits.3.outcome x
plan set hongqi song.left 昨天
plan add hongqi stakeholders 王芳 title=科长 reports_to=宋敏 attitude=冷淡
plan add hongqi stakeholders 宋敏
plan add hongqi stakeholders.song name=x
plan add hongqi song.roles 使用者，决策人
plan add hongqi song.roles 使用者
plan add hongqi visits date=2026-11-20 with=宋敏，张处 channel=电话
plan add hongqi visits 打了电话
plan remove hongqi song
plan remove hongqi wangfang
plan remove hongqi song.nots
plan remove hongqi song.phone
plan rename hongqi 宋敏 song-min
plan rename hongqi song-min zhang
plan rename hongqi song-min Song
plan rename hongqi liming li-ming --everywhere
plan fmt hongqi --diff
plan fmt
plan fmt hongqi
plan fmt --check
undo
undo --dry-run
undo blue
"""


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KAM_STATE_DIR", str(tmp_path / "state"))
    put(tmp_path, "blue.yaml", OTHER)
    return put(tmp_path, "hongqi.yaml", PLAN)


def typed(file: Path, line: str, lang: str = "zh", **more: str) -> Result:
    """What a line does to the plans."""
    return kam(*shlex.split(line), *AS_OF, "--lang", lang, cwd=file.parents[1], env=more)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_session_as_it_is_typed(file: Path, lang: str) -> None:
    """Every answer, and both plans as they are at the end; what was refused changed no byte."""
    told = []
    for line in TYPED.strip().split("\n"):
        before = [one.read_bytes() for one in sorted(file.parent.iterdir())]
        result = typed(file, line, lang)
        after = [one.read_bytes() for one in sorted(file.parent.iterdir())]
        assert before == after or result.code == 0
        told.append(f"$ kam {line}\n{result.out}{result.err}= {result.code}\n")
    told += [one.read_text(encoding="utf-8") for one in sorted(file.parent.iterdir())]
    golden(f"plan_set/session.{lang}.txt", "\n".join(told))
    for one in file.parent.iterdir():
        assert load_file(str(one)).plan is not None


@pytest.mark.parametrize(
    "line", [line for line in TYPED.strip().split("\n") if "set" in line or "add" in line or "rename" in line]
)
def test_what_is_shown_is_what_is_written(file: Path, line: str) -> None:
    """``--dry-run`` writes nothing, and shows just the difference that the same line makes then."""
    line = line.replace(" --dry-run", "")
    before = file.read_bytes()
    shown = typed(file, f"{line} --dry-run")
    assert file.read_bytes() == before
    done = typed(file, line)
    assert done.code == shown.code
    if done.code == 0 and "everywhere" not in line:
        assert shown.out == difference(Draft(Path("accounts/hongqi.yaml"), before, file.read_bytes()))


def test_the_old_judgement_is_kept(file: Path) -> None:
    """With its day, its source and its evidence; the new one has none that it was not given."""
    typed(file, "plan set hongqi song.attitude accept")
    plan = load_file(str(file)).plan
    assert plan is not None
    now = plan.stakeholders["song"].attitude
    assert (now.value, str(now.date), now.source, now.evidence) == ("accept", "2026-11-23", "unknown", ())
    (past,) = now.history
    assert (past.value, str(past.date), past.source) == ("resist", "2026-10-12", "customer")
    assert past.evidence == ("只问每公里成本",)


def test_the_same_value_on_new_grounds_is_a_judgement_of_its_own(file: Path) -> None:
    """Without grounds there is nothing to do."""
    before = file.read_bytes()
    assert "不用改" in typed(file, "plan set hongqi song.attitude 抵触").err
    assert file.read_bytes() == before
    assert "仍是抵触" in typed(file, "plan set hongqi song.attitude 抵触 --evidence 又说了一次").err
    assert file.read_text(encoding="utf-8").count("value: resist") == 2


def test_undo_takes_back_and_brings_back(file: Path) -> None:
    """Byte for byte, also the second time; a file changed since stays."""
    typed(file, "plan set hongqi tier C")
    after = file.read_bytes()
    assert typed(file, "undo").code == 0
    assert file.read_text(encoding="utf-8") == PLAN
    assert typed(file, "undo hongqi").code == 0
    assert file.read_bytes() == after
    file.write_bytes(after + "# 手改\n".encode())
    refused = typed(file, "undo")
    assert (refused.code, refused.err) == (2, "kam undo: 没有退回：accounts/hongqi.yaml 后来又改过了\n")
    assert file.read_bytes() == after + "# 手改\n".encode()


def test_undo_of_a_change_of_several_plans_takes_back_all(file: Path) -> None:
    """And of nothing says so."""
    assert typed(file, "undo").code == 2
    other = file.with_name("blue.yaml")
    typed(file, "plan rename hongqi liming li-ming --everywhere")
    assert "li-ming" in other.read_text(encoding="utf-8")
    typed(file, "undo blue")
    assert (file.read_text(encoding="utf-8"), other.read_text(encoding="utf-8")) == (PLAN, OTHER)


def test_undo_takes_back_a_change_that_was_cut_off(file: Path) -> None:
    """Whoever is refused because of it is told to type that; then the plans are as they were, and may be changed."""
    other = file.with_name("blue.yaml")
    new = {file: PLAN.replace("liming", "li-ming"), other: OTHER.replace("liming", "li-ming")}
    journal.begin([(one, one.read_bytes(), text.encode()) for one, text in new.items()], "rename liming")
    file.write_text(new[file], encoding="utf-8")
    refused = typed(file, "plan set blue tier B", "en")
    assert refused.code == 2
    assert "kam undo" in refused.err
    undone = typed(file, "undo")
    assert undone.code == 0, undone.err
    assert (file.read_text(encoding="utf-8"), other.read_text(encoding="utf-8")) == (PLAN, OTHER)
    assert typed(file, "plan set blue tier B").code == 0


def test_a_change_that_reached_no_plan_is_passed_over(file: Path) -> None:
    """It said that it was taken back, each time anew, and threw away the change before, which could then not be."""
    assert typed(file, "plan set hongqi account.tier B").code == 0
    changed = file.read_text(encoding="utf-8")
    journal.begin([(file, changed.encode(), changed.replace("tier: B", "tier: C").encode())], "killed")
    undone = typed(file, "undo", "en")
    assert "set hongqi account.tier" in undone.err
    assert file.read_text(encoding="utf-8") == PLAN


def test_what_git_took_back_is_not_taken_back_once_more(file: Path) -> None:
    """Undo said that it had, though the plan had long been as it was before."""
    assert typed(file, "plan set hongqi account.tier B").code == 0
    file.write_text(PLAN, encoding="utf-8")
    refused = typed(file, "undo", "en")
    assert refused.code == 2
    assert "nothing taken back" in refused.err


def test_undo_in_one_folder_reaches_into_no_other(file: Path) -> None:
    """A change of plans here and elsewhere is not the last change of this folder's plans."""
    elsewhere = put(file.parents[1] / "elsewhere", "hongqi.yaml", PLAN)
    change_all({one: lambda old: [Set(("account", "tier"), "C")] for one in (file, elsewhere)})
    after = [one.read_bytes() for one in (file, elsewhere)]
    assert typed(file, "undo").code == 2
    assert [one.read_bytes() for one in (file, elsewhere)] == after != [PLAN.encode(), PLAN.encode()]


def test_a_plan_with_faults_may_be_mended(file: Path) -> None:
    """What was wrong before does not stand in the way; what would be worse does."""
    file.write_text(PLAN.replace("tier: A ", "tier: 甲 "), encoding="utf-8")
    assert typed(file, "plan set hongqi song.note x").code == 0
    assert typed(file, "plan set hongqi song.influence 大概").code == 2
    assert typed(file, "plan set hongqi account.tier A").code == 0
    assert load_file(str(file)).plan is not None
    file.write_text(PLAN + "a: [\n", encoding="utf-8")
    assert typed(file, "plan set hongqi song.note y").code == 2


def test_findings_that_a_change_brings_are_told(file: Path) -> None:
    """On stderr, below the line that tells of the change."""
    result = typed(file, "plan set hongqi promises.1.due 2026-11-01")
    assert result.code == 0
    assert "kam check 多出" in result.err
    assert "accounts/hongqi.yaml:29:40: KAM303" in result.err


def test_json_tells_the_files(file: Path) -> None:
    """For programs."""
    shown = json.loads(typed(file, "plan set hongqi tier B --dry-run --format json").out)
    assert (shown["dry_run"], shown["files"]) == (True, ["accounts/hongqi.yaml"])
    assert "+  tier: B        # 年初定的" in shown["diff"]
    done = json.loads(typed(file, "plan set hongqi tier B --format json").out)
    assert (done["dry_run"], done["files"]) == (False, ["accounts/hongqi.yaml"])


@pytest.mark.parametrize(
    ("script", "code", "tier"),
    [
        ("sed -i 's/tier: A/tier: B/' \"$1\"", 0, "B"),
        ("true", 0, "A"),
        ("sed -i 's/tier: A/tier: 甲级/' \"$1\"", 2, "A"),
        ("sed -i 's/tier: A/tier: B/' \"$1\"; exit 1", 2, "A"),
    ],
    ids=["changed", "unchanged", "unreadable", "failed"],
)
def test_edit_writes_only_what_can_be_read(file: Path, script: str, code: int, tier: str) -> None:
    """What cannot is kept beside the plan, and taken up the next time."""
    editor = file.parents[1] / "editor"
    editor.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    editor.chmod(0o755)
    result = typed(file, "plan edit hongqi", EDITOR=str(editor))
    assert result.code == code, result.err
    assert f"  tier: {tier} " in file.read_text(encoding="utf-8")
    left = [name for name in os.listdir(file.parent) if name.startswith(".")]
    assert bool(left) == (code == 2)
    if left:
        assert left[0] in result.err
        editor.write_text("#!/bin/sh\nsed -i 's/tier: [^ ]*/tier: C/' \"$1\"\n", encoding="utf-8")
        assert typed(file, "plan edit hongqi", VISUAL=str(editor)).code == 0
        assert "  tier: C " in file.read_text(encoding="utf-8")
        assert os.listdir(file.parent).count(left[0]) == 0


def test_edit_does_not_write_over_what_was_saved_meanwhile(file: Path) -> None:
    """Somebody else's text stays, and the person's own is kept."""
    editor = file.parents[1] / "editor"
    editor.write_text(f"#!/bin/sh\nsed -i 's/tier: A/tier: B/' \"$1\"; echo '# 别人' >> {file}\n", encoding="utf-8")
    editor.chmod(0o755)
    result = typed(file, "plan edit hongqi", EDITOR=str(editor))
    assert result.code == 2
    assert file.read_text(encoding="utf-8") == PLAN + "# 别人\n"
    assert any(name.startswith(".hongqi.") for name in os.listdir(file.parent))


def test_two_editors_of_one_plan_do_not_write_over_each_other(file: Path) -> None:
    """The second is told where the first is at it; what the first wrote arrives."""
    first, second = file.parents[1] / "first", file.parents[1] / "second"
    second.write_text("#!/bin/sh\nsed -i 's/tier: A/tier: D/' \"$1\"\n", encoding="utf-8")
    call = f"EDITOR={second} {sys.executable} -m kamtool plan edit hongqi 2>second.err; echo $? >second.code"
    first.write_text(f"#!/bin/sh\n{call}\nsed -i 's/tier: A/tier: B/' \"$1\"\n", encoding="utf-8")
    for one in (first, second):
        one.chmod(0o755)
    assert typed(file, "plan edit hongqi", "en", EDITOR=str(first)).code == 0
    assert (file.parents[1] / "second.code").read_text(encoding="utf-8").strip() == "2"
    assert "open in another kam plan edit" in (file.parents[1] / "second.err").read_text(encoding="utf-8")
    assert "tier: B" in file.read_text(encoding="utf-8")
    assert not list(file.parent.glob(".*"))


def test_what_was_written_is_kept_even_if_the_copy_went(file: Path) -> None:
    """The message named a file that another had taken away."""
    script = f"sed -i 's/tier: A/tier: B/' \"$1\"; echo '# 别人' >> {file}"
    saved = editing(file, script).err
    (left,) = file.parent.glob(".*.edit.yaml")
    assert left.name in saved
    text = left.read_bytes()
    left.unlink()
    copy = file.with_name(".hongqi.0123abcd.edit.yaml")
    assert (own := plan_edit.saved(file, copy, text)) != copy
    assert own.read_bytes() == text
    assert plan_edit.saved(file, own, text) == own


def test_no_editor_is_told(file: Path) -> None:
    """And none is started."""
    result = typed(file, "plan edit hongqi", PATH="/nowhere", EDITOR=" ", VISUAL="")
    assert (result.code, result.err) == (
        2,
        "kam plan edit: 没有编辑器可用；在终端里运行，或者设好 VISUAL、EDITOR 再来\n",
    )


@pytest.mark.parametrize(("lang", "whose"), [("zh", "是宋敏的编号"), ("en", "is the id of 宋敏")])
def test_whose_id_a_new_name_would_take_is_told_and_how_to_add_another(file: Path, lang: str, whose: str) -> None:
    """刘阳 spells the id of 刘洋: who is sent to ``plan set`` overwrites somebody."""
    file.write_text(PLAN.replace("  song:", "  songmin:").replace("song", "songmin").replace("minmin", "min"), "utf-8")
    refused = typed(file, "plan add hongqi stakeholders 宋民 title=科长", lang)
    assert refused.code == 2
    assert whose in refused.err
    way = 'stakeholders songmin-2 name="宋民"'
    assert way in refused.err
    assert typed(file, f"plan add hongqi {way}").code == 0
    plan = load_file(str(file)).plan
    assert plan is not None
    assert (plan.stakeholders["songmin"].name, plan.stakeholders["songmin-2"].name) == ("宋敏", "宋民")


@pytest.mark.parametrize(
    ("path", "value", "written"),
    [
        ("阶段", "调研", "stage: research"),
        ("stage", "调研", "stage: research"),
        ("金额", "80万", "value: 80万"),
        ("cars.金额", "80万", "value: 80万"),
        ("cars.预算", "已批", "value: approved"),
    ],
)
def test_a_field_of_the_only_deal_needs_no_deal(file: Path, path: str, value: str, written: str) -> None:
    assert typed(file, f"plan set hongqi {path} {value}").code == 0
    assert written in file.read_text(encoding="utf-8")


def test_a_field_of_one_of_several_deals_is_told_as_it_is_written(file: Path) -> None:
    file.write_text(PLAN.replace("visits:", "  vans: {name: 面包车, status: open}\nvisits:"), "utf-8")
    refused = typed(file, "plan set hongqi 阶段 调研")
    assert refused.code == 2
    assert "cars.stage" in refused.err
    assert "vans.stage" in refused.err


def test_nobody_is_asked_whether_they_mean_the_word_they_typed(file: Path) -> None:
    file.write_text(PLAN.replace(PLAN[PLAN.index("opportunities:") : PLAN.index("visits:")], ""), "utf-8")
    refused = typed(file, "plan set hongqi 阶段 调研")
    assert refused.code == 2
    assert "是不是 `阶段`" not in refused.err


def editing(file: Path, script: str, lang: str = "en") -> Result:
    """``kam plan edit`` with an editor that does this."""
    editor = file.parents[1] / "editor"
    editor.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    editor.chmod(0o755)
    return typed(file, "plan edit hongqi", lang, EDITOR=str(editor))


@pytest.mark.parametrize("tier", ["B", "甲级"], ids=["readable", "unreadable"])
def test_a_copy_of_a_plan_that_has_moved_on_is_to_be_brought_over_by_hand(file: Path, tier: str) -> None:
    """It is not promised that the next edit goes on from it; and each one tells that it is still there."""
    result = editing(file, f"sed -i 's/tier: A/tier: {tier}/' \"$1\"; echo '# more' >> {file}")
    (left,) = (name for name in os.listdir(file.parent) if name.startswith(".hongqi."))
    assert (result.code, "goes on from there" in result.err) == (2, False)
    assert f"{left}: bring the two together by hand" in result.err
    put(file.parents[1], ".hongqi.other.0123abcd.edit.yaml", "")  # of the plan hongqi.other
    again = editing(file, "true")
    assert again.code == 0
    assert f"{left}; bring it over by hand" in again.err
    assert "0123abcd" not in again.err
    assert f"还在 accounts/{left}" in editing(file, "true", "zh").err
    (file.parent / left).unlink()
    assert "by hand" not in editing(file, "true").err


@pytest.mark.parametrize(
    "line",
    [
        "plan set hongqi song.name 'x{}y'",
        "plan set hongqi song.attitude resist --evidence 'x{}y'",
        "plan add hongqi song.needs.personal 'x{}y'",
    ],
)
@pytest.mark.parametrize("sign", ["\x1b", "\u202e"])
def test_a_hidden_character_is_named(file: Path, line: str, sign: str) -> None:
    """It is not laid at the door of how the plan is set out."""
    before = file.read_bytes()
    result = typed(file, line.format(sign), "en")
    assert (result.code, result.out) == (2, "")
    assert f"holds a hidden character: U+{ord(sign):04X}" in result.err
    assert file.read_bytes() == before


def test_fmt_of_nothing_tells_the_way_to_all(file: Path) -> None:
    """Nobody formats every plan by mistake."""
    result = typed(file, "plan fmt", "en")
    assert result.code == 2
    assert "`kam plan fmt accounts` takes all, `kam plan fmt --check` only looks" in result.err
    assert typed(file, "plan fmt --check", "en").code in (0, 1)
    assert typed(file, "plan fmt accounts", "en").code == 0
