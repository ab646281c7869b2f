"""Records of a file in any form, and what a document says beside its list."""

from __future__ import annotations

import json

import pytest

from grcdesk.errors import BadInput
from grcdesk.importers.reading import jsons, records
from grcdesk.importers.reading.job import ReadingJob

_ROWS = [{"id": n, "text": 'a "quoted" ] sign'} for n in range(3)]


def _read(tmp_path, content: str):
    path = tmp_path / "a.json"
    path.write_text(content)
    given = ReadingJob(path, path.name, path.stat().st_size)
    try:
        return given, list(records.records(given))
    finally:
        given.close()


@pytest.mark.parametrize("indent", [None, 1])
@pytest.mark.parametrize("first", [True, False])
def test_a_sign_of_further_pages_is_found_before_and_behind_the_list(tmp_path, indent, first):
    beside, rows = {"has_more": True, "last_id": "2"}, {"data": _ROWS}
    given, found = _read(tmp_path, json.dumps(beside | rows if first else rows | beside, indent=indent))
    assert [record for _, record in found] == _ROWS
    assert list(given.page) == ["`has_more` says that more follow"]


def test_records_in_one_line_and_the_document_in_several_are_one_document(tmp_path):
    given, found = _read(tmp_path, '{"odd":"words","@odata.nextLink":"x","value":[\n {"id":1},\n {"id":2}]}\n')
    assert [record for _, record in found] == [{"id": 1}, {"id": 2}]
    assert list(given.page) == ["`@odata.nextLink` names the next page"]


def test_a_line_that_is_cut_off_makes_no_document_of_the_lines_behind_it(tmp_path):
    given, found = _read(tmp_path, '{"id": 1, "a":\n{"id": 2}\n{"id": 3}\n')
    assert ([record["id"] for _, record in found], given.account.skipped) == ([2, 3], 1)


def test_pages_written_one_behind_the_other_are_refused(tmp_path):
    with pytest.raises(BadInput, match="something follows the end of its list"):
        _read(tmp_path, json.dumps(_ROWS) + json.dumps(_ROWS))


def test_a_document_that_is_not_closed_behind_its_list_is_refused(tmp_path):
    with pytest.raises(BadInput, match="not valid JSON"):
        _read(tmp_path, '{"data": [{"id": 1}], "has_')


def test_what_is_too_long_to_be_looked_at_is_a_sign_too(tmp_path):
    beside = {"data": _ROWS, "blob": "x" * jsons.MAX_BESIDE, "has_more": True}
    given, found = _read(tmp_path, json.dumps(beside))
    assert (len(found), list(given.page)) == (3, ["what follows its list is too long to be looked at"])


def _wide(tmp_path, content: str, encoding: str = "utf-16"):
    path = tmp_path / "a.json"
    path.write_bytes(content.encode(encoding))
    job = ReadingJob(path, path.name, path.stat().st_size)
    try:
        return job, list(records.records(job))
    finally:
        job.close()


def test_json_in_utf_16_is_read_as_any_other(tmp_path):
    job, found = _wide(tmp_path, json.dumps([{"id": 1}, 2, {"id": 3}]))
    assert (job.form, found) == ("JSON in UTF-16", [(1, {"id": 1}), (3, {"id": 3})])
    assert [(reason, lines) for reason, _, lines in job.account.skips()] == [("not a record", "2")]
    job, found = _wide(tmp_path, '{"id": 1}\r\n{"id": \r\n{"id": 3}\r\n')
    assert [record for _, record in found] == [{"id": 1}, {"id": 3}]
    assert [(reason, lines) for reason, _, lines in job.account.skips()] == [("not JSON", "2")]


def test_json_in_utf_16_that_breaks_off_within_a_character_is_refused(tmp_path):
    path = tmp_path / "a.json"
    path.write_bytes('[{"id": 1}]'.encode("utf-16")[:-1])
    job = ReadingJob(path, path.name, path.stat().st_size)
    with pytest.raises(BadInput, match="not valid UTF-16"):
        list(records.records(job))
    job.close()


def test_a_table_in_utf_16_is_no_json(tmp_path):
    _, found = _wide(tmp_path, "id,name\n1,a\n")
    assert found == [(2, {"id": "1", "name": "a"})]


def test_a_total_may_stand_in_a_record_of_a_record_beside_the_list(tmp_path):
    given, _ = _read(tmp_path, json.dumps({"value": _ROWS, "response": {"metadata": {"total": 9}}}))
    assert any("says 9, 3 stand in it" in sign for sign in given.page)
