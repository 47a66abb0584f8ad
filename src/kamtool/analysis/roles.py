"""Which roles matter at which purchase stage (deck 10, 不同购买阶段的参与者)."""

from __future__ import annotations

from kamtool.model.values import Role, Stage

STAGE_ROLES: dict[Stage, tuple[Role, ...]] = {
    Stage.INTENT: (Role.USER, Role.INFLUENCER),
    Stage.RESEARCH: (Role.GATEKEEPER, Role.USER),
    Stage.SHORTLIST: (Role.INFLUENCER, Role.RECOMMENDER),
    Stage.EVALUATION: (Role.BUYER, Role.USER),
    Stage.DECISION: (Role.DECIDER, Role.BUYER),
    Stage.USE: (Role.USER, Role.BUYER),
}


def following(stage: Stage) -> Stage | None:
    """The stage after *stage*; none after use."""
    stages = list(Stage)
    at = stages.index(stage) + 1
    return stages[at] if at < len(stages) else None
