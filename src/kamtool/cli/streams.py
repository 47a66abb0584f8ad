"""The two streams of a call: an exit code holds whatever becomes of them. Nothing here imports more than is at hand."""

from __future__ import annotations

import os
import sys
from typing import TextIO


def aside(raw: bytes) -> None:
    """Write to stderr what is said beside the answer; where nobody can read it, it is lost, and nothing else."""
    try:
        sys.stderr.flush()
        sys.stderr.buffer.write(raw)
        sys.stderr.flush()
    except OSError:
        give_up(sys.stderr)


def give_up(stream: TextIO) -> None:
    """Let what is left for a stream that cannot be written go nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
