"""The building blocks of every section: text, ids, dates, numbers, and the judgement in its two forms.

Modules of sections do not postpone their annotations: Pydantic would have to compile each one at every start.
"""

import datetime as dt
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Annotated, Any, Generic, TypeVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    model_validator,
)
from pydantic_core import PydanticCustomError, core_schema

from kamtool.model.values import Source

T = TypeVar("T")

ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}\Z", re.ASCII)
NUMBER = re.compile(r"([+-]?)(\d{1,15}|\d{1,3}(?:,\d{3}){1,4})(\.\d{1,6})?\s*([万亿%]?)元?\Z", re.ASCII)
UNITS = {"": Decimal(1), "万": Decimal(10_000), "亿": Decimal(100_000_000), "%": Decimal("0.01")}
ID_PATTERN = r"^(?:status_quo|[a-z0-9][a-z0-9-]{0,63})$"


class Section(BaseModel):
    """A part of the plan: unknown keys are errors, values never change once read."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        hide_input_in_errors=True,
        allow_inf_nan=False,
        defer_build=True,  # only Plan is ever built: a third of the start-up
    )


SectionT = TypeVar("SectionT", bound=Section)


def unsaid(section: type[SectionT], **values: object) -> SectionT:
    """The section as it is when the plan says nothing of it.

    Made without validation, which would have each class build its validator when kamtool starts.
    """
    construct: Any = section.model_construct
    made: SectionT = construct(**values)
    return made


def read_date(value: object) -> dt.date:
    """A day written ``2026-11-30``. Raises the Pydantic error ``bad_date``."""
    if isinstance(value, str) and ISO_DATE.match(value):
        try:
            return dt.date.fromisoformat(value)
        except ValueError:
            pass
    raise PydanticCustomError("bad_date", "bad date")


def read_number(value: object) -> Decimal:
    """A number as people write it: ``2400000``, ``2,400,000``, ``240万``, ``1.2亿``, ``40%``.

    Raises the Pydantic error ``bad_number`` for anything else, also for more digits than money has.
    """
    found = NUMBER.match(value) if isinstance(value, str) else None
    if found is None:
        raise PydanticCustomError("bad_number", "bad number")
    sign, whole, fraction, unit = found.groups()
    return Decimal(sign + whole.replace(",", "") + (fraction or "")) * UNITS[unit]


def read_whole(value: object) -> int:
    """A whole number; ``1.2万`` counts as 12000. Raises the Pydantic error ``bad_whole``."""
    try:
        number = read_number(value)
    except PydanticCustomError:
        raise PydanticCustomError("bad_whole", "bad whole number") from None
    if number != number.to_integral_value():
        raise PydanticCustomError("bad_whole", "bad whole number")
    return int(number)


def read_list(value: object) -> object:
    """One item written without brackets is a list of one."""
    return [value] if isinstance(value, str) else value


class Ready:
    """A type whose validator is at hand, and what the JSON Schema says of it.

    Pydantic would work out the same for each of some two hundred fields at every start.
    """

    def __init__(self, schema: core_schema.CoreSchema, told: dict[str, Any]) -> None:
        self.schema = schema
        self.told = told

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> core_schema.CoreSchema:
        return self.schema

    def __get_pydantic_json_schema__(self, schema: Any, handler: Any) -> dict[str, Any]:
        return dict(self.told)


def read_by(read: Callable[[object], object], told: dict[str, Any]) -> Ready:
    """A type that one of our functions reads."""
    return Ready(core_schema.no_info_plain_validator_function(read), told)


def fitting(pattern: str) -> Ready:
    """A text that fits a pattern."""
    return Ready(core_schema.str_schema(pattern=pattern), {"type": "string", "pattern": pattern})


DATE_SCHEMA = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$", "format": "date"}
NUMBER_SCHEMA = {"type": ["number", "string"], "pattern": NUMBER.pattern.replace(r"\Z", "$")}

Text = Annotated[str, Ready(core_schema.str_schema(min_length=1), {"type": "string", "minLength": 1})]
Id = Annotated[str, fitting(ID_PATTERN)]
Date = Annotated[dt.date, read_by(read_date, DATE_SCHEMA)]
Number = Annotated[Decimal, read_by(read_number, NUMBER_SCHEMA)]
Whole = Annotated[int, read_by(read_whole, NUMBER_SCHEMA)]


def between(low: int, high: int) -> Any:
    """A bound for a number field, said in the JSON Schema as well."""
    return Field(ge=low, le=high)


Share = Annotated[Number, between(0, 1)]
Score = Annotated[Whole, between(0, 5)]
Weight = Annotated[Number, Field(ge=0)]
Grade = Annotated[Whole, between(1, 5)]
Texts = Annotated[tuple[Text, ...], BeforeValidator(read_list)]
Ids = Annotated[tuple[Id, ...], BeforeValidator(read_list)]


class Past(Section, Generic[T]):
    """A judgement as it stood before, kept when a newer one replaced it."""

    value: T
    date: Date | None = None
    source: Source = Source.UNKNOWN
    evidence: Texts = ()


class Judgement(Section, Generic[T]):
    """What we hold to be so, with when, from whom and why; in a plan short (the value alone) or long."""

    value: T
    date: Date | None = None
    source: Source = Source.UNKNOWN
    evidence: Texts = ()
    history: tuple[Past[T], ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, data: Any) -> Any:
        return long_form(data, "value", "unknown")


def long_form(data: Any, name: str, missing: str | None = None) -> Any:
    """A mapping for what was written as one word; an absent value is *missing*, if that is a value at all."""
    if isinstance(data, str):
        return {name: data}
    if isinstance(data, dict) and missing is not None and name not in data:
        return {name: missing, **data}
    return data
