"""What kamtool says about a plan file: where, how serious, and with which values; no sentences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import IntEnum
from types import MappingProxyType
from typing import NamedTuple, TypeAlias

Step: TypeAlias = str | int
Path: TypeAlias = tuple[Step, ...]
NOTHING: Mapping[str, object] = MappingProxyType({})


class Severity(IntEnum):
    """How serious a finding is. A hint is a question worth asking, not an accusation."""

    HINT = 1
    WARNING = 2
    ERROR = 3

    @property
    def word(self) -> str:
        """The lower-case English word: ``hint``, ``warning`` or ``error``."""
        return self.name.lower()


class Span(NamedTuple):
    """A place in a file, from its first character to just after its last; lines and columns count from 1."""

    line: int
    column: int
    end_line: int
    end_column: int


TOP = Span(1, 1, 1, 1)


class Finding(NamedTuple):
    """What a rule yields: the path of the fact it is about, and the values of its sentence.

    *variant* picks another sentence of the same rule; *severity* overrides the rule's own.
    With *on_key* the finding points at the key of the path, not at its value. A finding that sums up several facts has
    in *of* the path of each: with one more of them it is a new finding, with one less it is not.
    """

    path: Path
    params: Mapping[str, object] = NOTHING
    severity: Severity | None = None
    variant: str = "message"
    on_key: bool = False
    of: tuple[Path, ...] = ()


def each_of(path: Path, names: Iterable[Step]) -> tuple[Path, ...]:
    """The path of each of these below *path*, for a finding that sums them up."""
    return tuple((*path, name) for name in names)


class Diagnostic(NamedTuple):
    """A finding at its place in a file. *hide* keeps the source line out of every output.

    *mark* names it by ids instead of lines, so that it stays the same when lines move; *of* so names each of the facts
    that it sums up, if it does. *confidence* is how sure it is: high, medium or low. *gate* says how a tender whose
    notice is out bounds the way out: by its ``channels`` only, not before the ``award``, by what is ``published``.
    """

    code: str
    severity: Severity
    file: str
    span: Span
    path: Path = ()
    params: Mapping[str, object] = NOTHING
    variant: str = "message"
    hide: bool = False
    mark: str = ""
    confidence: str = "high"
    of: tuple[str, ...] = ()
    gate: str = ""

    @property
    def marks(self) -> tuple[str, ...]:
        """What has to be known before the finding is: the mark of each fact that it sums up, else its own."""
        return self.of or (self.mark,)

    @property
    def key(self) -> tuple[str, Span, str, str]:
        """The order of the output: by file, place, code."""
        return (self.file, self.span, self.code, self.variant)


FAMILIES = {
    "0": "file",
    "1": "people",
    "2": "deal",
    "3": "visits",
    "4": "needs",
    "5": "competition",
    "6": "service",
    "7": "account",
    "8": "funnel",
    "9": "compliance",
}


def is_broken(code: str) -> bool:
    """Whether a code says that a file is no plan: always told, never silenced, graded or known already."""
    return code < "KAM015"


def family(code: str) -> str:
    """The family of a rule code: ``KAM102`` belongs to ``people``."""
    return FAMILIES[code[3]]
