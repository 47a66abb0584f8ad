"""From the words of a call to two versions of the plans: revisions, days, files, accounts.

A word is a range (``main..HEAD``, ``main...HEAD`` from where they parted), a day (the last commit before it), a git
revision, a plan or an account. What may be two of these is refused, with the way to say which.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from kamtool.cli.account import STDIN, load, plan_files
from kamtool.cli.errors import UsageError
from kamtool.cli.session import PLANS, Session, read_day
from kamtool.diff import Version, last_day
from kamtool.load import Loaded, load_bytes, load_file
from kamtool.source.git import GitFailed, NoRevision, commit_of, inside, top_of
from kamtool.source.revisions import Revision, before, blobs_at, contents, parted, revision_of

DAY = re.compile(r"\d{4}-\d\d-\d\d\Z", re.ASCII)
TREE, FILE = "tree", "file"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a call asks for: at most two revisions (``None`` is the folder as it is), and accounts."""

    old: Revision
    old_word: str
    new: Revision | None
    new_word: str
    accounts: tuple[str, ...]


def two_files(words: Sequence[str]) -> bool:
    """Whether a call names two files, whatever git knows."""
    return len(words) == 2 and all(
        one == STDIN or (one.lower().endswith(PLANS) and os.path.exists(one)) for one in words
    )


def file_versions(session: Session, words: Sequence[str]) -> tuple[Version, Version, list[tuple[Loaded, Loaded]]]:
    """Two files as two versions of one plan. A file has no day: the older is seen on the last one it tells of."""
    if words[0] == words[1] == STDIN:
        raise UsageError("diff_words", given=" ".join(words))
    old, new = (load(one) for one in words)
    day = last_day(old.plan, session.as_of) if old.plan else session.as_of
    return Version({}, day, FILE), Version({}, session.as_of, FILE), [(old, new)]


def asked(session: Session, words: Sequence[str], accounts: Sequence[str]) -> Asked:
    """What the words of a call mean. Raises UsageError."""
    folder = home(session)
    revisions: list[tuple[Revision | None, str]] = []
    named: list[str] = list(accounts)
    try:
        top_of(folder)
        for word in words:
            if ".." in word and not os.path.exists(word):
                revisions += ends(folder, word)
            elif DAY.match(word):
                revisions.append((before(folder, read_day(word)), word))
            elif is_account(session, folder, word) or (found := revision_or_name(session, folder, word)) is None:
                named.append(word)
            else:
                revisions.append((found, word))
        if not revisions:
            revisions = [(revision_of(folder, "HEAD"), "HEAD")]
    except GitFailed as error:
        raise UsageError("diff_git", reason=str(error)) from None
    except NoRevision as error:
        raise UsageError("diff_word", given=str(error)) from None
    if len(revisions) > 2 or revisions[0][0] is None:
        raise UsageError("diff_words", given=" ".join(words))
    (old, old_word), (new, new_word) = (*revisions, (None, TREE))[:2]
    assert old is not None
    return Asked(old, old_word, new, new_word, tuple(named))


def revision_or_name(session: Session, folder: Path, word: str) -> Revision | None:
    """The commit a word means; ``None`` when it is what a customer is called. Raises GitFailed, NoRevision."""
    try:
        return revision_of(folder, word)
    except NoRevision:
        if any(is_meant(word, load_file(file)) for file in plan_files(session.config.folder)):
            return None
        raise


def ends(folder: Path, word: str) -> list[tuple[Revision | None, str]]:
    """The two ends of a range; an empty one is HEAD. Raises GitFailed, NoRevision, UsageError."""
    one, dots, other = word.partition("..." if "..." in word else "..")
    if ".." in other:
        raise NoRevision(word)
    first, last = one or "HEAD", other or "HEAD"
    start = parted(folder, first, last) if dots == "..." else end(folder, first)
    return [(start, first if dots == ".." else start.short), (end(folder, last), last)]


def end(folder: Path, word: str) -> Revision:
    """One end of a range, which may be a day."""
    return before(folder, read_day(word)) if DAY.match(word) else revision_of(folder, word)


def is_account(session: Session, folder: Path, word: str) -> bool:
    """Whether a word is a plan or an account's id. Raises UsageError when it is a revision as well."""
    if word.lower().endswith(PLANS) or (os.sep in word and os.path.exists(word)):
        return True
    if word not in {PurePath(file).stem for file in plan_files(session.config.folder)}:
        return False
    try:
        commit_of(folder, word)
    except NoRevision:
        return True
    raise UsageError("diff_both", given=word)


def home(session: Session) -> Path:
    """The folder git is asked in: that of the plans, else the present one."""
    folder = session.config.folder
    return folder if folder.is_dir() else Path.cwd()


def versions(session: Session, what: Asked) -> tuple[Version, Version]:
    """The plans of both versions, those of the accounts asked for alone. Raises UsageError."""
    folder = home(session)
    try:
        top = Path(top_of(folder))
        below = inside(str(top), str(folder))
        old = at_revision(session, top, below, what.old, what.old_word)
        if what.new is None:
            new = Version(in_folder(session, top, folder), session.as_of, TREE)
        else:
            new = at_revision(session, top, below, what.new, what.new_word)
    except GitFailed as error:
        raise UsageError("diff_git", reason=str(error)) from None
    for account in what.accounts:
        if not any(is_meant(account, one) for one in (*old.plans.values(), *new.plans.values())):
            known = sorted({one.id for one in (*old.plans.values(), *new.plans.values())})[:12]
            raise UsageError("diff_account", given=account, known=known)
    return old, new


def at_revision(session: Session, top: Path, below: str, revision: Revision, word: str) -> Version:
    """The plans below a folder at a revision, seen on its day but not after that of ``--as-of``. Raises GitFailed."""
    blobs = blobs_at(top, revision.commit, below)
    texts = contents(top, blobs.values())
    plans = {path: load_bytes(texts[blob], path) for path, blob in blobs.items()}
    name = revision.short if DAY.match(word) else word
    return Version(plans, min(revision.day, session.as_of), name, revision.commit)


def in_folder(session: Session, top: Path, folder: Path) -> dict[str, Loaded]:
    """The plans of the folder as they are, by their paths from the top."""
    return {inside(str(top), file): load_file(file) for file in plan_files(folder)}


def is_meant(account: str, loaded: Loaded) -> bool:
    """Whether an account's id, path or name means this plan."""
    if account == loaded.id or PurePath(account).name == PurePath(loaded.file).name:
        return True
    return loaded.plan is not None and account in (loaded.plan.account.name, *loaded.plan.account.aliases)
