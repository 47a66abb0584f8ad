"""Who knows a thing first hand, by role; the first role knows best."""

from __future__ import annotations

from collections.abc import Mapping

from kamtool.analysis.unknown import Kind
from kamtool.model.values import Role

PROCESS = (Role.PROJECT_LEAD, Role.BUYER, Role.GATEKEEPER, Role.DECIDER)
PURPOSE = (Role.DECIDER, Role.INITIATOR, Role.PROJECT_LEAD, Role.USER)
MONEY = (Role.DECIDER, Role.APPROVER, Role.PROJECT_LEAD, Role.BUYER)
RANGE = (Role.DECIDER, Role.PROJECT_LEAD, Role.RECOMMENDER, Role.BUYER, Role.USER)
KNOWERS: Mapping[Kind, tuple[Role, ...]] = {
    Kind.DECIDER: (Role.PROJECT_LEAD, Role.BUYER, Role.GATEKEEPER, Role.RECOMMENDER),
    Kind.DECIDERS: (Role.PROJECT_LEAD, Role.BUYER, Role.GATEKEEPER, Role.RECOMMENDER),
    Kind.ROLE: (Role.DECIDER, Role.APPROVER, Role.PROJECT_LEAD),
    Kind.BUDGET: MONEY,
    Kind.CONFIRM_BUDGET: MONEY,
    Kind.AMOUNT: MONEY,
    Kind.EVENT: PURPOSE,
    Kind.CONFIRM_EVENT: PURPOSE,
    Kind.UNDERLYING: PURPOSE,
    Kind.DEAL: PURPOSE,
    Kind.NEXT_STEP: RANGE,
    Kind.CRITERIA: (Role.RECOMMENDER, Role.PROJECT_LEAD, Role.DECIDER, Role.BUYER),
    Kind.RIVALS: RANGE,
    Kind.STATUS_QUO: RANGE,
    Kind.MILESTONES: PROCESS,
    Kind.DECISION_MODE: PROCESS,
    Kind.DECISION_RULE: PROCESS,
    Kind.DECISION_KIND: PROCESS,
    Kind.CLOSE: (Role.DECIDER, *PROCESS[:2]),
    Kind.STAGE: (Role.DECIDER, *PROCESS[:2]),
    Kind.CARD: (Role.USER, *PROCESS),
}
