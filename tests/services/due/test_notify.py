"""Reminders go out once, to a channel that listens here."""

from __future__ import annotations

import json
import sys
import threading
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import keyring
import pytest
from keyring.backend import KeyringBackend

from grcdesk import clock, settings
from grcdesk.errors import BadSettings, Refused, Unsent
from grcdesk.schemas.due.reminders import Sent
from grcdesk.services.due import channels
from grcdesk.terms import DueKind


@pytest.fixture
def listener():
    """A chat on this machine: what it was sent, and what it answers."""
    heard = []

    class Chat(BaseHTTPRequestHandler):
        answer = 200

        def do_POST(self):
            heard.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(type(self).answer)
            self.end_headers()

        def log_message(self, *_):
            return

    with HTTPServer(("127.0.0.1", 0), Chat) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield heard, Chat, f"json://:hush@127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture
def reminding(desk, listener, monkeypatch):
    """A desk with one action due in four days and a channel for actions."""
    settings_ = desk.paths.settings
    settings_.write_text(settings_.read_text() + '\n[notify]\nchannels = ["team"]\nkinds = ["action"]\nwithin = 10\n')
    monkeypatch.setenv("GRCDESK_NOTIFY_TEAM", listener[2])
    desk.actions.add("AI-SEC-01", "Rotate", owner="Lin Chen", due=date(2026, 11, 25))
    return desk


def states(desk, **asked):
    return [one.state for one in desk.due.notify(**asked)]


def test_where_nothing_is_near_nothing_is_said(reminding, listener):
    reminding.actions.close("ACT-1", proof="ticket 9")
    assert states(reminding) == [Sent.NOTHING]
    assert listener[0] == []


def test_without_the_library_it_is_named_and_without_a_keyring_no_address_is_known(reminding, monkeypatch):
    class Locked(KeyringBackend):
        priority = 1

        def get_password(self, service, username):
            raise keyring.errors.KeyringLocked("no desktop is there to ask")

        def set_password(self, service, username, password):
            raise NotImplementedError

    monkeypatch.delenv("GRCDESK_NOTIFY_TEAM")
    monkeypatch.setattr("keyring.core.get_keyring", Locked)
    for _ in ("it is locked", "it is not installed"):
        with pytest.raises(Refused, match="the channel 'team' has no address"):
            reminding.due.notify()
        monkeypatch.setitem(sys.modules, "keyring", None)
    monkeypatch.setenv("GRCDESK_NOTIFY_TEAM", "json://127.0.0.1:1/")
    monkeypatch.setitem(sys.modules, "apprise", None)
    with pytest.raises(Refused, match="reminders need one more library"):
        reminding.due.notify()


@pytest.mark.slow
def test_a_message_is_shown_sent_once_and_logged_without_its_address(reminding, listener):
    heard = listener[0]
    (one,) = reminding.due.notify(dry_run=True)
    assert (one.channel, one.state, one.title) == ("team", Sent.WOULD, "Acme AI: 1 due soon")
    assert one.body == "Within 7 d\n- 2026-11-25 action: Rotate (ACT-1), Lin Chen"
    assert heard == []
    assert states(reminding) == [Sent.SENT]
    assert states(reminding) == [Sent.ALREADY]
    assert states(reminding, dry_run=True) == [Sent.ALREADY]
    assert [(said["title"], said["message"]) for said in heard] == [(one.title, one.body)]
    (line,) = reminding.log.list(action="due.notify")
    assert (line.id, line.after["title"], line.after["dates"]) == ("team", one.title, 1)
    assert "hush" not in json.dumps(line.after)
    assert reminding.log.verify().broken == ()


@pytest.mark.slow
def test_what_comes_nearer_is_told_again_and_what_is_late_each_week(reminding, listener, monkeypatch):
    def on(day):
        monkeypatch.setattr(clock, "now", lambda: clock.end_of(day, "UTC") - timedelta(hours=12))
        return states(reminding)

    reminding.actions.move("ACT-1", date(2026, 12, 25), reason="a month more")
    assert on(date(2026, 12, 14)) == [Sent.NOTHING], "eleven days ahead"
    assert on(date(2026, 12, 16)) == [Sent.SENT]
    assert on(date(2026, 12, 17)) == [Sent.ALREADY]
    assert on(date(2026, 12, 18)) == [Sent.SENT], "within a week"
    assert on(date(2026, 12, 26)) == [Sent.SENT], "overdue"
    assert on(date(2026, 12, 27)) == [Sent.ALREADY]
    assert on(date(2026, 12, 28)) == [Sent.SENT], "another week"
    reminding.due.acknowledge(DueKind.ACTION, "ACT-1", reason="under way")
    assert on(date(2027, 1, 4)) == [Sent.NOTHING]
    assert len(listener[0]) == 4


def test_a_channel_that_refuses_is_tried_again(reminding, listener):
    heard, chat, address = listener
    chat.answer = 500
    with pytest.raises(Unsent, match="'team' did not take") as error:
        reminding.due.notify()
    assert address not in f"{error.value} {error.value.hint}"
    chat.answer = 200
    assert states(reminding) == [Sent.SENT]
    assert len(heard) == 2


def test_a_run_that_died_does_not_silence_the_message_for_long(reminding, monkeypatch):
    def dies(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(channels, "send", dies)
    with pytest.raises(KeyboardInterrupt):
        reminding.due.notify()
    sent = []
    monkeypatch.setattr(channels, "send", lambda *said: sent.append(said))
    assert states(reminding) == [Sent.SENT]
    assert len(sent) == 1


def test_what_a_run_is_sending_is_left_to_it_until_it_must_have_died(reminding, listener, monkeypatch, fake_clock):
    send, seen = channels.send, []

    def takes_over(*said):
        seen.append(states(reminding))
        send(*said)

    def hangs(*_):
        monkeypatch.setattr(channels, "send", takes_over)
        for wait in (timedelta(0), timedelta(minutes=14, seconds=59), timedelta(seconds=1)):
            fake_clock.moment += wait
            seen.append(states(reminding, dry_run=True) + states(reminding))
        raise KeyboardInterrupt

    monkeypatch.setattr(channels, "send", hangs)
    with pytest.raises(KeyboardInterrupt):
        reminding.due.notify()
    waiting, third, taken_over = [Sent.WOULD, Sent.ALREADY], [Sent.ALREADY], [Sent.WOULD, Sent.SENT]
    assert seen == [waiting, waiting, third, taken_over], "who takes over has the same time again"
    fake_clock.advance(hours=1)
    assert states(reminding) == [Sent.ALREADY], "what went out stays sent, whatever became of the run before"
    assert len(listener[0]) == 1
    assert [entry.id for entry in reminding.log.list(action="due.notify")] == ["team"]


def test_a_channel_that_fails_does_not_keep_the_others_from_theirs(reminding, listener):
    file = reminding.paths.settings
    file.write_text(file.read_text().replace('["team"]', '["nobody", "team", "noone"]'))
    with pytest.raises(Refused, match="'nobody' has no address") as error:
        reminding.due.notify()
    assert ["'noone'" in reason for reason in error.value.reasons] == [True]
    assert len(listener[0]) == 1


class Ring(KeyringBackend):
    """A keyring with one password."""

    priority = 1

    def get_password(self, service, username):
        return "json://127.0.0.1:9/" if (service, username) == ("grcdesk", "mail") else None

    def set_password(self, service, username, password):
        raise NotImplementedError


def test_an_address_is_in_the_environment_or_the_keyring_never_in_the_file(desk, monkeypatch):
    before = keyring.get_keyring()
    keyring.set_keyring(Ring())
    try:
        assert channels.address("mail") == "json://127.0.0.1:9/"
        with pytest.raises(Refused, match="'team' has no address"):
            channels.address("team")
    finally:
        keyring.set_keyring(before)
    file = desk.paths.settings
    plain = file.read_text()
    with pytest.raises(Refused, match="no channel is set up"):
        desk.due.notify()
    for line, said in (
        ('channels = ["json://host/secret"]', "stands in no file"),
        ('channels = "team"', "channels in"),
        ('chanels = ["team"]', "unknown key 'chanels'"),
        ("within = true", "within in"),
        ('channels = ["team"]\nkinds = ["vendor"]', "no kind 'vendor'"),
    ):
        file.write_text(f"{plain}\n[notify]\n{line}\n")
        with pytest.raises(BadSettings, match=said) as error:
            desk.due.notify()
        assert error.value.hint
        assert settings.load(desk.paths).settings.name == "Dana Reyes", "the other settings still hold"


def test_an_address_nobody_understands_is_refused(reminding, monkeypatch):
    monkeypatch.setenv("GRCDESK_NOTIFY_TEAM", "carrier-pigeon://roof")
    with pytest.raises(Refused, match="not understood"):
        reminding.due.notify()
