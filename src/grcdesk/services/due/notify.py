"""Reminding of what is due: each message goes out once, whoever runs it how often."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from grcdesk import clock
from grcdesk.errors import DeskError, Refused, Unsent
from grcdesk.models.base import col
from grcdesk.models.due import SentMessage
from grcdesk.models.unreadable import stored_moment
from grcdesk.rules.due import reminders as rules
from grcdesk.schemas.due.due import DueRow
from grcdesk.schemas.due.reminders import Message, Reminder, Sent
from grcdesk.schemas.log.log import LoggedAct
from grcdesk.services.due import channels
from grcdesk.services.programme.reading import programme
from grcdesk.settings import Notify
from grcdesk.store.journal import Value
from grcdesk.store.work import Store
from grcdesk.terms import Verb

_STALE = timedelta(minutes=15)
"""After so long a message that was begun and never ended counts as not sent."""


def remind(
    store: Store, wanted: Notify, rows: Sequence[DueRow], organisation: str, today: date, *, dry_run: bool
) -> list[Reminder]:
    """A reminder for each channel.

    Raises:
        Refused: when no channel is set up, or one has no address.
        Unsent: when a channel did not take its message; the others have got theirs.
    """
    if not wanted.channels:
        hint = 'write channels = ["team"] under [notify] in grcdesk.toml; see grcdesk help due'
        raise Refused("no channel is set up, so nothing is sent", hint=hint)
    done, failed = [], list[DeskError]()
    for channel in wanted.channels:
        message = rules.message(rows, channel, organisation, today)
        if message is None:
            done.append(Reminder(channel, "", "", Sent.NOTHING))
            continue
        try:
            state = _look(store, message) if dry_run else _send(store, channel, message, len(rows))
        except (Refused, Unsent) as error:
            failed.append(error)
            continue
        done.append(Reminder(channel, message.title, message.body, state))
    if failed:
        first = failed[0]
        raise type(first)(first.message, hint=first.hint, reasons=tuple(str(error) for error in failed[1:]))
    return done


def heading(session: Session) -> str:
    """Whose desk it is."""
    return programme(session).organisation


def _look(store: Store, message: Message) -> Sent:
    with store.read() as session:
        query = select(col(SentMessage.sent)).where(col(SentMessage.id) == message.key)
        return Sent.ALREADY if session.scalar(query) else Sent.WOULD


def _send(store: Store, channel: str, message: Message, number: int) -> Sent:
    where = channels.address(channel)
    if not _claim(store, channel, message.key):
        return Sent.ALREADY
    try:
        channels.send(channel, where, message.title, message.body)
    except BaseException:
        with store.work(Verb.DUE_NOTIFY) as work:
            row = work.session.get(SentMessage, message.key)
            if row is not None and not row.sent:  # another run may have taken the claim over, and sent it
                work.session.delete(row)
        raise
    with store.work(Verb.DUE_NOTIFY) as work:  # marked and told in one transaction: `log verify` holds them together
        work.session.get_one(SentMessage, message.key).sent = True
        facts: dict[str, Value] = {"key": message.key, "title": message.title, "dates": number}
        work.note(LoggedAct(Verb.DUE_NOTIFY, "message", channel, facts))
    return Sent.SENT


def _claim(store: Store, channel: str, key: str) -> bool:
    """Whether the message is ours to send: not sent before, and nobody is at it."""
    now = clock.now()
    with store.work(Verb.DUE_NOTIFY) as work:
        row = work.session.get(SentMessage, key)
        if row is not None and (row.sent or now - stored_moment(row.claimed_at) < _STALE):
            return False
        row = row or SentMessage(id=key, channel=channel)
        row.claimed_at = clock.stamp(now)
        work.session.add(row)
    return True
