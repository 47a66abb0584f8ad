"""What somebody of ours will do, about whom, by when, and which finding it answers."""

from typing import Annotated

from pydantic import BeforeValidator, Field

from kamtool.model.base import Date, Id, Ids, Section, Text, fitting, read_list

RuleCodes = Annotated[tuple[Annotated[str, fitting(r"^KAM\d{3}$")], ...], BeforeValidator(read_list)]


class Action(Section):
    """One action; open until *done* holds the day it was finished."""

    id: Id | None = None
    what: Text
    who: Id | None = None
    about: Ids = ()
    opportunity: Id | None = None
    due: Date | None = None
    done: Date | None = None
    for_: RuleCodes = Field(default=(), alias="for")
