"""Incidents and exercises, and which wanted kinds of evidence a closed exercise makes by itself."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from grcdesk.store.migrations.baseline.columns import day, flag, index, number, table, text, word

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

_KINDS = "data_leak harmful_output prompt_injection wrong_output outage access other"
_SEVERITIES = "critical high medium low observation"
_MARKS = "detected contained assessed remediated closed note"
_FACTS = "vendor_review agreement inventory access_review ai_exercise outage_exercise incident_exercise"


def upgrade() -> None:
    _incident()
    _incident_parts()
    _more_facts()


def _incident() -> None:
    table(
        "incident",
        *(text("id"), text("title"), word("kind", _KINDS), word("severity", _SEVERITIES), flag("exercise")),
        *(text("scenario"), text("detected_at"), text("contained_at"), text("assessed_at"), text("remediated_at")),
        *(text("closed_at"), text("happened"), text("root_cause"), text("lessons"), text("tests_added")),
        *(text("people"), text("lead"), text("reference"), text("closed_by"), text("evidence")),
        *(number("version", low=1), number("position")),
        rules=("title <> '' AND detected_at <> ''", "exercise = 0 OR scenario <> ''"),
    )


def _incident_parts() -> None:
    table(
        "incident_mark",
        *(text("id"), text("incident"), word("mark", _MARKS), text("at"), text("note"), text("by")),
        *(text("recorded_at"), number("position")),
        rules=("at <> ''",),
    )
    table(
        "incident_notice",
        *(text("id"), text("incident"), word("whom", "customers authority"), word("decision", "yes no"), text("by")),
        *(day("decided_on"), text("reason"), text("told_at")),
        rules=("by <> ''", "decision <> 'no' OR reason <> ''"),
    )
    table(
        "incident_entity",
        *(text("id"), text("incident"), word("kind", "feature vendor system other"), text("entity"), text("since")),
        *(text("until"), number("position")),
        rules=("entity <> ''", "until = '' OR since <> '' AND since <= until"),
    )
    for name in ("incident_mark", "incident_notice", "incident_entity"):
        index(name, "incident")


def _more_facts() -> None:
    """The closed list of a column grows; what the rows hold stays as it is."""
    listed = ", ".join(f"'{word}'" for word in _FACTS.split())
    op.add_column("wanted_evidence", sa.Column("more", sa.Text, sa.CheckConstraint(f"more IN ({listed})")))
    op.execute("UPDATE wanted_evidence SET more = facts")
    op.execute("ALTER TABLE wanted_evidence DROP COLUMN facts")
    op.execute("ALTER TABLE wanted_evidence RENAME COLUMN more TO facts")
