"""Our side: who covers whom, now and wanted."""

from __future__ import annotations

from typing import Any

from pydantic import model_validator

from kamtool.model.base import Id, Section, Text, long_form
from kamtool.model.values import RelationshipStage, TeamRole


class Cover(Section):
    """One of ours with one of theirs: the stage now and the stage wanted. Short form: now."""

    now: RelationshipStage = RelationshipStage.UNKNOWN
    want: RelationshipStage | None = None

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, data: Any) -> Any:
        return long_form(data, "now")


class Member(Section):
    """One of ours."""

    name: Text | None = None
    title: Text | None = None
    role: TeamRole | None = None
    covers: dict[Id, Cover] = {}
    note: Text | None = None
