"""The playbook: complete, in both languages, honest about its origin; and a team's own over it."""

from __future__ import annotations

import re
from contextlib import suppress
from enum import StrEnum
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamtool.analysis.needs import Quadrant
from kamtool.model.values import (
    Attitude,
    Axis,
    Factor,
    OrganizationNeed,
    OrganizationType,
    PersonalNeed,
    RelationshipStage,
    Role,
    SalesStep,
    Stage,
    Strategy,
    Style,
)
from kamtool.playbook.read import TOPICS, BadPlaybook, Origin, playbook
from kamtool.texts.lookup import Lang

BOOK = playbook()
LISTS: dict[str, tuple[type[StrEnum], ...]] = {
    "roles": (Role,),
    "attitudes": (Attitude,),
    "needs": (PersonalNeed, OrganizationNeed),
    "styles": (Style,),
    "quadrant": (Quadrant,),
    "relationship": (RelationshipStage,),
    "organisation": (OrganizationType, Factor),
    "stages": (Stage, SalesStep),
    "strategies": (Strategy,),
    "axes": (Axis,),
}
# methods.md A8: foreign, state-owned, private, government.
DEFAULTS = {
    "process_formality": (5, 4, 2, 5),
    "one_person_authority": (2, 3, 5, 2),
    "decision_speed": (3, 2, 5, 1),
    "price_sensitivity": (3, 3, 5, 4),
    "tco_quality": (5, 3, 3, 3),
    "risk_aversion": (3, 5, 2, 5),
    "relationship_weight": (2, 4, 4, 3),
    "policy_performance": (1, 4, 1, 5),
    "budget_rigidity": (4, 4, 2, 5),
    "tender_audit": (4, 5, 1, 5),
}


@pytest.mark.parametrize("topic", TOPICS)
def test_every_value_of_the_lists_has_its_entry(topic: str) -> None:
    """All but the unknown."""
    wanted = [one.value for each in LISTS[topic] for one in each if one.value != "unknown"]
    assert sorted(one.key for one in BOOK[topic].entries) == sorted(wanted)


def test_the_ten_factors_have_their_defaults() -> None:
    found = {one.key: one.defaults for one in BOOK["organisation"].entries if one.defaults}
    kinds = ("foreign", "soe", "private", "gov")
    assert found == {key: tuple(zip(kinds, scores, strict=True)) for key, scores in DEFAULTS.items()}


@pytest.mark.parametrize("topic", TOPICS)
def test_texts_keep_the_manners_of_their_language(topic: str) -> None:
    """No exclamation, Chinese punctuation in Chinese, no Chinese in English, nobody's sex guessed."""
    for one in BOOK[topic].entries:
        for text in (one.need, one.do, one.dont, one.source):
            en, zh = text[Lang.EN], text[Lang.ZH]
            assert en, one.key
            assert zh, one.key
            assert not re.search("[!！\u3400-\u9fff]", en), en
            assert not re.search(r"[!！]|[\u3400-\u9fff][,:;?()]|[,;?(][\u3400-\u9fff]|她|(?<!其)他(?!人|们)", zh), zh
        assert one.origin is not Origin.TEAM


def test_nothing_in_it_is_manipulation() -> None:
    """No tactic of pleasing people, and every word for a bribe or a tender's secret stands among the don'ts."""
    for topic in BOOK.values():
        for one in topic.entries:
            advice = f"{one.need[Lang.ZH]}{one.do[Lang.ZH]}"
            assert not re.search("投其所好|回扣|好处费|红包|购物卡|标底|评委|送礼|内部资料", advice), one.key


def own(folder: Path, content: str, name: str = "roles.toml") -> Path:
    (folder / name).write_text(content, encoding="utf-8")
    return folder


def test_a_team_says_it_otherwise_and_keeps_the_rest(tmp_path: Path) -> None:
    found = playbook(own(tmp_path, '[decider]\ndo = "一页纸"\ndont = {en = "slides", zh = "幻灯片"}\n'))
    one, shipped = found["roles"].entry("decider"), BOOK["roles"].entry("decider")
    assert (one.do[Lang.EN], one.do[Lang.ZH], one.dont[Lang.EN]) == ("一页纸", "一页纸", "slides")
    assert (one.need, one.origin) == (shipped.need, Origin.TEAM)
    assert found["roles"].entry("buyer") == BOOK["roles"].entry("buyer")
    assert found["styles"] == BOOK["styles"]


def test_a_team_challenges_a_default(tmp_path: Path) -> None:
    folder = own(tmp_path, "[tender_audit]\ndefaults = {private = 3}\n", "organisation.toml")
    assert dict(playbook(folder)["organisation"].entry("tender_audit").defaults) == {
        "foreign": 4, "soe": 5, "private": 3, "gov": 5
    }  # fmt: skip


@pytest.mark.parametrize(
    ("content", "line", "reason", "near"),
    [
        ('[buyer]\ndo = "x"\n[decidr]\ndo = "x"\n', 3, "entry", "decider"),
        ('[decider]\n\ndoo = "x"\n', 3, "key", "do"),
        ("[decider]\ndo = 1\n", 2, "both", ""),
        ('[decider]\ndo = ""\n', 2, "both", ""),
        ("[decider.do]\nen = 1\n", 1, "both", ""),
        ('[decider]\ndo = {fr = "x"}\n', 2, "both", ""),
        ("[decider]\ndefaults = {soe = 1}\n", 2, "key", "defaults"),
        ("decider = 1\n", 1, "table", ""),
        ("[decider\n", 1, "syntax", ""),
    ],
)
def test_a_fault_is_told_with_its_line(tmp_path: Path, content: str, line: int, reason: str, near: str) -> None:
    with pytest.raises(BadPlaybook) as caught:
        playbook(own(tmp_path, content))
    assert (caught.value.line, caught.value.reason, caught.value.near) == (line, reason, near)


@pytest.mark.parametrize("scores", ["{soe = 6}", "{soe = true}", "{union = 3}", "3"])
def test_a_default_is_one_to_five_for_a_known_kind(tmp_path: Path, scores: str) -> None:
    with pytest.raises(BadPlaybook, match="defaults"):
        playbook(own(tmp_path, f"[tender_audit]\ndefaults = {scores}\n", "organisation.toml"))


def test_files_that_are_no_topic_not_there_or_too_large(tmp_path: Path) -> None:
    with pytest.raises(BadPlaybook, match="folder"):
        playbook(tmp_path / "nowhere")
    with pytest.raises(BadPlaybook, match="size"):
        playbook(own(tmp_path, "#" * 300_000))
    (tmp_path / "roles.toml").unlink()
    with pytest.raises(BadPlaybook, match="topic"):
        playbook(own(tmp_path, "", "rolls.toml"))


@given(st.binary(max_size=100))
def test_any_bytes_are_a_playbook_or_a_bad_one(tmp_path_factory: pytest.TempPathFactory, raw: bytes) -> None:
    folder = tmp_path_factory.mktemp("own")
    (folder / "roles.toml").write_bytes(raw)
    with suppress(BadPlaybook):
        assert playbook(folder)
