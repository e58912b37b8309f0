"""What the commands share: the settings, the database, and a sentence instead of a traceback."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NoReturn

from rich.console import Console
from sqlalchemy.engine import URL  # noqa: TID251  only the type of an address
from sqlalchemy.exc import SQLAlchemyError  # noqa: TID251  only to say kindly that it cannot be opened

from bot.bootstrap import Foundations, lay_foundations
from bot.settings import BadSettings, Settings, read_settings
from bot.store import migrate
from bot.store.engines import BadDatabaseUrl, database_url
from bot.store.unit_of_work import StoreUnavailable
from bot.use_cases.keys import KeyTrouble

out = Console()


def stop(why: str) -> NoReturn:
    Console(stderr=True).print(why, markup=False, soft_wrap=True)
    sys.exit(1)


def settings_or_stop() -> Settings:
    try:
        return read_settings()
    except BadSettings as bad:
        _tell(bad)


def database_or_stop(settings: Settings) -> URL:
    try:
        return database_url(settings.database_url)
    except BadDatabaseUrl as bad:
        stop(f"DATABASE_URL: {bad}.")


def foundations_or_stop(
    settings: Settings, lay: Callable[[Settings], Foundations] = lay_foundations
) -> Foundations:
    with _told_kindly(settings):
        return lay(settings)


def schema_or_stop(settings: Settings) -> str | None:
    """The schema that the database is at, once it is as new as this release."""
    url = database_or_stop(settings)
    with _told_kindly(settings):
        migrate.upgrade(url)
        return migrate.current(url)


@contextmanager
def _told_kindly(settings: Settings) -> Iterator[None]:
    address = database_or_stop(settings).render_as_string(hide_password=True)
    try:
        yield
    except BadSettings as bad:
        _tell(bad)
    except KeyTrouble as trouble:
        stop(str(trouble))
    except (SQLAlchemyError, StoreUnavailable, OSError) as fault:
        stop(f"The database at {address} cannot be opened ({type(fault).__name__}).")


def _tell(bad: BadSettings) -> NoReturn:
    for fault in bad.faults:
        Console(stderr=True).print(f"- {fault}", markup=False)
    stop("The environment is not complete. See .env.example.")
