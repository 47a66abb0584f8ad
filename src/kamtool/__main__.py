"""``python -m kamtool``, and what the commands ``kam`` and ``kamtool`` run."""

import sys

from kamtool.cli.start import start


def main() -> None:
    """Run with the process's arguments and leave with the exit code."""
    sys.exit(start(sys.argv[1:]))


if __name__ == "__main__":
    main()
