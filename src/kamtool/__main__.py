"""``python -m kamtool``, and what the commands ``kam`` and ``kamtool`` run."""

import gc
import os
import sys
from types import ModuleType

from kamtool.cli.start import start


def main() -> None:
    """Run with the process's arguments and leave with the exit code."""
    gc.disable()  # the process is short, and what it drops holds no cycles worth looking for
    without_plugins()
    open_streams()
    try:
        code = start(sys.argv[1:])
    except KeyboardInterrupt:
        code = 130
    gc.freeze()  # nor does the interpreter look for them on its way out, which takes longer than most of what we do
    sys.exit(code)


def without_plugins() -> None:
    """Keep Pydantic from looking for plugins among all that is installed: they would be shown every plan.

    The look alone costs twice what Python takes to start. Where the module has another name, only that is lost.
    """
    none = ModuleType("pydantic.plugin._loader")
    none.get_plugins = tuple  # type: ignore[attr-defined]  # called without arguments, for plugins to iterate over
    sys.modules[none.__name__] = none


def open_streams() -> None:
    """Put something in the place of each standard stream that was closed.

    Writing to the stand-in for stdout fails as it would on a full disk, so that a lost answer is noticed; what would
    go to stderr has nowhere to go. The stand-ins also keep their numbers from being given to a file opened later.
    """
    if sys.stdin is None:
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: SIM115  # for as long as the process
    if sys.stdout is None:
        sys.stdout = open(os.devnull, encoding="utf-8")  # noqa: SIM115  # as above
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115  # as above


if __name__ == "__main__":
    main()
