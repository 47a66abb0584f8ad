"""What kamtool puts into a git repository so that plans are merged by facts, and how it is taken out again."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from shlex import quote

from kamtool.source.git import GitFailed, Outside, git, line
from kamtool.source.write import create, replace

# Git is told to merge the lines itself when kam is not there or fails: without this it would keep our version alone.
DRIVER = (
    "case $(kam merge-driver --no-config --size=%L --base=%S --ours=%X --theirs=%Y %O %A %B %P) in"
    " clean) exit 0;; conflict) exit 1;; *) exec git merge-file --marker-size=%L -L ours -L base -L theirs %A %O %B;;"
    " esac"
)
NAME = "account plans, by facts"
SETTINGS = (("merge.kam.name", NAME), ("merge.kam.driver", DRIVER))
# Who is who after kam redact; a plan not finished in kam plan edit; what a writer that was killed left of one.
KEPT_OUT = ("*.kam-key", ".*.edit.yaml", ".kam-*.tmp")
SIGN = "# written by `kam setup git`"
# What is checked is what is committed: the staged plans, laid out by themselves with the settings and the baseline.
HOOK = """#!/bin/sh
{sign}; `kam setup git --remove` takes it away
command -v kam >/dev/null 2>&1 || {{ echo "kam is not on the PATH: plans were not checked" >&2; exit 0; }}
staged=$(mktemp -d) || exit 1
trap 'rm -rf "$staged"' EXIT
trap 'exit 1' HUP INT TERM
git diff --cached --name-only --diff-filter=d -z -- {plans} >"$staged/plans" || exit 1
[ -s "$staged/plans" ] || exit 0
git ls-files -z -- '*.toml' '*.json' >"$staged/settings" || exit 1
cat "$staged/plans" "$staged/settings" | git checkout-index -z --stdin --prefix="$staged/in/" || exit 1
cd "$staged/in"/{above} && kam check --no-cache --select KAM0 --ignore KAM018 --fail-on error -- {folder}
"""
EXECUTABLE = 0o755


class State(StrEnum):
    """What is to be done with a part: put in, taken out, or nothing since it is so, or since it is somebody else's."""

    PUT = "put"
    TAKE = "take"
    THERE = "there"
    ABSENT = "absent"
    FOREIGN = "foreign"


@dataclass(frozen=True, slots=True)
class Step:
    """One part: the file or the setting, what it says, and what is to be done; *made* is the new text of a file."""

    target: str
    says: str
    state: State
    file: Path | None = None
    made: bytes = b""


def steps(top: Path, folder: Path, hook: bool, remove: bool) -> list[Step]:
    """What there is to do in the repository at *top* with plans in *folder*. Raises GitFailed, Outside, OSError."""
    found = [
        line_step(top / ".gitattributes", top, pattern(top, folder, suffix) + " merge=kam", remove)
        for suffix in ("yaml", "yml")
    ]
    if not remove:  # keeping these out of git is never wrong
        found += [line_step(top / ".gitignore", top, one, remove) for one in KEPT_OUT]
    found += [setting(top, name, value, remove) for name, value in SETTINGS]
    if hook or remove:
        found.append(hook_step(top, folder, remove))
    return found


def carry_out(top: Path, todo: Sequence[Step]) -> None:
    """Do the steps. Raises GitFailed, OSError."""
    for step in todo:
        if step.state not in (State.PUT, State.TAKE):
            continue
        if step.file is None:
            words = ["--unset-all", step.target] if step.state is State.TAKE else [step.target, step.says]
            git(top, "config", "--local", *words)
        elif step.says.startswith("#!"):
            write_hook(step)
        else:
            change_line(step)


def pattern(top: Path, folder: Path, suffix: str) -> str:
    """The plans of a folder, as .gitattributes names them."""
    inside = within(top, folder)
    told = f"*.{suffix}" if inside == "." else f"{inside}/**/*.{suffix}"
    plain = all(char.isalnum() or char in "/*._-" for char in told) and told.isascii()
    return told if plain else '"' + told.replace("\\", "\\\\").replace('"', '\\"') + '"'


def within(top: Path, folder: Path) -> str:
    """The folder's path from the top, ``.`` for the top itself. Raises Outside."""
    found = os.path.relpath(os.path.realpath(folder), os.path.realpath(top)).replace(os.sep, "/")
    if found.split("/")[0] == "..":
        raise Outside(str(folder))
    return found


def hook_of(top: Path, folder: Path) -> str:
    """The hook for plans in this folder. Raises Outside."""
    inside = within(top, folder)
    above, name = os.path.split(inside)
    place = "" if inside == "." else re.sub(r"([\\*?\[])", r"\\\1", inside) + "/"
    wanted = [f":(top,glob){place}**/*.{suffix}" for suffix in ("yaml", "yml")]
    hidden = [f":(top,glob,exclude){place}**/.*", f":(top,glob,exclude){place}**/.*/**"]
    plans = " ".join(map(quote, wanted + hidden))
    return HOOK.format(sign=SIGN, above=quote(above or "."), folder=quote(name), plans=plans)


def line_step(file: Path, top: Path, says: str, remove: bool) -> Step:
    """A line of a file: put at its end, or taken out."""
    there = says.encode() in bare(file)
    state = (State.TAKE if there else State.ABSENT) if remove else State.THERE if there else State.PUT
    return Step(file.relative_to(top).as_posix(), says, state, file)


def bare(file: Path) -> list[bytes]:
    """The lines of a file without their ends; none when it is not there."""
    return [one.strip() for one in file.read_bytes().split(b"\n")] if file.exists() else []


def change_line(step: Step) -> None:
    """Put a line at the end of a file, or take it out; every other byte stays, and a file left empty goes."""
    assert step.file is not None
    old = step.file.read_bytes() if step.file.exists() else b""
    ends = b"\r\n" if b"\r\n" in old else b"\n"
    if step.state is State.PUT:
        new = old + (ends if old and not old.endswith(b"\n") else b"") + step.says.encode() + ends
    else:
        new = b"".join(one for one in old.splitlines(keepends=True) if one.strip() != step.says.encode())
    if not step.file.exists():
        create(step.file, new)
    elif new:
        replace(step.file, new, old)
    else:
        step.file.unlink()


def setting(top: Path, name: str, value: str, remove: bool) -> Step:
    """A setting of this clone."""
    try:
        now = line(git(top, "config", "--local", "--get", name))
    except GitFailed:
        now = ""
    if remove:
        return Step(name, value, State.TAKE if now else State.ABSENT)
    return Step(name, value, State.THERE if now == value else State.PUT)


def hook_step(top: Path, folder: Path, remove: bool) -> Step:
    """The hook that checks before each commit; one that we did not write is left alone."""
    place = hooks(top)
    file = place / "pre-commit"
    hook = hook_of(top, folder)
    name = os.path.relpath(file, top).replace(os.sep, "/")
    there = os.path.lexists(file)
    ours = there and not file.is_symlink() and file.is_file() and SIGN.encode() in file.read_bytes()
    if there and not ours:
        return Step(name, hook, State.ABSENT if remove else State.FOREIGN, file)
    if remove:
        return Step(name, hook, State.TAKE if ours else State.ABSENT, file)
    if not is_own(top, place):
        return Step(name, hook, State.FOREIGN, file)
    same = ours and file.read_bytes() == hook.encode()
    return Step(name, hook, State.THERE if same else State.PUT, file)


def write_hook(step: Step) -> None:
    """Put our hook in its place, or take it away."""
    assert step.file is not None
    if step.state is State.TAKE:
        step.file.unlink()
    elif step.file.exists():
        replace(step.file, step.says.encode())
    else:
        step.file.parent.mkdir(exist_ok=True)
        create(step.file, step.says.encode(), EXECUTABLE)


def hooks(top: Path) -> Path:
    """Where the repository's hooks lie: where its settings say, else in git's own folder."""
    told = list(hook_paths(top))
    if told:
        return top / os.path.expanduser(told[-1])
    return top / line(git(top, "rev-parse", "--git-common-dir")) / "hooks"


def hook_paths(top: Path) -> Iterator[str]:
    """The places for hooks that the settings name, but for the one with which we ask."""
    try:
        told = git(top, "config", "--show-scope", "-z", "--get-all", "core.hooksPath").split(b"\0")
    except GitFailed:
        return
    for scope, value in zip(told[::2], told[1::2], strict=False):
        if scope != b"command":
            yield os.fsdecode(value)


def is_own(top: Path, folder: Path) -> bool:
    """Whether hooks lie in this repository's own folder of git: another place may serve others as well."""
    own = top / line(git(top, "rev-parse", "--git-common-dir"))
    return os.path.realpath(folder) == os.path.realpath(own / "hooks")
