"""What options of requests mean together."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from grcdesk.errors import BadInput
from grcdesk.terms.requests import AuditorStatus

if TYPE_CHECKING:
    from grcdesk.schemas.requests.requests import AuditorWord


def auditor_word(status: AuditorStatus | None, told_by: str, on: date | None, reason: str) -> AuditorWord | None:
    """What the auditor said, with who told it and when; None: nothing is said of it."""
    from grcdesk.schemas.requests.requests import AuditorWord  # noqa: PLC0415

    if status is None:
        if told_by or on or reason:
            raise BadInput("--told-by, --on and --reason go with --auditor-status", hint="--auditor-status WORD")
        return None
    if not told_by or on is None:
        raise BadInput("only the auditor says so; who told it, and when?", hint="--told-by NAME --on DATE")
    return AuditorWord(status, told_by, on, reason)
