"""Tests and deviations in words: what shows it, who judged it, and what a test lacks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from grcdesk.schemas.testing.testing import DeviationRow, ProofRow
from grcdesk.terms.testing import ChangeVerdict, DeviationSource, DeviationState
from grcdesk.tui.testing.changes import by_key
from grcdesk.tui.testing.columns import about_deviation, deviation_lines, judges

OPEN = DeviationRow(
    "DEV-1", "ENG-1", "AI-PI-02", "AI-PI-02.T2", "release 812", "deployed before it was approved",
    {"deployed_at": "2026-03-01"}, 1, DeviationState.OPEN, next(iter(DeviationSource)), "model_changes", "RUN-4",
    date(2026, 4, 2),
)  # fmt: skip


def told(row: DeviationRow) -> list[tuple[str, str]]:
    lines = [one.plain for one in deviation_lines(row)]
    wide = len(lines[0]) - len(lines[0].split("  ", 1)[1].lstrip())
    return [(line[:wide].strip(), line[wide:]) for line in lines]


def test_a_deviation_nobody_judged_says_what_shows_it_and_no_more() -> None:
    assert told(OPEN) == [
        ("Test", "AI-PI-02.T2"),
        ("Item", "release 812"),
        ("Why", "deployed before it was approved"),
        ("deployed at", "2026-03-01"),
        ("State", "open"),
        ("Found", "2026-04-02 in RUN-4 over model_changes"),
    ]
    assert about_deviation(OPEN).plain.splitlines()[1] == "not judged"


def test_what_no_longer_shows_stays_on_record() -> None:
    gone = replace(OPEN, gone_since="RUN-5")
    assert ("Since then", "no longer in the list of RUN-5; it stays on record") in told(gone)
    assert about_deviation(gone).plain.endswith("no longer shows since RUN-5; it stays")


def test_who_judged_it_is_named_and_a_false_positive_names_both() -> None:
    judged = replace(
        OPEN, state=DeviationState.FALSE_POSITIVE, decided_by="Max Roy", second="Lee Chen",
        decided_on=date(2026, 4, 9), reason="a test system", evidence=("EV-3", "EV-4"),
    )  # fmt: skip
    assert told(judged)[-4:] == [
        ("Judged by", "Max Roy and Lee Chen"),
        ("Judged on", "2026-04-09"),
        ("Reason", "a test system"),
        ("Evidence", "EV-3 EV-4"),
    ]
    assert judges(replace(judged, second="")) == "Max Roy"
    assert about_deviation(judged).plain.splitlines()[1].endswith("by Max Roy and Lee Chen: a test system")


def test_a_deviation_of_the_whole_control_or_of_many_items_says_so() -> None:
    assert ("Item", "the control as a whole") in told(replace(OPEN, item=""))
    assert ("Item", "1,200 items") in told(replace(OPEN, item="", count=1200))


def test_a_change_and_a_deployment_of_the_same_number_are_two_rows() -> None:
    change = ProofRow("812", "", "", "", ChangeVerdict.PROVEN, "", "", (), "POP-1")
    bare = ProofRow("", "", "", "", ChangeVerdict.NOT_PROVEN, "no change on file explains it", "812", (), "POP-1")
    assert list(by_key([change, bare]).values()) == [change, bare]
