"""Everything the due-diligence memo on a vendor shows, gathered by the services and written by the reports."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from grcdesk.schemas.exports.provenance import Provenance
from grcdesk.schemas.vendors.file import JudgedFile
from grcdesk.schemas.vendors.reviews import ReviewRow
from grcdesk.terms.vendors import ReviewStatus


@dataclass(frozen=True, slots=True)
class VendorMemo:
    """The content of the memo. Same memo → same bytes."""

    provenance: Provenance
    judged: JudgedFile
    controls: Mapping[str, str]
    """Titles by id of the controls that answer what the vendor's reports expect of us."""

    @property
    def as_of(self) -> date:
        """The day it is judged on."""
        return self.provenance.dates.judged

    @property
    def concluded(self) -> ReviewRow | None:
        """The review whose conclusion is in force on that day; a check counts when it is newer."""
        found = [one for one in self.judged.file.reviews if one.status is ReviewStatus.CONCLUDED and one.conclusion]
        known = [(one.concluded_on, one) for one in found if one.concluded_on and one.concluded_on <= self.as_of]
        # of two of one day the later id: it was drawn after the other
        return max(known, key=lambda pair: (pair[0], pair[1].id), default=(None, None))[1]

    @property
    def name(self) -> str:
        """The vendor's."""
        return self.judged.file.detail.row.name
