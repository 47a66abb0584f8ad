"""What was known of each plan when it was last checked, by the lines of a listing.

Nothing here imports more than the interpreter has at hand.
"""

from __future__ import annotations

from kamtool.cli.listing import path_of
from kamtool.source.digest import file_digest


class Seen:
    """The plans of an outcome: for each its line, a digest of its contents, and its facts (``kamtool.cli.kept``).

    Once compared with a listing: *moved* are the paths whose state is another, with their places here; *stale* those
    to be read, for they are new or have other contents; *gone* those that are not there any more.
    Raises ValueError when lines, digests and facts are not of the same number.
    """

    def __init__(self, lines: bytes, digests: bytes, facts: bytes) -> None:
        self.lines, self.digests, self.facts = (one.split(b"\n") if lines else [] for one in (lines, digests, facts))
        if not len(self.lines) == len(self.digests) == len(self.facts):
            raise ValueError
        self.at = {line: at for at, line in enumerate(self.lines)}
        self.moved: dict[bytes, int] = {}
        self.stale: set[bytes] = set()
        self.gone: set[bytes] = set()

    def compare(self, now: list[bytes]) -> bool:
        """Whether the same plans are there with the same contents; read only where their state has changed."""
        there = set(now)
        self.moved = {path_of(line): self.at[line] for line in self.at.keys() - there}
        others = [path_of(line) for line in there - self.at.keys()]
        self.stale = {path for path in others if file_digest(path) != self.digest(path)}
        self.gone = self.moved.keys() - others
        return not self.stale and not self.gone

    def digest(self, path: bytes) -> bytes:
        """The digest of a plan whose state has changed, as it was; empty when it was not there, or unreadable."""
        return self.digests[self.moved[path]] if path in self.moved else b""

    def carried(
        self, now: list[bytes], marks: dict[bytes, bytes], facts: dict[bytes, bytes]
    ) -> tuple[list[bytes], list[bytes]]:
        """Digests and facts of all the plans that are there now: new ones for those that were read."""
        new_digests, new_facts = [], []
        for line in now:
            at = self.at.get(line)
            if at is None:
                path = path_of(line)
                if path in marks:
                    new_digests.append(marks[path])
                    new_facts.append(facts.get(path, b""))
                    continue
                at = self.moved[path]
            new_digests.append(self.digests[at])
            new_facts.append(self.facts[at])
        return new_digests, new_facts

    def facts_before(self, path: bytes) -> bytes | None:
        """The facts of a plan whose state has changed, as they were; ``None`` when it was not there."""
        return self.facts[self.moved[path]] if path in self.moved else None

    def left(self) -> list[tuple[bytes, bytes]]:
        """Paths and facts of the plans that are as they were, where there are facts."""
        others = {at for path, at in self.moved.items() if path in self.stale or path in self.gone}
        pairs = enumerate(self.facts)
        return [(path_of(self.lines[at]), facts) for at, facts in pairs if facts and at not in others]
