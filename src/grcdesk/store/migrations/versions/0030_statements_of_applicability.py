"""The Statement of Applicability with its approved versions, and what rehearsals of the audit found."""

from __future__ import annotations

from alembic import op

from grcdesk.store.migrations.baseline.columns import day, flag, index, number, table, text, word
from grcdesk.store.sqlite.ddl import refusing

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

_FRAMEWORKS = "iso27001 iso42001"


def upgrade() -> None:
    table(
        "soa_entry",
        *(text("id"), word("framework", _FRAMEWORKS), text("item"), flag("applicable"), text("reasons")),
        *(word("implemented", "yes partly no", null=True), day("implemented_on", null=True), flag("drafted")),
        *(text("measures"), text("owner"), text("exclusion"), text("risks"), text("note"), number("version", low=1)),
        rules=("applicable = 1 OR reasons = '[]'",),
    )
    index("soa_entry", "framework", "item")
    table(
        "soa_approval",
        *(text("id"), word("framework", _FRAMEWORKS), text("name"), text("approved_by"), day("approved_on")),
        *(text("frozen"), text("sha256"), number("rows"), number("applicable"), number("log_position")),
        number("position"),
        rules=("approved_by <> '' AND sha256 <> ''",),
    )
    words = "an approved version does not change"
    op.execute(refusing("soa_approval_no_update", "soa_approval", "UPDATE", words))
    op.execute(refusing("soa_approval_no_delete", "soa_approval", "DELETE", words))
    table(
        "rehearsal",
        *(text("id"), text("engagement"), day("played_on"), text("seed"), number("asked"), number("returned")),
        *(text("drawn"), text("found"), number("position")),
        rules=("seed <> '' AND returned <= asked",),
    )
    index("rehearsal", "engagement")
