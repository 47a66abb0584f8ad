"""Many plans at once: the same work on every file, on as many processes as there are processors."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Sequence
from typing import TypeVar

from kamtool.cli.account import STDIN

Answer = TypeVar("Answer")


def over(files: Sequence[str], work: Callable[[str], Answer], parallel_from: int) -> list[Answer]:
    """What *work* gives for each file, in the order given; from so many files on with several processes."""
    workers = min(os.cpu_count() or 1, 8)
    if len(files) < parallel_from or STDIN in files or not hasattr(os, "fork") or workers < 2:
        return some(files, work)
    import multiprocessing

    size = -(-len(files) // (workers * 4))
    parts = [(files[at : at + size], work) for at in range(0, len(files), size)]
    with multiprocessing.get_context("fork").Pool(workers) as pool:
        return [one for each in pool.starmap(some, parts) for one in each]


def some(files: Sequence[str], work: Callable[[str], Answer]) -> list[Answer]:
    """The work on some files. Plans hold no cycles, so the collector has nothing to find among them."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        return [work(file) for file in files]
    finally:
        if collecting:
            gc.enable()
