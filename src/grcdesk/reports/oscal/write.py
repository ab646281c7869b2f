"""An OSCAL file of any of the models that are written."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from grcdesk.reports.oscal.catalog import catalog_file
from grcdesk.reports.oscal.components import component_file
from grcdesk.reports.oscal.mapping import mapping_file
from grcdesk.schemas.exports.oscal import OscalContent
from grcdesk.terms.interchange import OscalModel

_WRITERS: Mapping[OscalModel, Callable[[OscalContent], bytes]] = {
    OscalModel.CATALOG: catalog_file,
    OscalModel.MAPPING: mapping_file,
    OscalModel.COMPONENTS: component_file,
}


def oscal_file(model: OscalModel, content: OscalContent) -> bytes:
    """The file as UTF-8 JSON."""
    return _WRITERS[model](content)
