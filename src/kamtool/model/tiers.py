"""How near each field of a plan comes to a person (methods.md C), and which fields are ours alone.

This one table is what the loader, the JSON Schema, docs/format.md, ``--audience`` and ``kam person`` go by. A test
finds the field that stands in no row, or in two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from typing import Any

from kamtool.model.base import Section, unsaid
from kamtool.model.opportunity import CloseStep
from kamtool.model.plan import Plan
from kamtool.model.shape import fields, name_of, sections
from kamtool.model.values import YesNo


class DataTier(IntEnum):
    """From the organisation to what nobody may write down."""

    ORGANISATION = 0
    CONTACT = 1
    INFERENCE = 2
    CONSENTED = 3  # refused without `consent_ref` and `purpose`
    FORBIDDEN = 4  # always refused

    @property
    def word(self) -> str:
        """``G0`` to ``G4``."""
        return f"G{self.value}"


@dataclass(frozen=True, slots=True)
class Row:
    """The keys of one section: data of the organisation and of contacts, the same for our eyes only, what we infer of a
    person, and what needs their consent. The highest tier on the way to a key is the one that counts for it.
    """

    g0: str = ""
    g1: str = ""
    ours0: str = ""
    ours1: str = ""
    g2: str = ""
    g3: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A field's tier, and whether the customer may read it: what is inferred of a person never."""

    tier: DataTier
    shared: bool


KINDS: Mapping[str, Mark] = {
    "g0": Mark(DataTier.ORGANISATION, True),
    "g1": Mark(DataTier.CONTACT, True),
    "ours0": Mark(DataTier.ORGANISATION, False),
    "ours1": Mark(DataTier.CONTACT, False),
    "g2": Mark(DataTier.INFERENCE, False),
    "g3": Mark(DataTier.CONSENTED, False),
}

TIERS: Mapping[str, Row] = {
    "plan": Row(
        g0="kam jurisdiction account opportunities issues",
        g1="owner stakeholders team promises",
        ours0="reviewed competitors swot whitespace goals changes documents registrations funnel",
        ours1="expect actions visits expenses",
        g2="relations",
    ),
    "account": Row(
        g0="name legal_name aliases credit_code type industry address phone website business units installed_base",
        ours0="tier updated scale outlook payment_terms procurement economics procurement_factors government"
        " relationship recovery_plan note",
    ),
    "units": Row(g0="using buying support"),
    "economics": Row(ours0="year revenue gross_profit cost_to_serve hours currency"),
    "government": Row(ours0="position supplier_situation performance_focus cost_view benefit_view"),
    "judgement": Row(ours0="value date source evidence history"),
    "past": Row(ours0="value date source evidence"),
    "stakeholder": Row(
        g1="name title unit phone email reports_to",
        ours1="aliases left public_official privacy",
        g2="roles recommends_on influence authority attitude attitudes needs style relationship note",
        g3="personal",
    ),
    "personal": Row(g3="family birthday native_place home_address hobbies politics social_circle"),
    "authority_judgement": Row(g2="claim evidence"),
    "authority_evidence": Row(g2="kind date note"),
    "needs": Row(g2="personal organization"),
    "need": Row(g2="status weight date evidence"),
    "style_notes": Row(g2="value assertiveness responsiveness observed"),
    "observation": Row(g2="date behaviour"),
    "relationship": Row(g2="value date source evidence history"),
    "past_relationship": Row(g2="value date evidence"),
    "behaviour": Row(g2="behaviour date initiated_by shows"),
    "privacy": Row(ours1="basis notice_on expires consent_ref purpose"),
    "relation": Row(g2="from to kind strength date source evidence"),
    "member": Row(g1="name title role", ours1="style hours note", g2="covers competence"),
    "competence": Row(g2="knowledge communication attitude quality"),
    "competence_grade": Row(g2="value date source evidence"),
    "cover": Row(g2="now want"),
    "competitor": Row(ours0="name offer share strengths weaknesses note", g2="allies"),
    "opportunity": Row(
        g0="name unit status decision close_plan",
        g1="participants",
        ours0="opened stage stage_since step value close closed closed_reason contract_until compelling_event budget"
        " competitors incumbent criteria qualification override strategy radar weights fishbone give_get note",
        ours1="needs",
    ),
    "value": Row(ours0="amount currency probability"),
    "close": Row(ours0="date moved_from"),
    "compelling_event": Row(ours0="value by date source evidence history consequence"),
    "decision": Row(g0="milestones", ours0="kind level mode rule source date evidence"),
    "milestone": Row(g0="name date done"),
    "participant": Row(g2="roles influence authority attitude attitudes needs relationship note"),
    "deal_need": Row(ours0="text layer state source date", ours1="confirmed_by"),
    "buying_criterion": Row(ours0="name factor weight formal scores date rated_by evidence"),
    "override": Row(ours1="approver", ours0="date reason"),
    "strategy_choice": Row(ours0="kind reason scope"),
    "rating": Row(ours0="value date rated_by evidence"),
    "cause": Row(ours0="cause why evidence", ours1="owner"),
    "close_step": Row(g0="what by due customer_agreed done", g1="owner"),
    "give_get": Row(ours0="give get"),
    "swot_item": Row(ours0="kind text of factor against evidence date action"),
    "cell": Row(ours0="value amount"),
    "goal": Row(ours0="id what measure baseline target now due why", ours1="owner"),
    "expectation": Row(ours0="what by unit opportunity at_least since note", ours1="who"),
    "action": Row(ours0="id what opportunity due done for", ours1="who about"),
    "visit": Row(
        ours0="date channel opportunity initiated_by answered purpose facts outcome checklist satisfaction next",
        ours1="with by",
    ),
    "next_step": Row(ours0="what date proposed_by accepted", ours1="owner"),
    "promise": Row(g0="by what opportunity made due kept", g1="to from owner"),
    "issue": Row(
        g0="opened what severity acknowledged fixed limit", g1="reported_by owner", ours0="cause compensation satisfied"
    ),
    "compensation": Row(ours0="kind amount approval"),
    "change": Row(ours0="date field from to reason"),
    "expense": Row(ours0="date kind amount currency purpose approval", ours1="to"),
    "document": Row(ours0="title tag date", ours1="authorised_by"),
    "registration": Row(ours0="dealer date valid_until opportunity customer_choice progress"),
    "funnel_period": Row(
        ours0="period territory market_capacity contacted retained followed_up won redeveloped target complete"
    ),
    "target_rates": Row(ours0="reach capture follow_up close redevelop"),
}

# Keys that the format does not have and that people write all the same; in small letters, without `_`, `-` and blanks.
# What is G3 has its place under `personal`, with consent; what is G4 has none.
CONSENTED: Mapping[str, str] = {
    "family": "family familystatus spouse wife husband married maritalstatus 家庭 家庭情况 家庭成员 家庭状况 家人"
    " 家属 亲属 配偶 妻子 丈夫 爱人 太太 老婆 老公 父母 父亲 母亲 婚姻 婚姻状况 婚否",
    "birthday": "birthday birthdate dateofbirth dob 生日 出生日期 出生年月 出生年月日 农历生日",
    "native_place": "nativeplace birthplace placeofbirth hometown 籍贯 老家 家乡 出生地",
    "home_address": "homeaddress privateaddress 家庭住址 家庭地址 住址 家庭住所",
    "hobbies": "hobby hobbies 爱好 兴趣爱好 个人爱好 嗜好 兴趣",
    "politics": "politics party politicalparty politicalviews 政治面貌 党派 政治倾向",
    "social_circle": "socialcircle 社交圈 圈子 朋友圈",
}
FORBIDDEN = (
    "idno identityno identitynumber ssn socialsecuritynumber 证件号 证件号码"
    " creditcard cardno cardnumber iban 信用卡 信用卡号 银行户头 工资卡"
    " health healthstatus illness disease diagnosis medicalhistory 健康 健康状况 健康情况 病史 病情 病历 疾病 身体状况"
    " faith 信仰 location whereabouts 行踪 定位 行程轨迹"
    " children child kids son sons daughter daughters 子女 孩子 小孩 儿子 女儿"
)
# What begins so is no other word, whatever follows: 身份证号码, passport_no, religions.
BEGINNINGS = (
    *("身份证", "护照", "银行卡", "银行账", "银行帐", "宗教"),
    *("idcard", "idnumber", "identitycard", "passport", "bankcard", "bankaccount", "religi"),
)
WORDS: Mapping[str, DataTier] = {
    **{word: DataTier.CONSENTED for words in CONSENTED.values() for word in words.split()},
    **dict.fromkeys((*FORBIDDEN.split(), *BEGINNINGS), DataTier.FORBIDDEN),
}
# An identity or a card number, whatever key it stands under.
NUMBER = r"(?<!\d)(?:\d{17}[\dX]|\d{15,19}|\d{4}(?:[ -]\d{4}){3}(?:[ -]\d{1,3})?)(?!\d)"


def private_tier(word: str) -> DataTier | None:
    """The tier of a key that the format does not have: G3, G4, or ``None`` for any other word."""
    bare = squeezed(word)
    return DataTier.FORBIDDEN if bare.startswith(BEGINNINGS) else WORDS.get(bare)


def place_of(word: str) -> str:
    """The key under ``personal`` that a G3 word means."""
    return next(key for key, words in CONSENTED.items() if squeezed(word) in words.split())


def squeezed(word: str) -> str:
    """A key in small letters, without what people put between its parts."""
    return "".join(char for char in word.casefold() if char.isalnum())


def has_private_number(text: str) -> bool:
    """Whether a text holds what looks like an identity or a bank card number."""
    return re.search(NUMBER, text, re.IGNORECASE) is not None


@cache
def marks(section: str) -> Mapping[str, Mark]:
    """The mark of each key of a section, as the file writes it."""
    row = TIERS[section]
    return {key: mark for kind, mark in KINDS.items() for key in getattr(row, kind).split()}


def mark(section: type[Section], key: str) -> Mark:
    """The mark of one key."""
    return marks(name_of(section))[key]


def every_field() -> Iterator[tuple[str, str]]:
    """Every section and key of the model."""
    for section in sections():
        for field in fields(section):
            yield name_of(section), field.name


def for_customer(plan: Plan) -> Plan:
    """The plan as the customer may read it: without inferences, and without what is ours alone.

    What is left out is as if nobody had written it. Of a close plan only the steps stay that the customer agreed to.
    """
    seen: Plan = shared(plan)
    return seen


def shared(value: Any) -> Any:
    """A part of a plan without what the customer may not read."""
    if isinstance(value, Section):
        kind = type(value)
        told = marks(name_of(kind))
        kept = {
            field.alias or name: shared(getattr(value, name))
            for name, field in kind.model_fields.items()
            if name in value.model_fields_set and told[field.alias or name].shared
        }
        return unsaid(kind, **kept)
    if isinstance(value, dict):
        return {key: shared(one) for key, one in value.items()}
    if isinstance(value, tuple):
        return tuple(shared(one) for one in value if not isinstance(one, CloseStep) or one.customer_agreed is YesNo.YES)
    return value
