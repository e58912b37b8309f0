"""Brings the database to the schema of this release."""

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


def upgrade(url: URL, revision: str = "head") -> None:
    """Create or upgrade the tables; harmless when they are up to date.

    Foreign keys are off meanwhile: re-creating a parent table with them on deleted 5 of 5 child
    rows without an error (engine.md section 7).
    """
    engines.make_folder(url)
    _run(url, revision, command.upgrade)


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


def _run(url: URL, revision: str, step: object) -> None:
    engine = engines.open_writer(url)
    try:
        with engine.connect() as connection:
            if engines.is_sqlite(url):
                _loosen_ties(connection)
            with connection.begin():
                if not engines.is_sqlite(url):
                    connection.execute(sa.select(sa.func.pg_advisory_xact_lock(MIGRATION_LOCK)))
                config = _config()
                config.attributes["connection"] = connection
                step(config, revision)  # type: ignore[operator]  # one of Alembic's two commands
                if engines.is_sqlite(url):
                    _refuse_broken_ties(connection)
    finally:
        engine.dispose()


def _loosen_ties(connection: sa.Connection) -> None:
    raw = connection.connection.driver_connection
    if raw is not None:
        raw.execute("PRAGMA foreign_keys = OFF")


def _refuse_broken_ties(connection: sa.Connection) -> None:
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    if broken:
        raise sa.exc.IntegrityError("foreign_key_check", None, Exception(f"{len(broken)} rows"))
