"""Findings and deviations. What was put right later stands beside them and takes nothing away."""

from __future__ import annotations

from grcdesk.reports.labels import ids, say
from grcdesk.reports.workbook.tab import CellValue, Shaded, Tab, Unless
from grcdesk.reports.workbook.tabs import outcomes
from grcdesk.reports.workbook.tabs.making import (
    NOT_STATED,
    Homes,
    aside,
    day,
    lacking,
    link,
    made,
    name,
    number,
    text,
    word,
)
from grcdesk.reports.workbook.tabs.titles import CONTROLS, DEVIATIONS, EVIDENCE, FINDINGS
from grcdesk.schemas.audits.sheets import AuditSheets, FindingSheet
from grcdesk.terms.findings import FindingStatus


def _extent(one: FindingSheet) -> str:
    k, n = one.row.extent_k, one.row.extent_n
    return "" if k is None else f"{k:,}" if n is None else f"{k:,} of {n:,}"


def _status(one: FindingSheet) -> CellValue:
    told = say(one.row.status)
    if one.row.lapsed:
        return Shaded(told, outcomes.BAD)
    if one.row.status is FindingStatus.CLOSED and one.unsound:
        return Shaded(told, outcomes.CLAIM)
    return told


def _response(one: FindingSheet) -> str:
    agreed = f"agreed: {say(one.row.agreed)}" if one.row.agreed else ""
    return "; ".join(part for part in (agreed, one.response) if part) or "none yet"


def _fixed(one: FindingSheet) -> str:
    """`3 of 7`: of the items it names those that an artefact shows to be right by now."""
    return f"{one.fixed:,} of {one.items:,}" if one.items else ""


FINDING = (
    name("ID", 6.5, "The finding", lambda one: one.row.id),
    link("Control", 10.3, "The control it is about; leads to the matrix", lambda one: one.row.control, CONTROLS),
    text("Finding", 10.4, "In one line", lambda one: one.row.title),
    text("Condition", 9.6, "What is", lambda one: one.condition or NOT_STATED),
    text("Criteria", 8.9, "What should be", lambda one: one.criteria or NOT_STATED),
    text("Cause", 8.9, "Why it came about", lambda one: one.cause or NOT_STATED),
    text("Effect", 8.9, "What may follow", lambda one: one.effect or NOT_STATED),
    word("Severity", 8.9, "A person says it", lambda one: say(one.row.severity), outcomes.SEVERITY,
         choices="lstSeverity"),
    text("Exceptions", 9.6, "Items that were wrong, of those looked at; what was put right since counts all the same",
         _extent),
    text("Response", 9.7, "What management says to it", _response),
    text("Owner", 8, "Who answers for it", lambda one: one.row.owner),
    day("Due", "The first of its dates that is to be kept: response, step, check, end of an acceptance; looks missed "
        "while it is over on the day this is judged on", lambda one: one.row.next_due,
        late=(Unless("Status", (say(FindingStatus.CLOSED),)),)),
    word("Status", 9.6, "closed: somebody else than its owner saw what shows that it was put right", _status,
         outcomes.FINDING, choices="lstFinding"),
    text("Verified by", 8, "Who saw that it was put right; never its owner", lambda one: one.verified_by),
    *aside(
        text("Class", 20, "As the scheme calls it", lambda one: say(one.row.scheme_class)),
        name("Criterion", 12, "The criterion it is about", lambda one: one.row.criterion),
        name("Test", 16, "The test that failed", lambda one: one.row.test),
        text("Found in", 14, "Where it comes from", lambda one: say(one.row.source)),
        name("From", 18, "The records it comes from", lambda one: ids(one.row.links)),
        text("Recommendation", 40, "What was advised", lambda one: one.recommendation),
        text("Responded by", 18, "Who answered for management", lambda one: one.responded_by),
        day("Responded on", "When", lambda one: one.responded_on, 13),
        text("Put right since", 12, "Of the items it names those that an artefact shows to be right by now", _fixed),
        day("Raised", "When", lambda one: one.row.raised_on, 12),
        text("Raised by", 18, "Who", lambda one: one.row.raised_by),
        day("Since", "Since when it stands so", lambda one: one.row.status_since, 12),
        day("Verified on", "When it was seen to be put right", lambda one: one.verified_on, 12),
        day("Closed", "When it was closed", lambda one: one.closed_on, 12),
        link("Proof", 14, "Artefacts that show it was put right", lambda one: ids(one.proofs), EVIDENCE),
        text("Proof is not sound", 24, "Artefacts among them that show nothing any more, and why",
             lambda one: ids(one.unsound)),
        text("Accepted by", 18, "On whose word the risk is lived with", lambda one: one.accepted_by),
        day("Accepted until", "Until when", lambda one: one.accept_until, 13),
        text("Accepted because", 30, "Why", lambda one: one.accept_reason),
        number("Steps", 8, "Planned on Remediation", lambda one: one.row.actions),
        number("Steps done", 10, "Of these, as said", lambda one: one.row.actions_done),
        number("Slips", 8, "Dates of steps that moved", lambda one: one.row.slips),
        name("Repeats", 14, "Findings of earlier engagements that say the same", lambda one: ids(one.row.repeat)),
    ),
)  # fmt: skip
DEVIATION = (
    name("ID", 8, "The deviation; none is ever removed", lambda row: row.id),
    link("Control", 10.3, "Of which control; leads to the matrix", lambda row: row.control, CONTROLS),
    name("Test", 11.6, "That the item failed", lambda row: row.test),
    name("Item", 13, "Its key; empty: the control as a whole, or more items than are listed", lambda row: row.item),
    text("Because", 18, "Why it fails", lambda row: row.why),
    word("State", 10, "open: nobody has ruled on it; exception: it is reported; false positive: two people said why it "
         "is none", lambda row: say(row.state), outcomes.DEVIATION, choices="lstDeviation"),
    text("Ruled by", 9, "Who said so", lambda row: row.decided_by),
    day("Ruled on", "When", lambda row: row.decided_on),
    text("Reason", 12, "Why", lambda row: row.reason),
    day("Found on", "When it was found", lambda row: row.found_on),
    name("Found in", 8, "The run that found it, or who did", lambda row: row.found_in),
    name("Gone since", 8, "The run in which it no longer showed; it stays on record", lambda row: row.gone_since),
    *aside(
        text("And by", 18, "The second person, where it is none", lambda row: row.second),
        name("Population", 11, "The list it was found in", lambda row: row.population),
        text("Facts", 50, "The columns that show it", lambda row: ids([f"{k}={v}" for k, v in row.facts.items()])),
        link("Evidence", 14, "Artefacts that show it", lambda row: ids(row.evidence), EVIDENCE),
        number("Items", 8, "It stands for", lambda row: row.count),
    ),
)  # fmt: skip


def findings_tab(sheets: AuditSheets | None, homes: Homes) -> Tab:
    """One row a finding, in the order they were raised."""
    return made(
        FINDINGS,
        "What was found wanting. Condition, criteria, cause and effect, what management says, and who saw it put "
        "right; what was wrong stays on record.",
        FINDING,
        sheets.findings if sheets else (),
        empty=lacking(sheets, "no finding is on file"),
        homes=homes,
    )


def deviations_tab(sheets: AuditSheets | None, homes: Homes) -> Tab:
    """One row a deviation, oldest first."""
    return made(
        DEVIATIONS,
        "Every item that failed a test. Who said whether that is an exception; nothing here is ever removed.",
        DEVIATION,
        sheets.deviations if sheets else (),
        empty=lacking(sheets, "no deviation is on record; which tests were run stands on Tests"),
        homes=homes,
    )
