"""The whole plan, in the order of the file."""

from typing import Literal

from kamtool.model.account import Account
from kamtool.model.action import Action
from kamtool.model.base import Date, Id, Section, Text
from kamtool.model.change import Change
from kamtool.model.competitor import Competitor
from kamtool.model.document import Document
from kamtool.model.expectation import Expectation
from kamtool.model.expense import Expense
from kamtool.model.funnel import FunnelPeriod
from kamtool.model.goal import Goal
from kamtool.model.issue import Issue
from kamtool.model.opportunity import Opportunity
from kamtool.model.promise import Promise
from kamtool.model.registration import Registration
from kamtool.model.relation import Relation
from kamtool.model.stakeholder import Stakeholder
from kamtool.model.swot import SwotItem
from kamtool.model.team import Member
from kamtool.model.values import Jurisdiction
from kamtool.model.visit import Visit
from kamtool.model.whitespace import Cell


class Plan(Section):
    """One account plan. ``kam`` and ``account.name`` are required; whatever else is missing is unknown."""

    kam: Literal["1"]
    owner: Text | None = None
    reviewed: Date | None = None
    jurisdiction: Jurisdiction = Jurisdiction.CN
    account: Account
    stakeholders: dict[Id, Stakeholder] = {}
    relations: tuple[Relation, ...] = ()
    team: dict[Id, Member] = {}
    competitors: dict[Id, Competitor] = {}
    opportunities: dict[Id, Opportunity] = {}
    swot: tuple[SwotItem, ...] = ()
    whitespace: dict[Text, dict[Text, Cell]] = {}
    goals: tuple[Goal, ...] = ()
    expect: tuple[Expectation, ...] = ()
    actions: tuple[Action, ...] = ()
    visits: tuple[Visit, ...] = ()
    promises: tuple[Promise, ...] = ()
    issues: tuple[Issue, ...] = ()
    changes: tuple[Change, ...] = ()
    expenses: tuple[Expense, ...] = ()
    documents: tuple[Document, ...] = ()
    registrations: tuple[Registration, ...] = ()
    funnel: tuple[FunnelPeriod, ...] = ()

    @property
    def lead(self) -> str | None:
        """The name of the account manager; an id under ``team`` is the one it stands for."""
        own = self.team.get(self.owner) if self.owner else None
        return own.name or self.owner if own else self.owner
