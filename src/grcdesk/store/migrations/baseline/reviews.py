"""Access reviews."""

from __future__ import annotations

from grcdesk.store.migrations.baseline.columns import day, flag, index, number, table, text, word


def create() -> None:
    """Make these tables."""
    _campaign()
    _campaign_system()
    _account_list()
    _account()
    _sign_off()
    _roster_person()
    _column_map()


def _campaign() -> None:
    table(
        "campaign",
        text("id"),
        text("slot"),
        day("slot_start"),
        day("slot_end"),
        day("started"),
        day("due"),
        number("removal_days"),
        number("dormant_days"),
        text("holidays"),
        word("split", "owner manager"),
        word("phase", "open signed reopened"),
        text("control"),
        number("position"),
        rules=("slot <> '' AND slot_start <= slot_end",),
    )


def _campaign_system() -> None:
    table(
        "campaign_system",
        text("id"),
        text("campaign"),
        text("name"),
        text("owner"),
        text("delegate"),
        text("population"),
        text("proof"),
        flag("listed"),
        number("position"),
        rules=("name <> ''",),
    )
    index("campaign_system", "campaign")


def _account_list() -> None:
    table(
        "account_list",
        text("id"),
        text("campaign"),
        text("system"),
        word("purpose", "review proof"),
        word("source", "entra google okta aws github table"),
        text("file_name"),
        text("sha256"),
        number("size"),
        text("query"),
        text("pulled_at"),
        text("loaded_at"),
        number("rows"),
        number("accounts"),
        text("completeness"),
        text("columns"),
        text("dropped"),
        text("unknown"),
        text("skipped"),
        text("assumed"),
        text("holding"),
        number("position"),
        rules=("pulled_at <> '' AND sha256 <> ''",),
    )
    index("account_list", "campaign")


def _account() -> None:
    table(
        "account",
        text("id"),
        text("campaign"),
        text("system"),
        text("system_name"),
        text("account"),
        text("aliases"),
        text("names"),
        word("kind", "person guest service api_key tool root"),
        text("person"),
        text("mail"),
        text("role"),
        flag("admin"),
        flag("active"),
        text("status"),
        day("last_used", null=True),
        flag("use_known"),
        day("created", null=True),
        text("manager"),
        text("flags"),
        text("assigned"),
        flag("listed"),
        text("reviewer"),
        word("decision", "keep revoke modify", null=True),
        day("decided_on", null=True),
        text("decided_at"),
        number("together"),
        text("reason"),
        text("ticket"),
        day("done_on", null=True),
        flag("self_review"),
        flag("unauthorised"),
        text("proof"),
        word("verified", "gone disabled changed still_present", null=True),
        number("position"),
        rules=(
            "decision IS NULL OR decision = 'keep' OR reason <> ''",
            "account <> ''",
            "decision IS NULL OR decided_on IS NOT NULL AND reviewer <> ''",
        ),
    )
    index("account", "campaign", "position")
    index("account", "system", "account")


def _sign_off() -> None:
    table(
        "sign_off",
        text("id"),
        text("campaign"),
        text("name"),
        text("role"),
        day("signed_on"),
        text("statement"),
        number("keep"),
        number("revoke"),
        number("modify"),
        number("rows"),
        text("sha256"),
        text("evidence"),
        text("exceptions"),
        day("reopened_on", null=True),
        text("reopened_by"),
        text("reopen_reason"),
        number("position"),
        rules=("name <> '' AND role <> '' AND statement <> ''",),
    )
    index("sign_off", "campaign")


def _roster_person() -> None:
    table(
        "roster_person",
        text("id"),
        text("name"),
        text("mail"),
        text("aliases"),
        text("manager"),
        day("started", null=True),
        day("moved", null=True),
        day("left_on", null=True),
        number("position"),
    )


def _column_map() -> None:
    table(
        "column_map",
        text("source"),
        text("columns"),
        text("zone"),
    )
