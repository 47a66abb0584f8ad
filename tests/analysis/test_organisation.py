"""The ten factors against the defaults of a kind of organisation (A8)."""

from __future__ import annotations

import pytest

from kamtool.analysis.organisation import Route, organisation
from kamtool.load import load_bytes
from kamtool.model.plan import Plan
from kamtool.playbook.read import defaults, playbook
from tests.kam import AS_OF, kam

USUAL = defaults(playbook())


def plan(account: str) -> Plan:
    found = load_bytes(f"kam: 1\naccount: {{name: 厂, {account}}}\n".encode(), "plan.yaml").plan
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("kind", "route"),
    [("foreign", Route.PROCEDURE), ("soe", Route.TENDER), ("private", Route.PERSON), ("gov", Route.TENDER)],
)
def test_the_route_by_the_kind_alone(kind: str, route: Route) -> None:
    assert organisation(plan(f"type: {kind}"), USUAL).route is route


def test_the_customers_own_scores_lead() -> None:
    """A private firm with tenders and no one-man rule does not buy as private firms do."""
    found = organisation(
        plan("type: private, procurement_factors: {one_person_authority: 2, tender_audit: 5, price_sensitivity: 5}"),
        USUAL,
    )
    assert found.route is Route.TENDER
    assert [(one.factor.value, one.here, one.usual) for one in found.different] == [
        ("one_person_authority", 2, 5), ("tender_audit", 5, 1)
    ]  # fmt: skip
    assert [one.factor.value for one in found.like] == ["price_sensitivity"]
    assert [one.factor.value for one in found.to_ask] == ["decision_speed", "relationship_weight"]


def test_an_unknown_kind_has_no_defaults_and_no_route() -> None:
    found = organisation(plan("legal_name: 厂"), USUAL)
    assert found.route is None
    assert not found.different
    assert not found.to_ask
    assert all(one.usual is None for one in found.factors)


@pytest.mark.parametrize(
    ("lang", "said"),
    [("en", "weight of relationships 1, usual for foreign enterprise 2"), ("zh", "关系分量 1，外企一般是 2")],
)
def test_a_difference_is_a_question(lang: str, said: str) -> None:
    found = kam("chain", "meridian", *AS_OF, "--lang", lang, "-f", "plain").out
    assert said in " ".join(found.split())
