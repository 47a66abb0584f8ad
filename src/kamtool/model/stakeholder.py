"""A person at the customer: place, part in the purchase, attitude, needs, style and relationship (A2 to A7)."""

from typing import Annotated, Any

from pydantic import BeforeValidator, model_validator

from kamtool.model.base import (
    Date,
    Id,
    Judgement,
    Section,
    Text,
    Texts,
    Weight,
    Whole,
    between,
    long_form,
    read_list,
    unsaid,
)
from kamtool.model.values import (
    Attitude,
    Authority,
    AuthorityProof,
    Basis,
    Expertise,
    Influence,
    NeedStatus,
    OrganizationNeed,
    Party,
    PersonalNeed,
    RelationshipStage,
    Role,
    Source,
    Style,
    YesNo,
)

Roles = Annotated[tuple[Role, ...], BeforeValidator(read_list)]
AttitudeJudgement = Judgement[Attitude]
NO_ATTITUDE = unsaid(AttitudeJudgement, value=Attitude.UNKNOWN)


class AuthorityEvidence(Section):
    """What an authority claim rests on: its kind, the day, and what was seen."""

    kind: AuthorityProof
    date: Date | None = None
    note: Text | None = None


class AuthorityJudgement(Section):
    """What this person may do in the decision, and how we know."""

    claim: Authority = Authority.UNKNOWN
    evidence: tuple[AuthorityEvidence, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, data: Any) -> Any:
        return long_form(data, "claim")


class Need(Section):
    """Whether a need is met by us, and when that was last seen; short form: the status alone."""

    status: NeedStatus = NeedStatus.UNKNOWN
    weight: Weight | None = None
    date: Date | None = None
    evidence: Texts = ()

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, data: Any) -> Any:
        return long_form(data, "status")


class Needs(Section):
    """Personal and organisational needs as this person sees them (deck 10, the quadrant's two axes)."""

    personal: dict[PersonalNeed, Need] = {}
    organization: dict[OrganizationNeed, Need] = {}


class Observation(Section):
    """One behaviour seen, with its day."""

    date: Date | None = None
    behaviour: Text


class StyleNotes(Section):
    """How a person likes to deal; both axes 1 to 4, believed only from two observations on."""

    value: Style = Style.UNKNOWN
    assertiveness: Annotated[Whole, between(1, 4)] | None = None
    responsiveness: Annotated[Whole, between(1, 4)] | None = None
    observed: tuple[Observation, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, data: Any) -> Any:
        return long_form(data, "value")


class Behaviour(Section):
    """A dated behaviour that proves a relationship stage; *shows* defaults to the stage claimed."""

    behaviour: Text
    date: Date | None = None
    initiated_by: Party | None = None
    shows: RelationshipStage | None = None


class PastRelationship(Section):
    """The stage as it stood before."""

    value: RelationshipStage
    date: Date | None = None
    evidence: Texts = ()


class Relationship(Section):
    """How far this person has come with us (deck 3), and the behaviour that proves it."""

    value: RelationshipStage = RelationshipStage.UNKNOWN
    date: Date | None = None
    source: Source = Source.UNKNOWN
    evidence: tuple[Behaviour, ...] = ()
    history: tuple[PastRelationship, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, data: Any) -> Any:
        data = long_form(data, "value")
        if isinstance(data, dict) and isinstance(data.get("evidence"), str):
            day = {"date": data["date"]} if "date" in data else {}
            return {**data, "evidence": [{"behaviour": data["evidence"], **day}]}
        return data


class Privacy(Section):
    """On which ground this person's data is kept, and until when."""

    basis: Basis | None = None
    notice_on: Date | None = None
    expires: Date | None = None
    consent_ref: Text | None = None
    purpose: Text | None = None


class Personal(Section):
    """Private life: kept only with the person's consent, filed, and for a purpose that is told (methods.md C, G3)."""

    family: Text | None = None
    birthday: Text | None = None
    native_place: Text | None = None
    home_address: Text | None = None
    hobbies: Texts = ()
    politics: Text | None = None
    social_circle: Texts = ()


class Stakeholder(Section):
    """A person. Everything may be missing; the id then serves as the name."""

    name: Text | None = None
    aliases: Texts = ()
    title: Text | None = None
    unit: Text | None = None
    phone: Text | None = None
    email: Text | None = None
    reports_to: Id | None = None
    left: Date | None = None
    public_official: YesNo = YesNo.UNKNOWN
    roles: Roles = ()
    recommends_on: Expertise | None = None
    influence: Influence = Influence.UNKNOWN
    authority: AuthorityJudgement = unsaid(AuthorityJudgement)
    attitude: AttitudeJudgement = NO_ATTITUDE
    attitudes: dict[Id, AttitudeJudgement] = {}
    needs: Needs = unsaid(Needs)
    style: StyleNotes = unsaid(StyleNotes)
    relationship: Relationship = unsaid(Relationship)
    privacy: Privacy = unsaid(Privacy)
    personal: Personal = unsaid(Personal)
    note: Text | None = None
