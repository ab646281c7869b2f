"""The day on which an action was planned, so that it can be judged on a day of the past; taken from the change log."""

from __future__ import annotations

import json
from datetime import datetime

import sqlalchemy as sa
from alembic import op

from grcdesk import clock
from grcdesk.store.migrations import moves

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("action", sa.Column("opened_on", sa.Text, sa.CheckConstraint("opened_on LIKE '____-__-__'")))
    opened = _opened()
    moves.change("action", lambda row: {"opened_on": opened.get(row["id"])})


def _opened() -> dict[str, str]:
    """Action → the day it was planned, in the zone of the desk. An id that was freed by undo belongs to the later one."""
    connection = op.get_bind()
    name = connection.scalar(sa.text("SELECT zone FROM programme"))
    zone = clock.find_zone(name) if name else None
    found: dict[str, str] = {}
    lines = connection.execute(
        sa.text("SELECT line FROM log WHERE kind = 'action' AND changes = 1 AND action <> 'log.undo' ORDER BY seq")
    )
    for (line,) in lines:
        entry = json.loads(line)
        if not entry["before"]:
            day = datetime.fromisoformat(entry["ts"]).astimezone(zone).date()
            found[entry["resource"]["id"]] = day.isoformat()
    return found
