"""Plans as git held them at the end of a day, for comparisons over all plans."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path

from kamtool.cli.account import STDIN
from kamtool.cli.git_faults import git_asked
from kamtool.cli.session import Session
from kamtool.load import Loaded, load_bytes
from kamtool.source.git import inside, top_of
from kamtool.source.revisions import Revision, before, blobs_at, contents


def earlier(session: Session, files: Iterable[str], day: dt.date) -> tuple[Revision, list[Loaded]]:
    """The last commit until the end of *day*, and those of the plans it held, under their present names.

    Raises UsageError when git cannot be asked, or has no commit that old.
    """
    with git_asked(day):
        top = Path(top_of(session.config.folder if session.config.folder.is_dir() else Path.cwd()))
        revision = before(top, day + dt.timedelta(days=1))
        blobs = blobs_at(top, revision.commit, ".")
        wanted = {path: file for file in files if file != STDIN and (path := inside(str(top), file)) in blobs}
        texts = contents(top, [blobs[path] for path in wanted])
    return revision, [load_bytes(texts[blobs[path]], file) for path, file in wanted.items()]
