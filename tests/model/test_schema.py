"""The exported schema and kamtool agree on what a plan is, on good plans and on bad ones."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

from kamtool.load import load_bytes
from kamtool.model.schema import BOTH, description, key, lists_in, others, plan_schema, schema_text
from kamtool.model.shape import Shape, fields, name_of, sections
from kamtool.texts.lookup import Lang, list_name, table
from tests.model.plain import LOADERS, Editor, read

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "docs" / "plan.example.yaml"
GOOD = [*sorted((ROOT / "accounts").glob("*.yaml")), *sorted((ROOT / "templates").glob("*.yaml")), EXAMPLE]
SCHEMA = plan_schema()
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=FormatChecker(["date"]))
UNSOUND = {"KAM002", "KAM003", "KAM004", "KAM005", "KAM006", "KAM007"}
SHAPES = {"KAM008", "KAM009", "KAM010", "KAM011", "KAM012", "KAM014"}


def kam_accepts(text: str) -> bool:
    found = load_bytes(text.encode(), "plan.yaml").diagnostics
    assert not any(one.code in UNSOUND and one.variant != "id" for one in found), "the text itself must be sound"
    return not any(one.code in SHAPES for one in found)


def test_the_schema_is_one() -> None:
    """It is a valid schema of its own dialect, and every reference in it leads somewhere."""
    Draft202012Validator.check_schema(SCHEMA)
    assert set(referred(SCHEMA)) == {f"#/$defs/{name}" for name in SCHEMA["$defs"]}


def test_the_file_in_docs_is_current() -> None:
    """The schema that editors of this repository use is the one of this model."""
    assert (ROOT / "docs" / "plan.schema.json").read_text("utf-8") == schema_text()


def referred(schema: Any) -> list[str]:
    if isinstance(schema, list):
        return [ref for one in schema for ref in referred(one)]
    if not isinstance(schema, dict):
        return []
    own = [schema["$ref"]] if "$ref" in schema else []
    return own + [ref for one in schema.values() for ref in referred(one)]


def test_no_section_and_no_list_share_a_name() -> None:
    """One definition never takes another's place."""
    lists = {list_name(one) for section in sections() for one in lists_in(section)}
    assert len(SCHEMA["$defs"]) == len(sections()) - 1 + len(lists)
    assert len({key(one) for one in sections()}) == len(sections())


@pytest.mark.parametrize("lang", Lang)
def test_every_key_is_described_and_nothing_else_is(lang: Lang) -> None:
    """Each section and key has a sentence, and no sentence is left over from a key that went."""
    texts = BOTH[list(Lang).index(lang)]
    known, used = table(lang, "schema"), set()
    for section in sections():
        for name in ("section", *(field.name for field in fields(section))):
            assert description(texts, name_of(section), name)
            own = f"{name_of(section)}.{name}"
            used.add(own if own in known else f"any.{name}")
    assert set(known) == used


def test_the_example_shows_every_key() -> None:
    """docs/plan.example.yaml uses every key of the format at least once."""
    seen: set[str] = set()
    walk(Shape("section", of=sections()[0]), read(EXAMPLE.read_text("utf-8")), seen)
    every = {f"{name_of(one)}.{field.name}" for one in sections() for field in fields(one)}
    assert every - seen == set()


def walk(shape: Shape, data: Any, seen: set[str]) -> None:
    """Note every key of *data* under the section it stands in."""
    if shape.kind == "section" and isinstance(data, dict):
        for field in fields(shape.of):
            if field.name in data:
                seen.add(f"{name_of(shape.of)}.{field.name}")
                walk(field.shape, data[field.name], seen)
    elif shape.item is not None and isinstance(data, (dict, list)):
        for one in data.values() if isinstance(data, dict) else data:
            walk(shape.item, one, seen)


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize("file", GOOD, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_good_plans_are_good_to_both(file: Path, loader: Any) -> None:
    """Every account, template and the full example pass, whichever YAML the editor speaks."""
    text = file.read_text("utf-8")
    assert kam_accepts(text)
    assert [one.message for one in VALIDATOR.iter_errors(read(text, loader))] == []


HEAD = "kam: 1\naccount: {name: 红旗}\n"
FINE = [
    HEAD,
    'kam: "1"\naccount:\n  name: 123\n',
    "kam: 1\naccount: {name: 红旗, type: 国企, tier: , aliases: 老红, updated: ~, note: 010}\n",
    "kam: 1\naccount: {name: true, economics: [{year: 2025, revenue: 1.2亿, hours: '2,400'}]}\n",
    HEAD + "stakeholders: {song: , zhang: {roles: 决策人, attitude: 冷谈}}\n",
    HEAD
    + "stakeholders: {song: {attitude: {date: 2026-01-05, evidence: 一句话}, needs: {personal: {安全: 未满足}}}}\n",
    HEAD + "stakeholders: {7: {name: 老七}, song: {reports_to: 7, style: 猫头鹰, authority: 拍板}}\n",
    HEAD + "stakeholders: {song: {relationship: {value: trust, date: 2026-01-05, evidence: 带我们进了车库}}}\n",
    HEAD + "opportunities: {d: {value: 240万, close: 2026-12-01, strategy: 侧翼, needs: [换车], budget: 已批}}\n",
    HEAD
    + "opportunities: {d: {value: {amount: 5, probability: 40%}, radar: {us: {service: '4'}}, compelling_event: 有}}\n",
    HEAD
    + "opportunities: {d: {qualification: {us: {project: {value: , date: 2026-01-05}}}, fishbone: {time: [太晚]}}}\n",
    HEAD + "whitespace: {轿车: {车队: 在谈, 食堂: {value: none, amount: 3}, 门卫: }}\n",
    HEAD
    + "funnel: [{period: 2026, contacted: 60.0, won: 1.2万, target: {reach: '0.2', close: 100%}, complete: true}]\n",
    HEAD + "visits: [{date: 2026-01-05, next: 发报价, checklist: 单页}]\nactions: [{what: 问, for: KAM105}]\n",
]
BAD = [
    "kam: 1\n",
    "account: {name: 红旗}\n",
    "kam: 2\naccount: {name: 红旗}\n",
    "kam: 1\naccount: 红旗\n",
    "kam: 1\naccount: {name: }\n",
    "kam: 1\naccount: {name: ''}\n",
    "kam: 1\naccount: {name: [红旗]}\n",
    "kam: 1\naccount: {name: 红旗, tpye: soe}\n",
    "kam: 1\naccount: {name: 红旗, type: 国棋}\n",
    "kam: 1\naccount: {name: 红旗, updated: 2026-02-30}\n",
    "kam: 1\naccount: {name: 红旗, updated: 2026/01/05}\n",
    "kam: 1\naccount: {name: 红旗, updated: 20260105}\n",
    "kam: 1\naccount: {name: 红旗, units: 车队}\n",
    "kam: 1\naccount: {name: 红旗, economics: {year: 2025}}\n",
    "kam: 1\naccount: {name: 红旗, economics: [{year: 1925}]}\n",
    "kam: 1\naccount: {name: 红旗, economics: [{revenue: 5}]}\n",
    "kam: 1\naccount: {name: 红旗, economics: [{year: 2025, revenue: 很多}]}\n",
    "kam: 1\naccount: {name: 红旗, economics: [{year: 2025, revenue: '24,00'}]}\n",
    "kam: 1\naccount: {name: 红旗, procurement_factors: {tender_audit: 6}}\n",
    "kam: 1\naccount: {name: 红旗, procurement_factors: {tender_audit: '6'}}\n",
    "kam: 1\naccount: {name: 红旗, procurement_factors: {招标: 3}}\n",
    "kam: 1\naccount: {name: 红旗, birthday: 1970-01-01}\n",
    HEAD + "stakeholders: [{name: 宋敏}]\n",
    HEAD + "stakeholders: {Song: {name: 宋敏}}\n",
    HEAD + "stakeholders: {宋敏: {title: 处长}}\n",
    HEAD + "stakeholders: {song: 宋敏}\n",
    HEAD + "stakeholders: {song: {roles: [老板]}}\n",
    HEAD + "stakeholders: {song: {roles: {decider: yes}}}\n",
    HEAD + "stakeholders: {song: {reports_to: 张 伟}}\n",
    HEAD + "stakeholders: {song: {attitude: {vlaue: resist}}}\n",
    HEAD + "stakeholders: {song: {attitude: [resist]}}\n",
    HEAD + "stakeholders: {song: {attitude: {value: resist, history: [{date: 2026-01-05}]}}}\n",
    HEAD + "stakeholders: {song: {style: {assertiveness: 5}}}\n",
    HEAD + "stakeholders: {song: {style: {observed: [{date: 2026-01-05}]}}}\n",
    HEAD + "stakeholders: {song: {relationship: {evidence: {behaviour: 来过}}}}\n",
    HEAD + "stakeholders: {song: {relationship: {evidence: [来过]}}}\n",
    HEAD + "stakeholders: {song: {aliases: [宋处, ]}}\n".replace(", ]", ", ~]"),
    HEAD + "stakeholders: {song: {birthday: }}\n",
    HEAD + "relations: [{from: a, to: b}]\n",
    HEAD + "relations: [a]\n",
    HEAD + "opportunities: {d: {value: {probability: 1.5}}}\n",
    HEAD + "opportunities: {d: {value: {probability: 140%}}}\n",
    HEAD + "opportunities: {d: {value: {probability: '1.5'}}}\n",
    HEAD + "opportunities: {d: {stage: won}}\n",
    HEAD + "opportunities: {d: {override: {approver: 王总, reason: 试试}}}\n",
    HEAD + "opportunities: {d: {radar: {us: {service: 2.5}}}}\n",
    HEAD + "opportunities: {d: {fishbone: {time: 太晚}}}\n",
    HEAD + "opportunities: {d: {needs: 换车}}\n",
    HEAD + "opportunities: {d: {close: {moved_from: 2026-01-05}}}\n",
    HEAD + "actions: [{what: 问, for: [P105]}]\n",
    HEAD + "actions: [{who: liming}]\n",
    HEAD + "whitespace: {轿车: {车队: 丢了}}\n",
    HEAD + "whitespace: {轿车: won}\n",
    HEAD + "funnel: [{period: 2026, contacted: 60.5}]\n",
    HEAD + "funnel: [{contacted: 60}]\n",
    HEAD + "visits: [{date: yesterday}]\n",
    HEAD + "visits: [{channel: 微信}]\n",
    HEAD + "promises: [{by: 供应商, what: 送车}]\n",
    HEAD + "swots: []\n",
]


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize("text", FINE)
def test_what_kam_reads_the_schema_allows(text: str, loader: Any) -> None:
    """Short forms, Chinese words, empty values and lone items are good in the editor too."""
    assert kam_accepts(text)
    assert [one.message for one in VALIDATOR.iter_errors(read(text, loader))] == []


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize("text", BAD)
def test_what_kam_refuses_the_schema_marks(text: str, loader: Any) -> None:
    """Every error of shape is marked in the editor too."""
    assert not kam_accepts(text)
    assert not VALIDATOR.is_valid(read(text, loader))


def test_every_listed_word_is_good_to_both() -> None:
    """The schema offers exactly the words that kamtool accepts."""
    for section in sections():
        for listed in lists_in(section):
            offered = SCHEMA["$defs"][list_name(listed)]["anyOf"]
            assert offered[0]["enum"] == [one.value for one in listed]
            assert offered[1]["enum"] == others(listed)
            assert {listed.read(word) for word in offered[1]["enum"]} <= set(listed)


def values(shape: Shape, depth: int = 0) -> st.SearchStrategy[Any]:
    """What somebody may write at a place: mostly what fits, sometimes what does not."""
    wrong = st.sampled_from(["", "x y", "是", "3", "7", "2026-01-05", "40%", "240万", [], ["a"], {}, {"x": "1"}])
    return st.one_of(fitting(shape, depth), fitting(shape, depth), wrong)


WORDS = {
    "text": ["红旗", "no", "12", "010", "true", "a: b"],
    "id": ["song", "us", "a-1", "7"],
    "code": ["KAM105"],
    "date": ["2026-01-05", "2026-12-31"],
    "number": ["240万", "2,400", "0.4", "1", "40%"],
    "whole": ["0", "1", "3", "4"],
    "cell": ["won", "haoche", "在谈"],
    "version": ["1"],
}


def fitting(shape: Shape, depth: int) -> st.SearchStrategy[Any]:
    if shape.kind in WORDS:
        return st.sampled_from(WORDS[shape.kind])
    if shape.kind == "term":
        return st.sampled_from([*(one.value for one in shape.of), *others(shape.of)])
    if depth > 4:
        return st.just({})
    if shape.kind == "section":
        return section_data(shape.of, depth)
    assert shape.item is not None
    item = values(shape.item, depth + 1)
    if shape.kind == "list":
        return st.lists(item, max_size=2)
    assert shape.key is not None
    return st.dictionaries(fitting(shape.key, depth), item, max_size=2)


@st.composite
def section_data(draw: st.DrawFn, section: Any, depth: int) -> Any:
    own = fields(section)
    chosen = draw(st.lists(st.sampled_from(own), max_size=3, unique=True))
    names = dict.fromkeys([one for one in own if one.required] + chosen)
    return {one.name: draw(values(one.shape, depth + 1)) for one in names}


def written(data: Any) -> str:
    """*data* in one line of YAML; plain where an editor and kamtool then read what was meant."""
    if isinstance(data, dict):
        return "{" + ", ".join(f"{written(name)}: {written(one)}" for name, one in data.items()) + "}"
    if isinstance(data, list):
        return "[" + ", ".join(map(written, data)) + "]"
    if data and data.replace(".", "").replace("-", "").replace("%", "").isalnum():
        return str(data)
    return '"' + str(data).replace('"', '\\"') + '"'


@settings(deadline=None)
@given(section_data(sections()[0], 0))
def test_schema_and_kam_never_differ(plan: Any) -> None:
    """Over made-up plans, right and wrong, the schema marks exactly what kamtool refuses."""
    text = written(plan)
    errors = [f"{one.json_path}: {one.message}" for one in VALIDATOR.iter_errors(read(text, Editor))]
    found = load_bytes(text.encode(), "plan.yaml").diagnostics
    assert kam_accepts(text) == (not errors), (text, errors, found)
