"""What git refuses, told as a mistake of the call."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from kamtool.cli.errors import UsageError
from kamtool.source.git import GitFailed, NoRevision, Outside


@contextmanager
def git_asked(given: object = None) -> Iterator[None]:
    """Raises UsageError for what git cannot answer; *given* is what was asked for, where git was given other words."""
    try:
        yield
    except GitFailed as error:
        raise UsageError("git", reason=str(error)) from None
    except NoRevision as error:
        raise UsageError("revision", given=error if given is None else given) from None
    except Outside as error:
        raise UsageError("outside", file=str(error)) from None
