"""A process that adds visits to a plan, one change each, and tells on stdout which it was promised are written.

python -m tests.source.appender FILE NAME COUNT
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from kamtool.source.change import change
from kamtool.source.document import Document
from kamtool.source.operation import AddItem, Operation
from kamtool.source.write import Locked


def added(item: AddItem) -> Callable[[Document], list[Operation]]:
    """A change that adds one item."""
    return lambda old: [item]


def main(file: str, name: str, count: int) -> None:
    """Add *count* visits, each with a purpose of its own."""
    for number in range(count):
        told = f"{name}-{number}"
        add = AddItem(("visits",), {"date": "2026-11-23", "purpose": told})
        while True:  # among so many writers one may wait longer than a person would; it is told, and asks again
            with suppress(Locked):
                change(Path(file), added(add))
                break
        print(told, flush=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
