"""`aftershift backup` and `aftershift restore`."""

from pathlib import Path
from typing import Annotated

import typer
from filelock import FileLock, Timeout
from sqlalchemy.exc import SQLAlchemyError  # noqa: TID251  only to say kindly that it cannot be opened

from bot import logs
from bot.settings import Settings
from bot.store import backup as copies
from bot.store.engines import is_sqlite, make_folder
from bot.store.unit_of_work import StoreUnavailable
from handlers.backup import CannotRestore, Wishes, insist_on_peace, put_back, set_right
from handlers.cli.terminal import database_or_stop, out, settings_or_stop, stop

WITH_PG_DUMP = (
    "A backup of PostgreSQL is made by its own pg_dump:\n"
    '  pg_dump --format=custom --exclude-schema=keys --file=FILE "$DATABASE_URL"\n'
    "See docs/backup.md."
)
WITH_PG_RESTORE = (
    "On PostgreSQL, put the data back with pg_restore first; then run this without a file. "
    "See docs/backup.md."
)

KeyLost = Annotated[bool, typer.Option("--key-lost", help="Go on without the old AFTERSHIFT_KEY.")]
EverybodyOff = Annotated[
    bool, typer.Option("--everybody-off", help="Let everybody turn check-ins on anew.")
]


def backup(file: Annotated[Path, typer.Argument(help="Where the copy goes; a new file.")]) -> None:
    """Copy the data to a file while everybody works; the workers' keys are not in it."""
    url = database_or_stop(settings_or_stop())
    if not is_sqlite(url):
        stop(WITH_PG_DUMP)
    try:
        copies.copy(url, file)
    except (copies.NotPossible, OSError) as fault:
        stop(str(fault))
    out.print(
        f"{file}: {file.stat().st_size} bytes. Keep AFTERSHIFT_KEY somewhere else: the addresses in a "
        "rota's signals are known by it again after a restore.",
        markup=False,
        soft_wrap=True,
    )


def restore(
    file: Annotated[Path | None, typer.Argument(help="The backup; none on PostgreSQL.")] = None,
    key_lost: KeyLost = False,  # noqa: FBT002  a flag of the command line
    everybody_off: EverybodyOff = False,  # noqa: FBT002  a flag of the command line
) -> None:
    """Put a backup back, and see to it that nothing stale is sent, and nothing twice."""
    settings = settings_or_stop()
    logs.set_up()
    wishes = Wishes(key_lost, everybody_off)
    try:
        _restore(file, settings, wishes)
    except (CannotRestore, copies.NotPossible) as why:
        stop(str(why))
    except (SQLAlchemyError, StoreUnavailable, OSError) as fault:
        stop(f"The database cannot be used ({type(fault).__name__}). Nothing is lost: try again.")
    out.print("Done. Start Aftershift as usual.")


def _restore(file: Path | None, settings: Settings, wishes: Wishes) -> None:
    url = database_or_stop(settings)
    if not is_sqlite(url):
        if file is not None:
            stop(WITH_PG_RESTORE)
        insist_on_peace(settings)
        set_right(settings, wishes, _tell)
        return
    make_folder(url)
    database = Path(str(url.database))
    try:
        with FileLock(database.with_suffix(".lock"), timeout=0):
            if file is None:
                set_right(settings, wishes, _tell)
            else:
                put_back(file, settings, wishes, _tell)
    except Timeout:
        stop(f"`aftershift run` is at work on {database}. Stop it first.")


def _tell(sentence: str) -> None:
    out.print(sentence, markup=False, soft_wrap=True)
