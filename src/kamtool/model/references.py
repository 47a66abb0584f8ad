"""Which fields of a plan name an id of another part: the paths, and the section each must be found in.

``*`` stands for every key or index. A field whose ids may come from several sections names them all.
"""

from __future__ import annotations

PERSON, OURS, RIVAL, DEAL, ACTION = "stakeholders", "team", "competitors", "opportunities", "actions"

# Words that stand where an id may stand, and need no entry of their own.
US = frozenset({"us"})
CELL_WORDS = frozenset({"won", "open", "none", "unknown"})
NO_WORDS: frozenset[str] = frozenset()

# path of the field · sections that may hold the id · words also allowed · whether the mapping's keys are the ids
Reference = tuple[tuple[str, ...], tuple[str, ...], frozenset[str], bool]

REFERENCES: tuple[Reference, ...] = (
    (("stakeholders", "*", "reports_to"), (PERSON,), NO_WORDS, False),
    (("stakeholders", "*", "attitudes"), (RIVAL,), US, True),
    (("relations", "*", "from"), (PERSON,), NO_WORDS, False),
    (("relations", "*", "to"), (PERSON,), NO_WORDS, False),
    (("team", "*", "covers"), (PERSON,), NO_WORDS, True),
    (("competitors", "*", "allies"), (PERSON,), NO_WORDS, False),
    (("opportunities", "*", "participants"), (PERSON,), NO_WORDS, True),
    (("opportunities", "*", "participants", "*", "attitudes"), (RIVAL,), US, True),
    (("opportunities", "*", "competitors"), (RIVAL,), NO_WORDS, False),
    (("opportunities", "*", "incumbent"), (RIVAL,), US, False),
    (("opportunities", "*", "needs", "*", "confirmed_by"), (PERSON,), NO_WORDS, False),
    (("opportunities", "*", "criteria", "*", "scores"), (RIVAL,), US, True),
    (("opportunities", "*", "qualification"), (RIVAL,), US, True),
    (("opportunities", "*", "radar"), (RIVAL,), US, True),
    (("opportunities", "*", "fishbone", "*", "*", "owner"), (OURS,), NO_WORDS, False),
    (("opportunities", "*", "close_plan", "*", "owner"), (OURS, PERSON), NO_WORDS, False),
    (("swot", "*", "of"), (RIVAL,), US, False),
    (("swot", "*", "against"), (RIVAL,), NO_WORDS, False),
    (("swot", "*", "action"), (ACTION,), NO_WORDS, False),
    (("whitespace", "*", "*"), (RIVAL,), CELL_WORDS, False),
    (("whitespace", "*", "*", "value"), (RIVAL,), CELL_WORDS, False),
    (("goals", "*", "owner"), (OURS,), NO_WORDS, False),
    (("expect", "*", "who"), (PERSON,), NO_WORDS, False),
    (("expect", "*", "opportunity"), (DEAL,), NO_WORDS, False),
    (("actions", "*", "who"), (OURS,), NO_WORDS, False),
    (("actions", "*", "about"), (PERSON,), NO_WORDS, False),
    (("actions", "*", "opportunity"), (DEAL,), NO_WORDS, False),
    (("visits", "*", "opportunity"), (DEAL,), NO_WORDS, False),
    (("visits", "*", "with"), (PERSON,), NO_WORDS, False),
    (("visits", "*", "by"), (OURS,), NO_WORDS, False),
    (("visits", "*", "next", "owner"), (OURS, PERSON), NO_WORDS, False),
    (("promises", "*", "to"), (PERSON,), NO_WORDS, False),
    (("promises", "*", "from"), (PERSON,), NO_WORDS, False),
    (("promises", "*", "owner"), (OURS, PERSON), NO_WORDS, False),
    (("promises", "*", "opportunity"), (DEAL,), NO_WORDS, False),
    (("issues", "*", "reported_by"), (PERSON,), NO_WORDS, False),
    (("issues", "*", "owner"), (OURS,), NO_WORDS, False),
    (("expenses", "*", "to"), (PERSON,), NO_WORDS, False),
    (("registrations", "*", "opportunity"), (DEAL,), NO_WORDS, False),
)
