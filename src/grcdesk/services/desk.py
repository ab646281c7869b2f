"""The desk: opening it, making it, and its nouns."""

from __future__ import annotations

import getpass
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from grcdesk import clock, settings
from grcdesk.errors import Newer, Refused, Unwritable
from grcdesk.models.scope import Programme
from grcdesk.paths import DeskPaths
from grcdesk.schemas.scope import Period
from grcdesk.services.actions import Actions
from grcdesk.services.controls import Controls
from grcdesk.services.reading import readable
from grcdesk.services.scope_lists import PROGRAMME, chosen
from grcdesk.settings import Settings
from grcdesk.store import copies, dialect, migrate
from grcdesk.store.journal import Value
from grcdesk.store.signer import Signer
from grcdesk.store.work import Store
from grcdesk.terms import Category, Verb, Via
from grcdesk.text import clean

if TYPE_CHECKING:  # a command needs one noun or two: the others cost 100 ms
    from grcdesk.services.catalogs import Catalogs
    from grcdesk.services.coverage import PeriodCoverage
    from grcdesk.services.evidence import EvidenceRegister
    from grcdesk.services.exports import Exports
    from grcdesk.services.gap import Gap
    from grcdesk.services.log import Log
    from grcdesk.services.risks import Risks
    from grcdesk.services.scope import ScopeService
    from grcdesk.services.sources import Sources
    from grcdesk.services.upkeep import Upkeep
    from grcdesk.services.views import Views


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


@dataclass
class Desk:
    """One open desk. May be shared by threads: every call opens its own session and closes it."""

    paths: DeskPaths
    settings: Settings
    store: Store

    @property
    def read_only(self) -> str:
        """Why nothing can be changed now, as a sentence; empty when it can."""
        return self.store.read_only

    @property
    def actor(self) -> str:
        """The name under which changes are logged."""
        return self.store.signer.name

    @property
    def zone(self) -> str:
        """IANA name of the zone whose calendar counts; empty: the computer's own."""
        with self.store.read() as session:
            programme = session.get(Programme, PROGRAMME)
            return programme.zone if programme else ""

    def today(self) -> date:
        """The calendar day in the desk's zone."""
        return clock.today(self.zone)

    def close(self) -> None:
        """Let go of the database."""
        self.store.close()

    @cached_property
    def controls(self) -> Controls:
        """The controls and their working assessment."""
        return Controls(self.store, self.today)

    @cached_property
    def gap(self) -> Gap:
        """The gap assessment as a whole."""
        from grcdesk.services.gap import Gap  # noqa: PLC0415

        return Gap(self.store, self.today)

    @cached_property
    def actions(self) -> Actions:
        """Remediation actions."""
        return Actions(self.store, self.today)

    @cached_property
    def risks(self) -> Risks:
        """Accepted risks."""
        from grcdesk.services.risks import Risks  # noqa: PLC0415

        return Risks(self.store, self.today)

    @cached_property
    def scope(self) -> ScopeService:
        """The engagement scope."""
        from grcdesk.services.scope import ScopeService  # noqa: PLC0415

        return ScopeService(self.store, self.today)

    @cached_property
    def catalogs(self) -> Catalogs:
        """The catalogs of the desk."""
        from grcdesk.services.catalogs import Catalogs  # noqa: PLC0415

        return Catalogs(self.store)

    @cached_property
    def evidence(self) -> EvidenceRegister:
        """Artefacts."""
        from grcdesk.services.evidence import EvidenceRegister  # noqa: PLC0415

        return EvidenceRegister(self.store, self.today)

    @cached_property
    def sources(self) -> Sources:
        """Sources of evidence and how long they keep it."""
        from grcdesk.services.sources import Sources  # noqa: PLC0415

        return Sources(self.store, self.today)

    @cached_property
    def coverage(self) -> PeriodCoverage:
        """How far evidence reaches over the period."""
        from grcdesk.services.coverage import PeriodCoverage  # noqa: PLC0415

        return PeriodCoverage(self.store, self.today)

    @cached_property
    def log(self) -> Log:
        """The change log."""
        from grcdesk.services.log import Log  # noqa: PLC0415

        return Log(self.store)

    @cached_property
    def exports(self) -> Exports:
        """Files for auditors."""
        from grcdesk.services.exports import Exports  # noqa: PLC0415

        return Exports(self)

    @cached_property
    def views(self) -> Views:
        """Saved filters."""
        from grcdesk.services.views import Views  # noqa: PLC0415

        return Views(self.store)

    @cached_property
    def upkeep(self) -> Upkeep:
        """Backups."""
        from grcdesk.services.upkeep import Upkeep  # noqa: PLC0415

        return Upkeep(self.store)


def open_desk(paths: DeskPaths, *, via: Via, actor: str = "", reading: bool = False) -> Desk:
    """Open a desk; one of an older shape is backed up and migrated first.

    Args:
        paths: its folder.
        via: which face of the program opens it.
        actor: the name changes are logged under; empty: as the settings say.
        reading: whether a desk of a later shape is opened for reading, where this program understands it.

    Raises:
        NoDesk, Newer, Locked, Damaged, Unwritable, BadSettings: see errors.
    """
    found = settings.load(paths).settings
    signer = Signer(actor or found.name or _user(), via)
    try:
        migrated = migrate.bring_up_to_date(paths)
    except Newer as newer:
        if not reading:
            raise
        return readable(Desk(paths, found, Store(paths, signer, newer=newer)), newer)
    store = Store(paths, signer)
    if migrated is not None:
        old, backup = migrated
        facts: dict[str, Value] = {"from": old, "to": dialect.SCHEMA, "backup": backup.name}
        store.note(Verb.DESK_MIGRATE, "desk", paths.root.name, facts)
    return Desk(paths, found, store)


def init_desk(root: Path, plan: InitPlan, *, via: Via) -> Desk:
    """Make a desk in a folder: settings, database, rooms, the shipped catalogs but the extension.

    The database takes its name last: killed before, the folder is no desk and can be made one.

    Raises:
        Refused: when the folder already is a desk, or the period runs backwards.
        BadInput: for an unknown time zone, or a name that cannot be stored.
        Unwritable: when it cannot be written to; nothing is left behind.
    """
    plan = _checked(plan)
    paths = DeskPaths(root.expanduser())
    if paths.exists() or paths.database.exists():
        raise Refused(f"{root} already is a desk", hint=f"grcdesk --desk {root} opens it")
    rooms = (paths.root, paths.vault, paths.catalogs, paths.exports)
    made = [room for room in rooms if not room.exists()]
    found = replace(settings.load(None).settings, name=plan.name, mail=plan.mail)
    signer = Signer(plan.name or found.name or _user(), via)
    unfinished = replace(paths, database_name="unfinished.db")
    kept_settings = paths.settings.exists()
    try:
        for room in rooms:
            room.mkdir(parents=True, exist_ok=True)
        _fill(unfinished, signer, plan)
        settings.write_desk_settings(paths, found)
        unfinished.database.replace(paths.database)
    except BaseException as error:
        _drop_database(unfinished)
        if not kept_settings:
            with suppress(OSError):
                paths.settings.unlink()
        for room in reversed(made):
            with suppress(OSError):
                room.rmdir()
        if isinstance(error, OSError):
            raise Unwritable(f"{root} cannot be written to: {error.strerror}", hint="choose another folder") from error
        raise
    return Desk(paths, found, Store(paths, signer))


def _checked(plan: InitPlan) -> InitPlan:
    if plan.zone:
        clock.find_zone(plan.zone)
    if plan.period is not None and plan.period.end < plan.period.start:
        raise Refused(f"the period ends before it begins: {plan.period}", hint="write START..END")
    return replace(
        plan,
        organisation=clean(plan.organisation.strip(), "organisation"),
        programme=clean(plan.programme.strip(), "programme"),
        name=clean(plan.name.strip(), "name"),
        mail=clean(plan.mail.strip(), "mail"),
    )


def _drop_database(unfinished: DeskPaths) -> None:
    for suffix in ("", "-wal", "-shm", "-journal"):
        with suppress(OSError):
            unfinished.database.with_name(unfinished.database.name + suffix).unlink()


def _fill(unfinished: DeskPaths, signer: Signer, plan: InitPlan) -> None:
    """A complete database in one file, under a name that nobody opens."""
    _drop_database(unfinished)
    migrate.create(unfinished.database)
    store = Store(unfinished, signer)
    try:
        _first_rows(store, plan)
    finally:
        store.close()
    copies.fold(unfinished.database)


def _first_rows(store: Store, plan: InitPlan) -> None:
    from grcdesk.services.catalogs import baseline  # noqa: PLC0415  reads YAML

    with store.work(Verb.DESK_INIT) as work:
        work.session.add(
            Programme(
                id=PROGRAMME,
                organisation=plan.organisation,
                name=plan.programme,
                categories=[category.value for category in chosen(plan.categories)],
                period_start=plan.period.start if plan.period else None,
                period_end=plan.period.end if plan.period else None,
                zone=plan.zone,
            )
        )
        work.session.flush()
        baseline(work.session)


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"
