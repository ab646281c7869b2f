"""Populations: what is a key is measured, and nothing becomes a population by itself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grcdesk.errors import BadInput
from grcdesk.importers.evidence.populations import read_population
from grcdesk.importers.reading.job import ReadingJob
from importers.reads import read, write

BLANK = "ref_id,change,merged on,approved by\n,Switch reply model,2026-02-03,Lin Chen\n,Raise temperature,2026-06-09,\n"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("changes.csv", BLANK),
        ("list.csv", "id,name\n1,a\n2,b\n"),
        ("accounts.json", '[{"id": "1", "email": "a@b.example"}]'),
    ],
)
def test_nothing_becomes_a_population_by_itself(tmp_path, name, content):
    with pytest.raises(BadInput, match="no importer knows this file"):
        read(write(tmp_path, name, content))


def test_rows_without_a_key_are_refused_and_counted(tmp_path):
    with pytest.raises(BadInput, match=r"2 rows, none usable: 2 have no ref_id"):
        read(write(tmp_path, "changes.csv", BLANK), importer="population")


def test_a_column_that_is_no_key_by_measurement_is_refused_and_named(tmp_path):
    path = write(tmp_path, "s.csv", "ID,CHECK_ID,RESOURCE_ID\n1,a,user\n2,a,root\n2,b,root\n")
    with pytest.raises(BadInput) as error:
        read(path, importer="population")
    assert "no column is a key: `ID` is the same in lines 3 and 4, which differ" in error.value.message
    with pytest.raises(BadInput, match="it is no key: `CHECK_ID` is the same in lines 2 and 3"):
        read(path, importer="population", columns={"key": "CHECK_ID"})
    report = read(path, importer="population", columns={"key": "CHECK_ID, RESOURCE_ID"})
    assert (report.used, report.facts["key column"]) == (3, "CHECK_ID + RESOURCE_ID")


def test_the_first_column_that_is_a_key_is_taken(tmp_path):
    report = read(write(tmp_path, "p.csv", "id,ticket_id\nx,1\nx,2\n"), importer="population")
    assert (report.used, report.facts["key column"]) == (2, "ticket_id")


def test_a_column_that_is_not_there_is_refused_with_those_that_are(tmp_path):
    with pytest.raises(BadInput, match="it has no column number") as error:
        read(write(tmp_path, "p.csv", "id,what\n1,x\n"), importer="population", columns={"key": "number"})
    assert "its columns are id and what" in error.value.hint


def test_rows_that_lack_the_key_that_was_named_are_skipped_by_line(tmp_path):
    report = read(write(tmp_path, "p.csv", "n,what\n1,x\n,y\n"), importer="population", columns={"key": "n"})
    assert (report.rows, report.used, report.skipped) == (2, 1, 1)
    assert (report.skips[0].reason, report.skips[0].lines) == ("no n", "3")


def test_an_empty_list_is_known_by_its_heading(tmp_path):
    report = read(write(tmp_path, "p.csv", "release_id,what\n"), importer="population")
    assert (report.rows, report.used, report.facts["key column"]) == (0, 0, "release_id")
    report = read(write(tmp_path, "p.json", "[]"), importer="population")
    assert "key column" not in report.facts
    report = read(write(tmp_path, "p.json", "[]"), importer="population", columns={"key": "number"})
    assert report.facts["key column"] == "number"


@given(st.lists(st.tuples(st.sampled_from(["", "a", "b", "c"]), st.sampled_from("xyz")), min_size=1, max_size=6))
def test_a_population_holds_each_key_once_or_is_refused(tmp_path_factory, rows):
    path = tmp_path_factory.mktemp("p") / "p.csv"
    path.write_text("id,what\n" + "".join(f"{key},{what}\n" for key, what in rows))
    job = ReadingJob(path, path.name, path.stat().st_size)
    blank = any(not key for key, _ in rows) and any(key for key, _ in rows)
    differ = {key for key, what in rows if key and any(key == one and what != other for one, other in rows)}
    try:
        read_population(job)
    except BadInput:
        assert differ or blank
    else:
        assert not differ
        assert not blank
        assert job.account.used == len({key for key, _ in rows if key})
        assert job.account.skipped == sum(not key for key, _ in rows)
        assert job.account.balanced
    finally:
        job.close()
