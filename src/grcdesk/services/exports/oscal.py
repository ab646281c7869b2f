"""What files in the Open Security Controls Assessment Language tell, gathered from one state of the desk."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from grcdesk.errors import NotFound, Refused
from grcdesk.models.base import col
from grcdesk.models.vendors import Vendor
from grcdesk.schemas.exports.oscal import OscalContent
from grcdesk.services.catalogs import reading as catalog_reading
from grcdesk.services.catalogs.in_force import CatalogsInForce
from grcdesk.services.common.context import Context
from grcdesk.services.common.dates import two_dates
from grcdesk.services.features import reading as feature_reading
from grcdesk.services.programme import reading as programme_reading
from grcdesk.services.vendors import files as vendor_files
from grcdesk.terms.interchange import OscalModel
from grcdesk.wording import count


def gathered(context: Context, session: Session, model: OscalModel, catalog: str = "") -> OscalContent:
    """Everything a document tells, from that state of the desk.

    Args:
        context: of the desk.
        session: sees that state.
        model: which document.
        catalog: of a catalog or mapping the one; empty: all that are in force.

    Raises:
        NotFound: when there is no such catalog in the desk.
        Refused: when there is nothing to tell, or a component definition is asked for one catalog.
    """
    held = programme_reading.programme(session)
    in_force = CatalogsInForce(session, catalog_reading.files(context.paths))
    parts = _PARTS[model](in_force, catalog)
    if model is OscalModel.COMPONENTS:
        rows = session.scalars(select(Vendor).order_by(col(Vendor.position))).all()
        parts |= {
            "features": feature_reading.details(session, feature_reading.cards(session)),
            "vendors": tuple(vendor_files.files(session, rows, context.today())),
        }
    return OscalContent(held.organisation, held.name, two_dates(context, session, context.today()), **parts)


def told(content: OscalContent, model: OscalModel) -> str:
    """What the file holds, in words."""
    if model is OscalModel.CATALOG:
        items = sum(len(one.items) for one in content.frameworks) + sum(len(one.controls) for one in content.controls)
        return f"{count(len(content.catalogs), 'catalog')}, {count(items, 'control')}"
    if model is OscalModel.MAPPING:
        relations = sum(len(one.mappings) for one in content.mappings)
        return f"{count(len(content.mappings), 'mapping')}, {count(relations, 'relation')}"
    return f"{count(len(content.features), 'AI feature')}, {count(len(content.vendors), 'vendor')}"


def _catalogs(in_force: CatalogsInForce, catalog: str) -> dict[str, Any]:
    frameworks, controls = in_force.frameworks(), in_force.controls()
    _refuse_unknown(catalog, [one.catalog for one in (*frameworks, *controls)])
    return {
        "frameworks": tuple(one for one in frameworks if catalog in ("", one.catalog)),
        "controls": tuple(one for one in controls if catalog in ("", one.catalog)),
        "tailored": in_force.tailored(),
    }


def _mappings(in_force: CatalogsInForce, catalog: str) -> dict[str, Any]:
    mappings = in_force.mappings()
    _refuse_unknown(catalog, [one.catalog for one in mappings])
    kept = tuple(one for one in mappings if catalog in ("", one.catalog))
    if not kept:
        raise Refused("no control of this desk is mapped", hint="grcdesk catalogs add FILE brings mappings")
    return {
        "mappings": kept,
        "frameworks": tuple(in_force.frameworks()),
        "controls": tuple(in_force.controls()),
    }


def _components(in_force: CatalogsInForce, catalog: str) -> dict[str, Any]:
    if catalog:
        raise Refused("a component definition is about all catalogs", hint="leave --catalog out")
    return {"controls": tuple(in_force.controls())}


def _refuse_unknown(catalog: str, known: list[str]) -> None:
    if catalog and catalog not in known:
        raise NotFound.of("catalog in force of that kind", catalog, tuple(known))


_PARTS: Mapping[OscalModel, Callable[[CatalogsInForce, str], dict[str, Any]]] = {
    OscalModel.CATALOG: _catalogs,
    OscalModel.MAPPING: _mappings,
    OscalModel.COMPONENTS: _components,
}
