"""Method packs: those that come with kamtool, a team's own, and what is said of a wrong one."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamtool.analysis.facts import NAMES
from kamtool.packs.read import HERE, BadPack, names, read_pack
from tests.kam import ROOT

GOOD = 'name = "我们的"\n\n[[question]]\nask = {en = "Money?", zh = "钱？"}\nfacts = ["budget_confirmed"]\n'


def put(folder: Path, text: str) -> str:
    file = folder / "own.toml"
    file.write_text(text, encoding="utf-8")
    return str(file)


def test_the_packs_are_there() -> None:
    assert names() == ("decks", "meddpicc", "miller-heiman", "tas")


@pytest.mark.parametrize("name", names())
def test_every_pack_speaks_both_languages_and_names_its_source(name: str) -> None:
    found = read_pack(name, NAMES)
    texts = [found.name, found.about, found.source, *(each for one in found.questions for each in (one.ask, one.gap))]
    assert all(one["en"] and one["zh"] for one in texts)
    assert all(one["en"].isascii() for one in texts[3:])
    assert not any("!" in one["en"] or "！" in one["zh"] for one in texts)


def test_a_own_pack_needs_only_a_name_and_a_question(tmp_path: Path) -> None:
    found = read_pack(put(tmp_path, GOOD), NAMES)
    assert found.name == {"en": "我们的", "zh": "我们的"}
    assert found.questions[0].gap == found.questions[0].ask == {"en": "Money?", "zh": "钱？"}


@pytest.mark.parametrize(
    ("old", "new", "line", "reason", "near"),
    [
        ("budget_confirmed", "budget_confirm", 5, "fact", "budget_confirmed"),
        ("facts =", "fact =", 5, "key", "facts"),
        ("facts = [", "facts = [[", 5, "syntax", ""),
        ('["budget_confirmed"]', "[]", 5, "facts", ""),
        ('{en = "Money?", zh = "钱？"}', "3", 4, "both", ""),
        ("zh =", "fr =", 4, "both", ""),
        ("name =", "title =", 1, "key", ""),
        ('name = "我们的"', 'name = ""', 1, "both", ""),
        ("[[question]]", "[[questions]]", 3, "key", "question"),
    ],
)
def test_a_fault_is_told_with_its_line(tmp_path: Path, old: str, new: str, line: int, reason: str, near: str) -> None:
    with pytest.raises(BadPack) as caught:
        read_pack(put(tmp_path, GOOD.replace(old, new)), NAMES)
    assert (caught.value.reason, caught.value.near) == (reason, near)
    assert caught.value.line in (line, line + 1) if reason == "syntax" else caught.value.line == line


def test_the_second_question_has_its_own_lines(tmp_path: Path) -> None:
    second = '\n[[question]]\nask = "谁？"\nfacts = ["role.king"]\n'
    with pytest.raises(BadPack) as caught:
        read_pack(put(tmp_path, GOOD + second), NAMES)
    assert caught.value.line == 9


@pytest.mark.parametrize(("given_", "reason"), [("nowhere.toml", "unreadable"), ("medpicc", "name")])
def test_a_pack_that_is_not_there(given_: str, reason: str) -> None:
    with pytest.raises(BadPack) as caught:
        read_pack(given_, NAMES)
    assert caught.value.reason == reason


def test_a_pack_is_bounded(tmp_path: Path) -> None:
    with pytest.raises(BadPack, match="size"):
        read_pack(put(tmp_path, GOOD + "#" * 300_000), NAMES)


@given(st.binary(max_size=200))
def test_any_bytes_are_a_pack_or_a_bad_pack(tmp_path_factory: pytest.TempPathFactory, raw: bytes) -> None:
    file = tmp_path_factory.mktemp("pack") / "own.toml"
    file.write_bytes(GOOD.encode() + raw)
    with suppress(BadPack):
        assert read_pack(str(file), NAMES).questions


def test_every_fact_is_described() -> None:
    """docs/packs.md has a row for each, and none for what is not there."""
    page = (ROOT / "docs" / "packs.md").read_text(encoding="utf-8")
    rows = {line.split("`")[1] for line in page.splitlines() if line.startswith("| `")}
    assert rows == {one for one in NAMES if "." not in one} | {"answer.CRITERION", "role.ROLE"}


def test_packs_are_data_alone() -> None:
    assert {file.suffix for file in HERE.iterdir() if file.is_file()} == {".toml", ".py"}
