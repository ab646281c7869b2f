"""Catalogs: what is in the desk, what could be, and what an update would change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from grcdesk import paths as places
from grcdesk.disk import make_folder
from grcdesk.errors import NotFound, Refused
from grcdesk.importers.catalogs.catalogs import CatalogFile, catalog_files, read_catalog
from grcdesk.models.base import col
from grcdesk.models.catalogs import Catalog
from grcdesk.reports.files import save
from grcdesk.rules.catalogs.naming import named
from grcdesk.schemas.catalogs.catalogs import (
    CatalogChange,
    CatalogRow,
    ItemRow,
    ParameterRow,
    TakingPlan,
    TakingPreview,
)
from grcdesk.schemas.catalogs.files import ControlsFile, FrameworkFile, MappingsFile
from grcdesk.schemas.outcomes import Outcome
from grcdesk.services.catalogs import bringing, checks
from grcdesk.services.catalogs import reading as lists
from grcdesk.services.catalogs.writing import changes, replace_rows
from grcdesk.services.common.context import Service
from grcdesk.services.programme import reading as programme_reading
from grcdesk.store.running.command import Work
from grcdesk.store.work import Store
from grcdesk.terms import CatalogSource, Verb
from grcdesk.wording import count, join

OPTIONAL_PACKS = ("ai-ext",)
"""Shipped, but only added when asked for."""


def baseline(session: Session) -> None:
    """Load every shipped catalog but the optional packs, frameworks first."""
    for file in sorted(map(read_catalog, catalog_files(places.CATALOGS)), key=lists.order):
        if not file.data.catalog.startswith(OPTIONAL_PACKS):
            _load(session, file, CatalogSource.SHIPPED)
    programme_reading.recompute(session)


def _load(session: Session, file: CatalogFile, source: CatalogSource) -> list[str]:
    """Make the desk hold that file; what is to be told of tailored controls."""
    row = session.get(Catalog, file.data.catalog)
    if row is None:
        position = session.scalar(select(func.count()).select_from(Catalog)) or 0
        row = Catalog(id=file.data.catalog, kind=file.data.kind, source=source, position=position)
        session.add(row)
    row.title, row.version, row.sha256 = file.data.title, file.data.version, file.sha256
    row.source, row.file = source, file.path.name
    if isinstance(file.data, FrameworkFile):
        row.short, row.name, row.json_name, also = named(file.data)
        row.also, row.by_statement = list(also), not file.data.by_criterion
    told = replace_rows(session, file.data)
    session.flush()
    return told


def _row(row: Catalog, sizes: Mapping[str, int], *, update: str = "") -> CatalogRow:
    return CatalogRow(
        *(row.id, row.kind, row.title, row.version, row.sha256, row.source),
        items=sizes.get(row.id, 0),
        in_desk=True,
        update=update,
        short=row.short,
    )


def held(store: Store) -> Sequence[CatalogRow]:
    """The catalogs in the desk, from its tables alone: whether their files are newer is not looked at."""
    rows, sizes = lists.kept(store)
    return [_row(row, sizes) for row in rows]


class Catalogs(Service):
    """Verbs on catalogs."""

    def list(self) -> Sequence[CatalogRow]:
        """The catalogs in the desk, then those that could be added."""
        rows, sizes = lists.kept(self._store)
        files = {file.data.catalog: file for file in lists.files(self._store.paths)}
        listed = [_row(row, sizes, update=lists.update_of(row, files.get(row.id))) for row in rows]
        known = {row.id for row in rows}
        for file in sorted(files.values(), key=lists.order):
            if file.data.catalog not in known:
                source = CatalogSource.SHIPPED if lists.shipped(file) else CatalogSource.OWN
                listed.append(
                    CatalogRow(
                        file.data.catalog,
                        file.data.kind,
                        file.data.title,
                        file.data.version,
                        file.sha256,
                        source,
                        len(lists.items_of_file(file)),
                        False,
                        "",
                        named(file.data)[0] if isinstance(file.data, FrameworkFile) else "",
                    )
                )
        return listed

    def show(self, catalog: str) -> tuple[CatalogRow, Sequence[ItemRow]]:
        """One catalog and its items.

        Raises:
            NotFound: when there is no such catalog.
        """
        rows = {row.id: row for row in self.list()}
        if catalog not in rows:
            raise NotFound.of("catalog", catalog, tuple(rows))
        row = rows[catalog]
        if not row.in_desk:
            return row, lists.items_of_file(lists.require_file(self._store.paths, catalog))
        with self._store.read() as session:
            return row, lists.items(session, catalog)

    def parameters(self, catalog: str) -> Sequence[ParameterRow]:
        """What the checks of one catalog are measured by, with its defaults; none when it carries no checks.

        Raises:
            NotFound: when there is no such catalog.
        """
        with self._store.read() as session:
            if session.get(Catalog, catalog) is not None:
                return lists.parameters(session, catalog)
        file = lists.find_file(self._store.paths, catalog)
        if file is None:
            raise NotFound.of("catalog", catalog, tuple(row.id for row in self.list()))
        return lists.parameters_of_file(file)

    def look(self, source: str | Path, plan: TakingPlan = bringing.NO_PLAN) -> TakingPreview:
        """What a file would bring, and what it would change; nothing is taken.

        Raises:
            BadInput, NotFound: when it cannot be read, saying what was seen.
        """
        found = bringing.read(self._existing(source), plan, self._store.paths)
        with self._store.read() as session:
            files = sorted(found.files, key=lists.order)
            return TakingPreview(found.told, tuple(bringing.preview(session, file) for file in files))

    def add(
        self, source: str | Path, plan: TakingPlan = bringing.NO_PLAN, *, agreed: bool = False, dry_run: bool = False
    ) -> Outcome:
        """Add a shipped catalog by id (with its mappings), or a file, which is kept in the desk's folder.

        Args:
            source: id, or the file: one of ours, a list or a library of others.
            plan: how a list of others is to be read.
            agreed: whether a person has seen what a file of others changes of a catalog that is there already.
            dry_run: say what would happen, change nothing.

        Raises:
            Refused: when it is in the desk already, or what it refers to is not.
            BadInput, NotFound: when it cannot be read.
        """
        pack, told = self._pack(source, plan)
        with self._store.work(Verb.CATALOG_ADD, dry_run=dry_run) as work:
            fresh = [file for file in pack if file.written is None or not bringing.stands(work.session, file)]
            notes = list(told)
            for file in sorted(fresh, key=lists.order):
                if file.written is None:
                    self._refuse_known(work, file)
                else:
                    bringing.refuse_unasked(work.session, file, agreed=agreed)
                bringing.refuse_misfit(work.session, file, told)
                shipped = lists.shipped(file)
                notes += _load(work.session, file, CatalogSource.SHIPPED if shipped else CatalogSource.OWN)
                if not shipped and not dry_run:
                    self._keep(file)
            checks.refuse_loose_mappings(work.session)
            programme_reading.recompute(work.session)
        return work.outcome(_added(pack, fresh), warnings=tuple(notes))

    def _pack(self, source: str | Path, plan: TakingPlan) -> tuple[Sequence[CatalogFile], tuple[str, ...]]:
        """The catalogs meant, and what is to be told of how they were read."""
        every = lists.files(self._store.paths)
        pack = [file for file in every if file.data.catalog == str(source)]
        if not pack:
            found = bringing.read(self._existing(source), plan, self._store.paths)
            return found.files, found.told
        if isinstance(pack[0].data, ControlsFile):
            mapped = (MappingsFile,)
            pack += [one for one in every if isinstance(one.data, mapped) and one.data.controls == str(source)]
        return pack, ()

    def diff(self, catalog: str) -> Sequence[CatalogChange]:
        """What updating would change; empty when the desk has the current version.

        Raises:
            NotFound: when the desk has no such catalog.
        """
        with self._store.read() as session:
            self._require(session, catalog)
            return changes(session, lists.require_file(self._store.paths, catalog).data)

    def update(self, catalog: str = "", *, dry_run: bool = False) -> Outcome:
        """Bring one catalog (or all) to the file's version. Statuses, owners, notes, actions and snapshots stay.

        Raises:
            NotFound: when the desk has no such catalog.
            Refused: when a control that people worked on would vanish, or one that is mapped.
        """
        with self._store.work(Verb.CATALOG_UPDATE, dry_run=dry_run) as work:
            rows = {row.id: row for row in work.session.scalars(select(Catalog))}
            if catalog:
                self._require(work.session, catalog)
                lists.require_file(self._store.paths, catalog)
            # the desk's own copy goes before a shipped one
            files = {file.data.catalog: file for file in lists.files(self._store.paths)}
            updated, told = [], []
            for name, file in sorted(files.items(), key=lambda pair: lists.order(pair[1])):
                row = rows.get(name)
                if row is None or row.sha256 == file.sha256 or (catalog and name != catalog):
                    continue
                checks.refuse_misfit(work.session, file)
                told += _load(work.session, file, row.source)
                updated.append(f"{name} {file.data.version}")
            checks.refuse_loose_mappings(work.session)
            programme_reading.recompute(work.session)
        sentence = f"updated {', '.join(updated)}" if updated else "every catalog is current"
        return work.outcome(sentence, warnings=tuple(told))

    def _keep(self, own: CatalogFile) -> None:
        """The desk's own copy, so that it does not depend on a file elsewhere."""
        target = self._store.paths.catalogs / f"{own.data.catalog}.yaml"
        if target.exists() and own.path.resolve() == target.resolve():
            return
        make_folder(target.parent, self._store.paths.root)
        save(target, own.path.read_bytes() if own.written is None else own.written, force=own.written is not None)

    def _existing(self, source: str | Path) -> Path:
        path = Path(source)
        if not path.exists():
            known = tuple(file.data.catalog for file in lists.files(self._store.paths))
            raise NotFound.of("catalog or file", str(source), known)
        return path

    def _require(self, session: Session, catalog: str) -> None:
        if session.get(Catalog, catalog) is None:
            known = tuple(session.scalars(select(col(Catalog.id))))
            raise NotFound.of("catalog", catalog, known)

    def _refuse_known(self, work: Work, file: CatalogFile) -> None:
        if work.session.get(Catalog, file.data.catalog) is not None:
            raise Refused(
                f"catalog {file.data.catalog} is in the desk already",
                hint=f"grcdesk catalogs update {file.data.catalog} brings a newer version",
            )


def _added(pack: Sequence[CatalogFile], fresh: Sequence[CatalogFile]) -> str:
    """What was added, and what stood so already."""
    same = [file.data.catalog for file in pack if file not in fresh]
    stood = f"{join(same)} stood so already" if same else ""
    if not fresh:
        return stood
    items = sum(map(lists.size_of, fresh))
    told = f"{fresh[0].data.title} added: {count(items, 'record')} from {count(len(fresh), 'file')}"
    return f"{told}; {stood}" if stood else told
