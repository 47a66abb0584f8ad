"""What a plan should not leave unsaid: one function a rule, one module a family, one tuple that lists them all."""

from __future__ import annotations

from kamtool.rules.account import (
    card_stale,
    goal_without_measure,
    not_reviewed,
    swot_without_action,
    uneconomic_key,
)
from kamtool.rules.ages import (
    expired_inference,
    stale_attitude,
    stale_inference,
    stale_scores,
    stale_swot,
    undated_judgement,
)
from kamtool.rules.champions import divided_champion, nobody_against, outnumbered, rival_champion
from kamtool.rules.competition import (
    flattering_radar,
    no_alternative,
    radar_above_criteria,
    rival_left_out,
    strategy_mismatch,
)
from kamtool.rules.compliance import personal_benefit, tender_secret
from kamtool.rules.coverage import (
    overloaded_member,
    powerless_meetings,
    procurement_only,
    role_gap,
    too_few_contacts,
    uncovered_power,
)
from kamtool.rules.deal import (
    ahead_of_customer,
    budget_unconfirmed,
    no_compelling_event,
    no_stage,
    no_value,
    price_unspoken,
    process_unknown,
)
from kamtool.rules.departed import action_for_absent, champion_left
from kamtool.rules.expect import expectation_missed
from kamtool.rules.file import lookalike_letters
from kamtool.rules.forecast import confident_red_flags, probability_against_facts
from kamtool.rules.funnel import impossible_funnel, small_input
from kamtool.rules.needs import accepts_but_unmet, quadrant_incoherent, surface_need
from kamtool.rules.pace import overdue_close_step, plan_not_mutual, stale_or_slipped, stalled_stage
from kamtool.rules.people import (
    hostile_unmanaged,
    no_ally,
    no_decider,
    single_threaded,
    title_only_authority,
    two_deciders,
)
from kamtool.rules.portfolio import PORTFOLIO, PortfolioRule
from kamtool.rules.privacy import personal_data
from kamtool.rules.promises import overdue_action, promise_overdue
from kamtool.rules.qualification import everything_yes, pursuing_failed, stale_evidence, unsupported_answer
from kamtool.rules.registrations import registration_conflict, registration_expiring
from kamtool.rules.relationships import stage_unproven, style_unproven
from kamtool.rules.rule import Rule
from kamtool.rules.service import compensation_unapproved, one_sided, selling_over_failure, still_unsatisfied
from kamtool.rules.visits import (
    ghosted,
    next_step_past,
    no_customer_next_step,
    return_overdue,
    thin_first_visit,
    we_always_propose,
)

RULES: tuple[Rule, ...] = (
    lookalike_letters,
    no_decider,
    title_only_authority,
    single_threaded,
    no_ally,
    hostile_unmanaged,
    stage_unproven,
    role_gap,
    nobody_against,
    style_unproven,
    champion_left,
    divided_champion,
    two_deciders,
    rival_champion,
    outnumbered,
    uncovered_power,
    overloaded_member,
    powerless_meetings,
    too_few_contacts,
    action_for_absent,
    stale_attitude,
    stale_inference,
    procurement_only,
    no_compelling_event,
    budget_unconfirmed,
    pursuing_failed,
    unsupported_answer,
    ahead_of_customer,
    stale_or_slipped,
    process_unknown,
    stalled_stage,
    stale_evidence,
    price_unspoken,
    confident_red_flags,
    everything_yes,
    probability_against_facts,
    overdue_close_step,
    plan_not_mutual,
    no_stage,
    no_value,
    no_customer_next_step,
    we_always_propose,
    promise_overdue,
    thin_first_visit,
    ghosted,
    overdue_action,
    next_step_past,
    return_overdue,
    surface_need,
    quadrant_incoherent,
    accepts_but_unmet,
    no_alternative,
    strategy_mismatch,
    flattering_radar,
    rival_left_out,
    radar_above_criteria,
    stale_scores,
    selling_over_failure,
    one_sided,
    compensation_unapproved,
    still_unsatisfied,
    uneconomic_key,
    card_stale,
    registration_conflict,
    goal_without_measure,
    swot_without_action,
    not_reviewed,
    registration_expiring,
    stale_swot,
    expectation_missed,
    undated_judgement,
    impossible_funnel,
    small_input,
    personal_benefit,
    personal_data,
    tender_secret,
    expired_inference,
)

# Every rule a person can meet: those of one plan, and those over all plans.
CATALOGUE: tuple[Rule | PortfolioRule, ...] = (*RULES, *PORTFOLIO)

__all__ = ["CATALOGUE", "PORTFOLIO", "RULES", "PortfolioRule", "Rule"]
