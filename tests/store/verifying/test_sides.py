"""What stands beside the log is held against what the log says of it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from grcdesk.paths import FINDINGS_MAP
from grcdesk.store.verifying import schema, sides
from grcdesk.terms import Verb


def change(desk, *statements: str) -> None:
    with closing(sqlite3.connect(desk.paths.database)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def found(desk) -> dict[str, str]:
    with desk.store.read() as session:
        connection = session.connection()
        return {one.where: one.what for one in (*sides.compare(desk.paths, connection), *sides.strangers(
            desk.paths, connection
        ))}  # fmt: skip


@pytest.mark.parametrize(
    ("statement", "what"),
    [
        ("INSERT INTO sent_message VALUES ('abc', 'team', '2026-01-01', 1)", "is marked as sent"),
        ("INSERT INTO sent_message VALUES ('abc', 'team', '2999-01-01', 0)", "goes out at a time to come"),
    ],
)
def test_reminders_that_the_log_does_not_know_are_named(desk, statement, what):
    assert found(desk) == {}
    change(desk, statement)
    assert what in found(desk)["sent_message abc"]


def test_a_reminder_that_went_out_and_is_not_on_record_is_named(desk):
    desk.store.note(Verb.DUE_NOTIFY, "due", "team", {"key": "abc"})
    assert found(desk) == {"sent_message abc": "is in the log as sent but gone from the table"}


def test_a_calendar_that_nobody_made_or_that_was_changed_is_named(desk):
    desk.actions.add("AI-SEC-01", "Rotate", owner="Lin Chen", due=date(2026, 11, 25))
    desk.due.calendar()
    assert found(desk) == {}
    change(desk, "UPDATE calendar_event SET due = '2027-01-01'")
    assert "is not what the last calendar told" in found(desk)["calendar_event"]
    change(desk, "DROP TRIGGER log_no_delete", "DELETE FROM log WHERE action = 'export.calendar'")
    assert found(desk)["calendar_event"] == "holds dates, and the log knows of no calendar"


def test_catalogs_that_were_changed_are_gone_or_strange_are_named(desk, tmp_path: Path):
    file = tmp_path / "house-rules.yaml"
    file.write_text(
        "catalog: house-rules\nkind: framework\ntitle: House rules\nversion: '1'\nsource: Acme AI\nlicence: Internal\n"
        "items:\n- {id: R1, group: Rules, label: Keep prompts short}\n"
    )
    desk.catalogs.add(file)
    (desk.paths.catalogs / "deep").mkdir()
    (desk.paths.catalogs / "deep" / "odd.yaml").write_text("x")
    (desk.paths.catalogs / FINDINGS_MAP).write_text("rules: {}")
    assert found(desk) == {"catalogs/deep/odd.yaml": "belongs to no catalog of the desk: the log knows nothing of it"}
    own = desk.paths.catalogs / "house-rules.yaml"
    own.chmod(0o600)
    own.write_text("x")
    assert "is not the file that was taken in" in found(desk)["catalogs/house-rules.yaml"]
    own.unlink()
    assert "is gone" in found(desk)["catalogs/house-rules.yaml"]


def test_a_table_that_no_version_made_and_a_number_that_cannot_be_read_are_named(desk):
    wanted = schema.expected()
    change(desk, "CREATE TABLE odd (id TEXT)", "DROP TABLE alembic_version")
    with desk.store.read() as session:
        told = {one.where: one.what for one in schema.compare(session.connection(), wanted)}
        (number,) = schema.compare_number(session.connection())
    assert told["table odd"] == "is in the database, and no version of grcdesk made it"
    assert "cannot be read" in number.what
