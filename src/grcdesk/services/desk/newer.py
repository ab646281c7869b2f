"""Desks of a later shape: read where this program understands them, never changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grcdesk.errors import DeskError, Newer

if TYPE_CHECKING:
    from grcdesk.services.desk.desk import Desk


def readable(desk: Desk, newer: Newer) -> Desk:
    """The desk, once what the screens ask for has been found in it.

    Raises:
        Newer: when its shape has moved on too far.
    """
    try:
        desk.controls.rows(desk.controls.keys()[:1])
        desk.gap.summary()
        desk.scope.show()
        desk.evidence.list()
    except DeskError:
        desk.close()
        raise newer from None
    return desk
