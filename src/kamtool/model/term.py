"""Listed values: each accepts its canonical English word, the Chinese term and the known slips of the field."""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from typing import Any, Self

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import PydanticCustomError, core_schema

from kamtool.texts.lookup import aliases_of, list_name


class Term(StrEnum):
    """A value from a closed list. In a plan it may be written in any of its words; here it is always canonical."""

    @classmethod
    def read(cls, value: object) -> Self:
        """The member that *value* names. Raises the Pydantic error ``not_listed`` with all canonical words."""
        known = cls._value2member_map_.get(value) if isinstance(value, str) else None
        if known is None and isinstance(value, str):
            known = words(cls).get(value.strip().casefold())
        if known is None:
            raise PydanticCustomError(
                "not_listed", "not listed", {"list": list_name(cls), "allowed": [one.value for one in cls]}
            )
        return known  # type: ignore[return-value]  # the map is typed for any Enum

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(
            cls.read, serialization=core_schema.plain_serializer_function_ser_schema(str)
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler) -> Any:
        return {"type": "string", "enum": [*(one.value for one in cls), *other_words(cls)]}


@cache
def words(listed: type[Term]) -> dict[str, Term]:
    """Every accepted word of a list, case-folded, with the member it means."""
    table = {alias.casefold(): listed(name) for name, known in aliases_of(listed).items() for alias in known}
    return {**{one.value.casefold(): one for one in listed}, **table}


def other_words(listed: type[Term]) -> list[str]:
    """The accepted words that are not canonical, as they are usually written."""
    canonical = {one.value for one in listed}
    every = [alias for known in aliases_of(listed).values() for alias in known]
    return sorted(dict.fromkeys(alias for alias in every if alias not in canonical))
