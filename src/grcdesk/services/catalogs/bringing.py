"""Taking catalogs in from a file, whatever its format: what it would bring, and against what the desk has."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from sqlalchemy.orm import Session

from grcdesk.errors import BadInput, Refused
from grcdesk.importers.catalogs import apart, foreign
from grcdesk.importers.catalogs.catalogs import CatalogFile
from grcdesk.importers.catalogs.foreign import Translated
from grcdesk.importers.reading.apart.maps import read_map
from grcdesk.models.catalogs import Catalog
from grcdesk.paths import DeskPaths
from grcdesk.schemas.catalogs.catalogs import CatalogChange, CatalogPreview, TakingPlan
from grcdesk.services.catalogs import checks
from grcdesk.services.catalogs import reading as lists
from grcdesk.services.catalogs.writing import changes
from grcdesk.terms import CatalogSource
from grcdesk.wording import count

NO_PLAN = TakingPlan()


def read(path: Path, plan: TakingPlan, paths: DeskPaths | None) -> Translated:
    """The catalogs of a file: one of ours, or of a format of others.

    Raises:
        BadInput: when it cannot be read, saying what was seen; when it is ours and a plan is told.
    """
    form = foreign.form_of(path)
    if form:
        own = paths.makers if paths and paths.makers.is_dir() else None
        known = {one.data.catalog: str(one.data.kind) for one in lists.files(paths)}
        return foreign.translate(path, form, _with_map(plan), own, known)
    if plan != NO_PLAN:
        told = "says itself what it holds: it is a catalog file of ours"
        raise BadInput(told, hint="leave the options for lists of others out", file=str(path))
    return Translated((), (apart.read_catalog(path),))


def _with_map(plan: TakingPlan) -> TakingPlan:
    """The plan with what its column map says; what is told beside it goes before that."""
    if not plan.map:
        return plan
    found = read_map(Path(plan.map))
    told = dict(plan.columns)
    words = tuple((name, theirs, ours) for name, each in found.words.items() for theirs, ours in each.items())
    return replace(plan, columns=tuple((found.columns | told).items()), words=(*words, *plan.words), map="")


def preview(session: Session, file: CatalogFile) -> CatalogPreview:
    """What one catalog would bring."""
    row = session.get(Catalog, file.data.catalog)
    moved = changes(session, file.data)
    return CatalogPreview(
        *(file.data.catalog, file.data.kind, file.data.title, file.data.version),
        *(lists.size_of(file), row is not None, tuple(moved)),
    )


def stands(session: Session, file: CatalogFile) -> bool:
    """Whether the desk has that catalog just so, whichever file it came from."""
    row = session.get(Catalog, file.data.catalog)
    return row is not None and row.kind is file.data.kind and not changes(session, file.data)


def refuse_unasked(session: Session, file: CatalogFile, *, agreed: bool) -> None:
    """A list taken in once more changes what is there only when a person has seen how.

    Raises:
        Refused: when it would change a shipped catalog, one of another kind, or one without consent.
    """
    row = session.get(Catalog, file.data.catalog)
    if row is None:
        return
    if row.source is CatalogSource.SHIPPED or row.kind is not file.data.kind:
        what = "shipped with grcdesk" if row.source is CatalogSource.SHIPPED else f"a catalog of {row.kind}"
        raise Refused(f"{file.data.catalog} is {what}", hint="take it in under another id: --catalog ID")
    moved = changes(session, file.data)
    if not agreed and any(one.change != "added" for one in moved):
        told = _told(moved)
        raise Refused(f"{file.data.catalog} is in the desk already; {told}", hint="--dry-run shows it, --yes takes it")


def _told(moved: list[CatalogChange]) -> str:
    by = [sum(one.change == word for one in moved) for word in ("added", "changed", "removed")]
    return f"{count(by[0], 'record')} would be new, {by[1]} changed, {by[2]} gone"


def refuse_misfit(session: Session, file: CatalogFile, told: tuple[str, ...]) -> None:
    """As `checks.refuse_misfit`; of a file of others what was read is told too, and no line of the translation."""
    try:
        checks.refuse_misfit(session, file)
    except BadInput as error:
        line = error.line if file.written is None else None
        reasons = (*error.reasons, *told)
        raise BadInput(error.message, hint=error.hint, reasons=reasons, file=error.file, line=line) from error
