"""The words that compliance looks for: none is missed by the quick look, teams change them, and none is repeated."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamtool.cli.findings import CI
from kamtool.config import WordChanges
from kamtool.rules.words import LISTS, SIGNS, UnknownWord, words
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
