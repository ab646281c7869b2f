"""What looks at the vault found stands with each artefact, and is written only when it changes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress

from sqlalchemy import select
from sqlalchemy.orm import Session

from grcdesk.errors import Locked, Newer, Unwritable
from grcdesk.models.base import col
from grcdesk.models.evidence import Evidence
from grcdesk.rules.evidence.integrity import after
from grcdesk.schemas.evidence.vault import BlobLook
from grcdesk.store import vault_check
from grcdesk.store.work import Store
from grcdesk.terms import Verb

_CHUNK = 500


def look(store: Store) -> dict[str, str]:
    """Read every file of the vault, take down what that shows, and say of each artefact why its bytes are not as kept.

    A desk that takes no writing now is looked at all the same.
    """
    with store.read() as session:
        seen = vault_check.check(store.paths, session.connection()).looks
    with suppress(Unwritable, Locked, Newer):
        record(store, seen)
    return {name: one.what for one in seen if one.bad for name in one.evidence}


def record(store: Store, looks: Sequence[BlobLook]) -> None:
    """Set, or take away, what the last look says of the bytes of those artefacts.

    Raises:
        Unwritable, Locked, Newer: when the desk takes no writing now; only asked when something has changed.
    """
    seen: dict[str, list[BlobLook]] = defaultdict(list)
    for look in looks:
        for evidence in look.evidence:
            seen[evidence].append(look)
    with store.read() as session:
        changed = _changed(session, seen)
    if not changed:
        return
    with store.work(Verb.EVIDENCE_INTEGRITY) as work:
        # asked once more: another command may have written between the look and now
        for name, now in _changed(work.session, seen).items():
            work.session.get_one(Evidence, name).integrity = now


def _changed(session: Session, seen: Mapping[str, Sequence[BlobLook]]) -> dict[str, str]:
    """The artefacts of which something else stands now, and what."""
    found = {}
    for name, sha256, recorded in _doubtful(session, [name for name in seen if any(one.bad for one in seen[name])]):
        looks = seen.get(name, ())
        now = after(recorded, looks)
        if now != recorded and sha256 in {one.sha256 for one in looks}:
            found[name] = now
    return found


def _doubtful(session: Session, bad: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """Id, hash and what stands of those artefacts, and of all found damaged before; of a sound vault, none."""
    query = select(col(Evidence.id), col(Evidence.sha256), col(Evidence.integrity)).order_by(col(Evidence.position))
    yield from session.execute(query.where(col(Evidence.integrity) != ""))
    for start in range(0, len(bad), _CHUNK):
        named = col(Evidence.id).in_(bad[start : start + _CHUNK])
        yield from session.execute(query.where(named, col(Evidence.integrity) == ""))
