"""Writing files so that nothing is lost: the old file or the new one, never half of either, never another's change."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from kamtool.source.read import Unreadable, read_bytes

PREFIX = ".kam-"
LOCK_SECONDS = 10.0
POLL_SECONDS = 0.01  # far less than a writer holds the lock, or one of many would never get it
LEFT_SECONDS = 3600.0


class Changed(Exception):
    """The file is no longer what was read: somebody else wrote it meanwhile."""


class Locked(Exception):
    """Another kamtool has held the file for longer than we would wait."""


@contextmanager
def locked(path: Path, seconds: float = LOCK_SECONDS) -> Iterator[None]:
    """Keep others of kamtool out while a file is read, changed and replaced. Raises Locked after so many *seconds*."""
    try:
        with FileLock(lock_file(path)).acquire(seconds, poll_interval=POLL_SECONDS):
            yield
    except Timeout:
        raise Locked(str(path)) from None


def lock_file(path: Path) -> Path:
    """The lock of a file: in the system's temporary folder, so that it never lies among the plans.

    Raises OSError when that place is not ours: another user could put a link where the lock should be.
    """
    user = getattr(os, "getuid", lambda: "user")()
    folder = Path(tempfile.gettempdir()) / f"kamtool-{user}"
    folder.mkdir(mode=0o700, exist_ok=True)
    state = folder.lstat()
    if not stat.S_ISDIR(state.st_mode) or (hasattr(os, "getuid") and state.st_uid != os.getuid()):
        raise PermissionError(errno.EPERM, f"{folder} belongs to somebody else")
    return folder / f"{hashlib.sha256(os.fsencode(path.resolve())).hexdigest()[:32]}.lock"


def replace(path: Path, content: bytes, read: bytes | None = None) -> bool:
    """Put *content* in place of *path* as a whole: a temporary file beside it, synced, renamed, the folder synced.

    With *read*, what the caller based its change on, the file must still hold just that. The mode is kept.
    Whether the disk confirmed the rename; the new file stands either way. Raises Changed, or OSError with the old
    file untouched, also when the file is marked read-only, which a rename would not mind. What is no file, but a device
    or a pipe, is written into and stays what it is.
    """
    if path.exists() and not os.access(path, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
    if path.exists() and not path.is_file():
        path.write_bytes(content)
        return True
    sweep(path.parent)
    mode = stat.S_IMODE(path.stat().st_mode) if path.exists() else 0o666 & ~umask()
    descriptor, name = tempfile.mkstemp(prefix=PREFIX, suffix=".tmp", dir=path.parent)
    temporary = Path(name)
    try:
        fill(descriptor, content)
        temporary.chmod(mode)
        if read is not None and not holds(path, read):
            raise Changed(str(path))
        temporary.replace(path)
    except BaseException:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise
    return sync_folder(path.parent)


def holds(path: Path, content: bytes) -> bool:
    """Whether a plan is still a regular file with just these bytes."""
    try:
        return read_bytes(str(path)) == content
    except Unreadable:
        return False


def create(path: Path, content: bytes, mode: int | None = None) -> None:
    """Put *content* in a new file, as a whole or not at all: a temporary file beside it, synced, linked, removed.

    Its *mode* is what the umask leaves, unless one is given. Raises FileExistsError when anything has
    the name already, a dangling link too; OSError with no file left.
    """
    sweep(path.parent)
    descriptor, name = tempfile.mkstemp(prefix=PREFIX, suffix=".tmp", dir=path.parent)
    temporary = Path(name)
    try:
        fill(descriptor, content)
        temporary.chmod(0o666 & ~umask() if mode is None else mode)
        try:
            os.link(temporary, path)
        except FileExistsError:
            raise
        except OSError:  # a file system without links
            write_new(path, content)
    finally:
        temporary.unlink(missing_ok=True)
    sync_folder(path.parent)


def write_new(path: Path, content: bytes) -> None:
    """Write a file that must not be there yet, in place; what could not be finished is removed."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    try:
        fill(descriptor, content)
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def fill(descriptor: int, content: bytes) -> None:
    """Write all of *content* to an open file, have the disk confirm it, and close the file."""
    try:
        left = memoryview(content)
        while left:
            left = left[os.write(descriptor, left) :]
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def left_behind(folder: Path) -> list[Path]:
    """The temporary files in a folder: of writers that are at work, or were killed."""
    return sorted(folder.glob(f"{PREFIX}*.tmp"))


def sweep(folder: Path) -> None:
    """Remove the temporary files of writers that were killed; one that is at work made its own just now."""
    for left in left_behind(folder):
        with suppress(OSError):
            if left.stat().st_mtime < time.time() - LEFT_SECONDS:
                left.unlink()


def umask() -> int:
    """The process's umask, which can only be read by setting it."""
    mask = os.umask(0o022)
    os.umask(mask)
    return mask


def sync_folder(folder: Path) -> bool:
    """Make a rename last through a power cut, where folders can be synced; whether the disk failed to is told."""
    try:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except (OSError, AttributeError):  # Windows opens no folders
        return True
    try:
        os.fsync(descriptor)
    except OSError as error:
        return error.errno not in {errno.EIO, errno.ENOSPC, errno.EDQUOT}
    finally:
        os.close(descriptor)
    return True
