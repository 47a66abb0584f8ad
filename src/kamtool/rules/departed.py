"""Family people (1xx): who left, and what they leave behind."""

from __future__ import annotations

from collections.abc import Iterator

from kamtool.analysis.deal import NOBODY, STAGES, name_of, part
from kamtool.diagnostic import Finding, Severity, each_of
from kamtool.model.stakeholder import Stakeholder
from kamtool.model.values import Attitude, RelationshipStage
from kamtool.rules.rule import Case, Deal, rule


@rule("KAM110", "champion-left", Severity.WARNING)
def champion_left(case: Case) -> Iterator[Finding]:
    """Somebody who stood with us left during an open deal, and nobody of their unit was won since."""
    for key, person in gone(case).items():
        path, params = ("stakeholders", key, "left"), {"who": name_of(key, person), "date": person.left}
        if not any(was_champion(deal, key, person) for deal in case.deals):
            continue
        if person.unit is None:
            yield Finding(path, params, Severity.HINT, "unknown")
        elif not is_replaced(case, person):
            yield Finding(path, {**params, "unit": person.unit})


def has_lost_champion(case: Case, deal: Deal) -> bool:
    """Whether champion-left tells of somebody who stood with us in this deal, and was not replaced."""
    lost = [(key, person) for key, person in gone(case).items() if was_champion(deal, key, person)]
    return any(person.unit is not None and not is_replaced(case, person) for _, person in lost)


def gone(case: Case) -> dict[str, Stakeholder]:
    """Who has left by the day of the case."""
    people = case.plan.stakeholders.items()
    return {key: person for key, person in people if person.left is not None and person.left <= case.as_of}


def was_champion(deal: Deal, key: str, person: Stakeholder) -> bool:
    """Whether they accepted us, at trust or beyond, in an open deal that was there by then."""
    one = part(key, person, deal.deal.participants.get(key, NOBODY), deal.id)
    then_open = deal.deal.opened is None or person.left is None or deal.deal.opened <= person.left
    trusted = STAGES.index(one.relationship.value) >= STAGES.index(RelationshipStage.TRUST)
    return then_open and trusted and one.attitude.value is Attitude.ACCEPT


def is_replaced(case: Case, person: Stakeholder) -> bool:
    """Whether somebody of the same unit was in touch with us since, or an open action is about one."""
    for key, other in case.plan.stakeholders.items():
        if other.unit != person.unit or key in gone(case):
            continue
        last = case.touched.get(key)
        if key in case.acted_on or (last is not None and person.left is not None and last >= person.left):
            return True
    return False


@rule("KAM119", "action-for-absent", Severity.WARNING)
def action_for_absent(case: Case) -> Iterator[Finding]:
    """An open action about somebody who left."""
    absent = gone(case)
    for at, action in enumerate(case.plan.actions):
        missed = [key for key in action.about if key in absent]
        if action.done is None and missed:
            path, who = ("actions", at, "about"), [name_of(key, absent[key]) for key in missed]
            params = {"what": action.what, "who": who, "date": absent[missed[0]].left}
            yield Finding(path, params, of=each_of(path, missed))
