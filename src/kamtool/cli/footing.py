"""What a command's answer rests on: the ages and the places of what it shows."""

from __future__ import annotations

from kamtool.analysis.ages import aged
from kamtool.analysis.upto import upto
from kamtool.cli.account import valid
from kamtool.cli.selecting import limits
from kamtool.cli.session import Session
from kamtool.load import Loaded
from kamtool.view.footing import Footing


def footing(session: Session, loaded: Loaded, deal: str | None) -> Footing:
    """The footing of an answer about a deal, or about the account."""
    table, stood = limits(session.config).ages, upto(valid(session, loaded), session.as_of)
    return Footing(session.texts, loaded, stood, deal, aged(stood.plan, deal, session.as_of, table), table)
