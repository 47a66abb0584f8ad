"""Which roles matter at which purchase stage, and which step of ours belongs there (deck 10; methods.md A9)."""

from __future__ import annotations

from kamtool.model.values import Role, SalesStep, Stage

STAGE_ROLES: dict[Stage, tuple[Role, ...]] = {
    Stage.INTENT: (Role.USER, Role.INFLUENCER),
    Stage.RESEARCH: (Role.GATEKEEPER, Role.USER),
    Stage.SHORTLIST: (Role.INFLUENCER, Role.RECOMMENDER),
    Stage.EVALUATION: (Role.BUYER, Role.USER),
    Stage.DECISION: (Role.DECIDER, Role.BUYER),
    Stage.USE: (Role.USER, Role.BUYER),
}
# Where the customer must be at least before we take a step.
MINIMUM = {
    SalesStep.ACT: Stage.RESEARCH,
    SalesStep.FOLLOW_UP: Stage.SHORTLIST,
    SalesStep.NEGOTIATE: Stage.EVALUATION,
    SalesStep.CONTRACT: Stage.DECISION,
    SalesStep.AFTER_SALES: Stage.USE,
}
# The customer's stages that a step of ours answers (四个阶段).
STEP_STAGES: dict[SalesStep, tuple[Stage, ...]] = {
    SalesStep.COLLECT: (Stage.INTENT, Stage.RESEARCH),
    SalesStep.ANALYSE: (Stage.INTENT, Stage.RESEARCH),
    SalesStep.ACT: (Stage.SHORTLIST,),
    SalesStep.FOLLOW_UP: (Stage.EVALUATION,),
    SalesStep.NEGOTIATE: (Stage.DECISION,),
    SalesStep.CONTRACT: (Stage.DECISION,),
    SalesStep.AFTER_SALES: (Stage.USE,),
}


def following(stage: Stage) -> Stage | None:
    """The stage after *stage*; none after use."""
    stages = list(Stage)
    at = stages.index(stage) + 1
    return stages[at] if at < len(stages) else None
