"""``kam questions``: golden answers on accounts/, and words for every kind in both languages."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kamtool.analysis.roles import STAGE_ROLES
from kamtool.analysis.unknown import Kind
from kamtool.analysis.unknowns import CARD
from kamtool.model.values import Role
from kamtool.texts.lookup import Lang, Texts
from tests.golden import golden
from tests.kam import AS_OF, MINIMAL, Result, kam, put, terminal

ROLES = sorted({role for some in STAGE_ROLES.values() for role in some} - {Role.DECIDER})


def ask(*args: str, lang: str = "en", cwd: Path | None = None) -> Result:
    """Ask as of the day of the examples."""
    asked = ("--lang", lang, "questions", *args, *AS_OF)
    return kam(*asked, cwd=cwd) if cwd else kam(*asked)


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("account", ["hongqi", "laochen", "jiaotong"])
def test_golden_plain(account: str, lang: str) -> None:
    found = ask(account, "--format", "plain", lang=lang)
    assert (found.code, found.err) == (0, "")
    golden(f"questions/{account}.{lang}.txt", found.out)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_golden_explained(lang: str) -> None:
    golden(f"questions/explain.{lang}.txt", ask("hongqi", "--explain", "--format", "plain", lang=lang).out)


def test_golden_markdown() -> None:
    golden("questions/hongqi.md", ask("hongqi", "--format", "md", lang="zh").out)


def test_golden_json_is_the_same_in_both_languages() -> None:
    """It holds the result, no words, and the same whether explained or not."""
    found = ask("hongqi", "--format", "json")
    assert found.out == ask("hongqi", "--explain", "--format", "json", lang="zh").out
    assert json.loads(found.out)["schema"] == "kam.questions/1"
    golden("questions/hongqi.json", found.out)


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("account", ["hongqi", "huadong-telecom", "jiaotong", "jinshan", "laochen", "meridian"])
def test_every_account_has_something_to_ask(account: str, lang: str) -> None:
    found = ask(account, "--limit", "999", "--explain", "--format", "plain", lang=lang)
    assert (found.code, found.err) == (0, "")
    assert found.out.count("”") > 3


PLACES: list[tuple[str, Kind]] = [(kind.value, kind) for kind in Kind if kind not in {Kind.ROLE, Kind.CARD}]
PLACES += [(f"role.{role.value}", Kind.ROLE) for role in ROLES] + [(f"card.{field}", Kind.CARD) for field in CARD]


@pytest.mark.parametrize("lang", list(Lang))
@pytest.mark.parametrize(("place", "kind"), PLACES, ids=[place for place, _ in PLACES])
def test_every_kind_has_words_for_each_audience(place: str, kind: Kind, lang: Lang) -> None:
    """To the person and to another, both a question; what only we can know is asked of ours."""
    texts, values = Texts(lang), {"who": "宋敏", "about": ("甲",), "role": Role.BUYER, "since": "2026-01-01"}
    audiences = {Kind.ECONOMICS: ["ours"], Kind.RELATIONSHIP: ["self", "other", "ours"]}.get(kind, ["self", "other"])
    said = [texts(f"questions.{place}.{audience}", **values) for audience in audiences]
    assert len(set(said)) == len(said)
    assert all(one.endswith("?" if lang is Lang.EN else "？") for one in said)
    gap = "questions.role.gap" if kind is Kind.ROLE else f"questions.{place}.gap"
    assert texts(gap, **values)


@pytest.mark.parametrize("lang", list(Lang))
def test_nothing_is_asked_of_private_life(lang: Lang) -> None:
    from kamtool.texts.lookup import table

    private = ("家庭", "家里", "孩子", "爱好", "生日", "籍贯", "family", "children", "hobby", "birthday", "spouse")
    said = " ".join(table(lang, "questions").values()).casefold()
    assert not [word for word in private if word in said]


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("columns", [60, 80, 120])
def test_it_fits_the_terminal(lang: str, columns: int) -> None:
    from kamtool.render.layout import text_width

    found = terminal("questions", "huadong-telecom", *AS_OF, "--lang", lang, "--color", "never", columns=columns)
    assert found.code == 0
    assert max(map(text_width, found.out.split("\n"))) <= columns


def test_with_keeps_to_what_those_present_can_answer() -> None:
    """By name or id; somebody against us is asked what only they can say, and the rest is counted."""
    found = json.loads(ask("hongqi", "--with", "宋敏", "--format", "json").out)
    assert {one["asked"]["person"] for one in found["questions"]} == {"song"}
    assert found["unanswerable"] > 0
    both = json.loads(ask("hongqi", "--with", "周师傅，zhang", "--format", "json").out)
    assert {one["asked"]["person"] for one in both["questions"]} == {"driver", "zhang"}


def test_limit_shows_the_first_and_counts_the_rest() -> None:
    found = json.loads(ask("laochen", "--limit", "2", "--format", "json").out)
    assert [one["rank"] for one in found["questions"]] == [1, 2]
    everything = json.loads(ask("laochen", "--limit", "999", "--format", "json").out)
    assert found["left"] == len(everything["questions"]) - 2
    assert everything["left"] == 0


def test_a_minimal_plan_asks_for_a_first_contact(tmp_path: Path) -> None:
    put(tmp_path, "a.yaml", MINIMAL)
    found = ask("a", "--format", "plain", lang="zh", cwd=tmp_path)
    assert found.code == 0
    assert "还没有人可问" in found.out
    assert "我们先找哪位合适？" in found.out


def test_one_deal_is_named_in_the_title_and_not_in_its_questions() -> None:
    found = ask("huadong-telecom/linewatch-2027", "--format", "plain", lang="zh").out
    assert found.startswith("东海电信  专线质量感知平台二期")
    assert found.count("专线质量感知平台二期") == 1


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("hongqi", "--limit", "0"), "--limit takes a whole number from 1 on, not `0`"),
        (("hongqi", "--with", "nobody"), "has no person `nobody`"),
        (("hongqi/nothing",), "nothing"),
        (("hongqi", "--format", "svg"), "no format `svg` here"),
    ],
)
def test_a_wrong_call_says_what_is_right(args: tuple[str, ...], said: str) -> None:
    found = ask(*args)
    assert (found.code, found.out) == (2, "")
    assert said in found.err


@pytest.mark.parametrize(
    ("kind", "said"), [("private", "Over a year, which figure"), ("soe", "figures you are measured on")]
)
def test_an_owner_has_no_department_and_no_target(tmp_path: Path, kind: str, said: str) -> None:
    """Who owns a private firm is not asked by which figure somebody measures them; a manager of a state firm is."""
    people = "stakeholders: {chen: {name: Chen, roles: [decider], attitude: accept}}\n"
    deal = "opportunities: {d: {stage: research}}\nvisits: [{date: 2026-11-20, with: [chen]}]\n"
    account = f"kam: 1\naccount: {{name: 厂, type: {kind}}}\n"
    file = put(tmp_path, "a.yaml", account + people + deal)
    found = kam("questions", str(file), *AS_OF, "--lang", "en", "-f", "plain", "--limit", "30").out
    assert said in " ".join(found.split())
