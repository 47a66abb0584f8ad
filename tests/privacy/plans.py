"""Plans for the tests of privacy, and what must not be left of them."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path

from kamtool.check import Selection, check_loaded
from kamtool.load import Loaded, load_bytes, load_file
from kamtool.model.stakeholder import Stakeholder
from kamtool.rules.words import strings

ROOT = Path(__file__).parents[2]
AS_OF = dt.date(2026, 11, 23)
ACCOUNTS = [*sorted((ROOT / "accounts").glob("*.yaml")), ROOT / "docs" / "plan.example.yaml"]


def loaded(text: str, name: str = "a") -> Loaded:
    """A valid plan of that text."""
    found = load_bytes(text.encode(), f"{name}.yaml")
    assert found.plan is not None, found.diagnostics
    return found


def account(file: Path) -> Loaded:
    """A valid plan of a file."""
    found = load_file(str(file))
    assert found.plan is not None
    return found


def findings(plan: Loaded, as_of: dt.date = AS_OF) -> Counter[str]:
    """How often each rule speaks; but for the one that looks at the letters of names, which are then others."""
    found = check_loaded(plan, as_of, Selection(profile="strict")).diagnostics
    return Counter(one.code for one in found if one.code != "KAM015")


def names(plan: Loaded) -> set[str]:
    """Everything by which a plan names people and firms."""
    assert plan.plan is not None
    found = {one.name for one in plan.plan.stakeholders.values() if one.name}
    found |= {one.name for one in plan.plan.team.values() if one.name}
    found |= {alias for one in plan.plan.stakeholders.values() for alias in one.aliases}
    rivals = [one.name for key, one in plan.plan.competitors.items() if one.name and key != "status_quo"]
    card = plan.plan.account
    return found | set(rivals) | {card.name, *card.aliases, *([card.legal_name] if card.legal_name else [])}


def people(plan: Loaded) -> dict[str, Stakeholder]:
    """The people of a plan."""
    assert plan.plan is not None
    return plan.plan.stakeholders


def texts(plan: Loaded) -> str:
    """Every text of a plan, a line each."""
    return "\n".join(text for _, text in strings(plan.plan))
