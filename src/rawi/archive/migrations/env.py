"""Run by Alembic: migrates within the transaction of the connection that it is given."""

from __future__ import annotations

from alembic import context

from rawi.archive.migrate import is_table
from rawi.archive.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    transactional_ddl=True,
    compare_type=True,
    include_object=is_table,
)
with context.begin_transaction():
    context.run_migrations()
