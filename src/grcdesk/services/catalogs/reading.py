"""Reading catalogs: the files there are, and what the desk holds of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from grcdesk import paths as places
from grcdesk.errors import NotFound
from grcdesk.importers.catalogs import apart
from grcdesk.importers.catalogs.catalogs import CatalogFile, catalog_files, read_catalog
from grcdesk.models.base import col
from grcdesk.models.catalogs import Catalog, CheckParameter, Control, FrameworkItem, Mapping
from grcdesk.paths import DeskPaths
from grcdesk.schemas.catalogs.catalogs import ItemRow, ParameterRow
from grcdesk.schemas.catalogs.files import ControlsFile, FrameworkFile, MappingsFile
from grcdesk.store.work import Store
from grcdesk.terms import Relationship


def files(paths: DeskPaths | None) -> list[CatalogFile]:
    """Every catalog file there is: shipped, then the desk's own. Without a desk: the shipped ones.

    Raises:
        BadInput: when one of them cannot be read.
    """
    own = catalog_files(paths.catalogs) if paths else []
    return [*map(read_catalog, catalog_files(places.CATALOGS)), *map(apart.read_catalog, own)]


def shipped(file: CatalogFile) -> bool:
    """Whether the file comes with the program."""
    return places.CATALOGS in file.path.parents


def find_file(paths: DeskPaths, catalog: str) -> CatalogFile | None:
    """The file of a catalog; the desk's own copy goes before a shipped one."""
    return next((file for file in reversed(files(paths)) if file.data.catalog == catalog), None)


def require_file(paths: DeskPaths, catalog: str) -> CatalogFile:
    """Like `find_file`.

    Raises:
        NotFound: when the file is gone.
    """
    found = find_file(paths, catalog)
    if found is None:
        raise NotFound(f"the file of catalog {catalog!r} is gone", hint="put it back into the desk's catalogs folder")
    return found


def order(file: CatalogFile) -> tuple[int, str]:
    """Sort key: frameworks, controls, mappings."""
    kinds = (FrameworkFile, ControlsFile, MappingsFile)
    # what decides the scope comes first wherever frameworks are listed
    first = isinstance(file.data, FrameworkFile) and any(item.category for item in file.data.items)
    return kinds.index(type(file.data)), "" if first else file.data.catalog


def update_of(row: Catalog, file: CatalogFile | None) -> str:
    """What updating would bring; empty when the desk is current."""
    if file is None:
        return "file is gone"
    if file.sha256 == row.sha256:
        return ""
    return file.data.version if file.data.version != row.version else "changed"


def kept(store: Store) -> tuple[Sequence[Catalog], dict[str, int]]:
    """The catalogs in the desk in their order, and how many entries each has."""
    with store.read() as session:
        return session.scalars(select(Catalog).order_by(col(Catalog.position))).all(), sizes(session)


def sizes(session: Session) -> dict[str, int]:
    """Records by catalog."""
    queries = (
        select(col(FrameworkItem.framework), func.count()).group_by(col(FrameworkItem.framework)),
        select(col(Control.catalog), func.count()).group_by(col(Control.catalog)),
        select(col(Mapping.catalog), func.count()).group_by(col(Mapping.catalog)),
    )
    return {name: number for query in queries for name, number in session.execute(query)}


def size_of(file: CatalogFile) -> int:
    """Records a catalog file holds, counted like `sizes`."""
    data = file.data
    if isinstance(data, FrameworkFile):
        return len(data.items)
    return len(data.controls if isinstance(data, ControlsFile) else data.mappings)


def items(session: Session, catalog: str) -> list[ItemRow]:
    """The records of one catalog in the desk, as one list whatever its kind."""
    touched: dict[str, list[str]] = defaultdict(list)
    for item, control in session.execute(
        select(col(Mapping.item), col(Mapping.control))
        .where(col(Mapping.framework) == catalog, col(Mapping.relationship) != Relationship.NO_RELATIONSHIP)
        .order_by(col(Mapping.position))
    ):
        touched[item].append(control)
    listed: Iterable[ItemRow] = (
        ItemRow(catalog, row.ref, row.group, row.label, row.category, tuple(touched[row.ref]))
        for row in session.scalars(
            select(FrameworkItem).where(col(FrameworkItem.framework) == catalog).order_by(col(FrameworkItem.position))
        )
    )
    controls = (
        ItemRow(catalog, row.id, str(row.category), row.title, row.category, (row.id,))
        for row in session.scalars(
            select(Control).where(col(Control.catalog) == catalog).order_by(col(Control.position))
        )
    )
    mappings = (
        ItemRow(catalog, f"{row.control} → {row.item}", row.framework, row.relationship.value, None, (row.control,))
        for row in session.scalars(
            select(Mapping).where(col(Mapping.catalog) == catalog).order_by(col(Mapping.position))
        )
    )
    return [*listed, *controls, *mappings]


def parameters(session: Session, catalog: str) -> list[ParameterRow]:
    """What the checks of one catalog in the desk are measured by, as the catalog orders them."""
    query = select(CheckParameter).where(col(CheckParameter.catalog) == catalog).order_by(col(CheckParameter.position))
    return [
        ParameterRow(catalog, row.name, row.kind, row.default, row.unit, row.meaning) for row in session.scalars(query)
    ]


def parameters_of_file(file: CatalogFile) -> list[ParameterRow]:
    """The same of a catalog that is not in the desk."""
    data = file.data
    if not isinstance(data, ControlsFile):
        return []
    return [
        ParameterRow(data.catalog, entry.name, entry.kind, entry.default, entry.unit or "", entry.meaning)
        for entry in data.parameters
    ]


def items_of_file(file: CatalogFile) -> list[ItemRow]:
    """The same of a catalog that is not in the desk."""
    data = file.data
    if isinstance(data, FrameworkFile):
        return [ItemRow(data.catalog, item.id, item.group, item.label, item.category, ()) for item in data.items]
    if isinstance(data, ControlsFile):
        return [
            ItemRow(data.catalog, entry.id, str(entry.category), entry.title, entry.category, (entry.id,))
            for entry in data.controls
        ]
    return [
        ItemRow(
            data.catalog,
            f"{entry.control} → {entry.item}",
            data.framework,
            entry.relationship.value,
            None,
            (entry.control,),
        )
        for entry in data.mappings
    ]
