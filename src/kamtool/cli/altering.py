"""What the commands that edit a plan share: the file, the place in words, the difference shown, what it led to."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path as File

from kamtool.alter import Cannot
from kamtool.baseline import entries, without_known
from kamtool.check import check_loaded
from kamtool.cli.account import STDIN, one_account
from kamtool.cli.errors import ExitCode, UsageError
from kamtool.cli.output import complain, remark
from kamtool.cli.output import in_words as in_sentences
from kamtool.cli.session import Session, render
from kamtool.cli.writing import acceptable, difference, in_words, not_synced
from kamtool.diagnostic import Path
from kamtool.load import Loaded, load_bytes, load_file
from kamtool.load.address import NoPlace, find, order
from kamtool.load.typed import Unfit
from kamtool.model.shape import Shape, short
from kamtool.model.term import words
from kamtool.render.safe import safe
from kamtool.source.change import Draft, Make, Written, change_all, draft
from kamtool.source.document import Data
from kamtool.source.node import Node

FORMATS = ("plain", "plain", "json")
SHOWN, LONGEST = 5, 40
# What tells an entry from others, the best first.
TELLING = ("name", "what", "title", "behaviour", "purpose", "outcome", "value", "date", "id")
SCHEMA = "kam.change/1"


def open_file(session: Session, account: str) -> tuple[Loaded, Node, Path]:
    """The one plan to change, its root, and the path of the deal that ``ACCOUNT/DEAL`` names (empty without one).

    A plan with faults may be changed, that is how they go; one that is no YAML may not. Raises UsageError.
    """
    files, deal = one_account(session, account)
    if len(files) != 1:
        raise UsageError("many_accounts", given=account, known=[File(file).stem for file in files])
    if files[0] == STDIN:
        raise UsageError("no_writing")
    loaded = load_file(files[0])
    if loaded.root is None or loaded.root.kind != "mapping":
        complain(session, loaded)
        raise UsageError("bad_plan", file=loaded.file)
    if deal is None:
        return loaded, loaded.root, ()
    with in_own_words():
        return loaded, loaded.root, find(loaded.root, f"opportunities.{deal}").path


@contextmanager
def in_own_words() -> Iterator[None]:
    """What keeps a change from being made, as a UsageError."""
    try:
        yield
    except NoPlace as error:
        key = f"place_{error.reason}"
        values = {"given": error.given, "near": error.near, "known": error.known, "at": error.at}
        if error.reason in ("many", "empty", "deeper", "index"):
            raise UsageError(key, **values) from None
        own = "_near" if error.near else "_none" if not error.known else ""
        raise UsageError(key + own, **values) from None
    except Cannot as error:
        raise UsageError(f"cannot_{error.reason}", **error.values) from None
    except Unfit as error:
        raise UsageError(f"cannot_{error.reason}") from None


def alter(
    session: Session,
    makes: Mapping[File, Make],
    told: str,
    dry_run: bool,
    say: Callable[[], str],
    renaming: bool = False,
) -> ExitCode:
    """Change plans, or with *dry_run* show what would; *say* is the line that tells it, asked once it is done.

    *renaming* gives another id and changes no fact: it brings no finding, though those there are have other names then.
    Raises UsageError when the change cannot be made, or a plan would be worse read after it than before.
    """
    with in_words(str(next(iter(makes)))):
        if dry_run:
            drafts: Sequence[Draft] = [draft(path, make, order) for path, make in makes.items()]
            for one in drafts:
                acceptable(session, one)
            return shown(session, drafts)
        written = change_all(makes, order=order, accept=lambda one: acceptable(session, one), told=told)
    return report(session, written, say(), renaming)


def shown(session: Session, drafts: Sequence[Draft]) -> ExitCode:
    """The unified difference of each draft on stdout."""
    text = "".join(difference(one) for one in drafts)
    if session.choose(FORMATS) == "json":
        answer = {"dry_run": True, "files": [str(one.path) for one in drafts if one.before != one.after], "diff": text}
        session.write(render(session, "json", (), answer, SCHEMA))
    else:
        session.write(text)
    if not text:
        remark(session.texts("writing.nothing"))
    return ExitCode.OK


def report(session: Session, written: Written, said: str, renaming: bool) -> ExitCode:
    """One line on what was changed, and below it what ``kam check`` finds now and did not before."""
    if session.choose(FORMATS) == "json":
        answer = {"dry_run": False, "files": [str(one.path) for one in written.drafts]}
        session.write(render(session, "json", (), answer, SCHEMA))
    if not written.drafts:
        remark(session.texts("writing.nothing"))
        return ExitCode.OK
    remark(safe(said))
    not_synced(session, written)
    for one in () if renaming else written.drafts:
        led_to(session, one)
    return ExitCode.OK


def led_to(session: Session, draft: Draft) -> None:
    """Tell on stderr the findings that a change brought, by the team's own rules; the first few."""
    from kamtool.cli.selecting import choose
    from kamtool.render.diagnostics import concise

    chosen = choose(session, None, None)
    before, after = (
        check_loaded(load_bytes(raw, str(draft.path)), session.as_of, chosen) for raw in (draft.before, draft.after)
    )
    (left,), *_ = without_known([after], entries([before]))
    new = left.diagnostics
    if not new:
        return
    remark(session.texts("writing.led_to", count=len(new)))
    remark(concise(in_sentences(new[:SHOWN], session)))
    if len(new) > SHOWN:
        remark(session.texts("writing.more", count=len(new) - SHOWN))


def in_short(session: Session, data: Data, shape: object) -> str:
    """A value for the line that tells of a change: the label of a listed word, else the text, cut where it is long."""
    if isinstance(data, Mapping):
        own = short(shape.of) if isinstance(shape, Shape) and shape.kind == "section" else None
        if own is not None:
            return in_short(session, data.get(own.name), own.shape)
        telling = [data[key] for key in TELLING if isinstance(data.get(key), str)]
        return in_short(session, next(iter([*telling, *data.values()]), "{}"), None)
    if isinstance(data, Sequence) and not isinstance(data, str):
        item = shape.item if isinstance(shape, Shape) else None
        return session.texts.join(in_short(session, one, item) for one in data) or "[]"
    if isinstance(shape, Shape) and shape.kind == "section" and (own := short(shape.of)) is not None:
        shape = own.shape
    if data is None:
        return session.texts("writing.empty")
    if isinstance(shape, Shape) and shape.kind == "term" and (meant := words(shape.of).get(data.casefold())):
        return session.texts.term(meant)
    return data if len(data) <= LONGEST else data[: LONGEST - 1] + "…"


def stem(file: File | str) -> str:
    """The account's id."""
    return File(file).stem


def ago(session: Session, then: float) -> str:
    """How long ago something was, roughly."""
    minutes = max(0, int((time.time() - then) // 60))
    for key, size in (("days", 1440), ("hours", 60)):
        if minutes >= size:
            return session.texts(f"writing.{key}", count=minutes // size)
    return session.texts("writing.minutes", count=minutes) if minutes else session.texts("writing.just")
