"""What a catalog may not do to a desk: take ids of others, point at nothing, or lose what people said."""

from __future__ import annotations

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from grcdesk.errors import BadInput, Refused
from grcdesk.importers.catalogs.catalogs import CatalogFile
from grcdesk.models.base import col
from grcdesk.models.catalogs import Control, FrameworkItem, Mapping, TestAttribute
from grcdesk.models.controls import Assessment, ControlScope, Tailoring
from grcdesk.models.evidence import EvidenceLink
from grcdesk.models.gap import Action, RiskAcceptance
from grcdesk.rules.catalogs.lint import texts
from grcdesk.rules.catalogs.naming import named
from grcdesk.rules.catalogs.skeleton import PLACEHOLDER
from grcdesk.rules.fields.controls import RESERVED
from grcdesk.schemas.catalogs.files import ControlsFile, FrameworkFile, MappingsFile
from grcdesk.services.common import frameworks
from grcdesk.wording import count, join


def refuse_misfit(session: Session, file: CatalogFile) -> None:
    """Ids must be free, and mappings may only join a control and an item the desk has.

    Raises:
        BadInput: with file, line and cure.
    """
    _refuse_unfilled(file)
    if isinstance(file.data, FrameworkFile):
        _refuse_taken_words(session, file, file.data)
    elif isinstance(file.data, ControlsFile):
        _refuse_taken_controls(session, file, file.data)
    else:
        _refuse_dangling(session, file, file.data)
        _refuse_taken_mappings(session, file, file.data)


def _refuse_unfilled(file: CatalogFile) -> None:
    found = [(file.line_of("", place), where) for place, where, _, text in texts(file.data) if PLACEHOLDER.search(text)]
    if found:
        raise BadInput(
            f"{count(len(found), 'placeholder')} still to be filled in",
            hint="grcdesk catalogs lint names each",
            reasons=tuple(f"line {line}: {where}" for line, where in found),
            file=str(file.path),
            line=found[0][0],
        )


def _refuse_taken_words(session: Session, file: CatalogFile, data: FrameworkFile) -> None:
    short, _, json_name, also = named(data)
    others = {
        word: one.id
        for one in frameworks.listed(session)
        if one.id != data.catalog
        for word in (one.short, one.json_name, *one.also)
    }
    for key, word in (("short", short), ("json_name", json_name), *(("also", word) for word in also)):
        taken = "a field of controls" if word in RESERVED else f"a word of {others[word]}" if word in others else ""
        if taken:
            raise BadInput(
                f"{word!r} is {taken}, and filters would not know which is meant",
                hint=f"choose another word with `{key}:`",
                file=str(file.path),
                line=file.line_of("", key),
            )


def _refuse_taken_controls(session: Session, file: CatalogFile, data: ControlsFile) -> None:
    for control in data.controls:
        other = session.get(Control, control.id)
        if other is not None and other.catalog != data.catalog:
            _refuse_taken(file, f"control {control.id}", f"catalog {other.catalog}", control.id)
        for test in control.tests:
            known = session.get(TestAttribute, test.id)
            owner = session.get(Control, known.control) if known is not None else None
            if owner is not None and owner.catalog != data.catalog:
                _refuse_taken(file, f"test {test.id}", f"the desk already, of {owner.id}", test.id)


def _refuse_taken_mappings(session: Session, file: CatalogFile, data: MappingsFile) -> None:
    for entry in data.mappings:
        other = session.get(Mapping, f"{entry.control}/{data.framework}/{entry.item}")
        if other is not None and other.catalog != data.catalog:
            _refuse_taken(file, f"{entry.control} → {entry.item}", f"catalog {other.catalog}", entry.key)


def _refuse_taken(file: CatalogFile, what: str, where: str, record: str) -> None:
    raise BadInput(
        f"{what} is in {where}" + ("" if "already" in where else " already"),
        hint="choose another id" if "→" not in what else "leave it out here, or update that catalog",
        file=str(file.path),
        line=file.line_of(record),
    )


def _refuse_dangling(session: Session, file: CatalogFile, data: MappingsFile) -> None:
    items = set(session.scalars(select(col(FrameworkItem.ref)).where(col(FrameworkItem.framework) == data.framework)))
    controls = set(session.scalars(select(col(Control.id))))
    for entry in data.mappings:
        for what, name, known in (("control", entry.control, controls), ("item", entry.item, items)):
            if name not in known:
                raise BadInput(
                    f"unknown {what} {name!r}",
                    hint="add its catalog first, or mend the id",
                    file=str(file.path),
                    line=file.line_of(entry.key),
                )


def refuse_loose_mappings(session: Session) -> None:
    """After an update no mapping may be left without its control or its item.

    Raises:
        Refused: naming each such mapping and its catalog.
    """
    session.flush()
    item = (col(FrameworkItem.framework) == col(Mapping.framework)) & (col(FrameworkItem.ref) == col(Mapping.item))
    query = (
        select(col(Mapping.catalog), col(Mapping.control), col(Mapping.item))
        .where(~exists().where(item) | ~exists().where(col(Control.id) == col(Mapping.control)))
        .order_by(col(Mapping.catalog), col(Mapping.position))
    )
    loose = [f"{catalog} maps {control} → {ref}" for catalog, control, ref in session.execute(query)]
    if loose:
        raise Refused(
            f"the new version drops what is mapped: {join(loose, 3)}",
            hint="take the relation out of that catalog's file and update both: grcdesk catalogs update",
            reasons=tuple(loose),
        )


def drop_judgement(session: Session, control: str) -> None:
    """Forget a control nobody has worked on.

    Raises:
        Refused: when anything was said of it, planned for it or shown for it.
    """
    assessment = session.get_one(Assessment, control)  # made with the control
    places = list(session.scalars(select(ControlScope).where(col(ControlScope.control) == control)))
    judged = assessment.version > 1
    decided = any(place.decided is not None for place in places)
    followed = any(
        session.scalar(select(func.count()).select_from(model).where(column == control))
        for model, column in (
            (Action, col(Action.control)),
            (RiskAcceptance, col(RiskAcceptance.control)),
            (EvidenceLink, col(EvidenceLink.control)),
            (Tailoring, col(Tailoring.control)),
        )
    )
    if judged or decided or followed:
        raise Refused(
            f"the new version drops {control}, which has been worked on",
            hint="keep the control in the catalog; set it to not applicable with a reason if it no longer fits",
        )
    for row in (assessment, *places):
        session.delete(row)
