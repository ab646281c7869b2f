"""`grcdesk due` by streams and exit codes."""

from __future__ import annotations

import pytest

KEYS = ["kind", "id", "title", "owner", "due", "days", "state", "why"]


@pytest.fixture
def busy(on):
    on("gap", "actions", "add", "AI-SEC-01", "Rotate", "--owner", "Lin Chen", "--due", "2026-11-25")
    on("gap", "risks", "accept", "AI-SEC-02", "--reason", "x", "--approver", "Omar Haddad", "--expires", "2027-01-10")
    return on


def test_json_has_its_keys_and_is_sorted_by_days(busy):
    rows = busy("due", "--json").json
    assert all(list(row) == KEYS for row in rows)
    assert [row["days"] for row in rows] == sorted(row["days"] for row in rows)
    (row,) = [row for row in rows if row["kind"] == "action"]
    assert (row["id"], row["due"], row["days"], row["state"]) == ("ACT-1", "2026-11-25", 4, "due_7")


@pytest.mark.slow
def test_check_exits_4_only_when_something_listed_is_late(busy):
    assert busy("due", "--check", "--json").code == 4
    assert busy("due", "--check", "--kind", "action").code == 0
    kinds = {row["kind"] for row in busy("due", "--kind", "action,evidence-slot", "--json").json}
    assert kinds == {"action", "evidence_slot"}
    assert busy("due", "--check", "--kind", "action", "--as-of", "2026-11-25").code == 0
    assert busy("due", "--check", "--kind", "action", "--as-of", "2026-11-26").code == 4
    busy("due", "snooze", "action", "ACT-1", "--until", "2026-12-24", "--reason", "ill")
    assert busy("due", "--check", "--kind", "action", "--as-of", "2026-11-26").code == 0
    assert busy("due", "--check", "--kind", "action", "--as-of", "2026-12-24").code == 4


@pytest.mark.parametrize(("within", "found"), [("4d", 1), ("3", 0), ("1w", 1), ("90d", 2), ("2m", 2), ("0", 0)])
def test_within(busy, within, found):
    rows = busy("due", "--json", "--kind", "action", "--kind", "risk-acceptance", "--within", within).json
    assert len(rows) == found


def test_what_cannot_be_understood(busy):
    assert busy("due", "--within", "soon").code == 2
    wrong = busy("due", "--kind", "vendor-reviev")
    assert wrong.code == 2
    assert "vendor_review" in wrong.err


def test_seen_put_off_and_taken_back(busy):
    assert busy("due", "ack", "action", "ACT-1", "--reason", "under way").code == 0
    assert "under way" in busy("due", "--kind", "action", "--csv").out
    assert busy("due", "snooze", "action", "ACT-1", "--until", "2026-12-24", "--reason", "ill").code == 0
    hidden = busy("due", "--kind", "action")
    assert "ACT-1" not in hidden.out
    assert "1 snoozed: --all shows them" in hidden.err
    assert "ACT-1" in busy("due", "--kind", "action", "--all", "--plain").out
    (note,) = busy("due", "notes", "--json").json
    assert (note["mark"], note["until"], note["reason"]) == ("snoozed", "2026-12-24", "ill")
    assert busy("due", "resume", "action", "ACT-1").code == 0
    assert busy("due", "ack", "action", "ACT-7", "--reason", "x").code == 1


def test_a_calendar_is_written_updated_and_piped(busy, tmp_path):
    done = busy("due", "--ics", "due.ics", "--kind", "action")
    assert (done.code, done.out) == (0, "")
    assert "due.ics written, 1 date" in done.err
    assert busy("due", "--ics", "due.ics", "--kind", "action").code == 0, "ours is replaced"
    piped = busy("due", "--ics", "-", "--kind", "action").out
    assert piped.encode() == (tmp_path / "due.ics").read_bytes()
    assert busy("due", "--ics", "due.ics", "--as-of", "2026-12-01").code == 2


@pytest.mark.parametrize(
    ("system", "said"),
    [("systemd", "Persistent=true"), ("launchd", "<string>--check</string>"), ("cron", "30 7 * * * ")],
)
def test_a_timer_is_printed_and_never_installed(busy, desk_root, system, said):
    done = busy("due", "--install-timer", system)
    assert done.code == 0
    assert said in done.out
    assert str(desk_root) in done.out
    assert "nothing was installed" in done.err
    assert busy("due", "--install-timer", "systend").code == 2


def test_reminders_are_shown_by_a_dry_run_and_off_by_default(busy, desk_root):
    off = busy("due", "--notify")
    assert (off.code, off.out) == (1, "")
    assert "no channel is set up" in off.err
    file = desk_root / "grcdesk.toml"
    file.write_text(file.read_text() + '\n[notify]\nchannels = ["team"]\nkinds = ["action"]\n')
    shown = busy("due", "--notify", "--dry-run")
    assert shown.code == 0
    assert "- 2026-11-25 action: Rotate (ACT-1), Lin Chen" in shown.out
    assert "team: dry run: nothing was sent" in shown.err
    assert busy("due", "--notify", "--dry-run", "--json").json[0]["state"] == "would_be_sent"
    assert "due --notify" in busy("due", "--install-timer", "cron").out
    assert "GRCDESK_NOTIFY_TEAM" in busy("due", "--notify").err
