"""Findings as a report is given them."""

from __future__ import annotations

from datetime import date

from grcdesk.schemas.findings.findings import FindingDetail, FindingRow
from grcdesk.terms import Answer
from grcdesk.terms.findings import FindingSource, FindingStatus, Severity


def finding(
    name: str,
    severity: Severity,
    *,
    control: str = "",
    status: FindingStatus = FindingStatus.RESPONDED,
    lapsed: bool = False,
    due: date | None = None,
) -> FindingDetail:
    row = FindingRow(
        id=name,
        engagement="ENG-1",
        title=f"Title of {name}",
        source=FindingSource.AUDITOR,
        links=(),
        control=control,
        criterion="CC6.1",
        test="",
        severity=severity,
        scheme_class=None,
        status=status,
        status_since=date(2026, 10, 1),
        lapsed=lapsed,
        owner="Ines Okafor",
        raised_by="Dana Reyes",
        raised_on=date(2026, 10, 1),
        age=51,
        extent_k=1,
        extent_n=9,
        response_due=None,
        agreed=Answer.YES,
        next_due=due,
        actions=0,
        actions_done=0,
        slips=0,
        repeat=(),
        version=1,
    )
    return FindingDetail(
        row=row,
        condition=f"Condition of {name}",
        criteria=f"Criteria of {name}",
        cause=f"Cause of {name}",
        effect=f"Effect of {name}",
        recommendation=f"Recommendation of {name}",
        period_from=None,
        period_to=None,
        response=f"Response to {name}",
        responded_by="Mei Tanaka",
        responded_on=date(2026, 10, 9),
        proofs=(),
        verified_by="",
        verified_on=None,
        closed_on=None,
        accepted_by="",
        accept_reason="",
        accepted_on=None,
        accept_until=None,
    )
