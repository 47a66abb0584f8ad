"""Asking one step of a review by keyboard: a digit, a word, ``=`` for still so, Enter to skip, q to stop."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import unicodedata
from collections.abc import Callable
from contextlib import suppress
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import TypeVar

import typer

from kamtool.cli.asking import plain_text, prompted
from kamtool.cli.errors import UsageError
from kamtool.cli.output import remark
from kamtool.cli.session import Session
from kamtool.cli.warm import folder
from kamtool.log.amount import amounts
from kamtool.log.names import Names, Nobody
from kamtool.model.base import read_number
from kamtool.model.plan import Plan
from kamtool.model.term import Term, words
from kamtool.model.values import NeedStatus, Source
from kamtool.render.safe import safe
from kamtool.review.answers import Answer
from kamtool.review.steps import SCORES, Form, Step
from kamtool.source.write import replace
from kamtool.view.review import menu
from kamtool.when.calendar import Side
from kamtool.when.read import read_when

T = TypeVar("T")

STILL = frozenset({"=", "＝"})
AGREED = frozenset({"y", "yes", "ok", "是", "是的", "好", "好的", "对", "行"})
STOPPING = frozenset({"q", "ｑ", "quit", "停", "退出"})
# Values that are judged: what they rest on is asked as well.
RESTING = frozenset({Form.JUDGEMENT, Form.SCORE, Form.NEED})
MAX_CACHE = 100_000


class Stop(Enum):
    """The person stopped."""

    STOP = "stop"


STOP = Stop.STOP


class Wrong(Exception):
    """An answer that is none of those there are; *key* is the sentence that says so."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


class Skipped:
    """What was skipped today, by file and step; kept beside the cache, so that a review can be taken up again."""

    def __init__(self, file: str, day: dt.date) -> None:
        mark = hashlib.sha256(os.path.abspath(file).encode("utf-8", "surrogateescape")).hexdigest()[:16]
        self.path = Path(folder()) / f"review-{mark}.json"
        self.day = day
        self.kept = os.environ.get("KAM_CACHE") != "off"
        self.names: set[str] = set()
        with suppress(OSError, ValueError, TypeError, KeyError):
            raw = self.path.read_text(encoding="utf-8") if self.kept else "{}"
            held = json.loads(raw[:MAX_CACHE])
            if held["day"] == day.isoformat():
                self.names = {str(name) for name in held["skipped"]}

    def add(self, name: str) -> None:
        """Remember one more."""
        self.names.add(name)
        if self.kept:
            with suppress(OSError):
                self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                held = {"day": self.day.isoformat(), "skipped": sorted(self.names)}
                replace(self.path, json.dumps(held, ensure_ascii=False).encode())


def ask(session: Session, plan: Plan, step: Step) -> Answer | Stop | None:
    """The answer to a step; ``None`` when it was skipped. Raises KeyboardInterrupt."""
    texts, names = session.texts, {key: one.name or key for key, one in plan.stakeholders.items()}
    shown = menu(step, names if step.form is Form.ROLE else {}, texts)
    if shown:
        remark(safe("  " + shown))
    can_stay = step.aged is not None and step.form in (Form.JUDGEMENT, Form.SCORE, Form.NEED, Form.DEED, Form.STILL)
    key = "still_only" if step.form is Form.STILL else "keys_old" if can_stay else "keys_free" if not shown else "keys"
    given = until(session, f"review.{key}", lambda answer: first(session, plan, step, answer, can_stay))
    if given is None or given is STOP:
        return given
    value = None if given in STILL or (can_stay and given == step.value) else given
    if step.form is Form.SEEN:
        return Answer(evidence=value)
    if step.form is Form.DEED:
        deed = until(session, "review.ask_deed", lambda answer: plain_text("", answer))
        return None if deed is None else Answer(value, evidence=deed) if isinstance(deed, str) else deed
    if step.form is Form.NEED and step.question is not None:
        status = until(session, "review.ask_met", lambda answer: chosen(("met", "unmet"), NeedStatus, answer))
        if not isinstance(status, str):
            return status
        return rest(session, step, Answer(status, detail=value))
    if step.form in RESTING or step.form is Form.PROOF:
        return rest(session, step, Answer(value))
    return Answer(value)


def rest(session: Session, step: Step, answer: Answer) -> Answer | Stop:
    """What an answer rests on: who says so, and what was said or done. Enter leaves either as it is, or unsaid."""
    still = "_still" if answer.value is None else ""
    source: str | Stop | None = None
    if step.form in (Form.JUDGEMENT, Form.SCORE):
        source = until(
            session, "review.ask_source", lambda given: chosen(("customer", "us", "third_party"), Source, given)
        )
    if isinstance(source, Stop):
        return source
    evidence = until(session, f"review.ask_evidence{still}", lambda given: plain_text("", given), stoppable=False)
    return Answer(answer.value, source, evidence if isinstance(evidence, str) else None, answer.detail)


def until(
    session: Session, key: str, read: Callable[[str], T], stoppable: bool = True, **values: object
) -> T | Stop | None:
    """Ask until the answer can be read; ``None`` for Enter alone, STOP for q."""
    while True:
        try:
            given = prompted("  " + session.texts(key, **values))
        except typer.Abort:
            raise KeyboardInterrupt from None
        if not given:
            return None
        if stoppable and given.casefold() in STOPPING:
            return STOP
        try:
            return read(given)
        except UsageError as error:
            remark(safe("  " + session.texts(f"errors.{error.key}", **error.values)))
        except Wrong as error:
            remark(safe("  " + session.texts(f"review.{error.key}", given=given)))


def first(session: Session, plan: Plan, step: Step, answer: str, can_stay: bool) -> str:
    """The first answer to a step: the value as a plan writes it, or ``=``. Raises Wrong and UsageError."""
    if answer in STILL:
        if can_stay:
            return "="
        raise Wrong("no_still")
    if step.form is Form.STILL:
        raise Wrong("still_or_skip")
    if step.form is Form.SCORE:
        digit = unicodedata.normalize("NFKC", answer)
        if digit not in SCORES:
            raise Wrong("no_choice")
        return digit
    if step.form is Form.DAY:
        day = read_when(answer, session.as_of, Side.FUTURE)
        if not isinstance(day, dt.date):
            raise Wrong("no_day")
        return day.isoformat()
    if step.form is Form.AMOUNT:
        return exact(answer)
    if step.form in (Form.TEXT, Form.SEEN):
        return plain_text("", answer)
    if step.form is Form.ROLE:
        return person(plan, step, answer)
    return chosen(step.choices, step.listed, answer)


def chosen(choices: tuple[str, ...], listed: type[Term] | None, answer: str) -> str:
    """One of the choices by its number or any of its words. Raises Wrong."""
    digit = unicodedata.normalize("NFKC", answer)
    if digit.isascii() and digit.isdigit():
        if 1 <= int(digit[:4]) <= len(choices):
            return choices[int(digit) - 1]
        raise Wrong("no_choice")
    found = words(listed).get(digit.casefold()) if listed is not None else None
    if found is None or found.value not in choices:
        raise Wrong("no_choice")
    return str(found.value)


def person(plan: Plan, step: Step, answer: str) -> str:
    """One of the people by number, id, name or alias. Raises Wrong."""
    digit = unicodedata.normalize("NFKC", answer)
    if digit.isascii() and digit.isdigit():
        return chosen(step.choices, None, digit)
    try:
        found = Names(plan).read(answer)
    except Nobody:
        raise Wrong("no_choice") from None
    if found.id not in step.choices or found.ours:
        raise Wrong("no_choice")
    return found.id


def exact(answer: str) -> str:
    """An amount of money as a plan writes it. Raises Wrong."""
    named = list(amounts(answer))
    if len(named) == 1 and named[0][0] == answer.strip():
        found: Decimal = named[0][1]
        return f"{found:f}".rstrip("0").rstrip(".") if "." in f"{found:f}" else f"{found:f}"
    try:
        return f"{read_number(unicodedata.normalize('NFKC', answer)):f}"
    except ValueError:
        raise Wrong("no_amount") from None


def said_yes(answer: str) -> bool:
    """Whether an answer is a yes, also where the input method typed it full-width."""
    return unicodedata.normalize("NFKC", answer.strip()).casefold() in AGREED
