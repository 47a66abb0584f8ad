"""What lies below some folders, a line each: how it looked when it was last checked, and how it looks now.

A line is a name, a tab, and size, times and inode; or a dash in their place where they cannot be trusted.
Nothing here imports more than the interpreter has at hand.
"""

from __future__ import annotations

import os

# Two writes within one tick of the clock look alike, so a file this young is not trusted by its times.
YOUNG_NS = 2_000_000_000
SUFFIXES = (b".yaml", b".yml")


def listing(roots: list[bytes]) -> list[bytes] | None:
    """The plans below the roots, sorted; ``None`` when a root is a link, a folder cannot be read or is a repository, or
    a name would blur the lines.
    """
    lines: list[bytes] = []
    try:
        pending = list(roots)
        while pending:
            root = pending.pop()
            if os.path.islink(root):
                return None
            if os.path.isfile(root):
                lines.append(line_for(root, os.lstat(root)))
                continue
            with os.scandir(root) as entries:
                for entry in entries:
                    name = entry.name
                    if name.startswith(b"."):
                        if name == b".git" and root not in roots:
                            return None  # a repository in a folder: it says how the plans below it are called
                        continue
                    if entry.is_dir(follow_symlinks=False):
                        pending.append(entry.path)
                    elif name.lower().endswith(SUFFIXES):
                        lines.append(line_for(entry.path, entry.stat(follow_symlinks=False)))
    except OSError:
        return None
    lines = sorted(set(lines) if len(roots) > 1 else lines)
    whole = b"\n".join(lines)
    plain = whole.count(b"\n") == max(0, len(lines) - 1) and whole.count(b"\t") == 4 * len(lines)
    return lines if plain else None


def line_for(path: bytes, state: os.stat_result) -> bytes:
    """One line of a listing."""
    return b"%s\t%d\t%d\t%d\t%d" % (path, state.st_size, state.st_mtime_ns, state.st_ctime_ns, state.st_ino)


def path_of(line: bytes) -> bytes:
    """The file a line is about."""
    return line.partition(b"\t")[0]


def trusted(lines: list[bytes], before: dict[bytes, int], digests: list[bytes], seen_ns: int) -> list[bytes]:
    """The lines as they may be kept: without the state of what could not be read, or had just changed when seen.

    Those of *before* were trusted already; one that could not be read has no digest.
    """
    return [
        line if line in before or (digest and is_old(line, seen_ns)) else path_of(line) + b"\t-"
        for line, digest in zip(lines, digests, strict=True)
    ]


def is_old(line: bytes, seen_ns: int) -> bool:
    """Whether a file had not changed for a while when it was seen."""
    _, _, written, changed, _ = line.split(b"\t")
    return max(int(written), int(changed)) < seen_ns - YOUNG_NS
