"""Plans under pseudonyms: nobody is named, nothing else changes, and the same person is the same everywhere."""

from __future__ import annotations

import json
import re
import stat
import subprocess
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamtool.load import load_bytes
from kamtool.privacy.key import Key, lettered, read_key, seen_by_git, stand_ins, write_key
from kamtool.privacy.redact import Remains, redact
from tests.golden import golden
from tests.kam import AS_OF as DAY
from tests.kam import MINIMAL, kam, put
from tests.privacy.plans import ACCOUNTS, account, findings, loaded, names, texts
from tests.rules.cases import RuleCase, all_cases

SOUND = [one for one in all_cases() if load_bytes(one.plan.encode(), "case.yaml").plan is not None]


def again(plan: str, key: Key | None = None) -> str:
    """The text of one plan under pseudonyms."""
    return redact([loaded(plan)], key or Key())[0].text


@pytest.mark.parametrize("case", SOUND, ids=str)
def test_the_findings_stay_the_same(case: RuleCase) -> None:
    """Every case of every rule finds under pseudonyms what it found before, as often."""
    plan = loaded(case.plan, "case")
    assert findings(loaded(again(case.plan)), case.as_of) == findings(plan, case.as_of)


@pytest.mark.parametrize("file", ACCOUNTS, ids=lambda file: file.stem)
def test_of_an_account_nothing_is_left(file: Path) -> None:
    """No name, alias, number or code stands anywhere in the file; what is found stays."""
    plan = account(file)
    made = redact([plan], Key())[0].text
    assert not [name for name in names(plan) if name.casefold() in made.casefold()]
    assert not re.search(r"\d{4}-\d{7}|@(?!example\.invalid)", made)
    assert findings(loaded(made)) == findings(plan)


def test_the_same_person_is_the_same_in_every_plan() -> None:
    """One key, one pseudonym a name; a second run with the key gives the same bytes."""
    both = [loaded(f"{MINIMAL}stakeholders: {{{key}: {{name: 宋敏}}, b: {{name: 高强}}}}\n", key) for key in ("x", "y")]
    key = Key()
    made = redact(both, key)
    people = [loaded(one.text).plan for one in made]
    assert {one.stakeholders[key].name for one in people if one for key in one.stakeholders} == {"某甲", "某乙"}
    assert [list(one.stakeholders) for one in people if one] == [["person-1", "person-2"]] * 2
    assert [one.text for one in redact(both, key)] == [one.text for one in made]
    assert [one.text for one in redact(both, Key())] == [one.text for one in made]


def test_how_people_are_spoken_of() -> None:
    """Surnames with a form of address, at the head of a clause, and the parts of a Latin name."""
    made = again(
        f"{MINIMAL}"
        "stakeholders:\n  song: {name: 宋敏, aliases: [宋处]}\n  ou: {name: 欧阳青}\n  ann: {name: Anna Keller}\n"
        "  z1: {name: 张伟}\n  z2: {name: 张丽}\n"
        "actions:\n"
        "  - {what: 问宋处长，宋处说行，老宋没意见}\n"
        "  - {what: 宋当场驳回；欧阳总点头}\n"
        "  - {what: Keller told Mr. Keller and ANNA KELLER}\n"
        "  - {what: 张总来了，一张纸，慌张的人}\n"
    )
    plan = loaded(made).plan
    assert plan is not None
    assert [one.what for one in plan.actions] == [
        "问某甲，某甲说行，某甲没意见",
        "某甲当场驳回；某乙总点头",
        "Person C told Mr. Person C and Person C",
        "某总来了，一张纸，慌张的人",
    ]


def said(what: str, people: str, more: str = "") -> str:
    """What becomes of a text in a plan with these people."""
    plan = f"{MINIMAL}stakeholders: {{{people}}}\nactions: [{{what: {json.dumps(what, ensure_ascii=False)}}}]\n{more}"
    made = loaded(again(plan)).plan
    assert made is not None
    return made.actions[0].what


@pytest.mark.parametrize(
    ("owner", "what", "made"),
    [
        ("欧阳娜娜", "欧阳娜娜定，欧阳总也来", ("某甲", "某甲定，某甲总也来")),
        ("李明、王芳", "王芳说行，李总不说", ("某甲、某乙", "某乙说行，某甲总不说")),
        ("émile dupont", "Dupont wrote, dupont signed", ("Person A", "Person A wrote, Person A signed")),
        ("Price", "Price agreed to the price", ("Person A", "Person A agreed to the price")),
        ("张伟（副总） 王小明", "张伟和王小明，另一位副总", ("某甲（某乙） 某丙", "某甲和某丙，另一位副总")),
        ("采购部", "采购部和技术部", ("某甲", "某甲和技术部")),
        ("总经理", "等总经理批，副总经理不管", ("某甲", "等总经理批，副总经理不管")),
        ("Sales Director", "the sales director signs", ("Person A", "the sales director signs")),
    ],
)
@pytest.mark.parametrize("field", ["owner", "approver", "authorised_by"])
def test_who_stands_for_us_is_a_person_in_any_letters(field: str, owner: str, what: str, made: tuple[str, str]) -> None:
    """Owner, approver and who authorised a document: never left as it stands, and the same in the texts; a post may."""
    held = {
        "owner": f"owner: {owner}\n",
        "approver": f"opportunities: {{d: {{override: {{approver: {owner}, date: 2026-11-01, reason: x}}}}}}\n",
        "authorised_by": f"documents: [{{title: x, tag: authorised, authorised_by: {owner}}}]\n",
    }[field]
    text = json.dumps(what, ensure_ascii=False)
    plan = loaded(again(f"{MINIMAL}{held}actions: [{{what: {text}}}]\n")).plan
    assert plan is not None
    deal = plan.opportunities.get("deal-1")
    told = {
        "owner": plan.owner,
        "approver": deal.override.approver if deal and deal.override else None,
        "authorised_by": plan.documents[0].authorised_by if plan.documents else None,
    }
    assert (told[field], plan.actions[0].what) == made


def test_a_post_that_the_plan_names_stays_in_texts() -> None:
    """Who authorised is hidden; the unit of that name is no person."""
    more = "documents: [{title: x, tag: authorised, authorised_by: 质检室}]\n"
    assert said("质检室来了", "a: {name: 宋敏, unit: 质检室}", more) == "质检室来了"


@pytest.mark.parametrize("post", ["行长", "司长", "市长", "教授", "主管", "秘", "厅长", "董事长", "总经理", "博士"])
def test_a_surname_with_any_post(post: str) -> None:
    """刘行长 and 刘秘 are 刘洋."""
    assert said(f"找刘{post}。", "a: {name: 刘洋}") == f"找某甲{post}。"


def test_parts_of_latin_names() -> None:
    """In capitals and without accents; two letters only as a word of their own: no lithium, no degree, no pronoun."""
    people = (
        "a: {name: Li Na}, b: {name: Karin Weber}, c: {name: Édouard Lefèvre}, d: {name: Ma Jun}, e: {name: He Long}"
    )
    assert said("Ms Li told us; Li's boss; MS LI; MS WEBER; LEFÈVRE; Lefevre; Ma said; Mr He", people) == (
        "Ms Person A told us; Person A's boss; MS Person A; MS Person B; Person C; Person C; Person D said; Mr Person E"
    )
    innocent = "Li-ion cells, Li batteries, LI, Lithium, an MA, Mali, Roma, He said so"
    assert said(innocent, people) == innocent


def test_a_chinese_name_in_pinyin() -> None:
    """Behind a form of address the surname, else the whole; in Chinese the id; ü as people write it."""
    people = "wangwei: {name: 王伟}, liu: {name: 刘洋}, lv: {name: 吕薇}"
    assert said("Mr Wang, Mr. WANG, Wang Wei, WEI Wang, WangWei, Ms Lyu, Ms Lü", people) == (
        "Mr 某甲, Mr. 某甲, 某甲, 某甲, 某甲, Ms 某丙, Ms 某丙"
    )
    assert said("wangwei 升了，由liu定；纪要-wangwei-1.docx", people) == "某甲 升了，由person-2定；纪要-某甲-1.docx"
    innocent = "Wang Laboratories, make the wheel, swangwei"
    assert said(innocent, f"m: {{name: 马克}}, {people}") == innocent


def test_the_account_by_its_id() -> None:
    """An id that spells the name is the name."""
    made = redact([loaded(f"{MINIMAL}actions: [{{what: 见 hongqi-2026.docx}}]\n", "hongqi")], Key())[0].text
    assert "见 account-1-2026.docx" in made


@pytest.mark.parametrize(
    "number",
    [
        [
            "１",
            "３",
            "８",
            "０",
            "０",
            "１",
            "３",
            "８",
            "０",
            "０",
            "０",
        ],
        "8613800138000",
        "88886666",
        "8888-6666",
        "86-571-88886666",
        "057188886666",
        "(0571)88886666",
        "0571８８８８６６６６",
        "88886666转801",
        "+86-571-8888-6666",
        "138-0013-8000",
        "86-21-55556666",
    ],
)
def test_numbers_however_written(number: str) -> None:
    """In full width, with or without country and area, where the number is known also by itself."""
    people = "a: {name: 宋敏, phone: 0571-88886666}, b: {name: 高强, phone: '+86 138 0013 8000'}"
    assert not re.search(r"\d{3}", unicodedata.normalize("NFKC", said(f"座机{number}，找她", people)))


def test_other_numbers_stay() -> None:
    """Sums, days, quantities, and numbers that merely begin like one."""
    people = "a: {name: 宋敏, phone: 0571-88886666}"
    innocent = "2026-11-30 付 2400000 元，88886666000 件，288886666 台，GB 18384-2020"
    assert said(innocent, people) == innocent


def test_somebody_who_is_gone_is_not_told_by_a_change() -> None:
    """The id in the field of a change may be all that is left of a person."""
    more = "changes: [{date: 2026-10-01, field: stakeholders.wangwei.title, to: 行长}]\n"
    made = again(f"{MINIMAL}stakeholders: {{a: {{name: 宋敏}}}}\n{more}")
    assert "field: stakeholders.person-0.title" in made


def test_firms_are_found_without_their_legal_form() -> None:
    """红旗集团有限公司 is 红旗集团 too, and what is bought stays."""
    plan = MINIMAL.replace("红旗机械厂", "远图科技有限公司") + (
        "competitors: {h: {name: Norval GmbH}, status_quo: {name: 维持现状}}\n"
        "actions: [{what: 远图科技看过 Norval 的车，也可能维持现状}]\n"
    )
    made = loaded(again(plan)).plan
    assert made is not None
    assert made.actions[0].what == "甲公司看过 Company B 的车，也可能维持现状"
    assert made.competitors["status_quo"].name == "维持现状"


def test_contacts_and_codes_go_from_texts_too() -> None:
    """Also where nobody wrote them into their field; days and sums stay."""
    plan = (
        f"{MINIMAL}actions:\n  - what: 打 13812345678 或 0579-5550118，邮件 a.b@c.example，2026-11-30 前付 2400000 元\n"
    )
    made = again(plan)
    assert "…" in made
    assert not re.search("1381|5550118|@", made)
    assert "2026-11-30 前付 2400000 元" in made


@pytest.mark.parametrize("last", ["1", "X", "x"])
def test_the_number_of_an_identity_card_goes_from_texts(last: str) -> None:
    """Seventeen digits and one more, or an X in either case."""
    assert said(f"身份证11010519491231002{last}，已核对", "a: {name: 宋敏}") == "身份证…，已核对"


def test_private_life_is_withheld() -> None:
    """Consent to keep it is no consent to share it."""
    plan = ACCOUNTS[-1]
    made = redact([account(plan)], Key())[0].text
    held = loaded(made).plan
    assert held is not None
    told = next(iter(held.stakeholders.values())).personal
    assert {told.family, told.birthday, *told.hobbies} == {"（略）", "withheld"}


def test_comments_go_and_silence_stays() -> None:
    """A comment may hold any name; those that silence a finding keep their codes and their day, not their reason."""
    plan = (
        "# 宋敏 canary\nkam: 1 # canary\naccount: # canary\n  name: 红旗 # canary\n  # canary\n"
        "  note: |\n    # kein Kommentar\n    x\n# canary\n"
        "stakeholders:\n  # kam: ignore[KAM902] until 2027-01-01: canary\n  song: {name: 宋敏} # canary"
    )
    made = again(plan)
    assert "canary" not in made
    assert "# kam: ignore[KAM902] until 2027-01-01: redacted" in made
    assert "# kein Kommentar" in texts(loaded(made))


@given(st.data())
def test_no_comment_survives_wherever_it_stands(data: st.DataObject) -> None:
    """Behind any line of any account, or on a line of its own."""
    text = data.draw(st.sampled_from(ACCOUNTS)).read_text("utf-8")
    lines = text.split("\n")
    at = data.draw(st.integers(0, len(lines) - 1))
    own = data.draw(st.booleans())
    lines[at] += "\n# canary" if own else "  # canary"
    given_text = "\n".join(lines)
    found = load_bytes(given_text.encode(), "a.yaml")
    if found.plan is not None and "canary" not in texts(found):
        assert "canary" not in redact([found], Key())[0].text


HAN = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
LETTERS = "abcdefghijklmnopqrstuvwxyz"
CHINESE = st.text(HAN, min_size=2, max_size=4)
LATIN = st.tuples(st.text(LETTERS, min_size=2, max_size=7), st.text(LETTERS, min_size=2, max_size=7))
NAME = st.one_of(CHINESE, LATIN.map(lambda both: f"{both[0].title()} {both[1].title()}"))


@given(st.lists(NAME, min_size=2, max_size=6, unique=True), st.data())
def test_any_name_goes_from_any_text(people: list[str], data: st.DataObject) -> None:
    """Also names within names, names that look like pseudonyms, and names next to each other."""
    said = data.draw(st.lists(st.sampled_from([*people, "，", " ", "说", "and "]), min_size=1, max_size=8))
    persons = "".join(f"  p{at}: {{name: {name}, aliases: [{name}处]}}\n" for at, name in enumerate(people))
    what = json.dumps("去 " + "".join(said), ensure_ascii=False)
    plan = f"{MINIMAL}stakeholders:\n{persons}actions: [{{what: {what}}}]\n"
    made = again(plan)
    told = texts(loaded(made))
    assert not [name for name in people if re.search(rf"(?<![A-Za-z]){name}(?![A-Za-z])", told)]
    assert findings(loaded(made)) == findings(loaded(plan))


@given(st.integers(1, 5_000), st.integers(1, 5_000))
def test_no_two_people_have_one_pseudonym(one: int, other: int) -> None:
    """Numbers and pseudonyms are one to one, in both scripts."""
    for signs in ("甲乙丙", "ABC"):
        assert (lettered(signs, one) == lettered(signs, other)) == (one == other)
    assert (stand_ins("person", one) == stand_ins("person", other)) == (one == other)


def test_a_pseudonym_that_somebody_bears_is_given_to_nobody() -> None:
    """A person who is called 某甲, or a text that says so."""
    made = again(f"{MINIMAL}stakeholders: {{a: {{name: 宋敏}}, b: {{name: 某甲}}}}\n")
    plan = loaded(made).plan
    assert plan is not None
    assert [one.name for one in plan.stakeholders.values()] == ["某乙", "某丙"]


def test_twins_keep_apart() -> None:
    """Two people of one name, and two units that become the same, stay two."""
    made = again(
        f"{MINIMAL}stakeholders: {{a: {{name: 宋敏}}, b: {{name: 宋敏, reports_to: a}}}}\n"
        "whitespace: {车: {红旗机械厂: open, 红旗机械厂厂部: won, 甲公司: none}}\n"
    )
    plan = loaded(made).plan
    assert plan is not None
    assert [one.reports_to for one in plan.stakeholders.values()] == [None, "person-1"]
    assert len(plan.whitespace["车"]) == 3


def test_sums_keep_one_digit_where_asked() -> None:
    """240万 becomes 2000000; dates, shares and scores stay."""
    plan = MINIMAL + (
        "opportunities: {d: {value: {amount: 240万, probability: 0.4}}}\n"
        "expenses: [{date: 2026-01-01, kind: meal, amount: 0}]\n"
    )
    made = redact([loaded(plan)], Key(), amounts=True)[0].text
    assert "amount: 2000000, probability: 0.4" in made
    assert "amount: 0}" in made
    assert "240万" in again(plan)


@pytest.mark.parametrize(
    ("told", "left"),
    [
        ("2024 年 980 万", "2024 年 900 万"),
        ("1480万", "1000万"),
        ("1.26亿元", "1亿元"),
        ("¥2,350,000", "¥2000000"),
        ("USD 48500", "USD 40000"),
        ("2.4m", "2m"),
        ("2350000", "2000000"),
        ("60 天", "60 天"),
        ("2026-11-30", "2026-11-30"),
        ("96 台中 12 台", "96 台中 12 台"),
        ("1,2,3 万", "1,2,3 万"),
    ],
)
def test_sums_in_a_change_keep_one_digit_where_asked(told: str, left: str) -> None:
    """What moved from one sum to another; days, years and counts stay."""
    plan = f"{MINIMAL}changes: [{{date: 2026-01-12, field: account.economics, from: '{told}', to: '{told}'}}]\n"
    for amounts, expected in ((True, left), (False, told)):
        made = load_bytes(redact([loaded(plan)], Key(), amounts=amounts)[0].text.encode(), "a.yaml").plan
        assert made is not None
        assert (made.changes[0].from_, made.changes[0].to) == (expected, expected)


@pytest.mark.parametrize(
    ("measure", "left"), [("万元", 1000), ("annual revenue", 1000), ("台", 1260), ("利润率", 1260)]
)
def test_a_goal_measured_in_money_keeps_one_digit_where_asked(measure: str, left: int) -> None:
    """A goal that counts something else keeps its figures."""
    plan = f"{MINIMAL}goals: [{{what: 更多, measure: {measure}, baseline: 1260, target: 1260, now: 1260}}]\n"
    made = load_bytes(redact([loaded(plan)], Key(), amounts=True)[0].text.encode(), "a.yaml").plan
    assert made is not None
    assert {made.goals[0].baseline, made.goals[0].target, made.goals[0].now} == {left}


def test_what_would_be_left_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """If a name is not replaced for whatever reason, nothing comes out."""
    monkeypatch.setattr("kamtool.privacy.mentions.Mentions.replace", lambda self, text: text)
    for what in ("问宋敏", "问宋处长", "Ms Song"):
        with pytest.raises(Remains):
            again(f"{MINIMAL}stakeholders: {{a: {{name: 宋敏}}}}\nactions: [{{what: {what}}}]\n")


def test_a_surname_within_a_pseudonym_is_nobody() -> None:
    """The fourth pseudonym is 某丁, and 丁 a surname: 某丁总 is as it should be."""
    people = "a: {name: 宋敏}, b: {name: 高强}, c: {name: 张伟}, d: {name: 林青}, e: {name: 丁一}"
    assert said("林总和丁总", people) == "某丁总和某戊总"


def test_the_key_is_ours_alone(tmp_path: Path) -> None:
    """Mode 0600, also when the file was open to others before; a damaged one is refused."""
    place = tmp_path / "deep" / "key.json"
    key = Key()
    key.person("宋敏")
    write_key(place, key)
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    assert read_key(place).numbers == key.numbers
    place.chmod(0o644)
    write_key(place, key)
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    put(tmp_path, "a.yaml", MINIMAL)
    place.write_text("{}")
    result = kam("redact", "a", "--key", str(place), cwd=tmp_path)
    assert (result.code, result.out) == (2, "")


def test_the_key_stays_out_of_git(tmp_path: Path) -> None:
    """Refused in a work tree unless ignored; then nothing is written at all."""
    put(tmp_path, "a.yaml", MINIMAL)
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    result = kam("redact", "--all", "--key", "k/key.json", "--output", "out", cwd=tmp_path)
    assert (result.code, (tmp_path / "out").exists(), (tmp_path / "k" / "key.json").exists()) == (2, False, False)
    (tmp_path / ".gitignore").write_text("key.json\n")
    assert not seen_by_git(tmp_path / "k" / "key.json")
    assert kam("redact", "--all", "--key", "k/key.json", "--output", "out", cwd=tmp_path).code == 0
    assert sorted(one.name for one in (tmp_path / "out").iterdir()) == ["account-1.yaml"]
    subprocess.run(["git", "-C", str(tmp_path), "add", "-f", "k/key.json"], check=True)
    assert seen_by_git(tmp_path / "k" / "key.json")


def test_calls_that_make_no_sense(tmp_path: Path) -> None:
    """Nothing named, both named, several to stdout, a file for a folder, the plans' own folder, a broken plan."""
    put(tmp_path, "a.yaml", MINIMAL)
    put(tmp_path, "b.yaml", MINIMAL)
    key = ("--key", str(tmp_path / "key.json"))
    for words in ((), ("a", "--all"), ("a", "b"), ("--all", "-o", "x.yaml"), ("--all", "-o", "accounts/x")):
        result = kam("redact", *words, *key, cwd=tmp_path)
        assert (result.code, result.out) == (2, ""), words
    put(tmp_path, "c.yaml", "kam: 1\n")
    assert kam("redact", "--all", "-o", "out", *key, cwd=tmp_path).code == 2
    assert not (tmp_path / "out").exists()


def test_the_copy_of_an_account(tmp_path: Path) -> None:
    """As approved."""
    result = kam("redact", "hongqi", "--key", str(tmp_path / "key.json"), *DAY)
    assert result.code == 0
    golden("redact/hongqi.yaml", result.out)
