"""Whether the desk is what its log says, asked quickly before anything leaves the house."""

from __future__ import annotations

from grcdesk.errors import Damaged
from grcdesk.schemas.log import QuickLook
from grcdesk.store.verifying import whole
from grcdesk.store.work import Store
from grcdesk.wording import count

_SHOWN = 20
MARK = "NOT VERIFIED"
"""What stands on the first page of a file of a desk that does not verify."""


def quick(store: Store) -> QuickLook:
    """What came since the desk was found whole last.

    Raises:
        Damaged: when the log cannot be read at all.
    """
    try:
        with store.read() as session:
            return whole.quick(store.paths, session.connection())
    except (Damaged, UnicodeDecodeError) as error:
        raise Damaged(f"the log cannot be read: {error}", hint="grcdesk restore FILE brings a backup back") from error


def doubt(store: Store) -> str:
    """What the first page says of a desk that does not verify; empty when it does.

    Raises:
        Damaged: when the log cannot be read at all.
    """
    found = quick(store)
    if found.clean:
        return ""
    first = found.broken[0]
    more = f", and {count(len(found.broken) - 1, 'thing')} more" if len(found.broken) > 1 else ""
    return f"{MARK}: {first.where} {first.what}{more}"


def require(store: Store) -> None:
    """Refuse what only a desk that verifies may do.

    Raises:
        Damaged: naming what is broken.
    """
    found = quick(store)
    if found.broken:
        raise Damaged(
            f"the desk is not what its log says: {count(len(found.broken), 'thing')} broken",
            reasons=tuple(f"{one.where}: {one.what}" for one in found.broken[:_SHOWN]),
            hint="grcdesk log verify names everything that is broken",
        )
