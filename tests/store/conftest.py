"""A program one shape ahead."""

from __future__ import annotations

import shutil

import pytest

from grcdesk.store import migrate, shape
from grcdesk.store.verifying import schema

NEXT = '''"""Told who wrote it down."""

import sqlalchemy as sa
from alembic import op

revision = "{next}"
down_revision = "{head}"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table("test_only", sa.Column("id", sa.Text, primary_key=True, nullable=False), sqlite_strict=True)
    {then}
'''


@pytest.fixture
def later(tmp_path, monkeypatch):
    """A program one shape ahead, with one more migration; `then` is what that migration does last."""

    def make(then: str = "pass") -> None:
        scripts = tmp_path / "migrations"
        shutil.copytree(migrate._SCRIPTS, scripts)
        versions = scripts / "versions"
        (versions / f"{shape.SCHEMA + 1:04}_test_only.py").write_text(
            NEXT.format(next=f"{shape.SCHEMA + 1:04}", head=f"{shape.SCHEMA:04}", then=then)
        )
        monkeypatch.setattr(migrate, "_SCRIPTS", scripts)
        monkeypatch.setattr(shape, "SCHEMA", shape.SCHEMA + 1)
        schema._expected.cache_clear()  # of the number that another test gave to another migration

    yield make
    schema._expected.cache_clear()
