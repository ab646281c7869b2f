"""What scanners found behind controls: of each scanner and what it scanned the newest report, by tied rules.

Rules that passed say nothing of a control: a scan looks at some of it. A rule that failed is told until a newer scan of
the same shows it otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from grcdesk.rules.coverage.check_rows import nothing, row
from grcdesk.rules.coverage.checks import state_of
from grcdesk.schemas.coverage.checks import CheckItem, CheckRow, Limit, ListInForce
from grcdesk.schemas.coverage.scans import ScanReport, TiedRule
from grcdesk.wording import count


def newest(scans: Iterable[ScanReport], as_of: date) -> list[ScanReport]:
    """Those in force on a day: the newest whole one of each scope, and what came after it in part."""
    found: list[ScanReport] = []
    taken: set[tuple[str, ...]] = set()
    ordered = sorted(scans, key=lambda one: (one.last, one.position), reverse=True)
    for one in ordered:
        # a whole scan speaks for all rules of its scope: what an older one found is answered by it
        if one.last > as_of or one.scope in taken:
            continue
        found.append(one)
        if one.whole:
            taken.add(one.scope)
    return found


def failing(scans: Sequence[ScanReport]) -> list[TiedRule]:
    """Rules that failed and are tied to a control, once for each control."""
    return [
        TiedRule(control, one.rule, one.failed, scan.evidence, scan.last)
        for scan in scans
        for one in scan.rules
        if one.failed
        for control in one.controls
    ]


def told(found: Iterable[TiedRule]) -> list[str]:
    """Each as a line on the page of its control."""
    return [f"{one.rule} failed on {count(one.failed, 'finding')} by {one.evidence} of {one.last}" for one in found]


def _in_force(one: ScanReport) -> ListInForce:
    """The report as a list the check was read from; of one in part it is said why."""
    return ListInForce(one.evidence, one.source, one.last, page="" if one.whole else one.why)


def check(limit: Limit, scans: Sequence[ScanReport], as_of: date) -> CheckRow:
    """Rules tied to controls that failed in the newest scans."""
    tied = [scan for scan in scans if any(one.controls for one in scan.rules)]
    if not tied:
        why = "no scan is on file with a rule tied to a control: see Findings and controls in the help of import"
        return nothing(limit, as_of, why)
    bad = failing(tied)
    rules = sorted({(one.rule, one.evidence) for one in bad})
    state = state_of(limit, len(rules))
    items = [
        CheckItem(one.control, f"{one.rule}: {one.failed:,} failed in {one.evidence}", one.failed, state) for one in bad
    ]
    number = sum(bool(one.controls) for scan in tied for one in scan.rules)
    says = f"{len(rules):,} of {count(number, 'rule')} tied to controls failed"
    lists = [_in_force(one) for one in tied]
    return row(limit, as_of, (len(rules), state), says, sorted(items, key=lambda item: item.id), lists=lists)
