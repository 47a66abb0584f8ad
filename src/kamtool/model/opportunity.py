"""One deal: stage, money, decision, people's parts in it, criteria, qualification, analysis (A9 to A11)."""

from typing import Any

from pydantic import model_validator

from kamtool.model.base import (
    Date,
    Id,
    Ids,
    Judgement,
    Number,
    Score,
    Section,
    Share,
    Text,
    Texts,
    Weight,
    long_form,
    unsaid,
)
from kamtool.model.stakeholder import AttitudeJudgement, AuthorityJudgement, Needs, Relationship, Roles
from kamtool.model.values import (
    Axis,
    Bone,
    Budget,
    BuyingFactor,
    Criterion,
    DealStatus,
    DecisionKind,
    DecisionLevel,
    DecisionMode,
    DecisionRule,
    Influence,
    NeedLayer,
    NeedState,
    Party,
    SalesStep,
    Source,
    Stage,
    Strategy,
    YesNo,
)


class Value(Section):
    """What the deal is worth, and how likely we hold it to be (0 to 1)."""

    amount: Number | None = None
    currency: Text | None = None
    probability: Share | None = None

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, data: Any) -> Any:
        return long_form(data, "amount")


class Close(Section):
    """When we expect the signature, and every date it was moved from. Short form: the date."""

    date: Date | None = None
    moved_from: tuple[Date, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, data: Any) -> Any:
        return long_form(data, "date")


class CompellingEvent(Judgement[YesNo]):
    """Why the customer must act, *by* which day, and what happens if not; *date* is when we heard of it."""

    by: Date | None = None
    consequence: Text | None = None


class Milestone(Section):
    """A dated point in the customer's process."""

    name: Text
    date: Date | None = None
    done: Date | None = None


class Decision(Section):
    """How the customer decides (deck 10, 客户的决策类型)."""

    kind: DecisionKind | None = None
    level: DecisionLevel | None = None
    mode: DecisionMode | None = None
    rule: DecisionRule | None = None
    source: Source = Source.UNKNOWN
    date: Date | None = None
    evidence: Texts = ()
    milestones: tuple[Milestone, ...] = ()


class Participant(Section):
    """What differs from the person's default in this deal."""

    roles: Roles | None = None
    influence: Influence | None = None
    authority: AuthorityJudgement | None = None
    attitude: AttitudeJudgement | None = None
    attitudes: dict[Id, AttitudeJudgement] = {}
    needs: Needs | None = None
    relationship: Relationship | None = None
    note: Text | None = None


class DealNeed(Section):
    """A need of the customer in this deal: how deep it lies and whether money stands behind it."""

    text: Text
    layer: NeedLayer | None = None
    state: NeedState | None = None
    source: Source = Source.UNKNOWN
    date: Date | None = None
    confirmed_by: Ids = ()

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, data: Any) -> Any:
        return long_form(data, "text")


class BuyingCriterion(Section):
    """One of the customer's criteria, its weight, and each vendor's score 0 to 5, given on *date*."""

    name: Text
    factor: BuyingFactor | None = None
    weight: Weight | None = None
    formal: YesNo = YesNo.UNKNOWN
    scores: dict[Id, Score] = {}
    date: Date | None = None
    rated_by: Source = Source.UNKNOWN
    evidence: Texts = ()


class StrategyChoice(Section):
    """How we compete in this deal, and why. Short form: the kind."""

    kind: Strategy | None = None
    reason: Text | None = None
    scope: Text | None = None

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, data: Any) -> Any:
        return long_form(data, "kind")


class Rating(Section):
    """A score 0 to 5 on one axis; short form: the score."""

    value: Score | None = None
    date: Date | None = None
    rated_by: Source = Source.UNKNOWN
    evidence: Texts = ()

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, data: Any) -> Any:
        return long_form(data, "value")


class Cause(Section):
    """One reason why we may lose, with what lies behind it."""

    cause: Text
    why: Texts = ()
    owner: Id | None = None
    evidence: Texts = ()

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, data: Any) -> Any:
        return long_form(data, "cause")


class CloseStep(Section):
    """A step of the mutual action plan; *customer_agreed* is what makes it mutual."""

    what: Text
    by: Party | None = None
    owner: Id | None = None
    due: Date | None = None
    customer_agreed: YesNo = YesNo.UNKNOWN
    done: Date | None = None


class GiveGet(Section):
    """What we give and what we get for it (deck 10, 双赢)."""

    give: Texts = ()
    get: Texts = ()


class Override(Section):
    """Somebody's decision to go on against a failed gate."""

    approver: Text
    date: Date
    reason: Text


class Opportunity(Section):
    """One deal with this customer; everything may be missing."""

    name: Text | None = None
    unit: Text | None = None
    status: DealStatus = DealStatus.OPEN
    opened: Date | None = None
    stage: Stage | None = None
    stage_since: Date | None = None
    step: SalesStep | None = None
    value: Value = unsaid(Value)
    close: Close = unsaid(Close)
    closed: Date | None = None
    closed_reason: Text | None = None
    contract_until: Date | None = None
    compelling_event: CompellingEvent = unsaid(CompellingEvent, value=YesNo.UNKNOWN)
    budget: Judgement[Budget] = unsaid(Judgement[Budget], value=Budget.UNKNOWN)
    decision: Decision = unsaid(Decision)
    participants: dict[Id, Participant] = {}
    competitors: Ids = ()
    incumbent: Id | None = None
    needs: tuple[DealNeed, ...] = ()
    criteria: tuple[BuyingCriterion, ...] = ()
    qualification: dict[Id, dict[Criterion, Judgement[YesNo]]] = {}
    override: Override | None = None
    strategy: StrategyChoice = unsaid(StrategyChoice)
    radar: dict[Id, dict[Axis, Rating]] = {}
    weights: dict[Axis, Weight] = {}
    fishbone: dict[Bone, tuple[Cause, ...]] = {}
    close_plan: tuple[CloseStep, ...] = ()
    give_get: GiveGet = unsaid(GiveGet)
    note: Text | None = None
