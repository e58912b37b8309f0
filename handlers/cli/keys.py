"""`aftershift keys`: replace the master key, or go on without one that is lost."""

import asyncio
from typing import Annotated

import typer

from bot import logs
from bot.bootstrap import Foundations, open_foundations
from bot.settings import Settings
from bot.store import migrate
from handlers import keys as work
from handlers.cli.terminal import database_or_stop, foundations_or_stop, out, settings_or_stop, stop

app = typer.Typer(help="The key to the workers' keys.", no_args_is_help=True)

NO_OLD_KEY = (
    "AFTERSHIFT_KEY_OLD is not set. Put the key that is in use now there, and the new one (aftershift "
    "key) into AFTERSHIFT_KEY; restart every process; then run this. See docs/keys.md."
)


@app.command()
def rotate() -> None:
    """Wrap every worker's key with the new AFTERSHIFT_KEY; may be stopped and begun again anywhere."""
    settings = settings_or_stop()
    logs.set_up()
    if settings.aftershift_key_old is None:
        stop(NO_OLD_KEY)
    base = foundations_or_stop(settings)
    try:
        is_done = asyncio.run(work.rotate(base, _tell))
    finally:
        base.close()
    raise typer.Exit(0 if is_done else 1)


@app.command()
def forget(
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,  # noqa: FBT002  a flag of the command line
) -> None:
    """Go on without an AFTERSHIFT_KEY that is lost: what was sealed with it is deleted."""
    settings = settings_or_stop()
    logs.set_up()
    base = foundations_or_stop(settings, _as_it_is)
    try:
        lost = work.losses(base)
        if lost is None:
            out.print("This key opens everything that is kept. Nothing was changed.")
            return
        _ask(lost, is_sure=yes)
        asyncio.run(work.forget(base, _tell))
    finally:
        base.close()


def _as_it_is(settings: Settings) -> Foundations:
    """Without asking whether the key fits: it does not."""
    migrate.upgrade(database_or_stop(settings))
    return open_foundations(settings)


def _ask(lost: int, *, is_sure: bool) -> None:
    out.print(
        f"The answers of {lost} people cannot be opened with this AFTERSHIFT_KEY. If the right key is "
        "anywhere, stop here and put it back. Otherwise their answers are deleted, and nothing else: "
        "settings, shifts and check-ins stay, and everybody goes on as before."
    )
    if not is_sure:
        typer.confirm("Delete the answers that cannot be opened?", abort=True)


def _tell(sentence: str) -> None:
    out.print(sentence, markup=False, soft_wrap=True)
