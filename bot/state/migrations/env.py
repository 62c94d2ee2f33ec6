"""Run by Alembic for each of its commands: on the connection, and in the transaction, that `upgrading` gives it."""

from alembic import context

from bot.state.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
with context.begin_transaction():
    context.run_migrations()
