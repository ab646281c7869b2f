from __future__ import annotations


def test_views_are_saved_listed_and_dropped(on):
    assert on("views", "save", "overdue", "due:<today").code == 0
    assert on("views", "list", "--json").json == [{"name": "overdue", "where": "due:<today"}]
    assert "overdue" in on("views", "list").out
    assert on("views", "drop", "overdue").code == 0
    assert on("views", "drop", "overdue").code == 1


def test_a_view_that_is_no_filter_is_refused(on):
    assert on("views", "save", "wrong", "stauts:x").code == 2
    assert on("views", "list", "--json").json == []
