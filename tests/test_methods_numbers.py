"""The numbers and tables of the method page, A1 to A16, as they stand there; each is held against what kam computes.

The funnel's loss and back-plan, the decks' tables of A12 and the ten factors of A8 are worked out at length in
tests/analysis/test_funnel.py, beside A12's own analysis, and in tests/playbook/test_read.py.
"""

from __future__ import annotations

import json
import re
from fractions import Fraction
from itertools import product
from typing import Any

import pytest

from kamtool.analysis.backplan import back_plan
from kamtool.analysis.brief import DIAGONAL, STYLES
from kamtool.analysis.buying import groups
from kamtool.analysis.coverage import DECAY_DAYS
from kamtool.analysis.deal import VERIFIED, WEIGHT, is_official
from kamtool.analysis.funnel import COUNTS, STEPS, Count, funnel
from kamtool.analysis.information import ENOUGH, Link
from kamtool.analysis.needs import CELLS, Quadrant, possible
from kamtool.analysis.next_steps import Grade
from kamtool.analysis.qualification import CRITERIA, GATES, Question
from kamtool.analysis.roles import MINIMUM, STAGE_ROLES, STEP_STAGES
from kamtool.analysis.support import STANCE
from kamtool.analysis.visits import LAST, TELLS
from kamtool.load import load_bytes
from kamtool.model.plan import Plan
from kamtool.model.values import (
    Attitude,
    Axis,
    Bone,
    ChecklistItem,
    Criterion,
    Influence,
    NeedLayer,
    NeedState,
    PersonalNeed,
    RelationshipStage,
    Role,
    SalesStep,
    Strategy,
    Style,
    YesNo,
)
from kamtool.rules.limits import Limits
from tests.kam import AS_OF, ROOT, kam

LIMITS = Limits()


def plan_of(text: str) -> Plan:
    found = load_bytes(text.encode(), "plan.yaml").plan
    assert found is not None
    return found


def test_a1_the_deck_funnel() -> None:
    """1000, 200, 100, 60, 30, 15: 20, 50, 60, 50, 50 %; 3, 15 and 1.5 % overall; ten points more: 45, 36, 35, 36."""
    counts = [Count(name, value) for name, value in zip(COUNTS, (1000, 200, 100, 60, 30, 15), strict=True)]
    targets = dict(zip(STEPS, map(Fraction, ("0.2", "0.5", "0.6", "0.5", "0.5")), strict=True))
    found = funnel(counts, targets)
    assert [one.rate.value for one in found.steps] == [0.2, 0.5, 0.6, 0.5, 0.5]
    assert [one.value for one in (found.market_to_won, found.contact_to_won, found.market_to_redeveloped)] == [
        0.03, 0.15, 0.015
    ]  # fmt: skip
    assert [30 + (one.gain or 0) for one in found.steps[:4]] == [45, 36, 35, 36]
    plan = back_plan({one.name: one.value for one in counts}, 30)
    assert plan is not None
    assert plan.need("market_capacity").needed == 1000
    assert LIMITS.smallest_input == 30


def test_a2_ten_roles_and_the_six_stages() -> None:
    """The table of L441-449, and what counts as proof of authority."""
    table = {
        "intent": "user influencer",
        "research": "gatekeeper user",
        "shortlist": "influencer recommender",
        "evaluation": "buyer user",
        "decision": "decider buyer",
        "use": "user buyer",
    }
    assert {stage.value: " ".join(roles) for stage, roles in STAGE_ROLES.items()} == table
    assert len([one for one in Role if one.value != "unknown"]) == 10
    assert {one.value for one in VERIFIED} == {"approval_matrix", "signed_before", "observed_decision", "second_source"}


def test_a3_weights_3_2_1_and_stances() -> None:
    """+2, 0, 0, −1, −2; (3×2 + 2×−1 + 1×0) ÷ (2×6) = 1/3, and an unknown 3 is a third of the weight, not a 0."""
    assert [STANCE[one] for one in Attitude if one is not Attitude.UNKNOWN] == [2, 0, 0, -1, -2]
    assert [WEIGHT[one] for one in (Influence.HIGH, Influence.MEDIUM, Influence.LOW)] == [3, 2, 1]
    people = "a: {influence: high, attitude: accept}, b: {influence: medium, attitude: resist}"
    people += ", c: {influence: low, attitude: doubt}, d: {influence: high}"
    found = kam_json("stakeholders", people)["support"]
    assert (round(found["index"], 4), round(found["unknown_share"], 4)) == (0.3333, 0.3333)


def kam_json(command: str, people: str) -> Any:
    text = f"kam: 1\naccount: {{name: 厂}}\nstakeholders: {{{people}}}\n"
    found = kam(command, "-", *AS_OF, "-f", "json", stdin=text.encode())
    assert found.code == 0, found.err
    return json.loads(found.out)


def test_a4_four_cells_nine_outcomes() -> None:
    """(Y,y) partner, (Y,n) friend, (N,y) rival, (N,n) stranger; with unknown axes nine outcomes; N is never unknown."""
    yes, no = YesNo.YES, YesNo.NO
    cells = {(yes, yes): "partner", (yes, no): "friend", (no, yes): "rival", (no, no): "stranger"}
    assert {key: cell.value for key, cell in CELLS.items()} == cells
    outcomes = {pair: possible(*pair) for pair in product(YesNo, repeat=2)}
    assert sorted(len(one) for one in outcomes.values()) == [1, 1, 1, 1, 2, 2, 2, 2, 4]
    assert set(outcomes[YesNo.UNKNOWN, YesNo.NO]) == {Quadrant.FRIEND, Quadrant.STRANGER}


def test_a5_two_axes_two_observations_two_diagonals() -> None:
    """Driver high/low, expressive high/high, analytical low/low, amiable low/high; diagonals clash; two deeds seen."""
    axes = {(True, False): "driver", (True, True): "expressive", (False, False): "analytical", (False, True): "amiable"}
    assert {key: one.value for key, one in STYLES.items()} == axes
    pairs = {frozenset({one.value, other.value}) for one, other in DIAGONAL.items()}
    assert pairs == {frozenset({"analytical", "expressive"}), frozenset({"driver", "amiable"})}
    assert all(DIAGONAL[DIAGONAL[one]] is one for one in DIAGONAL)
    assert {one for one in Style if one is not Style.UNKNOWN} == set(DIAGONAL)
    assert LIMITS.style_observations == 2


@pytest.mark.parametrize(
    ("word", "need"),
    [
        ("权力", "power"), ("成就", "achievement"), ("个人业绩", "achievement"), ("赏识", "esteem"), ("尊重", "esteem"),
        ("接纳", "affiliation"), ("交往", "affiliation"), ("安全", "security"), ("金钱或物质", "material"),
    ],
)  # fmt: skip
def test_a6_the_two_lists_of_needs_are_one(word: str, need: str) -> None:
    assert PersonalNeed.read(word).value == need


def test_a7_four_stages_two_deeds_180_days() -> None:
    assert [one.value for one in RelationshipStage if one.value != "unknown"] == [
        "acquaintance", "engagement", "trust", "ally"
    ]  # fmt: skip
    assert (DECAY_DAYS, LIMITS.relationship_warn, LIMITS.ally_deed_days) == (180, 180, 90)


def test_a8_officials_by_kind_of_organisation() -> None:
    """People of soe and gov are officials unless the plan says otherwise; the ten factors stand in the playbook."""
    for kind, official in (("soe", "yes"), ("gov", "yes"), ("private", "no"), ("foreign", "no")):
        plan = plan_of(f"kam: 1\naccount: {{name: 厂, type: {kind}}}\nstakeholders: {{a: {{}}}}\n")
        assert (is_official(plan, plan.stakeholders["a"]).value == "yes") == (official == "yes"), kind


def test_a9_five_links_three_fifths_seven_steps() -> None:
    """Five links, 60 % of each confirmed; our seven steps against the customer's stages; the least stage of D105."""
    assert [one.value for one in Link] == [
        "participants", "needs_environment", "budget", "process_timing", "competition"
    ]  # fmt: skip
    assert ENOUGH == 60
    steps = "collect:12 analyse:12 act:3 follow_up:4 negotiate:5 contract:5 after_sales:6"
    said = (f"{step}:{''.join(str(stage.number) for stage in stages)}" for step, stages in STEP_STAGES.items())
    assert " ".join(said) == steps
    least = {"act": 2, "follow_up": 3, "negotiate": 4, "contract": 5, "after_sales": 6}
    assert {step.value: stage.number for step, stage in MINIMUM.items()} == least
    assert len(SalesStep) == 7


def test_a10_four_questions_of_five_and_four_gates() -> None:
    """−5 to +5 a question, twenty criteria, the gates, 3 : 1, six strategies."""
    table = {
        "opportunity": "project business_profile financial_condition access_to_funds compelling_event",
        "compete": "formal_criteria solution_fit resources current_relationship unique_value",
        "win": "inside_support executive_credibility cultural_fit informal_criteria political_alignment",
        "worth": "short_revenue future_revenue profitability risk strategic_value",
    }
    assert {one.value: " ".join(CRITERIA[one]) for one in Question} == table
    assert len(Criterion) == 20
    assert {one.value for one in GATES} == {"compelling_event", "access_to_funds", "solution_fit", "inside_support"}
    assert LIMITS.frontal_ratio == 3
    assert " ".join(Strategy) == "frontal flanking fragment defend develop disengage"
    assert LIMITS.unknown_answers == 5


@pytest.mark.parametrize(("answer", "score"), [("yes", "+5"), ("no", "−5"), ("unknown", "?")])
def test_a10_the_ends_of_the_scale(answer: str, score: str) -> None:
    """All five yes is +5, all five no −5, all five unknown is no score at all."""
    answers = ", ".join(f"{one}: {answer}" for one in CRITERIA[Question.WIN])
    text = "kam: 1\naccount: {name: 厂}\nopportunities: {d: {name: 单, qualification: {us: {" + answers + "}}}}\n"
    found = kam("qualify", "-", *AS_OF, "--lang", "en", "-f", "plain", stdin=text.encode()).out
    assert re.search(rf"3 Can we win\?\s+{re.escape(score)}\s", found), found


def test_a11_macro_three_and_micro_four() -> None:
    """Seven axes; the fishbone has them, the decision chain and time."""
    axes = "company_brand product_brand market_share relationship technology commercial service"
    assert " ".join(Axis) == axes
    assert " ".join(Bone) == f"{axes} decision_chain time"


def test_a13_the_card_ages_in_180_days_and_moves_by_20_percent() -> None:
    assert (LIMITS.card_days, LIMITS.revenue_move_percent) == (180, 20)


def test_a14_six_items_five_grades_and_the_cadence() -> None:
    """A 14, B 30, C 90 days; the last five; two tells, four asks; customer_proposed best, none worst."""
    assert (LIMITS.return_days_a, LIMITS.return_days_b, LIMITS.return_days_c) == (14, 30, 90)
    assert (LAST, len(TELLS), len(ChecklistItem)) == (5, 2, 6)
    assert (LIMITS.checklist_items, LIMITS.our_proposals) == (4, 3)
    grades = "customer_proposed customer_committed us_proposed_accepted us_proposed_open none unknown"
    assert " ".join(Grade) == grades


def test_a15_the_kept_rate_is_kept_of_due() -> None:
    """One kept in time, one late, one overdue, one not yet due: 1 of 3, the fourth not counted."""
    text = """kam: 1
account: {name: 厂}
stakeholders: {song: {name: 宋敏}}
promises:
  - {by: us, to: song, what: a, made: 2026-10-01, due: 2026-10-10, kept: 2026-10-09}
  - {by: us, to: song, what: b, made: 2026-10-01, due: 2026-10-10, kept: 2026-10-12}
  - {by: us, to: song, what: c, made: 2026-10-01, due: 2026-11-10}
  - {by: us, to: song, what: d, made: 2026-10-01, due: 2026-12-10}
"""
    found = kam("promises", "-", *AS_OF, "--lang", "en", "-f", "plain", stdin=text.encode()).out
    assert "1 of 3" in found


def test_a16_eighteen_factors_three_layers_three_states() -> None:
    """Four, four, two, three and five factors; failures by severity: major 14 days, critical 3, answer in 1."""
    assert [len(members) for members in groups().values()] == [4, 4, 2, 3, 5]
    assert " ".join(NeedLayer) == "expressed specific underlying"
    assert " ".join(NeedState) == "need want demand"
    assert (LIMITS.fix_days_major, LIMITS.fix_days_critical, LIMITS.acknowledge_days) == (14, 3, 1)


def test_the_numbers_of_the_rules() -> None:
    """D: touch 60 and 90 days, silence 30, two moves, three people, our three proposals, nothing for officials."""
    assert (LIMITS.single_thread_days, LIMITS.role_touch_days, LIMITS.silence_days) == (60, 90, 30)
    assert (LIMITS.close_moves, LIMITS.known_attitudes, LIMITS.official_limit) == (2, 3, 0)


def test_every_method_has_its_numbers_here() -> None:
    """A1 to A16, but A12, whose tables stand beside its own analysis."""
    here = (ROOT / "tests/test_methods_numbers.py").read_text(encoding="utf-8")
    named = {int(one) for one in re.findall(r"^def test_a(\d+)_", here, re.MULTILINE)}
    assert named == set(range(1, 17)) - {12}
