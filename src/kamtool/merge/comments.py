"""Comments that two people wrote or changed: all that is new is kept, what one took out goes."""

from __future__ import annotations


def said_by_all(base: str, ours: str, theirs: str, line: bool = False) -> str:
    """The comments of both sides, ours first; with *line* they end one line, else they stand on lines of their own."""
    if said(base) == said(ours):
        return theirs if said(theirs) != said(base) else ours
    if said(base) == said(theirs) or said(ours) == said(theirs):
        return ours
    if line:
        return ours + "  " + theirs.strip() if theirs.strip() else ours
    was, now, then = said(base), said(ours), said(theirs)
    gone = [one for one in was if one not in then]
    out = [one for one in ours.split("\n")[:-1] if one.strip() not in gone]
    out += [one for one in theirs.split("\n") if one.strip() and one.strip() not in was and one.strip() not in now]
    return "".join(one + "\n" for one in out)


def said(text: str) -> list[str]:
    """The comment lines of a piece, without indentation and blank lines."""
    return [one.strip() for one in text.split("\n") if one.strip()]


def said_in(text: str) -> frozenset[str]:
    """Whatever may be a comment in a piece: from each sharp sign to the end of its line."""
    return frozenset(line[at:].strip() for line in text.split("\n") if (at := line.find("#")) >= 0)
