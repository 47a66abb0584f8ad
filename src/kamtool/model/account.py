"""客户基本卡, the base card: who the customer is and what it earns us (decks 6 and 7)."""

from typing import Annotated

from kamtool.model.base import Date, Grade, Judgement, Number, Section, Text, Texts, Whole, between, unsaid
from kamtool.model.values import AccountRelationship, Factor, OrganizationType, Tier


class Units(Section):
    """使用, 采购, 支持部门: the units that use, buy and support."""

    using: Text | None = None
    buying: Text | None = None
    support: Text | None = None


class Economics(Section):
    """One year's figures, in the plan's currency; hours are our own."""

    year: Annotated[Whole, between(1980, 2200)]
    revenue: Number | None = None
    gross_profit: Number | None = None
    cost_to_serve: Number | None = None
    hours: Number | None = None
    currency: Text | None = None


class Government(Section):
    """What to know of a government customer (deck 2, 收集关键信息)."""

    position: Text | None = None
    supplier_situation: Text | None = None
    performance_focus: Text | None = None
    cost_view: Text | None = None
    benefit_view: Text | None = None


class Account(Section):
    """The base card; only the name is required."""

    name: Text
    legal_name: Text | None = None
    aliases: Texts = ()
    credit_code: Text | None = None
    type: OrganizationType = OrganizationType.UNKNOWN
    industry: Text | None = None
    tier: Tier = Tier.UNKNOWN
    updated: Date | None = None
    address: Text | None = None
    phone: Text | None = None
    website: Text | None = None
    business: Text | None = None
    scale: Text | None = None
    outlook: Text | None = None
    units: Units = unsaid(Units)
    installed_base: Text | None = None
    payment_terms: Text | None = None
    procurement: Text | None = None
    economics: tuple[Economics, ...] = ()
    procurement_factors: dict[Factor, Grade] = {}
    government: Government = unsaid(Government)
    relationship: Judgement[AccountRelationship] = unsaid(
        Judgement[AccountRelationship], value=AccountRelationship.UNKNOWN
    )
    recovery_plan: Text | None = None
    note: Text | None = None
