"""What a plan's author may write: in their own words, short or long, with or without evidence."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from kamtool.model.base import Judgement, read_number
from kamtool.model.plan import Plan
from kamtool.model.stakeholder import Stakeholder
from kamtool.model.values import (
    Attitude,
    CellState,
    NeedStatus,
    OrganizationType,
    PersonalNeed,
    RelationshipStage,
    Role,
    Source,
    Stage,
    Style,
    YesNo,
)


def plan(**sections: Any) -> Plan:
    return Plan.model_validate({"kam": "1", "account": {"name": "红旗机械厂"}, **sections})


def person(**fields: Any) -> Stakeholder:
    return plan(stakeholders={"song": fields}).stakeholders["song"]


# methods.md, "Aliases to accept", word for word.
ALIASES = [
    (Attitude, "冷谈", "indifferent"),
    (Attitude, "反对", "resist"),
    (Attitude, "冷漠", "indifferent"),
    (Attitude, "支持", "accept"),
    (Attitude, "冷淡", "indifferent"),
    (Attitude, "恶意拆台", "sabotage"),
    (Role, "把关者", "gatekeeper"),
    (Role, "用户", "user"),
    (Role, "决策者", "decider"),
    (Role, "拍板人", "decider"),
    (Role, "购买者", "buyer"),
    (Role, "批准者", "approver"),
    (Role, "买方高层领导", "approver"),
    (Role, "买方上级领导", "superior"),
    (Role, "守门人", "gatekeeper"),
    (Role, "项目负责人", "project_lead"),
    (Style, "驱动型", "driver"),
    (Style, "驾驭型", "driver"),
    (Style, "老虎", "driver"),
    (Style, "表现型", "expressive"),
    (Style, "表达型", "expressive"),
    (Style, "孔雀", "expressive"),
    (Style, "猫头鹰", "analytical"),
    (Style, "友善型", "amiable"),
    (Style, "亲切型", "amiable"),
    (Style, "和蔼型", "amiable"),
    (OrganizationType, "央企", "soe"),
    (OrganizationType, "国有企业", "soe"),
    (OrganizationType, "外资", "foreign"),
    (OrganizationType, "民企", "private"),
    (OrganizationType, "民营", "private"),
    (OrganizationType, "私企", "private"),
    (OrganizationType, "机关", "gov"),
    (OrganizationType, "事业单位", "gov"),
    (RelationshipStage, "互动", "engagement"),
    (RelationshipStage, "约会", "engagement"),
    (Stage, "评估", "evaluation"),
    (PersonalNeed, "个人业绩", "achievement"),
    (PersonalNeed, "尊重", "esteem"),
    (PersonalNeed, "交往", "affiliation"),
    (YesNo, "否", "no"),
]


@pytest.mark.parametrize(("listed", "word", "value"), ALIASES)
def test_the_words_of_the_field_are_accepted(listed: Any, word: str, value: str) -> None:
    """Chinese terms, other schools' names and the typos of the decks all become the canonical word."""
    assert listed.read(word).value == value


@pytest.mark.parametrize("word", ["", "acc", "接", "yes", "accept reject", "0"])
def test_no_other_word_is_guessed_at(word: str) -> None:
    """A beginning of a word is no word."""
    with pytest.raises(ValidationError):
        person(attitude=word)


JUDGED = [
    ("attitude", "resist"),
    ("relationship", "engagement"),
    ("authority", "decides"),
    ("style", "driver"),
]


@pytest.mark.parametrize(("field", "word"), JUDGED)
def test_short_and_long_form_are_one(field: str, word: str) -> None:
    """No caller can tell, and none must ask, which was written."""
    key = "claim" if field == "authority" else "value"
    assert person(**{field: word}) == person(**{field: {key: word}})


def test_every_short_form_is_its_long_form() -> None:
    """Deals, visits, needs, covers, cells and causes have their short forms as well."""
    pairs: list[tuple[dict[str, Any], dict[str, Any]]] = [
        ({"value": "240万"}, {"value": {"amount": "2400000"}}),
        ({"close": "2026-12-20"}, {"close": {"date": "2026-12-20"}}),
        ({"budget": "planned"}, {"budget": {"value": "planned"}}),
        ({"compelling_event": "yes"}, {"compelling_event": {"value": "yes"}}),
        ({"strategy": "flanking"}, {"strategy": {"kind": "flanking"}}),
        ({"needs": ["换车"]}, {"needs": [{"text": "换车"}]}),
        ({"radar": {"us": {"service": "5"}}}, {"radar": {"us": {"service": {"value": "5"}}}}),
        ({"qualification": {"us": {"project": "是"}}}, {"qualification": {"us": {"project": {"value": "yes"}}}}),
        ({"fishbone": {"time": ["太晚"]}}, {"fishbone": {"time": [{"cause": "太晚"}]}}),
    ]
    for short, long in pairs:
        assert plan(opportunities={"d": short}) == plan(opportunities={"d": long})
    assert person(needs={"personal": {"安全": "满足"}}) == person(needs={"personal": {"security": {"status": "met"}}})
    covers = plan(team={"li": {"covers": {"song": "认识"}}})
    assert covers == plan(team={"li": {"covers": {"song": {"now": "acquaintance"}}}})
    cell = plan(whitespace={"轿车": {"车队": "已成交"}})
    assert cell == plan(whitespace={"轿车": {"车队": {"value": "won"}}})
    visit = plan(visits=[{"date": "2026-10-12", "next": "送样"}])
    assert visit == plan(visits=[{"date": "2026-10-12", "next": {"what": "送样"}}])


def test_one_item_is_a_list_of_one() -> None:
    """Roles, evidence, ids and texts need no brackets for a single entry."""
    assert person(roles="决策人").roles == (Role.DECIDER,)
    assert person(attitude={"value": "resist", "evidence": "头都没抬"}).attitude.evidence == ("头都没抬",)
    assert plan(visits=[{"date": "2026-10-12", "with": "song"}]).visits[0].with_ == ("song",)


def test_a_relationship_proven_in_a_word_is_dated_behaviour() -> None:
    """Evidence as text takes the judgement's own date."""
    found = person(relationship={"value": "信赖", "date": "2026-10-12", "evidence": "主动引见"}).relationship
    assert [(one.behaviour, one.date) for one in found.evidence] == [("主动引见", dt.date(2026, 10, 12))]
    assert person(relationship={"value": "信赖", "evidence": "主动引见"}).relationship.evidence[0].date is None


def test_a_judgement_keeps_what_it_was_before() -> None:
    """Older judgements stay, oldest first."""
    now = person(
        attitude={"value": "doubt", "history": [{"value": "抵触", "date": "2026-09-14", "evidence": "头都没抬"}]}
    ).attitude
    assert now.value is Attitude.DOUBT
    assert [one.value for one in now.history] == [Attitude.RESIST]


# Unknown is not missing, and neither is no


def test_what_nobody_wrote_is_unknown() -> None:
    """Not no, not zero, not an empty text."""
    nobody = person()
    assert nobody.attitude.value is Attitude.UNKNOWN
    assert nobody.attitude.source is Source.UNKNOWN
    assert nobody.public_official is YesNo.UNKNOWN
    assert nobody.relationship.value is RelationshipStage.UNKNOWN
    assert (nobody.name, nobody.title, nobody.unit) == (None, None, None)
    deal = plan(opportunities={"d": {}}).opportunities["d"]
    assert (deal.stage, deal.value.amount, deal.value.probability, deal.close.date) == (None, None, None, None)
    assert plan(funnel=[{"period": "2026"}]).funnel[0].won is None
    assert plan(whitespace={"a": {"b": {}}}).whitespace["a"]["b"].value == CellState.UNKNOWN.value


def test_a_need_listed_as_unknown_differs_from_one_not_listed() -> None:
    """The first is a question somebody asked, the second is nothing."""
    listed = person(needs={"personal": {"security": "unknown"}}).needs.personal
    assert listed[PersonalNeed.SECURITY].status is NeedStatus.UNKNOWN
    assert person().needs.personal == {}


def test_a_judgement_without_a_value_but_with_evidence_is_unknown() -> None:
    """Somebody saw something and did not judge."""
    found = person(attitude={"evidence": "没表态"}).attitude
    assert (found.value, found.evidence) == (Attitude.UNKNOWN, ("没表态",))


def test_a_plan_cannot_be_changed_once_read() -> None:
    """Analyses share it."""
    found = plan()
    with pytest.raises(ValidationError):
        found.owner = "x"  # type: ignore[misc]
    judgement = Judgement[Attitude](value=Attitude.ACCEPT)
    with pytest.raises(ValidationError):
        judgement.value = Attitude.RESIST  # type: ignore[misc]


# Numbers


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("240万", "2400000"),
        ("1.2亿", "120000000"),
        ("0.5万", "5000"),
        ("2,400,000", "2400000"),
        ("40%", "0.4"),
        ("100 %", "1"),
        ("+3", "3"),
        ("-0.5", "-0.5"),
        ("999999999999999", "999999999999999"),
        ("1,234万", "12340000"),
    ],
)
def test_a_number_is_exact(text: str, number: str) -> None:
    """Money has no rounding."""
    assert read_number(text) == Decimal(number)


@pytest.mark.parametrize(
    "text",
    ["", "万", "1万亿", "1e3", "1.", ".5", "1,23", "1 000", "٣", "１", "1" * 16, "NaN", "1.0000001", "--1", None, 1],
)
def test_what_is_no_number_is_refused(text: object) -> None:
    """Nothing is guessed at, and no exponent or endless digits are taken."""
    from pydantic_core import PydanticCustomError

    with pytest.raises(PydanticCustomError):
        read_number(text)


@given(st.decimals(min_value=-(10**15) + 1, max_value=10**15 - 1, places=2, allow_nan=False))
def test_every_amount_is_read_back(amount: Decimal) -> None:
    """As plain digits, and with thousands separators."""
    assert read_number(f"{amount:f}") == amount
    assert read_number(f"{amount:,.2f}") == amount


@given(st.text(max_size=20))
def test_any_text_is_a_number_or_refused(text: str) -> None:
    """And what is read is finite."""
    from pydantic_core import PydanticCustomError

    try:
        found = read_number(text)
    except PydanticCustomError:
        return
    assert found.is_finite()
    assert abs(found) < Decimal(10) ** 24
