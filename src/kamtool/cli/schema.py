"""``kam schema``: the JSON Schema of a plan, for editors."""

from __future__ import annotations

from kamtool.cli.errors import ExitCode
from kamtool.cli.session import Session, command
from kamtool.model.schema import schema_text

FORMATS = ("json", "json")


@command
def run(session: Session) -> ExitCode:
    """Print the schema; both languages stand in it, whatever ``--lang`` says."""
    session.choose(FORMATS)
    session.write(schema_text())
    return ExitCode.OK
