"""Sending a message to a channel. The only place of the program that uses the network, and only when it is told to.

The address of a channel holds a secret, so it stands in no file of the desk: it is read from the environment or the
system's keyring, under the name that grcdesk.toml gives.
"""

from __future__ import annotations

import logging
import os

from grcdesk.errors import Refused, Unsent

SERVICE = "grcdesk"
"""Under which the keyring keeps addresses; the user name there is the name of the channel."""


def variable(channel: str) -> str:
    """The environment variable that may hold the address."""
    return f"GRCDESK_NOTIFY_{channel.upper().replace('-', '_')}"


def address(channel: str) -> str:
    """The address of a channel.

    Raises:
        Refused: when neither environment nor keyring knows it.
    """
    found = os.environ.get(variable(channel), "") or _from_keyring(channel)
    if not found:
        hint = f"set {variable(channel)}, or: keyring set {SERVICE} {channel}"
        raise Refused(f"the channel {channel!r} has no address", hint=hint)
    return found


def send(channel: str, where: str, title: str, body: str) -> None:
    """Send one message.

    Raises:
        Refused: when the library for it is not installed, or the address is none it knows.
        Unsent: when the channel did not take it. No message of ours tells the address.
    """
    try:
        import apprise  # noqa: PLC0415  120 ms, optional, and the only library that speaks to others
    except ImportError:
        raise Refused("reminders need one more library", hint="pip install 'grcdesk[notify]'") from None
    logging.getLogger("apprise").addHandler(logging.NullHandler())
    logging.getLogger("apprise").propagate = False  # what it says could hold the address
    post = apprise.Apprise(asset=apprise.AppriseAsset(async_mode=False, app_id="grcdesk", app_desc="grcdesk"))
    try:
        known = post.add(where)
        sent = known and post.notify(body=body, title=title, body_format=apprise.NotifyFormat.TEXT)
    except Exception:  # noqa: BLE001  whatever it is, its words could hold the address, and so could its traceback
        known, sent = True, False
    if not known:
        raise Refused(f"the address of the channel {channel!r} is not understood", hint="see grcdesk help due")
    if not sent:
        raise Unsent(f"the channel {channel!r} did not take the message", hint="check its address; it is tried again")


def _from_keyring(channel: str) -> str:
    try:
        import keyring  # noqa: PLC0415  optional
        from keyring.errors import KeyringError  # noqa: PLC0415
    except ImportError:
        return ""
    try:
        return keyring.get_password(SERVICE, channel) or ""
    except KeyringError:  # no keyring runs here
        return ""
