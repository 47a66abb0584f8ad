"""Answering ``kam check`` again from memory, when nothing that could change the answer has changed.

What is kept is the whole outcome of one call: its output, remark and exit code, under everything it depended on (the
arguments, the day, the language, the terminal, the configuration, kamtool itself) and a listing of every plan with
size, times and inode. A listing that differs is compared by the plans' contents. An entry that is damaged, cut or from
elsewhere does not fit, and is as good as none. Nothing here imports more than the interpreter has at hand.
"""

from __future__ import annotations

import os
import stat
import sys
import time
import zlib

import kamtool

LARGEST = 1_000_001  # one byte more than a plan may have
LARGEST_OUTCOME = 50_000_000
NEVER_WAIT = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
FORMAT = b"kam-outcome-3"
# Two writes within one tick of the clock look alike, so a file this young is not trusted by its times.
YOUNG_NS = 2_000_000_000
# A call with one of these writes something, or reads what no listing shows.
WRITING = (
    "-", "-o", "--output", "--fix", "--unsafe-fixes", "--diff", "--baseline", "--update-baseline", "--changed-since",
    "--debug", "--help", "-h", "--no-cache", "--against",
)  # fmt: skip
TOLD = (
    "KAM_LANG", "LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE", "NO_COLOR", "FORCE_COLOR", "TERM", "COLUMNS",
    "PYTHONIOENCODING", "PYTHONUTF8", "TZ",
)  # fmt: skip


class Call:
    """One call of ``kam check``: what its outcome depends on beside the plans, and where an outcome is kept."""

    def __init__(self, argv: list[str], asked: str | None) -> None:
        told = [*argv, "", str(asked), os.getcwd()]
        self.key = "\n".join([*told, *circumstances()]).encode("utf-8", "surrogateescape")
        # One place for every call of the same words: tomorrow's outcome takes the place of today's.
        name = "\n".join([*told, str(sys.stdout.isatty())]).encode("utf-8", "surrogateescape")
        self.path = os.path.join(folder(), f"check-{zlib.crc32(name):08x}-{len(name)}")

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
        """The kept output, remark and exit code, when they are of this call and nothing changed since."""
        blobs = unpacked(contents(self.path, LARGEST_OUTCOME))
        if blobs is None or blobs[0] != self.key:
            return None
        _, roots, then, digests, out, err, code = blobs
        now = listing(roots.split(b"\0"))
        if now is None or (now != then and not same_contents(now, then, digests)):
            return None
        if now != then:
            self.keep([self.key, roots, now, digests, out, err, code])
        return out, err, int(code)

    def record(self, roots: list[str], started_ns: int, out: bytes, err: bytes, code: int) -> None:
        """Keep an outcome; not when a plan changed since the call began, or too lately to tell."""
        names = [os.fsencode(root) for root in roots]
        now = listing(names)
        latest = min(started_ns, time.time_ns() - YOUNG_NS)
        if now is None or youngest(now) > latest or any(youngest(one.encode()) > latest for one in settings()):
            return
        digests = digests_of(now)
        if digests is not None and listing(names) == now:
            self.keep([self.key, b"\0".join(names), now, digests, out, err, b"%d" % code])

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
    from datetime import date

    out, err = sys.stdout, sys.stderr
    width = ""
    if out.isatty():
        try:
            width = str(os.get_terminal_size(out.fileno()).columns)
        except OSError:
            width = "?"
    told = [f"{name}={os.environ.get(name, '')}" for name in TOLD]
    streams = [str(out.isatty()), out.encoding or "", err.encoding or "", width]
    versions = [kamtool.__version__, sys.version, date.today().isoformat()]
    return [*versions, *told, *streams, *settings(), own_state()]


def settings() -> list[str]:
    """Every file above that may be the configuration, by place, size, times and inode: which one is, its text says."""
    at, found = os.getcwd(), []
    while True:
        for name in ("kam.toml", "pyproject.toml"):
            path = os.path.join(at, name)
            try:
                state = os.stat(path)
            except OSError:
                continue
            found.append(line_for(os.fsencode(path), state).decode("utf-8", "surrogateescape"))
        above = os.path.dirname(at)
        if above == at:
            return found
        at = above


def own_state() -> str:
    """Kamtool itself, when it runs from a checkout: its files by size and time."""
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
                else:
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


def listing(roots: list[bytes]) -> bytes | None:
    """Every plan below the roots, a line each: name, size, times and inode; ``None`` when one cannot be listed."""
    lines: list[bytes] = []
    try:
        pending = list(roots)
        while pending:
            root = pending.pop()
            if os.path.isfile(root):
                lines.append(line_for(root, os.lstat(root)))
                continue
            with os.scandir(root) as entries:
                for entry in entries:
                    name = entry.name
                    if name.startswith(b"."):
                        continue
                    if entry.is_dir(follow_symlinks=False):
                        pending.append(entry.path)
                    elif name.endswith((b".yaml", b".yml")):
                        lines.append(line_for(entry.path, entry.stat(follow_symlinks=False)))
    except OSError:
        return None
    lines.sort()
    return b"\n".join(lines)


def line_for(path: bytes, state: os.stat_result) -> bytes:
    """One line of a listing."""
    return b"%s\t%d\t%d\t%d\t%d" % (path, state.st_size, state.st_mtime_ns, state.st_ctime_ns, state.st_ino)


def youngest(lines: bytes) -> int:
    """The latest time of change in a listing, in nanoseconds."""
    return max((max(map(int, line.split(b"\t")[2:4])) for line in lines.split(b"\n") if line), default=0)


def digests_of(lines: bytes) -> bytes | None:
    """A digest of each plan of a listing, in its order."""
    found = [digest(line.partition(b"\t")[0]) for line in lines.split(b"\n") if line]
    return None if None in found else b"\n".join(one for one in found if one)


def digest(path: bytes) -> bytes | None:
    """A digest of a plain file's contents; ``None`` for what is none, such as a link or a pipe put in its place."""
    from _blake2 import blake2b

    try:
        return blake2b(contents(path, LARGEST), digest_size=16).hexdigest().encode()
    except OSError:
        return None


def contents(path: bytes | str, most: int) -> bytes:
    """The first bytes of a plain file. Raises OSError for what is none."""
    if not stat.S_ISREG(os.lstat(path).st_mode):
        raise OSError
    with open(os.open(path, os.O_RDONLY | NEVER_WAIT), "rb") as stream:
        return stream.read(most)


def same_contents(now: bytes, then: bytes, digests: bytes) -> bool:
    """Whether the same plans are there with the same contents, though sizes, times or inodes differ."""
    new, old = now.split(b"\n"), then.split(b"\n")
    if len(new) != len(old):
        return False
    for line, before, mark in zip(new, old, digests.split(b"\n"), strict=True):
        path, _, rest = line.partition(b"\t")
        if path != before.partition(b"\t")[0] or rest.partition(b"\t")[0] != before.split(b"\t")[1]:
            return False
        if line != before and digest(path) != mark:
            return False
    return True


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
    return out if len(out) == 7 and at == len(rest) else None
