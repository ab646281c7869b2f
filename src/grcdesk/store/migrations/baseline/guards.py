"""What must not change once it is written."""

from __future__ import annotations

from alembic import op

from grcdesk.store.sqlite.ddl import refusing


def create() -> None:
    """Make these guards."""
    _kept()
    _signed()


def _kept() -> None:
    op.execute(refusing("log_no_update", "log", "UPDATE", "the log only grows"))
    op.execute(refusing("log_no_delete", "log", "DELETE", "the log only grows"))
    op.execute(refusing("slip_no_update", "action_slip", "UPDATE", "a slip is kept"))
    op.execute(refusing("snapshot_control_no_update", "snapshot_control", "UPDATE", "a snapshot does not change"))


def _signed() -> None:
    for table in ("campaign_system", "account_list", "account"):
        for act, row in (("INSERT", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD")):
            signed = f"(SELECT phase FROM campaign WHERE id = {row}.campaign) = 'signed'"  # noqa: S608  fixed words
            words = "the campaign is signed: its rows are frozen"
            op.execute(refusing(f"{table}_frozen_{act.lower()}", table, act, words, when=signed))
    op.execute(refusing("sign_off_no_delete", "sign_off", "DELETE", "a sign-off is kept"))
    moved = (
        "OLD.reopened_on IS NOT NULL OR NEW.sha256 <> OLD.sha256"
        " OR NEW.name <> OLD.name OR NEW.signed_on <> OLD.signed_on"
    )
    op.execute(refusing("sign_off_no_update", "sign_off", "UPDATE", "a sign-off is kept", when=moved))
