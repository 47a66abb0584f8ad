"""``kam person export``: everything the plans say about one person, for that person."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer

from kamtool.cli.account import expand, load, valid
from kamtool.cli.errors import ExitCode, UsageError
from kamtool.cli.output import remark
from kamtool.cli.session import Session, command
from kamtool.privacy.subject import Subject, dossier, may_mean, subjects
from kamtool.render.safe import safe
from kamtool.view.person import dossier_view

FORMATS = ("table", "md", "html", "json", "plain", "csv")

People = Annotated[list[str], typer.Argument(help="people", metavar="PERSON...")]


@command
def run(session: Session, people: People) -> ExitCode:
    """Show all that is kept of a person: contact data, judgements, visits, promises, mentions, with day and source."""
    session.choose(FORMATS)
    found = whom(session, people)
    result = [dossier(one) for one in found]
    name = next((one.names[0] for one in found if one.names), found[0].id)
    session.show(dossier_view(name, result, session.as_of, session.texts), result, "kam.person/1", FORMATS)
    for one in found:
        tell_left(session, one, may_mean(one.loaded, one))
    remark(safe(session.texts("person.read_others")))
    return ExitCode.OK


def tell_left(session: Session, one: Subject, lines: Sequence[int]) -> None:
    """Name the places where a word may mean the person, for people to look at."""
    if lines:
        places = [f"{one.loaded.file}:{line}" for line in lines]
        remark(safe(session.texts("person.may_mean", word=one.id, places=places)))


def whom(session: Session, people: Sequence[str]) -> list[Subject]:
    """The person that these words mean, once for each plan.

    Two people may have one name, so a word that fits several plans is no answer: each is then named as ACCOUNT/PERSON.
    Raises UsageError for nobody, or several.
    """
    plans = [load(file) for file in expand(session, [])]
    found: list[Subject] = []
    for given in people:
        meant = subjects(plans, given)
        if not meant:
            for one in plans:
                if one.plan is None and given.startswith(f"{one.id}/"):
                    valid(session, one)
            raise UsageError("nobody", given=given)
        if len(meant) > 1:
            raise UsageError("several", given=given, known=[f"{one.name} ({label(one)})" for one in meant])
        found += [one for one in meant if one.name not in {other.name for other in found}]
    return found


def label(one: Subject) -> str:
    """What a person is called, with the account."""
    plan = one.loaded.plan
    name = one.names[0] if one.names else one.person.title or one.id
    return name if plan is None else f"{name}, {plan.account.name}"
