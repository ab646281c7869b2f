"""The work plan of one owner: what he answers for, what he is to do, what is wanted of him."""

from __future__ import annotations

from dataclasses import dataclass

from grcdesk.schemas.controls.controls import ActionRow, ControlDetail, WantedRow
from grcdesk.schemas.exports.provenance import Provenance
from grcdesk.schemas.requests.requests import RequestRow
from grcdesk.schemas.returned.returned import WrittenFrom


@dataclass(frozen=True, slots=True)
class WorkPlan:
    """Everything a work plan shows. The same content gives the same bytes."""

    owner: str
    controls: tuple[ControlDetail, ...]
    """Those he answers for, in scope or optional."""
    actions: tuple[tuple[ActionRow, str], ...]
    """Open ones that are his or of his controls, each with the title of its control; the earliest due first."""
    wanted: tuple[tuple[ControlDetail, WantedRow], ...]
    """Kinds of evidence his controls ask for and that are not there."""
    requests: tuple[RequestRow, ...]
    """What the auditor asks of him and waits for us; the earliest due first."""
    provenance: Provenance
    origin: WrittenFrom
