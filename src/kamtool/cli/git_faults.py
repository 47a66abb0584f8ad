"""What git refuses, told as a mistake of the call."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from kamtool.cli.errors import UsageError
from kamtool.source.git import EndsElsewhere, GitFailed, NoRevision, Outside
from kamtool.source.revisions import is_shallow


@contextmanager
def git_asked(given: object = None) -> Iterator[None]:
    """Raises UsageError for what git cannot answer; *given* is what was asked for, where git was given other words."""
    try:
        yield
    except GitFailed as error:
        raise UsageError("git", reason=str(error)) from None
    except NoRevision as error:
        raise UsageError(no_revision(), given=error if given is None else given) from None
    except EndsElsewhere as error:
        raise UsageError("revision_range", given=str(error)) from None
    except Outside as error:
        raise UsageError("outside", file=str(error)) from None


def no_revision() -> str:
    """What to say of a revision there is not: where history was cut off, it may only not have been fetched."""
    with suppress(GitFailed):
        if is_shallow(Path.cwd()):
            return "revision_shallow"
    return "revision"
