"""``kam questions``: golden answers on accounts/, and words for every kind in both languages."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from kamtool.analysis.roles import STAGE_ROLES
from kamtool.analysis.unknown import Kind
from kamtool.analysis.unknowns import CARD
from kamtool.model.values import Role
from kamtool.texts.lookup import Lang, Texts
from tests.golden import golden
from tests.kam import AS_OF, MINIMAL, ROOT, Result, kam, put, terminal

ACCOUNTS = sorted(file.stem for file in (ROOT / "accounts").glob("*.yaml"))
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
@pytest.mark.parametrize("account", ACCOUNTS)
def test_every_account_has_something_to_ask(account: str, lang: str) -> None:
    found = ask(account, "--limit", "999", "--explain", "--format", "plain", lang=lang)
    assert (found.code, found.err) == (0, "")
    assert "”" in found.out


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("account", ACCOUNTS)
def test_one_page_says_each_sentence_once_to_one_person(account: str, lang: str) -> None:
    """The same thing about several people is asked in one sentence."""
    found = json.loads(ask(account, "--format", "json").out)
    said = ask(account, "--format", "plain", lang=lang).out
    for group in found["groups"]:
        part = said.split(group["name"] or "  ", 1)[-1]
        lines = [line.split("“")[1] for line in part.splitlines() if line.lstrip()[:1].isdigit() and "“" in line]
        assert len(set(lines)) == len(lines)


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
    both = json.loads(ask("jiaotong", "--with", "装备科科长，j04", "--format", "json").out)
    assert len({one["asked"]["person"] for one in both["questions"]}) == 2


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize(
    "args",
    [("borealis",), ("陈记点心厂",), ("huadong-telecom/linewatch-2027",), ("linhai-port", "--with", "戴学锋, cai")],
)
def test_the_command_for_more_is_complete(args: tuple[str, ...], lang: str) -> None:
    """Typed as printed it runs, and shows all there is."""
    import shlex

    line = re.search(r"kam (questions .*? --limit \d+)", " ".join(ask(*args, "--limit", "1", lang=lang).out.split()))
    assert line is not None
    again = kam(*shlex.split(line[1]), *AS_OF, "--lang", lang)
    assert again.code == 0
    assert "--limit" not in again.out


@pytest.mark.parametrize(("lang", "said"), [("en", "One more is worth asking: kam"), ("zh", "还有 1 句值得问：kam")])
def test_one_more_is_one(lang: str, said: str) -> None:
    assert said in ask("borealis", "--limit", "4", "--format", "plain", lang=lang).out


@pytest.mark.parametrize(("lang", "said"), [("en", "“old judgement” (KAM120)"), ("zh", "“判断过期”（KAM120）")])
def test_a_rule_is_named_by_its_title_and_an_index_by_its_name(lang: str, said: str) -> None:
    assert said in " ".join(ask("xinhe-bus", "--format", "plain", lang=lang).out.split())
    index, roles = {"en": ("support index: ", "roles: "), "zh": ("支持度：", "角色：")}[lang]
    page = ask("jiaotong", "--format", "plain", lang=lang).out + ask("laochen", "--format", "plain", lang=lang).out
    assert index in page
    assert roles in page


@pytest.mark.parametrize(("lang", "quoted"), [("en", r"“([^”]+)” \((KAM\d+)"), ("zh", r"“([^”]+)”（(KAM\d+)")])
@pytest.mark.parametrize("account", ACCOUNTS)
def test_a_finding_is_called_as_the_check_calls_it(account: str, lang: str, quoted: str) -> None:
    """A question of the check is not told as an accusation."""
    asked = ask(account, "--limit", "999", "--format", "md", lang=lang)
    found = kam("--lang", lang, "check", account, *AS_OF)
    heads = {re.split(r" {2,}", line)[0] for line in found.out.splitlines() if line.startswith("KAM")}
    named = {f"{code} {title}" for title, code in re.findall(quoted, asked.out)}
    assert named <= heads
    assert named or "KAM" not in asked.out


def test_each_of_several_deals_says_when() -> None:
    found = ask("huadong-telecom", "--format", "plain", lang="zh").out
    assert "2026 年 SD-WAN 终端及管理平台集采：第二轮测试还有 4 天" in found
    assert "专线质量感知平台二期：五个地市网管座谈还有 10 天" in found


def test_who_asks_with_a_tender_open_is_told_what_waits() -> None:
    """The manager's driver is not asked what the manager thinks of us."""
    found = ask("hongqi", "--format", "plain", lang="zh").out
    assert "周师傅" not in found
    assert "赵国强怎么看我们" in found.split("招标没有结果以前不打听")[1]


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
    assert "先在这家找一个能说上话的人" in found.out
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


@pytest.mark.parametrize(
    ("lang", "said"), [("zh", "李强 2026-12-15 要走：先问清谁接手"), ("en", "李强 leaves on 2026-12-15: find out")]
)
def test_who_is_about_to_leave_is_told(tmp_path: Path, lang: str, said: str) -> None:
    put(tmp_path, "a.yaml", f"{MINIMAL}stakeholders: {{li: {{name: 李强, left: 2026-12-15}}}}\n")
    assert said in ask("a", "--format", "md", lang=lang, cwd=tmp_path).out
    found = json.loads(ask("a", "--format", "json", lang=lang, cwd=tmp_path).out)
    assert found["leaving"] == [{"who": "李强", "day": "2026-12-15"}]
    put(tmp_path, "a.yaml", f"{MINIMAL}stakeholders: {{li: {{name: 李强, left: 2026-11-23}}}}\n")
    assert said not in ask("a", "--format", "md", lang=lang, cwd=tmp_path).out
