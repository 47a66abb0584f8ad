"""From what a person calls an account to its plan: id, name, path, pattern, or standard input."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from fnmatch import fnmatch
from pathlib import Path
from typing import TYPE_CHECKING

from kamtool.cli.errors import UsageError
from kamtool.cli.selecting import choose
from kamtool.cli.session import PLANS, Session
from kamtool.load import Loaded, load_bytes, load_file
from kamtool.load.called import sounding
from kamtool.model.plan import Plan
from kamtool.source.read import MAX_BYTES, Text

if TYPE_CHECKING:
    from kamtool.withheld import Kept

STDIN = "-"


def plan_files(folder: Path) -> list[str]:
    """Every plan below a folder, in order; hidden folders and linked folders are left out."""
    return sorted(walk(str(folder)))


def walk(folder: str) -> Iterator[str]:
    """The plans below one folder, and each folder that cannot be opened: reading it will say why."""
    pending = [folder]
    while pending:
        folder = pending.pop()
        try:
            entries = os.scandir(folder)
        except OSError:
            yield folder
            continue
        with entries:
            for entry in entries:
                if entry.name.startswith("."):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    pending.append(entry.path)
                elif entry.name.lower().endswith(PLANS):
                    yield entry.path


def expand(session: Session, words: Sequence[str]) -> list[str]:
    """The files that paths, folders, patterns, ids and names mean; all plans when there are none.

    A file is meant once, however its path is written. Raises UsageError for what is not there.
    """
    folder = session.config.folder
    found: list[str] = []
    for word in words or [str(folder)]:
        if not word.strip():
            raise UsageError("no_account", given=word, folder=str(folder), known=ids(folder))
        if word == STDIN or os.path.isfile(word) or os.path.islink(word):
            found.append(word)
        elif os.path.isdir(word):
            found += plan_files(Path(word))
        elif os.path.exists(word):
            found.append(word)
        elif not words:
            inside = Path.cwd().name == folder.name
            raise UsageError("no_plans_inside" if inside else "no_plans", folder=str(folder))
        elif not any(sign in word for sign in "*?[") and (word.lower().endswith(PLANS) or os.sep in word):
            raise UsageError("no_path", given=word)
        else:
            found += named(session, word)
    if len(words) < 2:
        return found
    once: dict[str, str] = {}
    for file in found:
        once.setdefault(file if file == STDIN else os.path.abspath(file), file)
    return list(once.values())


def named(session: Session, word: str) -> list[str]:
    """The plans that an id, a pattern or a name means. Raises UsageError when there is none, or more than one."""
    folder = session.config.folder
    files = plan_files(folder) if folder.is_dir() else []
    stems = {Path(file).stem: file for file in files}
    if word in stems:
        return [stems[word]]
    if any(sign in word for sign in "*?["):
        matching = [file for stem, file in stems.items() if fnmatch(stem, word) or fnmatch(file, word)]
        if matching:
            return matching
    plans = [(file, load_file(file).plan) for file in files]
    called = [(file, [plan.account.name, *plan.account.aliases]) for file, plan in plans if plan is not None]
    for fits in (str.__eq__, str.__contains__):
        hits = [file for file, names in called if any(fits(name, word) for name in names)]
        if len(hits) == 1:
            return hits
        if hits:
            raise UsageError("many_accounts", given=word, known=[Path(file).stem for file in hits])
    if not files:
        raise UsageError("no_plans", folder=str(folder))
    every = [*stems, *(name for _, names in called for name in names)]
    near = get_close_matches(word, every, n=1) or list(sounding(word, every))
    if near:
        raise UsageError("no_account_near", given=word, folder=str(folder), near=near[0])
    raise UsageError("no_account", given=word, folder=str(folder), known=ids(folder))


def ids(folder: Path) -> list[str]:
    """The first dozen account ids of a folder, for a person who named none of them."""
    return sorted(Path(file).stem for file in plan_files(folder))[:12] if folder.is_dir() else []


def load(file: str) -> Loaded:
    """Load a plan from a path or from standard input."""
    return load_bytes(read_stdin(), STDIN) if file == STDIN else load_file(file)


def read_stdin() -> bytes:
    """What standard input holds, up to just beyond what a plan may. Raises UsageError."""
    try:
        return sys.stdin.buffer.read(MAX_BYTES + 1)
    except OSError:
        raise UsageError("no_input") from None


def open_plan(session: Session, account: str) -> tuple[Loaded, Plan, str | None]:
    """One account's file, its plan as it stood on the day, and the deal that ``ACCOUNT/DEAL`` names.

    What must not be advised is kept back, and stderr says so; for the customer there are shared facts alone. Raises
    UsageError when it is not there or not valid; what is wrong with it goes to stderr first.
    """
    loaded, kept, deal = open_kept(session, account)
    tell_kept(session, kept.held)
    return loaded, kept.stood.plan, deal


def open_kept(session: Session, account: str) -> tuple[Loaded, Kept, str | None]:
    """The same, with how many entries were kept back, of which nothing is said."""
    files, deal = one_account(session, account)
    if len(files) != 1:
        raise UsageError("many_accounts", given=account, known=[Path(file).stem for file in files])
    loaded = load(files[0])
    kept = known(session, loaded)
    if session.customer:
        loaded = loaded._replace(plan=kept.stood.plan, source=Text(""), root=None)
    return loaded, kept, deal


def known(session: Session, loaded: Loaded) -> Kept:
    """The plan of a loaded file as it stood on the day, without what must not be advised. Raises UsageError."""
    from kamtool.withheld import kept_back

    return kept_back(loaded, valid(session, loaded), session.as_of, choose(session, None, None), session.customer)


def tell_kept(session: Session, count: int) -> None:
    """Say on stderr that entries were kept back, if any were: the answer is short of them."""
    if count:
        from kamtool.cli.output import remark

        remark(session.texts("check.kept_back_one" if count == 1 else "check.kept_back", count=count))


def one_account(session: Session, account: str) -> tuple[list[str], str | None]:
    """The files for an account; what stands behind the last slash is a deal unless the whole is a path."""
    head, slash, tail = account.rpartition("/")
    if slash and not os.path.exists(account) and not account.lower().endswith(PLANS):
        return expand(session, [head]), tail or None
    return expand(session, [account]), None


def valid(session: Session, loaded: Loaded) -> Plan:
    """The plan of a loaded file, or UsageError after telling on stderr what is wrong."""
    if loaded.plan is not None:
        return loaded.plan
    from kamtool.cli.output import complain

    complain(session, loaded)
    raise UsageError("bad_plan", file=loaded.file)


def pick_deal(plan: Plan, deal: str | None) -> str | None:
    """The deal to look at: the one named, else the main one. Raises UsageError for one that is not there."""
    from kamtool.analysis.deal import main_deal

    if deal is None:
        return main_deal(plan)
    if deal in plan.opportunities:
        return deal
    named = [key for key, one in plan.opportunities.items() if one.name and deal in one.name]
    if len(named) == 1:
        return named[0]
    known = list(plan.opportunities)
    raise UsageError("no_deal" if known else "no_deals", account=plan.account.name, given=deal, known=known)


def pick_person(plan: Plan, given: str) -> str:
    """The id of a person called by id, name or alias. Raises UsageError when nobody or several are."""
    if given in plan.stakeholders:
        return given
    found = [key for key, one in plan.stakeholders.items() if given in (one.name, one.title, *one.aliases)]
    if len(found) == 1:
        return found[0]
    shown = {key: f"{key} ({one.name or one.title or key})" for key, one in plan.stakeholders.items()}
    if found:
        raise UsageError("many_people", account=plan.account.name, given=given, known=[shown[one] for one in found])
    called = {word: key for key, one in plan.stakeholders.items() for word in (key, one.name, *one.aliases) if word}
    near = get_close_matches(given, called, n=1)
    if near:
        raise UsageError("no_person_near", account=plan.account.name, given=given, near=shown[called[near[0]]])
    known = list(shown.values())
    raise UsageError("no_person", account=plan.account.name, given=given, known=known)
