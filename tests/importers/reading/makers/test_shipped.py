"""Every shipped maker file has a source, a day, and a sample that bears its signs and those of no other more."""

from __future__ import annotations

import pytest

from grcdesk.importers.reading import records, sheets
from grcdesk.importers.reading.head import FileHead
from grcdesk.importers.reading.job import ReadingJob
from grcdesk.importers.reading.makers.files import maker_files, makers_for, read_maker
from grcdesk.importers.reading.makers.signs import maker_of
from grcdesk.paths import CATALOGS, MAKERS, SAMPLES

FILES = maker_files(CATALOGS / MAKERS)
SAMPLE_FILES = SAMPLES / MAKERS


def samples_of(maker) -> list:
    return sorted(one for one in SAMPLE_FILES.glob(f"{maker.reads}/*") if one.name.partition(".")[0] == maker.id)


def head_of(path) -> FileHead:
    job = ReadingJob(path, path.name, path.stat().st_size)
    try:
        data = records.head_of(job)
    finally:
        job.close()
    return FileHead(data, path.name, sheets.header(job) if sheets.is_workbook(data) else ())


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_it_says_from_what_it_was_written_and_its_sample_is_of_it(path) -> None:
    maker = read_maker(path)
    assert maker.reads == path.parent.name, "it lies in the folder of its importer"
    assert maker.what
    assert maker.source.startswith("https://")
    assert maker.seen is not None
    found = samples_of(maker)
    assert found, f"no sample: samples/makers/{maker.reads}/{maker.id}.*"
    for one in found:
        known = maker_of(head_of(one), makers_for(maker.reads))
        assert known, f"{one.name} does not bear the signs of {maker.id}"
        assert known[0].id == maker.id


def test_every_sample_of_a_maker_has_its_file() -> None:
    ids = {(one.parent.name, one.stem) for one in FILES}
    there = {(one.parent.name, one.name.partition(".")[0]) for one in SAMPLE_FILES.glob("*/*") if one.is_file()}
    assert there <= ids
