"""Many plans at once: the same work on every file, on as many processes as there are processors."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeVar

from kamtool.cli.account import STDIN

Answer = TypeVar("Answer")
Part = TypeVar("Part")


def over(files: Sequence[str], work: Callable[[str], Answer], parallel_from: int) -> list[Answer]:
    """What *work* gives for each file, in the order given; from so many files on with several processes."""
    if len(files) < parallel_from or STDIN in files:
        return some(files, work)
    size = -(-len(files) // (workers() * 4))
    parts = [files[at : at + size] for at in range(0, len(files), size)]
    return [one for each in spread(parts, partial(some, work=work)) for one in each]


def spread(parts: Sequence[Part], work: Callable[[Part], Answer]) -> list[Answer]:
    """What *work* gives for each part, in their order, on several processes where there are several parts."""
    if len(parts) < 2 or workers() < 2:
        return [work(one) for one in parts]
    import multiprocessing

    with multiprocessing.get_context("fork").Pool(workers()) as pool:
        return pool.map(work, parts, chunksize=1)


def workers() -> int:
    """On how many processes to work: one for each processor, eight at most; one where none can be split off."""
    return min(os.cpu_count() or 1, 8) if hasattr(os, "fork") else 1


def some(files: Sequence[str], work: Callable[[str], Answer]) -> list[Answer]:
    """The work on some files. Plans hold no cycles, so the collector has nothing to find among them."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        return [work(file) for file in files]
    finally:
        if collecting:
            gc.enable()
