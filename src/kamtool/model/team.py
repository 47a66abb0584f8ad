"""Our side: who covers whom, now and wanted."""

from typing import Any

from pydantic import model_validator

from kamtool.model.base import Date, Grade, Id, Number, Section, Text, Texts, long_form, unsaid
from kamtool.model.values import RelationshipStage, Source, Style, TeamRole


class Cover(Section):
    """One of ours with one of theirs: the stage now and the stage wanted. Short form: now."""

    now: RelationshipStage = RelationshipStage.UNKNOWN
    want: RelationshipStage | None = None

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, data: Any) -> Any:
        return long_form(data, "now")


class CompetenceGrade(Section):
    """A grade 1 to 5 with what it rests on; short form: the grade."""

    value: Grade | None = None
    date: Date | None = None
    source: Source = Source.UNKNOWN
    evidence: Texts = ()

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, data: Any) -> Any:
        return long_form(data, "value")


UNGRADED = unsaid(CompetenceGrade)


class Competence(Section):
    """四项核心能力, the four core competencies (deck 3; the four of deck 10)."""

    knowledge: CompetenceGrade = UNGRADED
    communication: CompetenceGrade = UNGRADED
    attitude: CompetenceGrade = UNGRADED
    quality: CompetenceGrade = UNGRADED


class Member(Section):
    """One of ours."""

    name: Text | None = None
    title: Text | None = None
    role: TeamRole | None = None
    covers: dict[Id, Cover] = {}
    style: Style = Style.UNKNOWN
    hours: Number | None = None
    competence: Competence = unsaid(Competence)
    note: Text | None = None
