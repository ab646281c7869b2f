"""The assessment of controls, actions, accepted risks, snapshots."""

from __future__ import annotations

from grcdesk.store.migrations.baseline.columns import day, index, number, table, text, word


def create() -> None:
    """Make these tables."""
    _assessment()
    _action()
    _action_slip()
    _risk_acceptance()
    _snapshot()
    _snapshot_control()


def _assessment() -> None:
    table(
        "assessment",
        text("control"),
        word("status", "not_assessed in_place partial missing not_applicable"),
        word("design", "adequate inadequate", null=True),
        word("implemented", "yes no", null=True),
        text("owner"),
        text("role"),
        day("due", null=True),
        text("gap"),
        text("reason"),
        text("approver"),
        text("note"),
        text("systems"),
        day("effective_from", null=True),
        text("assessed_by"),
        day("assessed_on", null=True),
        word("previous_status", "not_assessed in_place partial missing not_applicable", null=True),
        number("version", low=1),
        day("retired_on", null=True),
        word("anchor", "calendar rolling", null=True),
        number("grace_days", high=366, null=True),
    )


def _action() -> None:
    table(
        "action",
        text("id"),
        text("control"),
        text("title"),
        text("owner"),
        day("due"),
        word("status", "open done dropped"),
        day("closed_on", null=True),
        text("proof"),
        number("position"),
        rules=("status <> 'open' OR closed_on IS NULL",),
    )
    index("action", "control")


def _action_slip() -> None:
    table(
        "action_slip",
        text("id"),
        text("action"),
        day("from_due"),
        day("to_due"),
        text("reason"),
        number("position"),
        rules=("reason <> ''",),
    )
    index("action_slip", "action")


def _risk_acceptance() -> None:
    table(
        "risk_acceptance",
        text("id"),
        text("control"),
        text("reason"),
        text("approver"),
        day("accepted_on"),
        day("expires_on"),
        day("ended_on", null=True),
        number("position"),
        rules=("reason <> '' AND approver <> ''",),
    )
    index("risk_acceptance", "control")


def _snapshot() -> None:
    table(
        "snapshot",
        text("id"),
        day("taken_on"),
        text("assessor"),
        text("reviewer"),
        text("note"),
        text("categories"),
        number("log_position"),
        number("position"),
        rules=("assessor <> '' AND reviewer <> ''",),
    )


def _snapshot_control() -> None:
    table(
        "snapshot_control",
        text("id"),
        text("snapshot"),
        text("control"),
        text("title"),
        word("scope", "in_scope optional out_of_scope"),
        word("status", "not_assessed in_place partial missing not_applicable"),
        word("design", "adequate inadequate", null=True),
        word("implemented", "yes no", null=True),
        text("owner"),
        day("due", null=True),
        text("gap"),
        text("reason"),
        text("approver"),
        number("supported", high=1),
    )
    index("snapshot_control", "snapshot")
