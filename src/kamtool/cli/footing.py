"""What a command's answer rests on: the ages and the places of what it shows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from typing import TYPE_CHECKING

from kamtool.analysis.ages import Kind, aged
from kamtool.cli.account import known
from kamtool.cli.selecting import limits
from kamtool.cli.session import Session
from kamtool.load import Loaded
from kamtool.view.footing import Footing

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


def footing(session: Session, loaded: Loaded, deal: str | None) -> Footing:
    """The footing of an answer about a deal, or about the account."""
    table, stood = limits(session.config).ages, known(session, loaded).stood
    return Footing(session.texts, loaded, stood, deal, aged(stood.plan, deal, session.as_of, table), table)


def with_stale(found: DataclassInstance, rests: Footing, kinds: Iterable[Kind]) -> dict[str, object]:
    """A result for JSON, and what of these kinds is stale in it: what people read marks and lists the same."""
    own = {one.name: getattr(found, one.name) for one in fields(found)}
    return {**own, "stale": rests.stale_of(*kinds)}
