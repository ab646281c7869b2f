"""The desk: opening it and making it."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from grcdesk import clock, settings
from grcdesk.disk import folder_mode, make_folder, os_user, set_mode
from grcdesk.errors import Newer, Refused, Unwritable
from grcdesk.models.audits import FIRST, FIRST_FRAMEWORKS, Engagement
from grcdesk.models.programme import PROGRAMME, Programme
from grcdesk.paths import DeskPaths, typed_path
from grcdesk.schemas.programme import Period
from grcdesk.schemas.progress import Progress
from grcdesk.services.desk.desk import Desk
from grcdesk.services.desk.newer import readable
from grcdesk.services.programme.reading import chosen
from grcdesk.store import database, journal, migrate, vault
from grcdesk.store.signer import Signer
from grcdesk.store.verifying import anchors
from grcdesk.store.whole import restoring
from grcdesk.store.work import Store
from grcdesk.terms import Category, Verb, Via
from grcdesk.text import clean


@dataclass(frozen=True, slots=True)
class InitPlan:
    """What a new desk is told."""

    organisation: str
    programme: str = "AI controls"
    name: str = ""
    mail: str = ""
    categories: tuple[Category, ...] = (Category.SECURITY,)
    period: Period | None = None
    zone: str = ""
    """IANA name; empty means the computer's own."""


def open_desk(
    paths: DeskPaths,
    *,
    via: Via,
    actor: str = "",
    reading: bool = False,
    at: str = "",
    progress: Progress | None = None,
) -> Desk:
    """Open a desk; one of an older shape is backed up and migrated first.

    Args:
        paths: its folder.
        via: which face of the program opens it.
        actor: the name changes are logged under; empty: as the settings say.
        reading: whether a desk of a later shape is opened for reading, where this program understands it.
        at: a day or a position of the log: the desk as it stood then, for reading. Empty: as it is.
        progress: called with entries read and to be read, when it is rebuilt.

    Raises:
        BadInput, Refused: when `at` names no moment of the desk.
        NoDesk, Newer, Older, Locked, Damaged, Unwritable, BadSettings: see errors.
    """
    with restoring.opened(paths):
        found = settings.load(paths).settings
        signer = Signer(actor or found.name or os_user(), via)
        try:
            migrate.bring_up_to_date(paths, signer)
        except Newer as newer:
            if not reading or at:
                raise
            return readable(Desk(paths, found, Store(paths, signer, newer=newer)), newer)
        desk = Desk(paths, found, Store(paths, signer))
        vault.sweep(paths)
    if not at:
        return desk
    from grcdesk.services.desk.past import as_it_stood  # noqa: PLC0415  loads every table

    return as_it_stood(desk, at, progress=progress)


def init_desk(root: Path, plan: InitPlan, *, via: Via) -> Desk:
    """Make a desk in a folder: settings, database, rooms, the shipped catalogs but the extension.

    The database takes its name last: killed before, the folder is no desk and can be made one.

    Raises:
        Refused: when the folder already is a desk, or the period runs backwards.
        BadInput: for an unknown time zone, or a name that cannot be stored.
        Unwritable: when it cannot be written to; nothing is left behind.
    """
    plan = _checked(plan)
    paths = DeskPaths(typed_path(str(root)))
    if paths.exists() or paths.database.exists():
        raise Refused(f"{root} already is a desk", hint=f"grcdesk --desk {root} opens it")
    rooms = (paths.root, paths.vault, paths.catalogs, paths.exports)
    made = [room for room in rooms if not room.exists()]
    found = replace(settings.load(None).settings, name=plan.name, mail=plan.mail)
    signer = Signer(plan.name or found.name or os_user(), via)
    unfinished = paths._replace(database_name="unfinished.db")
    kept_settings = paths.settings.exists()
    try:
        _make(paths, rooms)
        _fill(unfinished, signer, plan)
        settings.write_desk_settings(paths, found)
        unfinished.database.replace(paths.database)
    except BaseException as error:
        database.remove(unfinished.database)
        _clear(made, None if kept_settings else paths.settings)
        if isinstance(error, OSError):
            raise Unwritable(f"{root} cannot be written to: {error.strerror}", hint="choose another folder") from error
        raise
    store = Store(paths, signer)
    # outside of the folder: who puts an older copy in its place later is told by what was noted here
    _remember(store)
    return Desk(paths, found, store)


def _clear(made: Sequence[Path], written: Path | None) -> None:
    """Take away what was made here, and nothing that was there before or came meanwhile."""
    if written is not None:
        with suppress(OSError):
            written.unlink()
    for room in reversed(made):
        with suppress(OSError):
            room.rmdir()


def _remember(store: Store) -> None:
    """A desk begins here: what another one in this folder left behind is of that one."""
    with store.read() as session:
        head = journal.head(session.connection())
        anchors.remember(store.paths, session.connection(), (Verb.DESK_INIT, ""), (head.seq, head.hash, head.ts))


def _make(paths: DeskPaths, rooms: tuple[Path, ...]) -> None:
    """The folders. One that was there and is empty becomes private too; what else lies in a full one is not ours."""
    if paths.root.is_dir() and not any(paths.root.iterdir()):
        set_mode(paths.root, folder_mode(paths.root))
    for room in rooms:
        make_folder(room, None if room == paths.root else paths.root)


def _checked(plan: InitPlan) -> InitPlan:
    if plan.zone:
        clock.find_zone(plan.zone)
    if plan.period is not None and plan.period.end < plan.period.start:
        raise Refused(f"the period ends before it begins: {plan.period}", hint="write START..END")
    if plan.period is not None:
        plan.period.checked()
    return replace(
        plan,
        organisation=clean(plan.organisation.strip(), "organisation"),
        programme=clean(plan.programme.strip(), "programme"),
        name=clean(plan.name.strip(), "name"),
        mail=clean(plan.mail.strip(), "mail"),
    )


def _fill(unfinished: DeskPaths, signer: Signer, plan: InitPlan) -> None:
    """A complete database in one file, under a name that nobody opens."""
    database.remove(unfinished.database)
    migrate.create(unfinished.database)
    store = Store(unfinished, signer)
    try:
        _first_rows(store, plan)
    finally:
        store.close()
    database.fold(unfinished.database)


def _first_rows(store: Store, plan: InitPlan) -> None:
    from grcdesk.services.catalogs.catalogs import baseline  # noqa: PLC0415  reads YAML

    with store.work(Verb.DESK_INIT) as work:
        work.session.add(
            Programme(
                id=PROGRAMME,
                organisation=plan.organisation,
                name=plan.programme,
                engagement=FIRST,
            )
        )
        work.session.add(
            Engagement(
                id=FIRST,
                name=plan.programme,
                seed_name=plan.programme,
                frameworks=[*FIRST_FRAMEWORKS],
                categories=[category.value for category in chosen(plan.categories)],
                period_start=plan.period.start if plan.period else None,
                period_end=plan.period.end if plan.period else None,
                zone=plan.zone,
                position=1,
            )
        )
        work.session.flush()
        baseline(work.session)
