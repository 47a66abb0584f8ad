"""What a plan should not leave unsaid: one function a rule, one module a family, one tuple that lists them all."""

from __future__ import annotations

from kamtool.rules.ages import stale_attitude
from kamtool.rules.champions import divided_champion, nobody_against, outnumbered, rival_champion
from kamtool.rules.compliance import personal_benefit
from kamtool.rules.coverage import (
    overloaded_member,
    powerless_meetings,
    role_gap,
    too_few_contacts,
    uncovered_power,
)
from kamtool.rules.deal import stale_or_slipped
from kamtool.rules.departed import action_for_absent, champion_left
from kamtool.rules.file import lookalike_letters
from kamtool.rules.funnel import impossible_funnel
from kamtool.rules.needs import quadrant_incoherent
from kamtool.rules.people import (
    hostile_unmanaged,
    no_ally,
    no_decider,
    single_threaded,
    title_only_authority,
    two_deciders,
)
from kamtool.rules.relationships import stage_unproven, style_unproven
from kamtool.rules.rule import Rule
from kamtool.rules.visits import no_customer_next_step

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
    stale_or_slipped,
    no_customer_next_step,
    quadrant_incoherent,
    impossible_funnel,
    personal_benefit,
)

__all__ = ["RULES", "Rule"]
