"""Answering ``kam check``, and what else looks at every plan, again while nothing that could change it has changed.

What is kept is the whole outcome of one call: its output, remark and exit code, and what was found in each plan, under
everything it depended on (the arguments, the day, the language, the terminal, the configuration, kamtool itself) and a
listing of the plans with a digest of each. When no plan differs, the output is written again and that is all; when some
do, only they are checked. An entry that is damaged, cut or from elsewhere does not fit, and is as good as none.
Nothing here imports more than the interpreter has at hand.
"""

from __future__ import annotations

import os
import sys
import time
import zlib

import kamtool
from kamtool.cli.entry import frame, is_ours, write
from kamtool.cli.listing import listing, path_of, trusted
from kamtool.cli.seen import Seen
from kamtool.cli.streams import aside, give_up
from kamtool.source.digest import NEVER_WAIT, file_digest

OUTCOME, PLANS = 6, 3  # parts of the two frames of an entry
# A call with one of these writes something, or reads what no listing shows.
WRITING = (
    "-", "-o", "--output", "--fix", "--unsafe-fixes", "--diff", "--baseline", "--update-baseline", "--changed-since",
    "--debug", "--help", "-h", "--no-cache", "--against", "--since",
)  # fmt: skip
TOLD = (
    "KAM_LANG", "LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE", "NO_COLOR", "FORCE_COLOR", "TERM", "COLUMNS",
    "PYTHONIOENCODING", "PYTHONUTF8", "TZ", "GITHUB_WORKSPACE", "CI_PROJECT_DIR",
)  # fmt: skip
LIBRARIES = ("pydantic", "pyyaml")


class Call:
    """One call of ``kam check``: what its outcome depends on beside the plans, and where an outcome is kept.

    *seen* is what was known of each plan, and *found* what was found in those in which there was something (the format
    of cli/kept.py); there are none until ``replay`` has met an outcome of this call that does not fit any more.
    """

    def __init__(self, argv: list[str], asked: str | None) -> None:
        self.told = "\n".join([*argv, "", str(asked), os.getcwd()])
        self.own = own_state()
        self.key = self.key_now()
        # One place for every call of the same words: tomorrow's outcome takes the place of today's.
        name = f"{self.told}\n{sys.stdout.isatty()}".encode("utf-8", "surrogateescape")
        self.path = os.path.join(folder(), f"check-{zlib.crc32(name):08x}-{len(name)}")
        self.roots: list[bytes] | None = None
        self.lines: list[bytes] | None = None
        self.seen_ns = 0
        self.seen: Seen | None = None
        self.found = b""

    def key_now(self) -> bytes:
        """Everything but the plans that the outcome depends on, as it is now."""
        return "\n".join([self.told, self.own, *circumstances()]).encode("utf-8", "surrogateescape")

    def replay(self) -> int | None:
        """Write the kept outcome again and return its exit code; ``None`` when there is none that fits."""
        try:
            kept = self.fitting()
        except (OSError, ValueError, IndexError):
            return None
        if kept is None:
            return None
        out, err, code = kept
        try:
            sys.stdout.flush()
            sys.stdout.buffer.write(out)
            sys.stdout.flush()
        except BrokenPipeError:
            give_up(sys.stdout)
        aside(err)
        return code

    def fitting(self) -> tuple[bytes, bytes, int] | None:
        """The kept output, remark and exit code, when they are of this call and no plan changed since."""
        with open(os.open(self.path, NEVER_WAIT), "rb") as entry:
            outcome = frame(entry, OUTCOME) if is_ours(entry) else None
            if outcome is None or outcome[0] != self.key:
                return None
            _, places, then, out, err, code = outcome
            roots = places.partition(b"\0\0")[0].split(b"\0")
            now = self.look(roots)
            if now is None or placed(roots) != places:
                return None
            if b"\n".join(now) == then:
                return out, err, int(code)
            plans = frame(entry, PLANS)
        if plans is None:
            return None
        digests, facts, found = plans
        seen = Seen(then, digests, facts)
        if not seen.compare(now):
            self.seen, self.found = seen, found
            return None
        parts = seen.carried(now, {}, {})
        lines = b"\n".join(trusted(now, seen.at, parts[0], self.seen_ns))
        if lines != then:
            write(self.path, [[*outcome[:2], lines, *outcome[3:]], [*map(b"\n".join, parts), found]])
        return out, err, int(code)

    def look(self, roots: list[bytes]) -> list[bytes] | None:
        """The plans below the roots as they are before any of them is read; looked for once."""
        if self.roots != roots:
            self.seen_ns = time.time_ns()
            self.roots, self.lines = roots, listing(roots)
        return self.lines

    def files(self) -> list[str]:
        """The plans that were there when the call began, in order."""
        text = os.fsdecode(b"\n".join(self.lines or []))
        return sorted(line.partition("\t")[0] for line in text.split("\n")) if text else []

    def record(
        self, marks: dict[bytes, bytes], answer: tuple[bytes, bytes, int], found: bytes, facts: dict[bytes, bytes]
    ) -> None:
        """Keep an outcome: output, remark, exit code; what was *found*; of each plan that was read a digest, and facts.

        The digest is empty where a plan could not be read. Nothing is kept when other plans were read than were there
        when the call began, or when it would be another call by now.
        """
        if self.roots is None or self.lines is None or self.key_now() != self.key:
            return
        seen = self.seen
        if seen is None or marks.keys() != seen.stale:
            seen = Seen(b"", b"", b"")
            if marks.keys() != {path_of(line) for line in self.lines}:
                return
        parts = seen.carried(self.lines, marks, facts)
        lines = b"\n".join(trusted(self.lines, seen.at, parts[0], self.seen_ns))
        out, err, code = answer
        outcome = [self.key, placed(self.roots), lines, out, err, b"%d" % code]
        write(self.path, [outcome, [*map(b"\n".join, parts), found]])


CURRENT: Call | None = None  # the call this process answers, when its outcome may be kept


def call_for(argv: list[str], asked: str | None) -> Call | None:
    """The call, if its outcome can be kept at all."""
    for word in argv:
        if word.partition("=")[0] in WRITING or (word.startswith("-o") and word != "-o"):
            return None
    if "GITHUB_STEP_SUMMARY" in os.environ or os.environ.get("KAM_CACHE") == "off":
        return None
    return Call(argv, asked)


def circumstances() -> list[str]:
    """Everything but the plans and the arguments that an outcome depends on."""
    out, err = sys.stdout, sys.stderr
    width = ""
    if out.isatty():
        try:
            width = str(os.get_terminal_size(out.fileno()).columns)
        except OSError:
            width = "?"
    told = [f"{name}={os.environ.get(name, '')}" for name in TOLD]
    streams = [str(out.isatty()), out.encoding or "", err.encoding or "", width]
    versions = [kamtool.__version__, sys.version, time.strftime("%Y-%m-%d"), *libraries()]
    return [*versions, *told, *streams, *settings()]


def placed(roots: list[bytes]) -> bytes:
    """The roots, and the repositories in which they lie, after which findings are named."""
    above = set()
    for place in map(os.path.abspath, roots):
        while place not in above:
            above.add(place)
            place = os.path.dirname(place)
    found = sorted(one for one in above if os.path.exists(os.path.join(one, b".git")))
    return b"\0\0".join([b"\0".join(roots), b"\0".join(found)])


def libraries() -> list[str]:
    """The versions of what reads and validates plans, by the names under which they are installed."""
    found = []
    for place in sys.path:
        if place.endswith("-packages") and os.path.isdir(place):
            found += [
                name for name in os.listdir(place) if name.endswith("-info") and name.lower().startswith(LIBRARIES)
            ]
    return sorted(found)


def settings() -> list[str]:
    """Every file above that may be the configuration, by place and contents: which one is, its text says."""
    at, found = os.getcwd(), []
    while True:
        for name in ("kam.toml", "pyproject.toml"):
            path = os.path.join(at, name)
            if os.path.exists(path):
                found.append(f"{path} {file_digest(os.path.realpath(path))!r}")
        above = os.path.dirname(at)
        if above == at:
            return found
        at = above


def own_state() -> str:
    """Kamtool itself, when it runs from a checkout: its code and words by size and time."""
    home = os.path.dirname(kamtool.__file__)
    if "site-packages" in home:
        return ""
    sums = 0
    pending = [home]
    while pending:
        with os.scandir(pending.pop()) as entries:
            for entry in entries:
                if entry.is_dir():
                    if entry.name != "__pycache__":
                        pending.append(entry.path)
                elif entry.name.endswith((".py", ".toml")):
                    state = entry.stat()
                    sums = zlib.crc32(b"%s %d %d" % (os.fsencode(entry.path), state.st_size, state.st_mtime_ns), sums)
    return str(sums)


def folder() -> str:
    """Where outcomes are kept: KAM_CACHE_DIR, else the user's cache folder."""
    own = os.environ.get("KAM_CACHE_DIR")
    if own:
        return own
    base = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA") or os.path.expanduser("~/.cache")
    return os.path.join(base, "kamtool")
