"""Runs the migrations on the connection that `bot.store.migrate` hands over."""

from alembic import context

from bot.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    include_schemas=True,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
