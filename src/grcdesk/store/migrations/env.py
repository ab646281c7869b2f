"""Alembic's entry: runs on the connection it is given, inside the transaction of the caller."""

from __future__ import annotations

from alembic import context

from grcdesk.models import tables  # noqa: F401  fills the metadata
from grcdesk.models.base import Row

context.configure(connection=context.config.attributes["connection"], target_metadata=Row.metadata)
context.run_migrations()
