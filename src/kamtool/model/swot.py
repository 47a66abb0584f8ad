"""Strengths, weaknesses, opportunities, threats, each with its evidence and the action it calls for (A11)."""

from kamtool.model.base import Date, Id, Section, Text, Texts
from kamtool.model.values import SwotFactor, SwotKind


class SwotItem(Section):
    """One item; *of* is whose it is (us when missing), *against* the rival it is measured by."""

    kind: SwotKind
    text: Text
    of: Id | None = None
    factor: SwotFactor | None = None
    against: Id | None = None
    evidence: Texts = ()
    date: Date | None = None
    action: Id | None = None
