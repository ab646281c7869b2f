"""The file of a vendor names each of its records as the change log does."""

from __future__ import annotations

from reports.vendor_records import provider


def test_every_record_of_the_file_is_named_once():
    file = provider()
    assert len(file.ids) == len(set(file.ids))
    assert file.ids[0] == "VEN-1"
    assert {"VEN-1/c1", "DOC-1", "RR-1", "VEN-1/u1", "VEN-1/s1", "VEN-1/p3", "AGR-1", "VR-1"} <= set(file.ids)
    assert {"VEN-1/exit_plan", "AGR-1/retention"} <= set(file.ids)
