"""``kam review``: go through what is old or not known, one by one, and stamp what was confirmed."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

import typer

from kamtool.analysis.deal import name_of
from kamtool.analysis.upto import upto
from kamtool.check import check_loaded
from kamtool.cli.account import expand, load, valid
from kamtool.cli.altering import in_own_words
from kamtool.cli.errors import ExitCode, UsageError
from kamtool.cli.output import remark
from kamtool.cli.reviewing import STOP, Skipped, ask
from kamtool.cli.selecting import choose
from kamtool.cli.session import Session, command
from kamtool.cli.writing import changed
from kamtool.load import Loaded
from kamtool.model.plan import Plan
from kamtool.render.safe import safe
from kamtool.review.answers import Answer, operations
from kamtool.review.steps import Form, Review, Step, review
from kamtool.source.change import Make
from kamtool.source.document import Document, plain
from kamtool.source.operation import Operation, Set, get
from kamtool.view.footing import Footing
from kamtool.view.review import Words, review_view, step_lines, written

FORMATS = ("table", "plain", "md", "json")

Accounts = Annotated[list[str] | None, typer.Argument(help="review_accounts", metavar="ACCOUNT...")]
All = Annotated[bool, typer.Option("--all", help="all")]
List = Annotated[bool, typer.Option("--list", help="review_list")]


@dataclass(frozen=True, slots=True)
class Opened:
    """A plan under review."""

    loaded: Loaded
    plan: Plan
    review: Review
    footing: Footing


@command
def run(session: Session, accounts: Accounts = None, all_: All = False, list_: List = False) -> ExitCode:
    """Ask on a terminal; elsewhere, or with --list, show what would be asked."""
    if bool(accounts) == all_:
        raise UsageError("all_or_some" if all_ else "missing", name="ACCOUNT")
    files = expand(session, accounts or [])
    if list_ or not (sys.stdin.isatty() and sys.stderr.isatty()) or session.format or session.output:
        return show(session, [opened(session, file) for file in files])
    for file in files:
        if not go_through(session, opened(session, file)):
            break
    return ExitCode.OK


def opened(session: Session, file: str) -> Opened:
    """A plan with what there is to ask about it. Raises UsageError."""
    loaded = load(file)
    plan = valid(session, loaded)
    chosen = choose(session, None, None)
    found = check_loaded(loaded, session.as_of, chosen).diagnostics
    stood = upto(plan, session.as_of)
    return Opened(
        loaded, plan, review(plan, found, session.as_of, chosen.limits), Footing(session.texts, loaded, stood)
    )


def show(session: Session, every: Sequence[Opened]) -> ExitCode:
    """What would be asked, account by account."""
    blocks = [block for one in every for block in review_view(one.review, one.footing, session.texts)]
    found = every[0].review if len(every) == 1 else [one.review for one in every]
    session.show(blocks, found, "kam.review/1", FORMATS)
    return ExitCode.OK


def go_through(session: Session, one: Opened) -> bool:
    """Ask step by step, writing each answer at once; False when the person stopped."""
    texts, words = session.texts, Words(one.footing, session.texts)
    skipped = Skipped(one.loaded.file, session.as_of)
    steps = [step for step in one.review.steps if step.name not in skipped.names]
    remark(safe(f"{one.review.account}  {words.point(one.review) if one.review.steps else words.nothing(one.review)}"))
    if len(steps) < len(one.review.steps):
        remark(safe(texts("review.skipped_before", count=len(one.review.steps) - len(steps))))
    answered = 0
    try:
        for at, step in enumerate(steps, 1):
            remark("\n" + "\n".join(safe(line) for line in step_lines(step, at, len(steps), one.footing, texts)))
            answer = ask(session, one.plan, step)
            if answer is STOP:
                remark(safe(texts("review.stopped", done=answered, left=len(steps) - at + 1)))
                return False
            if isinstance(answer, Answer):
                write_answer(session, one, step, answer)
                answered += 1
            else:
                skipped.add(step.name)
    except KeyboardInterrupt:
        remark("\n" + safe(texts("review.interrupted", done=answered)))
        raise
    finish(session, one, answered, len(one.review.steps))
    return True


def write_answer(session: Session, one: Opened, step: Step, answer: Answer) -> None:
    """Write one answer, unless the plan no longer says there what was asked about."""
    asked = get(plain(one.loaded.root), step.path)

    def make(document: Document) -> Sequence[Operation]:
        if get(plain(document.root), step.path) != asked and not grows(step):
            raise UsageError("changed", file=one.loaded.file)
        return operations(document, step, answer, session.as_of)

    change(session, one, make, step.name)
    new = answer.evidence if step.form is Form.SEEN else answer.value
    remark(safe("  " + written(step, new, names_of(one.plan), one.footing, session.texts)))


def names_of(plan: Plan) -> dict[str, str]:
    """What to call everybody of theirs."""
    return {key: name_of(key, person) for key, person in plan.stakeholders.items()}


def grows(step: Step) -> bool:
    """Whether an earlier answer of the same review may have added to what stands at the place."""
    return step.question is not None and step.form in (Form.ROLE, Form.NEED)


def change(session: Session, one: Opened, make: Make, name: str) -> None:
    """Change the plan under review, for ``kam undo``. Raises UsageError."""
    with in_own_words():
        changed(session, one.loaded.file, make, f"review {one.loaded.id} {name}")


def finish(session: Session, one: Opened, answered: int, asked: int) -> None:
    """Stamp the plan as reviewed when anything was answered, or there was nothing to ask and the person says so."""
    texts, day = session.texts, session.as_of
    if one.review.reviewed == day and not answered:
        return
    if asked and not answered:
        remark(safe(texts("review.not_stamped")))
        return
    if not asked:
        answer = typer.prompt(
            texts("review.stamp", day=day), default="", show_default=False, prompt_suffix=" ", err=True
        )
        if answer.strip().casefold() not in {"y", "yes", "是", "好"}:
            return
    change(session, one, lambda _: [Set(("reviewed",), day.isoformat())], "reviewed")
    remark(safe(texts("review.stamped", day=day, done=answered, account=one.loaded.id)))
