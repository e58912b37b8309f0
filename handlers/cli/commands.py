"""The command line: run it, try it, set it up, look whether it is well."""

import asyncio
import json
import os
import tempfile
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from bot import logs
from bot.bootstrap import Foundations, lay_foundations, open_foundations
from bot.settings import Settings
from bot.store.engines import is_sqlite, make_folder
from handlers.cli import backup, i18n, keys, pairs, prompts, roster, rules
from handlers.cli.terminal import (
    database_or_stop,
    foundations_or_stop,
    out,
    schema_or_stop,
    settings_or_stop,
    stop,
)
from handlers.roles import Role

app = typer.Typer(
    help="Aftershift: a quiet minute after the shift.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,  # they can show what a variable held
)
app.add_typer(roster.coordinators, name="coordinators")
app.add_typer(roster.app, name="roster")
app.add_typer(roster.roles, name="roles")
app.add_typer(roster.audit, name="audit")
app.add_typer(prompts.app, name="prompts")
app.add_typer(i18n.app, name="i18n")
app.add_typer(rules.app, name="rules")
app.add_typer(keys.app, name="keys")
app.add_typer(pairs.app, name="pairs")
app.command()(backup.backup)
app.command()(backup.restore)


def main() -> None:
    """Files that are made from here on are nobody else's to read."""
    os.umask(0o077)
    app()


@app.command()
def run() -> None:
    """Run everything in one process: Slack, the clock and the courier."""
    from filelock import FileLock, Timeout

    settings = settings_or_stop()
    url = database_or_stop(settings)
    if not is_sqlite(url):
        _open_house(settings, Role.RUN)
        return
    make_folder(url)
    database = Path(str(url.database))
    try:
        with FileLock(database.with_suffix(".lock"), timeout=0):
            _open_house(settings, Role.RUN)
    except Timeout:
        stop(f"Another `aftershift run` is at work on {database}.")


@app.command()
def web() -> None:
    """Answer Slack and the rota only; any number of these beside workers, on PostgreSQL."""
    _open_house(_settings_for_several("web"), Role.WEB)


@app.command()
def worker() -> None:
    """Do the due work only: tick, and carry letters; any number of these, on PostgreSQL."""
    _open_house(_settings_for_several("worker"), Role.WORKER)


@app.command()
def demo(
    port: Annotated[int, typer.Option(help="Where the sandbox's page is shown.")] = 8765,
    folder: Annotated[Path | None, typer.Option(help="Keep the data here.")] = None,
) -> None:
    """Open a sandbox workspace with invented people; no Slack account is needed."""
    from handlers.demo import open_demo
    from handlers.serving import server_of

    logs.set_up()
    with tempfile.TemporaryDirectory() as passing:
        opened = open_demo(folder or Path(passing), port)
        out.print(f"\n  Aftershift in a sandbox workspace: [bold]{opened.town.url}[/bold]")
        out.print("  Open it in a browser. Everything is invented and stays on this machine.")
        out.print("  Stop with Ctrl+C.\n")
        try:
            server_of(opened.house, "127.0.0.1", opened.port).run()
        finally:
            opened.town.stop()


@app.command()
def migrate() -> None:
    """Bring the database to the schema of this release."""
    out.print(f"The database is at {schema_or_stop(settings_or_stop())}.")


@app.command()
def key() -> None:
    """Print a fresh AFTERSHIFT_KEY."""
    from handlers.demo import new_key

    print(new_key())  # noqa: T201  plain, so that it can be piped


@app.command()
def manifest(
    typing: Annotated[bool, typer.Option(help="A messages tab in which people can type.")] = False,  # noqa: FBT002  a flag of the command line
    socket: Annotated[bool, typer.Option(help="For Socket Mode.")] = False,  # noqa: FBT002  a flag of the command line
    url: Annotated[str | None, typer.Option(help="Public address of /slack/events.")] = None,
    check: Annotated[bool, typer.Option(help="Compare with manifest.json instead.")] = False,  # noqa: FBT002  a flag of the command line
) -> None:
    """Print the app manifest to paste into Slack."""
    from handlers.manifest import PLACEHOLDER
    from handlers.manifest import manifest as make

    text = _as_json(make(typing=typing, socket=socket, url=url or PLACEHOLDER))
    if not check:
        print(text, end="")  # noqa: T201  plain, so that it can be piped
        return
    kept = Path("manifest.json")
    if not kept.exists() or kept.read_text(encoding="utf-8") != text:
        stop("manifest.json is not what the code makes. Run: aftershift manifest > manifest.json")
    out.print("manifest.json is up to date.")


@app.command()
def doctor() -> None:
    """Look whether everything is in place."""
    from handlers.doctor import examine
    from handlers.findings import Verdict

    settings = settings_or_stop()
    logs.set_up()
    findings = asyncio.run(_with_foundations(settings, examine, open_foundations))
    table = Table(box=None)
    for title in ("", "what", "finding"):
        table.add_column(title)
    for finding in findings:
        table.add_row(finding.verdict.value, finding.what, finding.told)
    out.print(table)
    if any(finding.verdict is Verdict.BAD for finding in findings):
        raise typer.Exit(1)


@app.command("env")
def env() -> None:
    """Print an .env.example made from the settings."""
    from handlers.environment import example

    print(example(), end="")  # noqa: T201  plain, so that it can be piped


async def _with_foundations(
    settings: Settings,
    work: Any,  # noqa: ANN401  whatever the work returns
    lay: Callable[[Settings], Foundations] = lay_foundations,
) -> Any:  # noqa: ANN401  as the work does
    base = foundations_or_stop(settings, lay)
    try:
        return await work(base)
    finally:
        base.close()


def _open_house(settings: Settings, role: Role) -> None:
    """Listens first, so that a port which is taken is told before anything is begun."""
    from handlers.processes import PortTaken, listen, listen_if_asked, stay_open
    from handlers.serving import House

    logs.set_up()
    try:
        listener = listen(settings) if role.answers else listen_if_asked(settings)
    except PortTaken as taken:
        stop(f"{taken} See HOST and PORT.")
    with listener or nullcontext():
        stay_open(House(foundations_or_stop(settings), role=role), listener)


def _settings_for_several(name: str) -> Settings:
    """Several processes need a database that several can write to."""
    settings = settings_or_stop()
    if is_sqlite(database_or_stop(settings)):
        stop(f"`aftershift {name}` needs PostgreSQL. On a SQLite file, use: aftershift run")
    return settings


def _as_json(told: dict[str, Any]) -> str:
    return json.dumps(told, indent=2) + "\n"
