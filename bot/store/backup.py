"""Copies of the data without the workers' keys, and a place for new keys where the old ones are missing."""

import sqlalchemy as sa
from sqlalchemy.engine import URL

from bot.store import engines, tables


def make_keys(url: URL) -> None:
    """An empty place for the workers' keys, if there is none."""
    engine = engines.open_writer(url)
    try:
        with engine.begin() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(sa.schema.CreateSchema(tables.KEYS, if_not_exists=True))
            mine = [table for table in tables.metadata.sorted_tables if table.schema == tables.KEYS]
            tables.metadata.create_all(connection, tables=mine)
    finally:
        engine.dispose()
