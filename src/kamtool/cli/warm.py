"""Answering ``kam check``, and what else looks at every plan, again while nothing that could change it has changed.

What is kept is the whole outcome of one call: its output, remark and exit code, and what was found in each plan, under
everything it depended on (the arguments, the day, the language, the terminal, the configuration, kamtool itself) and a
listing of the plans with a digest of each. When no plan differs, the output is written again and that is all; when some
do, only they are checked. An entry that is damaged, cut or from elsewhere does not fit, and is as good as none.
Nothing here imports more than the interpreter has at hand.
"""

from __future__ import annotations

import os
import stat
import sys
import time
import zlib

import kamtool
from kamtool.cli.listing import listing, path_of, stale, trusted
from kamtool.source.digest import NEVER_WAIT, file_digest

LARGEST_OUTCOME = 50_000_000
MOST_KEPT, LARGEST_KEPT = 100, 200_000_000  # entries and their bytes in the folder; the oldest go first
FORMAT = b"kam-outcome-4"
BLOBS = 8
# A call with one of these writes something, or reads what no listing shows.
WRITING = (
    "-", "-o", "--output", "--fix", "--unsafe-fixes", "--diff", "--baseline", "--update-baseline", "--changed-since",
    "--debug", "--help", "-h", "--no-cache", "--against", "--since",
)  # fmt: skip
TOLD = (
    "KAM_LANG", "LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE", "NO_COLOR", "FORCE_COLOR", "TERM", "COLUMNS",
    "PYTHONIOENCODING", "PYTHONUTF8", "TZ",
)  # fmt: skip
LIBRARIES = ("pydantic", "pyyaml")


class Call:
    """One call of ``kam check``: what its outcome depends on beside the plans, and where an outcome is kept.

    *found* is what was found in the plans (the format of cli/kept.py), *marks* are digests of those of which it still
    holds; both are empty until ``replay`` has met an outcome of this call.
    """

    def __init__(self, argv: list[str], asked: str | None) -> None:
        self.told = "\n".join([*argv, "", str(asked), os.getcwd()])
        self.key = self.key_now()
        # One place for every call of the same words: tomorrow's outcome takes the place of today's.
        name = f"{self.told}\n{sys.stdout.isatty()}".encode("utf-8", "surrogateescape")
        self.path = os.path.join(folder(), f"check-{zlib.crc32(name):08x}-{len(name)}")
        self.roots: list[bytes] | None = None
        self.lines: list[bytes] | None = None
        self.seen_ns = 0
        self.before: set[bytes] = set()
        self.found = b""
        self.marks: dict[bytes, bytes] = {}

    def key_now(self) -> bytes:
        """Everything but the plans that the outcome depends on, as it is now."""
        return "\n".join([self.told, *circumstances()]).encode("utf-8", "surrogateescape")

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
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.stderr.buffer.write(err)
        sys.stderr.flush()
        return code

    def fitting(self) -> tuple[bytes, bytes, int] | None:
        """The kept output, remark and exit code, when they are of this call and no plan changed since."""
        blobs = unpacked(own_contents(self.path))
        if blobs is None or blobs[0] != self.key:
            return None
        _, roots, then, digests, out, err, code, self.found = blobs
        now = self.look(roots.split(b"\0"))
        if now is None:
            return None
        if b"\n".join(now) == then:
            return out, err, int(code)
        before = then.split(b"\n") if then else []
        self.before = set(before)
        marks = dict(zip(map(path_of, before), digests.split(b"\n") if before else [], strict=True))
        others = stale(now, self.before, marks)
        if others or len(now) != len(before):
            self.marks = {path: mark for path, mark in marks.items() if path not in others}
            return None
        lines = b"\n".join(trusted(now, self.before, marks, self.seen_ns))
        if lines != then:
            self.keep([self.key, roots, lines, digests, out, err, code, self.found])
        return out, err, int(code)

    def look(self, roots: list[bytes]) -> list[bytes] | None:
        """The plans below the roots as they are before any of them is read; looked for once."""
        if self.roots != roots:
            self.seen_ns = time.time_ns()
            self.roots, self.lines = roots, listing(roots)
        return self.lines

    def record(self, marks: dict[bytes, bytes], out: bytes, err: bytes, code: int, found: bytes) -> None:
        """Keep an outcome: a digest of what was read of each plan (empty where it could not be), and what was *found*.

        Not when other plans were read than were there when the call began, or when it would be another call by now.
        """
        if self.roots is None or self.lines is None:
            return
        paths = [path_of(line) for line in self.lines]
        if marks.keys() == set(paths) and self.key_now() == self.key:
            lines = b"\n".join(trusted(self.lines, self.before, marks, self.seen_ns))
            digests = b"\n".join([marks[path] for path in paths])
            self.keep([self.key, b"\0".join(self.roots), lines, digests, out, err, b"%d" % code, found])

    def keep(self, blobs: list[bytes]) -> None:
        """Write an entry as a whole or not at all; a cache that cannot be written is no error."""
        temporary = f"{self.path}.{os.getpid()}"
        entry = packed(blobs)
        if len(entry) > LARGEST_OUTCOME:
            return
        try:
            os.makedirs(os.path.dirname(self.path), mode=0o700, exist_ok=True)
            descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            try:
                with open(descriptor, "wb") as stream:
                    stream.write(entry)
                os.replace(temporary, self.path)
            except OSError:
                os.unlink(temporary)
            sweep(os.path.dirname(self.path))
        except OSError:
            return


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
    return [*versions, *told, *streams, *settings(), own_state()]


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


def sweep(place: str) -> None:
    """Remove the oldest entries beyond what may be kept. Raises OSError."""
    with os.scandir(place) as entries:
        own = [entry for entry in entries if entry.name.startswith("check-") and entry.is_file(follow_symlinks=False)]
    states = sorted(((entry.stat().st_mtime_ns, entry.stat().st_size, entry.path) for entry in own), reverse=True)
    size = 0
    for at, (_, length, path) in enumerate(states):
        size += length
        if at >= MOST_KEPT or size > LARGEST_KEPT:
            os.unlink(path)


def own_contents(path: str) -> bytes:
    """What a plain file holds that is ours and that nobody else may write. Raises OSError for any other."""
    with open(os.open(path, NEVER_WAIT), "rb") as stream:
        state = os.fstat(stream.fileno())
        if not stat.S_ISREG(state.st_mode) or state.st_size > LARGEST_OUTCOME:
            raise OSError
        if hasattr(os, "geteuid") and (state.st_uid != os.geteuid() or state.st_mode & 0o022):
            raise OSError
        return stream.read()


def packed(blobs: list[bytes]) -> bytes:
    """An entry: the format, a checksum of the rest, the lengths, the blobs."""
    body = b" ".join(b"%d" % len(one) for one in blobs) + b"\n" + b"".join(blobs)
    return b"%s %08x\n%s" % (FORMAT, zlib.crc32(body), body)


def unpacked(raw: bytes) -> list[bytes] | None:
    """The blobs of an entry; ``None`` when it is damaged."""
    head, _, body = raw.partition(b"\n")
    if head != b"%s %08x" % (FORMAT, zlib.crc32(body)):
        return None
    lengths, _, rest = body.partition(b"\n")
    out, at = [], 0
    for length in map(int, lengths.split(b" ")):
        out.append(rest[at : at + length])
        at += length
    return out if len(out) == BLOBS and at == len(rest) else None
