"""Words of files in the Open Security Controls Assessment Language."""

from __future__ import annotations

from enum import StrEnum


class OscalModel(StrEnum):
    """Which document is written."""

    CATALOG = "catalog"
    MAPPING = "mapping"
    COMPONENTS = "components"
