"""What no command advises and no page for the customer shows: entries that speak of bribery or a tender's secrets (C).

``kam check`` points at them (KAM901, KAM903); whoever silenced it there has looked, and the entry counts as any other.
What only tells what happened stays: what was heard at a visit, a failure, a rival's ways, notes.
"""

from __future__ import annotations

import datetime as dt
from typing import Any, NamedTuple

from kamtool.analysis.upto import Stood, changed, upto
from kamtool.check import Selection, check_loaded
from kamtool.diagnostic import Path
from kamtool.load import Loaded
from kamtool.model.opportunity import Opportunity
from kamtool.model.plan import Plan
from kamtool.rules.compliance import personal_benefit, tender_secret
from kamtool.rules.rule import REFUSED, WORDS

LOOKING = (personal_benefit, tender_secret)
ANY = "*"
# Where an entry stands that is due, owed, to be brought, or to be asked about.
ADVISED: tuple[Path, ...] = (
    ("actions", ANY),
    ("promises", ANY),
    ("documents", ANY),
    ("visits", ANY, "next"),
    ("opportunities", ANY, "close_plan", ANY),
    ("opportunities", ANY, "needs", ANY),
    ("opportunities", ANY, "give_get", "give", ANY),
    ("opportunities", ANY, "give_get", "get", ANY),
)
# What else of such entries a customer would read.
SHARED: tuple[Path, ...] = (
    ("issues", ANY),
    ("opportunities", ANY, "name"),
    ("opportunities", ANY, "decision", "milestones", ANY),
)


class Kept(NamedTuple):
    """A plan as it stood without such entries, and how many were kept back."""

    stood: Stood
    held: int


def kept_back(loaded: Loaded, plan: Plan, as_of: dt.date, chosen: Selection, customer: bool = False) -> Kept:
    """The plan of a loaded file as it stood on a day, for advice; for the *customer*, of what may be shared alone."""
    entries = held(loaded, as_of, chosen, (*ADVISED, *SHARED) if customer else ADVISED)
    left = Left(entries)
    if entries:
        plan = left.plan(plan)
    if customer:
        from kamtool.model.tiers import for_customer

        plan = for_customer(plan)
    stood = upto(plan, as_of)
    places = left.kept | {path: left.of_file(path, at) for path, at in stood.kept.items()}
    return Kept(Stood(stood.plan, places), len(entries))


def held(loaded: Loaded, as_of: dt.date, chosen: Selection, where: tuple[Path, ...]) -> frozenset[Path]:
    """The entries of those kinds whose words a check reports, as the file has them; most files say none."""
    lowered = loaded.source.text.lower()
    if not (chosen.words.bribery.speaks(lowered) or chosen.words.tender.speaks(lowered)):
        return frozenset()
    looking = chosen._replace(select=tuple(one.code for one in LOOKING))
    found = check_loaded(loaded, as_of, looking, LOOKING).diagnostics
    paths = (entry(one.path, where) for one in found if one.variant in (WORDS, REFUSED))
    return frozenset(path for path in paths if path is not None)


def entry(path: Path, where: tuple[Path, ...]) -> Path | None:
    """The entry that a text stands in, if it is of those kinds."""
    for kind in where:
        if len(path) >= len(kind) and all(name in (ANY, step) for name, step in zip(kind, path, strict=False)):
            return path[: len(kind)]
    return None


class Left:
    """Takes entries out of a plan, and notes which places of a list are left."""

    def __init__(self, entries: frozenset[Path]) -> None:
        self.entries = entries
        self.kept: dict[Path, tuple[int, ...]] = {}

    def of_file(self, path: Path, places: tuple[int, ...]) -> tuple[int, ...]:
        """Places in a list that may have been shortened before, as the file has them."""
        before = self.kept.get(path)
        return places if before is None else tuple(before[at] for at in places)

    def listed(self, items: tuple[Any, ...], path: Path) -> tuple[Any, ...]:
        """A list without those entries; itself when none was among them."""
        left = tuple(at for at in range(len(items)) if (*path, at) not in self.entries)
        if len(left) == len(items):
            return items
        self.kept[path] = left
        return tuple(items[at] for at in left)

    def plan(self, plan: Plan) -> Plan:
        """The whole plan; what a strength or a threat calls for goes with the action."""
        actions = self.listed(plan.actions, ("actions",))
        gone = {one.id for one in plan.actions} - {one.id for one in actions}
        return changed(
            plan,
            actions=actions,
            promises=self.listed(plan.promises, ("promises",)),
            documents=self.listed(plan.documents, ("documents",)),
            issues=self.listed(plan.issues, ("issues",)),
            swot=tuple(changed(one, action=None) if one.action in gone else one for one in plan.swot),
            visits=tuple(
                changed(one, next=None) if ("visits", at, "next") in self.entries else one
                for at, one in enumerate(plan.visits)
            ),
            opportunities={key: self.deal(("opportunities", key), deal) for key, deal in plan.opportunities.items()},
        )

    def deal(self, path: Path, deal: Opportunity) -> Opportunity:
        """One deal."""
        named, chosen, swap = (*path, "name") in self.entries, deal.decision, deal.give_get
        return changed(
            deal,
            name=None if named else deal.name,
            needs=self.listed(deal.needs, (*path, "needs")),
            close_plan=self.listed(deal.close_plan, (*path, "close_plan")),
            decision=changed(chosen, milestones=self.listed(chosen.milestones, (*path, "decision", "milestones"))),
            give_get=changed(
                swap,
                give=self.listed(swap.give, (*path, "give_get", "give")),
                get=self.listed(swap.get, (*path, "give_get", "get")),
            ),
        )
