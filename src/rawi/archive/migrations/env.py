"""Run by Alembic: migrates within the transaction of the connection that it is given."""

from __future__ import annotations

from alembic import context

from rawi.archive.tables import metadata


def _is_table(item: object, name: str | None, kind: str, reflected: bool, compared: object) -> bool:
    """Whether Alembic compares it: of the search index there is no table in `tables`."""
    return not (kind == "table" and str(name).startswith("search_"))


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    transactional_ddl=True,
    compare_type=True,
    include_object=_is_table,
)
with context.begin_transaction():
    context.run_migrations()
