"""The file in which one outcome is kept: two frames, of which the second is read only when some plan has changed.

A frame is a line with the format, the lengths of its parts and a checksum, and then the parts. A file that is damaged,
cut or from elsewhere has no frames. Nothing here imports more than the interpreter has at hand.
"""

from __future__ import annotations

import io
import os
import stat
import zlib

LARGEST = 100_000_000  # bytes of one entry
MOST_KEPT, LARGEST_KEPT = 100, 300_000_000  # entries and their bytes in the folder; the oldest go first
FORMAT = b"kam-outcome-6"
LONGEST_HEAD = 120
OWN = "check-"  # what the name of every entry begins with


def is_ours(stream: io.BufferedReader) -> bool:
    """Whether this is a plain file of ours that nobody else may write."""
    state = os.fstat(stream.fileno())
    if not stat.S_ISREG(state.st_mode) or state.st_size > LARGEST:
        return False
    return not hasattr(os, "geteuid") or (state.st_uid == os.geteuid() and not state.st_mode & 0o022)


def frame(stream: io.BufferedReader, count: int) -> list[bytes] | None:
    """The parts of the next frame; ``None`` when it is damaged or has not so many. Raises OSError."""
    head = stream.readline(LONGEST_HEAD)
    form, *lengths = head.split()[:-1] or [b""]
    if form != FORMAT or len(lengths) != count or not all(length.isdigit() for length in lengths):
        return None
    parts = [stream.read(min(int(length), LARGEST)) for length in lengths]
    return parts if head == head_of(parts) else None


def write(path: str, frames: list[list[bytes]]) -> None:
    """Write an entry as a whole or not at all; a cache that cannot be written is no error."""
    temporary = f"{path}.{os.getpid()}"
    raw = b"".join(map(packed, frames))
    if len(raw) > LARGEST:
        return
    try:
        os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with open(descriptor, "wb") as stream:
                stream.write(raw)
            os.replace(temporary, path)
        except OSError:
            os.unlink(temporary)
        sweep(os.path.dirname(path))
    except OSError:
        return


def sweep(place: str) -> None:
    """Remove the oldest entries beyond what may be kept. Raises OSError."""
    with os.scandir(place) as entries:
        own = [entry for entry in entries if entry.name.startswith(OWN) and entry.is_file(follow_symlinks=False)]
    states = sorted(((entry.stat().st_mtime_ns, entry.stat().st_size, entry.path) for entry in own), reverse=True)
    size = 0
    for at, (_, length, path) in enumerate(states):
        size += length
        if at >= MOST_KEPT or size > LARGEST_KEPT:
            os.unlink(path)


def empty(place: str) -> int:
    """Remove every entry, whatever its format, also one not written to its end; how many. Raises OSError."""
    if not os.path.isdir(place):
        return 0
    with os.scandir(place) as entries:
        own = [entry.path for entry in entries if entry.name.startswith(OWN) and entry.is_file(follow_symlinks=False)]
    for path in own:
        try:
            os.unlink(path)
        except FileNotFoundError:  # another call has swept it
            continue
    return len(own)


def packed(parts: list[bytes]) -> bytes:
    """A frame."""
    return b"".join([head_of(parts), *parts])


def head_of(parts: list[bytes]) -> bytes:
    """The line before the parts of a frame: the format, their lengths, and a checksum over them and their lengths."""
    head = b" ".join([FORMAT, *(b"%d" % len(one) for one in parts)])
    sums = zlib.crc32(head)
    for one in parts:
        sums = zlib.crc32(one, sums)
    return b"%s %08x\n" % (head, sums)
