"""Verifying a desk: in full, or what came since it was found whole last."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from grcdesk.errors import Damaged, Locked, Newer, Unwritable
from grcdesk.schemas.evidence.vault import BlobLook
from grcdesk.schemas.log.log import Broken, VerifyReport
from grcdesk.schemas.progress import Progress
from grcdesk.services.common.context import Context
from grcdesk.services.evidence import looks
from grcdesk.services.log import checkpoints, signing
from grcdesk.settings import Settings
from grcdesk.store import database, vault_check
from grcdesk.store.journal import Value
from grcdesk.store.verifying import anchors as remembered
from grcdesk.store.verifying import checkpoint, kept, since, whole
from grcdesk.store.work import Store
from grcdesk.terms import Verb

_HINT = "grcdesk restore FILE brings a backup back"


@dataclass(frozen=True, slots=True)
class Outside:
    """What a person holds against the log that was kept outside of it."""

    anchors: tuple[str, ...] = ()
    """Each `POSITION:HEAD`, or a file that holds such."""
    checkpoints: tuple[Path, ...] = ()
    signers: str = ""
    """File of those who may sign a checkpoint, as ssh-keygen reads it."""
    authority: str = ""
    """File with the certificates of the time stamp service."""


NOTHING = Outside()


def verify(
    context: Context, outside: Outside, progress: Progress | None, stop: Callable[[], bool] | None
) -> VerifyReport:
    """Everything against everything, with a line of it where the log takes one. Errors as `full`."""
    store = context.store
    report, seen = full(store, outside=outside, progress=progress, stop=stop)
    told = settings_told(context.settings)
    report = replace(report, remarks=(*report.remarks, *settings_moved(store, told)))
    facts: dict[str, Value] = {"entries": report.entries, "head": report.head, "settings": told}
    facts["broken"] = len(report.broken)
    with suppress(Unwritable, Locked, Newer):
        looks.record(store, seen)
        store.note(Verb.LOG_VERIFY, "log", "", facts)
    return report


def full(
    store: Store,
    *,
    outside: Outside = NOTHING,
    progress: Progress | None = None,
    stop: Callable[[], bool] | None = None,
) -> tuple[VerifyReport, tuple[BlobLook, ...]]:
    """Everything against everything; what was found, and what was seen of each file of the vault.

    Of a register that its log does not hold nothing is seen that may be written down.

    Raises:
        BadInput: when an anchor or a checkpoint cannot be understood.
        Damaged: when the log cannot be read at all.
        Unwritable: when a program that is needed is missing.
    """
    # what a person gave is read first: a slip of the pen there should not cost the whole look
    named = [(one, False) for word in outside.anchors for one in remembered.given(word)]
    known = [(file, checkpoints.read(file)) for file in outside.checkpoints]
    forged, remarks = _signatures(outside)
    broken = [Broken("desk.db", line) for line in database.integrity(store.paths.database)]
    try:
        with store.read() as session:
            connection = session.connection()
            found = whole.look(store.paths, connection, progress)
            broken += found.told
            # whether log and tables agree decides alone what may be remembered of this look: a file that is gone from
            # the vault, or an anchor that does not fit, is told and does not make the register doubtful
            sound = not broken
            broken += found.beside
            broken += [one for one, _ in remembered.check(connection, named, outside=True)]
            for file, held in known:
                broken += checkpoint.compare(connection, held, file.name)
            broken += forged
            seen = vault_check.check(store.paths, connection, stop=stop)
            broken += vault_check.as_broken(seen.report)
            if sound:
                kept.write(store.paths, connection, since.state(connection))
    except (Damaged, UnicodeDecodeError) as error:
        raise Damaged(f"the log cannot be read: {error}", hint=_HINT) from error
    state = found.state
    report = VerifyReport(
        *(state.entries, state.head, found.records, seen.report.hashed, tuple(dict.fromkeys(broken))),
        remarks=(*found.remarks, *vault_check.harmless(seen.report), *remarks),
        anchors=found.anchors + len(named) + len(known),
    )
    return report, seen.looks if sound else ()


def _signatures(outside: Outside) -> tuple[list[Broken], list[Broken]]:
    """Of the signatures on checkpoints: what does not hold, and what is only told."""
    broken: list[Broken] = []
    told: list[Broken] = []
    for file in outside.checkpoints:
        for one, only_told in signing.check(file, outside.signers, outside.authority):
            (told if only_told else broken).append(one)
    return broken, told


def settings_told(settings: Settings) -> str:
    """The settings outside of the log on which a verdict can turn: they stand in no table.

    A check that needs more than its limits is not tested; who has no address is not known by it on a list of accounts.
    """
    mail = "told" if settings.mail else "not told"
    return f"check_seconds {settings.check_seconds}, check_memory {settings.check_memory}, mail {mail}"


def settings_moved(store: Store, now: str) -> tuple[Broken, ...]:
    """That they are not those of the last full look, with what they were."""
    with store.read() as session:
        before = str(whole.last_verify(session.connection()).get("settings", now))
    if before == now:
        return ()
    return (Broken("settings", f"{now}; when all was verified last: {before}"),)
