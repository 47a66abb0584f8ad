"""An expectation in words: the same in the check, on the page of an account, and in the calendar."""

from __future__ import annotations

from kamtool.analysis.expectation import Expected
from kamtool.model.values import ExpectKind
from kamtool.texts.lookup import Texts


def expectation(one: Expected, texts: Texts) -> str:
    """What has to be so."""
    return said(one.kind, texts, who=list(one.who), unit=one.unit, deal=one.deal, level=one.level, since=one.since)


def said(kind: ExpectKind, texts: Texts, **values: object) -> str:
    """The sentence of a kind: of a unit, or from a day on, where the plan says so."""
    more = "_unit" if kind is ExpectKind.COVERAGE and not values["who"] else ""
    more = "_since" if kind is ExpectKind.MET and values["since"] else more
    return texts(f"expect.said_{kind.value}{more}", **{key: value or "" for key, value in values.items()})
