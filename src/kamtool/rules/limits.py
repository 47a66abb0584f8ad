"""Every number a rule decides by, in one place; a team may set its own under ``[thresholds]`` in kam.toml."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
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
    # funnel
    smallest_input: int = 30
    # compliance
    official_limit: int = 0
    # ages of judgements: from the first on a warning, from the second an error
    attitude_warn: int = 90
    attitude_error: int = 365
    authority_warn: int = 365
    authority_error: int = 1095
    relationship_warn: int = 180
    relationship_error: int = 540
    budget_warn: int = 120
    budget_error: int = 365
    event_warn: int = 120
    event_error: int = 365
    answer_warn: int = 120
    answer_error: int = 365
