"""The open actions of a control in one cell."""

from __future__ import annotations

from collections.abc import Sequence

from grcdesk.schemas.controls import ActionRow
from grcdesk.terms import ActionStatus


def action_cell(actions: Sequence[ActionRow]) -> str:
    """What is still to be done, a line each, the earliest due first."""
    return told([one.title for one in actions if one.status is ActionStatus.OPEN])


def told(titles: Sequence[str]) -> str:
    """The same of titles."""
    return "\n".join(" ".join(title.split()) for title in titles)
