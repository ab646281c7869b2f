"""Alembic's entry: runs on the connection it is given, inside the transaction of the caller."""

from __future__ import annotations

from alembic import context
from sqlmodel import SQLModel

from grcdesk.models import tables  # noqa: F401  fills the metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=SQLModel.metadata)
context.run_migrations()
