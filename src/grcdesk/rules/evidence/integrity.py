"""What a look at the vault says of an artefact's bytes from then on. Good again only when every byte was read."""

from __future__ import annotations

from collections.abc import Sequence

from grcdesk.schemas.evidence.vault import BlobLook
from grcdesk.terms import BlobState

_WORST = (BlobState.MISSING, BlobState.MODIFIED)


def after(recorded: str, looks: Sequence[BlobLook]) -> str:
    """What stands of an artefact after a look.

    Args:
        recorded: what stood of it before: modified, missing, or empty for bytes as they were taken in.
        looks: at each of its files that this look came to.
    """
    if recorded == BlobState.ERASED:
        return recorded  # what a person decided, whatever lies there since
    for state in _WORST:
        if any(one.state is state for one in looks):
            return state.value
    return "" if looks and all(one.hashed for one in looks) else recorded
