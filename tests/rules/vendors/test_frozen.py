"""What is frozen stays as it was; what has moved since is told, each thing, and nothing else."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from grcdesk.rules.vendors.file import judge
from grcdesk.rules.vendors.frozen import FORMAT, freeze, since, tally, told
from grcdesk.schemas.vendors.file import VendorFile
from grcdesk.schemas.vendors.reviews import FileMove
from grcdesk.terms.vendors import DocumentKind, Objection, Training
from reports import vendor_records as records

ON = date(2026, 9, 1)


def frozen(file: VendorFile, day: date = ON):
    return json.loads(json.dumps(freeze(judge(file, day))))


@given(st.dates(date(2026, 1, 1), date(2027, 12, 31)))
def test_the_same_file_on_the_same_day_has_not_moved(day):
    file = records.provider()
    assert since(frozen(file, day), frozen(file, day)) == []
    assert frozen(file, day)["format"] == FORMAT


def test_each_thing_that_moved_is_told_by_its_id():
    file = records.provider()
    new = records.document("DOC-9", DocumentKind.ISO27001, issued=date(2026, 10, 1), title="Certificate")
    (agreement,) = file.agreements
    (other,) = file.subprocessors
    later = replace(
        file,
        documents=(*file.documents[1:], new),
        agreements=(replace(agreement, ended=date(2026, 10, 5)),),
        subprocessors=(replace(other, decision=Objection.ACCEPTED),),
        projects=tuple(replace(one, training=Training.OFF) for one in file.projects),
    )
    moved = {(one.what, one.id, one.how): one.told for one in since(frozen(file), frozen(later, date(2026, 11, 1)))}
    assert moved["paper", "DOC-9", "new"].startswith("Certificate, ISO 27001")
    assert ("paper", "DOC-1", "gone") in moved
    assert moved["agreement", "AGR-1", "changed"] == "ended none → 2026-10-05"
    assert moved["subprocessor", "VEN-1/s1", "changed"] == "decision open → accepted"
    assert moved["project of our account", "VEN-1/p3", "changed"] == "training on → off"
    assert ("open point", "training_setting Account settings", "gone") in moved
    assert ("open point", "no_dpa Data processing agreement", "new") in moved


def test_days_that_run_on_in_a_reason_are_no_move_and_two_points_of_one_name_are_two():
    file = records.provider()
    assert not [one for one in since(frozen(file), frozen(file, date(2026, 9, 2))) if one.how == "changed"]
    point = {"id": "a", "about": "A", "why": "w", "level": "fails"}
    assert since({"points": [point]}, {"points": [point, point]}) == [
        FileMove("open point", "a", "new", "A: w (fails)")
    ]


def test_it_is_counted_and_told_in_words():
    counted = dict(tally(frozen(records.provider())))
    assert (counted["paper"], counted["agreement"], counted["project of our account"]) == (3, 1, 3)
    assert (
        told({"id": "DOC-1", "title": "Report", "issued": "2026-08-01", "expires": None}) == "Report, issued 2026-08-01"
    )
