"""Catalogs in the desk and those that could be added; and the items of one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual import on

from grcdesk.rules.fields.catalogs import CATALOG_FIELDS
from grcdesk.rules.filters.filters import Getter
from grcdesk.schemas.catalogs.catalogs import CatalogRow, ItemRow
from grcdesk.terms import CatalogKind
from grcdesk.tui.catalogs import commands
from grcdesk.tui.frame.aside import Fact
from grcdesk.tui.frame.listing import ListScreen
from grcdesk.tui.kit.looks import Cell, line
from grcdesk.tui.widgets.columns import ListColumn
from grcdesk.tui.widgets.table import Table


class CatalogsScreen(ListScreen):
    """The list of catalogs."""

    PLACE = "catalogs"
    HELP = "catalogs"
    SIDE = "Catalog"
    NAME = "Catalogs"
    NOTHING = "No catalog is shipped or in the desk. a adds a file of your own."
    FIELDS = CATALOG_FIELDS
    SHOWS = frozenset({"catalog", "control", "framework_item", "mapping"})

    def columns(self) -> tuple[ListColumn, ...]:
        """Id, kind, version and whether it is in the desk."""

        def state(row: CatalogRow) -> Cell:
            if not row.in_desk:
                return Cell("not added", "muted")
            return Cell(f"update {row.update}", "warning") if row.update else Cell("in the desk", "success")

        return (
            ListColumn("id", "Catalog", 24, lambda row: Cell(row.id), flex=True),
            ListColumn("kind", "Kind", 10, lambda row: Cell(row.kind.value), 3),
            ListColumn("items", "Items", 5, lambda row: Cell(f"{row.items:>5}"), 1),
            ListColumn("version", "Version", 8, lambda row: Cell(row.version), 2),
            ListColumn("source", "From", 7, lambda row: Cell(row.source.value), 4),
            ListColumn("state", "State", 16, state, badge=True),
        )

    def readers(self) -> Mapping[str, Getter]:
        """How filters read a catalog."""
        return {
            "id": lambda row: row.id,
            "kind": lambda row: row.kind.value,
            "source": lambda row: row.source.value,
            "title": lambda row: row.title,
            "text": lambda row: (row.id, row.title),
        }

    def more(self, row: CatalogRow) -> Sequence[Fact]:
        """Its name, and its bytes."""
        return (
            ("Title", row.title),
            ("SHA-256", row.sha256),
        )

    def reload(self) -> None:
        """Ask for all."""
        self.ask(
            "catalogs", lambda desk: desk.catalogs.list(), lambda rows: self.show_rows({row.id: row for row in rows})
        )

    @property
    def _row(self) -> CatalogRow | None:
        row: CatalogRow | None = self.query_one(Table).row
        return row

    @on(Table.Chosen)
    def _chosen(self) -> None:
        row = self._row
        if row is not None and row.in_desk:
            self.app.push_screen(CatalogScreen(row.id))
        elif row is not None:
            self.desk_app.tell(f"{row.id} is not in the desk; a adds it")

    def action_add(self) -> None:
        """Add the one under the cursor, or a file."""
        row = self._row
        commands.add(self.desk_app, row.id if row is not None and not row.in_desk else "")

    def action_new(self) -> None:
        """Write one to begin with."""
        commands.new(self.desk_app)

    def action_diff(self) -> None:
        """What an update would change."""
        if self._row is not None:
            commands.diff(self.desk_app, self._row.id)

    def action_parameters(self) -> None:
        """What its checks are measured by."""
        if self._row is not None:
            commands.parameters(self.desk_app, self._row.id)

    def action_update(self) -> None:
        """Update it, after showing what changes."""
        if self._row is not None:
            commands.update(self.desk_app, self._row.id)


class CatalogScreen(ListScreen):
    """The items of one catalog."""

    PLACE = "catalog"
    HELP = "catalogs"
    SIDE = "Item"
    SHOWS = CatalogsScreen.SHOWS

    def __init__(self, catalog: str) -> None:
        super().__init__()
        self.catalog = catalog
        self.kind = CatalogKind.FRAMEWORK

    def columns(self) -> tuple[ListColumn, ...]:
        """Id, label and the controls that map to it."""
        return (
            ListColumn("id", "ID", 12, lambda row: Cell(row.id)),
            ListColumn("group", "Group", 18, lambda row: Cell(row.group), 2),
            ListColumn("label", "Label", 24, lambda row: Cell(row.label), flex=True),
            ListColumn("controls", "Controls", 22, lambda row: Cell(" ".join(row.controls) or "-"), 1, flex=True),
        )

    def reload(self) -> None:
        """Ask for the items."""
        self.ask("items", lambda desk: desk.catalogs.show(self.catalog), lambda found: self._show(*found))

    def _show(self, catalog: CatalogRow, items: Sequence[ItemRow]) -> None:
        self.kind = catalog.kind
        self.show_rows({f"{place} {item.id}": item for place, item in enumerate(items)})
        self.title_bar(line(f"{catalog.title}  {len(items)}"), line(f"version {catalog.version}  {catalog.sha256[:8]}"))

    @on(Table.Chosen)
    def _chosen(self, event: Table.Chosen) -> None:
        item: ItemRow | None = event.table.row
        if item is None:
            return
        if self.kind is CatalogKind.CONTROLS:
            self.desk_app.show_control(item.id, [row.id for row in self.rows.values()])
        elif item.controls:
            self.desk_app.show_control(item.controls[0], item.controls)
        else:
            self.desk_app.tell(f"no control maps to {item.id}")
