"""From when to when a control is in force."""

from __future__ import annotations

from datetime import date

from grcdesk.errors import BadInput


def refuse_backwards(control: str, effective_from: date | None, retired_on: date | None) -> None:
    """A control is retired on the day it took effect or later.

    Raises:
        BadInput: when it is not.
    """
    if effective_from and retired_on and retired_on < effective_from:
        raise BadInput(
            f"{control} would retire on {retired_on}, before it took effect on {effective_from}",
            hint="--retired-on is the last day it ran, --effective-from the first",
        )
