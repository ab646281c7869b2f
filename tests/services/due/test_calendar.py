"""The calendar of a real desk, read back by two readers."""

from __future__ import annotations

from datetime import date, timedelta

import icalendar
import pytest
import vobject

from grcdesk import clock
from grcdesk.errors import Refused, Unwritable
from grcdesk.schemas.features.features import FeatureAnswers
from grcdesk.terms import DueKind

LONG = "Rotate, revoke; and then röntgen " * 6


@pytest.fixture
def file(desk, tmp_path):
    """A desk with two actions and a feature, and where its calendar goes."""
    desk.actions.add("AI-SEC-01", LONG, owner="Lin Chen", due=date(2026, 11, 25))
    desk.actions.add("AI-SEC-02", "Ask them", owner="Omar Haddad", due=date(2026, 12, 1))
    desk.features.add(FeatureAnswers("Reply", "a", "b", data_out="c", invoked_by="d", relies_on="x", if_wrong="e"))
    return tmp_path / "due.ics"


def events(file):
    """By UID, as icalendar reads them."""
    found = list(icalendar.Calendar.from_ical(file.read_bytes()).walk("VEVENT"))
    named = {str(one["UID"]): one for one in found}
    assert len(named) == len(found), "an event doubles"
    return named


def action(file, number=1):
    (found,) = [one for uid, one in events(file).items() if uid.startswith(f"action.ACT-{number}@")]
    return found


def test_two_readers_find_every_date_with_its_alarms(desk, file):
    done = desk.due.calendar(file, alarms=[14, 0])
    rows = desk.due.list()
    assert done.path == file
    data = file.read_bytes()
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    one = action(file)
    assert str(one["SUMMARY"]) == f"Action due: {LONG.strip()}"
    assert (one.decoded("DTSTART"), one.decoded("DTEND")) == (date(2026, 11, 25), date(2026, 11, 26))
    assert "action for AI-SEC-01" in str(one["DESCRIPTION"])
    at_nine = timedelta(hours=9)
    assert [alarm.decoded("TRIGGER") for alarm in one.walk("VALARM")] == [at_nine - timedelta(days=14), at_nine]
    assert len(events(file)) == len(rows)
    second = vobject.readOne(data.decode())
    read = {(str(event.uid.value), event.dtstart.value, event.summary.value) for event in second.vevent_list}
    assert read == {(uid, e.decoded("DTSTART"), str(e["SUMMARY"])) for uid, e in events(file).items()}
    assert {(start) for _, start, _ in read} == {row.due for row in rows}


@pytest.mark.slow
def test_a_later_file_updates_events_and_doubles_none(desk, file, monkeypatch):
    desk.due.calendar(file)
    first, before = file.read_bytes(), events(file)
    desk.due.calendar(file)
    assert file.read_bytes() == first, "nothing changed, so the bytes are the same"
    later = clock.now() + timedelta(days=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    desk.actions.move("ACT-1", date(2026, 12, 24), reason="ill")
    desk.actions.close("ACT-2", proof="ticket 12")
    desk.due.calendar(file)
    after = events(file)
    assert after.keys() == before.keys()
    assert {uid: one["SEQUENCE"] for uid, one in after.items() if one["SEQUENCE"]} == {
        str(action(file)["UID"]): 1, str(action(file, 2)["UID"]): 1,
    }  # fmt: skip
    assert (action(file)["STATUS"], action(file).decoded("DTSTART")) == ("CONFIRMED", date(2026, 12, 24))
    assert action(file).decoded("LAST-MODIFIED").date() == date(2026, 11, 22)
    assert (action(file, 2)["STATUS"], action(file, 2).walk("VALARM")) == ("CANCELLED", [])
    desk.log.undo()
    desk.due.calendar(file)
    assert (action(file, 2)["STATUS"], action(file, 2)["SEQUENCE"]) == ("CONFIRMED", 2)
    assert desk.log.verify().broken == ()


def test_a_file_of_one_person_cancels_nothing_of_another(desk, file, tmp_path):
    desk.due.calendar(file)
    desk.due.calendar(tmp_path / "lin.ics", owner="lin")
    assert [one["STATUS"] for one in events(tmp_path / "lin.ics").values()] == ["CONFIRMED"]
    desk.actions.close("ACT-2", proof="ticket 12")
    desk.due.calendar(tmp_path / "lin.ics", owner="lin", kinds=[DueKind.ACTION])
    assert [one["STATUS"] for one in events(tmp_path / "lin.ics").values()] == ["CONFIRMED"]


def test_a_file_that_is_not_ours_stays_and_a_failed_one_tells_nobody(desk, file, tmp_path):
    file.write_text("BEGIN:VCALENDAR\r\nPRODID:-//Other//EN\r\nEND:VCALENDAR\r\n")
    with pytest.raises(Refused, match="exists already"):
        desk.due.calendar(file)
    with pytest.raises(Unwritable):
        desk.due.calendar(tmp_path / "nowhere" / "due.ics")
    desk.actions.move("ACT-1", date(2026, 12, 24), reason="ill")
    desk.due.calendar(file, force=True)
    assert action(file)["SEQUENCE"] == 0, "no calendar was told of the earlier date"
    desk.due.calendar()
    assert desk.log.list(action="export.calendar", limit=1)[0].id == "due.ics"
