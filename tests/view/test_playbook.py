"""What a person reads of ``kam playbook``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kamtool.playbook.read import TOPICS
from tests.golden import golden
from tests.kam import kam


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("words", [(), ("attitudes",), ("organisation",)], ids=lambda one: "-".join(one) or "all")
def test_plain(words: tuple[str, ...], lang: str) -> None:
    found = kam("playbook", *words, "--lang", lang, "--format", "plain")
    assert (found.code, found.err) == (0, "")
    golden(f"playbook/{'-'.join(words) or 'all'}.{lang}.txt", found.out)


def test_json() -> None:
    golden("playbook/decider.json", kam("playbook", "roles", "decider", "-f", "json").out)


@pytest.mark.parametrize("topic", TOPICS)
@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("format_", ["table", "md"])
def test_every_topic_can_be_printed(topic: str, lang: str, format_: str) -> None:
    found = kam("playbook", topic, "--lang", lang, "--format", format_)
    assert (found.code, found.err) == (0, "")


@pytest.mark.parametrize("words", [("roles", "decider"), ("角色", "决策人"), ("ROLES", "拍板人"), ("决策人",)])
def test_an_entry_goes_by_any_of_its_words(words: tuple[str, ...]) -> None:
    found = json.loads(kam("playbook", *words, "-f", "json").out)
    assert [[one["key"] for one in topic["entries"]] for topic in found["topics"]] == [["decider"]]


def test_an_entrys_word_alone_is_found_in_its_topic() -> None:
    """Wherever it stands; 竞争 is a need, not the strategies' topic."""
    for word, topic in (("ally", "relationship"), ("谈判", "stages"), ("竞争", "needs")):
        found = json.loads(kam("playbook", word, "-f", "json").out)
        assert [one["key"] for one in found["topics"]] == [topic]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("rolse",), "did you mean `roles`"),
        (("decidr",), "did you mean `decider`"),
        (("zzz",), "topics: roles"),
        (("roles", "decidr"), "did you mean `decider`"),
        (("roles", "zzz"), "there are: decider"),
        (("zzz", "decider"), "topics: roles"),
    ],
)
def test_a_word_it_does_not_know(words: tuple[str, ...], said: str) -> None:
    found = kam("playbook", *words, "--lang", "en")
    assert (found.code, found.out) == (2, "")
    assert said in found.err


def test_a_teams_own_is_printed_and_its_faults_have_a_line(tmp_path: Path) -> None:
    (tmp_path / "kam.toml").write_text('playbook = "own"\n')
    assert "own is not there" in kam("playbook", "--lang", "en", cwd=tmp_path).err
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "roles.toml").write_text('[decider]\ndo = "one page"\n')
    found = kam("playbook", "roles", "decider", "--lang", "en", "-f", "plain", cwd=tmp_path).out
    assert "one page" in found
    assert "our own playbook" in found
    (tmp_path / "own" / "roles.toml").write_text('[decider]\ndoo = "one page"\n')
    found_ = kam("playbook", "--lang", "en", cwd=tmp_path)
    assert found_.code == 2
    assert "roles.toml:2: an entry has no `doo`; did you mean `do`?" in found_.err.replace("\n", " ")
