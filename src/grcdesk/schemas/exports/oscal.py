"""What files in the Open Security Controls Assessment Language tell, in and out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from grcdesk.schemas.catalogs.files import ControlsFile, FrameworkFile, MappingsFile
from grcdesk.schemas.exports.two_dates import TwoDates
from grcdesk.schemas.features.features import FeatureDetail
from grcdesk.schemas.vendors.file import VendorFile


@dataclass(frozen=True, slots=True)
class OscalContent:
    """What a file tells. The same content gives the same bytes."""

    organisation: str
    programme: str
    dates: TwoDates
    """Nothing in it is judged on a day; it tells up to where its records go."""
    frameworks: tuple[FrameworkFile, ...] = ()
    controls: tuple[ControlsFile, ...] = ()
    mappings: tuple[MappingsFile, ...] = ()
    tailored: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By control: what the desk has otherwise than its catalog, and why."""
    features: tuple[FeatureDetail, ...] = ()
    vendors: tuple[VendorFile, ...] = ()

    @property
    def catalogs(self) -> tuple[FrameworkFile | ControlsFile, ...]:
        """Everything that is a catalog to OSCAL."""
        return (*self.frameworks, *self.controls)
