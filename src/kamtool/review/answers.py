"""What an answer changes in a plan: its day stamped, the old value kept as history when a new one takes its place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kamtool.alter import Heard, setting
from kamtool.diagnostic import Path
from kamtool.load.address import Place, shape_at
from kamtool.review.steps import Form, Step
from kamtool.source.document import Data, Document, plain
from kamtool.source.operation import AddItem, Operation, Set, difference, get

# What keeps no history and still has its day.
RATED = frozenset({Form.SCORE, Form.NEED})


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody said. *value* is ``None`` when the old one still holds; *detail* is which need, or who began."""

    value: str | None = None
    source: str | None = None
    evidence: str | None = None
    detail: str | None = None


def operations(old: Document, step: Step, answer: Answer, as_of: dt.date) -> Sequence[Operation]:
    """The changes of a plan that an answer means. Raises Cannot and Unfit."""
    day, held = as_of.isoformat(), get(plain(old.root), step.path)
    if answer.value in (None, step.value) and step.form in (Form.JUDGEMENT, Form.SCORE, Form.NEED):
        return tuple(difference(held, stamped(held, answer, day, step), step.path))
    if step.form is Form.DEED:
        return tuple(difference(held, with_deed(held, answer, day), step.path))
    if step.form is Form.SEEN:
        return (AddItem((*step.path, "observed"), {"date": day, "behaviour": answer.evidence or ""}),)
    if step.form is Form.PROOF:
        return proven(held, {"kind": answer.value, "date": day, **noted(answer)}, step.path)
    if step.form is Form.ROLE:
        return with_role(plain(old.root), step, answer.value or "")
    if step.form is Form.STILL:
        return (Set((*step.path, "date"), day),)
    if step.form is Form.DAY and step.path[-1] == "close":
        return tuple(moved(held, answer.value or "", step.path))
    path = (*step.path, answer.detail) if answer.detail else step.path
    heard = Heard(day if step.form in RATED else None, answer.source, (answer.evidence,) if answer.evidence else ())
    return setting(old, Place(path, shape_at(path)), answer.value or "", heard, as_of)


def stamped(held: Data, answer: Answer, day: str, step: Step) -> Data:
    """What holds still, with its day; the source and the evidence where they were given anew."""
    name = "status" if step.form is Form.NEED else "value"
    source = "rated_by" if step.form is Form.SCORE else "source"
    said = {source: answer.source, "evidence": answer.evidence}
    return {**long(held, name), "date": day, **{key: given for key, given in said.items() if given}}


def noted(answer: Answer) -> dict[str, Data]:
    """What was seen, as evidence of authority has it."""
    return {"note": answer.evidence} if answer.evidence else {}


def with_deed(held: Data, answer: Answer, day: str) -> Data:
    """A relationship with one more dated behaviour, and the stage before in the history when it moved."""
    old = long(held, "value")
    shown = old.get("evidence")
    if isinstance(shown, str):
        when = {"date": old["date"]} if old.get("date") else {}
        shown = [{**when, "behaviour": shown}]
    began = {"initiated_by": answer.detail} if answer.detail else {}
    deeds = [*(shown if isinstance(shown, list) else []), {"date": day, "behaviour": answer.evidence or "", **began}]
    new: dict[str, Data] = {**old, "value": answer.value or old.get("value"), "date": day, "evidence": deeds}
    if answer.value is not None and old.get("value") not in (None, "unknown"):
        when = {"date": old["date"]} if old.get("date") else {}
        history = old.get("history")
        new["history"] = [*(history if isinstance(history, list) else []), {"value": old["value"], **when}]
    return new


def proven(held: Data, proof: Mapping[str, Data], path: Path) -> Sequence[Operation]:
    """One more piece of evidence for what a person may do; a claim written as one word becomes long."""
    if isinstance(held, str):
        return (Set(path, {"claim": held, "evidence": [proof]}),)
    return (AddItem((*path, "evidence"), proof),)


def with_role(data: Data, step: Step, person: str) -> Sequence[Operation]:
    """A role more for a person: where their part in the deal says the roles, there, else at the person."""
    role = step.question.unknown.role if step.question is not None else None
    name = role.value if role is not None else "decider"
    here: Path = (*step.path, person, "roles")
    path = here if get(data, here) is not None else ("stakeholders", person, "roles")
    held = get(data, path)
    return (Set(path, [held, name]),) if isinstance(held, str) else (AddItem(path, name),)


def moved(held: Data, day: str, path: Path) -> Iterator[Operation]:
    """A close date; the one before is kept among those it was moved from."""
    old = long(held, "date")
    before = old.get("date")
    if before is None:
        yield from difference(held, {**old, "date": day} if old else day, path)
        return
    from_ = old.get("moved_from")
    moved_from = [*(from_ if isinstance(from_, list) else [from_] if from_ else []), before]
    yield from difference(held, {**old, "date": day, "moved_from": moved_from}, path)


def long(held: Data, name: str) -> dict[str, Data]:
    """The long form of what was written as one word, or not at all."""
    if isinstance(held, Mapping):
        return dict(held)
    return {name: held} if isinstance(held, str) else {}
