"""Plans under pseudonyms: nobody is named, nothing else changes, and the same person is the same everywhere."""

from __future__ import annotations

import json
import re
import stat
import subprocess
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


def test_what_would_be_left_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """If a name is not replaced for whatever reason, nothing comes out."""
    monkeypatch.setattr("kamtool.privacy.mentions.Mentions.replace", lambda self, text: text)
    with pytest.raises(Remains):
        again(f"{MINIMAL}stakeholders: {{a: {{name: 宋敏}}}}\nactions: [{{what: 问宋敏}}]\n")


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
