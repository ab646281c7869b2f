"""Catalogs: what is in the desk, what could be, and what an update would change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from sqlalchemy import func, select
from sqlmodel import Session, col

from grcdesk import paths as places
from grcdesk.disk import make_folder
from grcdesk.errors import NotFound, Refused
from grcdesk.importers.catalogs.catalogs import CatalogFile, catalog_files, read_catalog
from grcdesk.models.catalogs import Catalog
from grcdesk.paths import DeskPaths
from grcdesk.reports.files import save
from grcdesk.rules.catalogs.lint import lint
from grcdesk.schemas.catalog_files import ControlsFile, MappingsFile
from grcdesk.schemas.catalogs import CatalogChange, CatalogRow, ItemRow, LintNote, ParameterRow
from grcdesk.schemas.outcomes import Outcome
from grcdesk.services.catalogs import checks, taking
from grcdesk.services.catalogs import reading as lists
from grcdesk.services.catalogs.writing import changes, replace_rows
from grcdesk.services.common.context import Service
from grcdesk.services.programme import reading as programme_reading
from grcdesk.store.work import Work
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


def _load(session: Session, file: CatalogFile, source: CatalogSource) -> None:
    row = session.get(Catalog, file.data.catalog)
    if row is None:
        position = session.scalar(select(func.count()).select_from(Catalog)) or 0
        row = Catalog(id=file.data.catalog, kind=file.data.kind, source=source, position=position)
        session.add(row)
    row.title, row.version, row.sha256 = file.data.title, file.data.version, file.sha256
    row.source, row.file = source, file.path.name
    replace_rows(session, file.data)
    session.flush()


def lint_files(paths: DeskPaths | None, files: Sequence[Path] = ()) -> Sequence[LintNote]:
    """What an auditor would stumble over; without a desk, in the shipped catalogs and the given files.

    Raises:
        BadInput: when a file cannot be read at all.
    """
    from grcdesk.services.catalogs import compiling  # noqa: PLC0415  only lint runs checks

    if not files:
        every = lists.files(paths)
        return sorted([*lint(every), *compiling.notes(every)], key=_by_place)
    taken = [(file, taking.read(file, lists.files(paths))) for file in files]
    given = [one for _, some in taken for one in some.files]
    names = {file.data.catalog for file in given}
    context = [file for file in lists.files(paths) if file.data.catalog not in names]
    named = {str(file.path) for file in given}
    found = [note for note in lint([*context, *given]) if note.file in named]
    found += [LintNote(str(file), 0, "translated", "", one, "", look=True) for file, some in taken for one in some.told]
    return sorted([*found, *compiling.notes(given)], key=_by_place)


def _by_place(note: LintNote) -> tuple[str, int, str, str]:
    return note.file, note.line, note.rule, note.where


class Catalogs(Service):
    """Verbs on catalogs."""

    def list(self) -> Sequence[CatalogRow]:
        """The catalogs in the desk, then those that could be added."""
        with self._store.read() as session:
            rows = session.scalars(select(Catalog).order_by(col(Catalog.position))).all()
            sizes = lists.sizes(session)
        files = {file.data.catalog: file for file in lists.files(self._store.paths)}
        listed = [
            CatalogRow(
                row.id,
                row.kind,
                row.title,
                row.version,
                row.sha256,
                row.source,
                sizes.get(row.id, 0),
                True,
                lists.update_of(row, files.get(row.id)),
            )
            for row in rows
        ]
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

    def add(self, source: str | Path, *, ends: Mapping[str, str] | None = None) -> Outcome:
        """Add a shipped catalog by id (with its mappings), or a file, which is copied into the desk's folder.

        Args:
            source: id, or the file: one of ours, or of another format that is read.
            ends: `controls` and `framework` that mappings of another format are between, where it does not say so.

        Raises:
            Refused: when it is in the desk already, or what it refers to is not.
            BadInput, NotFound: when it cannot be read.
        """
        pack = [file for file in lists.files(self._store.paths) if file.data.catalog == str(source)]
        taken = None
        if not pack:
            every = lists.files(self._store.paths)
            path = _existing(source, tuple(file.data.catalog for file in every))
            taken = taking.read(path, every, ends)
            pack = list(taken.files)
        elif isinstance(pack[0].data, ControlsFile):
            pack += [
                file
                for file in lists.files(self._store.paths)
                if isinstance(file.data, MappingsFile) and file.data.controls == str(source)
            ]
        with self._store.work(Verb.CATALOG_ADD) as work:
            fresh = [one for one in pack if one.written is None or not taking.stands(work.session, one)]
            for file in sorted(fresh, key=lists.order):
                self._refuse_known(work, file)
                taking.refuse_misfit(work.session, file, taken)
                _load(work.session, file, CatalogSource.SHIPPED if lists.shipped(file) else CatalogSource.OWN)
                if taken is not None:
                    self._keep(file)
            programme_reading.recompute(work.session)
        return work.outcome(_added(pack, fresh), warnings=taken.told if taken is not None else ())

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
            updated = []
            for name, file in sorted(files.items(), key=lambda pair: lists.order(pair[1])):
                row = rows.get(name)
                if row is None or row.sha256 == file.sha256 or (catalog and name != catalog):
                    continue
                checks.refuse_misfit(work.session, file)
                _load(work.session, file, row.source)
                updated.append(f"{name} {file.data.version}")
            checks.refuse_loose_mappings(work.session)
            programme_reading.recompute(work.session)
        return work.outcome(f"updated {', '.join(updated)}" if updated else "every catalog is current")

    def _keep(self, own: CatalogFile) -> None:
        """The desk's own copy, so that it does not depend on a file elsewhere."""
        target = self._store.paths.catalogs / f"{own.data.catalog}.yaml"
        if target.exists() and own.path.resolve() == target.resolve():
            return
        make_folder(target.parent, self._store.paths.root)
        save(target, own.path.read_bytes() if own.written is None else own.written, force=False)

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


def _existing(source: str | Path, known: tuple[str, ...]) -> Path:
    path = Path(source)
    if not path.exists():
        raise NotFound.of("catalog or file", str(source), known)
    return path
