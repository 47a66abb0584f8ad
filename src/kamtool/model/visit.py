"""访问履历卡: a contact, what was learned, and the next step (decks 6 and 7, A14)."""

from typing import Annotated, Any

from pydantic import BeforeValidator, Field, model_validator

from kamtool.model.base import Date, Grade, Id, Ids, Section, Text, Texts, long_form, read_list
from kamtool.model.values import Channel, ChecklistItem, Party, YesNo


class NextStep(Section):
    """What was agreed to come next, who proposed it, and whether the customer accepted."""

    what: Text
    date: Date | None = None
    proposed_by: Party | None = None
    accepted: YesNo = YesNo.UNKNOWN
    owner: Id | None = None

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, data: Any) -> Any:
        return long_form(data, "what")


class Visit(Section):
    """A contact with the customer; *answered* tells whether it went both ways."""

    date: Date
    channel: Channel = Channel.VISIT
    opportunity: Id | None = None
    with_: Ids = Field(default=(), alias="with")
    by: Ids = ()
    initiated_by: Party | None = None
    answered: YesNo = YesNo.UNKNOWN
    purpose: Text | None = None
    facts: Texts = ()
    outcome: Text | None = None
    checklist: Annotated[tuple[ChecklistItem, ...], BeforeValidator(read_list)] = ()
    satisfaction: Grade | None = None
    next: NextStep | None = None
