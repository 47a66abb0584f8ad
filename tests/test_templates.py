"""The templates are valid plans that teach, in both languages, and hold nothing invented."""

from __future__ import annotations

import datetime as dt

import pytest

from kamtool.check import Selection, check_text
from kamtool.diagnostic import Severity
from kamtool.load import load_bytes
from kamtool.model.values import DealStatus, OrganizationType, Stage
from kamtool.source.scaffold import ALONE, PAIR, TEMPLATES, in_language, template
from tests.kam import ROOT

DAY = dt.date(2026, 11, 23)


def test_every_template_is_listed() -> None:
    """A file in templates/ is a template that kam offers, and the other way round."""
    assert {file.stem for file in (ROOT / "templates").glob("*.yaml")} == set(TEMPLATES)


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_asks_and_does_not_accuse(name: str) -> None:
    """The check of a template gives questions, no warnings and no errors."""
    found = check_text(template(name).encode(), DAY, Selection()).diagnostics
    assert {one.severity for one in found} == {Severity.HINT}


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_invents_nothing(name: str) -> None:
    """It has one open opportunity at the first stage, and no people, visits, money or dates."""
    plan = load_bytes(template(name).encode(), name).plan
    assert plan is not None
    (deal,) = plan.opportunities.values()
    assert (deal.status, deal.stage, deal.value.amount, deal.close.date) == (DealStatus.OPEN, Stage.INTENT, None, None)
    invented = [
        plan.stakeholders,
        plan.team,
        plan.visits,
        plan.actions,
        plan.expenses,
        plan.account.procurement_factors,
    ]
    assert not any(invented)


@pytest.mark.parametrize("name", [one.value for one in OrganizationType if one is not OrganizationType.UNKNOWN])
def test_each_kind_of_organisation_has_its_template(name: str) -> None:
    """The template of a kind sets it, shows its ten factors as comments, and lists what to ask first."""
    plan = load_bytes(template(name).encode(), name).plan
    assert plan is not None
    assert plan.account.type.value == name
    for lang, first in (("en", "# Ask first"), ("zh", "# 先问清")):
        text = in_language(template(name), lang)
        assert first in text
        assert text.count("#   ") == 10


def test_the_minimal_template_is_short() -> None:
    """It has fewer than fifteen lines."""
    assert len(template("minimal").splitlines()) < 15


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_comment_stands_in_both_languages(name: str) -> None:
    """Behind a value both languages stand in one line; elsewhere as many lines in the one as in the other."""
    alone = [found["lang"] for line in template(name).splitlines() if (found := ALONE.fullmatch(line))]
    assert alone.count("en") == alone.count("zh") > 0
    for line in template(name).splitlines():
        if "#en " in line or "#zh " in line:
            assert bool(PAIR.fullmatch(line)) != bool(ALONE.fullmatch(line))


@pytest.mark.parametrize("name", TEMPLATES)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_one_language_leaves_the_plan_as_it_is(name: str, lang: str) -> None:
    """Dropping the other language's comments changes no fact, and leaves no mark of the mechanism."""
    text = in_language(template(name), lang)
    assert "#en" not in text
    assert "#zh" not in text
    assert load_bytes(text.encode(), name).plan == load_bytes(template(name).encode(), name).plan


@pytest.mark.parametrize("name", TEMPLATES)
def test_editors_find_the_schema(name: str) -> None:
    """The first two lines tell the YAML language server and JetBrains where the schema is."""
    first, second, *_ = template(name).splitlines()
    assert first == "# yaml-language-server: $schema=../docs/plan.schema.json"
    assert second == "# $schema: ../docs/plan.schema.json"


FACTORS = {  # methods.md A8: foreign, soe, private, gov
    "process_formality": (5, 4, 2, 5),
    "one_person_authority": (2, 3, 5, 2),
    "decision_speed": (3, 2, 5, 1),
    "price_sensitivity": (3, 3, 5, 4),
    "tco_quality": (5, 3, 3, 3),
    "risk_aversion": (3, 5, 2, 5),
    "relationship_weight": (2, 4, 4, 3),
    "policy_performance": (1, 4, 1, 5),
    "budget_rigidity": (4, 4, 2, 5),
    "tender_audit": (4, 5, 1, 5),
}


@pytest.mark.parametrize(("at", "name"), list(enumerate(["foreign", "soe", "private", "gov"])))
def test_the_factors_are_those_of_the_method(at: int, name: str) -> None:
    """Taking the comment signs away gives a valid plan with the assumed factors of its kind."""
    lines = template(name).splitlines()
    start = lines.index("  # procurement_factors:")
    told = [line.replace("  # ", "  ", 1) if start <= i <= start + 10 else line for i, line in enumerate(lines)]
    plan = load_bytes("\n".join(told).encode(), name).plan
    assert plan is not None
    assert plan.account.procurement_factors == {factor: scores[at] for factor, scores in FACTORS.items()}
