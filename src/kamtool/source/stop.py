"""Ctrl-C while plans are written: it is heard between two files, never within one."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager


class Stopped(KeyboardInterrupt):
    """Ctrl-C came during a change; *kept* tells whether the change stands as a whole or nothing of it does."""

    def __init__(self, kept: bool) -> None:
        super().__init__()
        self.kept = kept


class Hold:
    """Hears Ctrl-C in the interpreter's place; *pressed* tells whether it came."""

    def __init__(self) -> None:
        self.pressed = False

    def __call__(self, *_: object) -> None:
        """Take note of it."""
        self.pressed = True

    def listen(self) -> None:
        """Give way to Ctrl-C as long as nothing of the change is to stay. Raises Stopped."""
        if self.pressed:
            raise Stopped(kept=False)


@contextmanager
def held() -> Iterator[Hold]:
    """Hold Ctrl-C back until the block is done; a block within another is part of it.

    Raises Stopped at the end when it came and nobody listened: what the block did stands.
    """
    before = signal.getsignal(signal.SIGINT)
    hold = before if isinstance(before, Hold) else Hold()
    if before is not signal.default_int_handler:  # held already, or Ctrl-C is ignored as in the background
        yield hold
        return
    try:
        signal.signal(signal.SIGINT, hold)
    except ValueError:  # not the main thread, which alone is interrupted
        yield hold
        return
    try:
        yield hold
    finally:
        signal.signal(signal.SIGINT, before)
    if hold.pressed:
        raise Stopped(kept=True)
