"""Where things live: the desk folder and its rooms, the shipped content, the user's own folders."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

from grcdesk.errors import BadInput, NoDesk

SETTINGS_NAME = "grcdesk.toml"
DATABASE_NAME = "desk.db"
BACKUP_LIST = "backup.json"
"""Names what a backup holds, in the backup."""
MOST_IN_BACKUP = 100_000
"""Files in a backup; so many are listed within the memory of who reads one."""
PACKAGE = Path(__file__).parent
HELP = PACKAGE / "help"
_LONGEST = 4096
"""Characters of a path; no system takes more."""
_LONGEST_NAME = 255
"""Bytes of one name in it."""


def shipped(name: str, package: Path = PACKAGE) -> Path:
    """A folder that stands at the top of the repository, and inside the package where grcdesk is installed.

    A checkout goes first: an editable install copies such folders beside the package, and copies go stale.

    Args:
        name: `catalogs` or `samples`.
        package: where the package stands.
    """
    checkout = package.parent.parent
    # a folder of that name near site-packages may be anybody's: only the project file beside it makes it ours
    ours = package.parent.name == "src" and _names_grcdesk(checkout / "pyproject.toml")
    return (checkout if ours else package) / name


def _names_grcdesk(project: Path) -> bool:
    try:
        return '\nname = "grcdesk"\n' in project.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False


CATALOGS = shipped("catalogs")
FINDINGS_MAP = "findings-map.yaml"
"""Beside the desk's own catalogs: which rules of scanners stand for which controls, as the user has it."""
MAKERS = "makers"
"""The folder of maker files among catalogs, shipped and own."""
SAMPLES = shipped("samples")
COMPANY = SAMPLES / "company"
"""The sample company of `grcdesk demo`."""


class DeskPaths(NamedTuple):
    """The files of one desk. A folder is a desk when it holds grcdesk.toml and desk.db."""

    # no dataclass: completion, which answers while somebody types, would load their machinery for this one

    root: Path
    database_name: str = DATABASE_NAME
    past: str = ""
    """Of a desk as it stood: when that was. Its vault and its catalogs are those of today, and are only read."""

    @property
    def settings(self) -> Path:
        """Who keeps the desk and how it looks."""
        return self.root / SETTINGS_NAME

    @property
    def database(self) -> Path:
        """The database."""
        return self.root / self.database_name

    @property
    def vault(self) -> Path:
        """Evidence files by SHA-256."""
        return self.root / "vault"

    @property
    def catalogs(self) -> Path:
        """The desk's own catalogs."""
        return self.root / "catalogs"

    @property
    def makers(self) -> Path:
        """The desk's own maker files: how exports of makers that are not shipped are read."""
        return self.catalogs / MAKERS

    @property
    def exports(self) -> Path:
        """Where exports go unless told otherwise."""
        return self.root / "exports"

    @property
    def backups(self) -> Path:
        """Where grcdesk puts a backup before it changes the database's shape."""
        return self.root / "backups"

    @property
    def temporary(self) -> Path:
        """Copies that a command needs while it runs; the next command removes what a killed one has left."""
        return self.root / ".tmp"

    @property
    def restoring(self) -> Path:
        """Stands there while a restore puts one desk in the place of another; the next command finishes it."""
        return self.root / ".restore.json"

    def exists(self) -> bool:
        """Whether this folder is a desk."""
        return (self.settings.is_file() and self.database.is_file()) or self.restoring.is_file()


def possible_in_backup(name: str) -> bool:
    """Whether a backup may hold a file of that name: one that belongs to a desk, and can lie in it on every system."""
    if name in {SETTINGS_NAME, DATABASE_NAME}:
        return True
    room, *parts = name.split("/")
    return room in {"vault", "catalogs"} and bool(parts) and len(name) <= _LONGEST and all(map(_possible, parts))


def _possible(part: str) -> bool:
    return part.isprintable() and part not in {"", ".", ".."} and not set(part) & set(':\\"*?<>|')


def user_desk() -> Path:
    """The folder used when no other desk is named or found."""
    from platformdirs import user_data_path  # noqa: PLC0415  only where the default is needed

    return user_data_path("grcdesk", appauthor=False)


def user_settings() -> Path:
    """The user's own settings file, for all desks."""
    from platformdirs import user_config_path  # noqa: PLC0415

    return user_config_path("grcdesk", appauthor=False) / "config.toml"


def user_state() -> Path:
    """Logs of crashes and drafts of long texts."""
    from platformdirs import user_state_path  # noqa: PLC0415

    return user_state_path("grcdesk", appauthor=False)


def locate_desk(given: str | None = None, start: Path | None = None) -> DeskPaths | None:
    """The desk meant: `given` (or GRCDESK_DESK), else upwards from `start` like git, else the user's own.

    Returns None when there is none yet.

    Raises:
        NoDesk: when a folder was named and is no desk.
    """
    named = given or os.environ.get("GRCDESK_DESK")
    if named:
        desk = DeskPaths(typed_path(named))
        if not desk.exists():
            raise NoDesk(
                f"{desk.root} is not a desk: it holds no {SETTINGS_NAME} with a desk.db",
                hint=f"grcdesk init {desk.root} makes one",
            )
        return desk
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents):
        if DeskPaths(folder).exists():
            return DeskPaths(folder)
    own = DeskPaths(user_desk())
    return own if own.exists() else None


def find_desk(given: str | None = None, start: Path | None = None) -> DeskPaths:
    """Like `locate_desk`, but a missing desk is an error.

    Raises:
        NoDesk: when no desk is found.
    """
    desk = locate_desk(given, start)
    if desk is None:
        raise NoDesk("no desk here or above", hint="grcdesk init DIR makes one; grcdesk demo shows a sample")
    return desk


def typed_path(given: str) -> Path:
    """A path as a person types it; `~` is the home folder.

    Raises:
        BadInput: for what no file can be called.
    """
    odd = BadInput(f"{given[:80]!r} is no name of a file", hint="write where it lies")
    if "\0" in given or len(given) > _LONGEST:
        raise odd
    if any(len(name.encode(errors="replace")) > _LONGEST_NAME for name in Path(given).parts):
        raise odd
    try:
        return Path(given).expanduser()
    except RuntimeError:  # ~nobody
        raise odd from None


def is_spreadsheet(path: Path) -> bool:
    """Whether a file is a table by its name: CSV or a workbook."""
    return path.suffix.casefold() in {".csv", ".tsv", ".txt", ".xlsx", ".xlsm"}
