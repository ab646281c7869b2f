"""Column maps: what they say comes through, and what cannot be is refused at its line."""

from __future__ import annotations

import pytest

from grcdesk.errors import BadInput
from grcdesk.importers.reading.maps import ColumnMap, read_map
from importers.reads import write

WHOLE = """\
columns:
  time: decided_at
  action: verdict
words:
  action:
    redact: [masked, hidden]
    block: "no"
zone: Europe/Berlin
dates: day-first
keep: [change_title]
rules:
  iam_root: AI-SEC-01
  "*": [AI-SEC-02, AI-SEC-03]
limits:
  accuracy: 0.9
"""


def test_a_map_is_read(tmp_path):
    assert read_map(write(tmp_path, "map.yaml", WHOLE)) == ColumnMap(
        columns={"time": "decided_at", "action": "verdict"},
        words={"action": {"masked": "redact", "hidden": "redact", "no": "block"}},
        zone="Europe/Berlin",
        dates="day",
        keep=("change_title",),
        rules={"iam_root": ("AI-SEC-01",), "*": ("AI-SEC-02", "AI-SEC-03")},
        limits={"accuracy": 0.9},
    )
    assert read_map(write(tmp_path, "map.yaml", "zone: UTC\n")) == ColumnMap(zone="UTC")


@pytest.mark.parametrize(
    ("text", "told", "line"),
    [
        ("zone: UTC\ncolums:\n  a: b\n", "no part is called `colums`", 2),
        ("columns: [a, b]\n", "`columns` is a list of `our field: their name`", None),
        ("columns:\n  time: [a, b]\n", "`time` needs the name of one column", None),
        ("columns:\n  time:\n", "`time` needs the name of one column", None),
        ("words:\n  action: [a]\n", "`words: action` is a list of", None),
        ("columns:\n  a: b\nzone: [UTC]\n", "`zone` is one name", 3),
        ("zone: UTC\ndates: year-first\n", "`dates` is day-first or month-first", 2),
        ("keep: title\n", "`keep` is a list of fields", None),
        ("rules:\n  root: []\n", "the rule 'root' needs a control", None),
        ("rules:\n  root: [AI-SEC-01, '']\n", "the rule 'root' needs a control", None),
        ("limits:\n  accuracy: high\n", "the limit of 'accuracy' is no number", None),
        ("limits:\n  accuracy: nan\n", "the limit of 'accuracy' is no number", None),
        ("# " + "x" * (256 << 10), "is too large for a column map", None),
    ],
)
def test_what_a_map_cannot_say_is_refused_with_its_cure(tmp_path, text, told, line):
    with pytest.raises(BadInput) as error:
        read_map(write(tmp_path, "map.yaml", text))
    assert told in error.value.message
    assert (error.value.line, bool(error.value.hint)) == (line, True)


def test_a_map_that_is_not_there_or_no_text_is_refused(tmp_path):
    with pytest.raises(BadInput, match="cannot be read: No such file"):
        read_map(tmp_path / "gone.yaml")
    with pytest.raises(BadInput, match="is not UTF-8"):
        read_map(write(tmp_path, "map.yaml", b"zone: \xff\xfe\n"))


def test_a_map_may_be_shared_through_a_link(tmp_path):
    write(tmp_path, "shared.yaml", "zone: UTC\n")
    (tmp_path / "map.yaml").symlink_to(tmp_path / "shared.yaml")
    assert read_map(tmp_path / "map.yaml").zone == "UTC"
