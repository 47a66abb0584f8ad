"""The words that compliance looks for: none is missed by the quick look, teams change them, and none is repeated."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kamtool.cli.findings import CI
from kamtool.config import WordChanges
from kamtool.rules.words import LISTS, SIGNS, UnknownWord, is_refusal, words
from tests.kam import AS_OF, kam, put

OURS = words()


EVERY = [(word, pattern) for listed in LISTS.values() for word, pattern in listed.items()]


@given(st.sampled_from(EVERY), st.data())
def test_no_word_without_its_sign(word: tuple[str, str], data: st.DataObject) -> None:
    """Whatever a pattern finds holds one of its signs, so the quick look misses nothing."""
    name, pattern = word
    text = data.draw(st.from_regex(pattern))
    assert any(sign in text.lower() for sign in SIGNS.get(name, (name,)))


@pytest.mark.parametrize(
    "text", ["给点回扣", "a Kickback of 2%", "UNDER THE TABLE", "bribes", "走帐外", "账外走", "购物卡两张", "好处费"]
)
def test_bribery_is_found(text: str) -> None:
    assert OURS.bribery.search.search(text)


@pytest.mark.parametrize(
    "text", ["拿到标底", "评委名单", "the competitor's bid price", "names of the judges", "对手的投标报价"]
)
def test_tender_secrets_are_found(text: str) -> None:
    assert OURS.tender.search.search(text)


INNOCENT = """\
我们的目标底线是毛利 12%
年度指标底数还没定
投标底稿已交法务
竞标底气不足
商标底色要改
图标底部太暗
非标底盘两台
招标底层逻辑
我方投标底价 220 万
目标 底线
换成大红包装的那一款
春节红包装箱贺年款
红包装好看
分红包含在利润里
口红包邮
颜色：大红 包装：纸箱
财务退回扣款单，要重开
对方要求追回扣款 3 万
驳回扣税申请
返回扣件样品两套
已收回 扣款单
网上购物卡顿
好处费时费力
他们做代理记账外包
货款已到账外币 5 万
转账外加现金两种付款
除已到账外，还差两笔
customer may kick back against the clause
Our competitor's bid team is larger
the rival's bid bond expired
the evaluators list price first
the evaluators name three risks"""


@pytest.mark.parametrize("text", INNOCENT.splitlines())
def test_a_neighbour_that_borrows_half_a_word_accuses_nobody(text: str) -> None:
    """退回|扣款 is no 回扣, 大红|包装 no 红包, 记账|外包 nothing off the books, 目标|底线 no reserve price."""
    assert not OURS.bribery.search.search(text)
    assert not OURS.tender.search.search(text)


GUILTY = """\
吃回扣
谁收回扣
返回扣 3%
收了回扣款 3 万
收了回扣除了现金还有卡
给回 扣
给他一点好处 费
好处费用现金付
给红包
他收了红 包
给个大红包
红包装在信封里
红包装了五千
分红包给王处
购物 卡两张
钱转到账外账户
记在账外账上
a kick-back of 2%
a kick back for him
two kick backs
He was bribed by rival
bribing the director
an under-the-table payment"""
SECRET = """\
打听标底
标底价 230 万
标底数额已知
招标底价
标底线索
标 底 230 万
对手投标底价
evaluators' names
the evaluators'' names
the evaluator list
we have the evaluation committee list
we saw the competitor''s bid"""


@pytest.mark.parametrize("text", GUILTY.splitlines())
def test_bribery_is_found_in_other_forms(text: str) -> None:
    """Spaced, hyphenated, inflected; and where the characters around it could be somebody else's, but are not."""
    assert OURS.bribery.search.search(text)
    assert OURS.bribery.speaks(text.lower())


@pytest.mark.parametrize("text", SECRET.splitlines())
def test_a_secret_is_found_in_other_forms(text: str) -> None:
    """Also in single quotes, where YAML writes an apostrophe twice."""
    assert OURS.tender.search.search(text)
    assert OURS.tender.speaks(text.lower())


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("No kickback last year, this year 2%", False),
        ("he was bribed", False),
        ("he cannot be bribed", True),
        ("we were never bribed", True),
        ("no under-the-table payments", True),
        ("公司规定严禁收回扣、红包", True),
    ],
)
def test_what_is_a_refusal(text: str, refused: bool) -> None:
    """Words that say when it was not so, or to whom, refuse nothing."""
    assert is_refusal(OURS.bribery, text) is refused


@given(st.text(max_size=200), st.from_regex(OURS.tender.pattern, fullmatch=True), st.text(max_size=200))
def test_a_secret_is_found_wherever_it_stands(before: str, secret: str, after: str) -> None:
    """Windows round the signs see what a search of the whole would see."""
    text = f"{before} {secret} {after}"
    if "\\" not in text and OURS.tender.search.search(" ".join(text.lower().split())):
        assert OURS.tender.speaks(text.lower())


def test_a_team_adds_and_takes_away() -> None:
    """Its own words are found, ours it took away are not, and the rest stays."""
    changed = words([WordChanges("bribery", add=("茶水费", "Tea Money"), remove=("红包",))])
    find = changed.bribery.search.search
    assert find("给茶水费")
    assert find("some TEA MONEY here")
    assert find("回扣")
    assert not find("发红包")
    assert not find("tea moneyed")
    assert changed.bribery.speaks("给茶水费")
    assert not changed.bribery.speaks("发红包")
    assert changed.tender == OURS.tender


def test_a_list_may_become_empty() -> None:
    """A team that takes every word away is told nothing."""
    changed = words([WordChanges("tender", remove=tuple(LISTS["tender"]))])
    assert not changed.tender.search.search("标底")
    assert not changed.tender.speaks("标底")


@given(st.text(min_size=1, max_size=80).filter(lambda word: word.strip() != "" and "\\" not in word))
@example("x" * 70)
def test_any_word_of_a_team_is_found(word: str) -> None:
    """Whatever signs it holds, also a long one."""
    changed = words([WordChanges("bribery", add=(word,))])
    text = " ".join(word.lower().split())
    if changed.bribery.search.search(text):
        assert changed.bribery.speaks(f"x: {text}")


def test_a_word_that_is_on_no_list_cannot_be_taken_away() -> None:
    with pytest.raises(UnknownWord):
        words([WordChanges("bribery", remove=("红苞",))])


PLAN = """\
kam: 1
account: {name: 红旗机械厂}
stakeholders:
  song: {name: 宋敏}
actions:
  - {what: ACTION, due: 2026-01-01}
promises:
  - {by: us, to: song, what: PROMISE, due: 2026-01-01}
issues:
  - {opened: 2026-01-01, severity: critical, what: ISSUE}
documents:
  - {title: DOCUMENT, tag: internal}
expenses:
  - {date: 2026-01-01, kind: cash, to: [song], purpose: EXPENSE}
whitespace:
  OFFERING: {UNIT: open}
swot:
  - kind: threat
    text: SWOT
goals:
  - {id: g1, what: GOAL}
opportunities:
  d:
    name: DEAL
    close_plan: [{what: STEP, by: us, due: 2026-01-01, customer_agreed: yes}]
"""
PLACES = ["ACTION", "PROMISE", "ISSUE", "DOCUMENT", "EXPENSE", "OFFERING", "UNIT", "SWOT", "GOAL", "DEAL", "STEP"]


@pytest.mark.parametrize("shape", ["text", "concise", "json", *CI])
@pytest.mark.parametrize(
    "secret", ["canary红包canary", "canary标底canary", "canary茶水费canary", "canary kickback canary"]
)
def test_no_finding_repeats_a_secret(secret: str, shape: str, tmp_path: Path) -> None:
    """In no format: neither the finding itself nor any other finding about the same text tells a word of it."""
    (tmp_path / "kam.toml").write_text('profile = "strict"\n[words.bribery]\nadd = ["茶水费"]\n', "utf-8")
    for place in PLACES:
        put(tmp_path, "a.yaml", PLAN.replace(place, secret))
        summary = tmp_path / "summary.md"
        env = {"GITHUB_STEP_SUMMARY": str(summary)}
        result = kam("check", "--format", shape, *AS_OF, cwd=tmp_path, env=env)
        told = result.out + result.err + (summary.read_text("utf-8") if summary.is_file() else "")
        assert "canary" not in told, place
        assert "KAM901" in result.out or "KAM903" in result.out, place


def test_the_other_findings_would_repeat_it(tmp_path: Path) -> None:
    """The test above can fail: without the word the same findings do show the text."""
    (tmp_path / "kam.toml").write_text('profile = "strict"\n', "utf-8")
    shown = 0
    for place in PLACES:
        put(tmp_path, "a.yaml", PLAN.replace(place, "canary"))
        shown += "canary" in kam("check", *AS_OF, cwd=tmp_path).out
    assert shown >= 4


def test_words_in_the_configuration(tmp_path: Path) -> None:
    """Added words are found, those taken away are not; slips are told with their line."""
    put(tmp_path, "a.yaml", PLAN.replace("ACTION", "给茶水费").replace("GOAL", "发红包"))
    config = tmp_path / "kam.toml"
    config.write_text('[words.bribery]\nadd = ["茶水费"]\nremove = ["红包"]\n', "utf-8")
    found = kam("check", "--select", "KAM901", "--format", "concise", *AS_OF, cwd=tmp_path).out
    assert [line for line in found.splitlines() if ":6:" in line]
    assert not [line for line in found.splitlines() if ":21:" in line or ":22:" in line]
    for wrong, place in (
        ('[words.bribery]\nremove = ["红苞"]\n', "kam.toml:2"),
        ("[words.brybery]\nadd = []\n", "kam.toml:1"),
        ("[words.bribery]\nad = []\n", "kam.toml:2"),
        ('[words.bribery]\nadd = [" "]\n', "kam.toml:2"),
        ("words = 3\n", "kam.toml:1"),
    ):
        config.write_text(wrong, "utf-8")
        result = kam("check", *AS_OF, cwd=tmp_path)
        assert (result.code, place in result.err) == (2, True), (wrong, result.err)
