"""Brings the database to the schema of this release."""

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.engine import URL

from bot.store import engines

HERE = Path(__file__).parent / "migrations"
MIGRATION_LOCK = 0xAF7E25  # so that two releases starting at once migrate one after the other


class Schema(StrEnum):
    """How the tables that there are stand to those of this release."""

    MISSING = "missing"
    AWAY = "away"
    OLD = "old"
    NEWEST = "newest"
    LATER = "later"


def upgrade(url: URL, revision: str = "head") -> None:
    """Create or upgrade the tables; harmless when they are up to date, or of a later release.

    A process of the release before, started again while a later one is rolled out, finds a schema
    that it does not know. Steps only add, so it can go on with that. Where there is nothing to do,
    nobody's turn is waited for.
    """
    engines.make_folder(url)
    if revision != "head" or standing(url) is not Schema.NEWEST:
        _run(url, revision, _unless_ahead)


def downgrade(url: URL, revision: str) -> None:
    _run(url, revision, command.downgrade)


def current(url: URL) -> str | None:
    """The revision that the database is at; None for an empty one."""
    engine = engines.open_readers(url)
    try:
        with engine.begin() as connection:
            return MigrationContext.configure(connection).get_current_revision()
    finally:
        engine.dispose()


def standing(url: URL) -> Schema:
    """How the database stands to this release; looking makes nothing."""
    if engines.is_sqlite(url) and not Path(str(url.database)).exists():
        return Schema.MISSING
    try:
        at = current(url)
    except sa.exc.SQLAlchemyError:
        return Schema.AWAY
    if at == newest():
        return Schema.NEWEST
    return Schema.OLD if at is None or at in revisions() else Schema.LATER


def newest() -> str | None:
    return ScriptDirectory.from_config(_config()).get_current_head()


def revisions() -> list[str]:
    """Every schema that this release knows, the newest first."""
    script = ScriptDirectory.from_config(_config())
    return [revision.revision for revision in script.walk_revisions()]


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(HERE))
    return config


def _unless_ahead(config: Config, revision: str) -> None:
    at = MigrationContext.configure(config.attributes["connection"]).get_current_revision()
    if at is None or at in revisions():
        command.upgrade(config, revision)


def _run(url: URL, revision: str, step: Callable[[Config, str], None]) -> None:
    """All in one transaction: whoever is killed on the way has done nothing, and can begin again."""
    engine = engines.open_migrator(url)
    try:
        with engine.begin() as connection:
            if not engines.is_sqlite(url):  # there, the file's own lock has been taken
                connection.execute(sa.select(sa.func.pg_advisory_xact_lock(MIGRATION_LOCK)))
            config = _config()
            config.attributes["connection"] = connection
            step(config, revision)
            if engines.is_sqlite(url):
                _refuse_broken_ties(connection)
    finally:
        engine.dispose()


def _refuse_broken_ties(connection: sa.Connection) -> None:
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    if broken:
        raise sa.exc.IntegrityError("foreign_key_check", None, Exception(f"{len(broken)} rows"))
