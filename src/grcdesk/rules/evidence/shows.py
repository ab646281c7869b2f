"""What an artefact of a kind shows of a control: as the control's catalog says, else as the kind usually does."""

from __future__ import annotations

from collections.abc import Mapping

from grcdesk.rules.evidence.standing import UNREAD
from grcdesk.terms import EvidenceKind, Frequency, Shows

_USUAL = {
    EvidenceKind.CHANGE_RECORD: Shows.RECORD,
    EvidenceKind.CODE_REF: Shows.DESIGN,
    EvidenceKind.CONFIG_SNAPSHOT: Shows.STATE,
    EvidenceKind.CONTRACT: Shows.STATE,
    EvidenceKind.DOCUMENT: Shows.DESIGN,
    EvidenceKind.EVAL_REPORT: Shows.RUN,
    EvidenceKind.INVENTORY: Shows.DESIGN,
    EvidenceKind.LOG_EXPORT: Shows.SPAN,
    EvidenceKind.MANIFEST: Shows.DESIGN,
    EvidenceKind.METRIC_SERIES: Shows.SPAN,
    EvidenceKind.POLICY: Shows.DESIGN,
    EvidenceKind.POPULATION: Shows.POPULATION,
    EvidenceKind.QUERY_RESULT: Shows.STATE,
    EvidenceKind.REDACTION_LOG: Shows.SPAN,
    EvidenceKind.SCREENSHOT: Shows.STATE,
    EvidenceKind.SIGN_OFF: Shows.RUN,
    EvidenceKind.TEST_RECORD: Shows.RUN,
}


_UNASKED = frozenset({(EvidenceKind.CHANGE_RECORD, Frequency.CONTINUOUS), (EvidenceKind.POPULATION, Frequency.EVENT)})
"""Kinds that every control of such a frequency takes, though its catalog does not ask for them."""


def usual(kind: EvidenceKind) -> Shows:
    """What such an artefact shows of a control whose catalog does not say; what is not listed stands beside others."""
    return _USUAL.get(kind, Shows.SUPPORT)


def shown(
    kind: EvidenceKind, wanted: Mapping[EvidenceKind, Shows | None], frequency: Frequency, *, serves: bool | None = None
) -> Shows | None:
    """What an artefact shows of a control.

    Args:
        kind: of the artefact.
        wanted: what the control's catalog says of each kind it wants; None where it only names the kind.
        frequency: of the control. One that runs all the time takes a record of changes though none is wanted.
        serves: whether the importer that read it serves the control: one kind of log then stands for another, and a
            log of one use for no other. None: nothing is known of it.

    Returns:
        None when the control does not ask for such an artefact: it then shows nothing of it until a person says so.
    """
    # the catalog knows the control, the kind alone does not: its word comes first
    if kind in wanted and serves is not False:
        return wanted[kind] or usual(kind)
    if serves and kind in UNREAD and (log := _wanted_log(wanted)) is not None:
        return log
    if (kind, frequency) in _UNASKED:
        return usual(kind)
    return None if wanted else usual(kind)


def _wanted_log(wanted: Mapping[EvidenceKind, Shows | None]) -> Shows | None:
    """What the first kind of log that a catalog wants shows; None: it wants none."""
    return next((shows or usual(kind) for kind, shows in wanted.items() if kind in UNREAD), None)
