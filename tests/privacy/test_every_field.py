"""What ``kam redact`` makes of every field of the format: replaced, or listed here as one that stays."""

from __future__ import annotations

from kamtool.privacy.key import Key
from kamtool.privacy.leaves import Leaf, leaves
from kamtool.privacy.redact import redact
from kamtool.source.edit import apply_edits, rewrite
from kamtool.source.parse import parse
from tests.privacy.plans import ACCOUNTS, loaded

# The texts of which only the names in them go, by section: all others are replaced whole.
TOLD = {
    "account": "industry business scale outlook installed_base payment_terms procurement recovery_plan note",
    "units": "using buying support",
    "economics": "currency",
    "government": "position supplier_situation performance_focus cost_view benefit_view",
    "judgement": "evidence",
    "past": "evidence",
    "stakeholder": "title unit note",
    "authority_evidence": "note",
    "need": "evidence",
    "observation": "behaviour",
    "behaviour": "behaviour",
    "past_relationship": "evidence",
    "privacy": "purpose",
    "relation": "evidence",
    "member": "title note",
    "competence_grade": "evidence",
    "competitor": "offer strengths weaknesses note",
    "opportunity": "name unit note closed_reason",
    "value": "currency",
    "compelling_event": "evidence consequence",
    "decision": "evidence",
    "milestone": "name",
    "participant": "note",
    "deal_need": "text",
    "buying_criterion": "name evidence",
    "override": "reason",
    "strategy_choice": "reason scope",
    "rating": "evidence",
    "cause": "cause why evidence",
    "close_step": "what",
    "give_get": "give get",
    "swot_item": "text evidence",
    "goal": "what measure why",
    "expectation": "unit note",
    "action": "what",
    "visit": "purpose facts outcome",
    "next_step": "what",
    "promise": "what",
    "issue": "what cause",
    "compensation": "kind",
    "change": "field from to reason",
    "expense": "currency purpose",
    "document": "title",
    "funnel_period": "period territory",
}
# The numbers that are no sums of money, and stay: shares, scores, weights, hours, counts, and whatever a goal measures.
COUNTED = {
    "account": "procurement_factors",
    "economics": "year hours",
    "need": "weight",
    "style_notes": "assertiveness responsiveness",
    "member": "hours",
    "competence_grade": "value",
    "competitor": "share",
    "value": "probability",
    "buying_criterion": "weight scores",
    "rating": "value",
    "opportunity": "weights",
    "goal": "baseline target now",
    "visit": "satisfaction",
    "funnel_period": "market_capacity contacted retained followed_up won redeveloped",
    "target_rates": "reach capture follow_up close redevelop",
}
STANDING_NAME = ("competitors", "status_quo", "name")  # 维持现状 is nobody


def listed(table: dict[str, str]) -> set[tuple[str, str]]:
    """The fields of a table, each with its section."""
    return {(section, key) for section, keys in table.items() for key in keys.split()}


def example() -> tuple[str, list[Leaf]]:
    """The plan that uses every key of the format, so that a new key must be looked at here, and its values."""
    text = ACCOUNTS[-1].read_text("utf-8")
    root = parse(text, "a.yaml")
    assert root is not None
    return text, [one for one in leaves(root) if not one.on_key and one.path != STANDING_NAME]


def test_every_text_is_replaced_or_listed_as_one_that_stays() -> None:
    """A canary in each text of the format: none is left where a person, a firm, a number or a reference stands."""
    text, every = example()
    canaries = {f"canary{at:04}": leaf for at, leaf in enumerate(every) if leaf.kind == "text"}
    plan = loaded(apply_edits(text, [rewrite(leaf.node, canary) for canary, leaf in canaries.items()]))
    made = redact([plan], Key())[0].text
    left = {(leaf.section, leaf.key) for canary, leaf in canaries.items() if canary in made}
    assert left == listed(TOLD)


def test_every_number_is_a_sum_or_listed_as_none() -> None:
    """A canary in each number that is not listed: with ``amounts`` none is left exact."""
    text, every = example()
    numbers = [leaf for leaf in every if leaf.kind in ("number", "whole")]
    assert listed(COUNTED) <= {(leaf.section, leaf.key) for leaf in numbers}
    sums = [leaf for leaf in numbers if (leaf.section, leaf.key) not in listed(COUNTED)]
    plan = loaded(apply_edits(text, [rewrite(leaf.node, "12345") for leaf in sums]))
    made = redact([plan], Key(), amounts=True)[0].text
    assert "12345" not in made
    assert made.count("10000") == len(sums) > 0
