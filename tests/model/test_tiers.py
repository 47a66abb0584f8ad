"""Every field has its tier, and what the customer may read holds nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kamtool.load import load_bytes, load_file
from kamtool.model.base import Section
from kamtool.model.schema import plan_schema
from kamtool.model.shape import fields, name_of, sections
from kamtool.model.tiers import KINDS, TIERS, WORDS, DataTier, every_field, for_customer, marks
from kamtool.rules.words import strings

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "docs" / "plan.example.yaml"


def test_every_field_has_one_tier() -> None:
    """No field of the model is forgotten or told twice, and none is told that the model does not have."""
    told = [
        (section, key)
        for section, row in TIERS.items()
        for kind in KINDS
        for key in getattr(row, kind).split()
    ]  # fmt: skip
    assert sorted(told) == sorted(set(every_field()))


def test_nothing_above_contact_data_is_shared() -> None:
    """What is inferred of a person, or needs consent, never reaches the customer."""
    assert not [(one, key) for one in TIERS for key, told in marks(one).items() if told.shared and told.tier > 1]


def test_what_is_shared_can_stand_without_the_rest() -> None:
    """A section that the customer may see needs no key that the customer may not."""
    for section in sections():
        told = marks(name_of(section))
        if any(one.shared for one in told.values()):
            assert all(told[field.name].shared for field in fields(section) if field.required), section


def test_the_schema_tells_the_tiers() -> None:
    """Editors and other tools read the same table."""
    person = plan_schema()["$defs"]["stakeholder"]["properties"]
    assert person["attitude"]["x-kam-tier"] == "G2"
    assert person["attitude"]["x-kam-shared"] is False
    assert (person["phone"]["x-kam-tier"], person["phone"]["x-kam-shared"]) == ("G1", True)
    assert person["personal"]["x-kam-tier"] == "G3"


def leaves(value: Any, section: str = "", key: str = "") -> list[tuple[str, str]]:
    """The section and key of everything that a plan says."""
    if isinstance(value, Section):
        kind = type(value)
        return [
            one
            for name in value.model_fields_set
            for one in leaves(getattr(value, name), name_of(kind), kind.model_fields[name].alias or name)
        ]
    below = value.values() if isinstance(value, dict) else value if isinstance(value, tuple) else ()
    return [(section, key), *(one for each in below for one in leaves(each, section, key))]


@pytest.mark.parametrize("file", [EXAMPLE, *sorted((ROOT / "accounts").glob("*.yaml"))], ids=lambda file: file.stem)
def test_the_customer_sees_what_is_marked_and_no_more(file: Path) -> None:
    """Nothing that is ours is left, and what is shared is unchanged."""
    plan = load_file(str(file)).plan
    assert plan is not None
    seen = for_customer(plan)
    assert not [one for one in leaves(seen) if not marks(one[0])[one[1]].shared]
    before = {text for _, text in strings(plan)}
    assert {text for _, text in strings(seen)} <= before


def test_a_hidden_plan_is_as_if_nobody_had_written_it() -> None:
    """What the customer may not see has the value of what is missing; keys with another name in the file stay."""
    plan = load_file(str(EXAMPLE)).plan
    assert plan is not None
    seen = for_customer(plan)
    song = seen.stakeholders["song"]
    assert (song.name, song.attitude.value, song.roles, song.personal.family) == ("宋敏", "unknown", (), None)
    assert [one.from_ for one in seen.promises] == [one.from_ for one in plan.promises]
    assert [one.what for one in seen.opportunities["fleet-2026"].close_plan] == ["试乘试驾"]
    assert seen.visits == ()
    assert seen.competitors == {}
    assert seen.relations == ()


HEAD = "kam: 1\naccount: {name: 红旗机械厂}\nstakeholders:\n  song:\n    name: 宋敏\n"


@pytest.mark.parametrize("word", sorted(WORDS))
def test_private_keys_are_refused(word: str) -> None:
    """G4 always; G3 with the place where it may stand, if the person consented."""
    found = load_bytes(f"{HEAD}    {word}: canary\n".encode(), "a.yaml").diagnostics
    variant = "private" if WORDS[word] is DataTier.FORBIDDEN else "consent"
    assert [(one.code, one.variant, one.hide) for one in found] == [("KAM008", variant, True)]


@pytest.mark.parametrize(
    ("key", "variant"),
    [
        ("身份证号码", "private"),
        ("身份证（本人）", "private"),
        ("身份证 号", "private"),
        ("银行卡号", "private"),
        ("银行账户", "private"),
        ("religions", "private"),
        ("Religious_belief", "private"),
        ("idcard", "private"),
        ("ID_No", "private"),
        ("ID-Number", "private"),
        ("passport_no", "private"),
        ("宗教信仰", "private"),
        ("病情", "private"),
        ("疾病", "private"),
        ("儿子", "private"),
        ("妻子", "consent"),
        ("Birth-Date", "consent"),
        ("home address", "consent"),
    ],
)
def test_private_keys_are_refused_however_they_are_spelt(key: str, variant: str) -> None:
    """Capitals, joints, blanks and endings change nothing: a line with an identity number is never shown."""
    found = load_bytes(f"{HEAD}    {key}: canary\n".encode(), "a.yaml").diagnostics
    assert [(one.code, one.variant, one.hide) for one in found] == [("KAM008", variant, True)]


@pytest.mark.parametrize(
    "value",
    [
        "330102197001011234",
        '"33010219700101123x"',
        "330102700101123",
        "6222021202012345678",
        "6222 0212 0201 2345 678",
        "卡 6222021202012345 在行政处",
        "{开户: 工行, 号: 6222021202012345678}",
    ],
)
def test_an_identity_or_card_number_is_hidden_under_any_unknown_key(value: str) -> None:
    """And nobody is told to move it to a note."""
    found = load_bytes(f"{HEAD}    补充资料: {value}\n".encode(), "a.yaml").diagnostics
    assert [(one.code, one.variant, one.hide) for one in found] == [("KAM008", "number", True)]


@pytest.mark.parametrize("value", ["13800138000", "0579-5550118", "2026-11-23", "13800138000 13900139000"])
def test_another_number_under_an_unknown_key_is_shown(value: str) -> None:
    """A telephone number is no identity number."""
    found = load_bytes(f"{HEAD}    补充资料: {value}\n".encode(), "a.yaml").diagnostics
    assert [(one.code, one.variant, one.hide) for one in found] == [("KAM008", "message", False)]


def test_another_slip_in_the_line_of_a_private_key_does_not_show_it() -> None:
    """A line is hidden for whatever is found in it."""
    text = "kam: 1\naccount: {name: 红旗机械厂}\nstakeholders: {song: {身份证号: 330102197001011234, zzz: 1}}\n"
    found = load_bytes(text.encode(), "a.yaml").diagnostics
    assert [(one.variant, one.hide) for one in found] == [("private", True), ("message", True)]


@pytest.mark.parametrize(
    ("privacy", "refused"),
    [
        ("", True),
        ("    privacy: {basis: consent, notice_on: 2026-09-20}\n", True),
        ("    privacy: {basis: consent, consent_ref: C-17}\n", True),
        ("    privacy: {basis: consent, purpose: 生日问候}\n", True),
        ("    privacy: {basis: consent, consent_ref: null, purpose: 生日问候}\n", True),
        ("    privacy: {basis: consent, consent_ref: C-17, purpose: 生日问候}\n", False),
    ],
)
def test_private_life_needs_consent_and_purpose(privacy: str, refused: bool) -> None:
    """G3 is refused unless both are told."""
    found = load_bytes(f"{HEAD}{privacy}    personal: {{birthday: 05-12}}\n".encode(), "a.yaml").diagnostics
    assert [(one.code, one.variant, one.hide) for one in found] == (
        [("KAM008", "unconsented", True)] if refused else []
    )
