"""``kam check --against``: only what got worse since a git revision."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from kamtool.across import Facts, across
from kamtool.against import paired
from kamtool.baseline import entries, without_known
from kamtool.check import STDIN, Checked, Selection, check_loaded, facts_from
from kamtool.cli.git_faults import git_asked
from kamtool.cli.session import Session
from kamtool.diagnostic import is_broken
from kamtool.load import load_bytes, load_file
from kamtool.source.git import inside, top_of
from kamtool.source.revisions import blobs_at, contents, start_of


def apply_revision(
    session: Session,
    checked: Sequence[Checked],
    revision: str,
    chosen: Selection,
    notes: list[str],
    others: Sequence[Facts] | None = None,
) -> list[Checked]:
    """The findings that the plans did not have at a revision, judged on the same day; what is fixed is counted.

    *others* are the plans beside them that the rules over all plans look at too; ``None`` when those did not run.
    Raises UsageError.
    """
    with git_asked():
        then = checked_then(session, [one.file for one in checked if one.file != STDIN], revision, chosen, others)
    fresh, met, gone = got_worse(checked, then)
    if met:
        notes.append(session.texts("check.there", count=met, revision=revision))
    if gone:
        notes.append(session.texts("check.fixed_since", count=gone, revision=revision))
    return fresh


def got_worse(now: Sequence[Checked], then: Mapping[str, Checked]) -> tuple[list[Checked], int, int]:
    """What was found now and was not then, how many findings were there already, and how many are gone.

    *then* has for the name of each file now the same plan as it was, if it was there. A plan that cannot be read is
    always told, and nothing counts as gone from it.
    """
    fresh, there, fixed = [], 0, 0
    for some in now:
        was = [then[some.file]] if some.file in then else []
        new, met, gone = without_known([some], entries(was), then=[one for each in was for one in each.diagnostics])
        fresh += new
        there += met
        fixed += 0 if any(is_broken(one.code) for one in some.diagnostics) else gone
    return fresh, there, fixed


def checked_then(
    session: Session, files: Sequence[str], revision: str, chosen: Selection, others: Sequence[Facts] | None = None
) -> dict[str, Checked]:
    """What was found in each of the files as it was at a revision, under its present name.

    A file that was elsewhere then is looked for among those that are gone. Raises GitFailed, NoRevision, Outside.
    """
    top = Path(top_of(Path.cwd()))
    commit = start_of(top, revision)
    blobs = blobs_at(top, commit, ".")
    now = {inside(str(top), file): file for file in files}
    gone = [path for path in blobs if path not in now and not (top / path).exists()]
    texts = contents(top, [blobs[path] for path in (*gone, *(path for path in now if path in blobs))])
    found = {file: texts[blobs[path]] for path, file in now.items() if path in blobs}
    if gone and len(found) < len(now):
        old = {path: load_bytes(texts[blobs[path]], path) for path in gone}
        new = {path: load_file(file) for path, file in now.items() if path not in blobs}
        moved = [(was.file, is_.file) for was, is_ in paired(old, new) if was and is_]
        found |= {file: texts[blobs[path]] for path, file in moved}
    plans = {file: load_bytes(raw, file) for file, raw in found.items()}
    checked = {file: check_loaded(one, session.as_of, chosen) for file, one in plans.items()}
    if others is None:
        return checked
    with_facts = [one._replace(facts=facts_from(plans[file])) for file, one in checked.items()]
    return {one.file: one for one in across(with_facts, others, session.as_of, chosen, plans.__getitem__)}


def both(checked: Sequence[Checked], other: Sequence[Checked]) -> list[Checked]:
    """The findings that two ways of leaving out have both left."""
    kept = {id(one) for some in other for one in some.diagnostics}
    return [some._replace(diagnostics=tuple(one for one in some.diagnostics if id(one) in kept)) for some in checked]
