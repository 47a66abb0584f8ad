"""Every number a rule decides by, in one place; a team may set its own under ``[thresholds]`` in kam.toml."""

from __future__ import annotations

from typing import NamedTuple

from kamtool.analysis.ages import Age, Ages, Kind


class Limits(NamedTuple):
    """The defaults of methods.md D; days unless the name says otherwise."""

    # people
    single_thread_days: int = 60
    ally_deed_days: int = 90
    role_touch_days: int = 90
    enough_contacts: int = 3
    few_people: int = 3
    covers_per_member: int = 12
    meetings_without_power: int = 3
    known_attitudes: int = 3
    style_observations: int = 2
    # deal
    silence_days: int = 30
    close_moves: int = 2
    unknown_answers: int = 5
    stage_days_intent: int = 120
    stage_days_research: int = 90
    stage_days_shortlist: int = 60
    stage_days_evaluation: int = 60
    stage_days_decision: int = 30
    high_probability_percent: int = 70
    likely_probability_percent: int = 50
    mutual_steps: int = 3
    confident_answers: int = 15
    # visits
    our_proposals: int = 3
    checklist_items: int = 4
    unanswered: int = 2
    past_step_days: int = 90
    return_days_a: int = 14
    return_days_b: int = 30
    return_days_c: int = 90
    # competition
    frontal_ratio: int = 3
    # service: days to answer and to fix
    acknowledge_days: int = 1
    fix_days_major: int = 14
    fix_days_critical: int = 3
    # account
    card_days: int = 180
    review_days: int = 90
    registration_days: int = 14
    revenue_move_percent: int = 20
    expect_days: int = 14
    # all plans together
    concentration_percent: int = 25
    top_tier_percent: int = 20
    manager_accounts: int = 10
    sponsor_accounts: int = 5
    # funnel
    smallest_input: int = 30
    # compliance
    official_limit: int = 0
    # ages of judgements: from the first on a warning, from the second an error
    # (inferences about a person, that is attitude, relationship, needs, style and lines, never later than a year)
    attitude_warn: int = 90
    attitude_error: int = 365
    authority_warn: int = 365
    authority_error: int = 1095
    relationship_warn: int = 180
    relationship_error: int = 365
    needs_warn: int = 180
    needs_error: int = 365
    style_warn: int = 270
    style_error: int = 365
    line_warn: int = 180
    line_error: int = 365
    budget_warn: int = 120
    budget_error: int = 365
    event_warn: int = 120
    event_error: int = 365
    decision_warn: int = 180
    decision_error: int = 365
    demand_warn: int = 180
    demand_error: int = 365
    answer_warn: int = 120
    answer_error: int = 365
    criteria_warn: int = 180
    criteria_error: int = 365
    radar_warn: int = 180
    radar_error: int = 365
    swot_warn: int = 180
    swot_error: int = 365

    @property
    def ages(self) -> Ages:
        """The ages as a table by kind of judgement."""
        return {kind: Age(getattr(self, f"{kind}_warn"), getattr(self, f"{kind}_error")) for kind in Kind}
