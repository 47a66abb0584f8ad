"""Plans as git held them at the end of a day, for comparisons over all plans."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path

from kamtool.cli.account import STDIN
from kamtool.cli.errors import UsageError
from kamtool.cli.session import Session
from kamtool.load import Loaded, load_bytes
from kamtool.source.git import GitFailed, NoRevision, Outside, inside, top_of
from kamtool.source.revisions import Revision, before, blobs_at, contents


def earlier(session: Session, files: Iterable[str], day: dt.date) -> tuple[Revision, list[Loaded]]:
    """The last commit until the end of *day*, and those of the plans it held, under their present names.

    Raises UsageError when git cannot be asked, or has no commit that old.
    """
    try:
        top = Path(top_of(session.config.folder if session.config.folder.is_dir() else Path.cwd()))
        revision = before(top, day + dt.timedelta(days=1))
        blobs = blobs_at(top, revision.commit, ".")
        wanted = {path: file for file in files if file != STDIN and (path := inside(str(top), file)) in blobs}
        texts = contents(top, [blobs[path] for path in wanted])
    except GitFailed as error:
        raise UsageError("git", reason=str(error)) from None
    except NoRevision:
        raise UsageError("revision", given=day) from None
    except Outside as error:
        raise UsageError("outside", file=str(error)) from None
    return revision, [load_bytes(texts[blobs[path]], file) for path, file in wanted.items()]
