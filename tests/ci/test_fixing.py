"""``kam check --fix``: what it may change, and that it changes nothing else."""

from __future__ import annotations

import json
import os
import re
import shlex
import stat
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamtool.check import ALL_CODES
from kamtool.cli.findings import MENDED
from kamtool.diagnostic import Diagnostic, Severity, Span
from kamtool.load import Loaded, load_bytes
from kamtool.load.reference import ids_in, matches
from kamtool.model.references import CELL_WORDS, REFERENCES, US
from kamtool.remedy import fix_for
from kamtool.source.node import Node
from tests.kam import AS_OF, MINIMAL, ROOT, Result, kam, process, put

BOM = b"\xef\xbb\xbf"
# The example with every key, in which those that may name a rival or a person name one.
NAMING = {
    "incumbent: us": "incumbent: haoche",
    "of: us": "of: haoche",
    "{车队: won}": "{车队: haoche}",
    "to: []": "to: [song]",
}
EXAMPLE = (ROOT / "docs" / "plan.example.yaml").read_bytes()
for old, new in NAMING.items():
    EXAMPLE = EXAMPLE.replace(old.encode(), new.encode())

# A plan with holes: each names what stands in it rightly, and how else people write that.
HOLES = {
    "reviewed": ("2026-11-03", ["2026/11/3", "2026.11.3", "2026年11月3日", "20261103", "2026/11/03", "2026-11-3"]),
    "made": ("2026-01-09", ["2026/1/9", "2026. 1. 9", "2026年1月9号", "20260109"]),
    "type": ("soe", ["国企", "国有企业", "央企", "SOE"]),
    "role": ("decider", ["决策人", "拍板人", "Decider"]),
    "role2": ("recommender", ["推荐人"]),
    "attitude": ("resist", ["抵触", "反对", "RESIST"]),
    "need": ("power", ["权力"]),
    "met": ("unmet", ["未满足"]),
    "stage": ("evaluation", ["方案比较", "方案比较和深入调研", "深入调研和方案比较", "深入调研与方案比较"]),
    "axis": ("service", ["服务"]),
    "cell": ("won", ["已成交", "Won"]),
    "person": ("wang", ["Wang", "WANG"]),
    "boss": ("wang", ["Wang", "WANG"]),
    "covered": ("wang", ["WANG"]),
    "rival": ("haoche", ["HaoChe"]),
    "named": ("haoche", ["HAOCHE"]),
}
PLAN = """\
# 抬头的注释，全角标点：也在
kam: 1
account: {{name: 红旗机械厂 , type: {type}}}   # 客户：国企
reviewed: {reviewed}   #  没有 ：键
stakeholders:
  {person}:   # 王：处长
    name: "王：处长"
    roles: [{role},   {role2}]
    attitude: {attitude}
    needs: {{personal: {{ {need}: {met} }} }}
    note: |
      名称：这里是文字
      Decider：2026/11/3，Wang 说的

  li: {{name: '李''工', reports_to: {boss}}}
team: {{me: {{covers: {{ {covered}: {{}} }} }} }}
competitors:
    {rival} :
        name: 豪车
opportunities:
  d:
    stage: {stage}
    competitors: [{named}]
    radar: {{us: {{ {axis}: 3 }} }}
whitespace: {{a: {{b: {cell} }} }}
promises:
  - by: us
    made: {made}
    what: >-
      很长的
      一段话：2026/1/9
"""
QUOTES = ("{}", "'{}'", '"{}"')


@st.composite
def written(draw: st.DrawFn) -> tuple[bytes, bytes, bool]:
    """A plan as somebody wrote it, as it should be, and whether they differ."""
    wrong, right = {}, {}
    for hole, (good, others) in HOLES.items():
        quote = draw(st.sampled_from(QUOTES))
        right[hole] = quote.format(good)
        wrong[hole] = quote.format(draw(st.sampled_from([good, *others])))
    texts = [PLAN.format(**wrong), PLAN.format(**right)]
    if draw(st.booleans()):
        texts = [text.replace("\n", "\r\n") for text in texts]
    if draw(st.booleans()):
        texts = [text.rstrip() for text in texts]
    mark = draw(st.sampled_from([b"", BOM]))
    before, after = (mark + text.encode() for text in texts)
    return before, after, before != after


def fix(folder: Path, *more: str) -> Result:
    return kam("check", "--fix", "--select", "KAM018", *more, *AS_OF, cwd=folder)


@given(plan=written())
def test_a_safe_fix_mends_its_places_and_leaves_every_other_byte(
    tmp_path_factory: pytest.TempPathFactory, plan: tuple[bytes, bytes, bool]
) -> None:
    """Comments, quotes, spaces, line ends, the byte order mark and every text; and a second run has nothing to do."""
    before, after, differs = plan
    folder = tmp_path_factory.mktemp("fix")
    file = put(folder, "a.yaml", before)
    shown = kam("check", "--diff", "--select", "KAM018", *AS_OF, cwd=folder)
    assert file.read_bytes() == before
    assert shown.code == int(differs) == int(bool(shown.out))
    assert fix(folder).code == 0
    assert file.read_bytes() == after
    state = file.stat()
    assert "fix" not in fix(folder).err
    assert (file.stat().st_ino, file.stat().st_mtime_ns) == (state.st_ino, state.st_mtime_ns)
    assert os.listdir(file.parent) == ["a.yaml"]


@pytest.mark.parametrize("row", REFERENCES, ids=lambda row: ".".join(row[0]))
def test_the_case_of_an_id_is_mended_with_every_reference(tmp_path: Path, row: tuple[object, ...]) -> None:
    """Every place that may name an id, in the example that has them all: back to the same bytes."""
    path, _, words, by_key = REFERENCES[REFERENCES.index(row)]
    root = load_bytes(EXAMPLE, "a.yaml").root
    assert root is not None
    named = [one.text for node in matches(root, path) for one in ids_in(node, by_key)]
    own = [one for one in named if one not in words | US | CELL_WORDS]
    assert own, "the example shows no such reference"
    for upper in (str.upper, str.capitalize):
        text = EXAMPLE.decode()
        spans = {
            (one.start.index, one.end.index)
            for pattern, _, _, keys in REFERENCES
            for node in matches(root, pattern)
            for one in ids_in(node, keys)
            if one.text == own[0]
        }
        spans |= {(one.start.index, one.end.index) for one in definitions(text, own[0])}
        for start, end in sorted(spans, reverse=True):
            text = text[:start] + upper(text[start:end]) + text[end:]
        file = put(tmp_path, "a.yaml", text)
        kam("check", "--fix", "--ignore", "KAM018", *AS_OF, cwd=tmp_path)
        assert file.read_bytes() == EXAMPLE


def definitions(text: str, name: str) -> list[Node]:
    """Where the example defines an id."""
    root = load_bytes(text.encode(), "a.yaml").root
    assert root is not None
    patterns = [("actions", "*", "id"), ("goals", "*", "id")]
    listed = [one for pattern in patterns for one in matches(root, pattern)]
    sections = [
        one for key in ("stakeholders", "team", "competitors", "opportunities") for one in matches(root, (key,))
    ]
    return [one for one in listed + [key for node in sections for key in node.items[::2]] if one.text == name]


def refused(folder: Path, text: str | bytes, *more: str) -> Result:
    """The result of a run that must not change the file."""
    file = put(folder, "a.yaml", text)
    before = file.read_bytes()
    assert kam("check", "--diff", *more, *AS_OF, cwd=folder).code == 0
    result = kam("check", "--fix", *more, *AS_OF, cwd=folder)
    assert file.read_bytes() == before
    assert "fixed" not in result.err
    return result


@pytest.mark.parametrize(
    "day",
    ["03/11/2026", "11/3/2026", "2026/13/1", "2026/2/30", "2026/11", "26/11/3", "2026-11-03 10:00", "11月3日", "昨天"],
)
def test_a_day_that_could_mean_two_is_left_to_people(tmp_path: Path, day: str) -> None:
    """Only a year first is sure, and only a day that exists."""
    refused(tmp_path, f"{MINIMAL}reviewed: {day}\n")


@pytest.mark.parametrize(
    "text",
    [
        MINIMAL + "stakeholders: {Wang: {}, wang: {}}\n",  # two people
        MINIMAL + "stakeholders: {王: {}}\n",
        MINIMAL + "stakeholders:\n  wang: {attitude: >\n    resist}\n  Li Si: {}\n",  # a space is more than its case
        MINIMAL + "actions: [{id: A1, what: x}, {id: a1, what: y}]\n",
        "kam: 1\naccount：\n  name: [红旗\n",  # the rest cannot be read, so nothing can be verified
        'kam: 1\naccount: {name: x}\nstakeholders: {"王：a": {}}\n',  # quoted: the colon is part of the text
        "kam: 1\naccount: {name: x}\nstakeholders: {w: {note: |\n key：x}}\n",
    ],
)
def test_what_cannot_be_verified_is_not_made(tmp_path: Path, text: str) -> None:
    """The file stays as it is."""
    refused(tmp_path, text)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("kam：1\naccount：{name：红旗}\n", "kam: 1\naccount: {name: 红旗}\n"),
        ("kam：1\r\naccount：\r\n  name： 红旗  # 注：释\r\n", "kam: 1\r\naccount:\r\n  name: 红旗  # 注：释\r\n"),
        ("kam: 1\naccount:\u3000{name: 红旗}\n", "kam: 1\naccount: {name: 红旗}\n"),
        ("kam: 1\naccount:\n  name：红旗\n", "kam: 1\naccount:\n  name: 红旗\n"),
        (
            "kam：1\naccount:\n  name: x\n  note: |\n    电话：1\n    Tel：2\nreviewed：2026/1/2\n",
            "kam: 1\naccount:\n  name: x\n  note: |\n    电话：1\n    Tel：2\nreviewed: 2026-01-02\n",
        ),
        (
            "kam: 1\naccount:\n  name: x\nstakeholders:\n  w：\n    name：王\n    title：处：长\n",
            "kam: 1\naccount:\n  name: x\nstakeholders:\n  w:\n    name: 王\n    title: 处：长\n",
        ),
        (
            'kam: 1\naccount: {name: 红旗，tier: A，industry: "a，b: c"}\n',
            'kam: 1\naccount: {name: 红旗, tier: A, industry: "a，b: c"}\n',
        ),
        (
            'kam: 1\naccount:\n  name：x\n  note: "first\n    Tel：2"\n',
            'kam: 1\naccount:\n  name: x\n  note: "first\n    Tel：2"\n',
        ),
    ],
)
def test_colons_and_spaces_of_the_chinese_keyboard(tmp_path: Path, before: str, after: str) -> None:
    """Those of keys are mended, all in one run; those in texts and comments stay."""
    file = put(tmp_path, "a.yaml", before)
    kam("check", "--fix", *AS_OF, cwd=tmp_path)
    assert file.read_bytes().decode() == after


KEYS = ("kam", "account", "reviewed", "owner", "note_", "name")
LINES = ["  note: |", "    Tel：2", "# a：b", "owner：李", "owner: 李", "  name：x", "  name: x", "", '  a: "b']
COLONS = ["：", ":\u3000", ": ", "\u3000"]
MADE = st.tuples(st.sampled_from(KEYS), st.sampled_from(COLONS), st.text("ab：:, \u3000", max_size=5)).map("".join)
LINE = st.one_of(st.sampled_from(LINES), MADE)


@given(lines=st.lists(LINE, max_size=8))
def test_no_text_changes_with_the_keyboard(tmp_path_factory: pytest.TempPathFactory, lines: list[str]) -> None:
    """Whatever else is wrong: only the signs behind keys change, and no more than one time."""
    folder = tmp_path_factory.mktemp("keyboard")
    before = "kam: 1\naccount:\n" + "\n".join(lines) + "\n"
    file = put(folder, "a.yaml", before)
    kam("check", "--fix", *AS_OF, cwd=folder)
    after = file.read_bytes().decode()
    plain = str.maketrans({"：": ":", "\u3000": " "})
    squeezed = ["".join(text.translate(plain).split(" ")) for text in (before, after)]
    assert squeezed[0] == squeezed[1]
    if after != before:
        assert load_bytes(after.encode(), "a.yaml").root is not None
    kam("check", "--fix", *AS_OF, cwd=folder)
    assert file.read_bytes().decode() == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("stakeholders: {wang: {atitude: resist}}\n", "stakeholders: {wang: {attitude: resist}}\n"),
        ("stakeholders: {wang: {attitude: 'resit'}}\n", "stakeholders: {wang: {attitude: 'resist'}}\n"),
        (
            "stakeholders: {wang: {}, li: {reports_to: wagn}}\n",
            "stakeholders: {wang: {}, li: {reports_to: wang}}\n",
        ),
        ("stakeholders: {Wang Li: {}}\n", "stakeholders: {wang-li: {}}\n"),
        ("# kam: ignore[KAM105] until 2026-01-01: 等他退休\nowner: x\n", "owner: x\n"),
    ],
)
def test_guesses_are_made_only_when_asked_for(tmp_path: Path, before: str, after: str) -> None:
    """What was probably meant, and whether an ended suppression goes or is renewed, a person says."""
    refused(tmp_path, MINIMAL + before)
    file = put(tmp_path, "a.yaml", MINIMAL + before)
    alone = kam("check", "--unsafe-fixes", *AS_OF, cwd=tmp_path)
    assert (alone.code, alone.out) == (2, "")
    assert "give it with --fix, or with --diff" in alone.err
    assert kam("check", "--diff", "--unsafe-fixes", *AS_OF, cwd=tmp_path).code == 1
    assert file.read_bytes().decode() == MINIMAL + before
    kam("check", "--fix", "--unsafe-fixes", *AS_OF, cwd=tmp_path)
    assert file.read_bytes().decode() == MINIMAL + after


CHINESE = MINIMAL + "stakeholders: {wang: {attitude: 抵触}}\nopportunities: {d: {stage: 方案比较和深入调研}}\n"
ENGLISH = MINIMAL + "stakeholders: {wang: {attitude: resist}}\nopportunities: {d: {stage: evaluation}}\n"


@pytest.mark.parametrize("profile", ["basic", "standard", "strict"])
def test_canonical_words_are_written_whatever_the_profile_shows(tmp_path: Path, profile: str) -> None:
    """A Chinese word is no finding but to the strict; to mend it is safe to all."""
    file = put(tmp_path, "a.yaml", CHINESE)
    call = ("check", "--profile", profile, *AS_OF)
    assert ("KAM018" in kam(*call, "--format", "concise", cwd=tmp_path).out) == (profile == "strict")
    assert kam(*call, "--diff", cwd=tmp_path).err == "2 fixable with --fix\n"
    assert " · 2 fixed" in kam(*call, "--fix", cwd=tmp_path).err
    assert file.read_text(encoding="utf-8") == ENGLISH
    assert "fixed" not in kam(*call, "--fix", cwd=tmp_path).err


@pytest.mark.parametrize(
    ("call", "settings", "comment"),
    [
        (("--ignore", "KAM018"), "", ""),
        (("--select", "KAM3"), "", ""),
        ((), 'ignore = ["KAM018"]\n', ""),
        ((), '[severity]\nKAM018 = "off"\n', ""),
        ((), '[[overrides]]\npaths = ["accounts/a.yaml"]\nignore = ["KAM018"]\n', ""),
        ((), "", "# kam: ignore[KAM018]: 我们写中文\n"),
    ],
)
def test_a_team_may_keep_its_own_words(tmp_path: Path, call: tuple[str, ...], settings: str, comment: str) -> None:
    """By the call, the settings or a comment."""
    (tmp_path / "kam.toml").write_text(settings)
    people = CHINESE.removeprefix(MINIMAL).split("\n")[0]
    refused(tmp_path, f"{MINIMAL}{comment}{people}\n", *call)


def test_canonical_words_are_written_beside_errors(tmp_path: Path) -> None:
    """What keeps the rest from being read as a plan does not keep a word from being mended."""
    wrong = "owner: [x]\nreviewed: 昨天\nvisits: {}\nnobody: 抵触\n"
    file = put(tmp_path, "a.yaml", CHINESE + wrong)
    assert kam("check", "--fix", *AS_OF, cwd=tmp_path).code == 1
    assert file.read_text(encoding="utf-8") == ENGLISH + wrong


def test_stages_are_read_in_either_order_of_their_words(tmp_path: Path) -> None:
    """方案比较和深入调研 is the stage 深入调研和方案比较."""
    put(tmp_path, "a.yaml", MINIMAL + "opportunities: {d: {stage: 方案比较和深入调研}}\n")
    assert "KAM011" not in kam("check", "--format", "concise", *AS_OF, cwd=tmp_path).out


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_unused_suppressions_go(tmp_path: Path, end: str) -> None:
    """With their line when they stand alone, and only the comment when they do not."""
    lines = [
        *MINIMAL.splitlines(),
        "# kam: ignore[KAM105]: 不再需要",
        "stakeholders:",
        "  # 留下：别的注释",
        "  wang: {name: 王}  # kam: ignore[KAM102]: 不再需要",
        "",
    ]
    file = put(tmp_path, "a.yaml", end.join(lines))
    assert kam("check", "--fix", *AS_OF, cwd=tmp_path).err.startswith("nothing found") is False
    after = file.read_bytes().decode()
    assert after == end.join([*lines[:3], *lines[4:6], "  wang: {name: 王}", ""])


def test_diff_shows_every_file_and_the_count(tmp_path: Path) -> None:
    """As a patch of all of them, on stdout or in one file; how many on stderr."""
    for name in ("a", "b", "c"):
        put(tmp_path, f"{name}.yaml", MINIMAL + ("reviewed: 2026/1/2\n" if name != "b" else ""))
    shown = kam("check", "--diff", *AS_OF, cwd=tmp_path)
    assert shown.code == 1
    assert shown.out.count("--- accounts/") == 2
    assert "-reviewed: 2026/1/2\n+reviewed: 2026-01-02\n" in shown.out
    assert shown.err == "2 fixable with --fix\n"
    to_file = kam("check", "--diff", "--output", "x.patch", *AS_OF, cwd=tmp_path)
    assert (to_file.code, to_file.out) == (1, "")
    assert (tmp_path / "x.patch").read_text(encoding="utf-8") == shown.out


def test_standard_input_is_mended_to_standard_output(tmp_path: Path) -> None:
    """As ruff does: the plan on stdout with every byte, what is left to people on stderr."""
    before = BOM + (CHINESE + "reviewed: 2026/1/2 # ——\nowner: &x 李").replace("\n", "\r\n").encode()
    after = BOM + (ENGLISH + "reviewed: 2026-01-02 # ——\nowner: &x 李").replace("\n", "\r\n").encode()
    done = process("check", "--fix", "-", *AS_OF, cwd=tmp_path, stdin=before)
    assert done.out.encode() == before
    assert "KAM006" in done.err  # an anchor is refused before anything is read
    before, after = (one.replace(b"&x ", b"") for one in (before, after))
    for encoding in ("utf-8", "ascii"):
        done = process("check", "--fix", "-", *AS_OF, cwd=tmp_path, stdin=before, env={"PYTHONIOENCODING": encoding})
        assert done.out.encode() == after
    assert "KAM010" not in done.err
    assert "3 fixed" in done.err
    bad = MINIMAL + "stakeholders: {w: {attitude: sideways}}\n"
    left = kam("check", "--fix", "-", *AS_OF, cwd=tmp_path, stdin=bad.encode())
    assert (left.code, left.out) == (1, bad)
    assert "KAM011" in left.err
    found = kam("check", "--fix", "-", "-o", "x.json", "-f", "json", *AS_OF, cwd=tmp_path, stdin=bad.encode())
    assert found.out == bad
    assert "KAM011" in (tmp_path / "x.json").read_text(encoding="utf-8")
    large = kam("check", "--fix", "-", *AS_OF, cwd=tmp_path, stdin=b"#" * 2_000_000)
    assert (large.code, large.out) == (2, "")


def test_a_difference_on_standard_input_is_told(tmp_path: Path) -> None:
    """It once was left out, as if there were none."""
    result = kam("check", "--diff", "-", *AS_OF, cwd=tmp_path, stdin=CHINESE.encode())
    assert result.code == 1
    assert "+stakeholders: {wang: {attitude: resist}}\n" in result.out
    assert kam("check", "--diff", "-", *AS_OF, cwd=tmp_path, stdin=ENGLISH.encode()).code == 0


@pytest.mark.parametrize("mark", [b"", BOM])
@pytest.mark.parametrize(
    "text",
    [
        "reviewed: 2026/1/2\n",
        "reviewed: 2026/1/2\t# ：\t\towner\n",
        "reviewed: 2026/1/2",
        "reviewed: 2026/1/2\r\nowner: 李\r\n",
        "owner: 李\r\nreviewed: 2026/1/2",
    ],
)
def test_a_difference_in_a_file_is_a_patch(tmp_path: Path, text: str, mark: bytes) -> None:
    """Line ends, tabs and a missing last line end are in it as they are."""
    plan = MINIMAL.replace("\n", "\r\n" if "\r" in text else "\n") + text
    file = put(tmp_path, "客户 1.yaml", mark + plan.encode())
    assert kam("check", "--diff", "-o", "x.patch", *AS_OF, cwd=tmp_path).code == 1
    subprocess.run(["git", "apply", "-p0", "x.patch"], cwd=tmp_path, check=True, timeout=60)
    assert file.read_bytes() == mark + plan.replace("2026/1/2", "2026-01-02").encode()


def test_a_difference_in_a_log_says_nothing_to_the_runner(tmp_path: Path) -> None:
    """A line of a plan that is shown for context begins with a space, after which the runner still obeys."""
    put(tmp_path, "a.yaml", MINIMAL + "  note: |\n    ::stop-commands::x\n    ##[error]x\nreviewed: 2026/1/2\n")
    shown = kam("check", "--diff", *AS_OF, cwd=tmp_path).out
    assert "stop-commands" in shown
    assert not re.search(r"^\s*::|##\w*\[", shown, re.MULTILINE)


def test_diff_says_what_it_could_not_look_at(tmp_path: Path) -> None:
    """A link is no plan that has nothing to fix."""
    put(tmp_path, "a.yaml", MINIMAL)
    (tmp_path / "accounts" / "link.yaml").symlink_to("a.yaml")
    result = kam("check", "--diff", *AS_OF, cwd=tmp_path)
    assert (result.code, result.out) == (2, "")
    assert "accounts/link.yaml cannot be read" in result.err


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664, 0o755])
def test_the_mode_of_a_file_stays(tmp_path: Path, mode: int) -> None:
    """Nobody gains or loses a right by a fix."""
    file = put(tmp_path, "a.yaml", MINIMAL + "reviewed: 2026/1/2\n")
    file.chmod(mode)
    assert fix(tmp_path).code == 0
    assert stat.S_IMODE(file.stat().st_mode) == mode
    assert b"2026-01-02" in file.read_bytes()


def test_a_fixed_file_is_checked_as_it_is_now(tmp_path: Path) -> None:
    """What was fixed is not told as a finding; what was not, is; the summary counts both."""
    put(tmp_path, "a.yaml", MINIMAL + "reviewed: 2026/1/2\nowner: &x y\n")
    put(tmp_path, "b.yaml", MINIMAL + "reviewed: 2026/1/2\nstakeholders: {w: {attitude: sideways}}\n")
    result = kam("check", "--fix", "--format", "concise", *AS_OF, cwd=tmp_path)
    assert result.code == 1
    assert "KAM010" not in result.out
    assert "KAM006" in result.out
    assert "KAM011" in result.out
    assert result.err.endswith(" · 1 fixed\n")


FIXABLE = {
    "KAM004": "kam：1\naccount: {name: x}\n",
    "KAM008": MINIMAL + "负责人: 李明\n",
    "KAM010": MINIMAL + "reviewed: 2026/1/2\n",
    "KAM012": MINIMAL + "stakeholders: {Wang: {}}\n",
    "KAM013": MINIMAL + "stakeholders: {wang: {}, li: {reports_to: WANG}}\n",
    "KAM017": MINIMAL + "# kam: ignore[KAM105]: 不再需要\n",
    "KAM018": CHINESE,
}


IN_CHINESE = """\
kam: 1
客户: {名称: 江林公交, 行业: 公交, 等级: A}
负责人: 周莉
人员:
  chen:
    姓名: 陈刚    # 老总
    职务: 总经理
    态度: {值: 怀疑, 日期: 2026年11月3日, 依据: 说太贵}
  liu: {姓名: 刘敏, 角色: [采购者], 上级: chen}
项目:
  bus:
    名称: 纯电公交采购
    金额: {金额: 800万}
    决策:
      节点:
        - {名称: 招标公告, 日期: 2026-12-10}
拜访:
  - {日期: 2026-11-05, 见了谁: [liu], 下一步: {内容: 送样车, 日期: 2026-11-28}}
"""
IN_KEYS = """\
kam: 1
account: {name: 江林公交, industry: 公交, tier: A}
owner: 周莉
stakeholders:
  chen:
    name: 陈刚    # 老总
    title: 总经理
    attitude: {value: doubt, date: 2026-11-03, evidence: 说太贵}
  liu: {name: 刘敏, roles: [buyer], reports_to: chen}
opportunities:
  bus:
    name: 纯电公交采购
    value: {amount: 800万}
    decision:
      milestones:
        - {name: 招标公告, date: 2026-12-10}
visits:
  - {date: 2026-11-05, with: [liu], next: {what: 送样车, date: 2026-11-28}}
"""


def test_a_plan_written_in_chinese_throughout_is_read_after_it(tmp_path: Path) -> None:
    """A key hides what stands below it, so there is more to mend after each; every other byte stays."""
    file = put(tmp_path, "a.yaml", IN_CHINESE)
    kam("check", "--fix", *AS_OF, cwd=tmp_path)
    assert file.read_text(encoding="utf-8") == IN_KEYS
    assert load_bytes(file.read_bytes(), "a.yaml").diagnostics == ()


def test_two_words_for_one_key_are_left_to_people(tmp_path: Path) -> None:
    """Which of the days is right cannot be told from here; neither is lost."""
    file = put(tmp_path, "a.yaml", MINIMAL + "visits: [{日期: 2026-11-01, when: 2026-11-02}]\n")
    assert kam("check", "--fix", *AS_OF, cwd=tmp_path).code == 1
    assert [one.code for one in load_bytes(file.read_bytes(), "a.yaml").diagnostics] == ["KAM008"]
    assert re.findall(r"2026-11-0\d", file.read_text(encoding="utf-8")) == ["2026-11-01", "2026-11-02"]


@pytest.mark.parametrize("code", FIXABLE)
def test_a_check_counts_what_fix_would_mend(tmp_path: Path, code: str) -> None:
    """Of what was found, in the summary and in JSON; and what ``--fix`` then mends is as much."""
    put(tmp_path, "a.yaml", FIXABLE[code])
    call = ("check", "--profile", "strict", *AS_OF)
    found = json.loads(kam(*call, "-f", "json", cwd=tmp_path).out)
    marked = [one["code"] for one in found["findings"] if one["fixable"]]
    assert set(marked) == {code}
    assert found["fixable"] == len(marked)
    assert f" · {len(marked)} fixable with --fix" in kam(*call, cwd=tmp_path).err
    assert f" · --fix 能修 {len(marked)} 处" in kam(*call, "--lang", "zh", cwd=tmp_path).err
    assert f"{len(marked)} fixed" in kam(*call, "--fix", cwd=tmp_path).err
    assert json.loads(kam(*call, "-f", "json", cwd=tmp_path).out)["fixable"] == 0


def test_every_code_that_has_a_safe_fix_is_counted() -> None:
    """The summary looks for fixes under these codes alone, and each of them has one."""
    loaded = load_bytes((MINIMAL + "stakeholders: {wang: {}, li: {reports_to: WANG}}\n").encode(), "a.yaml")
    params = {"near": "wang", "given": "WANG", "word": "wang", "codes": "KAM105"}
    variants = ("message", "near", "some", "expired", "colon", "comma", "space", "date", "quotes", "reason", "word")
    place = Span(3, 37, 3, 41)
    every = [
        Diagnostic(code, Severity.ERROR, "a.yaml", place, (), params, variant)
        for code in ALL_CODES
        for variant in variants
    ]
    safe = {one.code for one in every if (fix := fix_for(one, loaded)) is not None and fix.safe}
    assert safe >= {"KAM013", "KAM017", "KAM018"}
    assert safe <= MENDED
    assert set(FIXABLE) == MENDED


@pytest.mark.parametrize(
    "text",
    [
        MINIMAL + "stakeholders: {Wang: {}, wang: {}}\n",
        MINIMAL + "reviewed: 03/11/2026\n",
        MINIMAL + "stakeholders: {wang: {atitude: resist}}\n",
        "kam: 1\naccount：\n  name: [红旗\n",
    ],
)
def test_what_fix_would_leave_is_not_counted(tmp_path: Path, text: str) -> None:
    """A guess, or what cannot be verified."""
    put(tmp_path, "a.yaml", text)
    result = kam("check", "--format", "json", *AS_OF, cwd=tmp_path)
    assert json.loads(result.out)["findings"]
    assert json.loads(result.out)["fixable"] == 0
    assert "fixable" not in result.err


def test_questions_about_one_plan_are_pointed_to(tmp_path: Path) -> None:
    """By the word that the command takes; not in what programs read, nor when there is nothing to ask."""
    deal = "opportunities: {d: {stage: evaluation}}\n"
    put(tmp_path, "hongqi.yaml", MINIMAL + deal)
    put(tmp_path, "其他 客户/a.yaml", MINIMAL + deal)
    for call, account in (
        (("hongqi",), "hongqi"),
        (("accounts/hongqi.yaml",), "hongqi"),
        ((str(tmp_path / "accounts" / "hongqi.yaml"),), shlex.quote(str(tmp_path / "accounts" / "hongqi.yaml"))),
    ):
        line = kam("check", *call, *AS_OF, cwd=tmp_path).err
        assert line.endswith(f" · kam questions {account}\n")
        assert kam("questions", *shlex.split(account), *AS_OF, cwd=tmp_path).code == 0
    assert "kam questions" not in kam("check", "-f", "json", *AS_OF, cwd=tmp_path).err
    assert "kam questions" not in kam("check", "--select", "KAM9", *AS_OF, cwd=tmp_path).err
    assert "kam questions" not in kam("check", *AS_OF, cwd=tmp_path).err
    other = kam("check", "accounts/其他 客户/a.yaml", *AS_OF, cwd=tmp_path).err
    assert other.endswith(" · kam questions 'accounts/其他 客户/a.yaml'\n")


def hostile(idle: int, filler: int = 0) -> str:
    """A plan of which all fixes together fail: two ids that differ in their case, and many comments with no use."""
    comments = "".join(f"# kam: ignore[KAM004]: 第 {at} 处\n" for at in range(idle))
    return MINIMAL + "stakeholders: {Wang: {}, WANG: {}}\n" + comments + "# 填充\n" * filler


@pytest.mark.parametrize(("idle", "filler", "most"), [(3, 0, 8), (25, 0, 8), (28, 0, 8), (25, 20_000, 0), (400, 0, 0)])
def test_telling_what_can_be_mended_reads_a_file_a_few_times_at_most(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, idle: int, filler: int, most: int
) -> None:
    """However many fixes there are that do not go together; a large file is not read again at all."""
    read: list[str] = []

    def counted(raw: bytes, file: str) -> Loaded:
        read.append(file)
        return load_bytes(raw, file)

    put(tmp_path, "a.yaml", hostile(idle, filler))
    monkeypatch.setattr("kamtool.fix.load_bytes", counted)
    monkeypatch.setattr("kamtool.load.load_bytes", counted)
    result = kam("check", "a", "--format", "json", *AS_OF, cwd=tmp_path)
    assert json.loads(result.out)["findings"]
    assert len(read) <= most
