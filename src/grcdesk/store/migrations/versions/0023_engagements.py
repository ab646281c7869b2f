"""The one programme of a desk becomes its first engagement: scope, period and declarations hang on that.

Of the programme stay whose and how it is called, and which engagement is the current one. Rows whose key was a control,
a criterion or a system get the engagement into their key.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from grcdesk.store.migrations import moves
from grcdesk.store.migrations.baseline.columns import day, flag, index, number, table, text, word

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

FIRST = "ENG-1"
_SCOPES = "in_scope optional out_of_scope"
_KINDS = "soc2-type1 soc2-type2 iso-stage1 iso-stage2 iso-surveillance iso-recertification readiness"
_PHASES = "scoping gap remediation observation walkthroughs fieldwork responses draft report between_reports"


def upgrade() -> None:
    programme, scopes, declared, systems = (_rows(name) for name in _KEYED)
    _engagement()
    for row in programme:
        moves.add("engagement", _first(row))
    _rebuild_programme()
    moves.change("programme", lambda _: {"engagement": FIRST})
    for name, key in _KEYED.items():
        if name != "programme":
            _emptied(name, key)
    _keyed_tables()
    for row in scopes:
        moves.add("control_scope", {"id": f"{FIRST}/{row['control']}", "engagement": FIRST, **row})
    for row in declared:
        moves.add("declaration", {"id": f"{FIRST}/{row['item']}", "engagement": FIRST, **row})
    for row in systems:
        moves.add("system", {"id": f"{FIRST}/{row['id']}", "engagement": FIRST, "name": row["id"]})
    op.execute("ALTER TABLE exclusion ADD COLUMN engagement TEXT DEFAULT '' NOT NULL")
    moves.change("exclusion", lambda _: {"engagement": FIRST})


_KEYED = {"programme": "id", "control_scope": "control", "declaration": "item", "system": "id"}


def _rows(name: str) -> list[moves.Record]:
    query = sa.text(f"SELECT * FROM {name} ORDER BY {_KEYED[name]}")  # noqa: S608  our own names
    return [dict(row) for row in op.get_bind().execute(query).mappings()]


def _emptied(name: str, key: str) -> None:
    """Take every row off, each with its line, and the table with them: the key gets another form."""
    for row in _rows(name):
        moves.remove(name, row[key])
    op.drop_table(name)


def _first(programme: moves.Record) -> moves.Record:
    kept = {name: programme[name] for name in ("name", "categories", "period_start", "period_end", "zone")}
    return kept | {
        "id": FIRST,
        "seed_name": programme["name"],
        "kind": "readiness",
        "frameworks": '["soc2-tsc-2017"]',
        "firm": "",
        "lead": "",
        "report_due": None,
        "lane": "census",
        "parameters": "[]",
        "phase": "scoping",
        "phase_since": None,
        "phase_reason": "",
        "plan": "",
        "plan_start": None,
        "follows": "",
        "opened_on": None,
        "closed": 0,
        "position": 1,
    }


def _rebuild_programme() -> None:
    table(
        "programme_next",
        text("id"),
        text("organisation"),
        text("name"),
        text("engagement"),
        rules=("id = 'programme'",),
    )
    op.execute("INSERT INTO programme_next SELECT id, organisation, name, '' FROM programme")
    op.drop_table("programme")
    op.rename_table("programme_next", "programme")


def _engagement() -> None:
    table(
        "engagement",
        *(text("id"), text("name"), text("seed_name"), word("kind", _KINDS), text("frameworks"), text("firm")),
        *(text("lead"), text("categories"), day("period_start", null=True), day("period_end", null=True), text("zone")),
        *(day("report_due", null=True), word("lane", "census fixed custom list"), text("parameters")),
        *(word("phase", _PHASES), day("phase_since", null=True), text("phase_reason"), text("plan")),
        *(day("plan_start", null=True), text("follows"), day("opened_on", null=True), flag("closed")),
        number("position"),
        rules=("name <> ''", "period_start IS NULL OR period_end IS NOT NULL AND period_start <= period_end"),
    )
    table(
        "engagement_vendor",
        *(text("id"), text("engagement"), text("vendor"), word("method", "vendor carve_out inclusive")),
    )
    index("engagement_vendor", "engagement")
    index("engagement_vendor", "vendor")


def _keyed_tables() -> None:
    table(
        "control_scope",
        *(text("id"), text("engagement"), text("control"), word("computed", _SCOPES)),
        *(word("decided", _SCOPES, null=True), word("effective", _SCOPES), text("reason"), text("by")),
    )
    index("control_scope", "control")
    table(
        "declaration",
        *(text("id"), text("engagement"), text("item"), text("reason"), text("by"), day("declared_on"), text("stale")),
        rules=("reason <> ''", "by <> ''"),
    )
    table("system", text("id"), text("engagement"), text("name"))
