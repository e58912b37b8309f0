"""`aftershift roster`, `coordinators`, `roles` and `audit`: who is here, who does what, what was done."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from bot import logs
from bot.bootstrap import Foundations
from bot.domain.roles import Role
from handlers.cli.terminal import foundations_or_stop, out, settings_or_stop, stop

Told = TypeVar("Told")

app = typer.Typer(help="The list of your people.", no_args_is_help=True)
coordinators = typer.Typer(help="The people who coordinate.", no_args_is_help=True)
roles = typer.Typer(help="Who does what here.", no_args_is_help=True)
audit = typer.Typer(help="What coordinators did.", no_args_is_help=True)

People = Annotated[list[str], typer.Argument(help="Slack ids or e-mail addresses.")]
SUPPORTER = "Whom they can turn to: a Slack id or an address; “outside” for somebody who is not in Slack and has agreed."  # noqa: E501  one sentence of help
WithSupporter = Annotated[str | None, typer.Option("--supporter", help=SUPPORTER)]


@app.command("import")
def take_in(
    file: Path,
    replace: Annotated[bool, typer.Option(help="Who is missing from it goes.")] = False,  # noqa: FBT002  a flag of the command line
) -> None:
    """Take in a list, CSV or with tabs: all of it, or with one fault nothing."""
    from handlers.rosters import CannotRead
    from handlers.rosters import take_in as work

    try:
        out.print(_with_base(lambda base: work(base, file, only_these=replace)), soft_wrap=True)
    except CannotRead as why:
        stop(str(why))


@app.command("export")
def write_out(
    file: Annotated[Path | None, typer.Argument(help="Printed, if it is left out.")] = None,
) -> None:
    """Write the list out as CSV, in which nothing is a formula."""
    from handlers.rosters import CannotRead
    from handlers.rosters import write_out as work

    try:
        text = _with_base(work)
    except CannotRead as why:
        stop(str(why))
    if file is None:
        print(text, end="")  # noqa: T201  plain, so that it can be piped
        return
    file.write_text(text, encoding="utf-8", newline="")
    out.print(f"Written to {file}.")


@coordinators.command("add")
def add_coordinators(people: People, supporter: WithSupporter = None) -> None:
    """Name people as coordinators; each gets one message, and begins when a supporter has agreed."""
    _name(people, Role.COORDINATOR, supporter)


@roles.command("add")
def add_role(role: Role, people: People, supporter: WithSupporter = None) -> None:
    """Name people for a role; an auditor can only be named here."""
    _name(people, role, supporter)


@roles.command("remove")
def take_role(role: Role, people: People) -> None:
    """Take a role from people."""
    from handlers.coordinators import take

    for told in _with_base(lambda base: take(base, people, role)):
        out.print(told)


@audit.command("check")
def check() -> None:
    """Look whether what coordinators did still stands as it was written down."""
    from bot.use_cases.audit_log import broken_at

    settings = settings_or_stop()
    base = foundations_or_stop(settings)
    try:
        broken = {name: broken_at(base.store, name) for name in base.store.workspaces()}
    finally:
        base.close()
    for workspace, number in broken.items():
        if number is not None:
            stop(f"{workspace}: the log is not as it was written, from number {number} on.")
    out.print("The log stands as it was written.")


def _name(people: list[str], role: Role, supporter: str | None) -> None:
    from handlers.coordinators import add

    for told in _with_base(lambda base: add(base, people, role, supporter)):
        out.print(told)


def _with_base(work: Callable[[Foundations], Awaitable[Told]]) -> Told:
    settings = settings_or_stop()
    logs.set_up()
    base = foundations_or_stop(settings)

    async def do() -> Told:
        return await work(base)

    try:
        return asyncio.run(do())
    finally:
        base.close()
