"""The tables that plans become: one for whatever repeats in a plan, walked off the model.

A section below another becomes columns, one beside the other; a list or a mapping becomes a table of its own, whose
rows name the account, what they stand below, and their own key. Lists of texts and days stay lists in one column. So a
new field of the model has its column or table by itself; ``PLACES`` only gives better names than its path would.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from kamtool.model.base import Section
from kamtool.model.plan import Plan
from kamtool.model.shape import Field, Shape, fields, name_of, short
from kamtool.model.tiers import DataTier, mark

Type = Literal["text", "date", "number", "whole", "count", "texts", "dates"]
Steps = tuple[str, ...]

# Words of SQL that a column would have to be quoted for; they get a stroke behind.
KEYWORDS = """
all analyse analyze and any array as asc asof at by case cast check collate column columns constraint
create default desc describe distinct do else end except false fetch for foreign from full glob group
having in inner into is join left like limit map natural not null offset on only or order outer over
primary qualify references right select show some struct table then to true union unique using when where
window with
"""
RESERVED = frozenset(KEYWORDS.split())
LISTED: Mapping[str, Type] = {"text": "texts", "date": "dates"}
SINGLE: Mapping[str, Type] = {"date": "date", "number": "number"}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its type, the section and key of the plan that it holds (no section: a key), how near to a person."""

    name: str
    type: Type
    section: str
    key: str
    tier: DataTier


@dataclass(frozen=True, slots=True)
class Table:
    """A table; *places* are the parts of a plan that its rows come from."""

    name: str
    columns: tuple[Column, ...]
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """Where below its row's section a column's value stands: attributes of the model."""

    column: Column
    at: Steps


@dataclass(frozen=True, slots=True)
class Source:
    """One part of a plan that gives rows to a table.

    *at* leads there from the section of the row above, *steps* are the same as the file has them; each of *stars* is a
    ``list`` or a ``map``, and *keys* the columns of their places. A value that is no section stands in *value*.
    """

    table: str
    trail: str
    at: Steps
    steps: Steps
    stars: tuple[str, ...]
    keys: tuple[Column, ...]
    fixed: Mapping[str, str]
    value: Column | None
    cells: tuple[Cell, ...]
    below: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """The name of a table, of its keys, of its value, and what is the same in every row."""

    table: str
    keys: str = ""
    value: str = ""
    fixed: tuple[tuple[str, str], ...] = ()


US_NOW, US_THEN = (("vendor", "us"), ("current", "yes")), (("vendor", "us"), ("current", "no"))
PLACES: Mapping[str, Place] = {
    "": Place("accounts"),
    "account.economics": Place("economics"),
    "account.procurement_factors": Place("procurement_factors", "factor", "grade"),
    "account.relationship.history": Place("account_relationship_history", "", "relationship"),
    "stakeholders": Place("stakeholders", "stakeholder"),
    "stakeholders.roles": Place("roles", "", "role"),
    "stakeholders.attitude": Place("attitudes", "", "attitude", US_NOW),
    "stakeholders.attitude.history": Place("attitudes", "", "attitude", US_THEN),
    "stakeholders.attitudes": Place("attitudes", "vendor", "attitude", (("current", "yes"),)),
    "stakeholders.attitudes.history": Place("attitudes", "", "attitude", (("current", "no"),)),
    "stakeholders.authority.evidence": Place("authority_evidence"),
    "stakeholders.needs.personal": Place("needs", "need", "", (("axis", "personal"),)),
    "stakeholders.needs.organization": Place("needs", "need", "", (("axis", "organization"),)),
    "stakeholders.style.observed": Place("observations", "observation_nr"),
    "stakeholders.relationship.evidence": Place("relationship_evidence"),
    "stakeholders.relationship.history": Place("relationship_history", "", "relationship"),
    "relations": Place("relations", "relation_nr"),
    "team": Place("team", "member"),
    "team.covers": Place("covers", "stakeholder"),
    "competitors": Place("competitors", "competitor"),
    "competitors.allies": Place("allies", "", "stakeholder"),
    "opportunities": Place("opportunities", "opportunity"),
    "opportunities.compelling_event.history": Place("compelling_event_history", "", "compelling_event"),
    "opportunities.budget.history": Place("budget_history", "", "budget"),
    "opportunities.decision.milestones": Place("milestones", "milestone_nr"),
    "opportunities.participants": Place("participants", "stakeholder"),
    "opportunities.competitors": Place("opportunity_competitors", "", "competitor"),
    "opportunities.needs": Place("deal_needs", "need_nr"),
    "opportunities.needs.confirmed_by": Place("need_confirmations", "", "stakeholder"),
    "opportunities.criteria": Place("criteria", "criterion_nr"),
    "opportunities.criteria.scores": Place("scores", "vendor", "score"),
    "opportunities.qualification": Place("qualification", "vendor criterion", "answer"),
    "opportunities.qualification.history": Place("qualification_history", "", "answer"),
    "opportunities.radar": Place("radar", "vendor axis", "score"),
    "opportunities.weights": Place("weights", "axis", "weight"),
    "opportunities.fishbone": Place("fishbone", "bone cause_nr"),
    "opportunities.close_plan": Place("close_plan", "step_nr"),
    "whitespace": Place("whitespace", "offering unit", "state"),
    "goals": Place("goals", "goal_nr"),
    "expect": Place("expectations", "expectation_nr"),
    "expect.who": Place("expectation_people", "", "stakeholder"),
    "actions": Place("actions", "action_nr"),
    "actions.about": Place("action_people", "", "stakeholder"),
    "actions.for": Place("action_rules", "", "rule"),
    "visits": Place("visits", "visit_nr"),
    "visits.with": Place("visit_people", "", "stakeholder"),
    "visits.by": Place("visit_people", "", "member"),
    "visits.checklist": Place("visit_checklist", "", "item"),
    "promises": Place("promises", "promise_nr"),
    "issues": Place("issues", "issue_nr"),
    "changes": Place("changes", "change_nr"),
    "expenses": Place("expenses", "expense_nr"),
    "expenses.to": Place("expense_people", "", "stakeholder"),
    "documents": Place("documents", "document_nr"),
    "registrations": Place("registrations", "registration_nr"),
    "funnel": Place("funnel", "period_nr"),
}
# A person's part in a deal is told as the person is, in the same tables, with the deal beside.
SAME = ("opportunities.participants.", "stakeholders.")


def key(name: str, kind: Type = "text") -> Column:
    """A column of no field: a key, or a place in a file."""
    return Column(name, kind, "", name, DataTier.ORGANISATION)


ACCOUNT = key("account")
WHERE = (key("path"), key("file"), key("line", "whole"))


def place(trail: str) -> Place | None:
    """What is said of a part of a plan, by the keys that lead to it."""
    return PLACES.get(trail) or PLACES.get(trail.replace(*SAME, 1))


@cache
def root() -> Source:
    """The whole plan as a source; everything else is below it."""
    cells, below = parts(Plan, "", "", (), (), DataTier.ORGANISATION)
    return Source("accounts", "", (), (), (), (), {}, None, tuple(cells), tuple(below))


def parts(
    section: type[Section], trail: str, prefix: str, at: Steps, steps: Steps, tier: DataTier
) -> tuple[list[Cell], list[Source]]:
    """The columns of a row's section and the tables below it. What needs a person's consent is in neither."""
    cells: list[Cell] = []
    below: list[Source] = []
    brief = short(section)
    for name, field in zip(section.model_fields, fields(section), strict=True):
        near = max(tier, mark(section, field.name).tier)
        shape, here = field.shape, f"{trail}.{field.name}".lstrip(".")
        if near >= DataTier.CONSENTED or shape.kind == "version":
            continue
        way, told = (*at, name), (*steps, field.name)
        own = field.name if not prefix else prefix if brief and brief.name == field.name else f"{prefix}_{field.name}"
        if shape.kind == "section":
            if place(here) is not None:
                below.append(source(field, shape, here, way, told, near))
            more, lower = parts(shape.of, here, "" if here == "account" else own, way, told, near)
            cells += more
            # Under a table of its own it is told there.
            below += [] if place(here) is not None else lower
        elif shape.item is not None and not (shape.kind == "list" and shape.item.kind in LISTED):
            below.append(source(field, shape, here, way, told, near))
        else:
            cells.append(Cell(column(own, shape, section, field.name, near), way))
    return cells, below


def source(field: Field, shape: Shape, trail: str, at: Steps, steps: Steps, tier: DataTier) -> Source:
    """What repeats in one place."""
    known = place(trail) or Place(trail.replace(".", "_"))
    stars: list[str] = []
    keys: list[Column] = []
    names = iter(known.keys.split())
    while shape.item is not None:
        # A list of lists would need a key for each; the names of the inner ones are told in PLACES.
        item = shape.item
        counted = "nr" if item.kind != "section" else f"{field.name}_nr"
        default = counted if shape.kind == "list" else f"{field.name}_key"
        keys.append(key(next(names, default), "whole" if shape.kind == "list" else "text"))
        stars.append(shape.kind)
        shape = item
    table, fixed = known.table, dict(known.fixed)
    if shape.kind != "section":
        value = Column(legal(known.value or "value"), single(shape), *described(trail), tier)
        return Source(table, trail, at, steps, tuple(stars), tuple(keys), fixed, value, (), ())
    cells, below = parts(shape.of, trail, "", (), (), tier)
    brief = short(shape.of)
    head = brief.name if brief is not None else "value"
    if known.value:
        cells = [renamed(one, known.value) if one.at == (head,) else one for one in cells]
    return Source(table, trail, at, steps, tuple(stars), tuple(keys), fixed, None, tuple(cells), tuple(below))


def renamed(cell: Cell, name: str) -> Cell:
    """The same value in a column of another name."""
    old = cell.column
    return Cell(Column(name, old.type, old.section, old.key, old.tier), cell.at)


def column(name: str, shape: Shape, section: type[Section], field: str, tier: DataTier) -> Column:
    """The column of one field; the short form of a section is described by the key it is written under."""
    kind = LISTED[shape.item.kind] if shape.item is not None else single(shape)
    return Column(legal(name), kind, name_of(section), field, tier)


def single(shape: Shape) -> Type:
    """The type of one value; a whole number without an upper bound is a count, which may need room."""
    if shape.kind == "whole":
        return "count" if shape.high is None else "whole"
    return SINGLE.get(shape.kind, "text")


def legal(name: str) -> str:
    """A column's name, with a stroke behind where SQL has the word for itself."""
    return f"{name}_" if name in RESERVED else name


@cache
def described(trail: str) -> tuple[str, str]:
    """The section and the key that a trail ends in."""
    section: type[Section] = Plan
    *above, last = trail.split(".")
    for step in above:
        shape = next(field.shape for field in fields(section) if field.name == step)
        while shape.item is not None:
            shape = shape.item
        section = shape.of
    return name_of(section), last


def tables() -> tuple[Table, ...]:
    """Every table of the model, in the order of a plan."""
    columns: dict[str, dict[str, Column]] = {}
    places: dict[str, list[str]] = {}
    pending: list[tuple[Source, tuple[Column, ...]]] = [(root(), (ACCOUNT,))]
    while pending:
        one, above = pending.pop(0)
        keys = (*above, *one.keys)
        own = columns.setdefault(one.table, {})
        for each in (*keys, *map(key, one.fixed), *row_columns(one)):
            own.setdefault(each.name, each)
        places.setdefault(one.table, []).append(one.trail)
        pending[:0] = [(each, keys) for each in one.below]
    return tuple(Table(name, ordered(own), tuple(places[name])) for name, own in columns.items())


def row_columns(one: Source) -> Iterator[Column]:
    """The columns of a row beside its keys."""
    if one.value is not None:
        yield one.value
    yield from (cell.column for cell in one.cells)


def ordered(own: Mapping[str, Column]) -> tuple[Column, ...]:
    """Keys first, as they come; then what the rows tell; then where that stands."""
    keys = [one for one in own.values() if not one.section]
    return (*keys, *(one for one in own.values() if one.section), *WHERE)
