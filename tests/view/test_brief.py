"""What a colleague reads of ``kam brief`` before going in."""

from __future__ import annotations

import html
import json
import math
import re
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from kamtool.render.layout import text_width
from tests.golden import golden
from tests.kam import AS_OF, MINIMAL, ROOT, kam, put, terminal

MET = {
    "hongqi": "song",
    "huadong-telecom": "zhou,tan",
    "jiaotong": "j03",
    "jinshan": "shen,luo",
    "meridian": "tanaka",
}


@pytest.mark.parametrize("account", ["hongqi", "huadong-telecom"])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_plain(account: str, lang: str) -> None:
    found = kam("brief", account, "--with", MET[account], *AS_OF, "--lang", lang, "--format", "plain")
    assert (found.code, found.err) == (0, "")
    golden(f"brief/{account}.{lang}.txt", found.out)


@pytest.mark.parametrize("chosen", ["json", "md", "html"])
def test_other_formats(chosen: str) -> None:
    found = kam("brief", "hongqi", "--with", "song", *AS_OF, "--lang", "zh", "-f", chosen)
    golden(f"brief/hongqi.{chosen}", found.out)


@pytest.mark.parametrize("account", MET)
@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("chosen", ["table", "plain", "md", "html", "json"])
def test_accounts_in_every_format(account: str, lang: str, chosen: str) -> None:
    found = kam("brief", account, "--with", MET[account], *AS_OF, "--lang", lang, "-f", chosen)
    assert (found.code, found.err) == (0, "")
    assert found.out


@cache
def everybody() -> list[tuple[str, str]]:
    """Every person of every account."""
    from kamtool.load import load_file

    plans = {file.stem: load_file(str(file)).plan for file in sorted((ROOT / "accounts").glob("*.yaml"))}
    return [(stem, key) for stem, plan in plans.items() if plan for key in plan.stakeholders]


@pytest.mark.parametrize(("account", "person"), everybody())
def test_anybody_can_be_met(account: str, person: str) -> None:
    found = kam("brief", account, "--with", person, *AS_OF, "--lang", "zh", "-f", "plain")
    assert (found.code, found.err) == (0, "")


def test_the_mistake_is_not_made_again() -> None:
    """The man called 张处长 is the deputy: she decides, and her quarrel with him and the visit are left alone."""
    found = " ".join(kam("brief", "hongqi", "--with", "song", *AS_OF, "--lang", "zh", "-f", "md").out.split())
    assert "宋敏（决策人）：拍板（亲眼见其决定 · 2026-09-14）" in found
    assert "别叫张伟“张处长”：职务是行政处副处长" in found
    assert "拍板的是宋敏：屋里不管还有谁，话先对宋敏说，别认错人" in found
    assert "公告已出，不做工作" in found
    assert "别再照原样提“请两位来公司考察”" in found
    assert "别在宋敏面前提张伟说过什么" in found
    assert "每公里成本对比表 · 2026-11-28 到期 · 答应过宋敏" in found


def test_a_guess_of_ours_is_not_put_into_their_mouth() -> None:
    """What we believe she fears is for us to hear confirmed; the question itself does not say it."""
    plan = (ROOT / "accounts" / "hongqi.yaml").read_text(encoding="utf-8")
    for words, other in (("投标截止", "定方案"), ("评标", "碰头"), ("公开招标", "直接买")):
        plan = plan.replace(words, other)  # under a tender nobody is asked what they fear
    found = kam("brief", "-", "--with", "song", *AS_OF, "--lang", "en", "-f", "md", stdin=plan.encode()).out
    asked = re.search(r"“([^”]*)” \(to check our guess: ([^;]*);", found)
    assert asked is not None
    assert asked.group(2) == "车买错了不要行政处一家担着"
    assert asked.group(2) not in asked.group(1)


@pytest.mark.parametrize("person", ["song", "zhang", "driver"])
def test_in_a_tender_nothing_is_asked_of_the_others(person: str) -> None:
    """Between the bids and the award no question is about a rival: the page itself forbids it."""
    found = json.loads(kam("brief", "hongqi", "--with", person, *AS_OF, "-f", "json").out)
    asked = {one["unknown"]["kind"] for one in found["questions"]["questions"]}
    assert not asked & {"rivals", "rival_attitude", "divided"}


def test_two_styles_that_clash_are_told(tmp_path: Path) -> None:
    """One of ours whose own style lies across from theirs is told so; another is not."""
    people = (
        "stakeholders:\n  a:\n    name: Song\n    style:\n      assertiveness: 4\n      responsiveness: 1\n"
        "      observed: [{date: 2026-10-01, behaviour: x}, {date: 2026-10-02, behaviour: y}]\n"
    )
    for ours, told in (("amiable", True), ("driver", False)):
        team = f"team: {{li: {{name: Li, style: {ours}, covers: {{a: trust}}}}}}\n"
        file = put(tmp_path, "a.yaml", MINIMAL + people + team)
        found = kam("brief", str(file), "--with", "a", *AS_OF, "--lang", "en", "-f", "md").out
        assert ("Li is amiable, which clashes with that" in found) is told


# A4 in the print style: 279 mm less the margins is so many lines of 8.2 pt, a value's column so many cells wide. Held
# against a PDF engine on every person and 180 pairs of the example accounts: up to 77 such lines were one page.
PAGE, CELLS = 77, {"dd": (105, 1.0), "p": (125, 1.25), "h1": (78, 1.75), "h2": (105, 1.85)}


def height(page: str) -> float:
    """How many lines a page takes in print."""
    found = 0.0
    for tag, inner in re.findall(r"<(h1|h2|dd|p)\b[^>]*>(.*?)</\1>", page.partition("<main>")[2], re.DOTALL):
        cells, lines = CELLS[tag]
        words = html.unescape(re.sub("<[^>]+>", "", inner)).strip()
        found += max(1, math.ceil(text_width(words) / cells)) * lines
    return found


@pytest.mark.parametrize(("account", "person"), everybody())
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_one_person_is_one_page(account: str, person: str, lang: str) -> None:
    found = kam("brief", account, "--with", person, *AS_OF, "--lang", lang, "-f", "html")
    assert height(found.out) <= PAGE * 0.8


@pytest.mark.parametrize("account", sorted({account for account, _ in everybody()}))
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_two_people_are_one_page(account: str, lang: str) -> None:
    """Everybody with whoever stands next in the plan."""
    people = [person for of, person in everybody() if of == account]
    for pair in pairwise(people):
        found = kam("brief", account, "--with", ",".join(pair), *AS_OF, "--lang", lang, "-f", "html")
        assert height(found.out) <= PAGE, pair


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_fullest_plan_is_cut_and_says_so(tmp_path: Path, lang: str) -> None:
    """Twenty of everything still make one page, and each list that was cut tells how many more there are."""
    rows = range(1, 21)
    proofs = ", ".join(f"{{kind: observed_decision, date: 2026-10-{i:02}, note: 会上定了第 {i} 件}}" for i in rows)
    visits = "".join(
        f"  - {{date: 2026-10-{i:02}, with: [a, b], facts: [{', '.join(f'事实 {i} 之 {j}' for j in range(1, 9))}]}}\n"
        for i in rows
    )
    owed = "".join(
        f"  - {{by: us, to: {who}, what: 材料 {who} {i} 号, made: 2026-10-01, due: 2026-12-{i:02}}}\n"
        for i in rows
        for who in "ab"
    )
    person = f"{{name: 宋敏, roles: [decider], authority: {{claim: decides, evidence: [{proofs}]}}, attitude: resist}}"
    people = f"stakeholders:\n  a: {person}\n  b: {person.replace('宋敏', '赵国强')}\n"
    docs = "documents:\n" + "".join(f"  - {{title: 文件 {i}, tag: internal}}\n" for i in rows)
    text = f"{MINIMAL}{people}visits:\n{visits}promises:\n{owed}{docs}"
    file = put(tmp_path, "a.yaml", text)
    found = kam("brief", str(file), "--with", "a,b", *AS_OF, "--lang", lang, "-f", "html")
    assert (found.code, found.err) == (0, "")
    assert height(found.out) <= PAGE
    more = re.findall(r"\+(\d+) more|另有 (\d+) 条", found.out)
    assert {"17", "34"} <= {one or other for one, other in more}


def test_who_left_is_named_as_such() -> None:
    found = kam("brief", "huadong-telecom", "--with", "范哲", *AS_OF, "--lang", "en", "-f", "plain")
    assert "范哲 left on 2026-05-31" in found.out
    assert "who took over" in found.out


def test_a_due_day_is_seen_from_the_day_of_the_meeting() -> None:
    found = kam("brief", "hongqi", "--with", "song", *AS_OF, "--date", "2026-11-28", "--lang", "en", "-f", "md").out
    assert "due that day" in found
    assert "2026-11-28" in found.split("\n")[0]


def test_a_near_name_is_offered_with_its_id() -> None:
    found = kam("brief", "hongqi", "--with", "sung", "--lang", "en")
    assert found.code == 2
    assert "song (宋敏)" in found.err


def test_nobody_named_and_a_day_that_is_past_or_none() -> None:
    assert "song (宋敏)" in kam("brief", "hongqi", "--lang", "en").err
    past = kam("brief", "hongqi", "--with", "song", *AS_OF, "--date", "2026-11-01", "--lang", "en")
    assert (past.code, "lies before 2026-11-23" in past.err) == (2, True)
    assert "--date" in kam("brief", "hongqi", "--with", "song", "--date", "soon", "--lang", "en").err


def test_an_empty_plan_says_what_to_write_first(tmp_path: Path) -> None:
    file = put(tmp_path, "a.yaml", MINIMAL)
    found = kam("brief", str(file), "--with", "x", "--lang", "en", "-f", "plain")
    assert found.code == 0
    assert "First write" in found.out


def test_two_of_one_name_are_told_apart(tmp_path: Path) -> None:
    file = put(tmp_path, "a.yaml", MINIMAL + "stakeholders:\n  a: {name: 王芳}\n  b: {name: 王芳}\n")
    found = kam("brief", str(file), "--with", "王芳", "--lang", "en")
    assert found.code == 2
    assert "a (王芳), b (王芳)" in found.err


def test_what_is_not_known_is_said(tmp_path: Path) -> None:
    file = put(tmp_path, "a.yaml", MINIMAL + "stakeholders:\n  a: {name: 王芳}\n")
    found = kam("brief", str(file), "--with", "a", "--lang", "en", "-f", "md").out
    assert "how they see us is not known" in found
    assert "nothing observed, so no guess" in found


def test_json_has_no_language() -> None:
    pages = [
        kam("brief", "hongqi", "--with", "song", *AS_OF, "--lang", lang, "-f", "json").out for lang in ("en", "zh")
    ]
    assert pages[0] == pages[1]
    assert json.loads(pages[0])["schema"] == "kam.brief/1"


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("columns", [80, 120])
def test_it_fits_the_terminal(lang: str, columns: int) -> None:
    met = ("--with", "zhou,tan", *AS_OF, "--lang", lang, "--color", "never")
    found = terminal("brief", "huadong-telecom", *met, columns=columns)
    assert found.code == 0
    assert max(map(text_width, found.out.split("\n"))) <= columns


LEAVING = """\
kam: 1
account: {name: 测试厂}
stakeholders:
  li: {name: 李强, title: 厂长, roles: [decider], attitude: accept, left: 2026-11-24}
  he: {name: 何平, roles: [buyer]}
opportunities: {carts: {name: 叉车, status: open, stage: evaluation}}
visits: [{date: 2026-11-20, with: [li]}]
"""


@pytest.mark.parametrize(
    ("lang", "point", "ask"),
    [("zh", "李强 2026-11-24 要走", "您走以后"), ("en", "李强 leaves on 2026-11-24", "when you have left")],
)
def test_who_is_about_to_leave_is_asked_who_takes_over(tmp_path: Path, lang: str, point: str, ask: str) -> None:
    """Up to the day before, and not in a tender whose notice is out."""
    put(tmp_path, "t.yaml", LEAVING)
    line = ("brief", "t", "--with", "li", *AS_OF, "--lang", lang, "-f", "md")
    found = kam(*line, cwd=tmp_path).out
    assert point in found
    assert ask in found
    later = kam(*line, "--date", "2026-11-24", cwd=tmp_path).out
    assert point not in later
    assert ask not in later
    deal = "decision: {milestones: [{name: 招标公告, date: 2026-11-20}]}"
    put(tmp_path, "t.yaml", LEAVING.replace("stage: evaluation", f"stage: evaluation, {deal}"))
    found = kam(*line, cwd=tmp_path).out
    assert point in found
    assert ask not in found


ANSWERED = """\
kam: 1
account: {name: Halvorsen}
stakeholders:
  berg: {name: Berg, roles: [decider], influence: high, attitude: doubt}
  lund:
    name: Lund
    roles: [user]
    influence: high
    attitude: resist
    needs: {personal: {security: unmet}, organization: {performance: unmet}}
  novak: {name: Novak, roles: [buyer], influence: medium, attitude: indifferent}
competitors: {nordvac: {name: Nordvac}, status_quo: {}}
opportunities:
  d:
    name: Service
    stage: evaluation
    value: 140000
    competitors: [nordvac, status_quo]
    close: 2026-12-31
    compelling_event: {value: yes, by: 2027-01-15, consequence: no spare, source: customer, date: 2026-11-01}
    budget: {value: approved, source: customer, date: 2026-11-01}
    decision:
      {kind: programmed, level: top, mode: individual, rule: leader, milestones: [{name: meeting, date: 2026-12-09}]}
    needs:
      - {text: a spare, layer: underlying, state: demand, source: customer, date: 2026-11-01, confirmed_by: berg}
    criteria: [{name: response, weight: 3, scores: {us: 2, nordvac: 5}}]
visits:
  - {date: 2026-11-12, with: [berg]}
  - {date: 2026-11-17, with: [lund]}
"""


def test_no_question_is_asked_twice(tmp_path: Path) -> None:
    """Where little is left to ask, the ranked question for the next step has the words of the one always asked."""
    put(tmp_path, "a.yaml", ANSWERED)
    found = kam("brief", "a", "--with", "lund", *AS_OF, "--lang", "en", "-f", "md", cwd=tmp_path).out
    asked = re.findall(r"“([^”]+)”", found)
    assert asked[0] == "What would you like to see next, and which day suits you?"
    assert len(asked) == len(set(asked)) > 1


@pytest.mark.parametrize(("lang", "said"), [("en", "say first on which day"), ("zh", "先说清哪天好")])
def test_a_failure_that_is_open_comes_first_as_kam_issues_says(tmp_path: Path, lang: str, said: str) -> None:
    """It told to wait until they raised it; and asked the man with the dead pump whether all might stay as it is."""
    people = "stakeholders: {lund: {name: Lund, roles: [decider], attitude: doubt}}\n"
    deal = "opportunities: {d: {name: 换泵, stage: evaluation, participants: {lund: {}}}}\n"
    failure = "issues: [{opened: 2026-10-01, what: 泵停了, severity: critical, reported_by: lund}]\n"
    put(tmp_path, "a.yaml", MINIMAL + people + deal + failure)
    assert said in kam("brief", "a", "--with", "lund", *AS_OF, "--lang", lang, "-f", "md", cwd=tmp_path).out
