"""Everything a developer or CI runs, with the standard library alone: `python3 dev.py COMMAND`."""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import os
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
LOCK = ROOT / "requirements-dev.lock"
# Written last, so that an interrupted setup is not taken for a finished one.
STAMP = VENV / "setup-digest"
AS_OF = "2026-11-23"


def run(*command: str | Path) -> None:
    """Print a command, run it at the project's root, and stop with its exit code if it fails."""
    words = [str(word) for word in command]
    print("$ " + shlex.join(word.removeprefix(f"{ROOT}{os.sep}") for word in words), flush=True)
    code = subprocess.run(words, cwd=ROOT, check=False).returncode
    if code != 0:
        print(f"dev.py: stopped, exit code {code}", file=sys.stderr)
        # A process killed by a signal has a negative code here; a shell expects 128 + the signal.
        sys.exit(code if code > 0 else 128 - code)


def tool(name: str, *arguments: str) -> None:
    """Run a command that the environment installed."""
    run(BIN / (f"{name}.exe" if os.name == "nt" else name), *arguments)


def digest() -> str:
    """Identify what the environment was made from: the lock, Python and the folder it stands in."""
    parts = [LOCK.read_bytes(), repr(sys.version_info[:2]).encode(), os.fsencode(ROOT)]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def setup() -> None:
    """Make .venv from the lock, with kamtool installed editable; do nothing if it is already current."""
    wanted = digest()
    if PYTHON.exists() and STAMP.exists() and STAMP.read_text(encoding="ascii") == wanted:
        return
    if not (importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip")):
        sys.exit(
            "dev.py: this Python cannot make a virtual environment (venv or ensurepip is missing); "
            "on Debian and Ubuntu: apt install python3-venv"
        )
    run(sys.executable, "-m", "venv", "--clear", VENV.name)
    pip = (PYTHON, "-m", "pip", "--quiet", "--disable-pip-version-check", "install")
    # The lock names everything; pip's resolver would look past it to a newer release of what another asks for
    # with an extra (coverage[toml]), and refuse that for want of a hash.
    run(*pip, "--no-deps", "--require-hashes", "-r", LOCK.name)
    run(*pip, "--no-deps", "--no-build-isolation", "-e", ".")
    run(PYTHON, "-m", "pip", "--disable-pip-version-check", "check")
    STAMP.write_text(wanted, encoding="ascii")


def demo() -> None:
    """The main job, on the example accounts."""
    tool("kam", "check", "accounts", "--as-of", AS_OF)
    tool("kam", "stakeholders", "hongqi", "--as-of", AS_OF)


def test(*arguments: str) -> None:
    """The tests on all processors, with branch coverage; arguments are handed to pytest."""
    tool("pytest", "-n", "auto", "--dist", "worksteal", "--cov", "--cov-report=term-missing:skip-covered", *arguments)


def lint() -> None:
    """Style, format, types and the direction of imports."""
    tool("ruff", "check")
    tool("ruff", "format", "--check")
    tool("mypy")
    tool("lint-imports")


def docs(*arguments: str) -> None:
    """Write the generated pages of docs/ anew; with --check, only fail if they are not current."""
    run(PYTHON, Path("tools", "docs.py"), *arguments)


def check() -> None:
    """The example accounts and the templates, by kam itself."""
    tool("kam", "check", "accounts", "templates", "--as-of", AS_OF)


def everything() -> None:
    """What CI runs."""
    test()
    lint()
    docs("--check")
    check()


COMMANDS: dict[str, Callable[..., None]] = {
    "setup": setup,
    "demo": demo,
    "test": test,
    "lint": lint,
    "docs": docs,
    "check": check,
    "all": everything,
}
WITH_ARGUMENTS = ("test", "docs")


def main() -> None:
    """Set up what is missing, then do what was asked for."""
    if sys.version_info < (3, 11):
        sys.exit(f"dev.py: Python 3.11 or newer is needed; this is {sys.version.split()[0]}")
    lines = [f"  {name:<7}{(action.__doc__ or '').strip()}" for name, action in COMMANDS.items()]
    parser = argparse.ArgumentParser(
        prog="dev.py",
        description="Commands for work on kamtool; each sets up .venv first.",
        epilog="commands:\n" + "\n".join(lines),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("command", choices=COMMANDS, metavar="COMMAND")
    options, rest = parser.parse_known_args()
    if rest and options.command not in WITH_ARGUMENTS:
        parser.error(f"{options.command} takes no arguments: {' '.join(rest)}")
    setup()
    if options.command != "setup":
        COMMANDS[options.command](*rest)


if __name__ == "__main__":
    main()
