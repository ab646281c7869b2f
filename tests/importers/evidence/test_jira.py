"""Issues of Jira, as its search answers: tickets with what stands in their fields, and a page told as one."""

from __future__ import annotations

import json

from grcdesk.paths import SAMPLES
from importers.reads import read, write

SAMPLE = SAMPLES / "makers" / "tickets" / "jira-search.json"


def test_the_sample_is_read_as_counted() -> None:
    report = read(SAMPLE)
    assert (report.importer, report.maker, report.used) == ("tickets", "Jira, issues, answer to a search", 3)
    assert report.totals["tickets"] == {"open": 1, "resolved": 2}
    assert report.totals["severities"] == {"Highest": 1, "Low": 2}
    assert not report.page


def test_a_page_of_it_is_told(tmp_path) -> None:
    document = json.loads(SAMPLE.read_text(encoding="utf-8")) | {"total": 57}
    report = read(write(tmp_path, "page.json", json.dumps(document)))
    assert report.page == ("`total` says 57, 3 stand in it",)
