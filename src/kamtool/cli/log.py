"""``kam log``: a visit, a call or a message in one line."""

from __future__ import annotations

import sys
from typing import Annotated, NoReturn, TypeVar

import typer

from kamtool.analysis.upto import Stood, upto
from kamtool.cli.account import STDIN, open_kept, pick_deal, valid
from kamtool.cli.altering import led_to, shown
from kamtool.cli.asking import prompted, readable
from kamtool.cli.errors import ExitCode, UsageError
from kamtool.cli.output import remark
from kamtool.cli.reviewing import said_yes
from kamtool.cli.session import Session, command, render
from kamtool.cli.writing import drafted, not_synced, write_draft
from kamtool.log.entry import Entry, Flags, entry, known_already, promise_data, visit_data, visit_day
from kamtool.log.follow import follow_ups
from kamtool.log.line import read_line
from kamtool.log.names import Names, Nobody, Person
from kamtool.log.setting import NotClear, Setting
from kamtool.model.plan import Plan
from kamtool.model.term import Term, words
from kamtool.model.values import Channel, Party, YesNo
from kamtool.render.safe import safe
from kamtool.source.operation import AddItem
from kamtool.view.blocks import Block
from kamtool.view.log import follow_lines, line, log_view
from kamtool.when.calendar import Fiscal, Period, Unclear

FORMATS = ("plain", "plain", "json")

AnyTerm = TypeVar("AnyTerm", bound=Term)

Account = Annotated[str, typer.Argument(help="account", metavar="ACCOUNT")]
Sentence = Annotated[str | None, typer.Argument(help="log_text", metavar="TEXT")]
Date = Annotated[str | None, typer.Option("--date", help="log_date", metavar="DAY")]
How = Annotated[str | None, typer.Option("--channel", help="log_channel", metavar="CHANNEL")]
With = Annotated[str | None, typer.Option("--with", help="log_with", metavar="PERSON[,PERSON]")]
By = Annotated[str | None, typer.Option("--by", help="log_by", metavar="PERSON[,PERSON]")]
Fact = Annotated[list[str] | None, typer.Option("--fact", help="log_fact", metavar="TEXT")]
Next = Annotated[str | None, typer.Option("--next", help="log_next", metavar="TEXT")]
NextDate = Annotated[str | None, typer.Option("--next-date", help="log_next_date", metavar="DAY")]
Proposed = Annotated[str | None, typer.Option("--proposed-by", help="log_proposed_by", metavar="us|customer")]
Accepted = Annotated[str | None, typer.Option("--accepted", help="log_accepted", metavar="yes|no")]
Promise = Annotated[list[str] | None, typer.Option("--promise", help="log_promise", metavar="TEXT")]
Theirs = Annotated[list[str] | None, typer.Option("--their-promise", help="log_their_promise", metavar="TEXT")]
Began = Annotated[str | None, typer.Option("--initiated-by", help="log_initiated_by", metavar="us|customer")]
Answered = Annotated[str | None, typer.Option("--answered", help="log_answered", metavar="yes|no")]
Again = Annotated[bool, typer.Option("--again", help="log_again")]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="log_yes")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="dry_run")]


@command
def run(
    session: Session,
    account: Account,
    sentence: Sentence = None,
    date: Date = None,
    channel: How = None,
    with_: With = None,
    by: By = None,
    fact: Fact = None,
    next_: Next = None,
    next_date: NextDate = None,
    proposed_by: Proposed = None,
    accepted: Accepted = None,
    promise: Promise = None,
    their_promise: Theirs = None,
    initiated_by: Began = None,
    answered: Answered = None,
    again: Again = False,
    yes: Yes = False,
    dry_run: DryRun = False,
) -> ExitCode:
    """Write down one contact; what is unclear is refused, and a terminal shows what was understood first."""
    chosen = session.choose(FORMATS)
    loaded, kept, asked = open_kept(session, account)
    plan = upto(valid(session, loaded), session.as_of).plan
    deal = pick_deal(plan, asked) if asked else None
    setting = Setting(Names(plan), session.as_of, fiscal_of(session))
    for text in (sentence, date, next_, next_date, *(fact or ()), *(promise or ()), *(their_promise or ())):
        readable("TEXT", text or "")
    try:
        flags = Flags(
            date=date,
            channel=term(Channel, "--channel", channel),
            people=people(setting, with_),
            by=people(setting, by),
            initiated_by=term(Party, "--initiated-by", initiated_by),
            answered=term(YesNo, "--answered", answered),
            facts=tuple(fact or ()),
            next_date=next_date,
            proposed_by=term(Party, "--proposed-by", proposed_by),
            accepted=term(YesNo, "--accepted", accepted),
        )
        found = understood(sentence or "", next_, flags, setting, deal, promise or [], their_promise or [])
    except Nobody as error:
        refuse_name(plan, setting, error)
    except NotClear as error:
        refuse(session, plan, error)
    if (known := known_already(found, plan)) is not None and not again:
        raise UsageError("log_known", account=plan.account.name, day=known.date, line=line(found, plan, session.texts))
    operations = [AddItem(("visits",), visit_data(found))]
    operations += [AddItem(("promises",), promise_data(found, one)) for one in found.promises]
    if loaded.file == STDIN:
        raise UsageError("no_writing")
    made = drafted(session, loaded.file, operations)
    if dry_run:
        return shown(session, [made])
    show(session, log_view(found, plan, session.texts))
    if not (yes or agreed(session)):
        remark(session.texts("log.refused"))
        return ExitCode.OK
    written = write_draft(made, f"log {loaded.id} {found.date.isoformat()}")
    remark(safe(session.texts("log.written", file=loaded.file, account=loaded.id)))
    not_synced(session, written)
    led_to(session, made)
    tell_follow_ups(session, found, kept.stood, loaded.id)
    if chosen == "json":
        session.write(render(session, chosen, (), found, "kam.log/1"))
    return ExitCode.OK


def understood(
    sentence: str,
    step: str | None,
    flags: Flags,
    setting: Setting,
    deal: str | None,
    ours: list[str],
    theirs: list[str],
) -> Entry:
    """The contact that the sentence and the flags make. Raises Nobody and NotClear."""
    base = visit_day(None, flags, setting) if flags.date is not None else None
    said = read_line(sentence, setting, named=flags.people is not None, base=base)
    if flags.date is None and said.opening.when is not None:
        base = visit_day(said, flags, setting)
    if step is not None:
        said.step = read_line(f"next: {step}", setting, named=True, base=base).step
    for word, texts in (("promised", ours), ("they promised", theirs)):
        for one in texts:
            said.pledges += read_line(f"{word}: {one}", setting, named=True, base=base).pledges
    return entry(said, flags, setting, deal)


def agreed(session: Session) -> bool:
    """Whether it may be written: asked on a terminal, taken for granted elsewhere."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return True
    return said_yes(prompted(session.texts("log.ask")))


def show(session: Session, blocks: tuple[Block, ...]) -> None:
    """Blocks for the person, beside the answer."""
    if blocks:
        remark(render(session, "plain", blocks, None, "").rstrip("\n"))


def either(session: Session, when: Unclear | Period | None) -> str:
    """The days that may be meant: one, one of two, or from one to the other."""
    if isinstance(when, Period):
        return session.texts("log.from_to", one=when.start, two=when.end)
    days = when.choices if when is not None else ()
    return session.texts("log.or", one=days[0], two=days[-1]) if len(days) > 1 else "".join(map(str, days))


def tell_follow_ups(session: Session, found: Entry, stood: Stood, account: str) -> None:
    """What to settle after the contact, each with its command."""
    told = follow_lines(follow_ups(found, stood, session.as_of), account, session.texts, session.as_of)
    if told:
        remark(session.texts("log.follow"))
    for why, command_line in told:
        remark(safe(f"  {why}"))
        remark(safe(f"    {command_line}"))


def fiscal_of(session: Session) -> Fiscal | None:
    """The team's fiscal year, when it set one."""
    told = session.config.fiscal_year
    return Fiscal(*told) if told else None


def term(listed: type[AnyTerm], name: str, given: str | None) -> AnyTerm | None:
    """The listed value that a flag names in any of its words. Raises UsageError."""
    if given is None:
        return None
    found = words(listed).get(given.strip().casefold())
    if found is None:
        raise UsageError("log_word", name=name, given=given, known=list(listed))
    return listed(found)


def people(setting: Setting, given: str | None) -> tuple[Person, ...] | None:
    """The people whom a flag names. Raises Nobody."""
    if given is None:
        return None
    names = [one for one in given.replace("，", ",").replace("、", ",").split(",") if one.strip()]
    return tuple(setting.names.read(one) for one in names)


def refuse_name(plan: Plan, setting: Setting, error: Nobody) -> NoReturn:
    """A name that fits nobody, or several."""
    key = "log_many" if error.many else "log_nobody_near" if error.near else "log_nobody"
    known = [label for person, label in setting.names.labels.items() if not person.ours]
    raise UsageError(key, account=plan.account.name, given=error.given, near=list(error.near), known=known) from None


def refuse(session: Session, plan: Plan, error: NotClear) -> NoReturn:
    """A line that cannot be understood, with the days it may mean."""
    choices = either(session, error.when)
    known = [f"{key} ({one.name or one.title or key})" for key, one in plan.stakeholders.items()]
    reason = "nobody_met" if error.reason == "nobody" else error.reason
    raise UsageError(
        f"log_{reason}" + ("_none" if error.reason in ("order", "year", "month") and not choices else ""),
        given=error.given, choices=choices, known=known, account=plan.account.name,
        as_of=session.as_of, dashed=error.given.replace(".", "-"),
    ) from None  # fmt: skip
