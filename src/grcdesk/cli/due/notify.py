"""`grcdesk due --notify`: what was sent, or would be."""

from __future__ import annotations

from grcdesk.cli.frame import output, tell
from grcdesk.cli.frame.run import opened
from grcdesk.schemas.due.reminders import Sent

_TOLD = {
    Sent.SENT: "sent",
    Sent.ALREADY: "not sent again: the same message went out before",
    Sent.WOULD: "dry run: nothing was sent",
    Sent.NOTHING: "nothing is due, nothing to send",
}


def reminded(*, dry_run: bool, as_json: bool) -> None:
    """Send, or with `dry_run` show the messages as they would go out."""
    with opened() as desk:
        done = desk.due.notify(dry_run=dry_run)
    if as_json:
        output.document(done)
    elif dry_run:
        for one in done:
            if one.title:
                output.text(f"{one.title}\n\n{one.body}")
    for one in done:
        tell.say(f"{one.channel}: {_TOLD[one.state]}")
