"""``kam log``: what is written, what is refused, and what is asked first."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.golden import golden
from tests.kam import AS_OF, MINIMAL, ROOT, Result, kam, put
from tests.typing_at import INTERRUPT, typed

LINE = "昨天拜访宋敏、张伟：问每公里成本；下一步 11-28 成本对比（客户提出）；答应 下周三 前给样车名单"
ENGLISH = "met song, she asked for cost per km; next 11-28 comparison, her proposal"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the example account in it, and a place of its own for what ``kam undo`` keeps."""
    (tmp_path / "accounts").mkdir()
    shutil.copy(ROOT / "accounts" / "hongqi.yaml", tmp_path / "accounts")
    monkeypatch.setenv("KAM_STATE_DIR", str(tmp_path / "state"))
    return tmp_path


def log(home: Path, *args: str, lang: str = "en") -> Result:
    """Log as of the day of the examples."""
    return kam("--lang", lang, "log", "hongqi", *args, *AS_OF, cwd=home)


def plan(home: Path) -> str:
    """The plan's text."""
    return (home / "accounts" / "hongqi.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(("lang", "text"), [("en", ENGLISH), ("zh", LINE)])
def test_golden(home: Path, lang: str, text: str) -> None:
    """Without a terminal nothing is asked; stderr tells what was written, and stdout nothing."""
    before = plan(home)
    shown = log(home, text, "--dry-run", lang=lang)
    assert (shown.code, shown.err) == (0, "")
    assert plan(home) == before
    found = log(home, text, lang=lang)
    assert (found.code, found.out) == (0, "")
    golden(f"log/hongqi.{lang}.diff", shown.out)
    golden(f"log/hongqi.{lang}.txt", found.err)
    added = [line[1:] for line in shown.out.split("\n") if line.startswith("+") and not line.startswith("+++")]
    assert [line for line in plan(home).split("\n") if line not in before.split("\n")] == [
        line for line in added if line not in before.split("\n")
    ]


def test_json_holds_what_was_understood(home: Path) -> None:
    found = json.loads(log(home, LINE, "--format", "json").out)
    assert found["schema"] == "kam.log/1"
    assert (found["date"], found["people"]) == ("2026-11-22", ["song", "zhang"])
    assert found["next"]["proposed_by"] == "customer"


def test_a_written_line_makes_no_finding_of_the_loader(home: Path) -> None:
    assert log(home, LINE).code == 0
    assert "KAM00" not in kam("check", *AS_OF, "--format", "concise", cwd=home).out


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("见宋民，问成本", "is it song (宋敏)?"),
        ("见老王", "has nobody called `老王`; there are: song (宋敏)"),
        ("问了成本", "whom did you meet?"),
        ("见宋处；下一步 3/4 对比", "`3/4` is 2027-03-04 or 2027-04-03"),
        ("见宋处；下一步 下周 对比", "days, 2026-11-30 to 2026-12-06"),
        ("明天见宋处", "still to come on 2026-11-23"),
        ("见宋处；下一步 FY26Q3 谈框架", "set fiscal_year in kam.toml"),
        ("见宋处，聊价格，答应月底看车", "who promised it?"),
        ("见宋敏\u202e：问成本", "given_hidden"),
    ],
)
def test_what_is_unclear_is_refused_and_nothing_written(home: Path, text: str, said: str) -> None:
    before = plan(home)
    found = log(home, text)
    assert (found.code, found.out) == (2, "")
    assert (said in found.err) if said != "given_hidden" else ("U+202E" in found.err)
    assert plan(home) == before


def test_the_same_line_again_is_refused_unless_asked_for(home: Path) -> None:
    assert log(home, LINE).code == 0
    once = plan(home)
    again = log(home, LINE)
    assert again.code == 2
    assert "has this already (2026-11-22)" in again.err
    assert plan(home) == once
    assert log(home, LINE, "--again").code == 0
    assert plan(home).count("问每公里成本") == once.count("问每公里成本") + 1


def test_the_same_words_with_another_next_step_are_another_contact(home: Path) -> None:
    """Twice on one day: what was agreed the second time is not lost."""
    for step in ("11-28 成本对比", "11-30 试驾"):
        assert log(home, f"见宋敏：聊价格；下一步 {step}").code == 0
    assert plan(home).count("聊价格") == 2


def test_flags_beat_the_sentence(home: Path) -> None:
    """Also where the sentence alone would be refused: the flag says who and when was meant."""
    flags = {
        "with": "宋敏", "date": "11-20", "next": "送样车", "next-date": "28日", "channel": "电话", "by": "李明",
        "proposed-by": "客户", "accepted": "是", "fact": "要快", "answered": "y", "initiated-by": "us",
        "promise": "song 12-02 样车名单", "their-promise": "11-30 回话", "format": "json",
    }  # fmt: skip
    told_by = [word for name, value in flags.items() for word in (f"--{name}", value)]
    found = log(home, "3/4 拜访老宋，聊价格；下一步 3/4 对比", *told_by)
    assert found.code == 0, found.err
    told = json.loads(found.out)
    assert (told["date"], told["channel"], told["people"], told["by"]) == ("2026-11-20", "call", ["song"], ["liming"])
    assert told["next"] == {"what": "送样车", "date": "2026-11-28", "proposed_by": "customer", "accepted": "yes"}
    assert told["facts"][-1] == "要快"
    assert [(one["by"], one["person"], one["what"], one["due"]) for one in told["promises"]] == [
        ("us", "song", "样车名单", "2026-12-02"),
        ("customer", "song", "回话", "2026-11-30"),
    ]


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("见宋处", "--channel", "fax"), "--channel takes visit, call, meeting, message, event, not `fax`"),
        (("见宋处", "--date", "soon"), "`soon` is no day"),
        (("见宋处", "--next-date", "11-28"), "what is to happen next?"),
        (("见宋处", "--with", "sogn"), "is it song (宋敏)?"),
        (("见宋处", "--proposed-by", "她"), "--proposed-by takes us, customer"),
    ],
)
def test_a_wrong_flag_says_what_is_right(home: Path, args: tuple[str, ...], said: str) -> None:
    found = log(home, *args)
    assert found.code == 2
    assert said in found.err


def test_a_day_before_the_contact_as_the_flag_dates_it_is_refused(home: Path) -> None:
    """Of the day in the sentence it was the next one."""
    before, line = plan(home), "11-18 见宋敏；下一步 2026-11-19 对比"
    assert "`2026-11-19`" in log(home, line, "--date", "2026-11-20").err
    assert plan(home) == before
    assert log(home, line).code == 0


def test_standard_input_cannot_be_written(home: Path) -> None:
    found = kam("log", "-", "见宋敏", stdin=plan(home).encode(), cwd=home)
    assert (found.code, found.out) == (2, "")


def test_the_fiscal_year_of_the_team(home: Path) -> None:
    """With it a quarter is a period, of which a day is still wanted; a wrong setting is told with its line."""
    (home / "kam.toml").write_text('fiscal_year = "FY26=2025-04"\n', encoding="utf-8")
    assert "2026-10-01 to 2026-12-31" in log(home, "见宋处；下一步 FY27Q3 谈框架").err
    assert log(home, "见宋处；下一步 FY27Q3末 谈框架").code == 0
    (home / "kam.toml").write_text('fiscal_year = "April"\n', encoding="utf-8")
    assert "kam.toml:1: `fiscal_year` takes FY26=2025-04" in log(home, "见宋处").err


def test_a_plan_without_visits_gets_them_in_their_place(home: Path) -> None:
    put(home, "a.yaml", MINIMAL + "stakeholders:\n  wu: {name: 吴芳}\nchanges: []\n")
    assert kam("log", "a", "电话 吴芳：月底开标", *AS_OF, cwd=home).code == 0
    text = (home / "accounts" / "a.yaml").read_text(encoding="utf-8")
    assert text.index("stakeholders:") < text.index("visits:") < text.index("changes:")


def test_follow_ups_are_proposed_only_where_true(home: Path) -> None:
    """An attitude 42 days old is; the same after it was dated today isn't; neither after a call nobody answered."""
    command = "kam plan set hongqi song.attitude"
    assert "42 days old" in log(home, "met song: asked for cost").err
    assert command not in log(home, "called song, no answer").err
    assert kam("plan", "set", "hongqi", "song.attitude", "doubt", *AS_OF, cwd=home).code == 0
    assert command not in log(home, "met song: asked for the list").err
    assert "2600000" in log(home, "met song: the budget is 2.6m").err
    assert "2400000" not in log(home, "met song: the budget is 240万").err


def proposed_after(home: Path, plan: str, text: str) -> str:
    """What ``kam log`` proposes after this line, about a plan in which 宋敏 is known as ``song``."""
    put(home, "a.yaml", f"{MINIMAL}stakeholders: {{song: {{name: 宋敏}}}}\n{plan}")
    return kam("--lang", "en", "log", "a", text, *AS_OF, cwd=home).err


def test_an_amount_is_proposed_for_a_deal_only_when_there_is_one(home: Path) -> None:
    """Of two nobody can tell which was meant."""
    one, other = "opportunities:\n  big: {name: 大单, value: 240万}\n", "  small: {name: 小单, value: 10万}\n"
    assert "big.value.amount 3000000" in proposed_after(home, one, "met song: the budget is 3m")
    assert "value.amount" not in proposed_after(home, one + other, "met song: the budget is 3m")


def test_a_promise_that_was_kept_is_not_asked_about(home: Path) -> None:
    ours = "promises: [{by: us, to: song, what: 交报告, due: 2026-11-01%s}]\n"
    assert "promises.1.kept" in proposed_after(home, ours % "", "met song: fine")
    assert "promises.1.kept" not in proposed_after(home, ours % ", kept: 2026-11-01", "met song: fine")


@pytest.mark.parametrize(
    ("answer", "written"),
    [("y", True), ("是", True), ("ｙ", True), ("好的", True), ("n", False), ("", False), ("yep", False)],
)
def test_a_terminal_shows_what_was_understood_and_asks(home: Path, answer: str, written: bool) -> None:
    before = plan(home)
    found = typed(["--lang", "zh", "log", "hongqi", LINE, *AS_OF], [answer], cwd=home)
    assert found.code == 0
    assert "2026-11-28 周六" in found.out
    assert (plan(home) != before) is written


def test_an_interrupt_at_the_question_writes_nothing(home: Path) -> None:
    before = plan(home)
    assert typed(["log", "hongqi", LINE, *AS_OF], [INTERRUPT], cwd=home).code == 130
    assert plan(home) == before


def test_yes_writes_without_asking(home: Path) -> None:
    before = plan(home)
    assert typed(["log", "hongqi", LINE, "--yes", *AS_OF], [], cwd=home).code == 0
    assert plan(home) != before


def test_undo_takes_a_line_back_whole(home: Path) -> None:
    before = plan(home)
    assert log(home, LINE).code == 0
    assert kam("undo", "hongqi", cwd=home).code == 0
    assert plan(home) == before
