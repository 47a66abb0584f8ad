"""Once a tender's notice is out: what is left of the way out of a finding (methods.md C).

Whoever bids then asks and meets people only in the ways that the tender names, and asks nobody for a mind, a say or a
favour before the award.
"""

from __future__ import annotations

from collections.abc import Collection

from kamtool.diagnostic import Path, Severity

CHANNELS = frozenset(
    [
        "KAM101",
        "KAM103",
        "KAM107",
        "KAM110",
        "KAM113",
        "KAM115",
        "KAM118",
        "KAM201",
        "KAM202",
        "KAM204",
        "KAM206",
        "KAM207",
        "KAM208",
        "KAM209",
        "KAM216",
        "KAM301",
        "KAM302",
        "KAM304",
        "KAM305",
        "KAM308",
        "KAM310",
        "KAM401",
    ]
)
AWARD = frozenset(
    [
        "KAM102",
        "KAM104",
        "KAM105",
        "KAM106",
        "KAM108",
        "KAM111",
        "KAM114",
        "KAM120",
        "KAM121",
        "KAM213",
        "KAM402",
        "KAM403",
        "KAM503",
        "KAM505",
        "KAM506",
    ]
)
PUBLISHED = frozenset({"KAM502"})  # the way out must leave the criteria as they stand


def gate(code: str, path: Path, noticed: Collection[str]) -> str:
    """What bounds the way out of a finding, by its code and its deal; "" if nothing does.

    *noticed* are the deals whose notice is out; what is about a person or the account is bounded by any of them.
    """
    if not noticed or (path[:1] == ("opportunities",) and path[1:2] and path[1] not in noticed):
        return ""
    bounds = {"award": AWARD, "channels": CHANNELS, "published": PUBLISHED}
    return next((bound for bound, codes in bounds.items() if code in codes), "")


def gated(severity: Severity, bound: str) -> Severity:
    """The severity of a finding so bound: what nobody may mend before the award breaks no check."""
    return min(severity, Severity.WARNING) if bound == "award" else severity
