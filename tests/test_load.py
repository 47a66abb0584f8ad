"""A plan file to a plan, or to every reason why not, each at its place."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamtool.load import Loaded, load_bytes, load_file
from kamtool.load.key_words import KEY_WORDS
from kamtool.model.plan import Plan
from kamtool.model.schema import plan_schema
from kamtool.model.values import Attitude, OrganizationType, Role, YesNo

HEAD = "kam: 1\naccount: {name: 红旗机械厂}\n"


def load(text: str) -> Loaded:
    return load_bytes(text.encode("utf-8"), "hongqi.yaml")


def plan(text: str) -> Plan:
    loaded = load(text)
    assert loaded.diagnostics == ()
    assert loaded.plan is not None
    return loaded.plan


def faults(text: str | bytes) -> list[tuple[str, str, int, int]]:
    """Code, variant, line and column of everything that is wrong."""
    loaded = load_bytes(text if isinstance(text, bytes) else text.encode("utf-8"), "hongqi.yaml")
    assert loaded.plan is None
    return [(one.code, one.variant, one.span.line, one.span.column) for one in loaded.diagnostics]


def params(text: str) -> dict[str, object]:
    (one,) = load(text).diagnostics
    return dict(one.params)


def test_a_minimal_plan_is_a_plan() -> None:
    """The version and a name are enough; everything else is unknown, not no."""
    found = plan("kam: 1\naccount:\n  name: 红旗机械厂\n")
    assert found.account.name == "红旗机械厂"
    assert found.account.type is OrganizationType.UNKNOWN
    assert found.stakeholders == {}


def test_the_id_of_a_plan_is_the_stem_of_its_file() -> None:
    """Wherever the file lies."""
    assert load_bytes(HEAD.encode(), "a/b/hongqi.yaml").id == "hongqi"


# Typed by the schema


@pytest.mark.parametrize(
    "word", ["no", "on", "yes", "off", "12:30", "010", "1.10", "2026-01-15", "1e3", "0x1F", ".inf", "true", "59:59:59"]
)
def test_a_text_field_keeps_what_was_typed(word: str) -> None:
    """YAML's guesses at booleans, dates, octal and sexagesimal numbers do not reach the plan."""
    found = plan(f"kam: 1\naccount: {{name: x, note: {word}}}\nowner: {word}\n")
    assert (found.account.note, found.owner) == (word, word)


@pytest.mark.parametrize(
    ("word", "means"), [("yes", YesNo.YES), ("no", YesNo.NO), ("是", YesNo.YES), ("true", YesNo.YES)]
)
def test_an_answer_field_reads_the_same_words_as_answers(word: str, means: YesNo) -> None:
    """``no`` is an answer where the plan asks for one."""
    assert plan(HEAD + f"stakeholders: {{a: {{public_official: {word}}}}}\n").stakeholders["a"].public_official is means


@pytest.mark.parametrize(
    ("written", "means"),
    [
        ("2400000", "2400000"),
        ("'2,400,000'", "2400000"),
        ("240万", "2400000"),
        ("240 万", "2400000"),
        ("1.2亿", "120000000"),
        ("0.5", "0.5"),
        ("-3", "-3"),
        ("'010'", "10"),
    ],
)
def test_an_amount_is_read_as_people_write_it(written: str, means: str) -> None:
    """Thousands separators, 万 and 亿 give the exact number."""
    found = plan(HEAD + f"opportunities: {{d: {{value: {{amount: {written}}}}}}}\n")
    assert found.opportunities["d"].value.amount == Decimal(means)


@pytest.mark.parametrize("written", ["0.4", "40%", "'40 %'"])
def test_a_probability_is_a_share_or_a_percentage(written: str) -> None:
    """Both mean the same number."""
    found = plan(HEAD + f"opportunities: {{d: {{value: {{probability: {written}}}}}}}\n")
    assert found.opportunities["d"].value.probability == Decimal("0.4")


@pytest.mark.parametrize(
    "written",
    [
        "1e5",
        "1e999999999",
        ".inf",
        "Infinity",
        "NaN",
        "9" * 4301,
        "1.1234567",
        "12,34",
        "0x10",
        "１２",
        "1_000",
        "两百万",
    ],
)
def test_what_is_no_amount_is_refused_at_its_place(written: str) -> None:
    """Exponents, infinities, endless digits and full-width digits are no numbers of money."""
    found = faults(HEAD + f"opportunities: {{d: {{value: {{amount: '{written}'}}}}}}\n")
    assert found == [("KAM010", "number", 3, 37)]


@pytest.mark.parametrize(
    "day",
    [
        "2026-02-30",
        "2026-13-01",
        "2026-1-5",
        "2026/01/05",
        "20260105",
        "2026-W01-1",
        "2026年1月5日",
        "tomorrow",
        "86400",
    ],
)
def test_a_day_that_does_not_exist_is_refused_at_its_place(day: str) -> None:
    """Dates are written in one way and checked against the calendar."""
    assert faults(HEAD + f"reviewed: {day}\n") == [("KAM010", "date", 3, 11)]


def test_a_day_is_a_day() -> None:
    """A leap day is one as well."""
    assert plan(HEAD + "reviewed: 2028-02-29\n").reviewed == dt.date(2028, 2, 29)


@pytest.mark.parametrize(
    ("text", "variant", "column"),
    [
        ("funnel: [{period: 2026, won: 1.5}]\n", "whole", 30),
        ("funnel: [{period: 2026, won: many}]\n", "whole", 30),
        ("opportunities: {d: {value: {probability: 1.5}}}\n", "range", 42),
        ("opportunities: {d: {value: {probability: -1%}}}\n", "range", 42),
        ("stakeholders: [a, b]\n", "mapping", 1),
        ("stakeholders: x\n", "mapping", 15),
        ("stakeholders: {a: [b]}\n", "mapping", 19),
        ("relations: {from: a}\n", "list", 1),
        ("relations: x\n", "list", 12),
        ("owner: {a: b}\n", "text", 8),
        ("owner: ''\n", "empty", 8),
    ],
)
def test_a_value_of_the_wrong_kind_says_what_is_wanted(text: str, variant: str, column: int) -> None:
    """Each with the caret under the value."""
    code, found, line, at = faults(HEAD + text)[0]
    assert (code, found, line) == ("KAM010", variant, 3)
    assert at in {column, text.index(":") + 3}


# Keys


def test_a_misspelt_key_names_the_one_that_was_meant() -> None:
    """The caret stands under the key."""
    text = HEAD + "stakeholders:\n  a:\n    atitude: accept\n"
    assert faults(text) == [("KAM008", "near", 5, 5)]
    assert params(text)["near"] == "attitude"


@pytest.mark.parametrize(
    ("text", "at", "key"),
    [
        ("stakeholders: {a: {姓名: 宋敏}}", 20, "name"),
        ("stakeholders: {a: {态度: 接受}}", 20, "attitude"),
        ("stakeholders: {a: {Mobile: 1}}", 20, "phone"),
        ("客户经理: 李明", 1, "owner"),
        ("visits: [{date: 2026-11-01, 见了谁: []}]", 29, "with"),
        ("opportunities: {d: {decision: {方式: 集体}}}", 32, "mode"),
    ],
)
def test_the_trades_word_for_a_key_is_told_the_key_of_that_section(text: str, at: int, key: str) -> None:
    """``姓名`` was an unknown key with a list of twenty others; who writes in Chinese was told nothing."""
    assert faults(HEAD + text + "\n") == [("KAM008", "word", 3, at)]
    assert params(HEAD + text + "\n")["near"] == key


def test_what_stands_there_under_another_word_is_not_missing_as_well() -> None:
    """One cause, one finding."""
    assert faults(HEAD + "visits: [{日期: 2026-11-01}]\n") == [("KAM008", "word", 3, 11)]
    assert faults("kam: 1\n客户: {name: 红旗}\n") == [("KAM008", "word", 2, 1)]
    assert faults(HEAD + "visits: [{with: []}]\n") == [("KAM009", "entry", 3, 10)]


def test_no_word_leads_to_private_life() -> None:
    """个人需要 is a key of needs; beside the name of a person it must not become ``personal``."""
    assert faults(HEAD + "stakeholders: {a: {个人需要: {}}}\n") == [("KAM008", "message", 3, 20)]
    assert faults(HEAD + "stakeholders: {a: {needs: {个人需要: {}}}}\n") == [("KAM008", "word", 3, 28)]


def test_every_word_for_a_key_means_one_that_there_is() -> None:
    """In some section of the plan."""
    text = json.dumps(plan_schema())
    assert [key for some in KEY_WORDS.values() for key in some if f'"{key}": {{' not in text] == []


def test_an_unknown_key_names_all_that_there_are() -> None:
    """Without a near one, the list is the help."""
    text = HEAD + "stakeholders: {a: {zzz: 1}}\n"
    assert faults(text) == [("KAM008", "message", 3, 20)]
    known = params(text)["known"]
    assert isinstance(known, list)
    assert {"attitude", "roles", "name"} <= set(known)


def test_an_unknown_key_without_a_value_is_unknown_as_well() -> None:
    """A null value is left out of the data, not out of the check."""
    assert faults(HEAD + "stakeholder:\n") == [("KAM008", "near", 3, 1)]
    assert faults(HEAD + "stakeholders: {a: {atitude: }}\n") == [("KAM008", "near", 3, 20)]


def test_a_comma_in_a_flow_text_is_explained() -> None:
    """``{evidence: we met, so nothing}`` is a text and a stray key; the message says so."""
    text = HEAD + "stakeholders: {a: {attitude: {value: accept, evidence: we met, so nothing}}}\n"
    assert faults(text) == [("KAM008", "comma", 3, 64)]


@pytest.mark.parametrize("key", ["孩子", "银行卡", "Religion", "id_number"])
def test_a_private_key_is_refused_and_its_line_kept_out_of_every_output(key: str) -> None:
    """What must not be kept is not shown either."""
    loaded = load(HEAD + f"stakeholders: {{a: {{{key}: canary}}}}\n")
    (one,) = loaded.diagnostics
    assert (one.code, one.variant, one.hide) == ("KAM008", "private", True)
    assert "canary" not in str(one.params)


def test_a_key_written_twice_names_both_lines() -> None:
    """An appended ``stakeholders:`` cannot empty the section in silence."""
    text = HEAD + "stakeholders: {a: {}}\nstakeholders: {}\n"
    assert faults(text) == [("KAM007", "message", 4, 1)]
    assert params(text) == {"key": "stakeholders", "line": 3}


def test_two_actions_of_one_id_name_both_lines() -> None:
    """So do two goals; a list does not keep ids apart by itself."""
    text = HEAD + "actions:\n  - {id: a1, what: x}\n  - {id: a1, what: y}\n"
    assert faults(text) == [("KAM007", "id", 5, 10)]
    assert params(text) == {"key": "a1", "line": 4}
    assert faults(text.replace("actions", "goals")) == [("KAM007", "id", 5, 10)]


def test_what_is_required_is_asked_for() -> None:
    """At the section that lacks it; an empty file says so."""
    assert faults("kam: 1\n") == [("KAM009", "message", 1, 1)]
    assert faults("kam: 1\naccount: {type: soe}\n") == [("KAM009", "message", 2, 10)]
    assert faults(HEAD + "relations: [{from: a, to: b}]\nstakeholders: {a: {}, b: {}}\n") == [
        ("KAM009", "entry", 3, 13)
    ]
    assert faults(HEAD + "documents: [{title: 招标公告}]\n") == [("KAM009", "entry", 3, 13)]
    assert faults("") == [("KAM009", "empty", 1, 1)]
    assert faults("# only a comment\n") == [("KAM009", "empty", 1, 1)]


def test_a_file_that_is_no_mapping_says_what_a_plan_is() -> None:
    """A list or a sentence is no plan."""
    assert faults("- a\n") == [("KAM010", "plan", 1, 1)]
    assert faults("hello\n") == [("KAM010", "plan", 1, 1)]


@pytest.mark.parametrize("version", ["2", "1.0", "one", "'01'"])
def test_another_version_of_the_format_is_refused(version: str) -> None:
    """Guessing at a newer format would change what words mean."""
    assert faults(f"kam: {version}\naccount: {{name: x}}\n") == [("KAM014", "message", 1, 6)]


# Values and references


def test_a_value_off_the_list_names_the_one_that_was_meant() -> None:
    """From the canonical words and the Chinese ones."""
    text = HEAD + "stakeholders: {a: {attitude: acept}}\n"
    assert faults(text) == [("KAM011", "near", 3, 30)]
    assert params(text)["near"] == "accept"
    assert params(HEAD + "stakeholders: {a: {roles: [决策人员]}}\n")["near"] == "decider"


def test_a_value_off_the_list_shows_the_list() -> None:
    """When nothing is near."""
    text = HEAD + "stakeholders: {a: {attitude: qqq}}\n"
    assert faults(text) == [("KAM011", "message", 3, 30)]
    assert params(text)["allowed"] == [one.value for one in Attitude]


def test_a_key_off_the_list_is_shown_at_the_key() -> None:
    """Needs, axes and criteria are lists of keys."""
    assert faults(HEAD + "stakeholders: {a: {needs: {personal: {fame: met}}}}\n") == [("KAM011", "message", 3, 39)]


@pytest.mark.parametrize("name", ["../x", "/x", "-rf", "A", "张伟", "a_b", "a b", "a.b", "x" * 65, "''", "con/"])
def test_an_id_is_plain(name: str) -> None:
    """Ids stand in paths, links and commands."""
    found = faults(HEAD + f"stakeholders: {{{name}: {{}}}}\n")
    assert found[0][0] == "KAM012"
    assert found[0][2:] == (3, 16)


@pytest.mark.parametrize("name", ["a", "0", "zhang-wei", "x" * 64, "con"])
def test_a_plain_id_is_an_id(name: str) -> None:
    """Letters, digits and hyphens, up to 64."""
    assert list(plan(HEAD + f"stakeholders: {{{name}: {{}}}}\n").stakeholders) == [name]


def test_a_reference_to_nobody_names_who_was_meant() -> None:
    """The near id, else the whole list, else that the section is not there at all."""
    people = "stakeholders: {song: {reports_to: %s}, zhang: {}}\n"
    assert faults(HEAD + people % "sogn") == [("KAM013", "near", 3, 35)]
    assert params(HEAD + people % "sogn")["near"] == "song"
    assert faults(HEAD + people % "qqqq") == [("KAM013", "known", 3, 35)]
    assert faults(HEAD + "visits: [{date: 2026-10-12, by: [li]}]\n") == [("KAM013", "message", 3, 34)]


def test_every_id_of_a_list_and_every_key_that_is_an_id_is_checked() -> None:
    """Each at its own place."""
    text = HEAD + (
        "stakeholders: {song: {}}\n"
        "visits:\n  - {date: 2026-10-12, with: [song, nobody]}\n"
        "opportunities:\n  d:\n    participants: {song: {}, ghost: {}}\n    radar: {us: {}, rival: {}}\n"
    )
    assert [(code, line, column) for code, _, line, column in faults(text)] == [
        ("KAM013", 5, 37),
        ("KAM013", 8, 30),
        ("KAM013", 9, 21),
    ]


def test_us_and_the_words_of_a_cell_are_no_dangling_ids() -> None:
    """``us`` stands for our side; whitespace cells have words of their own, in both languages."""
    plan(
        HEAD + "competitors: {haoche: {}}\n"
        "whitespace: {轿车: {车队: haoche, 销售处: 已成交, 财务处: {value: open, amount: 3万}}}\n"
        "opportunities: {d: {incumbent: us, qualification: {us: {project: yes}, haoche: {}}}}\n"
    )


def test_a_cell_with_an_unknown_rival_is_told() -> None:
    """It could be a word or an id; it is neither."""
    assert faults(HEAD + "whitespace: {a: {b: haoche}}\n")[0][0] == "KAM013"


# Slips of the keyboard


def test_a_full_width_colon_has_its_own_hint() -> None:
    """In a block, in braces, and where it swallows what follows; what seems missing because of it is not told."""
    assert faults("kam: 1\naccount:\n  name： 红旗\n  type: soe\n") == [("KAM004", "colon", 3, 7)]
    assert faults("kam: 1\naccount: {name：红旗, type: soe}\n") == [("KAM004", "colon", 2, 11)]
    assert faults("kam: 1\naccount:\n  name：红旗\n") == [("KAM004", "colon", 3, 7)]
    assert faults(HEAD + "stakeholders:\n  a：{name: x}\n") == [
        ("KAM004", "colon", 4, 4),
        ("KAM010", "mapping", 4, 12),
    ]
    assert faults("kam：1\naccount：x\n") == [("KAM004", "colon", 1, 4), ("KAM004", "colon", 2, 8)]


def test_full_width_spaces_have_their_own_hint() -> None:
    """After the colon, and as indentation."""
    assert faults("kam: 1\naccount:\n  name:\u3000红旗\n  type: soe\n") == [("KAM004", "space", 3, 8)]
    assert faults("kam: 1\naccount:\n\u3000\u3000name: 红旗\n") == [("KAM004", "indent", 3, 1)]


def test_slips_hide_no_other_mistake_and_no_text_counts_as_one() -> None:
    """Every slip and every mistake is told at once; a full-width colon inside a block of text is none."""
    text = HEAD + "owner: |\n  VPN：好\nstakeholders:\n  a:\n    name：李\n  b: {attitude: qqq}\n"
    assert faults(text) == [("KAM004", "colon", 7, 9), ("KAM011", "message", 8, 17)]


def test_a_full_width_colon_in_a_text_is_text() -> None:
    """Chinese prose is full of them."""
    assert plan(HEAD + "owner: 李明：大客户部\n").owner == "李明：大客户部"


# Several mistakes, and files that cannot be read


def test_every_mistake_is_told_at_once_in_the_order_of_the_file() -> None:
    """Shape, keys, values, dates and references together: a person mends a file in one go."""
    text = (
        "kam: 1\n"
        "account: {name: 红旗, tpye: soe}\n"
        "reviewed: 2026-02-30\n"
        "stakeholders:\n"
        "  song: {attitude: acept, reports_to: zhoa}\n"
        "  zhao: {influence: huge}\n"
        "opportunities:\n"
        "  d: {value: lots}\n"
    )
    assert [(code, variant, line) for code, variant, line, _ in faults(text)] == [
        ("KAM008", "near", 2),
        ("KAM010", "date", 3),
        ("KAM011", "near", 5),
        ("KAM013", "near", 5),
        ("KAM011", "message", 6),
        ("KAM010", "number", 8),
    ]


def test_gbk_utf16_and_a_byte_order_mark() -> None:
    """The first two are told, the third is read."""
    assert faults("kam: 1\naccount: {name: 红旗}\n".encode("gbk")) == [("KAM002", "gbk", 2, 17)]
    assert faults("kam: 1\naccount: {name: 红旗}\n".encode("utf-16")) == [("KAM002", "utf16", 1, 1)]
    assert load_bytes(b"\xef\xbb\xbf" + HEAD.encode(), "a").plan is not None


def test_crlf_gives_the_same_plan_and_the_same_places() -> None:
    """Windows line ends change nothing a message says."""
    text = HEAD + "stakeholders:\n  a:\n    atitude: accept\n    note: |\n      x\n"
    assert faults(text.replace("\n", "\r\n")) == faults(text)
    assert plan((HEAD + "owner: x\n").replace("\n", "\r\n")).owner == "x"


def test_a_file_that_cannot_be_read_is_a_result_not_an_exception(tmp_path: Path) -> None:
    """A syntax error in one file hides nothing of the others."""
    loaded = load_file(str(tmp_path / "none.yaml"))
    assert loaded.plan is None
    assert [one.code for one in loaded.diagnostics] == ["KAM001"]
    file = tmp_path / "a.yaml"
    file.write_text(HEAD, encoding="utf-8")
    assert load_file(str(file)).plan is not None


def test_no_diagnostic_of_a_wrong_value_carries_the_text_of_another_field() -> None:
    """Only the value the message is about is repeated, never its neighbours."""
    loaded = load(HEAD + "stakeholders: {a: {phone: '13800000000', attitude: qqq, nmae: Li}}\n")
    assert loaded.diagnostics
    assert "13800000000" not in str(loaded.diagnostics)


# Any input at all

SCALARS = st.sampled_from(
    ["a", "1", "us", "yes", "决策人", "2026-10-12", "40%", "", "~", "x: y", "[", "{", "，", "：", "\u3000"]
)
KEYS = st.sampled_from(
    [
        "kam",
        "account",
        "name",
        "stakeholders",
        "attitude",
        "value",
        "evidence",
        "opportunities",
        "visits",
        "with",
        "date",
        "participants",
        "radar",
        "us",
        "funnel",
        "won",
        "needs",
        "personal",
        "zzz",
        "whitespace",
        "relations",
        "from",
        "style",
    ]
)
TREES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=20,
)


@given(st.dictionaries(KEYS, TREES, max_size=6))
def test_any_shape_is_a_plan_or_located_diagnostics(tree: dict[str, object]) -> None:
    """No nesting of known and unknown keys makes an exception, and every reason has a place in the file."""
    import yaml

    text = yaml.safe_dump({"kam": "1", "account": {"name": "x"}, **tree}, allow_unicode=True)
    loaded = load(text)
    assert (loaded.plan is None) == bool(loaded.diagnostics)
    lines = text.count("\n") + 1
    for one in loaded.diagnostics:
        assert 1 <= one.span.line <= lines
        assert one.span.column >= 1


@given(st.binary(max_size=200))
def test_any_bytes_are_a_plan_or_diagnostics(raw: bytes) -> None:
    """Nothing read from a disk can raise."""
    loaded = load_bytes(raw, "hongqi.yaml")
    assert (loaded.plan is None) == bool(loaded.diagnostics)


def test_the_same_word_in_both_languages_gives_the_same_plan() -> None:
    """A plan in Chinese words is the plan in English words."""
    en = plan(HEAD + "stakeholders: {a: {roles: [decider], attitude: resist, influence: high}}\n")
    zh = plan(HEAD + "stakeholders: {a: {roles: 决策人, attitude: 抵触, influence: 高}}\n")
    assert en == zh
    assert en.stakeholders["a"].roles == (Role.DECIDER,)


SONG = "stakeholders: {s: {name: 宋敏}}\n"
HEADED = "kam: 1\naccount: {name: 甲}\n"


@pytest.mark.parametrize(
    ("text", "code", "variant", "place"),
    [
        ("kam: 1\naccount:\n  name:甲厂\n", "KAM004", "tight", (3, 7)),
        (f"{HEADED}stakeholders: {{a: {{roles: [决策者，使用者]}}}}\n", "KAM011", "separator", (3, 28)),
        (f"{HEADED}actions: [{{what: 约见, about: 宋敏}}]\n{SONG}", "KAM013", "near", (3, 29)),
    ],
)  # fmt: skip
def test_slips_of_a_hurried_person(text: str, code: str, variant: str, place: tuple[int, int]) -> None:
    """No space after a colon, a full-width comma in a list, a name where the id belongs: each is told as what it is."""
    found = load_bytes(text.encode(), "t.yaml").diagnostics
    assert [(one.code, one.variant, (one.span.line, one.span.column)) for one in found] == [(code, variant, place)]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("stakeholders:\n  a: {name: “王, 芳”, title: 主任}\n", (4, 13)),
        ("swot:\n  - {kind: threat, text: 一, evidence: [“贵, 但安全”]}\n", (4, 40)),
        ("stakeholders:\n  a: {attitude: “接受”}\n", (4, 17)),
        ("stakeholders:\n  a: {roles: [“决策人”]}\n", (4, 15)),
        ("visits: [{date: “2026-11-02”}]\n", (3, 17)),
        ("stakeholders:\n  a:\n    attitude: “接受”\n", (5, 15)),
    ],
)
def test_full_width_quotes_have_their_own_hint(text: str, place: tuple[int, int]) -> None:
    """They quote nothing: torn by a comma, or a part of a word of a list. It is told once, as what it is."""
    assert faults(f"kam: 1\naccount: {{name: 红旗}}\n{text}") == [("KAM004", "quotes", *place)]


def test_full_width_quotes_within_a_text_are_text() -> None:
    text = "kam: 1\naccount: {name: 红旗, note: 客户说“再等等”}\nswot:\n  - {kind: threat, text: “贵”和“慢”}\n"
    for plan in (text, 'kam: 1\naccount: {name: "“红旗”, 机械厂"}\n'):
        assert load_bytes(plan.encode(), "hongqi.yaml").diagnostics == ()
