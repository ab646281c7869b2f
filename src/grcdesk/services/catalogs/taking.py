"""Taking catalogs in from a file, whatever its format."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from sqlmodel import Session

from grcdesk.errors import BadInput
from grcdesk.importers.catalogs import apart, foreign
from grcdesk.importers.catalogs.catalogs import CatalogFile
from grcdesk.importers.catalogs.foreign import Translated
from grcdesk.models.catalogs import Catalog
from grcdesk.services.catalogs import checks
from grcdesk.services.catalogs.writing import changes


def read(path: Path, every: Sequence[CatalogFile], ends: Mapping[str, str] | None = None) -> Translated:
    """The catalogs of a file.

    Args:
        path: the file.
        every: the catalogs there are, which mappings may refer to.
        ends: `controls` and `framework` that mappings are between, where the file does not say so.

    Raises:
        BadInput: when it cannot be read.
    """
    if not foreign.is_foreign(path):
        return Translated((), (apart.read_catalog(path),))
    known = {one.data.catalog: str(one.data.kind) for one in every}
    return foreign.translate(path, known, {name: one for name, one in (ends or {}).items() if one})


def stands(session: Session, file: CatalogFile) -> bool:
    """Whether the desk has that catalog just so."""
    row = session.get(Catalog, file.data.catalog)
    return row is not None and row.kind is file.data.kind and not changes(session, file.data)


def refuse_misfit(session: Session, file: CatalogFile, taken: Translated | None) -> None:
    """As `checks.refuse_misfit`; what was read of a file of others, and what was not, is told with it."""
    try:
        checks.refuse_misfit(session, file)
    except BadInput as error:
        reasons = (*error.reasons, *(taken.told if taken is not None else ()))
        raise BadInput(error.message, hint=error.hint, reasons=reasons, file=error.file, line=error.line) from error
