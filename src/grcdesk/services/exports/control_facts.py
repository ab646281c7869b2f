"""What other records hold about controls, for the workbook: key, populations, open findings. Reads only."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from grcdesk.models.base import col
from grcdesk.models.catalogs import Control
from grcdesk.schemas.exports.matrix_facts import ControlFacts, ListBehind, OpenFinding
from grcdesk.services.findings import reading as findings
from grcdesk.services.populations import reading as populations
from grcdesk.terms.findings import FindingStatus


def facts(session: Session, day: date) -> dict[str, ControlFacts]:
    """By control; findings and populations of the engagement in force."""
    lists: dict[str, list[ListBehind]] = defaultdict(list)
    for row in populations.shelf(session):
        if row.in_force:
            checked = "; by ".join(part for part in (row.completeness, row.checked_by) if part)
            one = ListBehind(row.id, row.name, row.rows, row.evidence, row.why_not_final, checked)
            for control in row.controls:
                lists[control].append(one)
    open_: dict[str, list[OpenFinding]] = defaultdict(list)
    for each in findings.rows(session, day):
        if each.status is not FindingStatus.CLOSED:
            open_[each.control].append(OpenFinding(each.id, each.status))
    return {
        control: ControlFacts(key, tuple(lists[control]), tuple(open_[control]))
        for control, key in session.execute(select(col(Control.id), col(Control.key)))
    }
