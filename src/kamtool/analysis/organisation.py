"""A customer's ten factors against the defaults of its kind of organisation, and the likely route of a purchase (A8).

The defaults are a reconstruction to be challenged: where a customer differs, the difference is a question, not a fault.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from kamtool.model.plan import Plan
from kamtool.model.values import Factor, OrganizationType

HEAVY = 4

# Defaults 1 to 5 by factor and kind of organisation.
Defaults = Mapping[str, Mapping[str, int]]


class Route(StrEnum):
    """How a purchase likely runs, by the factor that weighs most."""

    TENDER = "tender"
    PERSON = "person"
    PROCEDURE = "procedure"
    RELATIONS = "relations"


# Of two that weigh the same the first leads: what is published binds even the head.
ROUTES = {
    Factor.TENDER_AUDIT: Route.TENDER,
    Factor.ONE_PERSON_AUTHORITY: Route.PERSON,
    Factor.PROCESS_FORMALITY: Route.PROCEDURE,
    Factor.RELATIONSHIP_WEIGHT: Route.RELATIONS,
}


@dataclass(frozen=True, slots=True)
class Scored:
    """One factor: what is usual for the kind, and what the plan says of this customer; ``None`` where unknown."""

    factor: Factor
    usual: int | None
    here: int | None

    @property
    def weight(self) -> int:
        """The customer's own score, else the usual one; 0 when neither is known."""
        return self.here or self.usual or 0

    @property
    def differs(self) -> bool:
        """Whether the customer is not like its kind."""
        return self.here is not None and self.usual is not None and self.here != self.usual


@dataclass(frozen=True, slots=True)
class Organisation:
    """The kind of organisation, its ten factors, and the likely route (``None`` when nothing weighs)."""

    kind: OrganizationType
    factors: tuple[Scored, ...]
    route: Route | None

    @property
    def different(self) -> tuple[Scored, ...]:
        """Where the customer is not like its kind."""
        return tuple(one for one in self.factors if one.differs)

    @property
    def like(self) -> tuple[Scored, ...]:
        """What the plan scores as is usual."""
        return tuple(one for one in self.factors if one.here is not None and not one.differs)

    @property
    def to_ask(self) -> tuple[Scored, ...]:
        """What usually weighs heavily in this kind and nobody scored here."""
        return tuple(one for one in self.factors if one.here is None and (one.usual or 0) >= HEAVY)


def organisation(plan: Plan, defaults: Defaults) -> Organisation:
    """A plan's factors against *defaults*."""
    kind, own = plan.account.type, plan.account.procurement_factors
    found = tuple(Scored(one, defaults.get(one.value, {}).get(kind.value), own.get(one)) for one in Factor)
    leading = max((one for one in found if one.factor in ROUTES), key=lambda one: (one.weight, -place(one.factor)))
    return Organisation(kind, found, ROUTES[leading.factor] if leading.weight >= HEAVY else None)


def place(factor: Factor) -> int:
    """The place of a factor among those that make a route."""
    return list(ROUTES).index(factor)
