"""Everything the due-diligence memo on a vendor shows, gathered by the services and written by the reports."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from grcdesk.schemas.two_dates import TwoDates
from grcdesk.schemas.vendor_file import JudgedFile


@dataclass(frozen=True, slots=True)
class VendorMemo:
    """The content of the memo. Same memo → same bytes."""

    organisation: str
    programme: str
    judged: JudgedFile
    controls: Mapping[str, str]
    """Titles by id of the controls that answer what the vendor's reports expect of us."""
    dates: TwoDates
    version: str
    """Of the program."""

    @property
    def as_of(self) -> date:
        """The day it is judged on."""
        return self.dates.judged

    @property
    def name(self) -> str:
        """The vendor's."""
        return self.judged.file.detail.row.name
