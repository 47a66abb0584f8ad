"""``kam plan new``: a first plan for an account, from a template, by flags or by questions."""

from __future__ import annotations

import os
import shlex
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from kamtool.cli.account import plan_files
from kamtool.cli.asking import ask, ask_kind, organisation, plain_text, read_id, template_name
from kamtool.cli.errors import ExitCode, UsageError
from kamtool.cli.output import remark
from kamtool.cli.session import Session, command, render
from kamtool.diagnostic import Path as Place
from kamtool.load import load_file
from kamtool.model.schema import schema_text
from kamtool.model.values import OrganizationType
from kamtool.render.safe import safe
from kamtool.source.naming import id_from
from kamtool.source.scaffold import scaffold, template
from kamtool.source.write import create

FORMATS = ("plain", "plain", "json")
SCHEMA = "plan.schema.json"
# Where a schema for editors may lie already, seen from the folder of the plans.
SCHEMAS = (SCHEMA, f"../docs/{SCHEMA}", f"../{SCHEMA}")
NEIGHBOURS = 20

Name = Annotated[str | None, typer.Argument(help="name", metavar="NAME")]
Template = Annotated[str | None, typer.Option("--template", help="template", metavar="TEMPLATE")]
Ident = Annotated[str | None, typer.Option("--id", help="id", metavar="ID")]
Type = Annotated[str | None, typer.Option("--type", help="type", metavar="TYPE")]
Industry = Annotated[str | None, typer.Option("--industry", help="industry", metavar="TEXT")]
Owner = Annotated[str | None, typer.Option("--owner", help="owner", metavar="NAME")]
Folder = Annotated[str | None, typer.Option("--folder", help="folder", metavar="FOLDER")]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is known of the new account."""

    name: str
    id: str
    kind: OrganizationType | None
    template: str
    industry: str | None
    owner: str | None


@command
def run(
    session: Session,
    name: Name = None,
    type_: Type = None,
    industry: Industry = None,
    owner: Owner = None,
    id_: Ident = None,
    template_: Template = None,
    folder: Folder = None,
) -> ExitCode:
    """Write a new plan; nothing that exists is ever overwritten, and without a terminal nothing is asked."""
    chosen, asking = session.choose(FORMATS), sys.stdin.isatty() and sys.stderr.isatty()
    place = own_folder(session) if folder is None else Path(plain_text("--folder", folder))
    # The flags are read before anything is asked, so that nobody answers in vain.
    shape = None if template_ is None else template_name(template_)
    kind = None if type_ is None else organisation(type_)
    industry = None if industry is None else plain_text("--industry", industry)
    owner = None if owner is None else plain_text("--owner", owner)
    name = account_name(session, name, asking)
    ident = free(place, account_id(session, name, id_, asking))
    if asking:
        kind = kind or (ask_kind(session) if shape is None else None)
        industry = industry or ask(session, "industry", lambda answer: plain_text("--industry", answer))
        owner = owner or ask_owner(session, place)
    made = Wanted(name, ident, kind, shape or template_for(kind), industry, owner)
    file = write(session, place, made)
    if chosen == "json":
        session.write(render(session, chosen, (), {"id": made.id, "file": str(file)}, "kam.new/1"))
    else:
        session.write(safe(str(file)) + "\n")
    tell_next(session, file, made.id)
    return ExitCode.OK


def own_folder(session: Session) -> Path:
    """The configured folder. Raises UsageError when a link in it leads out of the configuration's own folder."""
    folder, base = session.config.folder, session.config.beside("")
    inside = Path(os.path.abspath(folder)).is_relative_to(os.path.abspath(base))
    if inside and not Path(os.path.realpath(folder)).is_relative_to(os.path.realpath(base)):
        raise UsageError("folder_link", folder=str(folder))
    return folder


def account_name(session: Session, given: str | None, asking: bool) -> str:
    """The name as given, else as answered. Raises UsageError without one."""
    if given is not None:
        return plain_text("NAME", given)
    while asking:
        if answer := ask(session, "name", lambda answer: plain_text("NAME", answer)):
            return answer
    raise UsageError("missing", name="NAME")


def account_id(session: Session, name: str, given: str | None, asking: bool) -> str:
    """The id as given, else made from the name, else as answered. Raises UsageError without one."""
    made = given if given is not None else id_from(name)
    if made is not None:
        return read_id(made)
    while asking:
        if answer := ask(session, "id", read_id, name=name):
            return answer
    raise UsageError("no_id", given=name)


def free(place: Path, ident: str) -> str:
    """The id, if no plan in the folder has it in any letter case. Raises UsageError with one that is free."""
    files = {Path(file).stem.casefold(): file for file in (plan_files(place) if place.is_dir() else ())}
    own = place / f"{ident}.yaml"
    if ident not in files and not os.path.lexists(own):
        return ident
    near = next(other for n in range(2, len(files) + 3) if (other := f"{ident[:60]}-{n}") not in files)
    raise UsageError("taken", file=files.get(ident, str(own)), near=near)


def ask_owner(session: Session, place: Path) -> str | None:
    """Ask for the account manager; the one whom all plans here name is taken for an empty answer."""
    files = plan_files(place)[:NEIGHBOURS] if place.is_dir() else []
    owners = {plan.owner for file in files if (plan := load_file(file).plan) is not None}
    known = owners.pop() if len(owners) == 1 else None
    answer = ask(
        session, "owner" if known is None else "owner_known", lambda text: plain_text("--owner", text), owner=known
    )
    return answer or known


def template_for(kind: OrganizationType | None) -> str:
    """The template of a kind of organisation; the minimal one when the kind isn't known."""
    return "minimal" if kind in {None, OrganizationType.UNKNOWN} else str(kind)


def write(session: Session, place: Path, made: Wanted) -> Path:
    """Write the plan, and beside it the schema for editors where there is none yet; the plan's path."""
    file = place / f"{made.id}.yaml"
    schema = next((one for one in SCHEMAS if (place / one).is_file()), None)
    text = scaffold(template(made.template), session.texts.lang, values(session, made), schema or SCHEMA)
    try:
        if not place.is_dir():
            place.mkdir(parents=True)
            remark(safe(session.texts("plan_new.folder", folder=str(place))))
        create(file, text.encode())
    except FileExistsError:
        raise UsageError("taken", file=str(file), near=f"{made.id[:60]}-2") from None
    except OSError as error:
        raise UsageError("output_failed", file=str(file), reason=error.strerror or "") from None
    if schema is None:
        with suppress(OSError):
            create(place / SCHEMA, schema_text().encode())
            remark(safe(session.texts("plan_new.schema", file=str(place / SCHEMA))))
    return file


def values(session: Session, made: Wanted) -> dict[Place, str]:
    """What the template is filled with; what isn't known stays empty."""
    known: dict[Place, str | None] = {
        ("owner",): made.owner,
        ("account", "name"): made.name,
        ("account", "type"): made.kind.value if made.kind else None,
        ("account", "industry"): made.industry,
        ("opportunities", "first", "name"): session.texts("plan_new.first_deal"),
    }
    return {path: value for path, value in known.items() if value is not None}


def tell_next(session: Session, file: Path, ident: str) -> None:
    """Say on stderr what comes next."""
    own = file.parent == session.config.folder
    account = ident if own else shlex.quote(str(file))
    for at, (key, told) in enumerate(
        (
            ("edit", {"file": str(file)}),
            ("check", {"command": f"kam check {account}"}),
            ("show", {"command": f"kam stakeholders {account}"}),
        ),
        1,
    ):
        remark(f"  {at}  " + safe(session.texts(f"plan_new.{key}", **told)))
