"""Offering by unit: won, open, a rival's, none, or unknown; with the amount where it is given."""

from typing import Annotated, Any

from pydantic import BeforeValidator, model_validator

from kamtool.model.base import Id, Number, Section, long_form
from kamtool.model.term import words
from kamtool.model.values import CellState


def read_state(value: object) -> object:
    """The canonical word for a state in any of its words; a competitor's id stays as it is."""
    known = words(CellState).get(value.strip().casefold()) if isinstance(value, str) else None
    return value if known is None else known.value


CellValue = Annotated[Id, BeforeValidator(read_state)]


class Cell(Section):
    """What stands at one offering and unit: ``won``, ``open``, ``none``, ``unknown`` or a competitor's id."""

    value: CellValue = "unknown"
    amount: Number | None = None

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, data: Any) -> Any:
        return long_form(data, "value")
