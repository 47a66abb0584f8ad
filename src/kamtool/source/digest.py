"""A short name for the contents of a file. Nothing here imports more than the interpreter has at hand."""

from __future__ import annotations

import os
import stat
from _blake2 import blake2b

LARGEST = 1_000_000  # bytes a plan may have
NEVER_WAIT = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def digest(raw: bytes) -> bytes:
    """The name of these contents: two of the same name have the same contents."""
    return blake2b(raw, digest_size=16).hexdigest().encode()


def file_digest(path: bytes | str) -> bytes | None:
    """The name of a plain file's contents; ``None`` for a link, a pipe or whatever else no plan can be."""
    try:
        descriptor = os.open(path, NEVER_WAIT)
    except OSError:
        return None
    try:
        state = os.fstat(descriptor)
        if not stat.S_ISREG(state.st_mode) or state.st_size > LARGEST:
            return None
        raw = os.read(descriptor, state.st_size + 1)
    except OSError:
        return None
    finally:
        os.close(descriptor)
    return digest(raw) if len(raw) == state.st_size else None
