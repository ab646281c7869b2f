"""Rows handed on before the list was judged: the same rows, the same report, whatever later blocks bring."""

from __future__ import annotations

import dataclasses
import io
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grcdesk.errors import BadInput
from grcdesk.importers.evidence import read as evidence_read
from grcdesk.importers.evidence.frozen import blocks, freeze
from grcdesk.importers.evidence.frozen.sorting import KeySorter
from grcdesk.importers.evidence.frozen.survey import Survey
from grcdesk.importers.evidence.sandbox import ReadRequest

PLAIN = [
    {
        "change_id": f"CHG-{number:04}",
        "merged_at": f"2026-03-{number + 1:02}T10:00:00Z",
        "author": "Lin Chen",
        "score": 0.9,
    }
    for number in range(9)
]
LATER = {
    "a name spelt otherwise": {"author": "LIN CHEN"},
    "a name whose spelling sorts first": {"author": "LIn Chen"},
    "a time without a zone": {"merged_at": "2026-03-09 10:00"},
    "a day": {"merged_at": "2026-03-09"},
    "no time": {"merged_at": "soon"},
    "no key": {"change_id": ""},
    "a number that is none": {"score": "high"},
    "a new column": {"team": "core"},
    "a new column with text": {"notes": "The model told him to call his sister at noon, and he did so."},
    "text in a column of names": {"author": "please call me when you have read what I wrote about it"},
    "people as a list": {"author": ["Lin Chen", "Omar Haddad"]},
    "a record": {"author": {"login": "lin"}},
    "the same again": {"change_id": "CHG-0000", "merged_at": "2026-03-01T10:00:00Z"},
}


def frozen(path, rows, *, ahead: bool):
    """Everything that is known of a list after it was frozen."""
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    begun = Survey._begun
    sink, into = KeySorter(), io.BytesIO()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(blocks, "ROWS", 3)
        started = []
        patch.setattr(Survey, "_begun", lambda self, columns: started.append(begun(self, columns)) or started[-1])
        if not ahead:
            patch.setattr(Survey, "_begun", lambda *_: None)
        try:
            request = ReadRequest(str(path), importer="population", role="model_changes")
            report = evidence_read.read(request, rows=sink)
            found = sink.finish(into, "list")
        except BadInput as error:
            return str(error)
        finally:
            sink.close()
    assert not ahead or started
    return dataclasses.asdict(report), found, into.getvalue()


@pytest.mark.parametrize("place", [0, 2, 4, 8])
@pytest.mark.parametrize("what", LATER)
def test_what_comes_later_is_no_different(tmp_path, what, place):
    rows = [row | LATER[what] if number == place else row for number, row in enumerate(PLAIN)]
    assert frozen(tmp_path / "a.jsonl", rows, ahead=True) == frozen(tmp_path / "a.jsonl", rows, ahead=False)


ROWS = st.lists(
    st.sampled_from(range(9)).flatmap(
        lambda number: st.sampled_from([{}, {}, {}, *LATER.values()]).map(lambda more: PLAIN[number] | more)
    ),
    max_size=12,
)


@given(rows=ROWS)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_list_comes_out_otherwise(tmp_path, rows):
    assert frozen(tmp_path / "a.jsonl", rows, ahead=True) == frozen(tmp_path / "a.jsonl", rows, ahead=False)


def test_a_plain_list_is_read_once(tmp_path, monkeypatch):
    monkeypatch.setattr(freeze, "_hand_on", lambda *_: pytest.fail("it was read twice"))
    report, _, lines = frozen(tmp_path / "a.jsonl", PLAIN, ahead=True)
    assert report["used"] == len(lines.splitlines()) == len(PLAIN)
    assert (report["first"][:10], report["last"][:10]) == ("2026-03-01", "2026-03-09")
