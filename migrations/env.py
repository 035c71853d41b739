"""Runs the migrations on the connection that `db.migrate` hands over, or on DATABASE_URL for `make migration`."""

from __future__ import annotations

from alembic import context
from sqlalchemy import Connection
from sqlmodel import SQLModel

import db  # noqa: F401  # with it every table stands in the metadata
from db.writer import open_writer
from tengetrail.settings import Settings


def run(connection: Connection) -> None:
    """Run what Alembic was asked for, in one transaction on both databases."""
    context.configure(
        connection=connection,
        target_metadata=SQLModel.metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        transactional_ddl=True,
    )
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    with open_writer(Settings().database_url).begin() as opened:
        run(opened)
